"""When a person may be written to: outside quiet hours, on a day on which they work, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.dates.calm import calm
from storage.working_days import EVERY_DAY, MONDAY_TO_FRIDAY, Break, WorkingDays

NEW_YORK = ZoneInfo("America/New_York")
EVENING, MORNING = time(17, 30), time(7, 30)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """That wall time of a day in November 2026; the 16th is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("at", "calmed"),
    [
        (local(16, 9), local(16, 9)),
        (local(16, 7, 30), local(16, 7, 30)),
        (local(16, 17, 29), local(16, 17, 29)),
        (local(16, 17, 30), local(17, 7, 30)),
        (local(16, 23), local(17, 7, 30)),
        (local(16, 3), local(16, 7, 30)),
        (local(20, 18), local(23, 7, 30)),
        (local(21, 12), local(23, 7, 30)),
        (local(22, 23, 59), local(23, 7, 30)),
    ],
)
def test_what_falls_into_the_night_or_the_weekend_waits_for_the_morning(
    at: datetime, calmed: datetime
) -> None:
    assert calm(at, NEW_YORK, EVENING, MORNING, MONDAY_TO_FRIDAY) == calmed


def test_a_quiet_midday_ends_the_same_day_and_a_day_off_begins_at_midnight() -> None:
    assert calm(local(16, 12, 30), NEW_YORK, time(12), time(13), MONDAY_TO_FRIDAY) == local(16, 13)
    assert calm(local(21, 12, 30), NEW_YORK, time(12), time(13), MONDAY_TO_FRIDAY) == local(23, 0)


def test_without_quiet_hours_only_days_off_wait() -> None:
    assert calm(local(16, 3), NEW_YORK, time(8), time(8), MONDAY_TO_FRIDAY) == local(16, 3)
    assert calm(local(21, 3), NEW_YORK, time(8), time(8), MONDAY_TO_FRIDAY) == local(23, 0)


def test_a_pause_without_an_end_has_no_calm_moment() -> None:
    paused = WorkingDays(
        frozenset(range(5)), None, (Break(date(2026, 11, 16), None, "Rest", is_season=True),)
    )

    with pytest.raises(ValueError, match="no working day"):
        calm(local(16, 9), NEW_YORK, EVENING, MORNING, paused)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
    st.times(),
    st.times(),
    st.sampled_from(["America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca"]),
    st.sampled_from([EVERY_DAY, MONDAY_TO_FRIDAY]),
)
def test_a_calm_moment_is_not_earlier_not_quiet_and_calm_itself(
    at: datetime, begins: time, ends: time, zone: str, days: WorkingDays
) -> None:
    where = ZoneInfo(zone)
    begins, ends = (one.replace(second=0, microsecond=0) for one in (begins, ends))

    found = calm(at, where, begins, ends, days)

    assert at <= found <= at + timedelta(days=5)
    assert days.is_working(found.astimezone(where).date())
    assert calm(found, where, begins, ends, days) == found
