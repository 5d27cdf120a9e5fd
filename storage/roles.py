"""Who holds which role, and who held it: one row a holder, closed when the role changes hands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import CheckConstraint, Index, String, text
from sqlmodel import Field, Session, SQLModel

from storage.people import Person
from storage.teams import Team
from storage.workstreams import Workstream

Role = Literal["team_leader", "coordinator", "sponsor", "specialist", "workstream_owner", "backup"]


class RoleAssignment(SQLModel, table=True):
    """`to_on` None: holds it now. `office`: the office a sponsor speaks for."""

    __tablename__ = "role_assignment"
    __table_args__ = (
        CheckConstraint(
            "role IN ('team_leader', 'coordinator', 'sponsor', 'specialist', 'workstream_owner', 'backup')",
            name="role",
        ),
        CheckConstraint(
            "(role IN ('workstream_owner', 'backup')) = (workstream_id IS NOT NULL)", name="workstream"
        ),
        Index(
            "uq_role_assignment_team",
            "team_id",
            "role",
            unique=True,
            sqlite_where=text("to_on IS NULL AND role IN ('team_leader', 'coordinator')"),
            postgresql_where=text("to_on IS NULL AND role IN ('team_leader', 'coordinator')"),
        ),
        Index(
            "uq_role_assignment_workstream",
            "workstream_id",
            "role",
            unique=True,
            sqlite_where=text("to_on IS NULL AND workstream_id IS NOT NULL"),
            postgresql_where=text("to_on IS NULL AND workstream_id IS NOT NULL"),
        ),
        Index(
            "uq_role_assignment_person",
            "team_id",
            "role",
            "person_id",
            unique=True,
            sqlite_where=text("to_on IS NULL AND workstream_id IS NULL"),
            postgresql_where=text("to_on IS NULL AND workstream_id IS NULL"),
        ),
        Index("ix_role_assignment_person", "person_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    role: Role = Field(sa_type=String)
    workstream_id: int | None = Field(default=None, foreign_key="workstream.id")
    office: str | None = None
    appointed_by: str | None = None
    appointed_on: date | None = None
    from_on: date
    to_on: date | None = None
    note: str | None = None


@dataclass(frozen=True)
class Holder:
    assignment: RoleAssignment
    person: Person
    workstream: Workstream | None


def assign(
    session: Session,
    *,
    team: Team,
    role: Role,
    person: Person,
    by: Person,
    now: datetime,
    workstream: Workstream | None = None,
    why: str | None = None,
    office: str | None = None,
    appointed_by: str | None = None,
    appointed_on: date | None = None,
    note: str | None = None,
) -> RoleAssignment:
    """Gives the role to the person and closes the predecessor's row; who holds it already keeps their row.

    A leader, coordinator or workstream owner becomes a core member unless already a member.
    """
    ...


def release(
    session: Session,
    *,
    team: Team,
    role: Role,
    person: Person,
    by: Person,
    now: datetime,
    workstream: Workstream | None = None,
    why: str | None = None,
) -> RoleAssignment | None:
    """Ends it; None when they do not hold it. A team has a leader always: releasing one raises Refused."""
    ...


def holders(session: Session, *, team: Team) -> Sequence[Holder]:
    """Current roles, team roles first, then workstreams in their order."""
    ...


def roles_of(session: Session, *, team: Team, person: Person) -> Sequence[RoleAssignment]: ...


def history(session: Session, *, team: Team) -> Sequence[Holder]:
    """Every holder there was, the latest first."""
    ...
