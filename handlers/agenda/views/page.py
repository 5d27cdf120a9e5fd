"""The agenda as it stands in the channel: short, the most important first, and what is cut is counted.

What is said of actions, of good news and of stuck points stays as it was at posting, however often the rest is
brought up to date: those parts are taken from the message that is there.
"""

from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ContextBlock, MarkdownTextObject, OverflowMenuElement

from handlers import forms, messages, refs, text
from handlers.actions.views.words import name
from handlers.agenda import sections
from handlers.agenda.gathering import Facts
from handlers.agenda.views import blocks, ids, parts, topics, words
from handlers.agenda.views.blocks import Blocks
from handlers.answer import Message
from handlers.messages import Shown
from handlers.text import escape
from handlers.workstreams.views import UPDATE

LONGEST = 11_500
"""Characters of the whole, well below the 12,000 at which Slack may refuse a message."""
MOST_BLOCKS = 48
"""Slack takes 50: https://docs.slack.dev/reference/block-kit/blocks"""
MOST_LINES = 64
"""About two screens: what people read before a meeting. A long list is cut for it, but to no fewer than 2 rows."""
LEVELS = (8, parts.MOST, 3, 2, 1, 0)
"""Rows of one kind: fewer where there is much, fewest where the words are long."""
FROZEN = frozenset({sections.GOOD_NEWS, sections.ACTIONS, sections.STUCK})
"""Parts that stay as they were at posting."""
HEAD = "agenda.head"
_SHORTEST = 2
_NAME = 80
_AWAY = 600


def agenda(found: Facts, was: Blocks = ()) -> Shown:
    """Return the agenda. `was`: the one that is posted, whose facts of actions stay."""
    return fitted(found, was)[1]


def fitted(found: Facts, was: Blocks = ()) -> tuple[int, Shown]:
    """Return how many rows of one kind fit, and the agenda that shows so many."""
    for most in LEVELS:
        shown = _merged(_page(found, most), was)
        if _fits(shown, most):
            break
    return most, shown


def preview(found: Facts, intro: str = "") -> Message:
    """Return the agenda as it would be now. `intro`: a sentence above it, escaped."""
    most, shown = fitted(found)
    above = [messages.section(intro)] if intro else []
    return Message("\n\n".join([*filter(None, [intro]), shown["text"]]), [*above, *_page(found, most)])


def skipped(found: Facts) -> Message:
    """Return the one calm line that stands where an agenda would, or did."""
    if found.lapsed:
        return messages.of(_nobody_came(found), [topics.add(found.team)])
    return messages.of(f"{_no_meeting(found)} {_instead(found)}", [topics.add(found.team)])


def record(found: Facts, was: Blocks) -> Shown:
    """Return the agenda that is posted as a record of itself, with the buttons that still make sense."""
    now = [block if blocks.part(block) != "buttons" else _buttons(found).to_dict() for block in was]
    return Shown(text=blocks.words(now), blocks=[dict(block) for block in now])


def _page(found: Facts, most: int) -> list[Block]:
    shown = [blocks.named(messages.section("\n".join(_head(found))), "head")]
    for section in sections.SECTIONS:
        said = [parts.title(found, section.key), *parts.lines(found, section.key, most)]
        shown += blocks.sections(said, section.key)
        if section.key == sections.STUCK:
            shown += topics.queue(found, most)
    return [*shown, _buttons(found), _footer(found)]


def _head(found: Facts) -> list[str]:
    team = text.cut(escape(found.team.name), _NAME)
    said = [f"*{team} weekly*: {words.when(found.meeting, found.zone)} ({escape(found.team.zone)})"]
    said += [_moved(found)] if found.meeting.moved_from else []
    said.append("Keep work moving, settle what is stuck, agree who says what.")
    if found.duties:
        said.append(" · ".join(words.duty(duty) for duty in found.duties))
    else:
        said.append("Nobody of the core team can take a role. Choose who facilitates when you begin.")
    if found.away:
        said.append(text.cut(f"Away: {', '.join(words.away(one) for one in found.away)}", _AWAY))
    return said


def _moved(found: Facts) -> str:
    was = found.meeting.moved_from
    assert was is not None, "only what was moved is said to be"
    by = f" by {name(found.decided_by)}" if found.decided_by else ""
    return f"Moved from {words.moment(was, found.zone)}{by}{_why(found)}"


def _why(found: Facts) -> str:
    return words.reason(found.meeting.holiday or found.meeting.reason)


def _nobody_came(found: Facts) -> str:
    on = words.on(found.meeting, found.zone)
    said = f"*{text.cut(escape(found.team.name), _NAME)}*: nobody started the weekly of {on}, so it did not take place."
    if found.following is None:
        return f"{said} Topics wait for the next one. Nothing needed."
    at = words.moment(found.following.starts_at, found.zone)
    return f"{said} " + (
        f"Its topics wait for the next one, {at}." if found.topics else f"The next one is on {at}."
    )


def _no_meeting(found: Facts) -> str:
    by = f" {name(found.decided_by)} skipped it." if found.decided_by else ""
    team = text.cut(escape(found.team.name), _NAME)
    return f"*{team}*: no weekly meeting on {words.on(found.meeting, found.zone)}{_why(found)}.{by}"


def _instead(found: Facts) -> str:
    if found.following is None:
        return "Topics wait for the next one. Nothing needed."
    queued = len(found.topics)
    wait = f" {text.plural(queued, 'topic')} {'waits' if queued == 1 else 'wait'} for it." if queued else ""
    return f"The next one is on {words.when(found.following, found.zone)}.{wait} Nothing needed."


def _buttons(found: Facts) -> Block:
    meeting, team_id = found.meeting, found.team.id
    if meeting.state == "closed":
        return blocks.named(messages.section("The meeting is over. Its minutes are below."), "over")
    update = messages.button("Update my workstream", UPDATE, team_id)
    if meeting.state == "running":
        return blocks.named(ActionsBlock(elements=[topics.add(found.team), update]), "buttons")
    menu = OverflowMenuElement(
        action_id=ids.MEETING_MENU,
        options=[
            forms.option(refs.pack(team_id, meeting.id, extra), label)
            for extra, label in (
                ("skip", "Skip this meeting …"),
                ("move", "Move it …"),
                ("turn", "Take a turn …"),
            )
        ],
    )
    start = messages.button("Start", ids.START, team_id, meeting.id)
    return blocks.named(ActionsBlock(elements=[topics.add(found.team), update, start, menu]), "buttons")


def _footer(found: Facts) -> Block:
    posted = found.meeting.agenda_posted_at or found.now
    said = (
        f"Built from what was known on {words.moment(posted, found.zone)}. Roles, absences, updates and topics are "
        "kept up to date."
    )
    return blocks.named(ContextBlock(elements=[MarkdownTextObject(text=said, verbatim=True)]), "footer")


def _fits(shown: Shown, most: int) -> bool:
    is_short = most <= _SHORTEST or shown["text"].count("\n") <= MOST_LINES
    return is_short and len(shown["text"]) <= LONGEST and len(shown["blocks"]) <= MOST_BLOCKS


def _merged(new: list[Block], was: Blocks) -> Shown:
    """The new blocks as the outbox keeps them; the frozen ones are those that were there, if any were."""
    found: list[dict[str, Any]] = []
    taken: set[str] = set()
    for block in (one.to_dict() for one in new):
        part = blocks.part(block)
        kept = blocks.of(was, part) if part in FROZEN else []
        if not kept:
            found.append(block)
        elif part not in taken:
            found += map(dict, kept)
        taken.add(part)
    return Shown(text=blocks.words(found), blocks=found)
