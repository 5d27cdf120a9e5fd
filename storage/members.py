"""Who belongs to a team, as core or invited, with from and to."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from sqlalchemy import CheckConstraint, Index, String, text
from sqlmodel import Field, Session, SQLModel

from storage.people import Person
from storage.teams import Team

Kind = Literal["core", "invited"]


class Membership(SQLModel, table=True):
    """`until_on`: the end that was agreed; `to_on`: the day it ended. `fte`: dedicated time, 0 to 1."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("kind IN ('core', 'invited')", name="kind"),
        Index(
            "uq_membership_current",
            "team_id",
            "person_id",
            unique=True,
            sqlite_where=text("to_on IS NULL"),
            postgresql_where=text("to_on IS NULL"),
        ),
        Index("ix_membership_person", "person_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    kind: Kind = Field(sa_type=String)
    purpose: str | None = None
    until_on: date | None = None
    fte: float | None = None
    from_on: date
    to_on: date | None = None


def join(
    session: Session,
    *,
    team: Team,
    person: Person,
    kind: Kind,
    by: Person,
    now: datetime,
    purpose: str | None = None,
    until_on: date | None = None,
    fte: float | None = None,
) -> Membership:
    """Makes them a member, or changes what they are; the same again changes nothing."""
    ...


def leave(
    session: Session, *, team: Team, person: Person, by: Person, now: datetime, why: str | None = None
) -> Membership:
    """Ends the membership and every role in the team. The leader hands over first: raises Refused."""
    ...


def current(session: Session, *, team: Team, person: Person) -> Membership | None: ...


def roster(session: Session, *, team: Team) -> Sequence[tuple[Membership, Person]]:
    """Current members, core first, by name."""
    ...
