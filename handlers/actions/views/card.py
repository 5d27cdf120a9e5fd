"""An action on its card in the channel, and in the answer to whoever asks for it.

The card stays where it is and is kept up to date, so it says dates and never "tomorrow"; and nobody is called late in
a channel.
"""

from collections.abc import Iterator
from datetime import date

from slack_sdk.models.blocks import ActionsBlock, Block

from handlers import text
from handlers.actions.views import buttons, history, layout, story, words
from handlers.actions.views.buttons import Rights
from handlers.answer import Message
from storage.action_rows import LIVE, Action
from storage.stories import Story
from storage.working_days import EVERY_DAY, WorkingDays

WHOLE = "card"
"""Where a button stands that is on the whole action, as somebody asked for it."""
_SOURCE = 2500
"""Characters of the words it came from, where they are shown in full."""


def card(told: Story, today: date) -> Message:
    """The card in the team's channel. `today` is the team's: another year is written out."""
    if not story.is_live(told):
        return _record(told, today)
    return layout.message(
        layout.section(f"{words.head(told.action)}\n{in_a_line(told, today, owner=_public_name(told))}"),
        layout.context(*_standing(told), _last(told, today)),
        source(told),
        buttons.live(told.action, buttons.ANYONE),
    )


def full(
    told: Story, today: date, rights: Rights, *, days: WorkingDays = EVERY_DAY, who_may: str = ""
) -> Message:
    """Everything about it, for one reader whose today this is. `days`: its team's; `who_may`: said to a reader who may not act."""
    closed = not story.is_live(told)
    action = told.action
    return layout.message(
        layout.section(words.head(action)),
        _side_by_side(told, days, today),
        layout.context(
            *_standing(told),
            words.carried(action) if action.carried and not closed else None,
            _last(told, today),
            None if rights.answer else who_may,
        ),
        source(told, _SOURCE),
        _doing(told.action, rights),
    )


def in_a_line(told: Story, today: date, *, owner: str | None = None, team: str | None = None) -> str:
    """Who, by when, in which workstream, of which team, and how it stands: as much as the reader does not know."""
    strand = story.workstream(told)
    known = (
        ("Owner", owner),
        ("By", words.by_when(told.action, today, near=False)),
        ("Workstream", strand and words.strand(strand)),
        ("Team", team),
        ("State", words.STATES[told.action.state]),
    )
    return layout.joined(
        [f"{label}: *{said}*" if label == "By" else f"{label}: {said}" for label, said in known if said]
    )


def _side_by_side(told: Story, days: WorkingDays, today: date) -> Block:
    action, left = told.action, story.owner(told).deactivated_at is not None
    by = words.due_among(action, days, today).removeprefix("by ")
    if left or not story.is_live(told):  # nobody is late who is not here, or who has done it
        by = words.by_when(action, today, near=False)
    return layout.fields(
        ("Owner", words.called(story.owner(told))),
        ("By", by),
        ("Workstream", words.strand(story.workstream(told))),
        ("State", words.STATES[action.state]),
    )


def source(told: Story, limit: int = words.QUOTED) -> Block | None:
    """The words that it came from, with a link to them: links die, words stay."""
    action = told.action
    if not action.source_text and not action.source_link:
        return None
    author = words.shown(action.source_author, 80) if action.source_author else "a message"
    link = f"<{text.escape(action.source_link)}|Open the message>" if action.source_link else None
    said = words.quoted(action.source_text or "(a message without words)", limit)
    return layout.section("\n".join(filter(None, (f"From {author}:", said, link))))


def _record(told: Story, today: date) -> Message:
    """What is left when it is closed: a record, with a way back."""
    closing = story.closing(told)
    state = words.STATES[told.action.state]
    about = (state, words.name(story.owner(told)), f"due {words.by_when(told.action, today, near=False)}")
    strand = words.strand(story.workstream(told)) if story.workstream(told) else ""
    return layout.message(
        layout.section(words.head(told.action)),
        layout.context(layout.joined((*about, strand)), _last(told, today)),
        source(told),
        ActionsBlock(elements=[buttons.undo(told.action, closing.id)]) if closing else None,
    )


def _standing(told: Story) -> Iterator[str]:
    """What keeps it from going on, and what to do about that."""
    action, owner = told.action, story.owner(told)
    if not story.is_live(told):
        return
    if action.state == "blocked":
        yield words.waiting(action)
    if owner.deactivated_at is not None:
        yield f"{words.shown(owner.name, 80)} has left. Hand it over, so that somebody has it."
    elif action.accepted == "asked":
        yield f"Waiting for {words.shown(owner.name, 80)} to accept it."
    elif action.accepted == "declined":
        reason = words.one_line(action.decline_reason or "no reason given")
        yield f"{words.shown(owner.name, 80)} says it is not theirs: {reason}. Hand it over to somebody who can."


def _last(told: Story, today: date) -> str:
    """The latest step; of a new action only who added it."""
    last = told.steps[-1]
    if last.verb == "add":
        return f"Added by {story.by(told, last)}"
    return f"Latest: {history.latest(told, today)}"


def _public_name(told: Story) -> str:
    """The owner has a direct message already, so the card pings nobody; except guests, whom it may not reach."""
    owner = story.owner(told)
    return words.called(owner) if owner.is_guest or owner.is_external else words.name(owner)


def _doing(action: Action, rights: Rights) -> ActionsBlock:
    shown = buttons.live if action.state in LIVE else buttons.closed
    return shown(action, rights, WHOLE)
