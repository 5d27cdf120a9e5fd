"""What changes about a team's people, with what they are told. Steps to undo come back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers import ripples, who
from handlers.appointing import appoint, dismiss
from handlers.deeds import Deed
from handlers.deps import Member
from handlers.people import views
from handlers.people.rules import Entry, Held, Joining
from handlers.ripples import Ripple
from storage import action_lists, departures, members, people, roles, teams
from storage.action_lists import OpenItems
from storage.assignments import Role
from storage.audit import AuditEntry
from storage.people import Person
from storage.roles import Appointment

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


def add(deed: Deed, chosen: Sequence[Member | Contact], joining: Joining) -> tuple[list[Person], Steps]:
    """Make people members, or members of that kind. Return them, with the steps that changed anything."""
    added = [_met(deed, somebody) for somebody in chosen]
    return added, _done(deed, [_join(deed, person, joining) for person in added])


def add_sponsor(deed: Deed, chosen: Member | Contact, appointment: Appointment) -> tuple[Person, Steps]:
    """Make somebody a sponsor. One who was it otherwise (for another office, say) is it so from now on."""
    person = _met(deed, chosen)
    steps: list[AuditEntry | None] = []
    for held in roles.roles_of(deed.session, team=deed.team, person=person):
        if held.role == "sponsor":
            if all(getattr(held, name) == value for name, value in appointment.items()):
                return person, []
            steps.append(dismiss(deed, "sponsor", person, quietly=True))
    return person, _done(deed, [*steps, appoint(deed, "sponsor", person, **appointment)])


def name(deed: Deed, role: Role, chosen: Member, why: str | None = None) -> tuple[Person, Steps]:
    """Give somebody a role that one person of the team holds: leader, coordinator."""
    person = _met(deed, chosen)
    return person, _done(deed, [appoint(deed, role, person, why=why)])


def change(deed: Deed, entry: Entry, wanted: Change) -> Steps:
    """Change what is kept of somebody, how they belong, and which roles they keep."""
    person = entry.person
    if wanted.name and wanted.name != person.name:
        people.rename(deed.session, workspace=deed.workspace, person=person, name=wanted.name)
    people.describe(
        deed.session, workspace=deed.workspace, person=person, office=wanted.office, post=wanted.post
    )
    steps = [dismiss(deed, held.assignment.role, person, held.workstream) for held in wanted.ends]
    if wanted.joining:
        steps.append(_join(deed, person, wanted.joining))
    return _done(deed, steps)


def leave(deed: Deed, entry: Entry, why: str | None) -> tuple[OpenItems, Steps]:
    """Take somebody off the team. Return what they owned in it until now, to be handed over.

    Raises storage's Refused for the leader, who hands over first.
    """
    person = entry.person
    items = action_lists.open_items(deed.session, team=deed.team, person=person)
    membership = departures.leave(
        deed.session, team=deed.team, person=person, by=deed.by, now=deed.now, why=why
    )
    ends = [] if membership else entry.held
    steps = [deed.step("membership", membership)] if membership else []
    ended = (dismiss(deed, held.assignment.role, person, held.workstream, quietly=True) for held in ends)
    steps += [step for step in ended if step]
    if steps:
        deed.tell(steps[0], person, views.taken_off(deed.team, by=deed.by, why=why))
    return items, _done(deed, steps)


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


def _done(deed: Deed, steps: Iterable[AuditEntry | None]) -> Steps:
    """The steps that changed anything; where there are any, what shows the team's people follows."""
    ids = [step.id for step in steps if step]
    if ids:
        ripples.drop("people", Ripple(session=deed.session, team=deed.team, now=deed.now, by=deed.by))
    return ids
