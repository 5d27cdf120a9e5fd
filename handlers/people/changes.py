"""What changes about a team's people, with what they are told, in one transaction each. Steps to undo come back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from handlers import who
from handlers.appointing import appoint
from handlers.deeds import Deed
from handlers.deps import Member
from handlers.people import views
from handlers.people.rules import Entry, Held, Joining
from handlers.teams import views as team_views
from storage import action_lists, departures, members, people, roles, teams
from storage.action_lists import OpenItems
from storage.assignments import Role
from storage.audit import AuditEntry
from storage.people import Person
from storage.roles import Appointment
from storage.teams import Team
from storage.workspaces import Workspace

Steps = list[int | None]


@dataclass(frozen=True)
class Contact:
    """Somebody without an account, as a form names them."""

    name: str
    office: str | None = None
    post: str | None = None


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a form says of one person. `joining` None: no member. `ends`: the roles that end with it."""

    name: str | None
    office: str | None
    post: str | None
    joining: Joining | None
    ends: Sequence[Held]


def add(
    session: Session,
    *,
    workspace: Workspace,
    team: Team,
    by: Person,
    now: datetime,
    chosen: Sequence[Member | Contact],
    joining: Joining,
) -> tuple[list[Person], Steps]:
    """Make people members, or members of that kind. Return them, with the steps that changed anything."""
    deed = Deed(session, workspace, team, by, now)
    added = [_met(deed, somebody) for somebody in chosen]
    return added, _ids(_join(deed, person, joining) for person in added)


def add_sponsor(
    session: Session,
    *,
    workspace: Workspace,
    team: Team,
    by: Person,
    now: datetime,
    chosen: Member | Contact,
    appointment: Appointment,
) -> tuple[Person, Steps]:
    """Make somebody a sponsor. One who was it otherwise (for another office, say) is it so from now on."""
    deed = Deed(session, workspace, team, by, now)
    person = _met(deed, chosen)
    steps = []
    for held in roles.roles_of(session, team=team, person=person):
        if held.role == "sponsor":
            if all(getattr(held, name) == value for name, value in appointment.items()):
                return person, []
            roles.release(session, team=team, role="sponsor", person=person, by=by, now=now)
            steps.append(deed.step("role", held))
    return person, _ids([*steps, appoint(deed, "sponsor", person, **appointment)])


def name(
    session: Session,
    *,
    workspace: Workspace,
    team: Team,
    by: Person,
    now: datetime,
    role: Role,
    chosen: Member,
    why: str | None = None,
) -> tuple[Person, Steps]:
    """Give somebody a role that one person of the team holds: leader, coordinator."""
    deed = Deed(session, workspace, team, by, now)
    person = _met(deed, chosen)
    return person, _ids([appoint(deed, role, person, why=why)])


def change(
    session: Session,
    *,
    workspace: Workspace,
    team: Team,
    by: Person,
    now: datetime,
    entry: Entry,
    wanted: Change,
) -> Steps:
    """Change what is kept of somebody, how they belong, and which roles they keep."""
    deed = Deed(session, workspace, team, by, now)
    person = entry.person
    if wanted.name and wanted.name != person.name:
        people.rename(session, workspace=workspace, person=person, name=wanted.name)
    people.describe(session, workspace=workspace, person=person, office=wanted.office, post=wanted.post)
    steps = [_end(deed, person, held, tell=True) for held in wanted.ends]
    if wanted.joining:
        steps.append(_join(deed, person, wanted.joining))
    return _ids(steps)


def leave(
    session: Session,
    *,
    workspace: Workspace,
    team: Team,
    by: Person,
    now: datetime,
    entry: Entry,
    why: str | None,
) -> tuple[OpenItems, Steps]:
    """Take somebody off the team. Return what they owned in it until now, to be handed over.

    Raises storage's Refused for the leader, who hands over first.
    """
    deed = Deed(session, workspace, team, by, now)
    items = action_lists.open_items(session, team=team, person=entry.person)
    membership = departures.leave(session, team=team, person=entry.person, by=by, now=now, why=why)
    if membership:
        steps: list[AuditEntry | None] = [deed.step("membership", membership)]
    else:
        steps = [_end(deed, entry.person, held, tell=False) for held in entry.held]
    if steps and steps[0]:
        deed.tell(steps[0], entry.person, views.taken_off(team, by=by, why=why))
    return items, _ids(steps)


def _met(deed: Deed, somebody: Member | Contact) -> Person:
    if not isinstance(somebody, Contact):
        [person] = who.meet(deed.session, workspace=deed.workspace, members=[somebody], now=deed.now)
        return person
    person = people.add_contact(deed.session, workspace=deed.workspace, name=somebody.name, now=deed.now)
    if not (somebody.office or somebody.post):
        return person
    office, post = somebody.office or person.office, somebody.post or person.post
    return people.describe(deed.session, workspace=deed.workspace, person=person, office=office, post=post)


def _join(deed: Deed, person: Person, joining: Joining) -> AuditEntry | None:
    before = members.current(deed.session, team=deed.team, person=person)
    if before and Joining(before.kind, before.purpose, before.until_on, before.fte) == joining:
        return None
    membership = members.join(
        deed.session,
        team=deed.team,
        person=person,
        kind=joining.kind,
        purpose=joining.purpose,
        until_on=joining.until_on,
        fte=joining.fte,
        by=deed.by,
        now=deed.now,
    )
    step = deed.step("membership", membership)
    if before is None:
        deed.tell(
            step, person, views.added(deed.team, joining, by=deed.by, today=teams.today(deed.team, deed.now))
        )
    return step


def _end(deed: Deed, person: Person, held: Held, *, tell: bool) -> AuditEntry | None:
    ended = roles.release(
        deed.session,
        team=deed.team,
        role=held.assignment.role,
        person=person,
        by=deed.by,
        now=deed.now,
        workstream=held.workstream,
    )
    if ended is None:
        return None
    step = deed.step("role", ended)
    if tell:
        said = team_views.role(held.assignment.role, held.workstream)
        deed.tell(step, person, views.role_ended(deed.team, said, by=deed.by))
    return step


def _ids(steps: Iterable[AuditEntry | None]) -> Steps:
    return [step.id for step in steps if step]
