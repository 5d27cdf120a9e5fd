"""Direct messages to people whom a change concerns: written with the change, withdrawn with it while unsent."""

from datetime import datetime

from sqlmodel import Session

from handlers import messages
from handlers.answer import Message
from storage import outbox
from storage.audit import AuditEntry
from storage.people import Person
from storage.teams import Team
from storage.workspaces import Workspace

KIND = "notice"


def told(person: Person, by: Person) -> bool:
    """Return whether a change by `by` can and need be told to that person by direct message.

    Nobody is told what they did themselves. A contact without an account and who has left cannot be told.
    """
    return person.id != by.id and person.slack_user_id is not None and person.deactivated_at is None


def put(
    session: Session,
    *,
    workspace: Workspace,
    team: Team,
    entry: AuditEntry,
    person: Person,
    by: Person,
    message: Message,
    now: datetime,
) -> None:
    """Tell the person of that step, once, if they need to be told."""
    if told(person, by):
        key = _key(entry, person)
        outbox.put(
            session,
            workspace=workspace,
            team=team,
            key=key,
            kind=KIND,
            person=person,
            now=now,
            **messages.shown(message),
        )


def withdraw(session: Session, *, workspace: Workspace, entry: AuditEntry, person: Person) -> bool:
    """Take the notice of that step back. False when it went out already, or there was none."""
    return outbox.skip(session, workspace=workspace, key=_key(entry, person), reason="taken back")


def _key(entry: AuditEntry, person: Person) -> str:
    return f"{KIND}:{entry.id}:{person.id}"
