"""What the person who did something is told: what it is now, who else is told, and the way back."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from slack_sdk.models.blocks import ActionsBlock

from handlers import dates
from handlers.actions.views import buttons, history, ids, layout, story, telling, words
from handlers.answer import Message
from storage.audit import AuditEntry
from storage.people import Person
from storage.stories import Story


def saved(told: Story, today: date, *, messaged: Sequence[Person] = (), hints: Sequence[str] = ()) -> Message:
    """After a new action: what was understood, and who is told. `messaged`: its owner, when that is not the reader."""
    action = told.action
    understood = (
        f"Owner: {words.called(story.owner(told))}",
        f"by {words.by_when(action, today, near=True)}",
        f"workstream {words.strand(story.workstream(told))}" if action.workstream_id else "",
    )
    card = f"The card goes to {telling.channel(told.team)}."
    who = " ".join(telling.messaged(person) for person in messaged)
    return layout.message(
        layout.section(f"*{words.code(action.number)} is saved.* {words.shown(action.text)}"),
        layout.section(layout.joined(understood)),
        layout.context(" ".join(filter(None, (card, who))), *hints),
        ActionsBlock(
            elements=[buttons.undo(action, told.steps[-1].id), buttons.of(action, "Change", ids.CHANGE)]
        ),
    )


def changed(
    told: Story, step: AuditEntry, today: date, *, messaged: Sequence[Person] = (), at: str = ""
) -> Message:
    """After a step: what it is now. `at`: where the reader is, to be answered there on undoing."""
    who = " ".join(telling.messaged(person) for person in messaged)
    return layout.message(
        layout.section(outcome(told, step, today)),
        layout.context(who),
        ActionsBlock(elements=[buttons.undo(told.action, step.id, at)]),
    )


def split(told: Story, added: int, today: date) -> Message:
    """After a split: both numbers; each can be taken back by itself."""
    step = told.steps[-1]
    code, rest = words.code(told.action.number), words.code(added)
    return layout.message(
        layout.section(f"*{code}* keeps its first part, by {words.by_when(told.action, today, near=True)}."),
        layout.context(
            f"The rest is *{rest}*. To take that back too, type `/steward {rest}` and press Drop."
        ),
        ActionsBlock(elements=[buttons.undo(told.action, step.id)]),
    )


def outcome(told: Story, step: AuditEntry, today: date) -> str:
    """The step as a sentence to the one who took it."""
    said = _SAID.get(step.verb, "{code} is changed. {stands}").format(
        code=f"*{words.code(told.action.number)}*",
        due=words.by_when(told.action, today, near=True),
        owner=words.called(story.owner(told)),
        waiting=words.waiting(told.action),
        reason=words.one_line(told.action.drop_reason or ""),
        stands=_stands(told, today),
    )
    return f"{said}\n{words.one_line(told.action.text)}"


_SAID = {
    "complete": "{code} is done. Thank you.",
    "start": "{code} is in progress.",
    "block": "{code} is blocked. {waiting}",
    "unblock": "{code} is not blocked any more.",
    "drop": "{code} is dropped: {reason}",
    "reopen": "{code} is open again, by {due}.",
    "redate": "{code} is now due {due}.",
    "hand_over": "{code} is with {owner} now.",
    "decline": "{code} stays with you until somebody takes it over, and shows that it is not yours.",
    "accept": "{code} is yours, by {due}. Thank you.",
    "undo": "{code}: taken back. {stands}",
}


def unchanged(told: Story, zone: tzinfo, now: datetime) -> Message:
    """When there was nothing left to do: who did it and when, so that nobody wonders."""
    step = story.closing(told) or told.steps[-1]
    today, at = dates.today(zone, now), step.at.astimezone(zone)
    by = f"{history.sentence(told, step, today)}, {dates.day(at.date(), today)} at {at:%H:%M}"
    nothing = f"Nothing to change on *{words.code(told.action.number)}*"
    said = f"{nothing}: {by}." if story.closing(told) else f"{nothing}. {_stands(told, today)} Latest: {by}."
    return layout.message(layout.section(said))


def _stands(told: Story, today: date) -> str:
    action = told.action
    state = words.STATES[action.state]
    if not story.is_live(told):
        return f"It is {state.lower()}."
    owner, due = words.called(story.owner(told)), words.by_when(action, today, near=True)
    return f"It is {state.lower()}, with {owner}, by {due}."


def not_in_channel(told: Story) -> Message:
    """When the card has nowhere to go: the action stands all the same."""
    channel = telling.channel(told.team)
    return layout.message(
        layout.section(
            f"I am not in {channel}, so nobody sees the card of {words.code(told.action.number)} there. The action is "
            f"saved all the same. Open {channel} and type `/invite @Steward`; cards written from then on arrive."
        )
    )
