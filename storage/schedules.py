"""The timetable. A schedule is a rule, a wall time and a zone; `next_at` is its next moment in UTC.

Nothing fires by itself: who asks what is due, and gets it, has the right to act on it. Each occurrence is kept, so
that none happens twice.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint, func, update
from sqlmodel import Field, Session, SQLModel, col, select

from storage import inserts, recurrence, types
from storage.types import Numbered

# A zone's rules may change between two occurrences; a moment that moved earlier by less is still found.
_DRIFT = timedelta(hours=3)

Outcome = Literal["run", "skipped_late"]


class Schedule(SQLModel, table=True):
    """`rrule` counts dates from `starts_on` (recurrence.py); `next_at` None: paused, ended, or the rule is over.

    `slot` tells apart what a team has several of on one day. `grace`: how late is too late, in minutes.
    `paused_until`: the first date on which it may happen again.
    """

    __tablename__ = "schedule"
    __table_args__ = (
        CheckConstraint("grace_minutes >= 0", name="grace"),
        Index("ix_schedule_next_at", "next_at", "id", **types.where("next_at IS NOT NULL")),
        Index("ix_schedule_team", "team_id", "kind"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id", ondelete="CASCADE")
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="CASCADE", index=True)
    kind: str
    slot: str = ""
    local_time: time
    zone: str
    rrule: str
    starts_on: date
    next_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    grace_minutes: int
    paused_until: date | None = None
    ended_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    created_by: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")


class Occurrence(SQLModel, table=True):
    """One date of a schedule that was acted on, or let go because it was too late."""

    __tablename__ = "occurrence"
    __table_args__ = (
        CheckConstraint("outcome IN ('run', 'skipped_late')", name="outcome"),
        UniqueConstraint("schedule_id", "local_date", "slot"),
    )

    id: int | None = Field(default=None, primary_key=True)
    schedule_id: int = Field(foreign_key="schedule.id", ondelete="CASCADE")
    local_date: date
    slot: str
    due_at: datetime = Field(sa_type=types.UtcDateTime)
    claimed_at: datetime = Field(sa_type=types.UtcDateTime)
    outcome: Outcome = Field(sa_type=String)


def add(
    session: Session,
    *,
    team: Numbered,
    kind: str,
    local_time: time,
    zone: str,
    rrule: str,
    starts_on: date,
    grace: timedelta,
    now: datetime,
    slot: str = "",
    person: Numbered | None = None,
    by: Numbered | None = None,
) -> Schedule:
    """A schedule whose first moment is the first one later than `now`; ValueError for a rule that is none."""
    recurrence.check(rrule)
    schedule = Schedule(
        team_id=types.id_of(team),
        person_id=person.id if person else None,
        kind=kind,
        slot=slot,
        local_time=local_time,
        zone=zone,
        rrule=rrule,
        starts_on=starts_on,
        grace_minutes=int(grace / timedelta(minutes=1)),
        created_by=by.id if by else None,
    )
    schedule.next_at = _next_at(schedule, now)
    session.add(schedule)
    session.flush()
    return schedule


def of_team(session: Session, *, team: Numbered) -> Sequence[Schedule]:
    """The team's timetable without what has ended, in the order in which it was set up."""
    query = select(Schedule).where(Schedule.team_id == team.id, col(Schedule.ended_at).is_(None))
    return session.exec(query.order_by(col(Schedule.id))).all()


def change(
    session: Session,
    *,
    schedule: Schedule,
    now: datetime,
    local_time: time | None = None,
    zone: str | None = None,
    rrule: str | None = None,
    starts_on: date | None = None,
) -> Schedule:
    """What is None stays. A date that already happened does not happen again at its new time."""
    recurrence.check(rrule or schedule.rrule)
    values = {"local_time": local_time, "zone": zone, "rrule": rrule, "starts_on": starts_on}
    return _set(session, schedule, now, {name: value for name, value in values.items() if value is not None})


def pause(session: Session, *, schedule: Schedule, until: date | None, now: datetime) -> Schedule:
    """Nothing happens before that date in the schedule's zone; None takes the pause back."""
    return _set(session, schedule, now, {"paused_until": until})


def end(session: Session, *, schedule: Schedule, now: datetime) -> Schedule:
    """Nothing happens any more; what happened is kept."""
    return _set(session, schedule, now, {"ended_at": schedule.ended_at or now})


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
        taken = ((schedule, _claim(session, schedule, now)) for schedule in held)
        claimed += [(schedule, occurrence) for schedule, occurrence in taken if occurrence]
    return claimed


def next_due(session: Session) -> datetime | None:
    """When claim_due will next have something; None: never, as things stand."""
    return session.exec(select(func.min(Schedule.next_at))).one()


def _held(session: Session, now: datetime, limit: int, passing_by: Collection[int]) -> Sequence[Schedule]:
    """The longest due, locked where rows can be locked; those that another worker holds are left to it."""
    due = select(Schedule).where(col(Schedule.next_at) <= now, col(Schedule.id).not_in(passing_by))
    due = due.order_by(col(Schedule.next_at), col(Schedule.id)).limit(limit)
    return session.exec(due.with_for_update(skip_locked=True).execution_options(populate_existing=True)).all()


def _claim(session: Session, schedule: Schedule, now: datetime) -> Occurrence | None:
    seen = schedule.next_at
    assert seen is not None
    found = _latest(schedule, since=seen - _DRIFT, until=now)
    ours = update(Schedule).where(col(Schedule.id) == schedule.id, col(Schedule.next_at) == seen)
    if session.exec(ours.values(next_at=_next_at(schedule, now))).rowcount != 1 or found is None:
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


def _latest(schedule: Schedule, *, since: datetime, until: datetime) -> recurrence.Moment | None:
    rule, at, zone = schedule.rrule, schedule.local_time, ZoneInfo(schedule.zone)
    return recurrence.latest_moment(rule, at, zone, since=since, until=until, starts_on=schedule.starts_on)


def _next_at(schedule: Schedule, now: datetime) -> datetime | None:
    if schedule.ended_at is not None:
        return None
    rule, at, zone = schedule.rrule, schedule.local_time, ZoneInfo(schedule.zone)
    after = now
    if schedule.paused_until is not None:
        reopens = recurrence.moment(schedule.paused_until, time(), zone)
        after = max(now, reopens - timedelta.resolution)
    return recurrence.next_at(rule, at, zone, after=after, starts_on=schedule.starts_on)


def _set(session: Session, schedule: Schedule, now: datetime, values: dict[str, Any]) -> Schedule:
    """Changes the row as it stands now, not as the caller saw it."""
    fresh = session.get_one(Schedule, schedule.id, with_for_update=True, populate_existing=True)
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.next_at = _next_at(fresh, now)
    return fresh
