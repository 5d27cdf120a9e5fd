"""What is read across several teams at once: for App Home, and whoever leads more than one."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from storage import action_lists, actions, people, roles, team_lists, workstream_lists
from storage.types import id_of
from tests.storage import harbor_glen
from tests.storage.harbor_glen import D0, NOW, District


@pytest.fixture
def here(session: Session) -> District:
    """The district team, as in the demo."""
    here = harbor_glen.district(session)
    harbor_glen.take_up_roles(session, here)
    harbor_glen.promise(session, here)
    return here


@pytest.fixture
def there(session: Session, here: District) -> District:
    """A second team of the same workspace, with nothing in it yet."""
    return harbor_glen.team(session, here.workspace, dict(here.people), "CEASTFIELD")


def test_an_overview_of_several_teams_has_each_teams_workstreams_in_their_order(
    session: Session, here: District, there: District
) -> None:
    rows = workstream_lists.across(session, teams=(here.team, there.team), today=D0)
    assert [row.workstream.team_id for row in rows] == [here.team.id] * 7 + [there.team.id] * 7
    assert [row.workstream.name for row in rows][:7] == list(harbor_glen.WORKSTREAMS)
    assert [row.open_count for row in rows][7:] == [0] * 7


def test_an_overview_of_what_somebody_holds_has_what_they_own_and_what_they_back_up(
    session: Session, here: District, there: District
) -> None:
    rows = workstream_lists.across(session, teams=(here.team, there.team), today=D0, held_by=here.priya)
    assert [(row.workstream.name, row.open_count, row.overdue_count) for row in rows] == [
        ("assessment", 3, 1),
        ("grading", 2, 1),
    ]


def test_a_workstream_lacks_those_who_are_none_who_left_and_who_would_back_up_themselves(
    session: Session, here: District
) -> None:
    roles.assign(
        session,
        team=here.team,
        role="backup",
        person=here.grace,
        workstream=here.workstreams["scheduling"],
        by=here.maya,
        now=NOW,
    )
    people.deactivate(session, workspace=here.workspace, person=here.tom, now=NOW)
    people.deactivate(session, workspace=here.workspace, person=here.joy, now=NOW)
    rows = workstream_lists.overview(session, team=here.team, today=D0)
    assert {row.workstream.name for row in rows if row.lacks_owner} == {"coaching"}
    lacking = {row.workstream.name for row in rows if row.lacks_backup}
    assert lacking == {"pacing", "scheduling", "planning support", "training"}
    assert lacking == {
        gap.workstream.name for gap in team_lists.gaps(session, team=here.team) if gap.no_backup
    }


def test_what_is_late_is_counted_by_workstream_the_most_first_and_the_teams_own_last(
    session: Session, here: District, there: District
) -> None:
    for words in ("Call the printer", "Call the library"):
        actions.add(session, team=here.team, text=words, owner=here.ben, due_on=D0, by=here.daniel, now=NOW)
    rows = action_lists.late(session, teams=(here.team, there.team), today=D0 + timedelta(days=1))
    assert [(row.workstream.name if row.workstream else None, row.count) for row in rows] == [
        (None, 2),
        ("assessment", 1),
        ("grading", 1),
        ("pacing", 1),
        ("scheduling", 1),
        ("coaching", 1),
    ]
    assert {row.team_id for row in rows} == {here.team.id}


def test_unaccepted_is_what_waits_for_an_answer_or_got_a_no_and_is_still_open(
    session: Session, here: District, there: District
) -> None:
    asked = action_lists.unaccepted(session, teams=(here.team, there.team), limit=50)
    assert {row.owner.name for row in asked.rows} == {
        *("Samir Patel", "Renee Dubois", "Grace Kim", "Omar Haddad", "Joy Mensah", "Hannah Lee", "Ben Adler")
    }
    omars, samirs = (
        next(row.action for row in asked.rows if row.owner.name == name)
        for name in ("Omar Haddad", "Samir Patel")
    )
    actions.decline(
        session, team=here.team, number=omars.number, reason="I know no bus times", by=here.omar, now=NOW
    )
    actions.accept(session, team=here.team, number=samirs.number, by=here.samir, now=NOW)
    after = action_lists.unaccepted(session, teams=(here.team,), limit=3)
    assert after.total == asked.total - 1
    assert len(after.rows) == 3


def test_what_somebody_left_behind_is_among_what_nobody_here_has_accepted(
    session: Session, here: District
) -> None:
    before = action_lists.unaccepted(session, teams=(here.team,), limit=50)
    toms = [
        row
        for row in action_lists.of_team(session, team=here.team, today=D0, limit=50).rows
        if row.owner.id == here.tom.id and row not in before.rows
    ]
    here.tom.deactivated_at = NOW
    session.add(here.tom)
    session.flush()

    after = action_lists.unaccepted(session, teams=(here.team,), limit=50)
    assert toms
    assert {row.action.id for row in toms} <= {row.action.id for row in after.rows}


def test_each_team_has_its_leader_and_its_coordinator(
    session: Session, here: District, there: District
) -> None:
    roles.release(session, team=there.team, role="coordinator", person=there.daniel, by=there.maya, now=NOW)
    led = team_lists.leads(session, teams=(here.team, there.team))
    named = {
        team_id: [person.name if person else None for person in (lead.leader, lead.coordinator)]
        for team_id, lead in led.items()
    }
    assert named == {
        id_of(here.team): ["Maya Okafor", "Daniel Reyes"],
        id_of(there.team): ["Maya Okafor", None],
    }


def test_of_no_teams_nothing_is_read(session: Session) -> None:
    assert team_lists.leads(session, teams=()) == {}
    assert workstream_lists.across(session, teams=(), today=D0) == []
    assert action_lists.late(session, teams=(), today=D0) == []
    assert action_lists.unaccepted(session, teams=()).total == 0
