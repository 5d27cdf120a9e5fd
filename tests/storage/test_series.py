"""What days off make of a series of meetings. November 2026: Thanksgiving is Thursday the 26th."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import series
from storage.series import OnHoliday, Planned, Series
from storage.working_days import Break, Holidays, WorkingDays

NEW_YORK = ZoneInfo("America/New_York")
SCHOOL = WorkingDays(frozenset(range(5)), Holidays("US"))


def weekly(day: str = "TH", at: time = time(15, 30), **facts: date) -> Series:
    facts = {"starts_on": date(2026, 9, 1), **facts}
    return Series(rule=f"FREQ=WEEKLY;BYDAY={day}", at=at, zone=NEW_YORK, **facts)


def dates(one: Series, days: WorkingDays, on_holiday: OnHoliday, since: date, until: date) -> list[Planned]:
    return list(series.planned(one, days, on_holiday, since=since, until=until))


def told(found: list[Planned]) -> list[tuple[str, str, str | None]]:
    """The date of the rule, what became of it, and for which holiday."""
    return [
        (
            f"{one.series_on:%d %b}",
            "skipped" if one.is_skipped else f"{one.starts_at.astimezone(NEW_YORK):%d %b %H:%M}",
            one.holiday,
        )
        for one in found
    ]


@pytest.mark.parametrize(
    ("on_holiday", "becomes"),
    [("skip", "skipped"), ("before", "25 Nov 15:30"), ("after", "27 Nov 15:30")],
)
def test_a_meeting_on_a_holiday_is_skipped_or_moved_as_the_team_chose(
    on_holiday: OnHoliday, becomes: str
) -> None:
    found = dates(weekly(), SCHOOL, on_holiday, date(2026, 11, 19), date(2026, 12, 3))

    assert told(found) == [
        ("19 Nov", "19 Nov 15:30", None),
        ("26 Nov", becomes, "Thanksgiving Day"),
        ("03 Dec", "03 Dec 15:30", None),
    ]
    thanksgiving = datetime(2026, 11, 26, 20, 30, tzinfo=UTC)
    assert found[1].moved_from == (None if on_holiday == "skip" else thanksgiving)
    assert on_holiday != "skip" or found[1].starts_at == thanksgiving


@pytest.mark.parametrize("on_holiday", ["before", "after"])
def test_a_meeting_that_would_move_as_far_as_its_neighbour_is_skipped(on_holiday: OnHoliday) -> None:
    winter = Break(date(2026, 12, 21), date(2027, 1, 1), "Winter break")
    days = WorkingDays(frozenset(range(5)), None, (winter,))

    found = dates(weekly("TU"), days, on_holiday, date(2026, 12, 15), date(2027, 1, 5))
    moved = {"before": ("22 Dec", "18 Dec 15:30"), "after": ("29 Dec", "04 Jan 15:30")}[on_holiday]
    assert dict(one[:2] for one in told(found)) == {
        "15 Dec": "15 Dec 15:30",
        "22 Dec": "skipped",
        "29 Dec": "skipped",
        "05 Jan": "05 Jan 15:30",
    } | dict([moved])


def test_a_team_that_meets_on_saturdays_meets_on_saturdays() -> None:
    found = dates(weekly("SA"), SCHOOL, "skip", date(2026, 11, 21), date(2026, 12, 26))

    assert [(day, becomes) for day, becomes, _ in told(found)] == [
        ("21 Nov", "21 Nov 15:30"),
        ("28 Nov", "28 Nov 15:30"),
        ("05 Dec", "05 Dec 15:30"),
        ("12 Dec", "12 Dec 15:30"),
        ("19 Dec", "19 Dec 15:30"),
        ("26 Dec", "26 Dec 15:30"),
    ]


def test_a_break_whose_end_nobody_knows_moves_nothing_behind_itself() -> None:
    days = WorkingDays(frozenset(range(5)), None, (Break(date(2026, 11, 24), None, "Strike"),))

    found = dates(weekly("TU"), days, "after", date(2026, 11, 24), date(2026, 12, 8))
    assert {one.is_skipped for one in found} == {True}


def test_a_pause_leaves_its_dates_out() -> None:
    summer = Break(date(2026, 11, 20), date(2026, 11, 29), "Season pause", is_season=True)
    days = WorkingDays(frozenset(range(5)), None, (summer,))

    assert told(dates(weekly(), days, "after", date(2026, 11, 19), date(2026, 12, 3))) == [
        ("19 Nov", "19 Nov 15:30", None),
        ("03 Dec", "03 Dec 15:30", None),
    ]
    paused = weekly(paused_until=date(2026, 11, 27))
    assert [
        one.series_on for one in dates(paused, SCHOOL, "skip", date(2026, 11, 19), date(2026, 12, 3))
    ] == [date(2026, 12, 3)]


def test_a_meeting_at_an_hour_that_the_clocks_leap_over_is_at_the_first_moment_after_it() -> None:
    (leapt,) = dates(weekly("SU", time(2, 30)), SCHOOL, "skip", date(2027, 3, 14), date(2027, 3, 14))
    assert leapt.starts_at.astimezone(NEW_YORK).time() == time(3)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", ["24 Nov", "08 Dec", "22 Dec"]),
        ("FREQ=MONTHLY;BYDAY=1TU", ["01 Dec"]),
        ("FREQ=MONTHLY;BYMONTHDAY=30", ["30 Nov", "30 Dec"]),
        ("FREQ=DAILY;COUNT=3", []),
    ],
)
def test_every_rhythm_has_its_dates(rule: str, expected: list[str]) -> None:
    one = Series(rule=rule, starts_on=date(2026, 9, 1), at=time(9), zone=NEW_YORK)
    days = WorkingDays(frozenset(range(7)))

    found = dates(one, days, "skip", date(2026, 11, 16), date(2026, 12, 31))
    assert [day for day, *_ in told(found)] == expected


@given(
    breaks=st.lists(st.tuples(st.integers(0, 90), st.integers(0, 30)), max_size=4),
    on_holiday=st.sampled_from(["skip", "before", "after"]),
    weekday=st.sampled_from(["MO", "WE", "FR", "SA"]),
    interval=st.integers(1, 3),
)
def test_a_series_keeps_its_order_and_meets_on_working_days(
    breaks: list[tuple[int, int]], on_holiday: OnHoliday, weekday: str, interval: int
) -> None:
    begin = date(2026, 9, 1).toordinal()
    off = tuple(
        Break(date.fromordinal(begin + first), date.fromordinal(begin + first + length), "Off")
        for first, length in breaks
    )
    days = WorkingDays(frozenset(range(5)), Holidays("US"), off)
    one = Series(
        rule=f"FREQ=WEEKLY;INTERVAL={interval};BYDAY={weekday}",
        starts_on=date(2026, 9, 1),
        at=time(15, 30),
        zone=NEW_YORK,
    )

    found = dates(one, days, on_holiday, date(2026, 9, 1), date(2026, 12, 31))
    for planned in found:
        local = planned.starts_at.astimezone(NEW_YORK)
        assert local.time() == time(15, 30)
        assert planned.is_skipped or days.named(local.date()) is None
        assert (planned.holiday is None) == (days.named(planned.series_on) is None)
    held = [planned.starts_at for planned in found if not planned.is_skipped]
    assert held == sorted(held)
