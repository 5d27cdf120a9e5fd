"""What stands in a person's digest, in which order, and whether there is one at all. Pure.

A row stands once, for the first reason that fits it:

1. of their own: asked to accept it, carried too often, overdue, due today, due on the next working day;
2. an update of a workstream of theirs, once the form is out and nobody has given it;
3. blocked, waiting for them by name;
4. of somebody who is away and whom they stand in for, for the reasons of 1;
5. as the backup of its workstream: three working days late;
6. as the team leader: ten working days late.

Days are the person's, working days the team's. A team that has the day off is left in peace, and so is what
somebody touched within a day.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, get_args

from handlers.actions import whose
from storage.absences import Absence
from storage.action_rows import Action
from storage.digest_lists import CARRIED, Promise
from storage.digests import Item
from storage.people import Person
from storage.preferences import Preference
from storage.team_lists import Seat
from storage.working_days import WorkingDays
from storage.workstream_lists import Overview

Why = Literal["accept", "carried", "update", "overdue", "today", "next", "blocked_on_me", "backup", "leader"]

ORDER: Sequence[str] = get_args(Why)
TO_BACKUP = 3
"""Working days late; from then on the backup of its workstream sees it beside its owner (escalation ladder)."""
TO_LEADER = 10
"""Working days late; from then on the team leader sees it."""
TOUCHED = timedelta(hours=24)
"""What somebody took a step of so lately needs no reminder."""
ROWS = 12
"""In one digest; the rest is counted."""


@dataclass(frozen=True, kw_only=True)
class Morning:
    """All that decides about one person's digest of one day, as it stands at `now`.

    `mine` are their own actions and those of the people in `covered`, by id; `watched` those of others. `days` are
    the working days of every team named in them. `owed`: workstreams whose update is due, theirs or their charge.
    `away`: owners who are away; None for who has left Slack. `backing`: workstreams that they back up; `leading`: teams.
    """

    person: Person
    today: date
    now: datetime
    seats: Sequence[Seat] = ()
    days: Mapping[int, WorkingDays] = field(default_factory=dict)
    mine: Sequence[Promise] = ()
    covered: Mapping[int, Absence] = field(default_factory=dict)
    watched: Sequence[Promise] = ()
    away: Mapping[int, Absence | None] = field(default_factory=dict)
    owed: Sequence[Overview] = ()
    backing: frozenset[int] = frozenset()
    leading: frozenset[int] = frozenset()


def can_be_told(person: Person) -> bool:
    """Return whether a digest may reach them: a full member of the workspace who is still there."""
    outside = person.is_guest or person.is_external
    return person.slack_user_id is not None and person.deactivated_at is None and not outside


def wants(preference: Preference, today: date) -> bool:
    """Return whether they want a digest on that day at all: not switched off, and a working day of theirs."""
    return not preference.digest_off and str(today.weekday()) in (preference.weekdays or "0123456")


def items(morning: Morning) -> list[Item]:
    """Return the rows of the digest from the top; none where nothing presses."""
    fresh = morning.now - TOUCHED
    found = [
        *_own(morning, [promise for promise in morning.mine if not is_touched(promise, fresh)]),
        *_updates(morning),
        *_watched(morning, [promise for promise in morning.watched if not is_touched(promise, fresh)]),
    ]
    rows = sorted(found, key=_place)
    return rows if any(map(presses, rows)) else []


def presses(item: Item) -> bool:
    """Return whether it is worth a message: what a leader was shown once only comes along with something else."""
    return item.why != "leader" or item.late == TO_LEADER


def is_touched(promise: Promise, since: datetime) -> bool:
    """Return whether somebody took a step of it since."""
    return promise.touched_at is not None and promise.touched_at > since


def of_own(action: Action, days: WorkingDays, today: date) -> Why | None:
    """Return why an action stands in its owner's digest; None: it does not."""
    if action.accepted == "asked":
        return "accept"
    if must_answer(action):
        return "carried"
    if days.late(action.due_on, today) > 0:
        return "overdue"
    if action.due_on <= today:
        return "today"
    return "next" if action.due_on <= next_working(days, today) else None


def nobody_stands_in(away: Mapping[int, Absence | None], owner_id: int | None) -> bool:
    """Return whether the owner is away, or has left, and nobody was named to look after their things."""
    if owner_id is None or owner_id not in away:
        return False
    absence = away[owner_id]
    return absence is None or absence.cover_id is None


