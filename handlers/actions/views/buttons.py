"""What can be done with an action where it is shown: only what the reader may do."""

from collections.abc import Iterator
from dataclasses import dataclass

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, InteractiveElement, OverflowMenuElement

from handlers import forms, messages, refs
from handlers.actions.views import ids
from handlers.actions.views.words import CARRIED_TOO_OFTEN
from storage.action_rows import LIVE, Action

MORE = {
    "done": "Done",
    "new_date": "New date",
    "show": "Open",
    "start": "Start",
    "not_mine": "Not mine",
    "drop": "Drop",
    "split": "Split",
    "history": "History",
}
"""The entries of a menu, by the word that its value carries."""


KEPT = "kept"
"""Where a button stands, when its message is brought up to date by what it shows: nothing is said beside it."""


@dataclass(frozen=True)
class Rights:
    """What a reader may do: answer for it (done, a new date, blocked), change it (words, owner), say "not mine"."""

    answer: bool = True
    edit: bool = True
    decline: bool = False


ANYONE = Rights()
"""On a card in the channel: who clicks is not known yet."""


def live(action: Action, rights: Rights, at: str = "") -> ActionsBlock:
    """The one-tap answers to an action that is not closed. `at`: where they stand, to be answered there."""
    found: list[InteractiveElement] = []
    if rights.answer:
        blocked = action.state == "blocked"
        found += [
            of(action, "Done", ids.DONE, placed(at), style="primary"),
            of(action, "New date", ids.NEW_DATE),
            of(action, "Unblock", ids.UNBLOCK, placed(at)) if blocked else of(action, "Blocked", ids.BLOCK),
        ]
    if rights.edit:
        found += [of(action, "Change", ids.CHANGE), of(action, "Hand over", ids.HAND_OVER)]
    return ActionsBlock(elements=[*found, *_rest(action, list(_more(action, rights)), at)])


def closed(action: Action, rights: Rights, at: str = "") -> ActionsBlock:
    reopen = [of(action, "Reopen", ids.REOPEN, placed(at))] if rights.answer else []
    return ActionsBlock(elements=[*reopen, of(action, "History", ids.HISTORY)])


def question(action: Action) -> ActionsBlock:
    """What an invited owner is asked."""
    accept = of(action, "Accept", ids.ACCEPT, style="primary")
    return ActionsBlock(elements=[accept, of(action, "Not mine", ids.NOT_MINE)])


def undo(action: Action, step_id: int | None, at: str = "") -> ButtonElement:
    """The button that takes one step back."""
    return of(action, "Undo", ids.UNDO, placed(at, str(step_id)))


def placed(at: str, word: str = "") -> str:
    """What a value carries beside the action: a word, and where the button stands (a list, the whole action)."""
    return f"{word}/{at}" if at else word


def of(
    action: Action, label: str, action_id: str, extra: str = "", *, style: str | None = None
) -> ButtonElement:
    return messages.button(label, action_id, action.team_id, action.number, extra, style=style)


def menu(action: Action, entries: list[str], at: str = "") -> OverflowMenuElement:
    """A menu of up to 5 entries."""
    options = [
        forms.option(refs.pack(action.team_id, action.number, placed(at, entry)), MORE[entry])
        for entry in entries
    ]
    return OverflowMenuElement(action_id=ids.MORE, options=options)


def _more(action: Action, rights: Rights) -> Iterator[str]:
    if rights.answer and action.state == "open":
        yield "start"
    if rights.decline and action.state in LIVE:
        yield "not_mine"
    if rights.edit:
        if action.carried >= CARRIED_TOO_OFTEN:
            yield "split"
        yield "drop"
    yield "history"


def _rest(action: Action, entries: list[str], at: str) -> list[InteractiveElement]:
    if entries == ["history"]:
        return [of(action, "History", ids.HISTORY)]
    return [menu(action, entries, at)]
