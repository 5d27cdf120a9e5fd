"""Buttons, menus and fields, found by what a person sees on them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sandbox import blockids
from sandbox.records import Json, Message


@dataclass(frozen=True, slots=True)
class Found:
    """An element in its block. `option` is the choice in it that was named, if one was."""

    block: Json
    element: Json
    option: Json | None = None

    @property
    def kind(self) -> str:
        return str(self.element["type"])

    @property
    def label(self) -> str:
        """What a person calls it: the field's label, else what is written on it."""
        if self.block["type"] == "input":
            return text_of(self.block.get("label"))
        return next(iter(written_on(self.element)), str(self.element["action_id"]))

    @property
    def dispatches(self) -> bool:
        """Whether using it tells the app at once."""
        return self.block["type"] != "input" or bool(self.block.get("dispatch_action"))


def text_of(value: Any) -> str:
    return str(value.get("text", "")) if isinstance(value, dict) else ""


def blocks_of(message: Message) -> list[Json]:
    """A message's blocks, those in attachments included."""
    attached = [block for row in message.attachments for block in row.get("blocks") or ()]
    return [*message.blocks, *attached]


def all_in(blocks: Iterable[Json]) -> Iterator[Found]:
    for block in blocks:
        for element in blockids.elements(block):
            yield Found(block, element)


def written_on(element: Json) -> Iterator[str]:
    """What is written on an element itself."""
    for part in ("text", "placeholder"):
        if text := text_of(element.get(part)):
            yield text
    if element.get("accessibility_label"):
        yield str(element["accessibility_label"])


def options(element: Json) -> list[Json]:
    """The choices an element holds, groups opened; a feedback element's are its two buttons."""
    grouped = [option for group in element.get("option_groups") or () for option in group["options"]]
    feedback = [element[part] for part in ("positive_button", "negative_button") if part in element]
    return [*(element.get("options") or ()), *grouped, *feedback]


def same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def by_label(blocks: Iterable[Json], label: str, value: str = "") -> Found | None:
    """The first element with this written on it, on its field, or on one of its choices.

    With a `value`, the first of those that carries it: many buttons say "Done".
    """
    matches = [match for found in all_in(blocks) if (match := named(found, label))]
    fitting = [match for match in matches if value and carries(match, value)]
    return next(iter([*fitting, *matches]), None)


def named(found: Found, label: str) -> Found | None:
    if same(found.label, label) or any(same(text, label) for text in written_on(found.element)):
        return found
    for option in options(found.element):
        if same(text_of(option.get("text")), label):
            return Found(found.block, found.element, option)
    return None


def carries(found: Found, value: str) -> bool:
    """Whether this is the value of a button, or of one of the choices."""
    return value == found.element.get("value") or any(
        value == option.get("value") for option in options(found.element)
    )


def by_action(blocks: Iterable[Json], action_id: str, value: str = "") -> Found | None:
    """The first element with this action_id; with a `value`, the first of those that carries it."""
    matches = [found for found in all_in(blocks) if found.element["action_id"] == action_id]
    fitting = [found for found in matches if value and carries(found, value)]
    return next(iter([*fitting, *matches]), None)


def field(blocks: Iterable[Json], name: str) -> Found | None:
    """A field by its label, its block_id or its action_id."""
    for found in all_in(blocks):
        names = (found.block["block_id"], found.element["action_id"])
        if found.kind != "button" and (name in names or same(found.label, name)):
            return found
    return None
