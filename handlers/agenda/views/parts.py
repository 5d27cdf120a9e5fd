"""What the agenda says in each of its sections, line by line. A list is cut after `most` lines, with its count."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from handlers import text
from handlers.agenda import rules, sections
from handlers.agenda.gathering import Facts
from handlers.agenda.views import words
from storage.action_lists import Listed
from storage.meeting_lists import Queued
from storage.workstream_lists import Overview

T = TypeVar("T")
Why = Callable[[Listed, Facts], str]

MOST = 5
"""Rows of one kind, where there is room."""
ALL_ACTIONS, ALL_STRANDS, ALL_TOPICS = "/steward actions", "/steward workstream", "/steward agenda topics"
READ = frozenset({sections.GOOD_NEWS, sections.ACTIONS, sections.WORKSTREAMS, sections.STUCK})
"""The sections that say something of the team's work; what the others say needs no reading."""
_NAMES = 12
"""Names in a row."""
_DONE = 3
_OVERDUE = "Overdue"


@dataclass(frozen=True)
class Group(Generic[T]):
    """Rows of one kind under their title, how one is said, and where all of them can be read."""

    title: str
    rows: Sequence[T]
    say: Callable[[T], str]
    where: str

    def cut(self, most: int) -> list[str]:
        """Return the title and the first rows in words, with the count of the rest; nothing for none."""
        more = len(self.rows) - most
        rest = [f"and {more} more: `{self.where}`"] if more > 0 else []
        return [self.title, *map(self.say, self.rows[:most]), *rest] if self.rows else []


def lines(found: Facts, key: str, most: int = MOST) -> list[str]:
    """Return what the agenda says in that section, below its title. One line at least: what to do in it."""
    return _SAID[key](found, most)


def title(found: Facts, key: str) -> str:
    """Return the section's number, name and minutes: `*3. Actions*, 8 min`."""
    section = sections.by_key(key)
    number = sections.KEYS.index(key) + 1
    return f"*{number}. {section.title}*, {sections.minutes(found.meeting.minutes)[key]} min"


def groups(found: Facts, key: str) -> list[Group[Any]]:
    """Return the lists of a section, whole; none for a section that has no lists."""
    match key:
        case sections.ACTIONS:
            return _actions(found)
        case sections.WORKSTREAMS:
            return _workstreams(found)
        case sections.STUCK:
            return [topics(found)]
    return []


def topics(found: Facts) -> Group[Queued]:
    """Return the queued topics, those that have been carried longest first."""
    rows = in_order(found.topics)
    return Group(f"*Topics ({len(rows)})*", rows, said_of_topic, ALL_TOPICS)


def said_of_topic(queued: Queued) -> str:
    """Return a topic as a row."""
    return f"• {words.topic(queued)}"


def most_topics(most: int) -> int:
    """Return how many topics are shown where `most` rows of other kinds are: they are what people came for."""
    return most + 3


def in_order(topics_: Sequence[Queued]) -> list[Queued]:
    """Return topics as they are worked on: the oldest first, then as they were queued."""
    return sorted(topics_, key=lambda queued: -rules.week_of(queued.topic))


def old(found: Facts) -> list[Queued]:
    """Return the topics that should be kept, dropped or made an action."""
    return [queued for queued in in_order(found.topics) if rules.is_old(queued.topic)]


def _open(found: Facts, _most: int) -> list[str]:
    needed = rules.quorum(found.core, found.meeting.quorum_percent)
    there = f" ({needed} of {text.plural(found.core, 'core member')} settle things)" if found.core else ""
    return [f"Who is here{there}, roles, changes to this agenda."]


def _good_news(found: Facts, most: int) -> list[str]:
    asked = "One thing that helped since last time, from whoever has one."
    shown = min(most, _DONE)
    done = Group(f"*Done since last time ({len(found.done)})*", found.done, words.done, f"{ALL_ACTIONS} done")
    return [asked, *done.cut(shown)]


def _said_of_actions(found: Facts, most: int) -> list[str]:
    said = [line for group in _actions(found) for line in group.cut(most)]
    return said or ["Nothing is overdue, blocked or due soon. Ask whether anything is missing, and go on."]


