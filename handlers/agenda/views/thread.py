"""What is said in the agenda's thread: what had no room on it, and what changed after it was posted."""

from collections.abc import Iterator, Sequence
from typing import Any

from handlers import messages
from handlers.actions.views import words as action_words
from handlers.actions.views.words import name
from handlers.agenda import sections
from handlers.agenda.gathering import Duty, Facts
from handlers.agenda.views import parts, words
from handlers.agenda.views.parts import Group
from handlers.answer import Message
from handlers.teams import views as team_views
from storage.people import Person
from storage.topics import Topic
from storage.workstream_lists import Overview

_LONGEST = 9_000
"""Characters of one message."""
_WHERE = {
    sections.ACTIONS: ("Actions", parts.ALL_ACTIONS),
    sections.WORKSTREAMS: ("Workstreams", parts.ALL_STRANDS),
    sections.STUCK: ("Topics", parts.ALL_TOPICS),
}


def rest(found: Facts, most: int) -> list[tuple[str, Message]]:
    """Return what had no room beside `most` rows of a kind: a message a section, by its key.

    What has no room there either is counted, with where it can be read.
    """
    return [(key, _rest(key, cut)) for key, cut in parts.rest(found, most)]


def topic(added: Topic, by: Person) -> Message:
    """Return the note of a topic that was added after posting."""
    return messages.of(f"{name(by)} added a topic: {action_words.one_line(added.text)}")


def update(row: Overview) -> Message:
    """Return the note of an update that came after posting."""
    said = row.last_update
    state, line = team_views.state(row.workstream.state), action_words.one_line(said.line) if said else ""
    return messages.of(f"*{action_words.one_line(row.workstream.name, 60)}* · {state}: {line}")


def roles(duties: Sequence[Duty]) -> Message:
    """Return the note of roles that somebody else has now."""
    return messages.of(f"Roles now: {' · '.join(words.duty(duty) for duty in duties)}")


def moved(found: Facts) -> Message:
    """Return the note of a meeting that is at another time now, by the calendar or the team's settings."""
    why = words.reason(found.meeting.holiday)
    return messages.of(f"The meeting was moved to {words.when(found.meeting, found.zone)}{why}")


def skipped(found: Facts) -> Message:
    """Return the note of a meeting that does not take place, by the calendar."""
    why = words.reason(found.meeting.holiday)
    return messages.of(f"The meeting is skipped{why}. Topics wait for the next one.")


def held(found: Facts) -> Message:
    """Return the note of a meeting that takes place after all."""
    return messages.of(f"The meeting takes place after all: {words.when(found.meeting, found.zone)}.")


def _rest(key: str, cut: Sequence[tuple[Group[Any], int]]) -> Message:
    title, where = _WHERE[key]
    shown, room = [f"*{title}*: what had no room above"], _LONGEST
    told = 0
    for line, is_row in _lines(cut):
        room -= len(line) + 1
        if room < 0:
            break
        shown.append(line)
        told += is_row
    more = sum(len(group.rows) - start for group, start in cut) - told
    return messages.of(*messages.packed([*shown, *([f"and {more} more: `{where}`"] if more else [])]))


def _lines(cut: Sequence[tuple[Group[Any], int]]) -> Iterator[tuple[str, bool]]:
    """Each list's title and rows, one by one; and whether it is a row."""
    for group, start in cut:
        yield group.title, False
        for row in group.rows[start:]:
            yield group.say(row), True
