"""What happened around a meeting: which topics it was about, and what became of actions meanwhile."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import Session, col, or_, select

from storage.action_rows import Action
from storage.audit import AuditEntry
from storage.meeting_rows import Meeting
from storage.teams import Team
from storage.topics import Topic

_TAKEN_OFF = ("settled", "dropped", "parked", "action")


def topics_of(session: Session, *, team: Team, meeting: Meeting) -> Sequence[Topic]:
    """The topics of a meeting that was started: those that wait, and those that it took off the queue.

    In the order in which they are worked on, the oldest first.
    """
    taken_off = select(AuditEntry.item_id).where(
        AuditEntry.team_id == team.id,
        AuditEntry.item_kind == "topic",
        col(AuditEntry.verb).in_(_TAKEN_OFF),
        col(AuditEntry.at) >= meeting.started_at,
    )
    query = select(Topic).where(
        Topic.team_id == team.id, or_(col(Topic.state) == "open", col(Topic.id).in_(taken_off))
    )
    return session.exec(query.order_by(col(Topic.weeks).desc(), col(Topic.id))).all()


def action_steps(
    session: Session, *, team: Team, verbs: Collection[str], since: datetime, until: datetime
) -> Sequence[tuple[AuditEntry, Action]]:
    """What was done to the team's actions after `since`, up to `until`, with each as it is now; undone steps are not."""
    query = (
        select(AuditEntry, Action)
        .join(Action, col(Action.id) == AuditEntry.item_id)
        .where(
            AuditEntry.team_id == team.id,
            AuditEntry.item_kind == "action",
            col(AuditEntry.verb).in_(verbs),
            col(AuditEntry.at) > since,
            col(AuditEntry.at) <= until,
            col(AuditEntry.undone_by_entry_id).is_(None),
        )
    )
    return session.exec(query.order_by(col(AuditEntry.id))).all()


def skipped_ahead(session: Session, *, team: Team, now: datetime) -> Sequence[Meeting]:
    """The meetings to come that do not take place, the nearest first."""
    query = select(Meeting).where(
        Meeting.team_id == team.id, col(Meeting.state) == "skipped", col(Meeting.starts_at) > now
    )
    said = or_(col(Meeting.holiday).is_not(None), col(Meeting.reason_by).is_not(None))
    return session.exec(query.where(said).order_by(col(Meeting.starts_at))).all()
