"""Which actions a list shows: as people type it, and as the list's own buttons remember it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from handlers import text
from handlers.actions import parts
from handlers.actions.sentence import Sentence
from handlers.errors import UserError
from handlers.workstreams import rules as workstreams
from storage import names
from storage.workstreams import Workstream

Which = Literal["open", "mine", "overdue", "done", "all", "workstream", "person"]

_SAID: dict[str, Which] = {
    "": "open",
    "open": "open",
    "mine": "mine",
    "my": "mine",
    "me": "mine",
    "overdue": "overdue",
    "late": "overdue",
    "done": "done",
    "all": "all",
}


@dataclass(frozen=True)
class Listing:
    """`id`: the workstream's or the person's. `page` counts from 0."""

    which: Which = "open"
    id: int | None = None
    page: int = 0

    def packed(self) -> str:
        """Return it as a button's value holds it."""
        return f"{self.which}:{self.id or ''}:{self.page}"

    def at(self, page: int) -> "Listing":
        return replace(self, page=max(page, 0))


@dataclass(frozen=True)
class Wanted:
    """What was typed: a listing, or one person's by Slack user id."""

    listing: Listing = Listing()
    user_id: str | None = None


def unpack(value: str) -> Listing:
    """Read what `packed` wrote; anything else is what is open."""
    which, _, rest = value.partition(":")
    id_, _, page = rest.partition(":")
    if which not in get_args(Which):
        return Listing()
    return Listing(which, int(id_) if id_.isdecimal() else None, int(page) if page.isdecimal() else 0)  # type: ignore[arg-type]  # checked above


def read(delivered: str, *, actor_id: str, live: Sequence[Workstream]) -> Wanted:
    """Read the words after `/steward actions`, as Slack delivers them. Raises UserError with what can be typed."""
    typed = text.typed(delivered)
    mentioned = [
        *(one.user_id for one in typed.mentions),
        *(one.user_id for one in parts.at_me(Sentence(typed.text, typed.text), actor_id)),
    ]
    if len(set(mentioned)) > 1:
        raise UserError("One person at a time, please: `/steward actions @name`.")
    if mentioned:
        return Wanted(user_id=mentioned[0])
    words = names.key(typed.text).removeprefix("in ").removeprefix("of ")
    if words in _SAID:
        return Wanted(Listing(_SAID[words]))
    if words.startswith("@"):
        shown = text.one_line(typed.text, 40)
        raise UserError(f"I could not find {shown}. Type @ and choose the person from Slack's list.")
    try:
        name = workstreams.find(words, [strand.name for strand in live])
    except UserError as unknown:
        raise UserError(f"{unknown.text} For a person's actions, type @ and choose them.") from None
    return Wanted(Listing("workstream", next(strand.id for strand in live if strand.name == name)))
