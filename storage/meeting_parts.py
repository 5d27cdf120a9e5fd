"""What the next meetings of several teams have to do with one person: their roles in them, the topics they brought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, or_, select

from storage.meeting_rows import Meeting, MeetingRole, MeetingRoleName
from storage.people import Person
from storage.teams import Team
from storage.topics import Topic
from storage.types import id_of

RUNS_ON = timedelta(hours=4)
"""How long after its beginning a meeting that nobody started still counts as the next, at most."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A team's next meeting, or the one that runs, as one person sees it.

    `roles`: theirs; `standing_in`: those in which they step in for somebody. `topics`: open ones, the longest waiting
    first; `mine` are theirs among them. `last_closed_at`: when the team's last meeting was over.
    """

    meeting: Meeting
    roles: Sequence[MeetingRoleName] = ()
    standing_in: Sequence[MeetingRoleName] = ()
    topics: Sequence[Topic] = ()
    mine: Sequence[Topic] = ()
    last_closed_at: datetime | None = None

    @property
    def talked_about(self) -> Topic | None:
        """The topic at which the meeting is; None while it does not run, or is elsewhere."""
        kind, _, number = (self.meeting.current or "").partition(":")
        return next((topic for topic in self.topics if kind == "topic" and str(topic.id) == number), None)


def of_person(session: Session, *, teams: Sequence[Team], person: Person, now: datetime) -> dict[int, Part]:
    """Return them by team id, in four statements; a team that plans no meeting is not there."""
    meetings = _next(session, teams, now)
    if not meetings:
        return {}
    roles = session.exec(
        select(MeetingRole).where(
            col(MeetingRole.meeting_id).in_([meeting.id for meeting in meetings.values()]),
            or_(MeetingRole.person_id == person.id, MeetingRole.backup_id == person.id),
        )
    ).all()
    queued = session.exec(
        select(Topic).where(col(Topic.team_id).in_(meetings), Topic.state == "open").order_by(col(Topic.id))
    ).all()
    closed = _closed(session, list(meetings))
    return {
        team_id: _part(
            meeting, roles, [topic for topic in queued if topic.team_id == team_id], person, closed
        )
        for team_id, meeting in meetings.items()
    }


def _next(session: Session, teams: Sequence[Team], now: datetime) -> dict[int, Meeting]:
    """The running one of each team, else the earliest that is planned and not over."""
    query = select(Meeting).where(
        col(Meeting.team_id).in_([id_of(team) for team in teams]),
        or_(
            Meeting.state == "running",
            (col(Meeting.state) == "planned") & (col(Meeting.starts_at) > now - RUNS_ON),
        ),
    )
    found: dict[int, Meeting] = {}
    for meeting in session.exec(query.order_by(col(Meeting.starts_at).desc())):
        known = found.get(meeting.team_id)
        if meeting.state == "running" or (meeting.ends_at > now and not (known and known.state == "running")):
            found[meeting.team_id] = meeting
    return found


def _part(
    meeting: Meeting,
    roles: Sequence[MeetingRole],
    topics: Sequence[Topic],
    person: Person,
    closed: Mapping[int, datetime],
) -> Part:
    here = [role for role in roles if role.meeting_id == meeting.id]
    return Part(
        meeting=meeting,
        roles=[role.role for role in here if role.person_id == person.id],
        standing_in=[role.role for role in here if role.person_id != person.id],
        topics=topics,
        mine=[topic for topic in topics if topic.added_by == person.id],
        last_closed_at=closed.get(meeting.team_id),
    )


def _closed(session: Session, team_ids: Sequence[int]) -> dict[int, datetime]:
    """When each team's last meeting was closed, by team id."""
    query = select(Meeting.team_id, func.max(Meeting.closed_at)).where(
        col(Meeting.team_id).in_(team_ids), Meeting.state == "closed"
    )
    rows = session.exec(query.group_by(col(Meeting.team_id))).all()
    return {team_id: at for team_id, at in rows if at is not None}
