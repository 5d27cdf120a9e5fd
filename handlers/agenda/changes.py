"""What changes about topics, with what the agenda then shows, in one transaction each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from handlers.actions import changes as action_changes
from handlers.actions.changes import Outcome
from handlers.actions.entries import Entry
from handlers.actions.news import Doing
from handlers.agenda import news
from handlers.deeds import Deed
from handlers.deps import Member
from handlers.errors import UserError
from handlers.ripples import Ripple
from storage import errors, names, topics
from storage.action_rows import Source
from storage.topics import Topic


@dataclass(frozen=True)
class Words:
    """What a topic is about. `details`: what the others should know before."""

    text: str
    details: str | None = None


def add(deed: Deed, words: Words, source: Source | None = None) -> tuple[Topic, bool]:
    """Queue a topic. The same words while they are queued are the same topic: then False is returned beside it."""
    queued = topics.open_(deed.session, team=deed.team)
    there = next((one for one in queued if names.key(one.text) == names.key(words.text)), None)
    if there:
        return there, False
    topic = topics.add(
        deed.session,
        team=deed.team,
        text=words.text,
        details=words.details,
        source=source,
        by=deed.by,
        now=deed.now,
    )
    news.topic_added(deed.session, team=deed.team, topic=topic, by=deed.by, now=deed.now)
    return topic, True


def change(deed: Deed, topic_id: int, words: Words) -> Topic:
    """Give a topic other words."""
    topic = topics.change(
        deed.session,
        team=deed.team,
        topic_id=topic_id,
        text=words.text,
        details=words.details,
        by=deed.by,
        now=deed.now,
    )
    _follow(deed)
    return topic


def drop(deed: Deed, topic_id: int) -> Topic:
    """Take a topic off the agenda. Raises UserError where it was settled another way meanwhile."""
    return _settle(deed, topic_id, state="dropped", reason="Dropped before the meeting")


def reopen(deed: Deed, topic_id: int) -> Topic:
    """Put a topic back on the agenda, with its age."""
    topic = topics.reopen(deed.session, team=deed.team, topic_id=topic_id, by=deed.by, now=deed.now)
    _follow(deed)
    return topic


def make_action(
    session: Session, *, doing: Doing, topic_id: int, entry: Entry, members: Sequence[Member]
) -> tuple[Topic, Outcome]:
    """Make an action of a topic, told to its owner as any other; the topic is settled by it."""
    topic = topics.get(session, team=doing.team, topic_id=topic_id)
    if topic.state not in ("open", "parked"):
        raise _settled(topic)
    outcome = action_changes.add(session, doing=doing, entry=entry, members=members)
    deed = Deed(session, doing.workspace, doing.team, doing.by, doing.now)
    return _settle(deed, topic_id, state="action", action_number=outcome.told.action.number), outcome


def _settle(deed: Deed, topic_id: int, **how: Any) -> Topic:
    try:
        topic = topics.settle(
            deed.session, team=deed.team, topic_id=topic_id, by=deed.by, now=deed.now, **how
        )
    except errors.Refused as refused:
        raise _settled(topics.get(deed.session, team=deed.team, topic_id=topic_id)) from refused
    _follow(deed)
    return topic


def _settled(topic: Topic) -> UserError:
    became = {
        "settled": "was settled at a meeting",
        "dropped": "was dropped",
        "action": f"is A-{topic.action_number} now",
    }.get(topic.state, "was settled")
    return UserError(
        f"“{topic.text}” {became} meanwhile, so nothing was changed. `/steward agenda topics` shows what is queued."
    )


def _follow(deed: Deed) -> None:
    news.follow(Ripple(session=deed.session, team=deed.team, now=deed.now, by=deed.by))
