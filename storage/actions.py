"""What was promised by whom by when, and every step of it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Unpack

from sqlmodel import Session, col, or_, select

from storage import action_steps, errors, steps, teams, types
from storage.action_rows import AUDITED, LIVE, Action, Source
from storage.action_steps import Changes
from storage.people import Person
from storage.steps import Act
from storage.teams import Team
from storage.workstreams import Workstream


def add(
    session: Session,
    *,
    team: Team,
    text: str,
    owner: Person,
    due_on: date,
    by: Person,
    now: datetime,
    workstream: Workstream | None = None,
    source: Source | None = None,
    why: str | None = None,
) -> Action:
    """An invited owner is asked to accept what others give them: `accepted` is then 'asked'.

    Undone by dropping it. Raises Refused on a closed team, NotFound for people or a workstream from elsewhere.
    """
    teams.check(team, owner)
    act = _act(team, by, now, why)
    came_from = {f"source_{name}": value for name, value in asdict(source).items()} if source else {}
    action = Action(
        team_id=types.id_of(team),
        number=teams.next_number(session, team=team, kind="action"),
        text=text,
        due_on=due_on,
        original_due_on=due_on,
        workstream_id=action_steps.in_team(team, workstream),
        created_by=types.id_of(by),
        created_at=now,
        touched_at=now,
        **came_from,
        **action_steps.given_to(session, act, owner),
    )
    steps.begin(
        session,
        act,
        item_kind="action",
        row=action,
        columns=AUDITED,
        verb="add",
        undo_to={"state": "dropped", "drop_reason": "Added by mistake", "closed_at": now.isoformat()},
    )
    return action


def get(session: Session, *, team: Team, number: int) -> Action:
    """Raises NotFound when the team has no such number."""
    found = session.exec(action_steps.numbered(team, number)).one_or_none()
    if found is None:
        raise errors.NotFound("action", number)
    return found


def start(session: Session, *, team: Team, number: int, by: Person, now: datetime) -> Action:
    return action_steps.move(session, _act(team, by, now), number, "start")


def block(session: Session, *, team: Team, number: int, why: str, by: Person, now: datetime) -> Action:
    """`why` is kept as `waiting_for`; said anew on a blocked one, it replaces the old."""
    return action_steps.move(session, _act(team, by, now, why), number, "block", waiting_for=why)


def unblock(session: Session, *, team: Team, number: int, by: Person, now: datetime) -> Action:
    return action_steps.move(session, _act(team, by, now), number, "unblock")


def complete(session: Session, *, team: Team, number: int, by: Person, now: datetime) -> Action:
    return action_steps.move(session, _act(team, by, now), number, "complete")


def drop(session: Session, *, team: Team, number: int, reason: str, by: Person, now: datetime) -> Action:
    return action_steps.move(session, _act(team, by, now, reason), number, "drop", drop_reason=reason)


def reopen(session: Session, *, team: Team, number: int, by: Person, now: datetime) -> Action:
    return action_steps.move(session, _act(team, by, now), number, "reopen")


def redate(
    session: Session,
    *,
    team: Team,
    number: int,
    due_on: date,
    by: Person,
    now: datetime,
    why: str | None = None,
) -> Action:
    """A new date; the original stays beside it."""
    return action_steps.change(session, _act(team, by, now, why), number, "redate", due_on=due_on)


def hand_over(
    session: Session,
    *,
    team: Team,
    number: int,
    to: Person,
    by: Person,
    now: datetime,
    why: str | None = None,
) -> Action:
    """A new owner, asked to accept when invited; what the last one answered is past."""
    return action_steps.change(session, _act(team, by, now, why), number, "hand_over", owner=to)


def change(
    session: Session,
    *,
    team: Team,
    number: int,
    by: Person,
    now: datetime,
    why: str | None = None,
    **changes: Unpack[Changes],
) -> Action:
    """All of a form in one step, undone as one. Words and workstream can change on a closed action too."""
    return action_steps.change(session, _act(team, by, now, why), number, "change", **changes)


def accept(session: Session, *, team: Team, number: int, by: Person, now: datetime) -> Action:
    """Where nobody asked, nothing changes."""
    act = _act(team, by, now)
    action = action_steps.live(session, act, number, "accept")
    if action.accepted in ("asked", "declined"):
        action_steps.step(session, act, action, "accept", accepted="accepted", decline_reason=None)
    return action


def decline(session: Session, *, team: Team, number: int, reason: str, by: Person, now: datetime) -> Action:
    """The owner says it is not theirs; it stays with them until handed over."""
    act = _act(team, by, now, reason)
    action = action_steps.live(session, act, number, "decline")
    action_steps.step(session, act, action, "decline", accepted="declined", decline_reason=reason)
    return action


def link(session: Session, *, team: Team, number: int, link: str) -> Action:
    """Where the message that it came from can be opened: known a moment after the action, and no step of anyone's."""
    action = get(session, team=team, number=number)
    action.source_link = link
    return action


def carry(
    session: Session, *, team: Team, meeting_on: date, now: datetime, by: Person | None = None
) -> Sequence[Action]:
    """Counts the meeting of that day in every live action that was due before it; once, however often it is asked.

    Returns those counted now. A new date given at the meeting counts no second time.
    """
    query = select(Action).where(
        Action.team_id == team.id,
        col(Action.state).in_(LIVE),
        Action.due_on < meeting_on,
        or_(col(Action.carried_on).is_(None), col(Action.carried_on) < meeting_on),
    )
    act = Act(team, by, now)
    late = session.exec(steps.fresh(query.order_by(col(Action.number)))).all()
    for action in late:
        counted = action.carried + 1
        action_steps.step(session, act, action, "carry", carried=counted, carried_on=meeting_on)
    return late


def _act(team: Team, by: Person, now: datetime, why: str | None = None) -> Act:
    teams.check(team, by)
    return Act(team, by, now, why)
