"""The way through a meeting: the sections of the agenda, and within the stuck points each topic by itself. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.agenda import sections
from storage.meeting_rows import MeetingNote
from storage.topics import Topic

SECTION, TOPIC = "section:", "topic:"


@dataclass(frozen=True)
class Place:
    """Where a meeting is. `title` as typed. `minutes` are those that the agenda plans for it."""

    key: str
    title: str
    minutes: int
    topic: Topic | None = None

    @property
    def section(self) -> str | None:
        """The key of the section; None for a topic."""
        return None if self.topic else self.key.removeprefix(SECTION)


def places(topics: Sequence[Topic], length: int) -> list[Place]:
    """Return every place in order; the topics share the minutes of the stuck points with them."""
    minutes = sections.minutes(length)
    found = []
    for section in sections.SECTIONS:
        planned = minutes[section.key]
        is_shared = section.key == sections.STUCK and topics
        each = max(planned // (len(topics) + 1), 1) if is_shared else 0
        own = max(planned - each * len(topics), 1) if is_shared else planned
        found.append(Place(f"{SECTION}{section.key}", section.title, own))
        if is_shared:
            found += [Place(f"{TOPIC}{topic.id}", topic.text, each, topic) for topic in topics]
    return found


def at(walk: Sequence[Place], key: str | None) -> Place:
    """Return the place of that key; the first one where there is none such (any more)."""
    return next((place for place in walk if place.key == key), walk[0])


def after(walk: Sequence[Place], key: str | None) -> Place:
    """Return the place that follows; the last one follows itself."""
    return walk[min(walk.index(at(walk, key)) + 1, len(walk) - 1)]


def before(walk: Sequence[Place], key: str | None) -> Place:
    """Return the place before; the first one is before itself."""
    return walk[max(walk.index(at(walk, key)) - 1, 0)]


def key_of(note: MeetingNote) -> str:
    """Return the place that something was written to; empty for none."""
    if note.topic_id:
        return f"{TOPIC}{note.topic_id}"
    return f"{SECTION}{note.section}" if note.section else ""


def topic_id(key: str) -> int | None:
    """Return the topic that a key names; None for a section."""
    found = key.removeprefix(TOPIC)
    return int(found) if key.startswith(TOPIC) and found.isdecimal() else None


def section_key(key: str) -> str | None:
    """Return the section that a key names; None for a topic, or for one that there is not."""
    found = key.removeprefix(SECTION)
    return found if key.startswith(SECTION) and found in sections.KEYS else None
