"""Who is away from when until when, and who looks after their things meanwhile. Of a person, in all their teams."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, Session, SQLModel

from storage import types
from storage.people import Person
from storage.teams import Team
from storage.workspaces import Workspace


class Absence(SQLModel, table=True):
    """Both days included; `until_on` None: until they say. `ended_at`: when it was cut short, taken back or replaced."""

    __tablename__ = "absence"
    __table_args__ = (
        Index("ix_absence_person", "person_id", "from_on"),
        Index("ix_absence_cover", "cover_id", "from_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id", ondelete="CASCADE", index=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    from_on: date
    until_on: date | None = None
    cover_id: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    reason: str | None = None
    set_by: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    created_at: datetime = Field(sa_type=types.UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)


def set_away(
    session: Session,
    *,
    workspace: Workspace,
    person: Person,
    from_on: date,
    until_on: date | None,
    by: Person,
    now: datetime,
    cover: Person | None = None,
    reason: str | None = None,
) -> Absence:
    """They are away so; what they had said of those days and later is replaced.

    Raises Refused: `ends_before_it_begins`, `cover_is_self`, `cover_left` (their account is closed), `cover_away`
    with `from_on` and `until_on` of the cover's own absence; NotFound for people from elsewhere.
    """
    raise NotImplementedError


def back(
    session: Session, *, workspace: Workspace, person: Person, by: Person, now: datetime
) -> Absence | None:
    """Here again from today in their zone, or not going at all; None: they were not away and had not planned to be."""
    raise NotImplementedError


def current(
    session: Session, *, workspace: Workspace, people: Iterable[Person], on: date
) -> dict[int, Absence]:
    """Who of them is away that day, by person id, in one statement. A closed account is no absence."""
    raise NotImplementedError


def coming(
    session: Session, *, team: Team, from_on: date, until_on: date
) -> Sequence[tuple[Absence, Person, Person | None]]:
    """Absences of the team's members that touch those days, with the person and the cover, the earliest first."""
    raise NotImplementedError


def covered_by(
    session: Session, *, workspace: Workspace, person: Person, on: date
) -> Sequence[tuple[Absence, Person]]:
    """Whose things they look after that day."""
    raise NotImplementedError
