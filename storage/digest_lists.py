"""What may stand in a person's digest: their own actions, those they look after, and when each was last touched."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select, func
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, or_, select

from storage.action_lists import Listed
from storage.action_rows import LIVE, Action
from storage.audit import AuditEntry
from storage.meeting_kinds import UPDATE_FORM
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.schedule_rows import Occurrence, Schedule
from storage.teams import Team
from storage.workspaces import Workspace
from storage.workstreams import Workstream

CARRIED = 3
"""Weekly meetings; from then on its owner must answer for it (state machine of actions)."""


@dataclass(frozen=True)
class Promise:
    """An action with its names, and when somebody last took a step of it. That a meeting counted it is no step."""

    listed: Listed
    touched_at: datetime | None


@dataclass(frozen=True)
class FormOut:
    """The meeting that updates are asked for, and when the team last met before it."""

    starts_at: datetime
    met_at: datetime | None


def owned(
    session: Session, *, workspace: Workspace, people: Sequence[Person], until: date, limit: int
) -> Sequence[Promise]:
    """What these people owe by then in live teams, are asked to accept, or had carried too often; one statement.

    What they said is not theirs is left out: a leader decides. The earliest due first.
    """
    query = _promises().where(
        col(Team.workspace_id) == workspace.id,
        col(Action.owner_id).in_([person.id for person in people]),
        col(Action.accepted) != "declined",
        or_(col(Action.due_on) <= until, col(Action.accepted) == "asked", col(Action.carried) >= CARRIED),
    )
    return _read(session, query, limit)


def watched(
    session: Session,
    *,
    teams: Sequence[Team],
    person: Person,
    backing: Collection[int],
    leading: Collection[int],
    until: date,
    late_since: date,
    limit: int,
) -> Sequence[Promise]:
    """What others owe in these teams and this person may have to look after; one statement.

    Due by `until` in the workstreams of `backing`, due by `late_since` in the teams of `leading`, and all that is
    blocked: whether by this person is for the reader of its words to say. The longest due first.
    """
    query = _promises().where(
        col(Action.team_id).in_([team.id for team in teams]),
        col(Action.owner_id) != person.id,
        or_(
            and_(col(Action.workstream_id).in_(backing), col(Action.due_on) <= until),
            and_(col(Action.team_id).in_(leading), col(Action.due_on) <= late_since),
            col(Action.state) == "blocked",
        ),
    )
    return _read(session, query, limit)


def of_numbers(session: Session, *, teams: Sequence[Team], numbers: Collection[int]) -> Sequence[Listed]:
    """The actions with these numbers in any of the teams, as they stand now, closed ones too; one statement."""
    query = (
        select(Action, Person, Team, Workstream)
        .join(Person, col(Person.id) == Action.owner_id)
        .join(Team, col(Team.id) == Action.team_id)
        .outerjoin(Workstream, col(Workstream.id) == Action.workstream_id)
        .where(col(Action.team_id).in_([team.id for team in teams]), col(Action.number).in_(numbers))
    )
    rows = session.exec(query.execution_options(populate_existing=True))
    return [Listed(*row) for row in rows]


def forms_out(session: Session, *, teams: Sequence[Team]) -> dict[int, FormOut]:
    """In which of the teams owners were asked for their update and the agenda is still to come; one statement."""
    planned, closed = aliased(Meeting), aliased(Meeting)
    met = (
        select(func.max(closed.closed_at))
        .where(closed.team_id == planned.team_id, closed.state == "closed")
        .correlate(planned)
        .scalar_subquery()
    )
    query = (
        select_columns(col(planned.team_id), func.min(planned.starts_at), met)
        .join(Schedule, col(Schedule.meeting_id) == planned.id)
        .join(Occurrence, col(Occurrence.schedule_id) == Schedule.id)
        .where(
            col(planned.team_id).in_([team.id for team in teams]),
            col(planned.state) == "planned",
            col(planned.agenda_posted_at).is_(None),
            col(Schedule.kind) == UPDATE_FORM,
            col(Occurrence.outcome) == "run",
        )
        .group_by(col(planned.team_id))
    )
    return {team_id: FormOut(starts_at, met_at) for team_id, starts_at, met_at in session.execute(query)}


def _promises() -> Select[Any, Any, Any, Any, Any]:
    return (
        select_columns(Action, Person, Team, Workstream, _touched())
        .join(Person, col(Person.id) == Action.owner_id)
        .join(Team, col(Team.id) == Action.team_id)
        .outerjoin(Workstream, col(Workstream.id) == Action.workstream_id)
        .where(col(Action.state).in_(LIVE), col(Team.closed_at).is_(None))
    )


def _touched() -> ScalarSelect[datetime]:
    steps = select(func.max(AuditEntry.at)).where(
        AuditEntry.team_id == Action.team_id,
        AuditEntry.item_kind == "action",
        AuditEntry.item_id == Action.id,
        AuditEntry.verb != "carry",
    )
    return steps.correlate(Action).scalar_subquery()


def _read(session: Session, query: Any, limit: int) -> Sequence[Promise]:
    order = (col(Action.due_on), col(Action.team_id), col(Action.number))
    rows = session.execute(query.order_by(*order).limit(limit))
    return [Promise(Listed(*row[:4]), row[4]) for row in rows]
