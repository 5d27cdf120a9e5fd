"""The strands of a team's work: names, states and the weekly words about them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import CheckConstraint, Index, String, func
from sqlmodel import Field, Session, SQLModel, col, select

from storage import audit, errors, names, steps, teams, types
from storage.people import Person
from storage.steps import Act
from storage.teams import Team

State = Literal["on_track", "at_risk", "off_track"]


class Workstream(SQLModel, table=True):
    """`state` None: nobody has said yet.

    `state`, `state_line` and `state_at` are those of the update that stands, `update_id`; an undo puts back the one
    before. `position` is given once and never again in the team.
    """

    __tablename__ = "workstream"
    __table_args__ = (
        CheckConstraint("state IN ('on_track', 'at_risk', 'off_track')", name="state"),
        Index(
            "uq_workstream_live_name",
            "team_id",
            "name_key",
            unique=True,
            **types.where("retired_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id", index=True)
    name: str
    name_key: str
    position: int
    state: State | None = Field(default=None, sa_type=String)
    state_line: str | None = None
    state_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    update_id: int | None = None  # no foreign key: updates refer here, and a ring of tables has no order
    created_at: datetime = Field(sa_type=types.UtcDateTime)
    retired_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    retire_reason: str | None = None
    version: int = 1


class WorkstreamUpdate(SQLModel, table=True):
    """`help`: what the owner asked for."""

    __tablename__ = "workstream_update"
    __table_args__ = (
        CheckConstraint("state IN ('on_track', 'at_risk', 'off_track')", name="state"),
        Index("ix_workstream_update_latest", "workstream_id", "at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workstream_id: int = Field(foreign_key="workstream.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    state: State = Field(sa_type=String)
    line: str
    next_step: str | None = None
    help: str | None = None
    at: datetime = Field(sa_type=types.UtcDateTime)


def add(session: Session, *, team: Team, name: str, by: Person, now: datetime) -> Workstream:
    """The last in order. Raises Refused when a live workstream of the team has the name, or the team is closed."""
    fresh = teams.locked(session, team)
    teams.check(fresh, by)
    _free(session, fresh, name)
    highest = session.exec(select(func.max(Workstream.position)).where(Workstream.team_id == fresh.id)).one()
    workstream = Workstream(
        team_id=types.id_of(fresh),
        name=names.tidy(name),
        name_key=names.key(name),
        position=(highest or 0) + 1,
        created_at=now,
    )
    steps.begin(
        session,
        Act(fresh, by, now),
        item_kind="workstream",
        row=workstream,
        columns=_COLUMNS,
        verb="add",
        undo_to={"retired_at": now.isoformat(), "retire_reason": "Added by mistake"},
    )
    return workstream


def rename(
    session: Session, *, team: Team, workstream: Workstream, name: str, by: Person, now: datetime
) -> Workstream:
    """Raises Refused when another live workstream of the team has the name."""
    fresh = _locked(session, team, workstream, by)
    if names.key(name) != fresh.name_key:
        _free(session, team, name)
    _step(session, fresh, Act(team, by, now), "rename", name=names.tidy(name), name_key=names.key(name))
    return fresh


def retire(
    session: Session, *, team: Team, workstream: Workstream, reason: str, by: Person, now: datetime
) -> Workstream:
    """Off the lists, with all that was said and promised in it kept. A retired one is returned unchanged."""
    fresh = _locked(session, team, workstream, by)
    if fresh.retired_at is None:
        _step(session, fresh, Act(team, by, now, reason), "retire", retired_at=now, retire_reason=reason)
    return fresh


def restore(session: Session, *, team: Team, workstream: Workstream, by: Person, now: datetime) -> Workstream:
    """Back on the lists. Raises Refused when a live workstream has taken the name."""
    fresh = _locked(session, team, workstream, by)
    if fresh.retired_at is not None:
        _free(session, team, fresh.name)
        _step(session, fresh, Act(team, by, now), "restore", retired_at=None, retire_reason=None)
    return fresh


def give_update(
    session: Session,
    *,
    team: Team,
    workstream: Workstream,
    state: State,
    line: str,
    by: Person,
    now: datetime,
    next_step: str | None = None,
    help: str | None = None,  # noqa: A002  (the word of the form)
) -> WorkstreamUpdate:
    """What is said is kept; the workstream stands as said, until the next update or an undo."""
    fresh = _locked(session, team, workstream, by)
    update = WorkstreamUpdate(
        workstream_id=types.id_of(fresh),
        person_id=types.id_of(by),
        state=state,
        line=line,
        next_step=next_step,
        help=help,
        at=now,
    )
    session.add(update)
    session.flush()
    said = {"state": state, "state_line": line, "state_at": now, "update_id": update.id}
    _step(session, fresh, Act(team, by, now), "update", **said)
    return update


def get(session: Session, *, team: Team, workstream_id: int) -> Workstream:
    """Inside the team only, retired ones too. Raises NotFound."""
    query = select(Workstream).where(Workstream.team_id == team.id, Workstream.id == workstream_id)
    found = session.exec(query).one_or_none()
    if found is None:
        raise errors.NotFound("workstream", workstream_id)
    return found


def find(session: Session, *, team: Team, name: str) -> Workstream | None:
    """The live workstream of that name, whatever its case and spacing."""
    query = select(Workstream).where(Workstream.team_id == team.id, Workstream.name_key == names.key(name))
    return session.exec(query.where(col(Workstream.retired_at).is_(None))).one_or_none()


def live(session: Session, *, team: Team) -> Sequence[Workstream]:
    """In their order."""
    query = select(Workstream).where(Workstream.team_id == team.id, col(Workstream.retired_at).is_(None))
    return session.exec(query.order_by(col(Workstream.position))).all()


def retired(session: Session, *, team: Team) -> Sequence[Workstream]:
    """Those that can be restored, the latest retired first."""
    query = select(Workstream).where(Workstream.team_id == team.id, col(Workstream.retired_at).is_not(None))
    return session.exec(query.order_by(col(Workstream.retired_at).desc(), col(Workstream.id))).all()


def _locked(session: Session, team: Team, workstream: Workstream, by: Person) -> Workstream:
    """The team first: a name is free or taken in all of it."""
    teams.check(teams.locked(session, team), by)
    query = select(Workstream).where(Workstream.team_id == team.id, Workstream.id == workstream.id)
    fresh = steps.locked(session, query)
    if fresh is None:
        raise errors.NotFound("workstream", workstream.name)
    return fresh


def _free(session: Session, team: Team, name: str) -> None:
    if find(session, team=team, name=name):
        raise errors.Refused("name_taken", name=name)


def _step(session: Session, row: Workstream, act: Act, verb: str, **values: Any) -> None:
    steps.take(session, act, item_kind="workstream", row=row, verb=verb, values=values)


_COLUMNS = tuple(name for name in Workstream.model_fields if name not in ("id", "team_id", "version"))

audit.register("workstream", Workstream)
