import asyncio
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from storage import audit, errors, members, people, roles, teams
from storage.assignments import Role, RoleAssignment
from storage.database import Database
from tests.storage import harbor_glen
from tests.storage.counting import statements
from tests.storage.harbor_glen import D0, NOW, District

LATER = NOW + timedelta(days=3)


@pytest.fixture
def here(session: Session) -> District:
    return harbor_glen.district(session)


def _own(session: Session, here: District, name: str, role: Role = "workstream_owner") -> RoleAssignment:
    return roles.assign(
        session,
        team=here.team,
        role=role,
        person=here.people[name],
        workstream=here.workstreams["pacing"],
        by=here.maya,
        now=LATER,
    )


def _holders(session: Session, here: District) -> Sequence[tuple[str, str, str | None]]:
    return [
        (holder.assignment.role, holder.person.name, holder.workstream.name if holder.workstream else None)
        for holder in roles.holders(session, team=here.team)
    ]


def _undo(session: Session, here: District, assignment: RoleAssignment) -> None:
    assert assignment.id is not None
    entry = audit.latest(session, team=here.team, item_kind="role", item_id=assignment.id)
    assert entry is not None
    assert entry.id is not None
    audit.undo(session, team=here.team, entry_id=entry.id, by=here.daniel, now=LATER)


def test_a_new_owner_closes_the_row_of_the_last_one(session: Session, here: District) -> None:
    renee = _own(session, here, "Renee")
    hannah = _own(session, here, "Hannah")

    assert (renee.to_on, hannah.from_on, hannah.to_on) == (
        D0 + timedelta(days=3),
        D0 + timedelta(days=3),
        None,
    )
    assert ("workstream_owner", "Hannah Lee", "pacing") in _holders(session, here)


def test_who_holds_it_already_keeps_their_row_and_nothing_is_written(
    session: Session, here: District
) -> None:
    first = _own(session, here, "Renee")
    with statements(session) as asked:
        again = _own(session, here, "Renee")

    assert again.id == first.id
    assert all(statement.startswith("SELECT") for statement, _ in asked)


@pytest.mark.parametrize(
    ("role", "expected"),
    [("coordinator", "core"), ("workstream_owner", "core"), ("team_leader", "core"), ("sponsor", None)],
)
def test_who_carries_the_work_becomes_a_core_member(
    session: Session, here: District, role: Role, expected: str | None
) -> None:
    workstream = here.workstreams["pacing"] if role == "workstream_owner" else None
    roles.assign(
        session, team=here.team, role=role, person=here.tom, workstream=workstream, by=here.maya, now=NOW
    )

    membership = members.current(session, team=here.team, person=here.tom)
    assert (membership and membership.kind) == expected


def test_an_invited_member_who_becomes_owner_stays_invited(session: Session, here: District) -> None:
    members.join(session, team=here.team, person=here.samir, kind="invited", by=here.maya, now=NOW)
    _own(session, here, "Samir")

    membership = members.current(session, team=here.team, person=here.samir)
    assert membership is not None
    assert membership.kind == "invited"


def test_a_team_has_one_leader_and_many_sponsors(session: Session, here: District) -> None:
    for name, office in harbor_glen.SPONSORS.items():
        person = here.people[name.split()[0]]
        roles.assign(
            session,
            team=here.team,
            role="sponsor",
            person=person,
            office=office,
            appointed_by="Ruth Calder",
            appointed_on=date(2026, 6, 19),
            by=here.maya,
            now=NOW,
        )
    roles.assign(session, team=here.team, role="team_leader", person=here.tom, by=here.maya, now=LATER)

    assert _holders(session, here) == [
        ("team_leader", "Tom Whitaker", None),
        ("coordinator", "Daniel Reyes", None),
        ("sponsor", "Helen Marsh", None),
        ("sponsor", "Victor Osei", None),
    ]


