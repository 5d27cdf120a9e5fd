"""Who does what in a meeting, and who was there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from storage.meeting_rows import Attendance, Meeting, MeetingRole, MeetingRoleName
from storage.people import Person
from storage.teams import Team


@dataclass(frozen=True)
class RoleHolder:
    """A role of one meeting with the people in it."""

    role: MeetingRole
    person: Person
    backup: Person | None


@dataclass(frozen=True)
class Attender:
    """Somebody of the meeting. `attendance` None: nobody has said yet whether they are there."""

    person: Person
    is_core: bool
    attendance: Attendance | None


def set_role(
    session: Session,
    *,
    team: Team,
    meeting: Meeting,
    role: MeetingRoleName,
    person: Person,
    now: datetime,
    by: Person | None = None,
    backup: Person | None = None,
) -> MeetingRole:
    """They have the role in this meeting; `by` None: it was their turn. The same again changes nothing."""
    raise NotImplementedError


def roles_of(session: Session, *, team: Team, meeting: Meeting) -> Sequence[RoleHolder]:
    """Facilitator, note taker, timekeeper; in one statement."""
    raise NotImplementedError


def role_history(session: Session, *, team: Team, limit: int) -> Sequence[tuple[Meeting, MeetingRole]]:
    """Who had which role in the last `limit` meetings that were held, the latest first; in one statement."""
    raise NotImplementedError


def attend(
    session: Session,
    *,
    team: Team,
    meeting: Meeting,
    person: Person,
    is_present: bool,
    by: Person,
    now: datetime,
) -> Attendance:
    """Whether they are there, as said last; also after the meeting is closed."""
    raise NotImplementedError


def attendance(session: Session, *, team: Team, meeting: Meeting) -> Sequence[Attender]:
    """Every core member, and whoever else was said to be there or not; core first, by name; in one statement."""
    raise NotImplementedError
