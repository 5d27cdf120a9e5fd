"""Who does what in a meeting, and who was there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, union
from sqlalchemy import select as select_columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, or_, select

from storage import audit, inserts, meeting_steps, steps, teams, types
from storage.meeting_rows import Attendance, Meeting, MeetingRole, MeetingRoleName
from storage.members import Membership
from storage.people import Person
from storage.steps import Act
from storage.teams import Team


@dataclass(frozen=True)
class RoleHolder:
    """A role of one meeting with the people in it."""

    role: MeetingRole
    person: Person
    backup: Person | None


@dataclass(frozen=True)
class Attender:
    """Somebody of the meeting. `attendance` None: nobody has said yet whether they are there."""

    person: Person
    is_core: bool
    attendance: Attendance | None


def set_role(
    session: Session,
    *,
    team: Team,
    meeting: Meeting,
    role: MeetingRoleName,
    person: Person,
    now: datetime,
    by: Person | None = None,
    backup: Person | None = None,
) -> MeetingRole:
    """They have the role in this meeting; `by` None: it was their turn. The same again changes nothing.

    Undone by the one before having it again. Refused (`meeting_state`) for a meeting that is skipped or closed.
    """
    teams.check(team, *(one for one in (person, by, backup) if one))
    held = meeting_steps.hold(session, team=team, meeting=meeting)
    meeting_steps.check(held, "set_role", "planned", "running")
    values: dict[str, Any] = {"person_id": types.id_of(person), "backup_id": backup.id if backup else None}
    act = Act(team, by, now)
    query = select(MeetingRole).where(MeetingRole.meeting_id == held.id, MeetingRole.role == role)
    there = session.exec(steps.fresh(query)).one_or_none()
    if there is None:
        return _given(session, act, MeetingRole(meeting_id=types.id_of(held), role=role, **values))
    steps.take(session, act, item_kind="meeting_role", row=there, verb="set_role", values=values)
    return there


def roles_of(session: Session, *, team: Team, meeting: Meeting) -> Sequence[RoleHolder]:
    """Facilitator, note taker, timekeeper; in one statement."""
    backup = _BACKUP
    query = (
        select(MeetingRole, Person, backup)
        .join(Meeting, col(Meeting.id) == MeetingRole.meeting_id)
        .join(Person, col(Person.id) == MeetingRole.person_id)
        .outerjoin(backup, col(backup.id) == MeetingRole.backup_id)
        .where(Meeting.team_id == team.id, MeetingRole.meeting_id == meeting.id)
    )
    return [RoleHolder(*row) for row in session.exec(query.order_by(_RANK))]


def role_history(session: Session, *, team: Team, limit: int) -> Sequence[tuple[Meeting, MeetingRole]]:
    """Who had which role in the last `limit` meetings that were held, the latest first; in one statement."""
    held = select_columns(col(Meeting.id)).where(
        col(Meeting.team_id) == team.id, col(Meeting.state) == "closed"
    )
    lately = held.order_by(col(Meeting.closed_at).desc(), col(Meeting.id).desc()).limit(limit)
    query = (
        select(Meeting, MeetingRole)
        .join(MeetingRole, col(MeetingRole.meeting_id) == Meeting.id)
        .where(col(Meeting.id).in_(lately))
    )
    return session.exec(query.order_by(col(Meeting.closed_at).desc(), col(Meeting.id).desc(), _RANK)).all()


def attend(
    session: Session,
    *,
    team: Team,
    meeting: Meeting,
    person: Person,
    is_present: bool,
    by: Person,
    now: datetime,
) -> Attendance:
    """Whether they are there, as said last. Refused (`meeting_state`) unless the meeting is running."""
    teams.check(team, person, by)
    held = meeting_steps.hold(session, team=team, meeting=meeting)
    meeting_steps.check(held, "attend", "running")
    whose = {"meeting_id": types.id_of(held), "person_id": types.id_of(person)}
    said = {"is_present": is_present, "by_id": types.id_of(by), "at": now}
    new = inserts.new(session, Attendance, **whose, **said)
    if new is not None:
        return new
    query = select(Attendance).where(Attendance.meeting_id == held.id, Attendance.person_id == person.id)
    there = session.exec(steps.fresh(query)).one()
    if there.is_present != is_present:
        there.is_present, there.by_id, there.at = is_present, types.id_of(by), now
    return there


def attendance(session: Session, *, team: Team, meeting: Meeting) -> Sequence[Attender]:
    """Every core member, and whoever else was said to be there or not; core first, by name; in one statement.

    Of those whose account is no more, only who was there.
    """
    is_core = and_(
        col(Membership.person_id) == Person.id,
        col(Membership.team_id) == team.id,
        col(Membership.kind) == "core",
        col(Membership.to_on).is_(None),
    )
    ours = select_columns(col(Meeting.id)).where(
        col(Meeting.team_id) == team.id, col(Meeting.id) == meeting.id
    )
    is_said = and_(col(Attendance.person_id) == Person.id, col(Attendance.meeting_id).in_(ours))
    of_these = union(
        select_columns(col(Membership.person_id)).where(col(Membership.team_id) == team.id),
        select_columns(col(Attendance.person_id)).where(col(Attendance.meeting_id).in_(ours)),
    )
    query = (
        select(Person, Membership, Attendance)
        .outerjoin(Membership, is_core)
        .outerjoin(Attendance, is_said)
        .where(
            col(Person.id).in_(of_these),
            or_(
                col(Attendance.id).is_not(None),
                and_(col(Membership.id).is_not(None), col(Person.deactivated_at).is_(None)),
            ),
        )
        .order_by(col(Membership.id).is_(None), Person.name_key, col(Person.id))
    )
    rows = session.execute(query).all()
    return [Attender(person, membership is not None, said) for person, membership, said in rows]


def _given(session: Session, act: Act, role: MeetingRole) -> MeetingRole:
    """Nobody had it before, and a meeting does not go back to that: no undo."""
    session.add(role)
    audit.record(
        session,
        team=act.team,
        item_kind="meeting_role",
        item=role,
        verb="set_role",
        by=act.by,
        now=act.now,
        before={},
        after=audit.snapshot(role, ("role", "person_id", "backup_id")),
    )
    session.flush()
    return role


_BACKUP = aliased(Person)
_RANK = case({"facilitator": 0, "note_taker": 1}, value=col(MeetingRole.role), else_=2)

audit.register("meeting_role", MeetingRole)
