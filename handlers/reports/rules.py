"""What a leader should hear of on Monday: the exceptions, and nothing that goes as planned. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.reports.gathering import Situation
from storage import teams
from storage.action_lists import Listed
from storage.people import Person
from storage.workstream_lists import Overview

LATE_AFTER = 3
"""Working days of the team; until then it is between the action, its owner and the workstream's backup."""
LONG_LATE = 10
"""Working days; from then on a date alone will not do (escalation ladder)."""
CARRIED_TOO_OFTEN = 3
"""Weekly meetings at which it was past due; then it must be given a new date, split, handed over or dropped."""
QUIET_AFTER = timedelta(days=7)
"""Without an update of a workstream."""
COORDINATOR_WITHIN = timedelta(days=7)
"""Of a team's start: somebody who helps is named early."""


@dataclass(frozen=True, kw_only=True)
class Exceptions:
    """What needs a look. An action stands once: in the first of its lists that it fits, in this order.

    So does a workstream that has no owner, is off track or quiet. Whoever is away is never late: what they owe is
    left out where somebody looks after it, and `unattended` where nobody does.
    """

    leader_gone: bool = False
    no_coordinator: bool = False
    no_owner: Sequence[Overview] = ()
    no_backup: Sequence[Overview] = ()
    left_behind: Sequence[Listed] = ()
    unattended: Sequence[Listed] = ()
    unaccepted: Sequence[Listed] = ()
    blocked: Sequence[Listed] = ()
    carried: Sequence[Listed] = ()
    long_late: Sequence[Listed] = ()
    late: Sequence[Listed] = ()
    off_track: Sequence[Overview] = ()
    quiet: Sequence[Overview] = ()

    @property
    def count(self) -> int:
        """How many things need a look. 0: everything goes as planned."""
        of_actions = (
            *(self.left_behind, self.unattended, self.unaccepted),
            *(self.blocked, self.carried, self.long_late, self.late),
        )
        of_workstreams = (self.no_owner, self.no_backup, self.off_track, self.quiet)
        return self.leader_gone + self.no_coordinator + sum(map(len, (*of_actions, *of_workstreams)))


def exceptions(found: Situation, now: datetime) -> Exceptions:
    """Return what the leader of that team should hear of now."""
    today = teams.today(found.team, now)
    rest, left_behind = _apart(found.open, lambda row: row.owner.deactivated_at is not None)
    rest, away = _apart(rest, lambda row: found.absence(row.owner) is not None)
    rest, unaccepted = _apart(rest, lambda row: row.action.accepted in ("asked", "declined"))
    rest, blocked = _apart(rest, lambda row: row.action.state == "blocked")
    rest, carried = _apart(rest, lambda row: row.action.carried >= CARRIED_TOO_OFTEN)
    rest, long_late = _apart(rest, lambda row: late(found, row, today) >= LONG_LATE)
    return Exceptions(
        leader_gone=not is_here(found.leader),
        no_coordinator=not is_here(found.coordinator) and now - found.team.created_at > COORDINATOR_WITHIN,
        no_owner=[row for row in found.workstreams if row.lacks_owner],
        no_backup=[row for row in found.workstreams if row.lacks_backup],
        left_behind=left_behind,
        unattended=[row for row in away if _is_unattended(found, row, today)],
        unaccepted=unaccepted,
        blocked=blocked,
        carried=carried,
        long_late=long_late,
        late=[row for row in rest if late(found, row, today) > LATE_AFTER],
        off_track=[row for row in found.workstreams if is_off_track(row)],
        quiet=[]
        if _is_just_back(found, today)
        else [row for row in found.workstreams if _is_missed(found, row, now)],
    )


def recipient(found: Situation) -> Person | None:
    """Return the leader; who stands in for them while they are away, else the coordinator; None where nobody can be told."""
    for person in (found.leader, found.stand_in, found.coordinator):
        if person and is_here(person) and person.slack_user_id and not found.absence(person):
            return person
    return None


def late(found: Situation, row: Listed, today: date) -> int:
    """Return how many of the team's working days it is late."""
    return found.days.late(row.action.due_on, today)


def _is_unattended(found: Situation, row: Listed, today: date) -> bool:
    """Whether it is past its date or stuck while its owner is away, and nobody was named to look after it."""
    absence = found.absence(row.owner)
    stuck = row.action.state == "blocked" or row.action.accepted in ("asked", "declined")
    past = late(found, row, today) > 0
    return absence is not None and absence.cover_id is None and (stuck or past)


def _is_just_back(found: Situation, today: date) -> bool:
    """Whether a pause ended within the week: nobody was asked for an update in it, and the forms go out anew."""
    ends = (taken.last_on for taken in found.days.breaks if taken.is_season)
    return any(last_on and last_on < today <= last_on + QUIET_AFTER for last_on in ends)


def _is_missed(found: Situation, row: Overview, now: datetime) -> bool:
    """Whether an update is missed that somebody who is here could have given."""
    elsewhere = row.lacks_owner or is_off_track(row) or found.absence(row.owner) is not None
    return is_quiet(row, now) and not elsewhere


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


def _apart(rows: Sequence[Listed], chosen: Callable[[Listed], bool]) -> tuple[list[Listed], list[Listed]]:
    """The rest, and those chosen, each in their order."""
    return [row for row in rows if not chosen(row)], [row for row in rows if chosen(row)]
