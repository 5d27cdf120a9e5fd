"""What a day off does to a date of a rule: it happens all the same, not at all, or on a working day beside it. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from storage.working_days import WorkingDays

OnHoliday = Literal["run", "skip", "before", "after"]


@dataclass(frozen=True)
class Shift:
    """A choice and the calendar it is made for. Later dates never land before earlier ones."""

    on_holiday: OnHoliday
    days: WorkingDays

    def lands_on(self, day: date) -> date | None:
        """Where that date happens; None: not at all.

        What falls into a season pause is let go, neither brought forward nor made up for; so is what has no working
        day within reach.
        """
        if self.on_holiday == "run" or self.days.is_working(day):
            return day
        if self.on_holiday == "skip" or self.days.in_season_pause(day):
            return None
        try:
            return self.days.on_or_before(day) if self.on_holiday == "before" else self.days.on_or_after(day)
        except ValueError:
            return None

    def first_for(self, day: date) -> date:
        """No date before this one lands on that day or later."""
        try:
            return self.days.on_or_before(day - timedelta(days=1)) if self.on_holiday == "after" else day
        except ValueError:
            return day
