"""The state machine of actions, and what else can change in one."""

from datetime import date, datetime
from typing import Any, NamedTuple, TypedDict, Unpack

from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import audit, errors, members, preferences, steps, teams, types
from storage.action_rows import LIVE, Accepted, Action, State
from storage.audit import TeamRow
from storage.people import Person
from storage.steps import Act
from storage.types import Facts, Numbered
from storage.workstreams import Workstream


class Move(NamedTuple):
    """One arrow of the state machine: from where, to where, and where there is nothing left to do."""

    leaves: tuple[State, ...]
    enters: State
    already: tuple[State, ...]


MOVES = {
    "start": Move(("open",), "in_progress", ("in_progress",)),
    "block": Move(LIVE, "blocked", ()),
    "unblock": Move(("blocked",), "in_progress", ("open", "in_progress")),
    "complete": Move(LIVE, "done", ("done",)),
    "drop": Move(LIVE, "dropped", ("dropped",)),
    "reopen": Move(("done", "dropped"), "open", LIVE),
}


class Changes(TypedDict, total=False):
    """What a form can change at once."""

    text: str
    due_on: date
    owner: Person
    workstream: Workstream | None


def restore(session: Session, *, row: Action, undo_to: Facts, by: Numbered, now: datetime) -> Facts:
    """Columns as they were. What a new owner has answered is theirs: it does not pass to the one before."""
    if "owner_id" in undo_to and "accepted" not in undo_to and row.accepted in ("accepted", "declined"):
        raise errors.Refused("owner_answered", number=row.number, accepted=row.accepted)
    return audit.put_back(session, row=row, undo_to=undo_to, by=by, now=now)


def move(session: Session, act: Act, number: int, verb: str, **reasons: str) -> Action:
    """The action after the verb; unchanged where there is nothing left to do. Raises Refused, NotFound."""
    action = _locked(session, act, number)
    arrow = MOVES[verb]
    if action.state in arrow.already:
        return action
    if action.state not in arrow.leaves:
        raise _refused(action, verb, arrow.enters)
    closed_at = None if arrow.enters in LIVE else act.now
    values = {"waiting_for": None, "drop_reason": None, "closed_at": closed_at, **reasons}
    step(session, act, action, verb, state=arrow.enters, **values)
    return action


def change(session: Session, act: Act, number: int, verb: str, **changes: Unpack[Changes]) -> Action:
    """The action with what differs changed. A closed one has no new date or owner: raises Refused."""
    action = _locked(session, act, number)
    values: dict[str, Any] = {name: changes[name] for name in ("text", "due_on") if name in changes}
    if "workstream" in changes:
        values["workstream_id"] = in_team(act.team, changes["workstream"])
    if "owner" in changes and changes["owner"].id != action.owner_id:
        values |= given_to(session, act, changes["owner"])
    if "owner_id" in values or values.get("due_on", action.due_on) != action.due_on:
        _check_live(action, verb)
    step(session, act, action, verb, **values)
    return action


def given_to(session: Session, act: Act, owner: Person) -> dict[str, Any]:
    """What it is to be theirs. Invited people may lack the time between meetings: they accept what others give them.

    Whoever owns something has a morning of their own; members have theirs. Raises NotFound for people from elsewhere.
    """
    teams.check(act.team, owner)
    membership = members.current(session, team=act.team, person=owner)
    if membership is None:
        preferences.keep_mornings(session, person=owner, zone=act.team.zone, now=act.now)
    invited = membership is not None and membership.kind == "invited"
    own = act.by is not None and act.by.id == owner.id
    accepted: Accepted = "asked" if invited and not own else "not_needed"
    return {"owner_id": types.id_of(owner), "accepted": accepted, "decline_reason": None}


def in_team(team: TeamRow, workstream: Workstream | None) -> int | None:
    """The workstream's id. Raises NotFound for another team's."""
    if workstream is not None and workstream.team_id != team.id:
        raise errors.NotFound("workstream", workstream.name)
    return workstream.id if workstream else None


def numbered(team: TeamRow, number: int) -> SelectOfScalar[Action]:
    return select(Action).where(Action.team_id == team.id, Action.number == number)


def _locked(session: Session, act: Act, number: int) -> Action:
    action = steps.locked(session, numbered(act.team, number))
    if action is None:
        raise errors.NotFound("action", number)
    return action


def live(session: Session, act: Act, number: int, verb: str) -> Action:
    """The action, ours to change. Raises Refused when it is done or dropped, NotFound."""
    action = _locked(session, act, number)
    _check_live(action, verb)
    return action


def _check_live(action: Action, verb: str) -> None:
    if action.state not in LIVE:
        raise _refused(action, verb, action.state)


def _refused(action: Action, verb: str, to_state: State) -> errors.Refused:
    return errors.Refused(
        "action_state", number=action.number, verb=verb, from_state=action.state, to_state=to_state
    )


def step(session: Session, act: Act, action: Action, verb: str, **values: Any) -> None:
    steps.take(session, act, item_kind="action", row=action, verb=verb, values=values)


audit.register("action", Action, restore)
