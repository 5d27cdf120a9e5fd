"""What of the ledger is asked for, who may read the words in it, and when something moved is to come. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from handlers import forms
from handlers.errors import UserError
from handlers.text import one_line
from storage import recurrence
from storage.outbox import OutboxMessage

Which = Literal["sent", "next", "unsent", "mine"]

WORDS: Mapping[str, Which] = {
    "": "sent",
    "sent": "sent",
    "next": "next",
    "planned": "next",
    "coming": "next",
    "test": "next",
    "not sent": "unsent",
    "unsent": "unsent",
    "failed": "unsent",
    "missed": "unsent",
    "skipped": "unsent",
    "me": "mine",
    "mine": "mine",
    "to me": "mine",
}
"""What can be typed after `/steward sent`."""

REASON, DAY, AT, UNTIL = "reason", "day", "at", "until"
MOST_REASON = 300
FURTHEST = timedelta(days=370)
"""Ahead, for a pause or a move: whoever means longer ends it."""


@dataclass(frozen=True)
class Reader:
    """Who reads the ledger: who they are, whether they lead or coordinate the team, and in which channel they are."""

    person_id: int | None
    zone: ZoneInfo
    leads: bool = False
    channel_id: str | None = None

    def may_read(self, message: OutboxMessage) -> bool:
        """Return whether its words are for them.

        A direct message is for whom it was written to, and nobody else. What went to a channel is for who stands in
        it, and for who answers for the team.
        """
        if message.person_id is not None:
            return message.person_id == self.person_id
        return self.leads or message.channel_id == self.channel_id


def which(typed: str) -> Which:
    """Return what is asked for. Raises UserError with what there is."""
    found = WORDS.get(" ".join(typed.lower().split()))
    if found is None:
        shown = one_line(typed, 60)
        raise UserError(
            f"I do not know “{shown}” here. `/steward sent` shows what was sent; add `next`, `not sent` or `me`."
        )
    return found


def kept(word: str) -> Which:
    """Return what a button remembers; for anything else what was sent."""
    return next((one for one in get_args(Which) if one == word), "sent")


def reason(values: Mapping[str, Any]) -> str:
    """Return why; everybody who looks reads it. Raises UserError at the field."""
    return forms.words(values, REASON, "Reason", most=MOST_REASON)


@dataclass(frozen=True)
class Moment:
    """A moment that was chosen on a wall clock. `shown` differs from `at` where clocks go forward over it."""

    at: datetime
    is_shifted: bool


def moved_to(values: Mapping[str, Any], zone: ZoneInfo, now: datetime) -> Moment:
    """Return the moment that was chosen, in UTC. Raises UserError at the field: none, in the past, too far away."""
    day, at = forms.picked_day(values, DAY), _time(values)
    if day is None:
        raise UserError("Please choose the day.", DAY)
    moment = recurrence.moment(day, at, zone)
    if moment <= now:
        here = now.astimezone(zone)
        raise UserError(
            f"That is in the past: it is {here:%H:%M} on {here:%A %-d %B} for the team. Please choose a later time.",
            DAY,
        )
    _near(day, now.astimezone(zone).date(), DAY)
    return Moment(moment, moment.astimezone(zone).time() != at)


def paused_until(values: Mapping[str, Any], today: date) -> date:
    """Return the first day on which it comes again. Raises UserError at the field: none, not ahead, too far away."""
    day = forms.picked_day(values, UNTIL)
    if day is None:
        raise UserError("Please choose the first day on which it should come again.", UNTIL)
    if day <= today:
        raise UserError("Please choose a day after today: from then on it comes again.", UNTIL)
    _near(day, today, UNTIL)
    return day


def _near(day: date, today: date, field: str) -> None:
    if day - today > FURTHEST:
        raise UserError("That is more than a year ahead. Please choose an earlier day.", field)


def _time(values: Mapping[str, Any]) -> time:
    try:
        return time.fromisoformat(values.get(AT) or "")
    except ValueError:
        raise UserError("Please choose the time.", AT) from None
