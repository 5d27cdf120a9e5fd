"""The timetable. A schedule is a rule, a wall time and a zone; `next_at` is its next moment in UTC.

Nothing fires by itself: who asks what is due, and gets it, has the right to act on it. Each occurrence is kept, so
that none happens twice.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from storage import inserts, recurrence, types
from storage.recurrence import Moment
from storage.schedule_rows import ONCE, Occurrence, OnHoliday, Outcome, Schedule
from storage.teams import Team
from storage.types import Numbered

__all__ = ("Occurrence", "OnHoliday", "Outcome", "Schedule")  # what a reader of a timetable needs beside it

# A zone's rules may change between two occurrences; a moment that moved earlier by less is still found.
_DRIFT = timedelta(hours=3)


def add(
    session: Session,
    *,
    kind: str,
    local_time: time,
    zone: str,
    rrule: str,
    starts_on: date,
    grace: timedelta,
    now: datetime,
    team: Numbered | None = None,
    person: Numbered | None = None,
    meeting: Numbered | None = None,
    slot: str = "",
    on_holiday: OnHoliday = "run",
    by: Numbered | None = None,
) -> Schedule:
    """A team's or a person's schedule, one of both; its first moment is the first one later than `now`.

    `on_holiday` is for a team's alone. Raises ValueError for a rule that is none.
    """
    recurrence.check(rrule)
    schedule = Schedule(
        team_id=team.id if team else None,
        person_id=person.id if person else None,
        meeting_id=meeting.id if meeting else None,
        kind=kind,
        slot=slot,
        local_time=local_time,
        zone=zone,
        rrule=rrule,
        starts_on=starts_on,
        on_holiday=on_holiday,
        grace_minutes=int(grace / timedelta(minutes=1)),
        created_by=by.id if by else None,
    )
    schedule.next_at = _next_at(schedule, now)
    session.add(schedule)
    session.flush()
    return schedule


def once(
    session: Session,
    *,
    team: Numbered,
    kind: str,
    at: datetime,
    grace: timedelta,
    now: datetime,
    meeting: Numbered | None = None,
    slot: str = "",
    by: Numbered | None = None,
) -> Schedule:
    """One single moment; one that has passed is due at once, and too late for it where `grace` has passed too.

    It ends by itself when it has come. To move it, `end` it and make another.
    """
    schedule = add(
        session,
        team=team,
        meeting=meeting,
        kind=kind,
        slot=slot,
        local_time=at.astimezone(UTC).time(),
        zone="UTC",
        rrule=ONCE,
        starts_on=at.astimezone(UTC).date(),
        grace=grace,
        now=now,
        by=by,
    )
    schedule.next_at = at
    session.flush()
    return schedule


def of_team(session: Session, *, team: Numbered) -> Sequence[Schedule]:
    """The team's timetable without what has ended, in the order in which it was set up."""
    query = select(Schedule).where(Schedule.team_id == team.id, col(Schedule.ended_at).is_(None))
    return session.exec(query.order_by(col(Schedule.id))).all()


def of_kind(session: Session, *, team: Numbered, kind: str) -> Schedule | None:
    """The team's series of that kind, or its single moment to come where it has no series; ended ones are left out."""
    query = select(Schedule).where(
        Schedule.team_id == team.id, Schedule.kind == kind, col(Schedule.ended_at).is_(None)
    )
    return session.exec(query.order_by(col(Schedule.rrule) == ONCE, col(Schedule.id))).first()


def of_meeting(session: Session, *, meeting: Numbered) -> Sequence[Schedule]:
    """All moments of the meeting, those that came and ended too (`ended_at`), in the order in which they were made."""
    query = select(Schedule).where(Schedule.meeting_id == meeting.id)
    return session.exec(query.order_by(col(Schedule.id))).all()


def of_person(session: Session, *, person: Numbered, kind: str) -> Schedule | None:
    """The person's own schedule of that kind, an ended one too: one a kind."""
    query = select(Schedule).where(Schedule.person_id == person.id, Schedule.kind == kind)
    return session.exec(query.order_by(col(Schedule.id))).first()


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


def pause(
    session: Session,
    *,
    schedule: Schedule,
    until: date | None,
    now: datetime,
    reason: str | None = None,
    by: Numbered | None = None,
) -> Schedule:
    """Nothing happens before that date in the schedule's zone; None takes the pause back.

    Of a team's it is a step that can be undone: item kind "schedule".
    """
    return _set(session, schedule, now, {"paused_until": until})


def end(session: Session, *, schedule: Schedule, now: datetime) -> Schedule:
    """Nothing happens any more; what happened is kept."""
    return _set(session, schedule, now, {"ended_at": schedule.ended_at or now})


def skip_next(
    session: Session, *, schedule: Schedule, reason: str, by: Numbered, now: datetime
) -> Occurrence:
    """The next date of a team's schedule will not happen; the one after it is the next then.

    Undone as a step of item kind "schedule". Raises Refused `nothing_planned` where no date is to come.
    """
    raise NotImplementedError


def move_next(
    session: Session, *, schedule: Schedule, to: datetime, reason: str, by: Numbered, now: datetime
) -> Schedule:
    """The next date of a team's schedule happens then instead: returns that single moment, of the same kind.

    Raises Refused: `nothing_planned`, `moment_past`.
    """
    raise NotImplementedError


def upcoming(session: Session, *, schedule: Schedule, now: datetime, count: int) -> list[Moment]:
    """Its next moments as things stand, at most `count`; skipped and moved dates are left out.

    `local_date` is the date on which it happens; `off` the holiday, break or day off that the rule's date fell on;
    `shifted`: it happens on another day for it.
    """
    raise NotImplementedError


def coming(session: Session, *, team: Team, until: datetime) -> Sequence[tuple[Schedule, datetime]]:
    """The next moment of each of the team's schedules, up to `until`, the nearest first."""
    raise NotImplementedError


def let_go(
    session: Session, *, team: Team, since: datetime, limit: int
) -> Sequence[tuple[Schedule, Occurrence]]:
    """What was skipped, moved or too late since then, the latest first."""
    raise NotImplementedError


def recompute(session: Session, *, team: Team, now: datetime) -> None:
    """After the team's calendar or a pause changed: every moment to come is where it belongs. What is due stays due."""
    raise NotImplementedError


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
