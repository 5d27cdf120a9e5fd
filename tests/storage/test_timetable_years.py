"""Ten years in twelve zones, held against each zone's own calendar read day by day; and through the real claims.

The dates are told without a rule and the instants without recurrence.py: a wall time is valid where it survives the
way to UTC and back.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, select

from storage import schedule_claims, schedules
from storage.schedule_rows import Occurrence, Schedule
from storage.schedule_times import to_come
from tests.storage import harbor_glen
from tests.storage.harbor_glen import District

ZONES = (
    "Africa/Casablanca",
    "America/New_York",
    "America/Sao_Paulo",  # leapt at midnight until 2019
    "America/St_Johns",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Tehran",  # leapt at midnight until 2022
    "Australia/Lord_Howe",  # leaps by half an hour
    "Europe/Berlin",
    "Pacific/Apia",  # left out 30 December 2011
    "Pacific/Chatham",
    "UTC",
)
BEGINS = date(2011, 1, 3)  # a Monday
ENDS = date(2021, 1, 3)
MINUTE = timedelta(minutes=1)


def nth_weekday(day: date, weekday: int, nth: int) -> bool:
    return day.weekday() == weekday and (day.day - 1) // 7 + 1 == nth


def every_weeks(day: date, weeks: int, weekday: int) -> bool:
    return day.weekday() == weekday and (day - BEGINS).days // 7 % weeks == 0


RHYTHMS: dict[str, tuple[str, Callable[[date], bool]]] = {
    "weekly": ("FREQ=WEEKLY;BYDAY=SU", lambda day: day.weekday() == 6),
    "every 2 weeks": ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", lambda day: every_weeks(day, 2, 4)),
    "2nd Sunday": ("FREQ=MONTHLY;BYDAY=2SU", lambda day: nth_weekday(day, 6, 2)),
    "monthly": ("FREQ=MONTHLY;BYMONTHDAY=30", lambda day: day.day == 30),
    "every 13 weeks": ("FREQ=WEEKLY;INTERVAL=13;BYDAY=TU", lambda day: every_weeks(day, 13, 1)),
}
HOURS = (time(0), time(2, 15), time(15, 30))


@cache
def calendar(at: time, name: str) -> dict[date, datetime]:
    """When the zone's clock shows that time of each day: the first time, or the first minute after it was leapt over."""
    zone, found, day = ZoneInfo(name), {}, BEGINS
    while day < ENDS:
        wall, instant = datetime.combine(day, at), None
        while instant is None:
            tries = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
            instant = next((one for one in tries if shown(one, zone) == wall), None)
            wall += MINUTE
        found[day] = instant
        day += timedelta(days=1)
    return found


def shown(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


def expected(falls_on: Callable[[date], bool], at: time, zone: str) -> list[tuple[date, datetime]]:
    return [(day, instant) for day, instant in calendar(at, zone).items() if falls_on(day)]


def schedule(rule: str, at: time, zone: str) -> Schedule:
    return Schedule(
        team_id=1, kind="weekly", local_time=at, zone=zone, rrule=rule, starts_on=BEGINS, grace_minutes=60
    )


def ten_years(one: Schedule) -> Iterator[tuple[date, datetime]]:
    for moment in to_come(one, datetime(2010, 12, 1, tzinfo=UTC), None):
        if moment.local_date >= ENDS:
            return
        yield moment.local_date, moment.at


@pytest.mark.parametrize("zone", ZONES)
def test_every_date_happens_once_at_its_wall_time(zone: str) -> None:
    for (rule, falls_on), at in product(RHYTHMS.values(), HOURS):
        assert list(ten_years(schedule(rule, at, zone))) == expected(falls_on, at, zone), (rule, at)


def test_the_zones_leap_where_it_is_hard_to_be_right() -> None:
    zones = [ZoneInfo(name) for name in ZONES]
    leaps = sum(
        shown(instant, zone) != datetime.combine(day, at)
        for zone, at in product(zones, HOURS)
        for day, instant in calendar(at, zone.key).items()
    )
    assert leaps > 50
    assert calendar(time(15, 30), "Pacific/Apia")[date(2011, 12, 30)] == datetime(
        2011, 12, 30, 10, tzinfo=UTC
    )


@pytest.fixture
def here(session: Session) -> District:
    return harbor_glen.district(session)


# Through the database for two years, in the zones that leap the hardest.
SAMPLED = (
    ("Pacific/Apia", "weekly", time(0)),
    ("America/Sao_Paulo", "2nd Sunday", time(0)),
    ("Australia/Lord_Howe", "weekly", time(2, 15)),
    ("Asia/Tehran", "monthly", time(15, 30)),
    ("America/New_York", "2nd Sunday", time(2, 15)),
    ("Europe/Berlin", "every 2 weeks", time(15, 30)),
)


def test_what_is_claimed_is_every_date_once(session: Session, here: District) -> None:
    now = datetime(2010, 12, 31, 0, tzinfo=UTC)
    wanted: set[tuple[str, date, datetime]] = set()
    for zone, rhythm, at in SAMPLED:
        rule, falls_on = RHYTHMS[rhythm]
        schedules.add(
            session,
            team=here.team,
            kind=f"{zone} {rhythm}",
            local_time=at,
            zone=zone,
            rrule=rule,
            starts_on=BEGINS,
            grace=timedelta(hours=1),
            now=now,
        )
        wanted |= {(f"{zone} {rhythm}", *one) for one in expected(falls_on, at, zone)}
    claimed: list[tuple[str, date, datetime]] = []
    while (moment := schedule_claims.next_due(session)) is not None and moment.year < 2013:
        for one, occurrence in schedule_claims.claim_due(session, now=moment, limit=9):
            assert occurrence.outcome == "run"
            claimed.append((one.kind, occurrence.local_date, occurrence.due_at))
        assert schedule_claims.claim_due(session, now=moment, limit=9) == []

    assert len(claimed) == len(set(claimed))
    assert set(claimed) == {one for one in wanted if one[2].year < 2013}
    assert len(session.exec(select(Occurrence)).all()) == len(claimed)
