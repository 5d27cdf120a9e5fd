"""The timetable. A schedule is a rule, a wall time and a zone; `next_at` is its next moment in UTC.

Nothing fires by itself: who asks what is due, and gets it, has the right to act on it. Each occurrence is kept, so
that none happens twice.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Protocol

from sqlmodel import Session, col, or_, select

from storage import (
    errors,
    recurrence,
    schedule_claims,
    schedule_lists,
    schedule_steps,
    schedule_times,
    steps,
)
from storage.people import Person
from storage.schedule_rows import ONCE, Occurrence, Outcome, Schedule
from storage.shifting import OnHoliday
from storage.teams import Team
from storage.types import Numbered

__all__ = ("Occurrence", "OnHoliday", "Outcome", "Schedule")  # what a reader of a timetable needs beside it

UNTIL_RESUMED = schedule_times.UNTIL_RESUMED

claim_due = schedule_claims.claim_due
next_due = schedule_claims.next_due
skip_next = schedule_steps.skip_next
move_next = schedule_steps.move_next
change_rule = schedule_steps.change_rule
upcoming = schedule_lists.upcoming
coming = schedule_lists.coming
let_go = schedule_lists.let_go
rules_of = schedule_lists.rules_of
last_series = schedule_lists.last_series


class TeamMeeting(Numbered, Protocol):
    """A meeting, as its own module's table has it."""

    @property
    def team_id(self) -> int: ...


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
    meeting: TeamMeeting | None = None,
    slot: str = "",
    on_holiday: OnHoliday = "run",
    by: Numbered | None = None,
) -> Schedule:
    """A team's or a person's schedule, one of both; its first moment is the first one later than `now`.

    `on_holiday` is for a team's alone. Raises ValueError for a rule that is none, and where it is nobody's or both's.
    """
    recurrence.check(rrule)
    if (team is None) == (person is None):
        raise ValueError("a schedule is a team's or a person's")
    if meeting is not None and (team is None or meeting.team_id != team.id):
        raise errors.NotFound("meeting", meeting.id)
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
    days = schedule_claims.calendars_of(session, [schedule])
    schedule.next_at = schedule_times.next_at(schedule, now, days.get(schedule.team_id or 0))
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
    meeting: TeamMeeting | None = None,
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


def by_id(session: Session, *, team: Team, schedule_id: int) -> Schedule:
    """Inside the team only, ended ones too. Raises NotFound."""
    query = select(Schedule).where(Schedule.team_id == team.id, Schedule.id == schedule_id)
    found = session.exec(query).one_or_none()
    if found is None:
        raise errors.NotFound("schedule", schedule_id)
    return found


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
    by: Person | None = None,
) -> Schedule:
    """Nothing happens before that date in the schedule's zone; UNTIL_RESUMED: until it is taken back, which None does.

    Where somebody does it to a team's it is a step of item kind "schedule", and can be undone.
    """
    if by is None or schedule.team_id is None:
        return _set(session, schedule, now, {"paused_until": until})
    return schedule_steps.pause(session, schedule=schedule, until=until, reason=reason, by=by, now=now)


def end(session: Session, *, schedule: Schedule, now: datetime) -> Schedule:
    """Nothing happens any more; what happened is kept."""
    return _set(session, schedule, now, {"ended_at": schedule.ended_at or now})


def recompute(session: Session, *, team: Team, now: datetime) -> None:
    """After the team's calendar or a pause changed: every moment to come is where it belongs. What is due stays due."""
    minding = select(Schedule).where(
        Schedule.team_id == team.id,
        Schedule.on_holiday != "run",
        col(Schedule.ended_at).is_(None),
        or_(col(Schedule.next_at).is_(None), col(Schedule.next_at) > now),
    )
    for schedule in session.exec(steps.fresh(minding.order_by(col(Schedule.id)))).all():
        schedule_steps.place(session, schedule, now)


def _set(session: Session, schedule: Schedule, now: datetime, values: dict[str, Any]) -> Schedule:
    """Changes the row as it stands now, not as the caller saw it."""
    fresh = session.get_one(Schedule, schedule.id, with_for_update=True, populate_existing=True)
    for name, value in values.items():
        setattr(fresh, name, value)
    schedule_steps.place(session, fresh, now)
    return fresh
