"""Which page of each part of App Home is shown: kept in the page itself, so that a click anywhere else keeps it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar, get_args

from slack_sdk.models.blocks import ButtonElement

from handlers import messages, refs
from handlers.messages import Page

T = TypeVar("T")
Part = Literal["asked", "owed", "meetings", "led", "held", "teams"]

PREVIOUS = "home.previous"
NEXT = "home.next"

SIZES: Mapping[Part, int] = {"asked": 4, "owed": 10, "meetings": 3, "led": 3, "held": 5, "teams": 5}
"""Rows of a page. All parts together, each as full as it can be, fit into App Home's 100 blocks (a test counts)."""


@dataclass(frozen=True)
class Pages:
    """The page of each part, counted from 0; what is not said is the first."""

    numbers: Mapping[Part, int] = field(default_factory=dict)

    def of(self, part: Part, rows: Sequence[T]) -> Page[T]:
        """Return the page of the rows that is shown; one that is not there any more reads as the last."""
        return messages.page(rows, str(self.numbers.get(part, 0)), SIZES[part])

    def turned(self, extra: str) -> "Pages":
        """Return the pages after a click on a button of `turning`, by what that button remembers."""
        part, _, number = extra.partition("/")
        kept = {**{str(part): number for part, number in self.numbers.items()}, part: number}
        return read(kept)

    def metadata(self) -> str:
        """Return them as App Home keeps them."""
        return refs.metadata(pages=dict(self.numbers))


def read(kept: object) -> Pages:
    """Read what `metadata` wrote; what does not fit is left out."""
    found: Mapping[Any, Any] = kept if isinstance(kept, Mapping) else {}
    numbers = {part: str(found.get(part, "")) for part in get_args(Part)}
    return Pages(
        {part: int(number) for part, number in numbers.items() if number.isdecimal() and int(number)}
    )


def turning(part: Part, shown: Page[T]) -> list[ButtonElement]:
    """Return the buttons that turn a part's page; none where there is one page."""
    turns = ((PREVIOUS, "Previous", shown.number - 1), (NEXT, "Next", shown.number + 1))
    return [
        messages.button(label, action_id, None, extra=f"{part}/{number}")
        for action_id, label, number in turns
        if 0 <= number < shown.pages
    ]
