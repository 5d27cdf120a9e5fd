"""People of a workspace: Slack members as Slack describes them, and named contacts without an account."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import errors, inserts, names, preferences, steps, types
from storage.workspaces import Workspace


class Person(SQLModel, table=True):
    """`slack_user_id` is None for a named contact without an account."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("workspace_id", "slack_user_id"),
        # Two people may share a name in Slack; two contacts may not, or nobody could tell them apart.
        Index(
            "uq_person_contact",
            "workspace_id",
            "name_key",
            unique=True,
            **types.where("slack_user_id IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id")
    slack_user_id: str | None = None
    name: str
    name_key: str
    zone: str | None = None
    office: str | None = None
    post: str | None = None
    is_guest: bool = False
    is_external: bool = False
    is_admin: bool = False
    deactivated_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime)
    created_at: datetime = Field(sa_type=types.UtcDateTime)


def meet(
    session: Session,
    *,
    workspace: Workspace,
    slack_user_id: str,
    name: str,
    now: datetime,
    zone: str | None = None,
    is_guest: bool = False,
    is_external: bool = False,
    is_admin: bool = False,
    deactivated: bool = False,
) -> Person:
    """The person as Slack describes them now, met before or not; one statement when nothing changed."""
    person = by_slack_id(session, workspace=workspace, slack_user_id=slack_user_id)
    is_known = person is not None
    if person is None:
        person = _new(session, workspace, name, now, slack_user_id=slack_user_id)
        person = person or session.exec(_of_slack(workspace, slack_user_id)).one()
    gone_at = (person.deactivated_at or now) if deactivated else None
    moved = is_known and zone not in {None, person.zone}
    _refresh(
        session,
        person,
        name=names.tidy(name),
        name_key=names.key(name),
        zone=zone or person.zone,
        is_guest=is_guest,
        is_external=is_external,
        is_admin=is_admin,
        deactivated_at=gone_at,
    )
    if moved:
        preferences.follow_zone(session, person=person, now=now)
    return person


def by_id(session: Session, *, workspace: Workspace, person_id: int) -> Person | None:
    """Inside the workspace only: another workspace's person is None."""
    query = select(Person).where(Person.workspace_id == workspace.id, Person.id == person_id)
    return session.exec(query).one_or_none()


def by_slack_id(session: Session, *, workspace: Workspace, slack_user_id: str) -> Person | None:
    """None for someone not met yet, and for everyone of another workspace."""
    return session.exec(_of_slack(workspace, slack_user_id)).one_or_none()


def by_slack_ids(
    session: Session, *, workspace: Workspace, slack_user_ids: Iterable[str]
) -> dict[str, Person]:
    """Those known, by Slack user id, in one statement."""
    query = select(Person).where(
        Person.workspace_id == workspace.id, col(Person.slack_user_id).in_(set(slack_user_ids))
    )
    return {str(person.slack_user_id): person for person in session.exec(query)}


def add_contact(
    session: Session,
    *,
    workspace: Workspace,
    name: str,
    now: datetime,
    office: str | None = None,
    post: str | None = None,
) -> Person:
    """A named contact without an account; the same name again returns the one that is there, unchanged."""
    query = select(Person).where(
        Person.workspace_id == workspace.id,
        col(Person.slack_user_id).is_(None),
        Person.name_key == names.key(name),
    )
    there = session.exec(query).one_or_none()
    new = there or _new(session, workspace, name, now, office=office, post=post)
    return new or session.exec(query).one()


def contacts(session: Session, *, workspace: Workspace) -> Sequence[Person]:
    """Those without an account, by name: a form offers them beside Slack's own list of members."""
    query = select(Person).where(
        Person.workspace_id == workspace.id,
        col(Person.slack_user_id).is_(None),
        col(Person.deactivated_at).is_(None),
    )
    return session.exec(query.order_by(Person.name_key)).all()


def describe(
    session: Session, *, workspace: Workspace, person: Person, office: str | None, post: str | None
) -> Person:
    """What Slack does not say of them: the office they sit in and the post they hold. None forgets it."""
    fresh = _again(session, workspace, person)
    _refresh(session, fresh, office=office, post=post)
    return fresh


def rename(session: Session, *, workspace: Workspace, person: Person, name: str) -> Person:
    """A contact's name. An account's is Slack's, and two contacts do not share one: raises Refused."""
    fresh = _again(session, workspace, person)
    if fresh.slack_user_id is not None:
        raise errors.Refused("name_is_slacks", name=fresh.name)
    try:
        with session.begin_nested():
            _refresh(session, fresh, name=names.tidy(name), name_key=names.key(name))
    except IntegrityError as taken:
        raise errors.Refused("name_taken", name=name) from taken
    return fresh


def deactivate(session: Session, *, workspace: Workspace, person: Person, now: datetime) -> Person:
    """They can no longer act; what they own stays theirs until handed over. A second time changes nothing."""
    fresh = _again(session, workspace, person)
    _refresh(session, fresh, deactivated_at=fresh.deactivated_at or now)
    return fresh


def _of_slack(workspace: Workspace, slack_user_id: str) -> SelectOfScalar[Person]:
    return select(Person).where(Person.workspace_id == workspace.id, Person.slack_user_id == slack_user_id)


def _again(session: Session, workspace: Workspace, person: Person) -> Person:
    query = select(Person).where(Person.workspace_id == workspace.id, Person.id == person.id)
    fresh = steps.locked(session, query)
    if fresh is None:
        raise errors.NotFound("person", person.name)
    return fresh


def _refresh(session: Session, person: Person, **facts: Any) -> None:
    for name, value in facts.items():
        if getattr(person, name) != value:
            setattr(person, name, value)
    session.add(person)
    session.flush()


def _new(
    session: Session, workspace: Workspace, name: str, now: datetime, **facts: str | None
) -> Person | None:
    """None where another process was quicker by a moment."""
    facts |= {"name": names.tidy(name), "name_key": names.key(name)}
    return inserts.new(session, Person, workspace_id=types.id_of(workspace), created_at=now, **facts)
