"""Giving somebody a role, and telling those whom it concerns: who holds it now, and who held it before."""

from datetime import datetime
from functools import partial
from typing import Unpack

from sqlmodel import Session

from handlers import messages, notices, text
from handlers.answer import Message
from handlers.teams import views
from storage import audit, roles
from storage.assignments import Role, RoleAssignment
from storage.audit import AuditEntry
from storage.people import Person
from storage.roles import Appointment
from storage.teams import Team
from storage.workspaces import Workspace
from storage.workstreams import Workstream


def appoint(
    session: Session,
    *,
    workspace: Workspace,
    team: Team,
    role: Role,
    person: Person,
    by: Person,
    now: datetime,
    workstream: Workstream | None = None,
    why: str | None = None,
    **appointment: Unpack[Appointment],
) -> AuditEntry | None:
    """Give the role and tell both. Return the step to undo, None where they held it already."""
    held = roles.roles_of(session, team=team, person=person)
    if any((one.role, one.workstream_id) == (role, workstream and workstream.id) for one in held):
        return None
    given = roles.assign(
        session,
        team=team,
        role=role,
        person=person,
        by=by,
        now=now,
        workstream=workstream,
        why=why,
        **appointment,
    )
    step = audit.latest(session, team=team, item_kind="role", item_id=given.id or 0)
    assert step is not None
    tell = partial(notices.put, session, workspace=workspace, team=team, entry=step, by=by, now=now)
    tell(person=person, message=gained(team, role, workstream, by=by, why=why))
    former = _former(session, step)
    if former:
        tell(person=former, message=lost(team, role, workstream, to=person, by=by))
    return step


def gained(team: Team, role: Role, workstream: Workstream | None, *, by: Person, why: str | None) -> Message:
    """Return what somebody is told who holds a role now."""
    reason = f" Reason: “{text.escape(why)}”." if why else ""
    look = "`/steward status` shows the team on one screen."
    return messages.of(
        f"{views.person(by)} made you {views.role(role, workstream)} in {views.name(team.name)}.{reason}\n"
        f"{views.MEANS[role]}\n{look} If this is not right, tell {views.person(by)}: it can be undone."
    )


def lost(team: Team, role: Role, workstream: Workstream | None, *, to: Person, by: Person) -> Message:
    """Return what somebody is told who held the role until now."""
    return messages.of(
        f"{views.person(by)} made {views.person(to)} {views.role(role, workstream)} in {views.name(team.name)}. "
        "You are not any more; what you promised stays yours until it is handed over. Nothing needed."
    )


def _former(session: Session, step: AuditEntry) -> Person | None:
    replaced = session.get(RoleAssignment, (step.undo_to or {}).get("replaced") or 0)
    return session.get(Person, replaced.person_id) if replaced else None
