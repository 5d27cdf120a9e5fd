"""How what a person owes is laid out: what first, what later. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal, get_args

from storage.action_lists import WEEK, Listed
from storage.action_rows import Action
from storage.working_days import EVERY_DAY, WorkingDays

When = Literal["overdue", "soon", "week", "later"]

_SOON = timedelta(days=1)


@dataclass(frozen=True)
class Owed:
    """What a person owes, sorted out.

    `asked`: waits for their yes or no, and is counted nowhere else. `refused`: they said it is not theirs, and a
    leader decides. `due`: all the rest, the most pressing first. `days`: which days each team works, by its id.
    """

    asked: Sequence[Listed]
    refused: Sequence[Listed]
    due: Sequence[Listed]
    today: date
    days: Mapping[int, WorkingDays] = field(default_factory=dict)

    def count(self, when: When) -> int:
        """Return how many of `due` are due then."""
        return sum(self.when(row.action) == when for row in self.due)

    def when(self, action: Action) -> When:
        """Return how soon the action is due."""
        return due(action.due_on, self.today, self.days_of(action))

    def days_of(self, action: Action) -> WorkingDays:
        """Return the days that the action's team works."""
        return self.days.get(action.team_id, EVERY_DAY)

    @property
    def blocked(self) -> int:
        """How many of `due` are blocked."""
        return sum(row.action.state == "blocked" for row in self.due)

    @property
    def nothing_today(self) -> bool:
        """Whether nothing is asked of them before the day after tomorrow."""
        return not self.asked and not self.count("overdue") and not self.count("soon")


def due(on: date, today: date, days: WorkingDays = EVERY_DAY) -> When:
    """Return how soon that is: late, today and tomorrow, within the week that begins today, or later.

    What fell due on a day off is due on the working day after it.
    """
    if days.late(on, today):
        return "overdue"
    if on < today:
        try:
            on = days.on_or_after(on)
        except ValueError:  # nobody works in the three years to come
            return "later"
    if on <= today + _SOON:
        return "soon"
    return "week" if on < today + WEEK else "later"


def sort_out(rows: Sequence[Listed], today: date, days: Mapping[int, WorkingDays] | None = None) -> Owed:
    """Return what the person owes, by what is asked of them and how soon. Else the order of the rows stays."""
    asked = [row for row in rows if row.action.accepted == "asked"]
    refused = [row for row in rows if row.action.accepted == "declined"]
    others = [row for row in rows if row.action.accepted not in ("asked", "declined")]
    found = Owed(asked, refused, others, today, days or {})
    whens = get_args(When)
    return replace(found, due=sorted(others, key=lambda row: whens.index(found.when(row.action))))
