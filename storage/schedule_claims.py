"""Asking what is due, and getting it for oneself alone."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from storage import calendars, inserts, schedule_times, types
from storage.schedule_rows import Occurrence, Schedule
from storage.working_days import WorkingDays

# A zone's rules may change between two occurrences; a moment that moved earlier by less is still found.
_DRIFT = timedelta(hours=3)


def claim_due(
    session: Session, *, now: datetime, limit: int, passing_by: Collection[int] = ()
) -> list[tuple[Schedule, Occurrence]]:
    """What is due and now the caller's to act on, in this same transaction; the longest due first.

    Of several missed dates only the latest counts. `occurrence.outcome` is 'run', or 'skipped_late' where even that
    is longer ago than the schedule's grace: then nothing is done but telling its owner. Any number of workers may
    ask at once; the one whose update changes the row has it. Those in `passing_by`, by id, are left for later.
    """
    claimed: list[tuple[Schedule, Occurrence]] = []
    # A date that happened already is passed over, and must not hide what is due behind it.
    while len(claimed) < limit and (held := _held(session, now, limit - len(claimed), passing_by)):
        days = calendars_of(session, held)
        taken = (
            (schedule, _claim(session, schedule, now, days.get(schedule.team_id or 0))) for schedule in held
        )
        claimed += [(schedule, occurrence) for schedule, occurrence in taken if occurrence]
    return claimed


def next_due(session: Session) -> datetime | None:
    """When claim_due will next have something; None: never, as things stand."""
    return session.exec(select(func.min(Schedule.next_at))).one()


def calendars_of(session: Session, held: Sequence[Schedule]) -> dict[int, WorkingDays]:
    """By team id, of those that take notice of one."""
    minding = {one.team_id for one in held if one.team_id is not None and one.on_holiday != "run"}
    return calendars.days_by_id(session, team_ids=minding)


def _held(session: Session, now: datetime, limit: int, passing_by: Collection[int]) -> Sequence[Schedule]:
    """The longest due, locked where rows can be locked; those that another worker holds are left to it."""
    due = select(Schedule).where(col(Schedule.next_at) <= now, col(Schedule.id).not_in(passing_by))
    due = due.order_by(col(Schedule.next_at), col(Schedule.id)).limit(limit)
    return session.exec(due.with_for_update(skip_locked=True).execution_options(populate_existing=True)).all()


def _claim(
    session: Session, schedule: Schedule, now: datetime, days: WorkingDays | None
) -> Occurrence | None:
    seen = schedule.next_at
    assert seen is not None
    found = schedule_times.latest(schedule, days, since=seen - _DRIFT, until=now)
    next_at = schedule_times.next_at(schedule, now, days)
    # A pause of the team's without an end lifts one day; a rule that is over is over.
    ended_at = now if next_at is None and schedule.on_holiday == "run" else schedule.ended_at
    ours = update(Schedule).where(col(Schedule.id) == schedule.id, col(Schedule.next_at) == seen)
    if session.exec(ours.values(next_at=next_at, ended_at=ended_at)).rowcount != 1 or found is None:
        return None
    grace = timedelta(minutes=schedule.grace_minutes)
    return inserts.new(
        session,
        Occurrence,
        schedule_id=types.id_of(schedule),
        local_date=found.local_date,
        slot=schedule.slot,
        due_at=found.at,
        claimed_at=now,
        outcome="run" if now - found.at <= grace else "skipped_late",
    )
