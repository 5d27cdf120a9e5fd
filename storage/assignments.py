"""One row for each time that someone held a role, closed when the role changes hands."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal, Self

from sqlalchemy import CheckConstraint, Index, String
from sqlmodel import Field, Session, SQLModel, col, select

from storage import steps, types
from storage.audit import TeamRow
from storage.steps import Act

Role = Literal["team_leader", "coordinator", "sponsor", "specialist", "workstream_owner", "backup"]

ONE_A_TEAM = ("team_leader", "coordinator")
ONE_A_WORKSTREAM = ("workstream_owner", "backup")


class RoleAssignment(SQLModel, table=True):
    """`to_on` None: holds it now. `office`: the office a sponsor speaks for. `mistaken`: given and taken back."""

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
            **types.where("to_on IS NULL AND role IN ('team_leader', 'coordinator')"),
        ),
        Index(
            "uq_role_assignment_workstream",
            "workstream_id",
            "role",
            unique=True,
            **types.where("to_on IS NULL AND workstream_id IS NOT NULL"),
        ),
        Index(
            "uq_role_assignment_person",
            "team_id",
            "role",
            "person_id",
            unique=True,
            **types.where("to_on IS NULL AND workstream_id IS NULL"),
        ),
        Index("ix_role_assignment_person", "person_id", "team_id"),
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
    mistaken: bool = False


@dataclass(frozen=True)
class Slot:
    """A place that one person at a time can hold. A sponsor's and a specialist's is their own."""

    team_id: int
    role: Role
    workstream_id: int | None
    person_id: int

    def __post_init__(self) -> None:
        if (self.role in ONE_A_WORKSTREAM) != (self.workstream_id is not None):
            raise ValueError(f"{self.role}: an owner and a backup have a workstream, nobody else has")

    @classmethod
    def of(cls, assignment: RoleAssignment) -> Self:
        return cls(assignment.team_id, assignment.role, assignment.workstream_id, assignment.person_id)

    def columns(self) -> dict[str, Any]:
        return asdict(self)

    def holder(self, session: Session) -> RoleAssignment | None:
        """Who holds it now, ours to change."""
        query = select(RoleAssignment).where(
            RoleAssignment.team_id == self.team_id,
            RoleAssignment.role == self.role,
            RoleAssignment.workstream_id == self.workstream_id,
            col(RoleAssignment.to_on).is_(None),
        )
        if self.role not in ONE_A_TEAM + ONE_A_WORKSTREAM:
            query = query.where(RoleAssignment.person_id == self.person_id)
        return steps.locked(session, query)


def held_by(session: Session, *, team: TeamRow, person_id: int) -> Sequence[RoleAssignment]:
    """What the person holds in the team now, in the order it was given."""
    query = select(RoleAssignment).where(
        RoleAssignment.team_id == team.id,
        RoleAssignment.person_id == person_id,
        col(RoleAssignment.to_on).is_(None),
    )
    return session.exec(query.order_by(col(RoleAssignment.id))).all()


def close(session: Session, act: Act, assignment: RoleAssignment, on: date) -> None:
    """Ends it. Flushed, so that a successor finds the place free."""
    steps.take(session, act, item_kind="role", row=assignment, verb="release", values={"to_on": on})
    session.flush()


def resume(session: Session, act: Act, assignment_id: int) -> None:
    """They hold it again, unless somebody holds it by now."""
    assignment = session.get_one(RoleAssignment, assignment_id)
    if Slot.of(assignment).holder(session) is None:
        steps.take(session, act, item_kind="role", row=assignment, verb="resume", values={"to_on": None})
        session.flush()
