"""The words in which meetings are shown, everywhere the same. What people wrote is escaped here, once."""

from datetime import date, datetime, tzinfo

from handlers import dates
from handlers.text import cut, escape
from storage.meeting_rows import Meeting
from storage.people import Person

ROLES = {"facilitator": "Facilitator", "note_taker": "Notes", "timekeeper": "Time"}
IN_A_ROW = 240
LONGEST = 1600
"""Characters, once escaped: room for our own longest note in most scripts."""
NAME = 80
OLD_TOPIC = 3
"""Weeks on the agenda; from then on a topic is offered to be dropped or made an action."""


def shown(words: str, limit: int = LONGEST) -> str:
    """What a person wrote, safe to show and at most that long."""
    return cut(escape(words), limit)


def one_line(words: str, limit: int = IN_A_ROW) -> str:
    """The same on one line."""
    return shown(" ".join(words.split()), limit)


def name(person: Person) -> str:
    """The name in words that ping nobody."""
    return one_line(person.name, NAME)


def when(meeting: Meeting, zone: tzinfo, now: datetime) -> str:
    """`Tue 24 Nov, 15:30 to 16:15`, on the clock of `zone`."""
    return f"{moment(meeting.starts_at, zone, now)} to {hour(meeting.ends_at, zone)}"


def moment(at: datetime, zone: tzinfo, now: datetime) -> str:
    """`Tue 24 Nov, 15:30`, on the clock of `zone`."""
    local = at.astimezone(zone)
    return f"{dates.day(local.date(), dates.today(zone, now))}, {local:%H:%M}"


def hour(at: datetime, zone: tzinfo) -> str:
    """`15:30`, on the clock of `zone`."""
    return f"{at.astimezone(zone):%H:%M}"


def channel(channel_id: str) -> str:
    """The channel, as a link."""
    return f"<#{channel_id}>"


def until(last_on: date | None, today: date) -> str:
    """Till when somebody is away; `last_on` is the last day of it."""
    return f"until {dates.day(last_on, today)}" if last_on else "until they say"


def age(weeks: int) -> str:
    """How long a topic has been waiting: nothing for a new one, `3rd week` for one left unfinished twice."""
    if not weeks:
        return ""
    nth = weeks + 1
    ending = "th" if 10 <= nth % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(nth % 10, "th")  # noqa: PLR2004 - how English counts
    return f"{nth}{ending} week"


def code(kind: str, number: int) -> str:
    """`A-12` or `D-3`: an action's or a decision's number as people type it."""
    return f"{'A' if kind == 'action' else 'D'}-{number}"
