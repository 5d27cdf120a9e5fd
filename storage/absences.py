"""Who is away from when until when, and who looks after their things meanwhile. Of a person, in all their teams."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Index
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, and_, col, or_, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from storage import errors, preferences, steps, types
from storage.members import Membership
from storage.people import Person
from storage.teams import Team
from storage.workspaces import Workspace

Query = TypeVar("Query", SelectOfScalar["Absence"], Select["Absence", Person])


class Absence(SQLModel, table=True):
    """Both days included; `until_on` None: until they say. `ended_at`: when it was cut short, taken back or replaced."""

    __tablename__ = "absence"
    __table_args__ = (
        Index("ix_absence_person", "person_id", "from_on"),
        Index("ix_absence_cover", "cover_id", "from_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id", ondelete="CASCADE", index=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    from_on: date
    until_on: date | None = None
    cover_id: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    reason: str | None = None
    set_by: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    created_at: datetime = Field(sa_type=types.UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)


def set_away(
    session: Session,
    *,
    workspace: Workspace,
    person: Person,
    from_on: date,
    until_on: date | None,
    by: Person,
    now: datetime,
    cover: Person | None = None,
    reason: str | None = None,
) -> Absence:
    """They are away so; what they had said before and touches those days is replaced.

    The same again changes nothing. Raises Refused: `ends_before_it_begins`, `cover_is_self`, `cover_left` (their
    account is closed), `cover_away` with `from_on` and `until_on` of the cover's own absence; NotFound for people from
    elsewhere.
    """
    _check_people(workspace, person, by, *([cover] if cover else []))
    if until_on is not None and until_on < from_on:
        raise errors.Refused("ends_before_it_begins", from_on=from_on, until_on=until_on)
    wanted = Absence(
        workspace_id=types.id_of(workspace),
        person_id=types.id_of(person),
        from_on=from_on,
        until_on=until_on,
        cover_id=cover.id if cover else None,
        reason=reason,
        set_by=by.id,
        created_at=now,
    )
    _lock(session, person)
    _check_cover(session, wanted, person, cover)
    touching = [
        there
        for there in _standing(session, workspace, person, since=from_on)
        if until_on is None or there.from_on <= until_on
    ]
    if [_facts(there) for there in touching] == [_facts(wanted)]:
        return touching[0]
    for there in touching:
        _cut(session, there, last_on=from_on - _DAY, now=now)
    session.add(wanted)
    session.flush()
    if cover is not None:
        preferences.keep_mornings(session, person=cover, zone=person.zone or "UTC", now=now)
    return wanted


def back(
    session: Session, *, workspace: Workspace, person: Person, by: Person, now: datetime
) -> Absence | None:
    """Here again from today in their zone, or not going at all; None: they were not away and had not planned to be.

    Of several that were planned, the one that runs or comes first is ended.
    """
    _check_people(workspace, person, by)
    today = now.astimezone(ZoneInfo(person.zone or "UTC")).date()
    _lock(session, person)
    first = next(iter(_standing(session, workspace, person, since=today)), None)
    if first is not None:
        _cut(session, first, last_on=today - _DAY, now=now)
    return first


def current(
    session: Session, *, workspace: Workspace, people: Iterable[Person], on: date
) -> dict[int, Absence]:
    """Who of them is away that day, by person id, in one statement. A closed account is no absence."""
    ids = {person.id for person in people}
    query = _on(select(Absence), workspace, on).where(col(Absence.person_id).in_(ids))
    return {absence.person_id: absence for absence in session.exec(query)}


def coming(
    session: Session, *, team: Team, from_on: date, until_on: date
) -> Sequence[tuple[Absence, Person, Person | None]]:
    """Absences of the team's members that touch those days, with the person and the cover, the earliest first."""
    cover = aliased(Person)
    query = (
        select(Absence, Person, cover)
        .join(Person, col(Person.id) == Absence.person_id)
        .outerjoin(cover, col(cover.id) == Absence.cover_id)
        .join(Membership, col(Membership.person_id) == Absence.person_id)
        .where(
            Membership.team_id == team.id,
            col(Membership.to_on).is_(None),
            Absence.workspace_id == team.workspace_id,
            Absence.from_on <= until_on,
            _lasts_until(from_on),
        )
    )
    in_order = query.order_by(col(Absence.from_on), Person.name_key, col(Absence.id))
    return [(absence, person, covering) for absence, person, covering in session.exec(in_order)]


def covered_by(
    session: Session, *, workspace: Workspace, person: Person, on: date
) -> Sequence[tuple[Absence, Person]]:
    """Whose things they look after that day."""
    query = select(Absence, Person).join(Person, col(Person.id) == Absence.person_id)
    found = _on(query, workspace, on).where(Absence.cover_id == person.id)
    in_order = found.order_by(col(Absence.from_on), col(Absence.id))
    return [(absence, away) for absence, away in session.exec(in_order)]


def _check_people(workspace: Workspace, *people: Person) -> None:
    for person in people:
        if person.workspace_id != workspace.id:
            raise errors.NotFound("person", person.slack_user_id)


def _lock(session: Session, person: Person) -> None:
    """Two who say it at once follow one another."""
    steps.locked(session, select(Person).where(Person.id == person.id))


def _check_cover(session: Session, wanted: Absence, person: Person, cover: Person | None) -> None:
    if cover is None:
        return
    if cover.id == person.id:
        raise errors.Refused("cover_is_self")
    if cover.deactivated_at is not None:
        raise errors.Refused("cover_left", cover_id=cover.id)
    query = select(Absence).where(Absence.person_id == cover.id, _lasts_until(wanted.from_on))
    if wanted.until_on is not None:
        query = query.where(Absence.from_on <= wanted.until_on)
    theirs = session.exec(query.order_by(col(Absence.from_on))).first()
    if theirs is not None:
        facts = {"from_on": theirs.from_on, "until_on": theirs.until_on}
        raise errors.Refused("cover_away", cover_id=cover.id, **facts)


def _standing(session: Session, workspace: Workspace, person: Person, *, since: date) -> Sequence[Absence]:
    """Those that last until then or later, ours to change."""
    query = select(Absence).where(Absence.workspace_id == workspace.id, Absence.person_id == person.id)
    in_order = query.where(_lasts_until(since)).order_by(col(Absence.from_on), col(Absence.id))
    return session.exec(steps.fresh(in_order)).all()


def _cut(session: Session, absence: Absence, *, last_on: date, now: datetime) -> None:
    """Its last day is that one; when that lies before its first, it never was."""
    absence.until_on, absence.ended_at = last_on, now
    session.add(absence)
    session.flush()


def _on(query: Query, workspace: Workspace, day: date) -> Query:
    return query.where(Absence.workspace_id == workspace.id, Absence.from_on <= day, _lasts_until(day))


def _lasts_until(day: date) -> ColumnElement[bool]:
    """And was not taken back before it began: such a one ends before its first day."""
    end = col(Absence.until_on)
    return or_(end.is_(None), and_(end >= day, end >= col(Absence.from_on)))


def _facts(absence: Absence) -> tuple[object, ...]:
    return (absence.from_on, absence.until_on, absence.cover_id, absence.reason)


_DAY = timedelta(days=1)
