"""The strands of a team's work: names, states and the weekly words about them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import CheckConstraint, Index, String, text
from sqlmodel import Field, Session, SQLModel

from storage import types
from storage.people import Person
from storage.teams import Team

State = Literal["on_track", "at_risk", "off_track"]


class Workstream(SQLModel, table=True):
    """`state` None: nobody has said yet. `state_line` and `state_at` are the latest update's."""

    __tablename__ = "workstream"
    __table_args__ = (
        CheckConstraint("state IN ('on_track', 'at_risk', 'off_track')", name="state"),
        Index(
            "uq_workstream_live_name",
            "team_id",
            "name_key",
            unique=True,
            sqlite_where=text("retired_at IS NULL"),
            postgresql_where=text("retired_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id", index=True)
    name: str
    name_key: str
    position: int
    state: State | None = Field(default=None, sa_type=String)
    state_line: str | None = None
    state_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    created_at: datetime = Field(sa_type=types.UtcDateTime)
    retired_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    retire_reason: str | None = None
    version: int = 1


class WorkstreamUpdate(SQLModel, table=True):
    """`help`: what the owner asked for."""

    __tablename__ = "workstream_update"
    __table_args__ = (
        CheckConstraint("state IN ('on_track', 'at_risk', 'off_track')", name="state"),
        Index("ix_workstream_update_latest", "workstream_id", "at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workstream_id: int = Field(foreign_key="workstream.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    state: State = Field(sa_type=String)
    line: str
    next_step: str | None = None
    help: str | None = None
    at: datetime = Field(sa_type=types.UtcDateTime)


def add(session: Session, *, team: Team, name: str, by: Person, now: datetime) -> Workstream:
    """Raises Refused when a live workstream of the team has the name."""
    ...


def rename(
    session: Session, *, team: Team, workstream: Workstream, name: str, by: Person, now: datetime
) -> Workstream: ...


def retire(
    session: Session, *, team: Team, workstream: Workstream, reason: str, by: Person, now: datetime
) -> Workstream: ...


def restore(session: Session, *, team: Team, workstream: Workstream, by: Person, now: datetime) -> Workstream:
    """Raises Refused when a live workstream has taken the name."""
    ...


def give_update(
    session: Session,
    *,
    team: Team,
    workstream: Workstream,
    state: State,
    line: str,
    by: Person,
    now: datetime,
    next_step: str | None = None,
    help: str | None = None,  # noqa: A002 - the field's word, as the form asks it
) -> WorkstreamUpdate: ...


def get(session: Session, *, team: Team, workstream_id: int) -> Workstream:
    """Inside the team only, retired ones too. Raises NotFound."""
    ...


def find(session: Session, *, team: Team, name: str) -> Workstream | None:
    """The live workstream of that name, whatever its case and spacing."""
    ...


def live(session: Session, *, team: Team) -> Sequence[Workstream]:
    """In their order."""
    ...
