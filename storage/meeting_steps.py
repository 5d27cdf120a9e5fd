"""The state machine of meetings: planned, running, closed; skipped and moved by hand on the way.

Each step looks at the meeting as it stands, not as the caller saw it, and returns it. Raises NotFound for another
team's, and Refused (`meeting_state`, with `verb`, `from_state`) for a step that its state does not have.
"""

from datetime import datetime

from sqlmodel import Session

from storage.meeting_rows import Meeting
from storage.people import Person
from storage.teams import Team
from storage.types import Facts


def skip(
    session: Session, *, team: Team, meeting: Meeting, reason: str, by: Person, now: datetime
) -> Meeting:
    """A planned one does not take place. A skipped one is returned unchanged."""
    raise NotImplementedError


def unskip(session: Session, *, team: Team, meeting: Meeting, by: Person, now: datetime) -> Meeting:
    """It takes place after all, whatever the calendar says. Refused (`in_the_past`) once its time is over."""
    raise NotImplementedError


def move(
    session: Session, *, team: Team, meeting: Meeting, to: datetime, reason: str, by: Person, now: datetime
) -> Meeting:
    """A planned or skipped one takes place then; planning leaves it there. Refused (`in_the_past`) for the past."""
    raise NotImplementedError


def agenda_posted(session: Session, *, team: Team, meeting: Meeting, now: datetime) -> Meeting:
    """The agenda went out; said again, the first time stays."""
    raise NotImplementedError


def start(session: Session, *, team: Team, meeting: Meeting, by: Person, now: datetime) -> Meeting:
    """Running from now on. Started by the same person before: returned unchanged.

    Refused (`already_running`, with `meeting_id`, `by_person_id`, `at`) where somebody else did, or another meeting
    of the team is still running.
    """
    raise NotImplementedError


def go_to(session: Session, *, team: Team, meeting: Meeting, current: str | None, now: datetime) -> Meeting:
    """The place in the walk, "section:actions" or "topic:12"; the last one who says so has it."""
    raise NotImplementedError


def hold(session: Session, *, team: Team, meeting: Meeting) -> Meeting:
    """The meeting as it stands, with nobody writing in it until this transaction ends: read its notes after this."""
    raise NotImplementedError


def close(
    session: Session,
    *,
    team: Team,
    meeting: Meeting,
    by: Person | None,
    now: datetime,
    snapshot: Facts | None = None,
) -> Meeting:
    """A running one is over; `by` None: by itself. A closed one is returned unchanged, its `minutes_taken` too.

    `snapshot` becomes `minutes_taken`: `hold` the meeting before reading what goes into it, so that no note is lost
    that is written at the same moment. Refused (`never_started`) for a planned one.
    """
    raise NotImplementedError


def lapse(session: Session, *, team: Team, meeting: Meeting, now: datetime) -> Meeting:
    """Nobody started it and its time is over: it counts as skipped. One that was started is returned unchanged."""
    raise NotImplementedError
