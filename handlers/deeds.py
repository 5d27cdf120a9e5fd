"""One change of a team under way, and what those whom it concerns are told: withdrawn with it while unsent."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from handlers import messages
from handlers.answer import Message
from storage import audit, outbox, types
from storage.audit import AuditEntry
from storage.people import Person
from storage.teams import Team
from storage.types import Numbered
from storage.workspaces import Workspace

KIND = "notice"


@dataclass(frozen=True)
class Deed:
    """In which transaction something is done, in which team, by whom and when."""

    session: Session
    workspace: Workspace
    team: Team
    by: Person
    now: datetime

    def step(self, item_kind: str, item: Numbered) -> AuditEntry:
        """Return the item's last step: the one just made, where something was changed."""
        found = audit.latest(self.session, team=self.team, item_kind=item_kind, item_id=types.id_of(item))
        assert found is not None, f"a {item_kind} without a step"
        return found

    def tell(self, step: AuditEntry, person: Person, message: Message) -> None:
        """Tell somebody of the step by direct message, once.

        Nobody is told what they did themselves. A contact without an account and who has left cannot be told.
        """
        if person.id == self.by.id or person.slack_user_id is None or person.deactivated_at is not None:
            return
        outbox.put(
            self.session,
            workspace=self.workspace,
            team=self.team,
            key=_key(step, person),
            kind=KIND,
            person=person,
            now=self.now,
            **messages.shown(message),
        )

    def withdraw(self, step: AuditEntry, person: Person) -> bool:
        """Take back what somebody was to be told of the step. False when it went out already, or there was nothing."""
        return outbox.skip(
            self.session, workspace=self.workspace, key=_key(step, person), reason="taken back"
        )


def _key(step: AuditEntry, person: Person) -> str:
    return f"{KIND}:{step.id}:{person.id}"
