"""People of a workspace: Slack members as Slack describes them, and named contacts without an account."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, Session, SQLModel

from storage import types
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
            sqlite_where=text("slack_user_id IS NULL"),
            postgresql_where=text("slack_user_id IS NULL"),
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
    """The person as Slack describes them now; one statement when nothing changed."""
    ...


def by_id(session: Session, *, workspace: Workspace, person_id: int) -> Person | None:
    """Inside the workspace only: another workspace's person is None."""
    ...


def by_slack_id(session: Session, *, workspace: Workspace, slack_user_id: str) -> Person | None: ...


def by_slack_ids(
    session: Session, *, workspace: Workspace, slack_user_ids: Sequence[str]
) -> dict[str, Person]:
    """Those known, by Slack user id, in one statement."""
    ...


def add_contact(
    session: Session,
    *,
    workspace: Workspace,
    name: str,
    by: Person,
    now: datetime,
    office: str | None = None,
    post: str | None = None,
) -> Person:
    """A named contact without an account; the same name again returns the one that is there."""
    ...


def change(
    session: Session,
    *,
    workspace: Workspace,
    person: Person,
    by: Person,
    now: datetime,
    name: str | None = None,
    office: str | None = None,
    post: str | None = None,
) -> Person:
    """What is None stays. An account's name is Slack's and cannot be changed here: raises Refused."""
    ...


def deactivate(session: Session, *, workspace: Workspace, person: Person, now: datetime) -> Person:
    """They can no longer act; what they own stays theirs until handed over."""
    ...
