"""An update counts for a week of the team's, and no longer."""

from datetime import datetime, timedelta

import pytest

from handlers.workstreams import rules
from tests.handlers.home.rows import NOW, overview

STARTS = NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("last", "since"),
    [
        (None, STARTS - timedelta(days=7)),
        (STARTS - timedelta(days=6), STARTS - timedelta(days=6)),
        (STARTS - timedelta(days=14), STARTS - timedelta(days=7)),
    ],
)
def test_the_week_begins_with_the_last_meeting_and_is_seven_days_at_most(
    last: datetime | None, since: datetime
) -> None:
    assert rules.fresh_since(STARTS, last) == since


@pytest.mark.parametrize("weeks", [2, 3, 4, 5])
def test_a_team_that_meets_less_often_counts_what_was_said_since_it_met(weeks: int) -> None:
    within = timedelta(weeks=weeks)

    assert rules.fresh_since(STARTS, None, within) == STARTS - within
    met = STARTS - within + timedelta(hours=1)
    assert rules.fresh_since(STARTS, met, within) == met
    assert rules.fresh_since(STARTS, STARTS - 2 * within, within) == STARTS - within


def test_an_update_from_before_the_week_counts_as_missing() -> None:
    since = STARTS - timedelta(days=7)
    assert rules.is_fresh(overview(said=timedelta(days=1)), since)
    assert not rules.is_fresh(overview(said=timedelta(days=8)), since)
    assert not rules.is_fresh(overview(said=None), since)
