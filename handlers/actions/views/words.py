"""The words in which actions are shown, everywhere the same. What people wrote is escaped here, once."""

from datetime import date

from handlers import dates, text
from handlers.text import cut, escape
from storage.action_rows import LIVE, Action, State
from storage.people import Person
from storage.working_days import WorkingDays

STATES: dict[State, str] = {
    "open": "Open",
    "in_progress": "In progress",
    "blocked": "Blocked",
    "done": "Done",
    "dropped": "Dropped",
}
LONGEST = 1500
"""Characters, once escaped: room for our own longest action in the worst script, and for the words around it."""
IN_A_ROW = 240
QUOTED = 900
CARRIED_TOO_OFTEN = 3
"""Meetings after which a new date alone does not help any more (state machine of actions)."""


def code(number: int) -> str:
    """The number as people type it."""
    return f"A-{number}"


def shown(words: str, limit: int = LONGEST) -> str:
    """What a person wrote, safe to show and at most that long."""
    return cut(escape(words), limit)


def one_line(words: str, limit: int = IN_A_ROW) -> str:
    """The same on one line, for rows and sentences."""
    return shown(" ".join(words.split()), limit)


def quoted(words: str, limit: int = QUOTED) -> str:
    """Set off as a quotation, line by line."""
    return "\n".join(f"> {line}" for line in shown(words.strip(), limit).splitlines())


def head(action: Action) -> str:
    return f"*{code(action.number)}* {shown(action.text)}"


def name(person: Person) -> str:
    """The name in words that ping nobody, and what keeps them from answering here."""
    if person.deactivated_at is not None:
        return f"{shown(person.name, 80)} (has left)"
    return shown(person.name, 80) + ("" if person.slack_user_id else " (without Slack)")


def called(person: Person) -> str:
    """The person where only one reader sees it: a mention, which Slack lets them click."""
    reachable = person.slack_user_id and person.deactivated_at is None
    return text.mention(person) if reachable else name(person)


def by_when(action: Action, today: date, *, near: bool) -> str:
    """When it is due; `near` says how near that is, for a reader whose today this is.

    A message that stays must not say "tomorrow": it would be wrong the day after.
    """
    due = (
        dates.show(action.due_on, today) if near and action.state in LIVE else dates.day(action.due_on, today)
    )
    if action.due_on == action.original_due_on:
        return due
    return f"{due} (first {dates.day(action.original_due_on, today)})"


def due(action: Action, late: int, today: date) -> str:
    """When it is due, in a message of that day; `late`: how many working days it is late.

    What is due on a day off is due on the working day after it.
    """
    on, first = dates.day(action.due_on, today), ""
    if action.due_on != action.original_due_on:
        first = f" (first {dates.day(action.original_due_on, today)})"
    if late:
        return f"by {on}, {text.plural(late, 'working day')} late{first}"
    if action.due_on < today:
        return f"by {on}, so by today{first}"
    return f"by {dates.show(action.due_on, today)}{first}"


def due_among(action: Action, days: WorkingDays, today: date) -> str:
    """The same by the team's working days; on a day off nothing is due by today."""
    late = days.late(action.due_on, today)
    if late or action.due_on >= today or days.is_working(today):
        return due(action, late, today)
    return f"by {by_when(action, today, near=False)}"


def strand(workstream: str | None) -> str:
    return shown(workstream, 80) if workstream else "none"


def waiting(action: Action) -> str:
    return f"Waiting for: {shown(action.waiting_for or 'not said', 600)}"


def carried(action: Action) -> str:
    """How often it was still open when the team met; from the third time on, what to do about it."""
    times = f"Carried over {text.plural(action.carried, 'weekly meeting')}."
    if action.carried < CARRIED_TOO_OFTEN:
        return times
    return f"{times} Time to give it a new date, split it, hand it over or drop it."
