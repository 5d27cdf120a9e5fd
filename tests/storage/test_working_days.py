"""Which days are worked, how far apart two of them are, and how late is late."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.working_days import EVERY_DAY, MONDAY_TO_FRIDAY, Break, Holidays, WorkingDays

NEW_YORK = Holidays("US", "NY")
WINTER = Break(date(2026, 12, 21), date(2027, 1, 1), "Winter break")
HARBOR_GLEN = WorkingDays(frozenset(range(5)), NEW_YORK, (WINTER,))
OPEN_END = WorkingDays(
    frozenset(range(5)), None, (Break(date(2026, 6, 1), None, "No funds", is_season=True),)
)

DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
BREAKS = st.builds(
    lambda first_on, days: Break(first_on, first_on + timedelta(days=days), "Break"),
    DAYS,
    st.integers(0, 60),
)
CALENDARS = st.builds(
    WorkingDays,
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    holidays=st.sampled_from([None, NEW_YORK, Holidays("DE", "BY"), Holidays("IN")]),
    breaks=st.lists(BREAKS, max_size=3).map(tuple),
)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 16), None),
        (date(2026, 11, 21), "Saturday"),
        (date(2026, 11, 26), "Thanksgiving Day"),
        (date(2026, 7, 4), "Independence Day"),  # a Saturday: the name says more than the weekday
        (date(2026, 12, 21), "Winter break"),
        (date(2026, 12, 25), "Winter break"),  # Christmas too, but the break is the team's own word
        (date(2027, 1, 1), "Winter break"),
        (date(2027, 1, 4), None),
    ],
)
def test_a_day_off_says_why(day: date, why: str | None) -> None:
    assert HARBOR_GLEN.off(day) == why
    assert HARBOR_GLEN.is_working(day) == (why is None)


def test_a_day_with_a_name_has_it_on_any_weekday_and_a_plain_saturday_has_none() -> None:
    assert HARBOR_GLEN.named(date(2026, 7, 4)) == "Independence Day"
    assert HARBOR_GLEN.named(date(2026, 11, 21)) is None


def test_holidays_of_other_countries_are_told_in_english() -> None:
    assert Holidays("DE", "BY").name(date(2026, 10, 3)) == "German Unity Day"
    assert Holidays("DE").name(date(2026, 1, 6)) is None
    assert Holidays("DE", "BY").name(date(2026, 1, 6)) == "Epiphany"


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 24), -2, date(2026, 11, 20)),  # Tuesday: owners are asked on Friday
        (date(2026, 11, 27), -1, date(2026, 11, 25)),  # over Thanksgiving
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # from a Saturday as from Friday
        (date(2026, 11, 21), -1, date(2026, 11, 19)),
        (date(2026, 11, 21), 0, date(2026, 11, 20)),
        (date(2026, 12, 18), 1, date(2027, 1, 4)),
    ],
)
def test_working_days_are_counted_over_days_off(day: date, count: int, expected: date) -> None:
    assert HARBOR_GLEN.add(day, count) == expected


@pytest.mark.parametrize(
    ("due_on", "today", "late"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), 0),
        (date(2026, 11, 20), date(2026, 11, 22), 0),  # due on Friday: nobody is late on a Sunday
        (date(2026, 11, 20), date(2026, 11, 23), 1),
        (date(2026, 11, 21), date(2026, 11, 23), 0),  # due on a Saturday counts from Monday
        (date(2026, 11, 21), date(2026, 11, 24), 1),
        (date(2026, 11, 25), date(2026, 11, 27), 1),
        (date(2026, 12, 17), date(2026, 12, 30), 1),  # one day late when the break began, and not more in it
        (date(2026, 12, 17), date(2027, 1, 4), 2),
        (date(2026, 12, 1), date(2026, 11, 1), 0),
    ],
)
def test_lateness_is_counted_in_working_days(due_on: date, today: date, late: int) -> None:
    assert HARBOR_GLEN.late(due_on, today) == late


@given(days=CALENDARS, due_on=DAYS, after=st.integers(-5, 120))
def test_what_is_due_before_that_date_is_late_and_nothing_else(
    days: WorkingDays, due_on: date, after: int
) -> None:
    today = due_on + timedelta(days=after)

    assert (due_on < days.overdue_before(today)) == (days.late(due_on, today) > 0)


@given(days=CALENDARS, day=DAYS, count=st.integers(-12, 12))
def test_so_many_working_days_later_is_as_many_working_days_late(
    days: WorkingDays, day: date, count: int
) -> None:
    start = days.on_or_before(day)
    found = days.add(day, count)

    assert days.is_working(found)
    assert (found > start, found < start) == (count > 0, count < 0)
    assert days.late(min(start, found), max(start, found)) == abs(count)


@given(days=CALENDARS, day=DAYS)
def test_the_nearest_working_days_have_none_between(days: WorkingDays, day: date) -> None:
    before, after = days.on_or_before(day), days.on_or_after(day)

    assert before <= day <= after
    assert all(days.off(before + timedelta(days=n)) for n in range(1, (after - before).days))
    assert (before == day) == (after == day) == days.is_working(day)


@given(day=DAYS, later=st.integers(0, 40))
def test_where_every_day_is_worked_late_is_the_plain_difference(day: date, later: int) -> None:
    assert EVERY_DAY.late(day, day + timedelta(days=later)) == later
    assert EVERY_DAY.overdue_before(day) == day


def test_a_pause_without_an_end_has_no_working_day_behind_it_and_makes_nothing_late() -> None:
    with pytest.raises(ValueError, match="no working day within three years of 2026-06-02"):
        OPEN_END.on_or_after(date(2026, 6, 2))

    assert OPEN_END.on_or_before(date(2026, 12, 24)) == date(2026, 5, 29)
    assert OPEN_END.late(date(2026, 6, 2), date(2026, 12, 24)) == 0
    assert OPEN_END.late(date(2026, 5, 28), date(2026, 12, 24)) == 1
    assert OPEN_END.overdue_before(date(2026, 12, 24)) == date(2026, 5, 29)


def test_where_nobody_works_nothing_is_late() -> None:
    never = WorkingDays(frozenset())

    assert never.overdue_before(date(2026, 11, 16)) == date.min
    with pytest.raises(ValueError, match="three years"):
        never.add(date(2026, 11, 16), 1)


def test_a_season_pause_is_told_from_a_school_break() -> None:
    assert OPEN_END.in_season_pause(date(2030, 1, 1))
    assert not OPEN_END.in_season_pause(date(2026, 5, 31))
    assert not HARBOR_GLEN.in_season_pause(WINTER.first_on)


@given(day=st.dates(), country=st.sampled_from(["US", "IN", "IL", "JP", "SA", "GB"]))
@settings(max_examples=60, deadline=None)  # each year of a country is built once
def test_any_date_there_is_can_be_asked_for(day: date, country: str) -> None:
    days = WorkingDays(MONDAY_TO_FRIDAY.weekdays, Holidays(country))

    assert (days.off(day) is None) == (day.weekday() < 5 and days.named(day) is None)
