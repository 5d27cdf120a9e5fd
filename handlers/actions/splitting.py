"""Splitting an action that was carried too often: it keeps its first part, and the rest becomes one of its own.

Both say so in their history, by each other's number.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlmodel import Session

from handlers import permissions
from handlers.actions import changes, entries, news, rules
from handlers.actions.changes import Outcome
from handlers.actions.entries import Mistakes
from handlers.actions.news import Doing
from handlers.actions.views import story, words
from handlers.errors import UserError
from handlers.permissions import Verb
from storage import actions, stories
from storage.action_rows import LIVE

REST, REST_DUE = "rest", "rest_due"
"""Block ids of the second part."""


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What the action keeps, and what the new one says."""

    first: str
    first_due: date
    rest: str
    rest_due: date


def read(values: Mapping[str, Any], today: date) -> Parts:
    """Return the two parts. Raises Mistakes, each at its field."""
    second = {rules.TEXT: values.get(REST), rules.DUE: values.get(REST_DUE)}
    readers: dict[str, tuple[str, Callable[[], Any]]] = {
        "first": (rules.TEXT, partial(entries.text, values)),
        "first_due": (rules.DUE, partial(entries.due, values, today)),
        "rest": (REST, partial(entries.text, second)),
        "rest_due": (REST_DUE, partial(entries.due, second, today)),
    }
    found: dict[str, Any] = {}
    mistakes: dict[str, str] = {}
    for name, (field, reader) in readers.items():
        try:
            found[name] = reader()
        except UserError as mistake:
            mistakes[field] = mistake.text
    if not mistakes and found["first"] == found["rest"]:
        mistakes[REST] = "Both parts say the same. Write here what is left when the first part is done."
    if mistakes:
        raise Mistakes(mistakes)
    return Parts(**found)


def split(session: Session, *, doing: Doing, number: int, parts: Parts) -> tuple[Outcome, int]:
    """Keep the first part and add the rest, with the same owner and workstream. Returns the new number too."""
    permissions.require(doing.stands, Verb.ADD_ACTION)
    before = stories.of_action(session, team=doing.team, number=number)
    changes.require(session, doing, Verb.EDIT_ACTION, before)
    if before.action.state not in LIVE:
        raise changes.refused(before)
    added = actions.add(
        session,
        team=doing.team,
        text=parts.rest,
        owner=story.owner(before),
        due_on=parts.rest_due,
        by=doing.by,
        now=doing.now,
        workstream=before.workstreams.get(before.action.workstream_id or 0),
        why=f"split from {words.code(number)}",
    )
    news.of_new(session, doing, stories.of_action(session, team=doing.team, number=added.number))
    step = partial(
        actions.change,
        text=parts.first,
        due_on=parts.first_due,
        why=f"split, the rest is {words.code(added.number)}",
    )
    return changes.take(session, doing=doing, number=number, verb=Verb.EDIT_ACTION, step=step), added.number
