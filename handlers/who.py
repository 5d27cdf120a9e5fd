"""People as forms and commands name them: Slack's user ids, made into people that Steward may count on.

Known people come from our own database; only someone never met is looked up in Slack.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session

from handlers import deps
from handlers.ask import Ask
from handlers.deps import Member
from handlers.errors import UserError
from storage import people
from storage.people import Person
from storage.workspaces import Workspace


async def find(ask: Ask, slack_user_ids: Iterable[str], *, field: str | None = None) -> list[Member]:
    """Return who they are, in the order given, each once.

    Raises UserError (at the field) for someone whom Slack does not know, who has left, or who is an app.
    """
    wanted = list(dict.fromkeys(slack_user_ids))
    known = (
        await ask.read(people.by_slack_ids, workspace=ask.workspace, slack_user_ids=wanted) if wanted else {}
    )
    found = []
    for user_id in wanted:
        there = known.get(user_id)
        member = of_person(there) if there else await ask.deps.directory.member(ask.workspace, user_id)
        found.append(_usable(member, field))
    return found


def meet(session: Session, *, workspace: Workspace, members: Sequence[Member], now: datetime) -> list[Person]:
    """Return their rows, in the same order; who is new is kept from now on."""
    user_ids = [member.slack_user_id for member in members]
    known = people.by_slack_ids(session, workspace=workspace, slack_user_ids=user_ids) if user_ids else {}
    return [
        known.get(member.slack_user_id)
        or people.meet(session, workspace=workspace, now=now, **deps.facts(member))
        for member in members
    ]


def refuse_outsiders(members: Iterable[Member], what: str, *, field: str | None = None) -> None:
    """Raise UserError (at the field) for a guest or someone of another organisation: they cannot be `what`."""
    for member in members:
        if member.is_guest or member.is_external:
            kind = "a guest" if member.is_guest else "from another organisation"
            raise UserError(
                f"{member.name} is {kind} here and sees only part of this workspace, so they cannot be {what}. "
                "Please choose a full member.",
                field,
            )


def _usable(member: Member | None, field: str | None) -> Member:
    if member is None:
        raise UserError("Slack does not know this person any more. Please choose somebody else.", field)
    if member.is_bot:
        raise UserError(f"{member.name} is an app and cannot take this on. Please choose a person.", field)
    if member.deactivated:
        raise UserError(
            f"{member.name} has left: their account is deactivated. Please choose somebody else.", field
        )
    return member


def of_person(person: Person) -> Member:
    """Return what is known of them as if Slack had said it."""
    return Member(
        slack_user_id=person.slack_user_id or "",
        name=person.name,
        zone=person.zone or "UTC",
        is_guest=person.is_guest,
        is_external=person.is_external,
        is_admin=person.is_admin,
        deactivated=person.deactivated_at is not None,
    )