def must_answer(action: Action) -> bool:
    """Return whether it was carried too often and has had no new date since."""
    on = action.carried_on
    return action.carried >= CARRIED and on is not None and action.due_on < on


def next_working(days: WorkingDays, today: date) -> date:
    """Return the team's next working day; tomorrow, where a pause without an end lies ahead."""
    try:
        return days.add(today, 1)
    except (ValueError, OverflowError):
        return today + timedelta(days=1)


def _own(morning: Morning, promises: Iterable[Promise]) -> Iterator[Item]:
    """Theirs, and what they look after for people who are away: as its owner would see it, but for the yes or no."""
    for promise in promises:
        action = promise.listed.action
        absence = morning.covered.get(action.owner_id)
        is_mine = action.owner_id == morning.person.id
        if not _works(morning, action.team_id) or not (is_mine or _sits_in(morning, action.team_id)):
            continue
        why = of_own(action, morning.days[action.team_id], morning.today)
        if why and (is_mine or (absence and why != "accept")):
            yield _item(
                morning, action, why, None if is_mine else absence, None if is_mine else action.owner_id
            )


def _watched(morning: Morning, promises: Iterable[Promise]) -> Iterator[Item]:
    for promise in promises:
        action = promise.listed.action
        if not _works(morning, action.team_id) or action.owner_id in morning.covered:
            continue
        reasons: tuple[Callable[[Morning, Action], Item | None], ...] = (
            _blocked_on,
            _in_place_of,
            _as_backup,
            _as_leader,
        )
        found = (reason(morning, action) for reason in reasons)
        yield from (item for item in list(filter(None, found))[:1])


def _blocked_on(morning: Morning, action: Action) -> Item | None:
    waits = action.state == "blocked" and whose.waits_for(action, morning.person)
    return _item(morning, action, "blocked_on_me") if waits else None


def _in_place_of(morning: Morning, action: Action) -> Item | None:
    """Its owner is away and named nobody: the backup of the workstream looks after it."""
    if action.workstream_id not in morning.backing or not nobody_stands_in(morning.away, action.owner_id):
        return None
    why = of_own(action, morning.days[action.team_id], morning.today)
    if why in (None, "accept"):
        return None
    return _item(morning, action, why, morning.away[action.owner_id], action.owner_id)


def _as_backup(morning: Morning, action: Action) -> Item | None:
    backs = action.workstream_id in morning.backing and _late(morning, action) >= TO_BACKUP
    return _item(morning, action, "backup") if backs and not _is_away(morning, action) else None


def _as_leader(morning: Morning, action: Action) -> Item | None:
    leads = action.team_id in morning.leading and _late(morning, action) >= TO_LEADER
    return _item(morning, action, "leader") if leads and not _is_away(morning, action) else None


def _is_away(morning: Morning, action: Action) -> bool:
    """Whoever is away is never late."""
    return action.owner_id in morning.away


def _updates(morning: Morning) -> Iterator[Item]:
    for row in morning.owed:
        team_id, owner = row.workstream.team_id, row.owner
        if not _works(morning, team_id) or owner is None:
            continue
        is_mine = owner.id == morning.person.id
        absence = None if is_mine else morning.away.get(owner.id or 0)
        yield Item(
            team_id=team_id,
            why="update",
            workstream_id=row.workstream.id,
            away_id=None if is_mine else owner.id,
            away_until=absence.until_on if absence else None,
        )


def _works(morning: Morning, team_id: int) -> bool:
    return morning.days[team_id].is_working(morning.today)


def _sits_in(morning: Morning, team_id: int) -> bool:
    """Who stands in for somebody sees only what they may see in Slack."""
    return any(seat.team.id == team_id for seat in morning.seats)


def _late(morning: Morning, action: Action) -> int:
    return morning.days[action.team_id].late(action.due_on, morning.today)


def _item(
    morning: Morning,
    action: Action,
    why: Why | None,
    absence: Absence | None = None,
    away_id: int | None = None,
) -> Item:
    return Item(
        team_id=action.team_id,
        why=why or "today",
        number=action.number,
        late=_late(morning, action),
        away_id=away_id,
        away_until=absence.until_on if absence else None,
    )


def _place(item: Item) -> tuple[bool, bool, int, int]:
    """Their own first; then, person by person, what they look after; then what they only watch."""
    watches = item.why in ("backup", "leader")
    return watches, item.away_id is not None, item.away_id or 0, ORDER.index(item.why)
