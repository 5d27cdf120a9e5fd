"""What holds for every zone, at every hour: at midnight, and where clocks are put forward and back."""

import calendar
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handlers import dates
from handlers.errors import UserError

ZONES = [
    "Australia/Lord_Howe",  # half an hour of summer time
    "Asia/Kathmandu",  # UTC+5:45
    "Pacific/Apia",  # UTC+13, across the date line from Pago Pago
    "Pacific/Pago_Pago",
    "America/New_York",
    "Pacific/Auckland",
    "Europe/Berlin",
    "Africa/Casablanca",  # clocks change around Ramadan
    "Asia/Kolkata",
    "America/St_Johns",
    "Pacific/Chatham",
    "America/Santiago",  # clocks change at midnight
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
TOKENS = [
    *(
        "in",
        "by",
        "on",
        "due",
        "until",
        "before",
        "the",
        "end",
        "of",
        "start",
        "next",
        "this",
        "last",
        "coming",
    ),
    *(
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "working",
        "2",
        "3",
        "14",
        "14th",
        "31st",
        "2027",
    ),
    *(
        "3/14",
        "14/3",
        "2026-12-01",
        "12.5.2027",
        "Friday",
        "fri",
        "sat",
        "Monday,",
        "March",
        "may",
        "Dec.",
        "today",
    ),
    *(
        "tomorrow",
        "eod",
        "5pm",
        "at",
        "noon",
        "and",
        "a",
        "couple",
        "two",
        "from",
        "now",
        "ago",
        "after",
        "&",
        "'",
    ),
    *("\u2019", "-", "(", ")", "\ue000", "<@U1>", "é", "👍", "9999", "0", "00/00"),
]

# Any way to type a day, known or not: the properties do not depend on the words.
phrases = st.lists(st.sampled_from(TOKENS), max_size=8).map(" ".join) | st.text(max_size=80)


@cache
def _changes(zone: str, year: int) -> tuple[datetime, ...]:
    """The moments of that year at which the zone's clocks change, to the minute."""
    found = []
    day = datetime(year, 1, 1, tzinfo=UTC)
    while day.year == year:
        before, after = day, day + timedelta(days=1)
        if _offset(zone, before) != _offset(zone, after):
            while after - before > timedelta(minutes=1):
                middle = before + (after - before) / 2
                if _offset(zone, middle) == _offset(zone, before):
                    before = middle
                else:
                    after = middle
            found.append(after.replace(second=0, microsecond=0))
        day += timedelta(days=1)
    return tuple(found)


def _offset(zone: str, moment: datetime) -> timedelta | None:
    return moment.astimezone(ZoneInfo(zone)).utcoffset()


@st.composite
def moments(draw: st.DrawFn) -> tuple[ZoneInfo, datetime]:
    """A zone and a moment in it: any, the last or first minute of a day, or beside a change of clocks."""
    zone = draw(st.sampled_from(ZONES))
    year = draw(st.integers(2024, 2033))
    anywhen = datetime(year, 1, 1, tzinfo=UTC) + timedelta(minutes=draw(st.integers(0, 365 * 24 * 60)))
    local = anywhen.astimezone(ZoneInfo(zone))
    kinds = [anywhen, local.replace(hour=23, minute=59), local.replace(hour=0, minute=0)]
    beside = [
        change + timedelta(minutes=minutes)
        for change in _changes(zone, year)
        for minutes in (-61, -1, 0, 1, 29, 31, 61, 24 * 60 - 1)
    ]
    return ZoneInfo(zone), draw(st.sampled_from(kinds + beside)).astimezone(UTC)


def _today(where: tuple[ZoneInfo, datetime]) -> date:
    zone, now = where
    return now.astimezone(zone).date()


def test_the_zones_that_change_their_clocks_are_tried_at_both_edges() -> None:
    changing = {zone for zone in ZONES if len(_changes(zone, 2026)) == 2}

    assert changing == set(ZONES) - {"Asia/Kathmandu", "Asia/Kolkata", "Pacific/Apia", "Pacific/Pago_Pago"}


@given(moments(), phrases)
@example((ZoneInfo("Pacific/Apia"), datetime(2011, 12, 30, 9, 59, tzinfo=UTC)), "tomorrow")
@settings(deadline=None)
def test_what_is_understood_is_never_past_and_never_beyond_ten_years(
    where: tuple[ZoneInfo, datetime], typed: str
) -> None:
    today = _today(where)
    with suppress(UserError):
        assert today <= dates.understand(typed, *where) <= today + timedelta(days=3653)


@given(moments(), st.integers(0, 3600))
@settings(deadline=None)
def test_a_day_that_is_shown_is_understood_back(where: tuple[ZoneInfo, datetime], ahead: int) -> None:
    today = _today(where)
    day = today + timedelta(days=ahead)

    assert dates.understand(dates.show(day, today), *where) == day
    assert dates.understand(dates.day(day, today), *where) == day


@given(moments(), st.integers(0, 3600))
@settings(deadline=None)
def test_an_iso_date_is_itself(where: tuple[ZoneInfo, datetime], ahead: int) -> None:
    day = _today(where) + timedelta(days=ahead)

    assert dates.understand(day.isoformat(), *where) == day


@given(
    moments(),
    st.sampled_from(WEEKDAYS),
    st.sampled_from(["{}", "coming {}", "by {}", "{} 5pm"]),
    st.booleans(),
)
@settings(deadline=None)
def test_a_weekday_is_that_day_within_the_next_seven(
    where: tuple[ZoneInfo, datetime], name: str, phrase: str, short: bool
) -> None:
    understood = dates.understand(phrase.format(name[:3] if short else name), *where)

    assert WEEKDAYS[understood.weekday()] == name
    assert 1 <= (understood - _today(where)).days <= 7


@given(moments(), st.sampled_from(WEEKDAYS))
@settings(deadline=None)
def test_next_weekday_is_that_day_of_the_next_week(where: tuple[ZoneInfo, datetime], name: str) -> None:
    understood = dates.understand(f"next {name}", *where)
    monday = _today(where) + timedelta(days=7 - _today(where).weekday())

    assert understood == monday + timedelta(days=WEEKDAYS.index(name))


@given(moments(), st.integers(0, 400))
@settings(deadline=None)
def test_days_and_weeks_are_counted_on_the_persons_calendar(
    where: tuple[ZoneInfo, datetime], count: int
) -> None:
    today = _today(where)

    assert dates.understand(f"in {count} days", *where) == date.fromordinal(today.toordinal() + count)
    assert dates.understand(f"in {count} weeks", *where) == date.fromordinal(today.toordinal() + 7 * count)


@given(moments(), st.integers(0, 110))
@settings(deadline=None)
def test_months_are_counted_and_end_where_the_month_ends(
    where: tuple[ZoneInfo, datetime], count: int
) -> None:
    today = _today(where)
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    day = min(today.day, calendar.monthrange(year, month + 1)[1])

    assert dates.understand(f"in {count} months", *where) == date(year, month + 1, day)


@given(moments(), st.integers(0, 300))
@settings(deadline=None)
def test_working_days_are_counted_one_by_one(where: tuple[ZoneInfo, datetime], count: int) -> None:
    day, left = _today(where), count
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5

    assert dates.understand(f"in {count} working days", *where) == day


@given(
    moments(), st.text(max_size=400) | st.lists(st.sampled_from([*TOKENS, "Draft", "guide"])).map(" ".join)
)
@settings(deadline=None)
def test_a_date_in_a_sentence_stands_where_it_says(where: tuple[ZoneInfo, datetime], sentence: str) -> None:
    found = dates.find(sentence, *where)

    if found:
        assert sentence[found.start : found.end] == found.words
        assert (found.on is None) != (found.problem is None)
        assert found.on is None or found.on >= _today(where)


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_is_the_same_from_its_first_minute_to_its_last(zone: str) -> None:
    there = ZoneInfo(zone)
    first = datetime(2026, 11, 20, 0, 0, tzinfo=there)
    last = datetime(2026, 11, 20, 23, 59, 59, tzinfo=there)

    for typed in ("today", "Friday", "in two weeks", "end of month", "next Tue"):
        assert dates.understand(typed, there, first) == dates.understand(typed, there, last)
    assert dates.understand("today", there, last + timedelta(seconds=1)) == date(2026, 11, 21)
