"""What is read across a team's workstreams: who holds them, what is open, what was last said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Subquery, func
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, case, col, or_, select

from storage.action_rows import LIVE, Action, past_due
from storage.assignments import Role, RoleAssignment
from storage.people import Person
from storage.teams import Team
from storage.workstreams import Workstream, WorkstreamUpdate

# Made once: making aliases anew costs more than asking with them.
_OWNER, _BACKUP = aliased(Person), aliased(Person)
_OWNING, _BACKING = aliased(RoleAssignment), aliased(RoleAssignment)


@dataclass(frozen=True)
class Overview:
    """One workstream on one line. `overdue_count` is part of `open_count`."""

    workstream: Workstream
    owner: Person | None
    backup: Person | None
    open_count: int
    overdue_count: int
    last_update: WorkstreamUpdate | None

    @property
    def lacks_owner(self) -> bool:
        """Nobody who is still here owns it."""
        return self.owner is None or self.owner.deactivated_at is not None

    @property
    def lacks_backup(self) -> bool:
        """Nobody who is still here backs it up; an owner is not their own backup."""
        backup, owner = self.backup, self.owner
        gone = backup is None or backup.deactivated_at is not None
        return gone or (owner is not None and backup is not None and owner.id == backup.id)


def overview(session: Session, *, team: Team, today: date) -> Sequence[Overview]:
    """The live workstreams in their order, in one statement. Overdue: due before `today`."""
    return across(session, teams=(team,), today=today)


def across(
    session: Session,
    *,
    teams: Sequence[Team],
    today: date | Mapping[int, date],
    held_by: Person | None = None,
) -> Sequence[Overview]:
    """The same of several teams, in one statement; `held_by`: only what that person owns or backs up.

    Overdue: due before `today`, or before the day that stands there for the team.
    """
    owner, backup, owning, backing = _OWNER, _BACKUP, _OWNING, _BACKING
    ids = [team.id for team in teams]
    counts = _counts(ids, today)
    query = (
        select_columns(
            Workstream, owner, backup, counts.c.open_count, counts.c.overdue_count, WorkstreamUpdate
        )
        .outerjoin(owning, _holds(owning, "workstream_owner"))
        .outerjoin(owner, col(owner.id) == owning.person_id)
        .outerjoin(backing, _holds(backing, "backup"))
        .outerjoin(backup, col(backup.id) == backing.person_id)
        .outerjoin(counts, counts.c.workstream_id == Workstream.id)
        .outerjoin(WorkstreamUpdate, col(WorkstreamUpdate.id) == Workstream.update_id)
        .where(col(Workstream.team_id).in_(ids), col(Workstream.retired_at).is_(None))
        .order_by(col(Workstream.team_id), col(Workstream.position))
    )
    if held_by is not None:
        query = query.where(or_(owning.person_id == held_by.id, backing.person_id == held_by.id))
    return [
        Overview(workstream, owned_by, backed_by, is_open or 0, overdue or 0, update)
        for workstream, owned_by, backed_by, is_open, overdue, update in session.execute(query)
    ]


def _holds(assignment: type[RoleAssignment], role: Role) -> ColumnElement[bool]:
    return and_(
        col(assignment.workstream_id) == Workstream.id,
        col(assignment.role) == role,
        col(assignment.to_on).is_(None),
    )


def _counts(team_ids: Sequence[int | None], today: date | Mapping[int, date]) -> Subquery:
    overdue = func.sum(case((past_due(today), 1), else_=0))
    return (
        select(Action.workstream_id, func.count().label("open_count"), overdue.label("overdue_count"))
        .where(col(Action.team_id).in_(team_ids), col(Action.state).in_(LIVE))
        .group_by(col(Action.workstream_id))
        .subquery()
    )
