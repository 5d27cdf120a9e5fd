"""A workspace: one Slack organisation's side of Steward. Everything else belongs to one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Field, Session, SQLModel, select

from storage import types

# Slack asks for deletion within 14 business days of an uninstall; ten days leave room for a late worker.
KEPT_AFTER_UNINSTALL = timedelta(days=10)


class Workspace(SQLModel, table=True):
    __tablename__ = "workspace"

    id: int | None = Field(default=None, primary_key=True)
    slack_team_id: str = Field(unique=True)
    enterprise_id: str | None = None
    name: str
    domain: str = ""
    bot_user_id: str
    app_id: str | None = None
    bot_token_sealed: str | None = Field(default=None, repr=False)
    scopes: str = ""
    installed_by: str | None = None
    installed_at: datetime = Field(sa_type=types.UtcDateTime)
    uninstalled_at: datetime | None = Field(default=None, sa_type=types.UtcDateTime, index=True)


def install(
    session: Session,
    *,
    slack_team_id: str,
    name: str,
    bot_user_id: str,
    now: datetime,
    domain: str = "",
    enterprise_id: str | None = None,
    app_id: str | None = None,
    bot_token_sealed: str | None = None,
    scopes: str = "",
    installed_by: str | None = None,
) -> Workspace:
    """The workspace as installed now. Installing again refreshes its facts; after an uninstall it revives."""
    ...


def by_slack_id(session: Session, *, slack_team_id: str) -> Workspace | None:
    """The workspace, also when uninstalled and not yet purged."""
    return session.exec(select(Workspace).where(Workspace.slack_team_id == slack_team_id)).one_or_none()


def uninstall(session: Session, *, workspace: Workspace, now: datetime) -> Workspace:
    """Marks it uninstalled and forgets its token; a second time changes nothing."""
    ...


def due_for_purge(session: Session, *, now: datetime) -> Sequence[Workspace]:
    """Those uninstalled ten days ago or more, the longest gone first."""
    ...


def purge(session: Session, *, workspace: Workspace, now: datetime) -> None:
    """Deletes all that is kept of the workspace, for good.

    Raises Refused when it was installed again meanwhile, or is not yet due.
    """
    ...
