"""A workspace: one Slack organisation's side of Steward. Everything else belongs to one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, or_
from sqlalchemy import select as select_columns
from sqlmodel import Field, Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import errors, inserts, steps, types

# Slack asks for deletion within 14 business days of an uninstall; ten days leave room for a late worker.
# https://docs.slack.dev/slack-marketplace/slack-marketplace-app-guidelines-and-requirements
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
    facts = {
        "name": name,
        "bot_user_id": bot_user_id,
        "domain": domain,
        "enterprise_id": enterprise_id,
        "app_id": app_id,
        "bot_token_sealed": bot_token_sealed,
        "scopes": scopes,
        "installed_by": installed_by,
    }
    new = inserts.new(session, Workspace, slack_team_id=slack_team_id, installed_at=now, **facts)
    return new or _refreshed(session, slack_team_id, now, facts)


def by_slack_id(session: Session, *, slack_team_id: str) -> Workspace | None:
    """The workspace, also when uninstalled and not yet purged."""
    return session.exec(_of_slack(slack_team_id)).one_or_none()


def uninstall(session: Session, *, workspace: Workspace, now: datetime) -> Workspace:
    """Marks it uninstalled and forgets its token; a second time changes nothing. Raises NotFound once purged."""
    fresh = _again(session, workspace)
    if fresh.uninstalled_at is None:
        fresh.uninstalled_at, fresh.bot_token_sealed = now, None
        session.add(fresh)
        session.flush()
    return fresh


def due_for_purge(session: Session, *, now: datetime) -> Sequence[Workspace]:
    """Those uninstalled ten days ago or more, the longest gone first."""
    query = select(Workspace).where(col(Workspace.uninstalled_at) <= now - KEPT_AFTER_UNINSTALL)
    return session.exec(query.order_by(col(Workspace.uninstalled_at), col(Workspace.id))).all()


def purge(session: Session, *, workspace: Workspace, now: datetime) -> None:
    """Deletes all that is kept of the workspace, for good.

    Every table that leads to the workspace by its foreign keys is emptied of it, those that refer to others
    first: a new table takes part by referring to its team or workspace. Raises Refused when it was installed
    again meanwhile or ten days have not passed, NotFound when it is gone.
    """
    fresh = _again(session, workspace)
    if fresh.uninstalled_at is None or fresh.uninstalled_at > now - KEPT_AFTER_UNINSTALL:
        raise errors.Refused("not_due_for_purge", uninstalled_at=fresh.uninstalled_at)
    root = SQLModel.metadata.tables["workspace"]
    for table in reversed(SQLModel.metadata.sorted_tables):
        theirs = belonging(table, root, types.id_of(workspace))
        if theirs is not None:
            session.execute(delete(table).where(theirs))


def belonging(table: Table, root: Table, root_id: int) -> ColumnElement[bool] | None:
    """Which rows of the table lead to that row of `root`; None: the table has no such way.

    The way is by a foreign key that every row has, to the workspace or the team before any other; where no row
    must have one, as of a schedule, which is a team's or a person's, by any that it has.
    """
    if table is root:
        return table.c.id == root_id
    links = [key for key in table.foreign_keys if key.column.table is not table]
    always = [key for key in links if not key.parent.nullable]
    nearest = sorted(always or links, key=lambda key: _NEAREST.get(key.column.table.name, len(_NEAREST)))
    found = ((key, belonging(key.column.table, root, root_id)) for key in nearest)
    ways = (key.parent.in_(select_columns(key.column).where(way)) for key, way in found if way is not None)
    leading = list(islice(ways, 1 if always else None))
    return or_(*leading) if leading else None


_NEAREST = {"workspace": 0, "team": 1}


def _refreshed(session: Session, slack_team_id: str, now: datetime, facts: dict[str, Any]) -> Workspace:
    workspace = session.exec(steps.fresh(_of_slack(slack_team_id))).one()
    if workspace.uninstalled_at is not None:
        workspace.installed_at, workspace.uninstalled_at = now, None
    for fact, value in facts.items():
        setattr(workspace, fact, value)
    session.add(workspace)
    session.flush()
    return workspace


def _of_slack(slack_team_id: str) -> SelectOfScalar[Workspace]:
    return select(Workspace).where(Workspace.slack_team_id == slack_team_id)


def _again(session: Session, workspace: Workspace) -> Workspace:
    found = steps.locked(session, select(Workspace).where(Workspace.id == workspace.id))
    if found is None:
        raise errors.NotFound("workspace", workspace.slack_team_id)
    return found
