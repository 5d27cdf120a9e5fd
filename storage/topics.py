"""What somebody wants to talk about: queued for the next meeting, and kept until it is settled."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import CheckConstraint, Index, String
from sqlmodel import Field, Session, SQLModel, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import audit, errors, meetings, steps, teams, types
from storage.action_rows import Source
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.steps import Act
from storage.teams import Team

State = Literal["open", "settled", "dropped", "parked", "action"]
Settled = Literal["settled", "dropped", "parked", "action"]


class Topic(SQLModel, table=True):
    """`weeks`: the meetings it was on and left unfinished; `aged_by` is the latest of them, which counts once.

    `closed_at`: when it left the queue, settled, dropped, parked or made an action; None: it is open.
    """

    __tablename__ = "topic"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'settled', 'dropped', 'parked', 'action')", name="state"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed"),
        Index("ix_topic_team", "team_id", "state", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id")
    text: str
    details: str | None = None
    added_by: int = Field(foreign_key="person.id")
    added_at: datetime = Field(sa_type=types.UtcDateTime)
    source_channel_id: str | None = None
    source_ts: str | None = None
    source_link: str | None = None
    source_text: str | None = None
    source_author: str | None = None
    state: State = Field(default="open", sa_type=String)
    weeks: int = 0
    aged_by: int | None = None  # no foreign key: it is only ever compared
    closed_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    close_reason: str | None = None
    action_number: int | None = None
    version: int = 1


def add(
    session: Session,
    *,
    team: Team,
    text: str,
    by: Person,
    now: datetime,
    details: str | None = None,
    source: Source | None = None,
) -> Topic:
    """Queued for the next meeting, the last in order. Undone by dropping it. Raises Refused on a closed team."""
    fresh = teams.locked(session, team)
    teams.check(fresh, by)
    came_from = {f"source_{name}": value for name, value in asdict(source).items()} if source else {}
    topic = Topic(
        team_id=types.id_of(fresh),
        text=text,
        details=details,
        added_by=types.id_of(by),
        added_at=now,
        **came_from,
    )
    steps.begin(
        session,
        Act(fresh, by, now),
        item_kind="topic",
        row=topic,
        columns=_COLUMNS,
        verb="add",
        undo_to={"state": "dropped", "close_reason": "Added by mistake", "closed_at": now.isoformat()},
    )
    return topic


def get(session: Session, *, team: Team, topic_id: int) -> Topic:
    """Raises NotFound when the team has no such topic."""
    found = session.exec(_one(team, topic_id)).one_or_none()
    if found is None:
        raise errors.NotFound("topic", topic_id)
    return found


def change(
    session: Session, *, team: Team, topic_id: int, text: str, details: str | None, by: Person, now: datetime
) -> Topic:
    """Its words, as a form has them."""
    act = _act(team, by, now)
    topic = _locked(session, team, topic_id)
    _step(session, act, topic, "change", text=text, details=details)
    return topic


def settle(
    session: Session,
    *,
    team: Team,
    topic_id: int,
    state: Settled,
    by: Person,
    now: datetime,
    reason: str | None = None,
    action_number: int | None = None,
) -> Topic:
    """Off the queue: settled, dropped, parked for later, or made an action. What stands so is returned unchanged.

    Raises Refused (`topic_state`) for one that was closed another way: it is reopened first.
    """
    act = _act(team, by, now, reason)
    topic = _locked(session, team, topic_id)
    if topic.state == state:
        return topic
    if topic.state not in ("open", "parked"):
        raise errors.Refused("topic_state", topic_id=topic.id, from_state=topic.state, to_state=state)
    values = {"state": state, "close_reason": reason, "action_number": action_number}
    _step(session, act, topic, state, closed_at=now, **values)
    return topic


def reopen(session: Session, *, team: Team, topic_id: int, by: Person, now: datetime) -> Topic:
    """On the queue again, in its old place and with its age."""
    act = _act(team, by, now)
    topic = _locked(session, team, topic_id)
    values = {"state": "open", "close_reason": None, "closed_at": None, "action_number": None}
    _step(session, act, topic, "reopen", **values)
    return topic


def open_(session: Session, *, team: Team) -> Sequence[Topic]:
    """What waits to be talked about, the longest waiting first."""
    return _of(session, team, "open")


def aged(
    session: Session, *, team: Team, meeting: Meeting, now: datetime, by: Person | None = None
) -> Sequence[Topic]:
    """Counts the meeting in every topic that was open at it and still is; once, however often it is asked.

    Returns those counted now.
    """
    held = meetings.by_id(session, team=team, meeting_id=types.id_of(meeting))
    query = select(Topic).where(
        Topic.team_id == team.id,
        Topic.state == "open",
        Topic.added_at <= (held.closed_at or now),
        or_(col(Topic.aged_by).is_(None), col(Topic.aged_by) != held.id),
    )
    left = session.exec(steps.fresh(query.order_by(col(Topic.id)))).all()
    for topic in left:
        values = {"weeks": topic.weeks + 1, "aged_by": held.id}
        _step(session, Act(team, by, now, part=True), topic, "carry", **values)
    return left


def _one(team: Team, topic_id: int) -> SelectOfScalar[Topic]:
    return select(Topic).where(Topic.team_id == team.id, Topic.id == topic_id)


def _of(session: Session, team: Team, state: State) -> Sequence[Topic]:
    query = select(Topic).where(Topic.team_id == team.id, Topic.state == state)
    return session.exec(query.order_by(col(Topic.id))).all()


def _locked(session: Session, team: Team, topic_id: int) -> Topic:
    found = steps.locked(session, _one(team, topic_id))
    if found is None:
        raise errors.NotFound("topic", topic_id)
    return found


def _act(team: Team, by: Person, now: datetime, why: str | None = None) -> Act:
    teams.check(team, by)
    return Act(team, by, now, why)


def _step(session: Session, act: Act, topic: Topic, verb: str, **values: Any) -> None:
    steps.take(session, act, item_kind="topic", row=topic, verb=verb, values=values)


_COLUMNS = ("text", "details", "state", "weeks", "closed_at", "close_reason", "action_number")

audit.register("topic", Topic)
