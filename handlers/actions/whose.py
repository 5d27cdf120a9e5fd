"""Whose an action is, when it is asked who may do something with it, and for whom it waits. Pure."""

import re
from typing import TypedDict

from storage.action_rows import Action
from storage.people import Person


class Whose(TypedDict):
    """What `handlers.permissions` is told of an action."""

    owner_id: int
    workstream_id: int | None


def of(action: Action, owner: Person) -> Whose:
    """Whoever added it stands in for an owner who cannot answer here: a contact without an account, or one who left."""
    answers = owner.slack_user_id is not None and owner.deactivated_at is None
    return Whose(
        owner_id=action.owner_id if answers else action.created_by, workstream_id=action.workstream_id
    )


def waits_for(action: Action, person: Person) -> bool:
    """Whether it is blocked and its words name that person: as Slack mentions them, or by their whole name."""
    said = action.waiting_for or ""
    if action.state != "blocked" or not said:
        return False
    named = r"\s+".join(map(re.escape, person.name.split()))
    forms = [rf"(?<!\w){named}(?!\w)"] if named else []
    if person.slack_user_id:
        forms.append(rf"<?@{re.escape(person.slack_user_id)}(?!\w)")
    return any(re.search(form, said, re.IGNORECASE) for form in forms)
