"""One change of a team under way: where it happens, who does it, and what those whom it concerns are told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from sqlmodel import Session

from handlers import notices
from handlers.answer import Message
from handlers.ask import Ask
from storage import audit, types
from storage.audit import AuditEntry
from storage.people import Person
from storage.teams import Team
from storage.types import Numbered
from storage.workspaces import Workspace

P = ParamSpec("P")
T = TypeVar("T")


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
        """Tell somebody of the step by direct message, if they need to be told."""
        notices.put(
            self.session,
            workspace=self.workspace,
            team=self.team,
            entry=step,
            person=person,
            by=self.by,
            message=message,
            now=self.now,
        )

    def withdraw(self, step: AuditEntry, person: Person) -> bool:
        """Take back what somebody was to be told. False when it went out already, or there was nothing."""
        return notices.withdraw(self.session, workspace=self.workspace, entry=step, person=person)


async def do(ask: Ask, change: Callable[Concatenate[Deed, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Make one change of the team that is asked about, in one transaction, and return what it returns."""
    team = ask.the_team

    def made(session: Session, *, now: datetime) -> T:
        return change(Deed(session, ask.workspace, team, ask.actor, now), *args, **kwargs)

    return await ask.write(made, now=ask.now)
