"""What every team has of a timetable from its first day: when it comes, to whom, and how late is too late.

Setting up a team makes one schedule of each; the feature that knows the routine of that kind runs it.
"""

from dataclasses import dataclass
from datetime import time, timedelta

ROLLUP = "rollup"


@dataclass(frozen=True, kw_only=True)
class Default:
    """A schedule that a new team is given.

    `local_time` is wall time in the team's zone, `rrule` an RFC 5545 rule that counts dates in it. Later than
    `grace` after its moment it is not sent any more. `words` say when it comes and to whom, as part of a list.
    """

    kind: str
    title: str
    local_time: time
    rrule: str
    grace: timedelta
    words: str


DEFAULT_SCHEDULES = (
    Default(
        kind=ROLLUP,
        title="Monday roll-up",
        local_time=time(8),
        rrule="FREQ=WEEKLY;BYDAY=MO",
        grace=timedelta(hours=4),
        words=(
            "Mondays at 08:00: what is late, blocked or without an owner, to the leader alone, "
            "and nothing when there is nothing to say"
        ),
    ),
)
