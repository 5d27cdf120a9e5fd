import asyncio
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, delete, select

from storage import schedules
from storage.database import Database
from storage.schedules import Occurrence, Schedule
from tests.storage import counting, harbor_glen
from tests.storage.harbor_glen import District

MONDAY = datetime(2026, 11, 16, 13, 0, tzinfo=UTC)  # 08:00 in New York
TUESDAY = datetime(2026, 11, 17, 20, 30, tzinfo=UTC)  # 15:30 there, the hour of the weekly meeting
WEEK = timedelta(weeks=1)


def add(session: Session, here: District, **facts: Any) -> Schedule:
    usual: dict[str, Any] = {
        "kind": "agenda",
        "local_time": time(15, 30),
        "zone": "America/New_York",
        "rrule": "FREQ=WEEKLY;BYDAY=TU",
        "starts_on": date(2026, 11, 1),
        "grace": timedelta(minutes=60),
        "now": MONDAY,
    }
    return schedules.add(session, **({"team": here.team} | usual | facts))


def due(session: Session, now: datetime, limit: int = 10) -> list[tuple[str, date, str]]:
    claimed = schedules.claim_due(session, now=now, limit=limit)
    return [(schedule.kind, occurrence.local_date, occurrence.outcome) for schedule, occurrence in claimed]


@pytest.fixture
def here(session: Session) -> District:
    return quiet(session)


def quiet(session: Session) -> District:
    """A district without the mornings of its people: they have their own tests."""
    here = harbor_glen.district(session)
    session.execute(delete(Schedule))
    return here


def test_a_schedule_knows_its_next_moment(session: Session, here: District) -> None:
    schedule = add(session, here, by=here.daniel, slot="weekly")

    assert schedule.next_at == TUESDAY
    assert schedules.next_due(session) == TUESDAY
    assert (schedule.team_id, schedule.created_by, schedule.slot) == (here.team.id, here.daniel.id, "weekly")


def test_it_happens_once_when_its_moment_comes(session: Session, here: District) -> None:
    schedule = add(session, here)

    assert due(session, TUESDAY - timedelta.resolution) == []
    assert due(session, TUESDAY) == [("agenda", date(2026, 11, 17), "run")]
    assert due(session, TUESDAY) == []
    session.refresh(schedule)
    assert schedule.next_at == TUESDAY + WEEK


def test_it_keeps_its_wall_time_over_a_leap_of_the_clock(session: Session, here: District) -> None:
    schedule = add(session, here, now=datetime(2027, 3, 10, tzinfo=UTC))  # a Wednesday, still winter time

    assert schedule.next_at == datetime(2027, 3, 16, 19, 30, tzinfo=UTC)


def test_a_little_late_is_on_time_and_too_late_is_said_so(session: Session, here: District) -> None:
    add(session, here)
    grace = timedelta(minutes=60)

    assert due(session, TUESDAY + grace) == [("agenda", date(2026, 11, 17), "run")]
    assert due(session, TUESDAY + WEEK + grace + timedelta.resolution) == [
        ("agenda", date(2026, 11, 24), "skipped_late")
    ]


def test_of_several_missed_only_the_latest_counts(session: Session, here: District) -> None:
    add(session, here)

    assert due(session, TUESDAY + 5 * WEEK + timedelta(minutes=1)) == [("agenda", date(2026, 12, 22), "run")]
    assert schedules.next_due(session) == TUESDAY + 6 * WEEK
    assert len(session.exec(select(Occurrence)).all()) == 1


def test_the_longest_due_come_first_and_no_more_than_asked_for(session: Session, here: District) -> None:
    for hour in (15, 14, 13):
        add(session, here, kind=f"at {hour}", local_time=time(hour))

    assert [kind for kind, *_ in due(session, TUESDAY, limit=2)] == ["at 13", "at 14"]
    assert [kind for kind, *_ in due(session, TUESDAY, limit=2)] == ["at 15"]


def test_a_date_that_is_passed_over_hides_nothing_behind_it(session: Session, here: District) -> None:
    schedule = add(session, here)
    due(session, TUESDAY)
    schedule.next_at = TUESDAY + timedelta(minutes=1)  # as an older edition of the zones would have it
    session.add(schedule)
    add(session, here, kind="behind", local_time=time(16, 15), now=TUESDAY)

    assert due(session, TUESDAY + timedelta(hours=1), limit=1) == [("behind", date(2026, 11, 17), "run")]


def test_what_is_passed_by_is_left_for_later(session: Session, here: District) -> None:
    resting, other = add(session, here), add(session, here, kind="other")
    left = schedules.claim_due(session, now=TUESDAY, limit=10, passing_by=[resting.id or 0])

    assert [schedule.id for schedule, _ in left] == [other.id]
    assert due(session, TUESDAY) == [("agenda", date(2026, 11, 17), "run")]


def test_two_slots_of_one_day_are_two_occurrences(session: Session, here: District) -> None:
    add(session, here)
    schedules.claim_due(session, now=TUESDAY, limit=1)
    add(session, here, slot="late", local_time=time(16), now=TUESDAY)

    assert due(session, TUESDAY + timedelta(minutes=30)) == [("agenda", date(2026, 11, 17), "run")]
    assert [one.slot for one in session.exec(select(Occurrence).order_by("id"))] == ["", "late"]