def _actions(found: Facts) -> list[Group[Listed]]:
    """The most important first."""
    kinds: tuple[tuple[str, str, Sequence[Listed], Why], ...] = (
        ("Needs the team", ": what would help?", found.actions.needs_team, words.late),
        ("Blocked", ": who can free it?", found.actions.blocked, lambda _row, _found: ""),
        (
            f"Carried over {rules.CARRIED_TOO_OFTEN} meetings or more",
            ": re-date, split, hand over or drop",
            found.actions.carried,
            words.late,
        ),
        (_OVERDUE, "", found.actions.overdue, words.late),
        ("Past due while its owner is away", "", found.actions.away, words.due),
        (f"Due by {words.week_until(found)}", "", found.actions.due, words.due),
    )
    return [
        Group(
            f"*{name} ({len(rows)})*{hint}",
            rows,
            _say(found, why),
            f"{ALL_ACTIONS} overdue" if name == _OVERDUE else ALL_ACTIONS,
        )
        for name, hint, rows, why in kinds
        if rows
    ]


def _say(found: Facts, why: Why) -> Callable[[Listed], str]:
    return lambda row: words.action(row, found, why=why(row, found))


def _said_of_workstreams(found: Facts, most: int) -> list[str]:
    said = [line for group in _workstreams(found) for line in group.cut(most)]
    unheard = [row for row in found.workstreams.quiet if row.last_update is None]
    if unheard:
        said.append(f"*Nothing said yet ({len(unheard)})*: {_names([words.named(row) for row in unheard])}")
    on_track = found.workstreams.on_track
    if on_track:
        said.append(f"*On track ({len(on_track)})*: {_names([words.named(row) for row in on_track])}")
    return said or ["There are no workstreams yet: `/steward workstream add NAME`."]


def _workstreams(found: Facts) -> list[Group[Overview]]:
    sorted_ = found.workstreams
    heard = [row for row in sorted_.quiet if row.last_update]
    kinds: tuple[tuple[str, Sequence[Overview], Callable[[Overview], str]], ...] = (
        ("Off track", sorted_.off_track, words.workstream),
        ("At risk", sorted_.at_risk, words.workstream),
        ("No new update", heard, lambda row: words.quiet(row, found)),
    )
    return [Group(f"*{name} ({len(rows)})*", rows, say, ALL_STRANDS) for name, rows, say in kinds if rows]


def _said_of_stuck(found: Facts, _most: int) -> list[str]:
    points = [words.stuck(point, place) for place, point in enumerate(found.stuck, 1)]
    if points:
        return ["For each: the problem in one sentence, then an action, a decision or a small test.", *points]
    if found.topics:
        return ["Nothing is stuck."]
    return ["Nothing is stuck and no topic is queued. *Add a topic* below, or end earlier."]


def _names(found: Sequence[str]) -> str:
    more = len(found) - _NAMES
    return text.join_names([*found[:_NAMES], *([f"{more} more"] if more > 0 else [])])


def _one(line: str) -> Callable[[Facts, int], list[str]]:
    return lambda _found, _most: [line]


_SAID: dict[str, Callable[[Facts, int], list[str]]] = {
    sections.OPEN: _open,
    sections.GOOD_NEWS: _good_news,
    sections.ACTIONS: _said_of_actions,
    sections.WORKSTREAMS: _said_of_workstreams,
    sections.STUCK: _said_of_stuck,
    sections.DECISIONS: _one(
        "None is waiting. What you decide today: say it in one sentence, and who approves it."
    ),
    sections.TELLING: _one("What of today must others hear? Say to whom, and who tells them."),
    sections.CLOSE: _one(
        "Read back actions with owner and date, and who tells whom; rate the meeting 1 to 5."
    ),
}


def rest(found: Facts, most: int) -> Iterator[tuple[str, list[tuple[Group[Any], int]]]]:
    """Yield what the page has no room for, by section: every list that was cut, and from which row on."""
    for key in (sections.ACTIONS, sections.WORKSTREAMS, sections.STUCK):
        shown = most_topics(most) if key == sections.STUCK else most
        cut = [(group, shown) for group in groups(found, key) if len(group.rows) > shown]
        if cut:
            yield key, cut
