import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from storage import errors, members, people, roles, teams
from storage.assignments import Role, RoleAssignment
from storage.database import Database
from tests.storage import harbor_glen, holding
from tests.storage.counting import statements
from tests.storage.harbor_glen import D0, NOW, District
from tests.storage.undoing import undo_last

LATER = NOW + timedelta(days=3)


@pytest.fixture
def here(session: Session) -> District:
    return harbor_glen.district(session)


def test_a_new_owner_closes_the_row_of_the_last_one(session: Session, here: District) -> None:
    renee = holding.own(session, here, "Renee")
    hannah = holding.own(session, here, "Hannah")

    assert (renee.to_on, hannah.from_on, hannah.to_on) == (
        D0 + timedelta(days=3),
        D0 + timedelta(days=3),
        None,
    )
    assert ("workstream_owner", "Hannah Lee", "pacing") in holding.holders(session, here)


def test_who_holds_it_already_keeps_their_row_and_nothing_is_written(
    session: Session, here: District
) -> None:
    first = holding.own(session, here, "Renee")
    with statements(session) as asked:
        again = holding.own(session, here, "Renee")

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
    holding.own(session, here, "Samir")

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

    assert holding.holders(session, here) == [
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
    holding.own(session, here, "Renee")
    facts: dict[str, Any] = {"role": "workstream_owner", "workstream": here.workstreams["pacing"]}

    def release() -> RoleAssignment | None:
        return roles.release(session, team=here.team, person=here.renee, by=here.maya, now=LATER, **facts)

    released = release()
    assert released is not None
    assert released.to_on == D0 + timedelta(days=3)
    assert release() is None
    undo_last(session, here, "role", released)
    assert ("workstream_owner", "Renee Dubois", "pacing") in holding.holders(session, here)


def test_only_who_holds_it_can_be_released(session: Session, here: District) -> None:
    holding.own(session, here, "Renee")
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
    assert ("workstream_owner", "Renee Dubois", "pacing") in holding.holders(session, here)


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
        holding.own(session, here, "Renee")


async def test_a_workstream_given_to_many_at_once_has_one_owner(database: Database) -> None:
    here = await database.write(harbor_glen.district)
    names = [name for name in here.people if name not in ("Maya", "Daniel")]

    await asyncio.gather(*(database.write(holding.own, here, name) for name in names))

    owners = [
        holder for holder in await database.read(holding.holders, here) if holder[0] == "workstream_owner"
    ]
    assert len(owners) == 1
    told = await database.read(roles.history, team=here.team)
    assert len(told) == len(names) + 2
