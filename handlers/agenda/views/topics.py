"""Topics as they are queued: on the agenda, in their own list, and what is said when one was added or settled."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ConfirmObject, OverflowMenuElement

from handlers import forms, messages, refs, text
from handlers.actions.views import words as action_words
from handlers.agenda.gathering import Facts
from handlers.agenda.views import blocks, ids, parts, words
from handlers.answer import Message
from handlers.text import escape
from storage.meeting_lists import Queued
from storage.meeting_rows import Meeting
from storage.teams import Team
from storage.topics import Topic

MOST_OFFERED = 3
"""Old topics with their buttons in sight."""
MOST_PARKED = 10
"""Parked topics that are listed, the latest."""
_QUOTED = 500


def queue(found: Facts, most: int) -> list[Block]:
    """Return the topics on the agenda; old ones first, each with what can be done about it."""
    if not found.topics:
        return []
    offered = parts.old(found)[: min(MOST_OFFERED, most)]
    told = {queued.topic.id for queued in offered}
    others = [queued for queued in parts.in_order(found.topics) if queued.topic.id not in told]
    group = parts.Group("", others, parts.said_of_topic, parts.ALL_TOPICS)
    room = max(parts.most_topics(most) - len(offered), 0)
    _, *rows = group.cut(room) or [""]
    if len(others) <= room and any(one.topic.details or one.topic.source_text for one in found.topics):
        rows.append(f"Details: `{parts.ALL_TOPICS}`")
    title = f"*Topics ({len(found.topics)})*"
    if not offered:
        return blocks.sections([title, *rows], "queue")
    return [
        *blocks.sections([title], "topics"),
        *(block for queued in offered for block in _old(found.team, queued)),
        *blocks.sections(rows, "queue"),
    ]


def buttons(team: Team, topic: Topic) -> list[ButtonElement]:
    """Return the three ways to settle a topic that comes back again and again."""
    sure = ConfirmObject(
        title="Drop this topic?",
        text="It leaves the agenda. You can bring it back.",
        confirm="Drop it",
        deny="Keep it",
    )
    return [
        messages.button("Keep", ids.KEEP, team.id, topic.id),
        messages.button("Drop", ids.DROP, team.id, topic.id, confirm=sure),
        messages.button("Make it an action", ids.MAKE_ACTION, team.id, topic.id),
    ]


def add(team: Team) -> ButtonElement:
    """Return the button that adds a topic."""
    return messages.button("Add a topic", ids.ADD_TOPIC, team.id)


def listing(team: Team, queued: Sequence[Queued], parked: Sequence[Queued], page: str) -> Message:
    """Return one page of the queue, each topic with its menu; beneath the first one what was parked lately."""
    shown = messages.page(parts.in_order(queued), page)
    rows = [messages.Row(_row(one), _menu(team, one.topic)) for one in shown.rows]
    count = text.plural(len(queued), "topic")
    return messages.of(
        f"*{action_words.shown(team.name, 80)}*: {count} for the next meeting",
        "" if queued else "Nothing is queued. Anybody may add a topic.",
        *rows,
        shown.words,
        [*messages.turning(shown, ids.PREVIOUS, ids.NEXT, team.id), add(team)],
        *(_parked(team, parked) if shown.number == 0 else ()),
    )


def added(team: Team, topic: Topic, where: str, *, is_new: bool) -> Message:
    """Return what who added a topic is told. `where` it went, in words."""
    said = f"“{action_words.one_line(topic.text)}”"
    if not is_new:
        return messages.of(
            f"{said} is on the agenda already, so it was not added twice. {where}", [_list(team)]
        )
    back = messages.button("Take it back", ids.DROP, team.id, topic.id)
    return messages.of(f"Added: {said}. {where}", [back, _list(team)])


def where(team: Team, meeting: Meeting | None, *, is_out: bool) -> str:
    """Return when a topic is talked about; `meeting` None: none is planned."""
    if meeting is None:
        return "No meeting is planned yet, so it is kept for the next one."
    on = f"It comes up at the meeting on {words.when(meeting, ZoneInfo(team.zone))}."
    return f"{on} The agenda is out; its thread names the topic now." if is_out else on


def kept(topic: Topic) -> Message:
    """Return the answer to Keep."""
    return messages.of(
        f"“{action_words.one_line(topic.text)}” stays on the agenda, in its {words.ordinal(topic.weeks + 1)} week. "
        "Nothing else needed."
    )


def dropped(team: Team, topic: Topic) -> Message:
    """Return the answer to Drop."""
    back = messages.button("Bring it back", ids.REOPEN, team.id, topic.id)
    return messages.of(f"“{action_words.one_line(topic.text)}” is off the agenda. It is kept.", [back])


def changed(topic: Topic) -> Message:
    """Return the answer to a topic with other words."""
    return messages.of(f"Saved: “{action_words.one_line(topic.text)}”. The agenda shows it so.")


def reopened(topic: Topic) -> Message:
    """Return the answer to a topic that came back."""
    return messages.of(f"“{action_words.one_line(topic.text)}” is on the agenda again, with its age.")


def made_action(topic: Topic, number: int) -> Message:
    """Return the answer to a topic that is an action now."""
    return messages.of(
        f"“{action_words.one_line(topic.text)}” is {action_words.code(number)} now, and off the agenda."
    )


def _old(team: Team, queued: Queued) -> list[Block]:
    topic = queued.topic
    said = f"{words.topic(queued, strong=True)}\nKeep it, drop it or make it an action?"
    row = ActionsBlock(elements=list(buttons(team, topic)))
    return [
        blocks.named(messages.section(said), f"old.{topic.id}"),
        blocks.named(row, f"choose.{topic.id}"),
    ]


def _parked(team: Team, parked: Sequence[Queued]) -> list[messages.Part]:
    if not parked:
        return []
    rows = [
        messages.Row(words.topic(one), messages.button("Bring back", ids.REOPEN, team.id, one.topic.id))
        for one in parked[:MOST_PARKED]
    ]
    more = len(parked) - len(rows)
    title = f"*Parked ({len(parked)})*: kept, and on no agenda until somebody brings them back."
    return [title, *rows, *([f"and {more} parked before these"] if more > 0 else [])]


def _row(queued: Queued) -> str:
    topic = queued.topic
    said = [words.topic(queued, whole=True)]
    if topic.details:
        said.append(action_words.quoted(topic.details, _QUOTED))
    if topic.source_text:
        author = f"{action_words.shown(topic.source_author, 80)} wrote:\n" if topic.source_author else ""
        said.append(f"{author}{action_words.quoted(topic.source_text, _QUOTED)}")
    if topic.source_link:
        said.append(f"<{escape(topic.source_link)}|Open the message>")
    return "\n".join(said)


def _menu(team: Team, topic: Topic) -> OverflowMenuElement:
    offered = (
        ("change", "Change …"),
        ("drop", "Drop"),
        ("action", "Make it an action …"),
    )
    options = [forms.option(refs.pack(team.id, topic.id, extra), label) for extra, label in offered]
    return OverflowMenuElement(action_id=ids.TOPIC, options=options)


def _list(team: Team) -> ButtonElement:
    return messages.button("See all topics", ids.TOPICS, team.id)
