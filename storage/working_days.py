"""Which days a team works: its weekdays, its country's holidays, its breaks. Pure: no clock, no database."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

import holidays

from storage import errors

REACH = timedelta(days=3 * 366)
"""How far a working day is searched for: a break without an end has none behind it."""

_DAY = timedelta(days=1)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Break:
    """Days off in a row, both ends included; `last_on` None: nobody knows yet when it ends."""

    first_on: date
    last_on: date | None
    name: str
    is_season: bool = False

    def covers(self, day: date) -> bool:
        return self.first_on <= day and (self.last_on is None or day <= self.last_on)


@dataclass(frozen=True)
class Holidays:
    """The public holidays of a country, or of one of its regions, by the codes of the `holidays` library."""

    country: str
    subdivision: str | None = None

    def name(self, day: date) -> str | None:
        """What the day is called, in English where the library knows how; None: an ordinary day."""
        return _year(self.country, self.subdivision, day.year).get(day)


@dataclass(frozen=True)
class WorkingDays:
    """The days a team works; `weekdays` are 0 for Monday to 6.

    A search further than REACH (three years) finds nothing and raises ValueError.
    """

    weekdays: frozenset[int]
    holidays: Holidays | None = None
    breaks: tuple[Break, ...] = ()
    _asked: dict[date, str | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def off(self, day: date) -> str | None:
        """Why nobody works: a break or a holiday by its name, else the weekday's; None: a working day."""
        if day not in self._asked:  # a list asks for the same days for each of its rows
            weekday = None if day.weekday() in self.weekdays else _WEEKDAYS[day.weekday()]
            self._asked[day] = self.named(day) or weekday
        return self._asked[day]

    def named(self, day: date) -> str | None:
        """The break or the holiday of that day, whatever its weekday."""
        taken = next((found.name for found in self.breaks if found.covers(day)), None)
        return taken or (self.holidays.name(day) if self.holidays else None)

    def in_season_pause(self, day: date) -> bool:
        """Whether the whole team pauses: what falls into it is neither brought forward nor made up for."""
        return any(found.is_season and found.covers(day) for found in self.breaks)

    def is_working(self, day: date) -> bool:
        return self.off(day) is None

    def on_or_before(self, day: date) -> date:
        return next(self._working(day, -_DAY))

    def on_or_after(self, day: date) -> date:
        return next(self._working(day, _DAY))

    def add(self, day: date, count: int) -> date:
        """That many working days later, or earlier; a day off counts as the working day before it."""
        start = self.on_or_before(day)
        days = self._working(start, _DAY if count > 0 else -_DAY)
        for _ in range(abs(count)):
            next(days)
        return next(days)

    def late(self, due_on: date, today: date) -> int:
        """How many working days late; 0: not late. What is due on a day off is due on the working day after it."""
        days = (due_on + _DAY * number for number in range((today - due_on).days + 1))
        return max(0, sum(map(self.is_working, days)) - 1)

    def overdue_before(self, today: date) -> date:
        """`due_on` is before this date exactly when it is late."""
        try:
            return self.add(today, -1) + _DAY
        except ValueError:  # nobody worked in three years: nothing is late
            return date.min

    def _working(self, day: date, step: timedelta) -> Iterator[date]:
        """Working days from that day on, itself included."""
        found = day
        while abs(found - day) <= REACH:
            if self.is_working(found):
                yield found
                day = found
            found += step
        raise ValueError(f"no working day within three years of {day}")


EVERY_DAY = WorkingDays(frozenset(range(7)))
MONDAY_TO_FRIDAY = WorkingDays(frozenset(range(5)))


def digits(weekdays: str) -> str:
    """Weekdays as they are kept: digits in order, each once. Raises Refused `no_working_days` where none is left."""
    kept = "".join(sorted(set(weekdays) & set("0123456")))
    if not kept:
        raise errors.Refused("no_working_days", weekdays=weekdays)
    return kept


@lru_cache(maxsize=512)
def _year(country: str, subdivision: str | None, year: int) -> MappingProxyType[date, str]:
    """Built whole for the year: the library's own growing objects are not safe among threads."""
    known = holidays.country_holidays(country, subdiv=subdivision, years=year, expand=False, language="en_US")
    return MappingProxyType(dict(known))
