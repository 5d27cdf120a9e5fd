from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from storage import errors, members, people, teams
from storage.members import Membership
from tests.storage import harbor_glen
from tests.storage.counting import statements
from tests.storage.harbor_glen import D0, NOW, District
from tests.storage.undoing import undo_last


@pytest.fixture
def here(session: Session) -> District:
    return harbor_glen.district(session)


def _join(session: Session, here: District, name: str = "Samir", **facts: Any) -> Membership:
    wanted: dict[str, Any] = {"kind": "invited", "purpose": "Report cards", **facts}
    return members.join(
        session,
        team=here.team,
        person=here.people[name],
        by=here.maya,
        now=NOW,
        **wanted,
    )


def test_who_joins_is_a_member_from_the_teams_today(session: Session, here: District) -> None:
    samir = _join(session, here, until_on=D0 + timedelta(days=60), fte=0.1)

    assert (samir.kind, samir.purpose, samir.fte) == ("invited", "Report cards", 0.1)
    assert (samir.from_on, samir.until_on, samir.to_on) == (D0, D0 + timedelta(days=60), None)


def test_the_day_is_the_teams_and_not_utcs(session: Session, here: District) -> None:
    late_evening = NOW.replace(day=17, hour=3)
    joined = members.join(
        session, team=here.team, person=here.samir, kind="core", by=here.maya, now=late_evening
    )

    assert joined.from_on == D0


def test_joining_so_again_changes_nothing(session: Session, here: District) -> None:
    first = _join(session, here)
    with statements(session) as asked:
        again = _join(session, here)

    assert again.id == first.id
    assert all(statement.startswith("SELECT") for statement, _ in asked)


def test_a_member_can_become_core_and_that_can_be_undone(session: Session, here: District) -> None:
    samir = _join(session, here)
    _join(session, here, kind="core", purpose=None)
    assert (samir.kind, samir.purpose) == ("core", None)

    undo_last(session, here, "membership", samir)
    assert (samir.kind, samir.purpose) == ("invited", "Report cards")
    undo_last(session, here, "membership", samir)
    assert samir.kind == "core"


def test_joining_undone_is_no_membership(session: Session, here: District) -> None:
    samir = _join(session, here)

    undo_last(session, here, "membership", samir)
    assert members.current(session, team=here.team, person=here.samir) is None
    undo_last(session, here, "membership", samir)
    assert members.current(session, team=here.team, person=here.samir) == samir


def test_joining_undone_cannot_be_redone_over_a_new_membership(session: Session, here: District) -> None:
    samir = _join(session, here)
    undo_last(session, here, "membership", samir)
    _join(session, here)

    with pytest.raises(errors.Refused, match="place_taken"):
        undo_last(session, here, "membership", samir)


def test_the_roster_names_core_members_first_in_one_statement(session: Session, here: District) -> None:
    harbor_glen.take_up_roles(session, here)
    with statements(session) as asked:
        roster = members.roster(session, team=here.team)

    assert [(membership.kind, person.name) for membership, person in roster] == sorted(
        (kind, name) for name, kind in harbor_glen.MEMBERS.items()
    )
    assert len(asked) == 1


def test_nobody_joins_a_closed_team(session: Session, here: District) -> None:
    teams.close(session, team=here.team, by=here.maya, now=NOW, reason="The work is done")

    with pytest.raises(errors.Refused, match="team_closed"):
        _join(session, here)


def test_another_workspaces_person_cannot_join(session: Session, here: District) -> None:
    other = harbor_glen.workspace(session, "TOTHER")
    stranger = people.meet(session, workspace=other, slack_user_id="USAMIR", name="Samir Patel", now=NOW)

    with pytest.raises(errors.NotFound):
        members.join(session, team=here.team, person=stranger, kind="core", by=here.maya, now=NOW)
