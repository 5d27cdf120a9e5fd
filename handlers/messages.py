"""Messages and lists, put together the same way everywhere: words first, so that the text says all the blocks say."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypedDict, TypeVar

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    MarkdownTextObject,
    OverflowMenuElement,
    PlainTextObject,
    SectionBlock,
)

from handlers import refs
from handlers.answer import Message
from handlers.text import cut, one_line

T = TypeVar("T")

ROWS = 10
"""On one page of a list."""
SECTION = 3000
WHOLE = 11_000
"""Characters of a message beside its buttons. Long ones can fail near 13,200: https://github.com/slackapi/bolt-js/issues/2509"""
_BUTTON = 75


@dataclass(frozen=True)
class Row:
    """A row of a list, with what can be done about it beside it."""

    words: str
    button: ButtonElement | OverflowMenuElement


Part = str | Row | Sequence[ButtonElement]


def of(*parts: Part) -> Message:
    """Return a message: a string is a section (escaped already), a list of buttons a row of them. Empty ones fall out.

    What is too long is cut, a section at a time and then the end of the whole.
    """
    fitting = list(_fitting(parts))
    return Message("\n\n".join(filter(None, map(_words, fitting))), blocks(*fitting))


def blocks(*parts: Part) -> list[Block]:
    """Return the same parts as blocks, for a form or App Home."""
    return [_block(part) for part in parts if part]


class Shown(TypedDict):
    """A message as the outbox keeps it."""

    text: str
    blocks: list[dict[str, Any]]


def shown(message: Message) -> Shown:
    """Return what `outbox.put` and `outbox.revise` are given of a message."""
    return Shown(text=message.text, blocks=[block.to_dict() for block in message.blocks])


def section(words: str, beside: ButtonElement | OverflowMenuElement | None = None) -> SectionBlock:
    """Return a section. `verbatim`: Slack links and pings nothing that is only named in it.

    https://docs.slack.dev/reference/block-kit/composition-objects/text-object
    """
    return SectionBlock(text=MarkdownTextObject(text=cut(words, SECTION), verbatim=True), accessory=beside)


def packed(lines: Iterable[str]) -> list[str]:
    """Return lines that belong together in as few sections as hold them, because Slack leaves a gap between two."""
    sections: list[str] = []
    for line in lines:
        whole = f"{sections[-1]}\n{line}" if sections else line
        if sections and len(whole) <= SECTION:
            sections[-1] = whole
        else:
            sections.append(line)
    return sections


def button(
    label: str,
    action_id: str,
    team_id: int | None,
    number: int | None = None,
    extra: str = "",
    *,
    style: str | None = None,
    confirm: ConfirmObject | None = None,
) -> ButtonElement:
    """Return a button that remembers what it is about; its label is plain text, as typed."""
    return ButtonElement(
        text=PlainTextObject(text=one_line(label, _BUTTON), emoji=False),
        action_id=action_id,
        value=refs.pack(team_id, number, extra),
        style=style,
        confirm=confirm,
    )


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a list, counted from 0; a page that is not there reads as the nearest one."""

    rows: Sequence[T]
    number: int
    pages: int

    @property
    def words(self) -> str:
        """`Page 2 of 3`; nothing for the only page."""
        return f"Page {self.number + 1} of {self.pages}" if self.pages > 1 else ""


def page(rows: Sequence[T], number: str | None, size: int = ROWS) -> Page[T]:
    """Return that page of the rows; `number` as a button's `extra` holds it."""
    wanted = int(number) if number and number.isdecimal() else 0
    pages = max(1, -(-len(rows) // size))
    shown = min(wanted, pages - 1)
    return Page(rows[shown * size : (shown + 1) * size], shown, pages)


def turning(shown: Page[T], previous_id: str, next_id: str, team_id: int | None) -> list[ButtonElement]:
    """Return the buttons that turn the page; none where there is one."""
    turns = []
    if shown.number > 0:
        turns.append(button("Previous", previous_id, team_id, extra=str(shown.number - 1)))
    if shown.number < shown.pages - 1:
        turns.append(button("Next", next_id, team_id, extra=str(shown.number + 1)))
    return turns


def _fitting(parts: Iterable[Part]) -> Iterator[Part]:
    room = WHOLE
    for part in parts:
        words = cut(_words(part), min(SECTION, room))
        room -= len(words)
        if isinstance(part, Row) and words:
            yield replace(part, words=words)
        elif isinstance(part, str):
            yield words
        elif not isinstance(part, Row):
            yield part


def _words(part: Part) -> str:
    if isinstance(part, Row):
        return part.words
    return part if isinstance(part, str) else ""


def _block(part: Part) -> Block:
    if isinstance(part, Row):
        return section(part.words, part.button)
    if isinstance(part, str):
        return section(part)
    return ActionsBlock(elements=list(part))
