"""How what a person owes is laid out: what first, what later. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from storage.action_lists import WEEK, Listed

When = Literal["overdue", "soon", "week", "later"]

_SOON = timedelta(days=1)


@dataclass(frozen=True)
class Owed:
    """What a person owes, sorted out.

    `asked`: waits for their yes or no, and is counted nowhere else. `refused`: they said it is not theirs, and a
    leader decides. `due`: all the rest, the earliest first.
    """

    asked: Sequence[Listed]
    refused: Sequence[Listed]
    due: Sequence[Listed]
    today: date

    def count(self, when: When) -> int:
        """Return how many of `due` are due then."""
        return sum(due(row.action.due_on, self.today) == when for row in self.due)

    @property
    def blocked(self) -> int:
        """How many of `due` are blocked."""
        return sum(row.action.state == "blocked" for row in self.due)

    @property
    def nothing_today(self) -> bool:
        """Whether nothing is asked of them before the day after tomorrow."""
        return not self.asked and not self.count("overdue") and not self.count("soon")


def due(on: date, today: date) -> When:
    """Return how soon that is: late, today and tomorrow, within the week that begins today, or later."""
    if on < today:
        return "overdue"
    if on <= today + _SOON:
        return "soon"
    return "week" if on < today + WEEK else "later"


def sort_out(rows: Sequence[Listed], today: date) -> Owed:
    """Return what the person owes, by what is asked of them. The order of the rows stays."""
    asked = [row for row in rows if row.action.accepted == "asked"]
    refused = [row for row in rows if row.action.accepted == "declined"]
    others = [row for row in rows if row.action.accepted not in ("asked", "declined")]
    return Owed(asked, refused, others, today)
