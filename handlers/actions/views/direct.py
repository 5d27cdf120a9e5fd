"""What an owner is told by direct message: that an action is theirs, with its buttons; then how it went on."""

from datetime import date

from slack_sdk.models.blocks import Block

from handlers.actions.views import buttons, card, history, layout, story, words
from handlers.actions.views.buttons import Rights
from handlers.answer import Message
from storage.audit import AuditEntry
from storage.stories import Story


def given(told: Story, today: date, rights: Rights) -> Message:
    """The message to the owner. Once they have answered, or it is closed, it is a record without buttons."""
    if not story.is_live(told) or story.answered(told):
        return _record(told, today)
    action = told.action
    asked = action.accepted == "asked"
    return layout.message(
        layout.section(_opening(told, asked=asked)),
        layout.section(
            f"{words.head(action)}\n{card.in_a_line(told, today, team=words.shown(told.team.name, 80))}"
        ),
        layout.context(*_notes(told, asked=asked)),
        card.source(told),
        buttons.question(action) if asked else buttons.live(action, rights),
    )


def passed_on(told: Story, today: date) -> Message:
    """What becomes of the message to somebody who had it before."""
    return layout.message(
        layout.section(words.head(told.action)),
        layout.context(f"{history.latest(told, today)}. It is with {words.name(story.owner(told))} now."),
        layout.context("Nothing needed from you."),
    )


def taken_over(told: Story, today: date) -> Message:
    """News for the one who had it, when somebody else handed it over."""
    code, owner = words.code(told.action.number), words.called(story.owner(told))
    return layout.message(
        layout.section(f"*{code}* is with {owner} now, so it is no longer yours."),
        layout.section(f"{words.shown(told.action.text)}"),
        layout.context(history.latest(told, today), "Nothing needed from you."),
    )


def _opening(told: Story, *, asked: bool) -> str:
    given = story.assignments(told)[-1]
    giver = story.by(told, given)
    if asked:
        return f"*{giver} asks whether you can take this on.*"
    if history.is_not_mine(given):
        reason = words.one_line((given.why or "").removeprefix(history.NOT_MINE))
        return f"*{giver} says this is not theirs, so it is back with you:* {reason}"
    return _OPENINGS.get(given.verb, "*{giver} handed an action over to you.*").format(giver=giver)


_OPENINGS = {
    "add": "*{giver} gave you an action.*",
    "undo": "*{giver} took a step back, so this action is yours again.*",
}


def _notes(told: Story, *, asked: bool) -> list[str]:
    given: AuditEntry = story.assignments(told)[-1]
    notes = []
    if given.why and not history.is_not_mine(given):
        notes.append(f"They wrote: {words.one_line(given.why, words.QUOTED)}")
    if told.action.state == "blocked":
        notes.append(words.waiting(told.action))
    if asked:
        notes.append("Accept it, or say that it is not yours: then it goes back to who asked.")
    else:
        notes.append("Nothing needed now. Press a button when it is done, or when the date does not hold.")
    return notes


def _record(told: Story, today: date) -> Message:
    code = words.code(told.action.number)
    more = f"Nothing needed now. `/steward {code}` shows it and what you can do."
    return layout.message(
        layout.section(words.head(told.action)),
        _state(told, today),
        layout.context(history.latest(told, today), more if story.is_live(told) else "Nothing needed."),
    )


def _state(told: Story, today: date) -> Block:
    action = told.action
    due = words.by_when(action, today, near=False)
    waiting = f"  {words.waiting(action)}" if action.state == "blocked" else ""
    return layout.section(f"*{words.STATES[action.state]}*, due {due}.{waiting}")
