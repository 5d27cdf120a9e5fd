"""What a form of an action says, field by field, and every mistake in it at once. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers import dates, forms
from handlers.actions import rules
from handlers.errors import UserError

CONTACT, REASON = "contact", "reason"
"""Block ids beside those of `rules`."""
LONGEST_NAME = 80
LONGEST_REASON = 300
_YEARS_AHEAD = 10


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Either a Slack user id, or the name of someone without an account."""

    user_id: str | None = None
    contact: str | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A whole form. `workstream_id` is as the menu gave it: the team it belongs to is checked where it is used."""

    text: str
    owner: Owner
    due: date
    workstream_id: int | None = None
    reason: str | None = None


class Mistakes(Exception):  # noqa: N818 - what it holds, not what it is
    """Sentences by field, so that one look at the form shows all of them."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("; ".join(fields.values()))
        self.fields = fields


def read(values: Mapping[str, Any], today: date, *, was_due: date | None = None) -> Entry:
    """Return what the form says. Raises Mistakes. `was_due`: a date that may stay though it has passed."""
    found: dict[str, Any] = {}
    mistakes: dict[str, str] = {}
    readers: dict[str, Callable[[], Any]] = {
        "text": lambda: text(values),
        "owner": lambda: owner(values),
        "due": lambda: due(values, today, was_due=was_due),
        "reason": lambda: optional_reason(values),
    }
    for name, reader in readers.items():
        try:
            found[name] = reader()
        except UserError as mistake:
            mistakes[mistake.field or rules.TEXT] = mistake.text
    if mistakes:
        raise Mistakes(mistakes)
    chosen = str(values.get(rules.WORKSTREAM) or "")
    return Entry(**found, workstream_id=int(chosen) if chosen.isdecimal() else None)


def text(values: Mapping[str, Any]) -> str:
    """Return what is to be done. Raises UserError: nothing, or too long."""
    said = str(values.get(rules.TEXT) or "").strip()
    if not said:
        raise UserError("Please write what is to be done.", rules.TEXT)
    if len(said) > rules.LONGEST_TEXT:
        raise UserError(
            f"This has {len(said)} characters, and {rules.LONGEST_TEXT} fit. Please shorten it; the rest can go into "
            "the thread below the card.",
            rules.TEXT,
        )
    return said


def owner(values: Mapping[str, Any]) -> Owner:
    """Return the one owner. Raises UserError: nobody, or two."""
    user_id, contact = values.get(rules.OWNER) or None, " ".join(str(values.get(CONTACT) or "").split())
    if user_id and contact:
        raise UserError(
            "An action has one owner. Choose somebody above, or write a name here, not both.", CONTACT
        )
    if not user_id and not contact:
        raise UserError(
            "Please choose who does it. For someone without Slack, write their name below.", rules.OWNER
        )
    if len(contact) > LONGEST_NAME:
        raise UserError(f"This name has {len(contact)} characters, and {LONGEST_NAME} fit.", CONTACT)
    return Owner(user_id=user_id, contact=contact or None)


def due(values: Mapping[str, Any], today: date, *, was_due: date | None = None) -> date:
    """Return the date. Raises UserError: none, one that has passed, one too far away."""
    on = forms.picked_day(values, rules.DUE)
    if on is None:
        raise UserError("Please choose by when.", rules.DUE)
    if on < today and on != was_due:
        raise UserError(
            f"{dates.day(on, today)} is in the past, and today is {dates.day(today, today)}. Choose today or later.",
            rules.DUE,
        )
    if on.year > today.year + _YEARS_AHEAD:
        raise UserError(
            f"That is more than {_YEARS_AHEAD} years away. Please choose an earlier date.", rules.DUE
        )
    return on


def reason(values: Mapping[str, Any], label: str) -> str:
    """Return a reason that must be given. Raises UserError."""
    return forms.words(values, REASON, label, most=LONGEST_REASON)


def optional_reason(values: Mapping[str, Any]) -> str | None:
    """Return a reason that may be given, None for none. Raises UserError when it is too long."""
    return forms.optional_words(values, REASON, "Reason", most=LONGEST_REASON)
