"""What an agenda, a board and minutes show of a meeting: one statement each, with the names beside each row."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from storage.meeting_rows import Meeting, MeetingNote
from storage.people import Person
from storage.teams import Team
from storage.topics import State, Topic


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
    return [Queued(*row) for row in session.exec(_topics(team, "open").order_by(col(Topic.id)))]


def parked(session: Session, *, team: Team) -> Sequence[Queued]:
    """Topics that were parked for later, the latest first."""
    lately = (col(Topic.closed_at).desc(), col(Topic.id).desc())
    return [Queued(*row) for row in session.exec(_topics(team, "parked").order_by(*lately))]


def _topics(team: Team, state: State) -> Select[Topic, Person]:
    query = select(Topic, Person).join(Person, col(Person.id) == Topic.added_by)
    return query.where(Topic.team_id == team.id, Topic.state == state)
