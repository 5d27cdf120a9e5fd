"""The digest as one message: what needs its reader, under headings that say why, a row each."""

from collections.abc import Iterator
from datetime import timedelta

from handlers import dates, messages
from handlers.actions.views import words
from handlers.answer import Message
from handlers.digest.showing import Row, Shown
from handlers.digest.views import rows
from handlers.messages import Part
from handlers.teams import views as team_views
from handlers.text import plural

_NAME = 60
_HEADINGS = {
    "accept": "*Waiting for your answer*\nCan you take these on?",
    "carried": "*Carried over three weekly meetings or more*\nGive it a new date, split it, hand it over or drop it.",
    "update": "*Your update for the agenda*",
    "overdue": "*Overdue*",
    "today": "*Due today*",
    "blocked_on_me": "*Waiting for you*\nTheir owners name you. A word to them, or Unblock when it is there, and they can go on.",
    "backup": "*As backup: three working days late or more*\nAsk the owner what would help.",
    "leader": (
        "*As team leader: ten working days late or more*\n"
        "A short talk helps more than a reminder: what is in the way, and which date holds?"
    ),
}


def digest(shown: Shown, at: str = "") -> Message:
    """Return the whole message. `at`: where its buttons stand, so that they are answered there."""
    return messages.of(
        _opening(shown),
        *_grouped(shown, at),
        _more(shown),
        _closing(shown),
    )


def _opening(shown: Shown) -> str:
    day = dates.day(shown.today, shown.today)
    if shown.closed:
        return f"*{day}*: what you were told that day. A later note has come, so please answer there."
    left = sum(not rows.is_answered(row, shown) for row in shown.rows) + shown.more
    if not left:
        return f"*{day}*: all answered. Thank you, nothing else is needed."
    needs = "needs" if left == 1 else "need"
    return f"*Good morning. {day}*: {plural(left, 'thing')} {needs} a word from you."


def _grouped(shown: Shown, at: str) -> Iterator[Part]:
    heading = ""
    for row in shown.rows:
        said = _heading(row, shown)
        if said != heading:
            heading = said
            yield heading
        yield from rows.parts(row, shown, at)


def _heading(row: Row, shown: Shown) -> str:
    if row.item.away_id is not None:
        return _in_place_of(row, shown)
    if row.item.why == "next":
        tomorrow = shown.today + timedelta(days=1)
        later = any(
            other.item.why == "next" and other.listed and other.listed.action.due_on > tomorrow
            for other in shown.rows
        )
        return "*Due by the next working day*" if later else "*Due tomorrow*"
    return _HEADINGS[row.item.why]


def _in_place_of(row: Row, shown: Shown) -> str:
    """Whom it is for, and until when they are away; who has left comes no more."""
    name = words.shown(row.away.name, _NAME) if row.away else "somebody"
    if row.away is not None and row.away.deactivated_at is not None:
        return f"*For {name}, who has left*\nYou are the backup. Hand these over when you know to whom."
    return f"*For {name}, {team_views.away(row.item.away_until, None, shown.today)}*"


def _more(shown: Shown) -> str:
    if not shown.more:
        return ""
    return f"and {shown.more} more: App Home shows all of it, and so does `/steward actions mine`."


def _closing(shown: Shown) -> str:
    if shown.closed:
        return ""
    return "One such note a day at most, and none when nothing is owed. `/steward preferences` sets when it comes."