def test_a_date_that_happened_does_not_happen_again_at_its_new_time(session: Session, here: District) -> None:
    schedule = add(session, here)
    due(session, TUESDAY)
    moved = schedules.change(session, schedule=schedule, now=TUESDAY, local_time=time(17))

    assert moved.next_at == TUESDAY + timedelta(minutes=90) + WEEK
    assert due(session, TUESDAY + timedelta(minutes=90)) == []


def test_a_change_moves_the_next_moment(session: Session, here: District) -> None:
    schedule = add(session, here)
    values: dict[str, Any] = {"zone": "Europe/Berlin", "rrule": "FREQ=WEEKLY;BYDAY=WE"}
    first = date(2026, 12, 1)
    changed = schedules.change(session, schedule=schedule, now=MONDAY, starts_on=first, **values)

    assert changed.next_at == datetime(2026, 12, 2, 14, 30, tzinfo=UTC)


def test_a_pause_ends_on_its_date_in_the_schedules_zone(session: Session, here: District) -> None:
    schedule = add(session, here, local_time=time(0, 0), zone="Pacific/Auckland", rrule="FREQ=DAILY")
    paused = schedules.pause(session, schedule=schedule, until=date(2027, 1, 4), now=MONDAY)
    assert paused.next_at == datetime(2027, 1, 3, 11, 0, tzinfo=UTC)

    back = schedules.pause(session, schedule=schedule, until=None, now=MONDAY)
    assert back.next_at == datetime(2026, 11, 17, 11, 0, tzinfo=UTC)


def test_what_has_ended_never_happens_again(session: Session, here: District) -> None:
    schedule, other = add(session, here), add(session, here, kind="digest")
    ended = schedules.end(session, schedule=schedule, now=MONDAY)

    assert (ended.ended_at, ended.next_at) == (MONDAY, None)
    assert [left.id for left in schedules.of_team(session, team=here.team)] == [other.id]
    assert due(session, TUESDAY) == [("digest", date(2026, 11, 17), "run")]
    assert schedules.end(session, schedule=schedule, now=TUESDAY).ended_at == MONDAY


def test_a_rule_that_is_over_is_never_due_again(session: Session, here: District) -> None:
    add(session, here, rrule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20261117")

    assert due(session, TUESDAY) == [("agenda", date(2026, 11, 17), "run")]
    assert schedules.next_due(session) is None


@pytest.mark.parametrize("believed", [timedelta(hours=1), timedelta(hours=-1)])
def test_a_moment_that_a_newer_edition_of_the_zones_moved_is_not_lost(
    session: Session, here: District, believed: timedelta
) -> None:
    schedule = add(session, here)
    schedule.next_at = TUESDAY + believed
    session.add(schedule)
    ticks = [TUESDAY + timedelta(minutes=minutes) for minutes in (-60, 0, 60)]

    assert [found for now in ticks for found in due(session, now)] == [("agenda", date(2026, 11, 17), "run")]
    assert schedules.next_due(session) == TUESDAY + WEEK


def test_a_moment_that_is_none_any_more_is_passed_over(session: Session, here: District) -> None:
    schedule = add(session, here)
    schedule.next_at = MONDAY
    session.add(schedule)

    assert due(session, MONDAY) == []
    assert schedules.next_due(session) == TUESDAY


@pytest.mark.parametrize(
    ("wrong", "error"),
    [({"rrule": "FREQ=HOURLY"}, ValueError), ({"zone": "Mars/Olympus"}, ZoneInfoNotFoundError)],
)
def test_a_schedule_that_cannot_happen_is_refused(
    session: Session, here: District, wrong: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        add(session, here, **wrong)


def test_what_is_due_is_found_by_an_index(session: Session, here: District) -> None:
    add(session, here)
    with counting.statements(session) as asked:
        due(session, MONDAY)

    assert len(asked) == 1
    assert "ix_schedule_next_at" in counting.plan(session, asked[0])


@given(steps=st.lists(st.integers(1, 60 * 24 * 20), min_size=1, max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_the_ticks_fall_no_date_happens_twice_or_out_of_turn(
    session: Session, here: District, steps: list[int]
) -> None:
    with session.begin_nested() as savepoint:
        add(session, here, rrule="FREQ=DAILY", grace=timedelta(hours=2))
        now, happened = MONDAY, []
        for minutes in steps:
            now += timedelta(minutes=minutes)
            for _, occurrence in schedules.claim_due(session, now=now, limit=10):
                happened.append(occurrence.local_date)
                late = now - occurrence.due_at
                assert timedelta() <= late
                assert (occurrence.outcome == "run") == (late <= timedelta(hours=2))
                assert late < timedelta(days=1, hours=1)
        savepoint.rollback()

    assert happened == sorted(set(happened))


async def test_many_workers_at_once_have_each_occurrence_once(database: Database) -> None:
    def fill(session: Session) -> None:
        here = quiet(session)
        for number in range(30):
            add(session, here, kind=f"k{number}")

    def tick(session: Session) -> list[str]:
        return [kind for kind, *_ in due(session, TUESDAY, limit=4)]

    await database.write(fill)
    rounds = await asyncio.gather(*(database.write(tick) for _ in range(24)))
    while found := await database.write(tick):
        rounds.append(found)

    kinds = [kind for found in rounds for kind in found]
    assert sorted(kinds) == sorted(f"k{number}" for number in range(30))
