"""What an agenda, a board and minutes show of a meeting, in few statements."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from storage.meeting_rows import Meeting, MeetingNote
from storage.people import Person
from storage.teams import Team
from storage.topics import Topic


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
    """What stands written, in order, without what was struck; in one statement."""
    raise NotImplementedError


def queue(session: Session, *, team: Team) -> Sequence[Queued]:
    """Open topics, the longest waiting first; in one statement."""
    raise NotImplementedError
