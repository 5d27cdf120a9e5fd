"""What was decided: under the team's number, with the reason and who approved it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from storage import audit, errors, meetings, steps, teams, topics, types
from storage.meeting_rows import Meeting
from storage.people import Person
from storage.steps import Act
from storage.teams import Team
from storage.topics import Topic


class Decision(SQLModel, table=True):
    """`number` is the team's (`D-7`). `withdrawn_at`: recorded by mistake; the number is not given again."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("team_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id")
    number: int
    choice: str
    why: str | None = None
    approver_id: int | None = Field(default=None, foreign_key="person.id")
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    topic_id: int | None = Field(default=None, foreign_key="topic.id")
    recorded_by: int = Field(foreign_key="person.id")
    recorded_at: datetime = Field(sa_type=types.UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    version: int = 1


def record(
    session: Session,
    *,
    team: Team,
    choice: str,
    by: Person,
    now: datetime,
    why: str | None = None,
    approver: Person | None = None,
    meeting: Meeting | None = None,
    topic: Topic | None = None,
) -> Decision:
    """Undone by withdrawing it. Raises Refused on a closed team, NotFound for rows from elsewhere."""
    teams.check(team, by, *([approver] if approver else []))
    if meeting is not None:
        meetings.by_id(session, team=team, meeting_id=types.id_of(meeting))
    if topic is not None:
        topics.get(session, team=team, topic_id=types.id_of(topic))
    decision = Decision(
        team_id=types.id_of(team),
        number=teams.next_number(session, team=team, kind="decision"),
        choice=choice,
        why=why,
        approver_id=approver.id if approver else None,
        meeting_id=meeting.id if meeting else None,
        topic_id=topic.id if topic else None,
        recorded_by=types.id_of(by),
        recorded_at=now,
    )
    steps.begin(
        session,
        Act(team, by, now),
        item_kind="decision",
        row=decision,
        columns=_COLUMNS,
        verb="record",
        undo_to={"withdrawn_at": now.isoformat()},
    )
    return decision


def get(session: Session, *, team: Team, number: int) -> Decision:
    """Withdrawn ones too. Raises NotFound when the team has no such number."""
    query = select(Decision).where(Decision.team_id == team.id, Decision.number == number)
    found = session.exec(query).one_or_none()
    if found is None:
        raise errors.NotFound("decision", number)
    return found


def withdraw(session: Session, *, team: Team, number: int, by: Person, now: datetime) -> Decision:
    """It was recorded by mistake. A withdrawn one is returned unchanged."""
    teams.check(team, by)
    query = select(Decision).where(Decision.team_id == team.id, Decision.number == number)
    decision = steps.locked(session, query)
    if decision is None:
        raise errors.NotFound("decision", number)
    if decision.withdrawn_at is None:
        act = Act(team, by, now)
        values = {"withdrawn_at": now}
        steps.take(session, act, item_kind="decision", row=decision, verb="withdraw", values=values)
    return decision


def of_meeting(session: Session, *, team: Team, meeting: Meeting) -> Sequence[Decision]:
    """Those that stand, in the order in which they were recorded."""
    query = select(Decision).where(
        Decision.team_id == team.id, Decision.meeting_id == meeting.id, col(Decision.withdrawn_at).is_(None)
    )
    return session.exec(query.order_by(col(Decision.number))).all()


_COLUMNS = ("choice", "why", "approver_id", "meeting_id", "topic_id", "withdrawn_at")

audit.register("decision", Decision)
