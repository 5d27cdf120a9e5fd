"""The clock: it stands or runs, moves only forward, and plays what is due in order."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.clock import Clock, ClockError

MONDAY = datetime(2026, 3, 2, 13, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Timetable:
    """A companion with a list of moments; it notes when each was played."""

    def __init__(self, *due: datetime) -> None:
        self.due = sorted(due)
        self.played: list[datetime] = []

    def next_due(self) -> datetime | None:
        return self.due[0] if self.due else None

    async def run_due(self, now: datetime) -> None:
        self.played.append(now)
        self.due = [moment for moment in self.due if moment > now]

    async def settled(self) -> None:
        return


class Stuck(Timetable):
    async def run_due(self, now: datetime) -> None:
        self.played.append(now)


class Slow(Timetable):
    """Says its next moment only when awaited."""

    async def next_due(self) -> datetime | None:  # type: ignore[override]  # both ways are allowed
        return super().next_due()


def test_a_frozen_clock_stands_still() -> None:
    clock = Clock(MONDAY, running=False)

    assert clock.now() == clock.now() == MONDAY


def test_a_running_clock_goes_on_from_where_it_was_set() -> None:
    clock = Clock(MONDAY)

    first, second = clock.now(), clock.now()

    assert MONDAY <= first <= second < MONDAY + HOUR


def test_without_a_time_the_clock_shows_the_real_one() -> None:
    assert Clock().now().tzinfo == UTC
    assert Clock().now() > MONDAY - timedelta(days=365)


async def test_moving_on_plays_every_due_moment_in_order_over_all_companions() -> None:
    clock = Clock(MONDAY, running=False)
    one = Timetable(MONDAY + HOUR, MONDAY + 3 * HOUR)
    other = Slow(MONDAY + 2 * HOUR, MONDAY + 30 * HOUR)
    clock.attach(one)
    clock.attach(other)

    await clock.forward(timedelta(hours=5))

    assert one.played == [MONDAY + HOUR, MONDAY + 3 * HOUR]
    assert other.played == [MONDAY + 2 * HOUR]
    assert clock.now() == MONDAY + 5 * HOUR
    assert await clock.next_due() == MONDAY + 30 * HOUR


async def test_what_was_due_before_is_played_now() -> None:
    clock = Clock(MONDAY, running=False)
    late = Timetable(MONDAY - HOUR)
    clock.attach(late)

    await clock.forward(HOUR)

    assert late.played == [MONDAY]


async def test_a_detached_companion_is_played_no_more() -> None:
    clock = Clock(MONDAY, running=False)
    companion = Timetable(MONDAY + HOUR)
    clock.attach(companion)
    clock.detach(companion)

    await clock.forward(2 * HOUR)

    assert companion.played == []


async def test_the_next_moment_can_be_gone_to() -> None:
    clock = Clock(MONDAY, running=False)
    clock.attach(Timetable(MONDAY + 7 * HOUR))

    assert await clock.to_next() == MONDAY + 7 * HOUR
    assert clock.now() == MONDAY + 7 * HOUR
    assert await clock.to_next() is None
    assert clock.now() == MONDAY + 7 * HOUR


async def test_after_each_moment_everybody_settles() -> None:
    clock = Clock(MONDAY, running=False)
    settled: list[datetime] = []

    async def note() -> None:
        settled.append(clock.now())

    clock.after_each = note
    clock.attach(Timetable(MONDAY + HOUR, MONDAY + 2 * HOUR))

    await clock.forward(5 * HOUR)

    assert settled == [MONDAY + HOUR, MONDAY + 2 * HOUR]


async def test_a_companion_that_never_moves_on_is_named_as_stuck() -> None:
    clock = Clock(MONDAY, running=False)
    stuck = Stuck(MONDAY + HOUR)
    clock.attach(stuck)

    with pytest.raises(ClockError, match="still due"):
        await clock.forward(2 * HOUR)

    assert len(stuck.played) == 100


async def test_the_clock_does_not_go_back() -> None:
    clock = Clock(MONDAY, running=False)

    with pytest.raises(ClockError, match="only moves forward"):
        await clock.to(MONDAY - timedelta(minutes=1))


async def test_moving_by_hand_is_told() -> None:
    clock = Clock(MONDAY, running=False)
    moves: list[datetime] = []
    clock.on_move = lambda: moves.append(clock.now())

    await clock.forward(HOUR)

    assert moves == [MONDAY + HOUR]


@given(st.lists(st.integers(0, 3), max_size=30))
async def test_stamps_are_unique_and_increase_whatever_the_clock_does(steps: list[int]) -> None:
    clock = Clock(MONDAY, running=False)
    stamps = [clock.stamp()]
    for step in steps:
        await clock.forward(timedelta(microseconds=step * 50))
        stamps.append(clock.stamp())

    assert stamps == sorted(set(stamps))
    assert all(re.fullmatch(r"\d{10}\.\d{6}", stamp) for stamp in stamps)
    assert stamps[0] == f"{int(MONDAY.timestamp())}.000000"
