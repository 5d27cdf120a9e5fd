"""Giving the pacing workstream to someone, looking who holds what, and taking a giving back."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session

from storage import roles
from storage.assignments import Role, RoleAssignment
from tests.storage.harbor_glen import NOW, District

LATER = NOW + timedelta(days=3)


def own(session: Session, here: District, name: str, role: Role = "workstream_owner") -> RoleAssignment:
    return roles.assign(
        session,
        team=here.team,
        role=role,
        person=here.people[name],
        workstream=here.workstreams["pacing"],
        by=here.maya,
        now=LATER,
    )


def holders(session: Session, here: District) -> Sequence[tuple[str, str, str | None]]:
    return [
        (holder.assignment.role, holder.person.name, holder.workstream.name if holder.workstream else None)
        for holder in roles.holders(session, team=here.team)
    ]
