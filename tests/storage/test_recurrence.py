"""Ten years in many zones, held against a walk along UTC that knows nothing of rules or of leaps."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule
from hypothesis import example, given
from hypothesis import strategies as st

from storage import recurrence

ZONES = [
    "Africa/Casablanca",
    "America/Los_Angeles",
    "America/New_York",
    "America/Santiago",  # leaps at midnight
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Australia/Lord_Howe",  # leaps by half an hour
    "Europe/Berlin",
    "Pacific/Apia",  # left out 30 December 2011
    "UTC",
]
STARTS_ON = date(2010, 1, 1)
ENDS_ON = date(2020, 1, 1)
WALKED_UNTIL = date(2013, 1, 1)  # ten years of every zone: test_timetable_years.py
QUARTER = timedelta(minutes=15)  # every leap of these years, and every time below, falls on one


def nth_weekday(day: date, weekday: int, nth: int) -> bool:
    return day.weekday() == weekday and (day.day - 1) // 7 + 1 == nth


def every(day: date, first: date, days: int) -> bool:
    return day >= first and (day - first).days % days == 0


def is_last_of_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


# A rule, a time, and the same dates told without the rule. 1 January 2010 was a Friday.
RULES: list[tuple[str, time, Callable[[date], bool]]] = [
    ("FREQ=DAILY", time(0, 0), lambda _: True),
    ("FREQ=WEEKLY;BYDAY=MO", time(0, 15), lambda day: day.weekday() == 0),
    ("FREQ=WEEKLY;BYDAY=SU", time(2, 0), lambda day: day.weekday() == 6),
    ("FREQ=WEEKLY;BYDAY=FR", time(23, 45), lambda day: day.weekday() == 4),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", time(1, 30), lambda day: every(day, date(2010, 1, 3), 14)),
    ("FREQ=WEEKLY;INTERVAL=13;BYDAY=TU", time(9, 0), lambda day: every(day, date(2010, 3, 30), 91)),
    ("FREQ=MONTHLY;BYDAY=2SU", time(2, 15), lambda day: nth_weekday(day, 6, 2)),
    ("FREQ=MONTHLY;BYMONTHDAY=31", time(3, 0), lambda day: day.day == 31),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", time(0, 30), is_last_of_month),
]


def next_moment(
    rule: str, at: time, zone: ZoneInfo, *, after: datetime, starts_on: date
) -> recurrence.Moment | None:
    found = recurrence.moments(rule, at, zone, starts_on=starts_on, near=after)
    return next((one for one in found if one.at > after), None)


def walked(day: date, at: time, zone: ZoneInfo, step: timedelta = QUARTER) -> datetime:
    """The first step along UTC at which the zone's clock shows that wall time or a later one."""
    wanted = datetime.combine(day, at)
    around = (wanted.replace(tzinfo=UTC) + timedelta(days=days) for days in (-2, 2))
    offsets = (there.astimezone(zone).utcoffset() or timedelta() for there in around)
    instant = wanted.replace(tzinfo=UTC) - max(offsets) - timedelta(hours=1)
    assert instant.astimezone(zone).replace(tzinfo=None) < wanted
    while instant.astimezone(zone).replace(tzinfo=None) < wanted:
        instant += step
    return instant


def days() -> Iterator[date]:
    day = STARTS_ON
    while day < WALKED_UNTIL:
        yield day
        day += timedelta(days=1)


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize(("rule", "at", "falls_on"), RULES, ids=[f"{rule}-{at}" for rule, at, _ in RULES])
def test_three_years_of_moments_are_those_that_a_walk_along_utc_finds(
    name: str, rule: str, at: time, falls_on: Callable[[date], bool]
) -> None:
    zone = ZoneInfo(name)
    expected = [walked(day, at, zone) for day in days() if falls_on(day)]
    after = datetime(2009, 12, 1, tzinfo=UTC)
    found: list[datetime] = []
    while len(found) < len(set(expected)):
        moment = next_moment(rule, at, zone, after=after, starts_on=STARTS_ON)
        assert moment is not None
        found.append(moment.at)
        after = moment.at

    assert found == sorted(set(expected))