def test_holders_come_in_the_order_of_workstreams_owner_before_backup_in_one_statement(
    session: Session, here: District
) -> None:
    harbor_glen.take_up_roles(session, here)
    with statements(session) as asked:
        holders = roles.holders(session, team=here.team)

    strands = [holder.workstream.name for holder in holders if holder.workstream]
    assert list(dict.fromkeys(strands)) == list(harbor_glen.WORKSTREAMS)
    assert [holder.assignment.role for holder in holders if holder.workstream][:2] == [
        "workstream_owner",
        "backup",
    ]
    assert len(asked) == 1


def test_a_role_released_twice_is_released_once(session: Session, here: District) -> None:
    _own(session, here, "Renee")
    facts: dict[str, Any] = {"role": "workstream_owner", "workstream": here.workstreams["pacing"]}

    def release() -> RoleAssignment | None:
        return roles.release(session, team=here.team, person=here.renee, by=here.maya, now=LATER, **facts)

    released = release()
    assert released is not None
    assert released.to_on == D0 + timedelta(days=3)
    assert release() is None
    _undo(session, here, released)
    assert ("workstream_owner", "Renee Dubois", "pacing") in _holders(session, here)


def test_only_who_holds_it_can_be_released(session: Session, here: District) -> None:
    _own(session, here, "Renee")
    found = roles.release(
        session,
        team=here.team,
        role="workstream_owner",
        person=here.hannah,
        workstream=here.workstreams["pacing"],
        by=here.maya,
        now=LATER,
    )

    assert found is None
    assert ("workstream_owner", "Renee Dubois", "pacing") in _holders(session, here)


def test_a_team_is_never_without_a_leader(session: Session, here: District) -> None:
    with pytest.raises(errors.Refused, match="team_needs_a_leader"):
        roles.release(session, team=here.team, role="team_leader", person=here.maya, by=here.daniel, now=NOW)
    [first] = roles.roles_of(session, team=here.team, person=here.maya)
    with pytest.raises(errors.Refused, match="team_needs_a_leader"):
        _undo(session, here, first)


def test_an_owner_change_undone_gives_it_back_and_redone_takes_it_again(
    session: Session, here: District
) -> None:
    renee = _own(session, here, "Renee")
    hannah = _own(session, here, "Hannah")

    _undo(session, here, hannah)
    assert (renee.to_on, hannah.mistaken) == (None, True)
    assert members.current(session, team=here.team, person=here.hannah) is None
    assert ("workstream_owner", "Renee Dubois", "pacing") in _holders(session, here)

    _undo(session, here, hannah)
    assert (renee.to_on, hannah.mistaken, hannah.to_on) == (D0 + timedelta(days=3), False, None)
    assert members.current(session, team=here.team, person=here.hannah) is not None

    _undo(session, here, hannah)
    assert ("workstream_owner", "Renee Dubois", "pacing") in _holders(session, here)


def test_a_first_owner_undone_leaves_none(session: Session, here: District) -> None:
    _undo(session, here, _own(session, here, "Renee"))

    assert [role for role, _, _ in _holders(session, here)] == ["team_leader", "coordinator"]
    assert members.current(session, team=here.team, person=here.renee) is None


def test_who_has_another_role_by_now_stays_a_member_when_the_first_is_undone(
    session: Session, here: District
) -> None:
    owner = _own(session, here, "Renee")
    _own(session, here, "Renee", "backup")
    _undo(session, here, owner)

    assert members.current(session, team=here.team, person=here.renee) is not None


def test_who_was_a_member_before_stays_one_when_the_role_is_undone(session: Session, here: District) -> None:
    members.join(session, team=here.team, person=here.samir, kind="invited", by=here.maya, now=NOW)
    owner = _own(session, here, "Samir")
    _undo(session, here, owner)
    assert members.current(session, team=here.team, person=here.samir) is not None

    _undo(session, here, owner)
    assert ("workstream_owner", "Samir Patel", "pacing") in _holders(session, here)


