"""How often a team meets: a choice on screen, an RFC 5545 rule in its timetable, words wherever it is told. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from handlers import dates, forms
from handlers.dates.vocabulary import WEEKDAYS
from handlers.errors import UserError
from storage import recurrence
from storage.teams import Settings

RHYTHM, START = "rhythm", "start"

EVERY_WEEK = "1"
CHOICES: Mapping[str, str] = {
    EVERY_WEEK: "Every week",
    "2": "Every 2 weeks",
    "3": "Every 3 weeks",
    "4": "Every 4 weeks",
    "first": "Once a month, on the first such day",
    "second": "Once a month, on the second such day",
    "third": "Once a month, on the third such day",
    "fourth": "Once a month, on the fourth such day",
    "last": "Once a month, on the last such day",
}
"""What may be chosen beside the day of the week."""
_NTH = {"first": "1", "second": "2", "third": "3", "fourth": "4", "last": "-1"}
_WEEK = timedelta(weeks=1)
_FARTHEST = timedelta(days=365)
_LONGEST_MONTH = 5 * _WEEK
"""What lies at most between two of the first, or two of the last, such days of a month."""


@dataclass(frozen=True)
class Rhythm:
    """A rule that a team chose, and the date from which its weeks are counted; None: the choice counts none."""

    rule: str
    starts_on: date | None = None


def counts_weeks(choice: str | None) -> bool:
    """Return whether it matters in which week that choice begins."""
    return choice in CHOICES and choice not in _NTH and choice != EVERY_WEEK


def rule(choice: str, weekday: int) -> str:
    """Return the RRULE of the choice on that weekday, 0 for Monday. Raises KeyError for what is no choice."""
    weekly = recurrence.weekly(weekday)
    if choice in _NTH:
        return weekly.replace("WEEKLY;BYDAY=", f"MONTHLY;BYDAY={_NTH[choice]}")
    return {EVERY_WEEK: weekly}.get(choice) or weekly.replace("WEEKLY", f"WEEKLY;INTERVAL={int(choice)}")


def choice(of_rule: str) -> str | None:
    """Return the choice behind the rule; None where nobody could choose it on screen."""
    plain, weekday = of_rule.replace("+", ""), _weekday(of_rule)
    return next((one for one in CHOICES if plain == rule(one, weekday)), None)


def words(of_rule: str) -> str:
    """Return `every 2 weeks on Tuesday`, `on the first Tuesday of the month`."""
    chosen, weekday = choice(of_rule), WEEKDAYS[_weekday(of_rule)]
    if chosen is None:
        return "on days of its own"
    if chosen in _NTH:
        return f"on the {chosen} {weekday} of the month"
    return f"every {'week' if chosen == EVERY_WEEK else f'{chosen} weeks'} on {weekday}"


def span(of_rule: str | None) -> timedelta:
    """Return the longest time between two meetings by that rule: an update older than that is of an earlier one."""
    chosen = choice(of_rule) if of_rule else EVERY_WEEK
    if chosen is None or chosen in _NTH:
        return _LONGEST_MONTH
    return int(chosen) * _WEEK


def next_on(standing: Rhythm, zone_name: str, at: time, now: datetime) -> date:
    """Return the first date of the rhythm whose meeting has not begun yet, on the team's calendar."""
    zone = ZoneInfo(zone_name)
    today = now.astimezone(zone).date()
    found = recurrence.dates(standing.rule, starts_on=standing.starts_on or today, since=today)
    return next(day for day in found if recurrence.moment(day, at, zone) > now)


def first_on(settings: Settings, now: datetime) -> date:
    """Return the next such weekday whose meeting has not begun yet: the start that is offered."""
    weekly = Rhythm(recurrence.weekly(settings["weekly_weekday"]))
    return next_on(weekly, settings["zone"], settings["weekly_at"], now)


def read(values: Mapping[str, Any], settings: Settings, now: datetime) -> Rhythm:
    """Return the rhythm that the form says; without a start it begins with the next such weekday.

    Raises UserError at the field: nothing chosen; a start in the past, over a year ahead or on another weekday.
    """
    chosen = str(values.get(RHYTHM))
    if chosen not in CHOICES:
        raise UserError("Please choose how often you meet.", RHYTHM)
    wanted = rule(chosen, settings["weekly_weekday"])
    if not counts_weeks(chosen):
        return Rhythm(wanted)
    return Rhythm(wanted, _start(forms.picked_day(values, START), settings, now))


def _start(on: date | None, settings: Settings, now: datetime) -> date:
    first = first_on(settings, now)
    if on is None:
        return first
    today = now.astimezone(ZoneInfo(settings["zone"])).date()
    said = dates.day(on, today)
    if on > today + _FARTHEST:
        raise UserError(
            f"{said} is more than a year ahead. Choose a day within a year; the next is {dates.day(first, today)}.",
            START,
        )
    nearest = max(first, on - timedelta(days=(on.weekday() - first.weekday()) % 7))
    near = f"{dates.day(nearest, today)} or {dates.day(nearest + _WEEK, today)}"
    if on < today:
        raise UserError(f"{said} is past. The next meetings could be on {near}.", START)
    if on.weekday() != first.weekday():
        meant = f"{WEEKDAYS[on.weekday()]}, and you meet on {WEEKDAYS[first.weekday()]}s"
        raise UserError(f"{said} is a {meant}. The nearest are {near}.", START)
    if on < first:
        raise UserError(f"The meeting of {said} has begun or is over. The next could be on {near}.", START)
    return on


def _weekday(of_rule: str) -> int:
    """The weekday that the rule names; one that names none has no words for it anyway."""
    return next((day for day in range(7) if of_rule.endswith(recurrence.weekly(day)[-2:])), 0)
