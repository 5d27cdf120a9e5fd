"""A team: a Slack channel that carries a change, its week and its settings."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Literal, TypedDict, Unpack
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, Index, String, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute
from sqlmodel import Field, Session, SQLModel, col, select

from storage import audit, errors, steps, types
from storage.audit import TeamRow
from storage.people import Person
from storage.steps import Act
from storage.workspaces import Workspace

Level = Literal["state", "regional", "district", "school", "other"]
Kind = Literal["action", "decision"]


class Settings(TypedDict):
    """What a team says of itself when it sets itself up."""

    name: str
    level: Level
    innovation: str
    zone: str
    weekly_weekday: int
    weekly_at: time
    weekly_minutes: int
    first_stepback_on: date | None


class SomeSettings(TypedDict, total=False):
    """Those of `Settings` that change."""

    name: str
    level: Level
    innovation: str
    zone: str
    weekly_weekday: int
    weekly_at: time
    weekly_minutes: int
    first_stepback_on: date | None


class Team(SQLModel, table=True):
    """`weekly_weekday` is 0 for Monday; `weekly_at` is wall time in `zone` (IANA)."""

    __tablename__ = "team"
    __table_args__ = (
        CheckConstraint("level IN ('state', 'regional', 'district', 'school', 'other')", name="level"),
        CheckConstraint("weekly_weekday BETWEEN 0 AND 6", name="weekday"),
        Index(
            "uq_team_channel",
            "workspace_id",
            "channel_id",
            unique=True,
            **types.where("closed_at IS NULL"),
        ),
        # Buttons carry team ids; an id must never come back after a purge.
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id", index=True)
    channel_id: str
    name: str
    level: Level = Field(sa_type=String)
    innovation: str
    zone: str
    weekly_weekday: int
    weekly_at: time
    weekly_minutes: int
    first_stepback_on: date | None = None
    last_number_action: int = 0
    version: int = 1
    created_by: int = Field(foreign_key="person.id")
    created_at: datetime = Field(sa_type=types.UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    close_reason: str | None = None
    last_number_decision: int = 0


def today(team: Team, now: datetime) -> date:
    """The date on the team's wall calendar."""
    return now.astimezone(ZoneInfo(team.zone)).date()


def in_channel(session: Session, *, workspace: Workspace, channel_id: str) -> Team | None:
    """The live team of the channel."""
    query = select(Team).where(Team.workspace_id == workspace.id, Team.channel_id == channel_id)
    return session.exec(query.where(col(Team.closed_at).is_(None))).one_or_none()


def by_id(session: Session, *, workspace: Workspace, team_id: int) -> Team | None:
    """Inside the workspace only, closed ones too."""
    query = select(Team).where(Team.workspace_id == workspace.id, Team.id == team_id)
    return session.exec(query).one_or_none()


def closed_in(session: Session, *, workspace: Workspace, channel_id: str) -> Team | None:
    """The team of the channel that was closed last."""
    query = select(Team).where(Team.workspace_id == workspace.id, Team.channel_id == channel_id)
    closed = query.where(col(Team.closed_at).is_not(None))
    return session.exec(closed.order_by(col(Team.closed_at).desc(), col(Team.id).desc())).first()


def live(session: Session, *, workspace: Workspace) -> Sequence[Team]:
    """The workspace's live teams, by name."""
    query = select(Team).where(Team.workspace_id == workspace.id, col(Team.closed_at).is_(None))
    return session.exec(query.order_by(Team.name, col(Team.id))).all()


def change(
    session: Session, *, team: Team, by: Person, now: datetime, **settings: Unpack[SomeSettings]
) -> Team:
    """Only what is given changes. Raises Refused on a closed team."""
    fresh = locked(session, team)
    check(fresh, by)
    _step(session, fresh, Act(fresh, by, now), "change", **settings)
    return fresh


def close(session: Session, *, team: Team, by: Person, now: datetime, reason: str) -> Team:
    """All stays readable; nothing new is added until it is reopened. A closed team is returned unchanged."""
    fresh = _again(session, team)
    check(fresh, by)
    if fresh.closed_at is None:
        _step(session, fresh, Act(fresh, by, now, reason), "close", closed_at=now, close_reason=reason)
    return fresh


def reopen(session: Session, *, team: Team, by: Person, now: datetime) -> Team:
    """Raises Refused when another live team has the channel now. An open team is returned unchanged."""
    fresh = _again(session, team)
    check(fresh, by)
    try:
        with session.begin_nested():
            _step(session, fresh, Act(fresh, by, now), "reopen", closed_at=None, close_reason=None)
    except IntegrityError as taken:
        raise errors.Refused("channel_has_team", channel_id=fresh.channel_id) from taken
    return fresh


def next_number(session: Session, *, team: Team, kind: Kind) -> int:
    """The team's next number: no gap after a rollback, no number twice under concurrent writers.

    One conditional UPDATE; on PostgreSQL its row lock makes others wait until this transaction ends. Raises
    Refused on a closed team.
    """
    counter = _COUNTERS[kind]
    query = update(Team).where(col(Team.id) == team.id, col(Team.closed_at).is_(None))
    query = query.values({counter.key: counter + 1}).execution_options(synchronize_session=False)
    number: int | None = session.execute(query.returning(counter)).scalar_one_or_none()
    if number is None:
        raise _closed(team)
    return number


def locked(session: Session, team: Team) -> Team:
    """The team as it stands now; nobody else changes its people, roles or workstreams until this ends.

    Raises Refused on a closed team.
    """
    fresh = _again(session, team)
    if fresh.closed_at is not None:
        raise _closed(team)
    return fresh


def check(team: TeamRow, *people: Person) -> None:
    """What belongs to a team belongs to its workspace. Raises NotFound for anyone from elsewhere."""
    for person in people:
        if person.workspace_id != team.workspace_id:
            raise errors.NotFound("person", person.slack_user_id)


_COUNTERS: dict[Kind, InstrumentedAttribute[int]] = {
    "action": col(Team.last_number_action),  # type: ignore[dict-item]
    "decision": col(Team.last_number_decision),  # type: ignore[dict-item]
}


def _again(session: Session, team: Team) -> Team:
    query = select(Team).where(Team.id == team.id, Team.workspace_id == team.workspace_id)
    fresh = steps.locked(session, query)
    if fresh is None:
        raise errors.NotFound("team", team.id)
    return fresh


def _closed(team: Team) -> errors.Refused:
    return errors.Refused("team_closed", team=team.name)


def _step(session: Session, team: Team, act: Act, verb: str, **values: Any) -> None:
    steps.take(session, act, item_kind="team", row=team, verb=verb, values=values)


audit.register("team", Team)
