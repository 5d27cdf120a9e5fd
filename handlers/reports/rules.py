"""What a leader should hear of on Monday: the exceptions, and nothing that goes as planned. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.dates import arithmetic
from handlers.reports.gathering import Situation
from storage import teams
from storage.action_lists import Listed
from storage.action_rows import Action
from storage.people import Person
from storage.workstream_lists import Overview

LATE_AFTER = 3
"""Working days, Monday to Friday; until then it is between the action and its owner."""
CARRIED_TOO_OFTEN = 3
"""Weekly meetings at which it was past due; then it must be given a new date, split, handed over or dropped."""
QUIET_AFTER = timedelta(days=7)
"""Without an update of a workstream."""
COORDINATOR_WITHIN = timedelta(days=7)
"""Of a team's start: somebody who helps is named early."""


@dataclass(frozen=True, kw_only=True)
class Exceptions:
    """What needs a look. An action stands once: in the first of its lists that it fits, in this order.

    So does a workstream that is off track or quiet.
    """

    leader_gone: bool = False
    no_coordinator: bool = False
    no_owner: Sequence[Overview] = ()
    no_backup: Sequence[Overview] = ()
    left_behind: Sequence[Listed] = ()
    unaccepted: Sequence[Listed] = ()
    blocked: Sequence[Listed] = ()
    carried: Sequence[Listed] = ()
    late: Sequence[Listed] = ()
    off_track: Sequence[Overview] = ()
    quiet: Sequence[Overview] = ()

    @property
    def count(self) -> int:
        """How many things need a look. 0: everything goes as planned."""
        of_actions = (self.left_behind, self.unaccepted, self.blocked, self.carried, self.late)
        of_workstreams = (self.no_owner, self.no_backup, self.off_track, self.quiet)
        return self.leader_gone + self.no_coordinator + sum(map(len, (*of_actions, *of_workstreams)))


def exceptions(found: Situation, now: datetime) -> Exceptions:
    """Return what the leader of that team should hear of now."""
    today = teams.today(found.team, now)
    left_behind = [row for row in found.open if row.owner.deactivated_at]
    rest = [row for row in found.open if not row.owner.deactivated_at]
    rest, unaccepted = _apart(rest, lambda action: action.accepted in ("asked", "declined"))
    rest, blocked = _apart(rest, lambda action: action.state == "blocked")
    rest, carried = _apart(rest, lambda action: action.carried >= CARRIED_TOO_OFTEN)
    return Exceptions(
        leader_gone=not is_here(found.leader),
        no_coordinator=not is_here(found.coordinator) and now - found.team.created_at > COORDINATOR_WITHIN,
        no_owner=[row for row in found.workstreams if row.lacks_owner],
        no_backup=[row for row in found.workstreams if row.lacks_backup],
        left_behind=left_behind,
        unaccepted=unaccepted,
        blocked=blocked,
        carried=carried,
        late=[row for row in rest if is_late(row.action.due_on, today)],
        off_track=[row for row in found.workstreams if is_off_track(row)],
        quiet=[row for row in found.workstreams if is_quiet(row, now) and not is_off_track(row)],
    )


def recipient(found: Situation) -> Person | None:
    """Return the leader; the coordinator where the leader cannot be written to; None where neither can."""
    both = (found.leader, found.coordinator)
    return next((person for person in both if person and is_here(person) and person.slack_user_id), None)


def is_late(due_on: date, today: date) -> bool:
    """Return whether more than three working days have passed since."""
    return arithmetic.add(due_on, LATE_AFTER, "working day") < today


def is_here(person: Person | None) -> bool:
    """Return whether there is such a person, and they have not left."""
    return person is not None and person.deactivated_at is None


def is_off_track(row: Overview) -> bool:
    """Return whether the last that was said of the workstream is that it is off track."""
    return row.workstream.state == "off_track"


def is_quiet(row: Overview, now: datetime) -> bool:
    """Return whether nobody has said for a week how the workstream stands."""
    since = row.last_update.at if row.last_update else row.workstream.created_at
    return now - since > QUIET_AFTER


def _apart(rows: Sequence[Listed], chosen: Callable[[Action], bool]) -> tuple[list[Listed], list[Listed]]:
    """The rest, and those chosen, each in their order."""
    return (
        [row for row in rows if not chosen(row.action)],
        [row for row in rows if chosen(row.action)],
    )
