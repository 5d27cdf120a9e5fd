"""Where a message goes: which workspace, which person, and where they were last written to."""

from dataclasses import dataclass

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from storage.outbox import OutboxMessage
from storage.people import Person
from storage.workspaces import Workspace


@dataclass(frozen=True)
class Address:
    """Whose workspace, and whom: `dm` is where the person was last written to."""

    workspace: Workspace
    person: Person | None
    dm: str | None


# One statement, built once: every message asks it.
_DM = (
    select(OutboxMessage.posted_channel_id)
    .where(col(OutboxMessage.person_id) == col(Person.id), col(OutboxMessage.posted_channel_id).is_not(None))
    .order_by(col(OutboxMessage.id).desc())
    .limit(1)
    .scalar_subquery()
)
_ADDRESS = (
    select_columns(Workspace, Person, _DM)
    .outerjoin(Person, col(Person.id) == bindparam("whom"))
    .where(col(Workspace.id) == bindparam("home"))
)


def of(session: Session, *, message: OutboxMessage) -> Address:
    """Return the address of a message; the person is None where it goes to a channel."""
    whose = {"home": message.workspace_id, "whom": message.person_id}
    return Address(*session.execute(_ADDRESS, whose).one())
