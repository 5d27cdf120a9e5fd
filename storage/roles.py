"""Who holds which role, and who held it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict, Unpack

from sqlalchemy import case
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from storage import assignments, audit, errors, facts, members, preferences, steps, teams, types
from storage.assignments import Role, RoleAssignment, Slot
from storage.members import Membership
from storage.people import Person
from storage.steps import Act
from storage.teams import Team
from storage.types import Facts, Numbered
from storage.workstreams import Workstream

CORE = ("team_leader", "coordinator", "workstream_owner")


class Appointment(TypedDict, total=False):
    """How a sponsor came to be one: the office they speak for, who appointed them and when."""

    office: str | None
    appointed_by: str | None
    appointed_on: date | None
    note: str | None


@dataclass(frozen=True)
class Holder:
    """One row of a role, with the names that belong to it."""

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
    **appointment: Unpack[Appointment],
) -> RoleAssignment:
    """Gives the role to the person.

    1. Who holds it already keeps their row, and nothing is written.
    2. The predecessor's row is closed; a team has many sponsors and specialists, and one of each other role.
    3. A leader, coordinator or workstream owner becomes a core member unless already a member; a backup, who may be
       none, is reached in the morning all the same.
    4. Undone as one: the predecessor holds it again, and who became a member by it is none.

    Raises Refused on a closed team, NotFound for a person or workstream from elsewhere.
    """
    fresh = teams.locked(session, team)
    slot = _slot(fresh, role, person, workstream, by)
    held = slot.holder(session)
    if held and held.person_id == person.id:
        return held
    given = RoleAssignment(**slot.columns(), from_on=teams.today(fresh, now), **appointment)
    if held:
        assignments.close(session, Act(fresh, by, now, why, part=True), held, given.from_on)
    brought = None
    if role in CORE and members.current(session, team=fresh, person=person) is None:
        brought = members.join(session, team=fresh, person=person, kind="core", by=by, now=now)
    if role == "backup":
        preferences.keep_mornings(session, person=person, zone=fresh.zone, now=now)
    _begin(session, Act(fresh, by, now, why), given, held, brought)
    return given


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
    fresh = teams.locked(session, team)
    held = _slot(fresh, role, person, workstream, by).holder(session)
    if held is None or held.person_id != person.id:
        return None
    if role == "team_leader":
        raise errors.Refused("team_needs_a_leader", team=team.name)
    values = {"to_on": teams.today(fresh, now)}
    steps.take(session, Act(fresh, by, now, why), item_kind="role", row=held, verb="release", values=values)
    return held


def holders(session: Session, *, team: Team) -> Sequence[Holder]:
    """Current roles: the leader, the coordinator and the other team roles, then workstreams in their order."""
    query = _with_names(team).where(col(RoleAssignment.to_on).is_(None))
    in_order = (col(Workstream.position).nulls_first(), _RANK, Person.name_key, col(RoleAssignment.id))
    return _holders(session.exec(query.order_by(*in_order)))


def roles_of(session: Session, *, team: Team, person: Person) -> Sequence[RoleAssignment]:
    """What the person holds in the team now."""
    return assignments.held_by(session, team=team, person_id=types.id_of(person))


def history(session: Session, *, team: Team) -> Sequence[Holder]:
    """Everyone who held a role in the team, the latest first; what was given by mistake is left out."""
    query = _with_names(team).where(col(RoleAssignment.mistaken).is_(False))
    return _holders(session.exec(query.order_by(col(RoleAssignment.id).desc())))


def restore(session: Session, *, row: RoleAssignment, undo_to: Facts, by: Numbered, now: datetime) -> Facts:
    """A role's undo. To take back or give again an assignment takes its predecessor and membership along."""
    if "mistaken" not in undo_to:
        return audit.put_back(session, row=row, undo_to=undo_to, by=by, now=now)
    act = Act(session.get_one(Team, row.team_id), by, now, part=True)
    along = {name: undo_to[name] for name in ("replaced", "brought")}
    redo = audit.snapshot(row, facts.of_columns(row, undo_to)) | along
    if undo_to["mistaken"]:
        _take_back(session, act, row, undo_to)
    else:
        _give_again(session, act, row, undo_to)
    return redo


def _slot(team: Team, role: Role, person: Person, workstream: Workstream | None, by: Person) -> Slot:
    teams.check(team, person, by)
    if workstream is not None and workstream.team_id != team.id:
        raise errors.NotFound("workstream", workstream.name)
    return Slot(types.id_of(team), role, workstream.id if workstream else None, types.id_of(person))


def _begin(
    session: Session,
    act: Act,
    given: RoleAssignment,
    replaced: RoleAssignment | None,
    brought: Membership | None,
) -> None:
    along = {"replaced": replaced and replaced.id, "brought": brought and brought.id}
    steps.begin(
        session,
        act,
        item_kind="role",
        row=given,
        columns=_COLUMNS,
        verb="assign",
        before={"person_id": replaced.person_id} if replaced else {},
        undo_to={"to_on": given.from_on.isoformat(), "mistaken": True, **along},
    )


def _take_back(session: Session, act: Act, row: RoleAssignment, undo_to: Facts) -> None:
    replaced, brought = undo_to["replaced"], undo_to["brought"]
    if row.role == "team_leader" and replaced is None:
        raise errors.Refused("team_needs_a_leader", team_id=row.team_id)
    facts.put_back(row, facts.of_columns(row, undo_to))
    session.flush()
    if replaced is not None:
        assignments.resume(session, act, replaced)
    if brought is not None and not assignments.held_by(session, team=act.team, person_id=row.person_id):
        members.close(session, act, brought)


def _give_again(session: Session, act: Act, row: RoleAssignment, undo_to: Facts) -> None:
    """When a third person holds it by now the database says no: Refused, `place_taken`."""
    replaced, brought = undo_to["replaced"], undo_to["brought"]
    held = Slot.of(row).holder(session)
    if held and held.id == replaced:
        assignments.close(session, act, held, row.from_on)
    facts.put_back(row, facts.of_columns(row, undo_to))
    session.flush()
    if brought is not None:
        members.resume(session, act, brought)


# The leader and the coordinator first; the rest by name; then owner before backup within a workstream.
_RANK = case({"team_leader": 0, "coordinator": 1, "backup": 3}, value=col(RoleAssignment.role), else_=2)
_COLUMNS = tuple(name for name in RoleAssignment.model_fields if name not in ("id", "team_id"))


def _with_names(team: Team) -> Select[RoleAssignment, Person, Workstream]:
    return (
        select(RoleAssignment, Person, Workstream)
        .join(Person, col(Person.id) == RoleAssignment.person_id)
        .outerjoin(Workstream, col(Workstream.id) == RoleAssignment.workstream_id)
        .where(RoleAssignment.team_id == team.id)
    )


def _holders(rows: Iterable[tuple[RoleAssignment, Person, Workstream | None]]) -> Sequence[Holder]:
    return [Holder(assignment, person, workstream) for assignment, person, workstream in rows]


audit.register("role", RoleAssignment, restore)
