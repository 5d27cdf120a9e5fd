"""A timetable as it is kept: schedules of teams and of people, and what became of each date."""

from datetime import date, datetime, time
from typing import Literal

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage import types
from storage.shifting import OnHoliday

Outcome = Literal["run", "skipped_late", "skipped", "moved"]

ONCE = "FREQ=DAILY;COUNT=1"
"""The rule of a single moment; its wall time is kept in UTC."""


class Schedule(SQLModel, table=True):
    """Of a team, or of one person across their teams. `rrule` counts dates from `starts_on` (recurrence.py).

    `next_at` None: ended, the rule is over, or a season pause without an end. `slot` tells apart what there are
    several of on one day. `grace`: how late is too late, in minutes. `paused_until`: the first date on which it may
    happen again. `on_holiday`: what a day off does to it, by the team's calendar; 'run' takes no notice.
    """

    __tablename__ = "schedule"
    __table_args__ = (
        CheckConstraint("grace_minutes >= 0", name="grace"),
        CheckConstraint("(team_id IS NULL) <> (person_id IS NULL)", name="whose"),
        CheckConstraint("on_holiday IN ('run', 'skip', 'before', 'after')", name="on_holiday"),
        CheckConstraint("team_id IS NOT NULL OR on_holiday = 'run'", name="calendar"),
        Index("ix_schedule_next_at", "next_at", "id", **types.where("next_at IS NOT NULL")),
        Index("ix_schedule_team", "team_id", "kind"),
        Index("uq_schedule_person", "person_id", "kind", "slot", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int | None = Field(default=None, foreign_key="team.id", ondelete="CASCADE")
    person_id: int | None = Field(default=None, foreign_key="person.id", ondelete="CASCADE")
    kind: str
    slot: str = ""
    local_time: time
    zone: str
    rrule: str
    starts_on: date
    next_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    grace_minutes: int
    paused_until: date | None = None
    ended_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    created_by: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", ondelete="CASCADE", index=True)
    on_holiday: OnHoliday = Field(default="run", sa_type=String)


class Occurrence(SQLModel, table=True):
    """One date of a schedule and what became of it.

    'run': acted on. 'skipped_late': let go because it was too late. 'skipped', 'moved': a person said so beforehand;
    `reason` and `by_id` say why and who.
    """

    __tablename__ = "occurrence"
    __table_args__ = (
        CheckConstraint("outcome IN ('run', 'skipped_late', 'skipped', 'moved')", name="outcome"),
        UniqueConstraint("schedule_id", "local_date", "slot"),
    )

    id: int | None = Field(default=None, primary_key=True)
    schedule_id: int = Field(foreign_key="schedule.id", ondelete="CASCADE")
    local_date: date
    slot: str
    due_at: datetime = Field(sa_type=types.UtcDateTime)
    claimed_at: datetime = Field(sa_type=types.UtcDateTime)
    outcome: Outcome = Field(sa_type=String)
    reason: str | None = None
    by_id: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