@given(
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    day=st.dates(min_value=STARTS_ON, max_value=date(2037, 1, 1)),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
@example(zone=ZoneInfo("Pacific/Apia"), day=date(2011, 12, 30), at=time(12, 0))
@example(zone=ZoneInfo("Australia/Lord_Howe"), day=date(2026, 10, 4), at=time(2, 10))
@example(zone=ZoneInfo("America/New_York"), day=date(2026, 3, 8), at=time(2, 30))
@example(zone=ZoneInfo("America/New_York"), day=date(2026, 11, 1), at=time(1, 30))
def test_any_minute_of_any_day_is_the_one_that_a_walk_minute_by_minute_finds(
    zone: ZoneInfo, day: date, at: time
) -> None:
    assert recurrence.moment(day, at, zone) == walked(day, at, zone, timedelta(minutes=1))


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("America/New_York", date(2026, 3, 8), time(2, 30), datetime(2026, 3, 8, 7, 0, tzinfo=UTC)),
        ("America/New_York", date(2026, 11, 1), time(1, 30), datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
        ("Europe/Berlin", date(2026, 3, 29), time(2, 0, 1), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
        ("Pacific/Apia", date(2011, 12, 30), time(9, 0), datetime(2011, 12, 30, 10, 0, tzinfo=UTC)),
        ("Pacific/Apia", date(2011, 12, 31), time(9, 0), datetime(2011, 12, 30, 19, 0, tzinfo=UTC)),
        ("Asia/Kathmandu", date(2026, 1, 1), time(9, 0), datetime(2026, 1, 1, 3, 15, tzinfo=UTC)),
    ],
)
def test_leaps_happen_at_their_first_valid_moment_and_overlaps_the_first_time(
    zone: str, day: date, at: time, expected: datetime
) -> None:
    assert recurrence.moment(day, at, ZoneInfo(zone)) == expected


def test_the_day_that_apia_left_out_keeps_its_own_date() -> None:
    zone, rule = ZoneInfo("Pacific/Apia"), "FREQ=DAILY"
    after = datetime(2011, 12, 29, 19, 0, tzinfo=UTC)  # 29 December, 09:00 there
    left_out = next_moment(rule, time(9), zone, after=after, starts_on=STARTS_ON)
    assert left_out is not None
    next_day = next_moment(rule, time(9), zone, after=left_out.at, starts_on=STARTS_ON)
    assert next_day is not None

    assert (left_out.local_date, next_day.local_date) == (date(2011, 12, 30), date(2011, 12, 31))
    assert left_out.at.astimezone(zone).isoformat() == "2011-12-31T00:00:00+14:00"


@given(
    interval=st.integers(1, 20),
    frequency=st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
    weekdays=st.sets(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])),
    start=st.dates(min_value=STARTS_ON, max_value=date(2011, 1, 1)),
    since=st.dates(min_value=date(2009, 1, 1), max_value=ENDS_ON),
)
def test_starting_near_gives_the_dates_that_counting_from_the_start_gives(
    interval: int, frequency: str, weekdays: set[str], start: date, since: date
) -> None:
    rule = f"FREQ={frequency};INTERVAL={interval}" + (f";BYDAY={','.join(weekdays)}" if weekdays else "")
    counted = rrule.rrulestr(rule, dtstart=datetime.combine(start, time())).xafter(
        datetime.combine(since, time()), count=5
    )
    moment = recurrence.Moment(datetime.combine(since, time(12), UTC), since)
    for expected in counted:
        found = next_moment(rule, time(12), ZoneInfo("UTC"), after=moment.at, starts_on=start)
        assert found is not None
        assert found.local_date == expected.date()
        moment = found


def test_a_rule_that_is_over_has_no_next_moment() -> None:
    zone, start = ZoneInfo("America/New_York"), date(2026, 1, 5)
    after = datetime(2026, 1, 20, tzinfo=UTC)

    counted = next_moment("FREQ=WEEKLY;COUNT=2", time(9), zone, after=after, starts_on=start)
    ended = next_moment("FREQ=WEEKLY;UNTIL=20260113", time(9), zone, after=after, starts_on=start)

    assert counted is ended is None


def test_the_latest_moment_is_the_last_one_between_two_instants_both_included() -> None:
    zone, rule = ZoneInfo("Europe/Berlin"), "FREQ=DAILY"
    first, second, third = (datetime(2026, 6, day, 7, 0, tzinfo=UTC) for day in (1, 2, 3))

    def latest(since: datetime, until: datetime) -> datetime | None:
        found = recurrence.latest_moment(rule, time(9), zone, since=since, until=until, starts_on=STARTS_ON)
        return found.at if found else None

    assert latest(first, third) == third
    assert latest(first, third - timedelta.resolution) == second
    assert latest(first, first) == first
    assert latest(first + QUARTER, second - QUARTER) is None


def test_the_latest_of_a_rule_that_is_over_is_its_last() -> None:
    found = recurrence.latest_moment(
        "FREQ=DAILY;COUNT=3",
        time(9),
        ZoneInfo("UTC"),
        since=datetime(2026, 1, 1, tzinfo=UTC),
        until=datetime(2027, 1, 1, tzinfo=UTC),
        starts_on=date(2026, 1, 1),
    )

    assert found == recurrence.Moment(datetime(2026, 1, 3, 9, tzinfo=UTC), date(2026, 1, 3))


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;BYDAY=TU", "RRULE:FREQ=MONTHLY;BYDAY=-1FR", "freq=daily"])
def test_rules_of_dates_are_kept(rule: str) -> None:
    recurrence.check(rule)


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "every Tuesday",
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=9",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=DAILY\nFREQ=WEEKLY",
    ],
)
def test_rules_that_say_more_or_less_than_dates_are_refused(rule: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        recurrence.check(rule)


def test_moments_never_go_back() -> None:
    for name in ZONES:
        zone = ZoneInfo(name)
        moments = [recurrence.moment(day, time(0, 30), zone) for day in days()]
        assert all(one <= other for one, other in pairwise(moments))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (recurrence.weekly(1), "FREQ=WEEKLY;BYDAY=TH"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;BYDAY=-1TH"),
        ("FREQ=WEEKLY;BYDAY=MO,TU", "FREQ=WEEKLY;BYDAY=MO,TU"),
        ("FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=MONTHLY;BYMONTHDAY=15"),
    ],
)
def test_a_rhythm_moves_to_another_weekday_and_stays_the_same_rhythm(rule: str, expected: str) -> None:
    assert recurrence.on_weekday(rule, 3) == expected
