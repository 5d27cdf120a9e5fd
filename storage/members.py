"""Who belongs to a team, as core or invited, with from and to."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import CheckConstraint, Index, String
from sqlmodel import Field, Session, SQLModel, col, select

from storage import preferences, steps, teams, types
from storage.audit import TeamRow
from storage.people import Person
from storage.steps import Act
from storage.teams import Team

Kind = Literal["core", "invited"]


class Membership(SQLModel, table=True):
    """`until_on`: the end that was agreed; `to_on`: the day it ended. `fte`: dedicated time, 0 to 1."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("kind IN ('core', 'invited')", name="kind"),
        Index(
            "uq_membership_current",
            "team_id",
            "person_id",
            unique=True,
            **types.where("to_on IS NULL"),
        ),
        Index("ix_membership_person", "person_id", "team_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    kind: Kind = Field(sa_type=String)
    purpose: str | None = None
    until_on: date | None = None
    fte: float | None = None
    from_on: date
    to_on: date | None = None


def join(
    session: Session,
    *,
    team: Team,
    person: Person,
    kind: Kind,
    by: Person,
    now: datetime,
    purpose: str | None = None,
    until_on: date | None = None,
    fte: float | None = None,
) -> Membership:
    """Makes them a member so, or a member's row so; the same again changes nothing.

    Raises Refused on a closed team.
    """
    fresh = teams.locked(session, team)
    teams.check(fresh, person, by)
    facts = {"kind": kind, "purpose": purpose, "until_on": until_on, "fte": fte}
    act = Act(fresh, by, now)
    membership = current(session, team=team, person=person)
    if membership is None:
        preferences.keep_mornings(session, person=person, zone=fresh.zone, now=now)
        return _begin(session, act, person, teams.today(fresh, now), facts)
    steps.take(session, act, item_kind="membership", row=membership, verb="change", values=facts)
    return membership


def current(session: Session, *, team: TeamRow, person: Person) -> Membership | None:
    """What they are in the team now."""
    return _current(session, team.id, person.id)


def roster(session: Session, *, team: Team) -> Sequence[tuple[Membership, Person]]:
    """Current members, core first, then by name; in one statement."""
    query = select(Membership, Person).join(Person, col(Person.id) == Membership.person_id)
    query = query.where(Membership.team_id == team.id, col(Membership.to_on).is_(None))
    return session.exec(query.order_by(Membership.kind, Person.name_key, col(Person.id))).all()


def close(session: Session, act: Act, membership_id: int) -> None:
    """Ends it on the day it began."""
    membership = session.get_one(Membership, membership_id)
    values = {"to_on": membership.from_on}
    steps.take(session, act, item_kind="membership", row=membership, verb="leave", values=values)


def resume(session: Session, act: Act, membership_id: int) -> None:
    """They are a member again, unless they joined anew meanwhile."""
    membership = session.get_one(Membership, membership_id)
    if _current(session, membership.team_id, membership.person_id) is None:
        steps.take(session, act, item_kind="membership", row=membership, verb="join", values={"to_on": None})


def _current(session: Session, team_id: int | None, person_id: int | None) -> Membership | None:
    query = select(Membership).where(Membership.team_id == team_id, Membership.person_id == person_id)
    return session.exec(query.where(col(Membership.to_on).is_(None))).one_or_none()


def _begin(session: Session, act: Act, person: Person, on: date, facts: dict[str, Any]) -> Membership:
    membership = Membership(team_id=types.id_of(act.team), person_id=types.id_of(person), from_on=on, **facts)
    steps.begin(
        session,
        act,
        item_kind="membership",
        row=membership,
        columns=_COLUMNS,
        verb="join",
        undo_to={"to_on": on.isoformat()},
    )
    return membership


_COLUMNS = ("person_id", "kind", "purpose", "until_on", "fte", "from_on", "to_on")
