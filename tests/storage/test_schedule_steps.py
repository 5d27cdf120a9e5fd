"""Days off, skipped, moved and paused dates, single moments; what is to come and what was let go; on both databases."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, delete

from storage import audit, calendars, errors, preferences, schedules, types
from storage.database import Database
from storage.schedule_rows import ONCE
from storage.schedules import Occurrence, Schedule
from storage.shifting import Shift
from storage.working_days import Break, Holidays, WorkingDays
from tests.storage import counting, harbor_glen
from tests.storage.harbor_glen import D0, NOW, District

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
MONDAY = datetime(2026, 11, 16, 13, 0, tzinfo=UTC)  # 08:00 in New York, as NOW
NEXT = MONDAY + WEEK
HOUR = timedelta(hours=1)


@pytest.fixture
def here(session: Session) -> District:
    return quiet(session)


def quiet(session: Session) -> District:
    """A district without the mornings of its people: they have their own tests."""
    here = harbor_glen.district(session)
    session.execute(delete(Schedule))
    return here


def add(session: Session, here: District, **facts: Any) -> Schedule:
    usual: dict[str, Any] = {
        "team": here.team,
        "kind": "rollup",
        "local_time": time(8),
        "zone": "America/New_York",
        "rrule": "FREQ=WEEKLY;BYDAY=MO",
        "starts_on": date(2026, 11, 1),
        "grace": HOUR,
        "now": NOW,
    }
    return schedules.add(session, **(usual | facts))


def close_days(session: Session, here: District, first: int, last: int, name: str = "Snow days") -> None:
    off = Break(D0 + first * DAY, D0 + last * DAY, name)
    calendars.add_breaks(session, team=here.team, breaks=[off], source="pasted", by=here.maya, now=NOW)


def pause_team(session: Session, here: District, first: int, back: int | None) -> None:
    until_on = None if back is None else D0 + back * DAY
    facts: dict[str, Any] = {"from_on": D0 + first * DAY, "until_on": until_on, "reason": "Budget"}
    calendars.pause(session, team=here.team, by=here.maya, now=NOW, **facts)


def to_come(session: Session, schedule: Schedule, count: int = 3, now: datetime = NOW) -> list[int]:
    """The dates, counted from D0."""
    found = schedules.upcoming(session, schedule=schedule, now=now, count=count)
    return [(one.local_date - D0).days for one in found]


def skip(session: Session, here: District, schedule: Schedule) -> Occurrence:
    return schedules.skip_next(session, schedule=schedule, reason="Half term", by=here.maya, now=NOW)


def move(session: Session, here: District, schedule: Schedule, to: datetime) -> Schedule:
    return schedules.move_next(session, schedule=schedule, to=to, reason="Bus strike", by=here.maya, now=NOW)


def undo_last(session: Session, here: District, schedule: Schedule) -> None:
    last = audit.latest(session, team=here.team, item_kind="schedule", item_id=types.id_of(schedule))
    assert last is not None
    audit.undo(session, team=here.team, entry_id=types.id_of(last), by=here.maya, now=NOW)


def due(session: Session, now: datetime) -> list[tuple[str, date, str]]:
    claimed = schedules.claim_due(session, now=now, limit=99)
    return [(one.kind, occurrence.local_date, occurrence.outcome) for one, occurrence in claimed]


@pytest.mark.parametrize(
    ("on_holiday", "expected"),
    [("run", [7, 14, 21]), ("skip", [14, 21, 28]), ("before", [4, 14, 21]), ("after", [9, 14, 21])],
)
def test_a_day_off_does_to_a_date_what_the_team_chose(
    session: Session, here: District, on_holiday: str, expected: list[int]
) -> None:
    close_days(session, here, 7, 8)
    schedule = add(session, here, on_holiday=on_holiday)

    assert to_come(session, schedule) == expected
    [first, *_] = schedules.upcoming(session, schedule=schedule, now=NOW, count=1)
    assert (first.off, first.shifted) == {
        "run": ("Snow days", False),
        "skip": (None, False),
        "before": ("Snow days", True),
        "after": ("Snow days", True),
    }[on_holiday]
    assert schedule.next_at == first.at == MONDAY + expected[0] * DAY
    assert due(session, first.at) == [("rollup", first.local_date, "run")]


def test_dates_that_fall_together_are_one(session: Session, here: District) -> None:
    close_days(session, here, 3, 8)
    schedule = add(session, here, rrule="FREQ=DAILY", on_holiday="after")

    assert to_come(session, schedule, 4) == [1, 2, 9, 10]


@pytest.mark.parametrize("on_holiday", ["skip", "before", "after"])
def test_in_a_season_pause_nothing_comes_and_nothing_is_made_up_for(
    session: Session, here: District, on_holiday: str
) -> None:
    pause_team(session, here, 7, 16)
    schedule = add(session, here, on_holiday=on_holiday)

    assert to_come(session, schedule) == [21, 28, 35]


def test_a_pause_without_an_end_stops_it_until_the_team_resumes(session: Session, here: District) -> None:
    schedule = add(session, here, on_holiday="after")
    pause_team(session, here, 7, None)
    schedules.recompute(session, team=here.team, now=NOW)
    assert (schedule.next_at, schedule.ended_at) == (None, None)

    calendars.resume(session, team=here.team, by=here.maya, now=NOW)
    schedules.recompute(session, team=here.team, now=NOW)
    assert schedule.next_at == NEXT


def test_what_is_due_already_stays_due_when_the_calendar_changes(session: Session, here: District) -> None:
    schedule = add(session, here, on_holiday="skip")
    close_days(session, here, 14, 14)
    schedules.recompute(session, team=here.team, now=NEXT)

    assert schedule.next_at == NEXT
    assert due(session, NEXT) == [("rollup", D0 + 7 * DAY, "run")]
    assert to_come(session, schedule, 1, NEXT) == [21]


@given(
    breaks=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12), st.booleans()), max_size=4),
    on_holiday=st.sampled_from(["skip", "before", "after"]),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
)
@settings(deadline=None)  # the holidays of a year are built once
def test_what_lands_lands_on_a_working_day_and_in_turn(
    breaks: list[tuple[int, int, bool]], on_holiday: Any, weekdays: frozenset[int]
) -> None:
    taken = tuple(
        Break(D0 + first * DAY, D0 + (first + length) * DAY, "Off", is_season)
        for first, length, is_season in breaks
    )
    days = WorkingDays(weekdays, Holidays("US"), taken)
    shift = Shift(on_holiday, days)
    landed = [(D0 + n * DAY, shift.lands_on(D0 + n * DAY)) for n in range(90)]

    kept = [(day, to) for day, to in landed if to is not None]
    assert all(days.is_working(to) for _, to in kept)
    assert [to for _, to in kept] == sorted(to for _, to in kept)
    for day, to in kept:
        between = [day + n * (DAY if to > day else -DAY) for n in range(abs((to - day).days))]
        assert not any(days.is_working(one) for one in between)
        assert to == day or (to > day) == (on_holiday == "after")
        assert shift.first_for(to) <= day


def test_where_nobody_ever_works_nothing_lands() -> None:
    for on_holiday in ("before", "after"):
        shift = Shift(on_holiday, WorkingDays(frozenset()))
        assert shift.lands_on(D0) is None
        assert shift.first_for(D0) == D0


def test_the_next_date_is_skipped_with_its_reason(session: Session, here: District) -> None:
    schedule = add(session, here)
    skipped = skip(session, here, schedule)

    assert (skipped.local_date, skipped.due_at, skipped.outcome) == (D0 + 7 * DAY, NEXT, "skipped")
    assert (skipped.reason, skipped.by_id) == ("Half term", here.maya.id)
    assert schedule.next_at == NEXT + WEEK
    assert to_come(session, schedule) == [14, 21, 28]
    assert due(session, NEXT) == []
    assert skip(session, here, schedule).local_date == D0 + 14 * DAY


def test_a_skipped_date_comes_again_when_that_is_undone_and_not_when_the_undo_is(
    session: Session, here: District
) -> None:
    schedule = add(session, here)
    skip(session, here, schedule)
    skip(session, here, schedule)
    undo_last(session, here, schedule)
    assert to_come(session, schedule) == [14, 21, 28]

    undo_last(session, here, schedule)
    assert to_come(session, schedule) == [21, 28, 35]
    [*_, (_, again)] = schedules.let_go(session, team=here.team, since=NOW, limit=9)
    assert (again.outcome, again.reason, again.by_id) == ("skipped", "Half term", here.maya.id)


def test_the_next_date_is_moved_and_happens_then(session: Session, here: District) -> None:
    schedule = add(session, here)
    instead = move(session, here, schedule, NEXT + 3 * HOUR)

    assert (instead.kind, instead.rrule, instead.next_at) == ("rollup", ONCE, NEXT + 3 * HOUR)
    assert schedules.of_kind(session, team=here.team, kind="rollup") == schedule
    assert due(session, NEXT) == []
    assert due(session, NEXT + 3 * HOUR) == [("rollup", D0 + 7 * DAY, "run")]
    assert due(session, NEXT + WEEK) == [("rollup", D0 + 14 * DAY, "run")]


def test_a_move_is_taken_back_until_it_came(session: Session, here: District) -> None:
    schedule = add(session, here)
    instead = move(session, here, schedule, NEXT + 3 * HOUR)
    undo_last(session, here, schedule)
    assert (schedule.next_at, instead.next_at) == (NEXT, None)

    undo_last(session, here, schedule)
    assert (schedule.next_at, instead.next_at) == (NEXT + WEEK, NEXT + 3 * HOUR)
    due(session, NEXT + 3 * HOUR)
    with pytest.raises(errors.Refused, match="already_happened"):
        undo_last(session, here, schedule)


def test_nothing_moves_into_the_past_and_nothing_is_skipped_where_nothing_comes(
    session: Session, here: District
) -> None:
    schedule = add(session, here)
    with pytest.raises(errors.Refused, match="moment_past"):
        move(session, here, schedule, NOW)

    schedules.end(session, schedule=schedule, now=NOW)
    with pytest.raises(errors.Refused, match="nothing_planned"):
        skip(session, here, schedule)


def test_a_pause_with_a_reason_is_a_step_that_can_be_undone(session: Session, here: District) -> None:
    schedule = add(session, here)
    facts: dict[str, Any] = {"schedule": schedule, "now": NOW, "by": here.maya, "reason": "Enough said"}
    schedules.pause(session, until=D0 + 15 * DAY, **facts)
    assert schedule.next_at == MONDAY + 3 * WEEK

    schedules.pause(session, until=schedules.UNTIL_RESUMED, **facts)
    assert schedule.next_at is None
    undo_last(session, here, schedule)
    assert schedule.next_at == MONDAY + 3 * WEEK

    schedules.pause(session, until=None, **facts)
    assert schedule.next_at == NEXT
    told = audit.history(session, team=here.team, item_kind="schedule", item_id=schedule.id)
    assert [(step.verb, step.why) for step in told] == [
        ("pause", "Enough said"),
        ("pause", "Enough said"),
        ("undo", None),
        ("unpause", "Enough said"),
    ]


def test_a_persons_own_schedule_is_not_skipped_by_others(session: Session, here: District) -> None:
    preferences.keep_mornings(session, person=here.priya, zone="UTC", now=NOW)
    own = schedules.of_person(session, person=here.priya, kind=preferences.DIGEST)
    assert own is not None

    with pytest.raises(ValueError, match="a person's own schedule"):
        skip(session, here, own)
    assert [one.local_date for one in schedules.upcoming(session, schedule=own, now=NOW, count=2)] == [
        D0,
        D0 + DAY,
    ]


@pytest.mark.parametrize("whose", [{"team": None}, {"person": True}])
def test_a_schedule_is_a_teams_or_a_persons(session: Session, here: District, whose: dict[str, Any]) -> None:
    facts = {"person": here.priya} if "person" in whose else whose
    with pytest.raises(ValueError, match="a team's or a person's"):
        add(session, here, **facts)


def once(session: Session, here: District, at: datetime, **facts: Any) -> Schedule:
    return schedules.once(session, team=here.team, kind="agenda", at=at, grace=HOUR, now=NOW, **facts)


def test_a_single_moment_comes_once_and_ends(session: Session, here: District) -> None:
    at = datetime(2026, 11, 16, 23, 30, 15, tzinfo=UTC)
    schedule = once(session, here, at.astimezone())

    assert schedules.coming(session, team=here.team, until=at) == [(schedule, at)]
    assert due(session, at) == [("agenda", D0, "run")]
    session.refresh(schedule)
    assert (schedule.next_at, schedule.ended_at) == (None, at)
    assert schedules.of_team(session, team=here.team) == []
    assert schedules.by_id(session, team=here.team, schedule_id=types.id_of(schedule)) == schedule


def test_a_single_moment_that_has_passed_is_due_at_once(session: Session, here: District) -> None:
    once(session, here, NOW - timedelta(minutes=59))
    once(session, here, NOW - timedelta(minutes=61))

    assert due(session, NOW) == [("agenda", D0, "skipped_late"), ("agenda", D0, "run")]


def test_what_comes_next_and_what_was_let_go_can_be_read(session: Session, here: District) -> None:
    weekly, daily = add(session, here), add(session, here, kind="daily", rrule="FREQ=DAILY")
    skip(session, here, weekly)
    due(session, NOW + DAY + 2 * HOUR)
    with counting.statements(session) as asked:
        coming = schedules.coming(session, team=here.team, until=NOW + 3 * WEEK)
        let_go = schedules.let_go(session, team=here.team, since=NOW, limit=9)

    assert [(one.kind, at) for one, at in coming] == [("daily", MONDAY + 2 * DAY), ("rollup", NEXT + WEEK)]
    assert [(one.kind, occurrence.outcome) for one, occurrence in let_go] == [
        ("daily", "skipped_late"),
        ("rollup", "skipped"),
    ]
    assert schedules.let_go(session, team=here.team, since=NOW + 2 * DAY, limit=9) == []
    assert len(asked) == 2
    assert daily.ended_at is None


def test_another_teams_schedule_and_meeting_are_not_found(session: Session, here: District) -> None:
    sibling = harbor_glen.team(session, here.workspace, dict(here.people), "CMATH")
    theirs = types.id_of(add(session, sibling))

    with pytest.raises(errors.NotFound):
        schedules.by_id(session, team=here.team, schedule_id=theirs)


def test_claiming_costs_three_statements_and_two_more_where_a_calendar_counts(
    session: Session, here: District
) -> None:
    for on_holiday, count in (("run", 3), ("after", 5)):
        add(session, here, kind=on_holiday, on_holiday=on_holiday)
        with counting.statements(session) as asked:
            schedules.claim_due(session, now=NEXT, limit=1)
        assert len(asked) == count


async def test_two_workers_that_ask_at_once_have_a_moved_date_once(database: Database) -> None:
    def fill(session: Session) -> None:
        here = quiet(session)
        for n in range(10):
            schedule = add(session, here, kind=f"k{n}", on_holiday="after")
            move(session, here, schedule, NEXT - HOUR)

    def tick(session: Session) -> list[str]:
        return [kind for kind, *_ in due(session, NEXT)]

    await database.write(fill)
    rounds = await asyncio.gather(*(database.write(tick) for _ in range(8)))

    assert sorted(kind for found in rounds for kind in found) == [f"k{n}" for n in range(10)]
