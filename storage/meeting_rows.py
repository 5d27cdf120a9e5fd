"""A meeting as it is kept: when it is, who does what in it, who was there, what was written."""

from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage import types

Kind = Literal["weekly", "stepback"]
State = Literal["planned", "running", "closed", "skipped"]
MeetingRoleName = Literal["facilitator", "note_taker", "timekeeper"]
NoteKind = Literal["note", "good_news", "action", "decision"]


class Meeting(SQLModel, table=True):
    """`series_on` is the rule's date, also when the meeting is moved; None: it belongs to no series.

    `reason_by`: who decided by hand that it is skipped, moved or held after all; None: planning decides.
    `holiday`: the day off for which it was skipped or moved. `moved_from`: when it would have been.
    `closed_by` None on a closed one: it closed by itself. `current`: the place in the walk, "section:actions" or
    "topic:12". `minutes_taken`: the facts of the minutes as they were at closing, corrected only beside it.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint("kind IN ('weekly', 'stepback')", name="kind"),
        CheckConstraint("state IN ('planned', 'running', 'closed', 'skipped')", name="state"),
        CheckConstraint("minutes > 0", name="minutes"),
        CheckConstraint("quorum_percent BETWEEN 1 AND 100", name="quorum"),
        CheckConstraint("(state IN ('running', 'closed')) = (started_at IS NOT NULL)", name="started"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        UniqueConstraint("team_id", "kind", "series_on"),
        Index("uq_meeting_running", "team_id", unique=True, **types.where("state = 'running'")),
        Index("ix_meeting_team", "team_id", "starts_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id")
    kind: Kind = Field(default="weekly", sa_type=String)
    series_on: date | None = None
    starts_at: datetime = Field(sa_type=types.UtcDateTime)
    minutes: int
    state: State = Field(default="planned", sa_type=String)
    moved_from: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    reason: str | None = None
    reason_by: int | None = Field(default=None, foreign_key="person.id")
    holiday: str | None = None
    agenda_posted_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    started_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    started_by: int | None = Field(default=None, foreign_key="person.id")
    closed_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    closed_by: int | None = Field(default=None, foreign_key="person.id")
    current: str | None = None
    quorum_percent: int = 75
    minutes_taken: dict[str, Any] | None = Field(default=None, sa_type=types.Json)
    version: int = 1

    @property
    def ends_at(self) -> datetime:
        """When it should be over."""
        return self.starts_at + timedelta(minutes=self.minutes)


class MeetingRole(SQLModel, table=True):
    """Who does what in one meeting, and who steps in."""

    __tablename__ = "meeting_role"
    __table_args__ = (
        CheckConstraint("role IN ('facilitator', 'note_taker', 'timekeeper')", name="role"),
        UniqueConstraint("meeting_id", "role"),
    )

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    role: MeetingRoleName = Field(sa_type=String)
    person_id: int = Field(foreign_key="person.id")
    backup_id: int | None = Field(default=None, foreign_key="person.id")


class Attendance(SQLModel, table=True):
    """Whether a person was there, as said last, by whom and when."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    person_id: int = Field(foreign_key="person.id")
    is_present: bool
    by_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=types.UtcDateTime)


class MeetingNote(SQLModel, table=True):
    """Something written at a meeting: to a topic, to a section of the agenda, or to neither. Struck, never deleted."""

    __tablename__ = "meeting_note"
    __table_args__ = (
        CheckConstraint("kind IN ('note', 'good_news', 'action', 'decision')", name="kind"),
        Index("ix_meeting_note_meeting", "meeting_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    topic_id: int | None = Field(default=None, foreign_key="topic.id", index=True)
    section: str | None = None
    kind: NoteKind = Field(sa_type=String)
    text: str
    action_number: int | None = None
    decision_number: int | None = None
    by_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=types.UtcDateTime)
    struck_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)


class Rating(SQLModel, table=True):
    """How useful one person found it, 1 to 5. Private: only the average is shown."""

    __tablename__ = "rating"
    __table_args__ = (
        CheckConstraint("score BETWEEN 1 AND 5", name="score"),
        UniqueConstraint("meeting_id", "person_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    person_id: int = Field(foreign_key="person.id")
    score: int
    at: datetime = Field(sa_type=types.UtcDateTime)


class Correction(SQLModel, table=True):
    """What somebody found wrong or missing in the minutes; it stands beside them."""

    __tablename__ = "correction"
    __table_args__ = (Index("ix_correction_meeting", "meeting_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    text: str
    by_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=types.UtcDateTime)
