"""Fields of forms, and reading them back.

A field's block id is the name its value is read by and a mistake is told at; the label is what a person sees.
Block and action ids stay equal when a form is shown again, so that what was typed stays.
https://docs.slack.dev/reference/block-kit/block-elements
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    DatePickerElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from handlers.errors import UserError
from handlers.text import one_line

LINE = 200
"""Characters that a line of ours may have, where nothing else is said."""
_LABEL = 75
_TYPED = 3000


def form(callback_id: str, title: str, submit: str, blocks: Sequence[Block], *, metadata: str) -> View:
    """Return a form; its close button says Cancel."""
    return View(
        type="modal",
        callback_id=callback_id,
        title=one_line(title, 24) or "-",
        submit=submit,
        close="Cancel",
        blocks=list(blocks),
        private_metadata=metadata,
    )


def field(
    name: str,
    label: str,
    element: InputInteractiveElement,
    *,
    hint: str | None = None,
    optional: bool = False,
    dispatch: bool | None = None,
) -> InputBlock:
    """Return a field with any element; the functions below make the common ones."""
    element.action_id = name if element.action_id is None else element.action_id
    return InputBlock(
        block_id=name,
        label=PlainTextObject(text=one_line(label, 2000) or "-", emoji=False),
        element=element,
        hint=hint,
        optional=optional,
        dispatch_action=dispatch,
    )


def line(
    name: str,
    label: str,
    value: str | None = None,
    *,
    placeholder: str | None = None,
    hint: str | None = None,
    optional: bool = False,
    many: bool = False,
) -> InputBlock:
    """Return a field for words: a line, or many lines. Lengths are told by `words`, so that nothing is cut."""
    typed = PlainTextInputElement(
        initial_value=(value or "")[:_TYPED] or None, multiline=many or None, placeholder=placeholder
    )
    return field(name, label, typed, hint=hint, optional=optional)


def person(
    name: str, label: str, chosen: str | None = None, *, hint: str | None = None, optional: bool = False
) -> InputBlock:
    """Return a field for one member of the workspace, by Slack user id."""
    return field(name, label, UserSelectElement(initial_user=chosen or None), hint=hint, optional=optional)


def people(
    name: str,
    label: str,
    chosen: Sequence[str] | None = None,
    *,
    hint: str | None = None,
    optional: bool = False,
) -> InputBlock:
    """Return a field for several members of the workspace, by Slack user id."""
    element = UserMultiSelectElement(initial_users=list(chosen) if chosen else None)
    return field(name, label, element, hint=hint, optional=optional)


def day(
    name: str, label: str, value: date | str | None = None, *, hint: str | None = None, optional: bool = False
) -> InputBlock:
    """Return a field for a date."""
    return field(
        name,
        label,
        DatePickerElement(initial_date=str(value) if value else None),
        hint=hint,
        optional=optional,
    )


def choice(
    name: str,
    label: str,
    offered: Mapping[str, str],
    value: str | None = None,
    *,
    hint: str | None = None,
    optional: bool = False,
    dispatch: bool | None = None,
) -> InputBlock:
    """Return a field to pick one of at most 100; `offered` are values with their labels."""
    options = {key: option(key, label) for key, label in offered.items()}
    element = StaticSelectElement(options=list(options.values()), initial_option=options.get(value or ""))
    return field(name, label, element, hint=hint, optional=optional, dispatch=dispatch)


def note(words: str) -> ContextBlock:
    """Return small print in a form: who will be told, what it means."""
    return ContextBlock(elements=[PlainTextObject(text=words, emoji=False)])


def option(value: str, label: str) -> Option:
    """Return one thing to pick, its label as typed: plain text has no markup."""
    return Option(value=value, text=PlainTextObject(text=one_line(label, _LABEL) or "-", emoji=False))


def words(values: Mapping[str, Any], name: str, label: str, *, most: int = LINE) -> str:
    """Return what was typed, without white space around it. Raises UserError at the field: nothing, too long."""
    found = optional_words(values, name, label, most=most)
    if found is None:
        raise UserError(f"{label}: please write something here.", name)
    return found


def optional_words(values: Mapping[str, Any], name: str, label: str, *, most: int = LINE) -> str | None:
    """Return what was typed, None for nothing. Raises UserError at the field where it is too long."""
    found = str(values.get(name) or "").strip()
    if len(found) > most:
        raise UserError(f"{label}: this has {len(found)} characters, {most} fit. Please shorten it.", name)
    return found or None


def picked_day(values: Mapping[str, Any], name: str) -> date | None:
    """Return the date that was picked, None for none. Raises UserError at the field for what is no date."""
    found = values.get(name)
    try:
        return date.fromisoformat(found) if found else None
    except ValueError:
        raise UserError("Please pick a date from the calendar.", name) from None
