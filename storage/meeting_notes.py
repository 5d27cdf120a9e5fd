"""What is written at a meeting and of it: notes, corrections of the minutes, how useful it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from storage.meeting_rows import Correction, Meeting, MeetingNote, NoteKind
from storage.people import Person
from storage.teams import Team
from storage.topics import Topic


@dataclass(frozen=True)
class Ratings:
    """How useful people found it. `average` None: nobody has said."""

    average: float | None
    count: int


def note(
    session: Session,
    *,
    team: Team,
    meeting: Meeting,
    kind: NoteKind,
    text: str,
    by: Person,
    now: datetime,
    topic: Topic | None = None,
    section: str | None = None,
    action_number: int | None = None,
    decision_number: int | None = None,
) -> MeetingNote:
    """Any number of people may write at once. Refused (`meeting_state`) unless the meeting is running."""
    raise NotImplementedError


def strike(session: Session, *, team: Team, note_id: int, by: Person, now: datetime) -> MeetingNote:
    """Not in the minutes. A struck one is returned unchanged."""
    raise NotImplementedError


def unstrike(session: Session, *, team: Team, note_id: int, by: Person, now: datetime) -> MeetingNote:
    """In the minutes again."""
    raise NotImplementedError


def rate(
    session: Session, *, team: Team, meeting: Meeting, person: Person, score: int, now: datetime
) -> Ratings:
    """Their rating, 1 to 5, or their new one; all ratings with it."""
    raise NotImplementedError


def ratings(session: Session, *, team: Team, meeting: Meeting) -> Ratings:
    raise NotImplementedError


def correct(
    session: Session, *, team: Team, meeting: Meeting, text: str, by: Person, now: datetime
) -> Correction:
    """Beside the minutes, never over them. Refused (`meeting_state`) before the meeting is closed."""
    raise NotImplementedError


def corrections(session: Session, *, team: Team, meeting: Meeting) -> Sequence[tuple[Correction, Person]]:
    """The first one first, with who said it."""
    raise NotImplementedError
