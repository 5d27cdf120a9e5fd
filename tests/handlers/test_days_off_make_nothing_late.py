"""What is counted and shown as late while a team pauses, on both databases."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from handlers.actions import reads
from handlers.actions.listing import Listing
from handlers.actions.views import lists
from handlers.actions.views.buttons import Rights
from handlers.teams import status
from handlers.workstreams import reading
from storage import actions, calendars, workstream_lists
from tests.storage import harbor_glen
from tests.storage.harbor_glen import D0, NOW, District

LATER = datetime.combine(D0 + timedelta(days=12), time(15), UTC)


@pytest.fixture
def here(session: Session) -> District:
    """A team with one action due before its pause, and one within."""
    found = harbor_glen.district(session)
    strand = workstream_lists.overview(session, team=found.team, today=D0)[0].workstream
    for days in (-3, 4):
        actions.add(
            session,
            team=found.team,
            text="Draft the pacing guide",
            owner=found.priya,
            due_on=D0 + timedelta(days=days),
            workstream=strand,
            by=found.maya,
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


def test_a_pause_adds_nothing_to_what_is_overdue(session: Session, here: District) -> None:
    screen = status.facts(session, team=here.team, now=LATER)
    listed = reading.listing(session, team=here.team, now=LATER)
    row = listed.rows[0]

    assert (screen.counts.open, screen.counts.overdue) == (2, 1)
    assert screen.workstreams[0].overdue_count == 1
    assert (row.open_count, row.overdue_count) == (2, 1)
    assert [(one.open, one.overdue) for one in listed.people] == [(2, 1)]
    assert reading.one(session, team=here.team, workstream=row.workstream, now=LATER).row.overdue_count == 1


@pytest.mark.parametrize(("which", "shown"), [("overdue", 1), ("open", 2)])
def test_lists_count_working_days_and_call_nothing_late_for_a_pause(
    session: Session, here: District, which: str, shown: int
) -> None:
    found = reads.shown(
        session,
        workspace=here.workspace,
        team=here.team,
        listing=Listing(which),  # type: ignore[arg-type]  # a parameter of the test
        reader=here.maya,
        today=LATER.date(),
        zone=ZoneInfo(here.team.zone),
    )
    said = lists.page(found, lambda _: Rights()).text

    assert found.page.total == shown
    assert said.count("late") == 1
    assert "1 working day late" in said
