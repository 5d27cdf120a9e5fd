"""What an agenda is decided by: whose turn it is, what is stuck, what counts as an update. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import permutations
from math import ceil

from handlers.workstreams import rules as strand_rules
from storage.action_lists import Listed
from storage.meeting_rows import MeetingRoleName
from storage.members import Kind
from storage.people import Person
from storage.topics import Topic
from storage.working_days import WorkingDays
from storage.workstream_lists import Overview

ROLES: tuple[MeetingRoleName, ...] = ("facilitator", "note_taker", "timekeeper")

NEEDS_TEAM = 7
"""Working days late: then the team looks at it (escalation: 1 owner, 3 owner and backup, 7 agenda, 10 leader)."""
CARRIED_TOO_OFTEN = 3
"""Weekly meetings at which an action was past due; then it is re-dated, split, handed over or dropped."""
OLD_TOPIC = 3
"""The week on the agenda from which on a topic is offered to be kept, dropped or made an action."""
MOST_STUCK = 3
LONGEST_TOPIC = 300
"""Characters."""
LONGEST_DETAILS = 1000


@dataclass(frozen=True)
class Turn:
    """That somebody had a role at a meeting. `meeting`: anything that grows from one meeting to the next."""

    meeting: int
    role: MeetingRoleName
    person_id: int


@dataclass(frozen=True)
class Duty:
    """Who has a role, and who stands in; by person id."""

    person_id: int
    backup_id: int | None


@dataclass(frozen=True, kw_only=True)
class Actions:
    """Open actions by what they need. Each stands once: in the first list that it fits, in this order.

    `away`: past due, and the owner is away or has left, so nobody is late. `due`: not past due, and due soon.
    """

    away: Sequence[Listed] = ()
    blocked: Sequence[Listed] = ()
    needs_team: Sequence[Listed] = ()
    carried: Sequence[Listed] = ()
    overdue: Sequence[Listed] = ()
    due: Sequence[Listed] = ()
    later: int = 0


@dataclass(frozen=True, kw_only=True)
class Workstreams:
    """Workstreams by how they stand. One without an update of this week stands in `quiet` alone."""

    off_track: Sequence[Overview] = ()
    at_risk: Sequence[Overview] = ()
    quiet: Sequence[Overview] = ()
    on_track: Sequence[Overview] = ()


@dataclass(frozen=True)
class Stuck:
    """A point to work on: an action, or a workstream. `late`: working days."""

    action: Listed | None
    workstream: Overview | None
    late: int


def can_serve(person: Person, kind: Kind, away: Collection[int]) -> bool:
    """Return whether a member can have a role at the meeting: core, here that day, a full member with an account."""
    here = person.deactivated_at is None and person.slack_user_id is not None and person.id not in away
    return kind == "core" and here and not (person.is_guest or person.is_external)


def rotate(
    present: Sequence[int], turns: Sequence[Turn], roles: Sequence[MeetingRoleName] = ROLES
) -> dict[MeetingRoleName, Duty]:
    """Return who has which of the roles, by person id; nobody present: none.

    1. Everybody stands in one queue. Who had a role goes to its end; who was away keeps their place, and owes nothing.
    2. The first of it have a turn. Among them, each gets the role that they had longest ago.
    3. Those next in the queue stand in; where nobody is left, another who has a turn does.
    """
    queue = _queue(present, turns)
    if not queue:
        return {}
    serving = [queue[place % len(queue)] for place in range(len(roles))]
    chosen = _longest_ago(serving, turns, roles)
    rest = queue[len(roles) :]
    return {
        role: Duty(person_id, _stands_in(place, person_id, rest, chosen))
        for place, (role, person_id) in enumerate(zip(roles, chosen, strict=True))
    }


def quorum(core: int, percent: int) -> int:
    """Return how many of the core members must be there for the meeting to settle things."""
    return ceil(core * percent / 100)


def sort_workstreams(rows: Sequence[Overview], since: datetime) -> Workstreams:
    """Return the workstreams by how they stand, each list in their order."""
    fresh = [row for row in rows if strand_rules.is_fresh(row, since)]
    state = {key: [row for row in fresh if row.workstream.state == key] for key in ("off_track", "at_risk")}
    told = {id(row) for found in state.values() for row in found}
    return Workstreams(
        **state,
        on_track=[row for row in fresh if id(row) not in told],
        quiet=[row for row in rows if not strand_rules.is_fresh(row, since)],
    )


def sort_actions(
    rows: Sequence[Listed],
    *,
    days: WorkingDays,
    today: date,
    due_until: date,
    away: Collection[int],
) -> Actions:
    """Return a team's open actions by what they need; each list in the order given, which is the earliest due first."""
    found: dict[str, list[Listed]] = {name: [] for name in Actions.__annotations__ if name != "later"}
    later = 0
    for row in rows:
        name = _list_of(row, days, today, due_until, away)
        if name is None:
            later += 1
        else:
            found[name].append(row)
    return Actions(**found, later=later)


