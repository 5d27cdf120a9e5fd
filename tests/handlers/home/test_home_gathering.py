"""All of App Home is read at once, in few statements however much there is, and inside one workspace."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from handlers.home import gathering
from handlers.home.gathering import Desk
from storage import actions, people, roles, teams
from storage.people import Person
from storage.types import id_of
from tests.storage import harbor_glen
from tests.storage.counting import statements
from tests.storage.harbor_glen import D0, NOW, District


@pytest.fixture
def here(session: Session) -> District:
    """The district team, as in the demo."""
    here = harbor_glen.district(session)
    harbor_glen.take_up_roles(session, here)
    harbor_glen.promise(session, here)
    return here


def desk(session: Session, of: District, person: Person) -> Desk:
    return gathering.desk(session, workspace=of.workspace, person=person, now=NOW, today=D0)


def test_a_desk_holds_what_is_owed_held_and_led(session: Session, here: District) -> None:
    toms = desk(session, here, here.tom)
    assert [row.action.text[:8] for row in toms.owed.rows] == ["Find cov", "Try the "]
    assert [row.workstream.name for row in toms.held] == ["coaching"]
    assert toms.leads[id_of(here.team)].leader == here.maya
    assert (toms.led, toms.late, toms.unaccepted.total) == ((), (), 0)


def test_a_leader_and_a_coordinator_see_what_their_team_lacks(session: Session, here: District) -> None:
    for person in (here.maya, here.daniel):
        theirs = desk(session, here, person)
        assert {row.workstream.name for row in theirs.led if row.lacks_backup} == {"pacing", "training"}
        assert sum(late.count for late in theirs.late) == 5
        assert theirs.unaccepted.total == 10


def test_who_is_in_no_team_still_finds_what_they_owe(session: Session, here: District) -> None:
    ruth = people.meet(session, workspace=here.workspace, slack_user_id="URUTH", name="Ruth Calder", now=NOW)
    assert desk(session, here, ruth).owed.total == 0
    actions.add(
        session,
        team=here.team,
        text="Sign the letter",
        owner=ruth,
        due_on=D0 + timedelta(days=2),
        by=here.maya,
        now=NOW,
    )
    assert desk(session, here, ruth).owed.total == 1


def test_a_closed_team_lies_on_nobodys_desk(session: Session, here: District) -> None:
    teams.close(session, team=here.team, by=here.maya, now=NOW, reason="The curriculum is in place")
    mayas, toms = desk(session, here, here.maya), desk(session, here, here.tom)
    assert (mayas.seats, mayas.led, mayas.late, toms.owed.total, toms.held) == ([], (), (), 0, ())


def test_a_desk_takes_twelve_statements_in_one_team_and_in_ten(session: Session, here: District) -> None:
    with statements(session) as once:
        desk(session, here, here.maya)
    for number in range(9):
        other = harbor_glen.team(session, here.workspace, dict(here.people), f"C{number}")
        roles.assign(
            session,
            team=other.team,
            role="backup",
            person=other.maya,
            workstream=other.workstreams["pacing"],
            by=other.maya,
            now=NOW,
        )
    with statements(session) as often:
        crowded = desk(session, here, here.maya)
    assert len(crowded.seats) == 10
    assert len(crowded.held) == 10
    assert len(once) == len(often) == 12


def test_two_workspaces_with_the_same_people_and_names_never_meet(session: Session, here: District) -> None:
    other = harbor_glen.district(session, slack_team_id="TELSEWHERE")
    theirs = desk(session, other, other.maya)
    assert [seat.team.id for seat in theirs.seats] == [other.team.id]
    assert theirs.owed.total == 0
    assert {row.workstream.team_id for row in theirs.led} == {other.team.id}
    assert theirs.late == []
    assert theirs.unaccepted.total == 0
