"""Lists of actions: one statement each, with the names that a reader needs beside each row.

Days are the reader's: `today` is the date in the team's zone, or in the person's for lists across teams.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as select_columns
from sqlmodel import Session, and_, case, col, or_, select
from sqlmodel.sql.expression import Select

from storage import roles
from storage.action_rows import LIVE, Action, past_due
from storage.people import Person
from storage.teams import Team
from storage.types import Page
from storage.workspaces import Workspace
from storage.workstreams import Workstream

Which = Literal["open", "overdue", "done_lately", "all"]

LATELY = timedelta(days=14)
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Listed:
    """An action with its names. `workstream` None: the team's own."""

    action: Action
    owner: Person
    team: Team
    workstream: Workstream | None


@dataclass(frozen=True)
class Counts:
    """How a team's actions stand. Of the open ones each is overdue, due this week or later; some are blocked.

    This week: today and the six days after it.
    """

    total: int
    done: int
    dropped: int
    open: int
    blocked: int
    overdue: int
    due_this_week: int
    later: int


@dataclass(frozen=True)
class PersonCounts:
    """`overdue` is part of `open`."""

    person: Person
    open: int
    overdue: int


@dataclass(frozen=True)
class Late:
    """How much of a workstream is overdue. `workstream` None: the team's own actions."""

    team_id: int
    workstream: Workstream | None
    count: int


@dataclass(frozen=True)
class OpenItems:
    """What would be orphaned if the person left the team today."""

    actions: Sequence[Listed]
    roles: Sequence[roles.Holder]


def of_team(
    session: Session,
    *,
    team: Team,
    today: date,
    which: Which = "open",
    workstream: Workstream | None = None,
    person: Person | None = None,
    limit: int = 20,
    offset: int = 0,
) -> Page[Listed]:
    """The team's actions, narrowed to a workstream or an owner; the earliest due first."""
    query = _with_names().where(Action.team_id == team.id, *_filter(which, today))
    if workstream is not None:
        query = query.where(Action.workstream_id == workstream.id)
    if person is not None:
        query = query.where(Action.owner_id == person.id)
    return _page(session, query, which, limit, offset)


def of_person(
    session: Session,
    *,
    workspace: Workspace,
    person: Person,
    today: date,
    which: Which = "open",
    limit: int = 20,
    offset: int = 0,
) -> Page[Listed]:
    """What the person owns across the workspace's live teams; the earliest due first."""
    query = _with_names().where(
        Team.workspace_id == workspace.id,
        col(Team.closed_at).is_(None),
        Action.owner_id == person.id,
        *_filter(which, today),
    )
    return _page(session, query, which, limit, offset)


def unaccepted(session: Session, *, teams: Sequence[Team], limit: int = 20, offset: int = 0) -> Page[Listed]:
    """What nobody here has accepted: asked and not answered, said not to be theirs, or left behind; the earliest due first."""
    query = _with_names().where(
        col(Action.team_id).in_([team.id for team in teams]),
        col(Action.state).in_(LIVE),
        or_(col(Action.accepted).in_(("asked", "declined")), col(Person.deactivated_at).is_not(None)),
    )
    return _page(session, query, "open", limit, offset)


def late(session: Session, *, teams: Sequence[Team], today: date | Mapping[int, date]) -> Sequence[Late]:
    """Where the teams are late: each workstream with overdue actions, the most of them first; in one statement.

    Overdue: due before `today`, or before the day that stands there for the team.
    """
    many = func.count()
    query = (
        select(Action.team_id, Workstream, many)
        .outerjoin(Workstream, col(Workstream.id) == Action.workstream_id)
        .where(
            col(Action.team_id).in_([team.id for team in teams]), col(Action.state).in_(LIVE), past_due(today)
        )
        .group_by(col(Action.team_id), col(Workstream.id))
        .order_by(col(Action.team_id), many.desc(), col(Workstream.position).nulls_last())
    )
    return [Late(*row) for row in session.exec(query)]


def counts(session: Session, *, team: Team, today: date) -> Counts:
    """All of the team's actions in numbers."""
    live = col(Action.state).in_(LIVE)
    due, week = col(Action.due_on), today + WEEK
    query = select_columns(
        func.count(),
        _how_many(col(Action.state) == "done"),
        _how_many(col(Action.state) == "dropped"),
        _how_many(live),
        _how_many(col(Action.state) == "blocked"),
        _how_many(and_(live, due < today)),
        _how_many(and_(live, due >= today, due < week)),
        _how_many(and_(live, due >= week)),
    )
    return Counts(*session.execute(query.where(col(Action.team_id) == team.id)).one())


def counts_by_person(session: Session, *, team: Team, today: date) -> Sequence[PersonCounts]:
    """Everyone who owns an open action of the team, the most overdue first."""
    overdue = _how_many(col(Action.due_on) < today)
    query = select(Person, func.count(), overdue).join(Action, col(Action.owner_id) == Person.id)
    query = query.where(Action.team_id == team.id, col(Action.state).in_(LIVE)).group_by(col(Person.id))
    rows = session.exec(query.order_by(overdue.desc(), func.count().desc(), Person.name_key, col(Person.id)))
    return [PersonCounts(*row) for row in rows]


def open_items(session: Session, *, team: Team, person: Person) -> OpenItems:
    """Their open actions and their roles in the team; two statements."""
    query = _with_names().where(
        Action.team_id == team.id, Action.owner_id == person.id, col(Action.state).in_(LIVE)
    )
    actions = [Listed(*row[:4]) for row in session.exec(query.order_by(*_order("open")))]
    return OpenItems(
        actions, [holder for holder in roles.holders(session, team=team) if holder.person.id == person.id]
    )


def _with_names() -> Select[Action, Person, Team, Workstream]:
    return (
        select(Action, Person, Team, Workstream)
        .join(Person, col(Person.id) == Action.owner_id)
        .join(Team, col(Team.id) == Action.team_id)
        .outerjoin(Workstream, col(Workstream.id) == Action.workstream_id)
    )


def _filter(which: Which, today: date) -> Sequence[ColumnElement[bool]]:
    live = col(Action.state).in_(LIVE)
    since = datetime.combine(today - LATELY, time.min, UTC)
    return {
        "open": (live,),
        "overdue": (live, col(Action.due_on) < today),
        "done_lately": (col(Action.state) == "done", col(Action.closed_at) >= since),
        "all": (),
    }[which]


def _order(which: Which) -> tuple[Any, ...]:
    if which == "all":
        return (col(Action.team_id), col(Action.number))
    if which == "done_lately":
        return (col(Action.closed_at).desc(), col(Action.id).desc())
    return (col(Action.due_on), col(Action.team_id), col(Action.number))


def _page(session: Session, query: Any, which: Which, limit: int, offset: int) -> Page[Listed]:
    """One statement: each row brings the total along. Past the end there is none to ask, so it is counted."""
    counted = query.add_columns(func.count().over()).order_by(*_order(which)).limit(limit).offset(offset)
    rows = session.execute(counted).all()
    if rows or not offset:
        return Page([Listed(*row[:4]) for row in rows], rows[0][4] if rows else 0)
    return Page([], session.execute(query.with_only_columns(func.count())).scalar_one())


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
