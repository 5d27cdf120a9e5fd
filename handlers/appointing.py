"""Giving somebody a role, and telling those whom it concerns: who holds it now, and who held it before."""

from collections.abc import Sequence
from typing import Unpack

from sqlmodel import Session, col, select

from handlers import messages, text
from handlers.answer import Message
from handlers.deeds import Deed
from handlers.teams import views
from storage import roles
from storage.assignments import Role, RoleAssignment
from storage.audit import AuditEntry
from storage.members import Membership
from storage.people import Person
from storage.roles import Appointment
from storage.teams import Team
from storage.workstreams import Workstream


def appoint(
    deed: Deed,
    role: Role,
    person: Person,
    workstream: Workstream | None = None,
    why: str | None = None,
    **appointment: Unpack[Appointment],
) -> AuditEntry | None:
    """Give the role and tell both. Return the step to undo, None where they held it already."""
    held = roles.roles_of(deed.session, team=deed.team, person=person)
    if any((one.role, one.workstream_id) == (role, workstream and workstream.id) for one in held):
        return None
    given = roles.assign(
        deed.session,
        team=deed.team,
        role=role,
        person=person,
        by=deed.by,
        now=deed.now,
        workstream=workstream,
        why=why,
        **appointment,
    )
    step = deed.step("role", given)
    deed.tell(step, person, gained(deed.team, role, workstream, by=deed.by, why=why))
    former = _former(deed, step)
    if former:
        deed.tell(step, former, lost(deed.team, role, workstream, to=person, by=deed.by))
    return step


def dismiss(
    deed: Deed, role: Role, person: Person, workstream: Workstream | None = None, *, quietly: bool = False
) -> AuditEntry | None:
    """End the role and tell the person, unless `quietly`. Return the step to undo, None where they do not hold it.

    Raises storage's Refused for the leader, who hands over instead.
    """
    ended = roles.release(
        deed.session,
        team=deed.team,
        role=role,
        person=person,
        by=deed.by,
        now=deed.now,
        workstream=workstream,
    )
    if ended is None:
        return None
    step = deed.step("role", ended)
    if not quietly:
        deed.tell(step, person, over(deed.team, role, workstream, by=deed.by))
    return step


def joined(session: Session, *, steps: Sequence[int | None]) -> Sequence[Person]:
    """Return whom these steps made core members of the team: an outsider who is given a role joins by it."""
    taken = session.exec(select(AuditEntry).where(col(AuditEntry.id).in_(steps))).all()
    brought = [(step.undo_to or {}).get("brought") for step in taken]
    query = select(Person).join(Membership, col(Membership.person_id) == Person.id)
    return session.exec(query.where(col(Membership.id).in_(brought)).order_by(col(Membership.id))).all()


def now_core(people: Sequence[Person]) -> str:
    """Return that they are core members now; nothing for nobody."""
    if not people:
        return ""
    are = "is now a core member" if len(people) == 1 else "are now core members"
    return f"{views.people(people)} {are} of the team."


def gained(team: Team, role: Role, workstream: Workstream | None, *, by: Person, why: str | None) -> Message:
    """Return what somebody is told who holds a role now."""
    reason = f" Reason: “{text.escape(why)}”." if why else ""
    return messages.of(
        f"{views.person(by)} made you {views.role(role, workstream)} in {views.name(team.name)}.{reason}\n"
        f"{views.MEANS[role]}\n`/steward status` shows the team on one screen. If this is not right, tell "
        f"{views.person(by)}: it can be undone."
    )


def lost(team: Team, role: Role, workstream: Workstream | None, *, to: Person, by: Person) -> Message:
    """Return what somebody is told who held the role until now."""
    return messages.of(
        f"{views.person(by)} made {views.person(to)} {views.role(role, workstream)} in {views.name(team.name)}. "
        "You are not any more; what you promised stays yours until it is handed over. Nothing needed."
    )


def over(team: Team, role: Role, workstream: Workstream | None, *, by: Person) -> Message:
    """Return what somebody is told whose role has ended, with nobody in their place."""
    return messages.of(
        f"{views.person(by)} noted that you are not {views.role(role, workstream)} in {views.name(team.name)} any "
        "more. Nothing needed."
    )


def _former(deed: Deed, step: AuditEntry) -> Person | None:
    replaced = deed.session.get(RoleAssignment, (step.undo_to or {}).get("replaced") or 0)
    return deed.session.get(Person, replaced.person_id) if replaced else None
