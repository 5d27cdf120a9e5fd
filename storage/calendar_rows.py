"""A team's calendar as it is kept: one row of choices, and its breaks."""

from datetime import date, datetime, time
from typing import Literal, TypedDict

from sqlalchemy import CheckConstraint, Index, String
from sqlmodel import Field, SQLModel

from storage import types

OnHoliday = Literal["skip", "before", "after"]
Source = Literal["pasted", "ical", "season"]


class TeamCalendar(SQLModel, table=True):
    """One a team, or none yet: then the defaults hold.

    `country` and `subdivision` are codes of the `holidays` library; `on_holiday` is what a holiday does to the weekly
    meeting; `weekdays` are digits, 0 for Monday. Quiet hours are wall time in the team's zone and may span midnight.
    """

    __tablename__ = "team_calendar"
    __table_args__ = (CheckConstraint("on_holiday IN ('skip', 'before', 'after')", name="on_holiday"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id", ondelete="CASCADE", unique=True)
    country: str | None = None
    subdivision: str | None = None
    on_holiday: OnHoliday = Field(default="skip", sa_type=String)
    weekdays: str = "01234"
    quiet_from: time = time(17, 30)
    quiet_until: time = time(7, 30)
    version: int = 1


class CalendarBreak(SQLModel, table=True):
    """Days off in a row, both ends included. `last_on` None: a season pause whose end is not known."""

    __tablename__ = "calendar_break"
    __table_args__ = (
        CheckConstraint("source IN ('pasted', 'ical', 'season')", name="source"),
        CheckConstraint("last_on IS NOT NULL OR source = 'season'", name="open_end"),
        Index("ix_calendar_break_team", "team_id", "first_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id", ondelete="CASCADE")
    name: str
    first_on: date
    last_on: date | None = None
    source: Source = Field(sa_type=String)
    added_by: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    added_at: datetime = Field(sa_type=types.UtcDateTime)
    removed_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)


class CalendarFacts(TypedDict, total=False):
    """Those of a calendar that change."""

    country: str | None
    subdivision: str | None
    on_holiday: OnHoliday
    weekdays: str
    quiet_from: time
    quiet_until: time
