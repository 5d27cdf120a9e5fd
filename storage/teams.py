"""A team: a Slack channel that carries a change, its week and its settings."""

from datetime import date, datetime, time
from typing import Literal, TypedDict, Unpack
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, Index, String, text
from sqlmodel import Field, Session, SQLModel

from storage import types
from storage.people import Person
from storage.workspaces import Workspace

Level = Literal["state", "regional", "district", "school", "other"]
Kind = Literal["action"]


class Settings(TypedDict, total=False):
    name: str
    level: Level
    innovation: str
    zone: str
    weekly_weekday: int
    weekly_at: time
    weekly_minutes: int
    first_stepback_on: date | None


class Team(SQLModel, table=True):
    """`weekly_weekday` is 0 for Monday; `weekly_at` is wall time in `zone` (IANA)."""

    __tablename__ = "team"
    __table_args__ = (
        CheckConstraint("level IN ('state', 'regional', 'district', 'school', 'other')", name="level"),
        CheckConstraint("weekly_weekday BETWEEN 0 AND 6", name="weekday"),
        Index(
            "uq_team_channel",
            "workspace_id",
            "channel_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        # Buttons carry team ids; an id must never come back after a purge.
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id", index=True)
    channel_id: str
    name: str
    level: Level = Field(sa_type=String)
    innovation: str
    zone: str
    weekly_weekday: int
    weekly_at: time
    weekly_minutes: int
    first_stepback_on: date | None = None
    last_number_action: int = 0
    version: int = 1
    created_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(sa_type=types.UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    close_reason: str | None = None


def today(team: Team, now: datetime) -> date:
    """The date on the team's wall calendar."""
    return now.astimezone(ZoneInfo(team.zone)).date()


def in_channel(session: Session, *, workspace: Workspace, channel_id: str) -> Team | None:
    """The live team of the channel."""
    ...


def by_id(session: Session, *, workspace: Workspace, team_id: int) -> Team | None:
    """Inside the workspace only, closed ones too."""
    ...


def change(
    session: Session, *, team: Team, by: Person, now: datetime, **settings: Unpack[Settings]
) -> Team: ...


def close(session: Session, *, team: Team, by: Person, now: datetime, reason: str) -> Team: ...


def reopen(session: Session, *, team: Team, by: Person, now: datetime) -> Team:
    """Raises Refused when another live team has the channel now."""
    ...


def next_number(session: Session, *, team: Team, kind: Kind) -> int:
    """The team's next number: no gap after a rollback, no number twice under concurrent writers."""
    ...
