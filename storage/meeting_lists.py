"""What an agenda, a board and minutes show of a meeting: one statement each, with the names beside each row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from storage.action_lists import Listed
from storage.action_rows import Action
from storage.audit import AuditEntry
from storage.meeting_rows import Meeting, MeetingNote
from storage.people import Person
from storage.teams import Team
from storage.topics import Topic
from storage.workstreams import Workstream


@dataclass(frozen=True)
class Written:
    """A note with who wrote it."""

    note: MeetingNote
    by: Person


@dataclass(frozen=True)
class Queued:
    """A topic with who added it."""

    topic: Topic
    by: Person


@dataclass(frozen=True)
class Stepped:
    """A step of an action, and the action as it stands now."""

    step: AuditEntry
    listed: Listed


def notes_of(session: Session, *, team: Team, meeting: Meeting) -> Sequence[Written]:
    """What stands written, in order, without what was struck."""
    query = (
        select(MeetingNote, Person)
        .join(Person, col(Person.id) == MeetingNote.by_id)
        .join(Meeting, col(Meeting.id) == MeetingNote.meeting_id)
        .where(
            Meeting.team_id == team.id,
            MeetingNote.meeting_id == meeting.id,
            col(MeetingNote.struck_at).is_(None),
        )
    )
    return [Written(*row) for row in session.exec(query.order_by(col(MeetingNote.id)))]


def queue(session: Session, *, team: Team) -> Sequence[Queued]:
    """Open topics, the longest waiting first."""
    query = select(Topic, Person).join(Person, col(Person.id) == Topic.added_by)
    query = query.where(Topic.team_id == team.id, Topic.state == "open")
    return [Queued(*row) for row in session.exec(query.order_by(col(Topic.id)))]


def topics_of(session: Session, *, team: Team, meeting: Meeting, now: datetime) -> Sequence[Queued]:
    """The topics that were open at the meeting, whatever has become of them; none before it began."""
    if meeting.started_at is None:
        return []
    query = select(Topic, Person).join(Person, col(Person.id) == Topic.added_by)
    query = query.where(
        Topic.team_id == team.id,
        Topic.added_at <= (meeting.closed_at or now),
        or_(col(Topic.closed_at).is_(None), col(Topic.closed_at) >= meeting.started_at),
    )
    return [Queued(*row) for row in session.exec(query.order_by(col(Topic.id)))]


def steps_of_actions(session: Session, *, team: Team, since: datetime, until: datetime) -> Sequence[Stepped]:
    """What was done to the team's actions after `since` and up to `until`, in order."""
    query = (
        select(AuditEntry, Action, Person, Workstream)
        .join(Action, col(Action.id) == AuditEntry.item_id)
        .join(Person, col(Person.id) == Action.owner_id)
        .outerjoin(Workstream, col(Workstream.id) == Action.workstream_id)
        .where(
            AuditEntry.team_id == team.id,
            AuditEntry.item_kind == "action",
            AuditEntry.at > since,
            AuditEntry.at <= until,
        )
    )
    rows = session.execute(query.order_by(col(AuditEntry.id))).all()
    return [Stepped(step, Listed(action, owner, team, strand)) for step, action, owner, strand in rows]
