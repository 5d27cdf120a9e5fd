"""A team's meetings: which is next, which is running, which was held."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, or_, select

from storage import errors, recurrence
from storage.meeting_rows import Meeting
from storage.teams import Team


def upcoming(session: Session, *, team: Team, now: datetime) -> Meeting | None:
    """The next planned one that is not over; one whose hour has come and which nobody started yet is next still."""
    query = select(Meeting).where(Meeting.team_id == team.id, Meeting.state == "planned")
    # `ends_at` is no column: whatever starts within a day before `now` may still be going on.
    query = query.where(Meeting.starts_at > now - timedelta(days=1)).order_by(col(Meeting.starts_at))
    return next((meeting for meeting in session.exec(query) if meeting.ends_at > now), None)


def running(session: Session, *, team: Team) -> Meeting | None:
    """The one that was started and is not closed: a team has one at a time."""
    query = select(Meeting).where(Meeting.team_id == team.id, Meeting.state == "running")
    return session.exec(query).one_or_none()


def latest(session: Session, *, team: Team) -> Meeting | None:
    """The one that was closed last."""
    return next(iter(held(session, team=team, limit=1)), None)


def held(session: Session, *, team: Team, limit: int) -> Sequence[Meeting]:
    """Closed ones, the latest first."""
    query = select(Meeting).where(Meeting.team_id == team.id, Meeting.state == "closed")
    return session.exec(
        query.order_by(col(Meeting.closed_at).desc(), col(Meeting.id).desc()).limit(limit)
    ).all()


def by_id(session: Session, *, team: Team, meeting_id: int) -> Meeting:
    """Raises NotFound when the team has no such meeting."""
    query = select(Meeting).where(Meeting.team_id == team.id, Meeting.id == meeting_id)
    found = session.exec(query).one_or_none()
    if found is None:
        raise errors.NotFound("meeting", meeting_id)
    return found


def announced(session: Session, *, team: Team, now: datetime) -> Sequence[Meeting]:
    """Those whose agenda may be out and still read: to come, running, or over for less than a day; the earliest first."""
    since = now - timedelta(days=1)
    still = or_(Meeting.starts_at > since, Meeting.state == "running", col(Meeting.closed_at) > since)
    query = select(Meeting).where(Meeting.team_id == team.id, still)
    return session.exec(query.order_by(col(Meeting.starts_at), col(Meeting.id))).all()


def on(session: Session, *, team: Team, day: date) -> Meeting | None:
    """The one on that date in the team's zone, or else the one that the series had for it, skipped or moved away."""
    zone = ZoneInfo(team.zone)
    begins, ends = (recurrence.moment(one, time(), zone) for one in (day, day + timedelta(days=1)))
    that_day = (Meeting.starts_at >= begins) & (Meeting.starts_at < ends)
    query = select(Meeting).where(Meeting.team_id == team.id, or_(that_day, Meeting.series_on == day))
    found = session.exec(query.order_by(col(Meeting.starts_at))).all()
    return next((one for one in found if begins <= one.starts_at < ends), next(iter(found), None))
