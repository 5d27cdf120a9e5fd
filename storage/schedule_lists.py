"""What comes next, and what was let go: for people to read."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import islice

from sqlmodel import Session, col, func, select

from storage import calendars, schedule_steps, schedule_times
from storage.recurrence import Moment
from storage.schedule_rows import ONCE, Occurrence, Schedule
from storage.teams import Team


def upcoming(session: Session, *, schedule: Schedule, now: datetime, count: int) -> list[Moment]:
    """Its next moments as things stand, at most `count`; dates that were skipped or moved are left out.

    `local_date` is the date on which it happens; `off` the holiday, break or day off that the rule's date fell on;
    `shifted`: it happens on another day for it. Three statements.
    """
    team_ids = () if schedule.team_id is None else (schedule.team_id,)
    days = calendars.days_by_id(session, team_ids=team_ids).get(schedule.team_id or 0)
    passed = schedule_steps.passed(session, schedule, now)
    return list(islice(schedule_times.to_come(schedule, now, days, passed), count))


def coming(session: Session, *, team: Team, until: datetime) -> Sequence[tuple[Schedule, datetime]]:
    """The next moment of each of the team's schedules, up to `until`, the nearest first; in one statement."""
    query = select(Schedule).where(Schedule.team_id == team.id, col(Schedule.next_at) <= until)
    found = session.exec(query.order_by(col(Schedule.next_at), col(Schedule.id)))
    return [(schedule, schedule.next_at) for schedule in found if schedule.next_at is not None]


def rules_of(session: Session, *, teams: Sequence[Team], kind: str) -> dict[int, str]:
    """The rule of each team's series of that kind, by team id, in one statement; teams without one are left out."""
    query = select(Schedule.team_id, Schedule.rrule).where(
        col(Schedule.team_id).in_([team.id for team in teams]),
        Schedule.kind == kind,
        Schedule.rrule != ONCE,
        col(Schedule.ended_at).is_(None),
    )
    return {team_id: rule for team_id, rule in session.exec(query) if team_id is not None}


def last_series(session: Session, *, team: Team, kind: str) -> Schedule | None:
    """The team's series of that kind that was made last, an ended one too."""
    query = select(Schedule).where(Schedule.team_id == team.id, Schedule.kind == kind, Schedule.rrule != ONCE)
    return session.exec(query.order_by(col(Schedule.id).desc())).first()


def let_go(
    session: Session, *, team: Team, since: datetime, limit: int
) -> Sequence[tuple[Schedule, Occurrence]]:
    """What was skipped, moved or too late since then, the latest first; in one statement."""
    query = select(Schedule, Occurrence).join(Occurrence, col(Occurrence.schedule_id) == Schedule.id)
    query = query.where(
        Schedule.team_id == team.id, Occurrence.outcome != "run", Occurrence.claimed_at >= since
    )
    latest = query.order_by(col(Occurrence.claimed_at).desc(), col(Occurrence.id).desc()).limit(limit)
    return [(schedule, occurrence) for schedule, occurrence in session.exec(latest)]


def teams_without(session: Session, *, kinds: Collection[str]) -> Sequence[Team]:
    """Live teams of every workspace that lack a schedule of one of the kinds, in one statement."""
    has = select(func.count(func.distinct(col(Schedule.kind)))).where(
        col(Schedule.team_id) == Team.id, col(Schedule.kind).in_(kinds), col(Schedule.ended_at).is_(None)
    )
    query = select(Team).where(col(Team.closed_at).is_(None), has.scalar_subquery() < len(kinds))
    return session.exec(query.order_by(col(Team.id))).all()