def stuck(
    actions: Actions, workstreams: Workstreams, *, days: WorkingDays, today: date, most: int = MOST_STUCK
) -> list[Stuck]:
    """Return the points that the team works on, the first three by this rule.

    Reach, then urgency: a workstream that is off track holds up all that is in it; then what is blocked or 7 working
    days late, the latest first; then what was carried over three times; then workstreams at risk that ask for help.
    """
    urgent = sorted(
        (*actions.needs_team, *actions.blocked), key=lambda row: -days.late(row.action.due_on, today)
    )
    asking = [row for row in workstreams.at_risk if row.last_update and row.last_update.help]
    points = [
        *(Stuck(None, row, 0) for row in workstreams.off_track),
        *(Stuck(row, None, days.late(row.action.due_on, today)) for row in (*urgent, *actions.carried)),
        *(Stuck(None, row, 0) for row in asking),
    ]
    return points[:most]


def week_of(topic: Topic) -> int:
    """Return the how manieth meeting it is on the agenda of: 1 for a new one."""
    return topic.weeks + 1


def is_old(topic: Topic) -> bool:
    """Return whether it has been carried so often that it should be settled one way or another."""
    return week_of(topic) >= OLD_TOPIC


def _list_of(
    row: Listed, days: WorkingDays, today: date, due_until: date, away: Collection[int]
) -> str | None:
    action = row.action
    late = days.late(action.due_on, today)
    if late and (action.owner_id in away or row.owner.deactivated_at is not None):
        return "away"
    if action.state == "blocked":
        return "blocked"
    if late >= NEEDS_TEAM:
        return "needs_team"
    if action.carried >= CARRIED_TOO_OFTEN:
        return "carried"
    if late:
        return "overdue"
    return "due" if action.due_on <= due_until else None


def _queue(present: Sequence[int], turns: Sequence[Turn]) -> list[int]:
    """Replay the meetings: whoever served moves behind those who did not, in the order in which they stood."""
    queue = list(dict.fromkeys(present))
    for meeting in sorted({turn.meeting for turn in turns}):
        served = [turn.person_id for turn in turns if turn.meeting == meeting]
        queue.sort(key=served.count)
    return queue


def _longest_ago(
    serving: Sequence[int], turns: Sequence[Turn], roles: Sequence[MeetingRoleName]
) -> tuple[int, ...]:
    """Who has which role, so that each had theirs as long ago as can be; never is longest ago."""
    last = {
        (turn.role, turn.person_id): turn.meeting for turn in sorted(turns, key=lambda turn: turn.meeting)
    }
    meetings = sorted({turn.meeting for turn in turns})

    def lately(order: tuple[int, ...]) -> int:
        had = (last.get(pair) for pair in zip(roles, order, strict=True))
        return sum(meetings.index(meeting) + 1 for meeting in had if meeting is not None)

    return min(permutations(serving), key=lately)


def _stands_in(place: int, person_id: int, rest: Sequence[int], chosen: Sequence[int]) -> int | None:
    if rest:
        return rest[place % len(rest)]
    others = [other for other in (*chosen[place + 1 :], *chosen[:place]) if other != person_id]
    return others[0] if others else None
