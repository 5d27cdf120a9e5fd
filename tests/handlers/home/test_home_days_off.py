"""App Home and the panel while a team pauses: nothing is late for it, and what fell into it is due after it."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from slack_sdk.models.views import View
from sqlmodel import Session

from handlers.home import gathering, pages, rules, views
from storage import actions, calendars, workstream_lists
from storage.people import Person
from storage.working_days import Break, WorkingDays
from tests.handlers.home.rows import MONDAY, read
from tests.storage import harbor_glen
from tests.storage.counting import statements
from tests.storage.harbor_glen import D0, NOW, District

LATER = datetime.combine(D0 + timedelta(days=12), time(15), UTC)


@pytest.fixture
def here(session: Session) -> District:
    """A team with one action due before its pause, and one within."""
    found = harbor_glen.district(session)
    harbor_glen.take_up_roles(session, found)
    strand = workstream_lists.overview(session, team=found.team, today=D0)[0].workstream
    for days in (-3, 4):
        actions.add(
            session,
            team=found.team,
            text=f"Draft the pacing guide {days}",
            owner=found.priya,
            due_on=D0 + timedelta(days=days),
            workstream=strand,
            by=found.priya,
            now=NOW,
        )
    calendars.pause(
        session,
        team=found.team,
        from_on=D0 + timedelta(days=1),
        until_on=D0 + timedelta(days=20),
        reason="Testing",
        by=found.maya,
        now=NOW,
    )
    return found


def desk(session: Session, of: District, person: Person) -> gathering.Desk:
    return gathering.desk(session, workspace=of.workspace, person=person, now=LATER, today=LATER.date())


def shown(found: gathering.Desk) -> View:
    return views.home(found, pages.Pages(), ZoneInfo("America/New_York"), LATER)


def test_app_home_calls_nothing_late_for_a_pause(session: Session, here: District) -> None:
    said = read(shown(desk(session, here, here.priya)))

    assert "You owe 2 actions: 1 overdue, 1 later." in said
    assert said.count("late\n") + said.count("late ") == 1
    assert "1 working day late" in said


def test_a_leaders_numbers_leave_the_pause_out(session: Session, here: District) -> None:
    found = desk(session, here, here.maya)

    assert [late.count for late in found.late] == [1]
    assert sum(row.overdue_count for row in found.led) == 1
    assert "1 action overdue: " in read(shown(found))


def test_the_panel_counts_as_app_home_does_in_three_statements(session: Session, here: District) -> None:
    with statements(session) as asked:
        owed = gathering.sorted_out(session, workspace=here.workspace, person=here.priya, today=LATER.date())

    assert (owed.count("overdue"), owed.count("later")) == (1, 1)
    assert len(asked) == 3


def test_two_teams_are_each_late_by_their_own_days(session: Session, here: District) -> None:
    other = harbor_glen.team(session, here.workspace, dict(here.people), "CSECOND")
    actions.add(
        session,
        team=other.team,
        text="Order the books",
        owner=here.priya,
        due_on=D0 + timedelta(days=4),
        by=here.priya,
        now=NOW,
    )
    owed = gathering.sorted_out(session, workspace=here.workspace, person=here.priya, today=LATER.date())

    assert [row.team.id for row in owed.due] == [here.team.id, other.team.id, here.team.id]
    assert [owed.when(row.action) for row in owed.due] == ["overdue", "overdue", "later"]


def test_what_fell_into_a_pause_without_an_end_is_due_later() -> None:
    days = WorkingDays(frozenset(range(5)), breaks=(Break(MONDAY, None, "Testing", True),))

    assert rules.due(MONDAY + timedelta(days=1), MONDAY + timedelta(days=9), days) == "later"


def test_what_was_due_on_a_saturday_is_due_on_the_monday() -> None:
    days = WorkingDays(frozenset(range(5)))

    assert rules.due(MONDAY - timedelta(days=2), MONDAY, days) == "soon"
    assert rules.due(MONDAY - timedelta(days=3), MONDAY, days) == "overdue"
