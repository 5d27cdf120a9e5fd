"""What is read across a team's people, roles and workstreams."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Subquery, union
from sqlmodel import Session, and_, col, or_, select
from sqlmodel.sql.expression import Select

from storage.assignments import ONE_A_TEAM, Role, RoleAssignment
from storage.members import Membership
from storage.people import Person
from storage.teams import Team
from storage.workspaces import Workspace
from storage.workstreams import Workstream


@dataclass(frozen=True)
class Seat:
    """What a person is in a team. `membership` None with roles: a sponsor, say; with none: not theirs."""

    team: Team
    membership: Membership | None
    roles: tuple[RoleAssignment, ...]


@dataclass(frozen=True)
class Gap:
    """A live workstream that lacks an owner or a backup who is still here."""

    workstream: Workstream
    no_owner: bool
    no_backup: bool


@dataclass(frozen=True)
class Lead:
    """Who leads a team and who helps with that, as far as anybody is named."""

    leader: Person | None = None
    coordinator: Person | None = None


def of_person(session: Session, *, workspace: Workspace, person: Person) -> Sequence[Seat]:
    """Their live teams by name, as members or by a role alone, in one statement."""
    theirs = union(
        select(Membership.team_id).where(Membership.person_id == person.id, col(Membership.to_on).is_(None)),
        select(RoleAssignment.team_id).where(
            RoleAssignment.person_id == person.id, col(RoleAssignment.to_on).is_(None)
        ),
    )
    query = _seats(person).where(
        Team.workspace_id == workspace.id, col(Team.closed_at).is_(None), col(Team.id).in_(theirs)
    )
    return _gathered(session.exec(query.order_by(col(Team.name), col(Team.id), col(RoleAssignment.id))))


def seat(session: Session, *, team: Team, person: Person) -> Seat:
    """What the person is in this team, be it nothing, in one statement."""
    query = _seats(person).where(Team.id == team.id).order_by(col(RoleAssignment.id))
    return _gathered(session.exec(query))[0]


def leads(session: Session, *, teams: Sequence[Team]) -> dict[int, Lead]:
    """Who leads each of the teams, by team id, in one statement."""
    query = (
        select(RoleAssignment, Person)
        .join(Person, col(Person.id) == RoleAssignment.person_id)
        .where(
            col(RoleAssignment.team_id).in_([team.id for team in teams]),
            col(RoleAssignment.role).in_(ONE_A_TEAM),
            col(RoleAssignment.to_on).is_(None),
        )
    )
    held = {(assignment.team_id, assignment.role): person for assignment, person in session.exec(query)}
    team_ids = {team_id for team_id, _ in held}
    return {
        team_id: Lead(held.get((team_id, "team_leader")), held.get((team_id, "coordinator")))
        for team_id in team_ids
    }


def gaps(session: Session, *, team: Team) -> Sequence[Gap]:
    """Live workstreams without an owner or a backup, in their order, in one statement.

    Someone deactivated in Slack holds nothing any more; an owner is not their own backup.
    """
    owner, backup = _held(team, "workstream_owner"), _held(team, "backup")
    query = (
        select(Workstream, owner.c.person_id, backup.c.person_id)
        .outerjoin(owner, owner.c.workstream_id == Workstream.id)
        .outerjoin(backup, backup.c.workstream_id == Workstream.id)
        .where(Workstream.team_id == team.id, col(Workstream.retired_at).is_(None))
        .where(
            or_(
                owner.c.person_id.is_(None),
                backup.c.person_id.is_(None),
                owner.c.person_id == backup.c.person_id,
            )
        )
        .order_by(col(Workstream.position))
    )
    return [
        Gap(workstream, no_owner=owned_by is None, no_backup=backed_by is None or backed_by == owned_by)
        for workstream, owned_by, backed_by in session.exec(query)
    ]


def _seats(person: Person) -> Select[Team, Membership, RoleAssignment]:
    """Teams beside what the person is in each: a row for each role, or one."""
    return (
        select(Team, Membership, RoleAssignment)
        .outerjoin(
            Membership,
            and_(
                col(Membership.team_id) == Team.id,
                col(Membership.person_id) == person.id,
                col(Membership.to_on).is_(None),
            ),
        )
        .outerjoin(
            RoleAssignment,
            and_(
                col(RoleAssignment.team_id) == Team.id,
                col(RoleAssignment.person_id) == person.id,
                col(RoleAssignment.to_on).is_(None),
            ),
        )
    )


def _gathered(rows: Iterable[tuple[Team, Membership | None, RoleAssignment | None]]) -> Sequence[Seat]:
    seats: dict[int | None, tuple[Team, Membership | None, list[RoleAssignment]]] = {}
    for team, membership, role in rows:
        _, _, roles = seats.setdefault(team.id, (team, membership, []))
        if role is not None:
            roles.append(role)
    return [Seat(team, membership, tuple(roles)) for team, membership, roles in seats.values()]


def _held(team: Team, role: Role) -> Subquery:
    """Which workstream has whom in that role, among those who are still here."""
    return (
        select(RoleAssignment.workstream_id, RoleAssignment.person_id)
        .join(Person, col(Person.id) == RoleAssignment.person_id)
        .where(
            RoleAssignment.team_id == team.id,
            RoleAssignment.role == role,
            col(RoleAssignment.to_on).is_(None),
            col(Person.deactivated_at).is_(None),
        )
        .subquery()
    )