def test_who_joined_anew_meanwhile_stays_that_member_when_the_role_is_given_again(
    session: Session, here: District
) -> None:
    owner = _own(session, here, "Hannah")
    _undo(session, here, owner)
    anew = members.join(session, team=here.team, person=here.hannah, kind="invited", by=here.maya, now=LATER)

    _undo(session, here, owner)
    assert members.current(session, team=here.team, person=here.hannah) == anew


def test_an_undone_owner_cannot_come_back_over_a_third(session: Session, here: District) -> None:
    _own(session, here, "Renee")
    hannah = _own(session, here, "Hannah")
    _undo(session, here, hannah)
    _own(session, here, "Joy")

    with pytest.raises(errors.Refused, match="place_taken"):
        _undo(session, here, hannah)


def test_an_owner_change_is_not_undone_once_the_role_moved_on(session: Session, here: District) -> None:
    hannah = _own(session, here, "Hannah")
    [given] = audit.history(session, team=here.team, item_kind="role", item_id=hannah.id)
    _own(session, here, "Joy")
    assert given.id is not None

    with pytest.raises(errors.Changed):
        audit.undo(session, team=here.team, entry_id=given.id, by=here.maya, now=LATER)


def test_the_audit_says_who_had_it_before(session: Session, here: District) -> None:
    _own(session, here, "Renee")
    hannah = _own(session, here, "Hannah")
    [given] = audit.history(session, team=here.team, item_kind="role", item_id=hannah.id)

    assert (given.verb, given.before["person_id"], given.after["person_id"]) == (
        "assign",
        here.renee.id,
        here.hannah.id,
    )


def test_the_history_leaves_out_what_was_given_by_mistake(session: Session, here: District) -> None:
    _own(session, here, "Renee")
    _undo(session, here, _own(session, here, "Hannah"))
    _own(session, here, "Joy")

    told = [holder.person.name for holder in roles.history(session, team=here.team)]
    assert told == ["Joy Mensah", "Renee Dubois", "Daniel Reyes", "Maya Okafor"]


def test_a_role_on_a_workstream_names_one_and_a_role_in_the_team_does_not(
    session: Session, here: District
) -> None:
    with pytest.raises(ValueError, match="have a workstream"):
        roles.assign(session, team=here.team, role="workstream_owner", person=here.tom, by=here.maya, now=NOW)


def test_another_teams_workstream_is_not_found(session: Session, here: District) -> None:
    other = harbor_glen.team(session, here.workspace, dict(here.people), "COTHER")

    with pytest.raises(errors.NotFound):
        roles.assign(
            session,
            team=other.team,
            role="backup",
            person=here.tom,
            workstream=here.workstreams["pacing"],
            by=here.maya,
            now=NOW,
        )


def test_another_workspaces_person_is_given_no_role(session: Session, here: District) -> None:
    other = harbor_glen.workspace(session, "TOTHER")
    stranger = people.meet(session, workspace=other, slack_user_id="UTOM", name="Tom Whitaker", now=NOW)

    with pytest.raises(errors.NotFound):
        roles.assign(session, team=here.team, role="sponsor", person=stranger, by=here.maya, now=NOW)


def test_a_closed_teams_roles_stand(session: Session, here: District) -> None:
    teams.close(session, team=here.team, by=here.maya, now=NOW, reason="The work is done")

    with pytest.raises(errors.Refused, match="team_closed"):
        _own(session, here, "Renee")


async def test_a_workstream_given_to_many_at_once_has_one_owner(database: Database) -> None:
    here = await database.write(harbor_glen.district)
    names = [name for name in here.people if name not in ("Maya", "Daniel")]

    await asyncio.gather(*(database.write(_own, here, name) for name in names))

    owners = [holder for holder in await database.read(_holders, here) if holder[0] == "workstream_owner"]
    assert len(owners) == 1
    told = await database.read(roles.history, team=here.team)
    assert len(told) == len(names) + 2
