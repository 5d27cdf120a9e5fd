"""What happens to Steward itself in a workspace: people come, change and leave; it is uninstalled."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

import structlog

from bot import troubles
from bot.directory import SlackDirectory
from bot.installations import Installations
from handlers.deps import Member, facts
from handlers.people import leaving
from storage import people, workspaces
from storage.database import Database
from storage.workspaces import Workspace

log = structlog.get_logger()
Body = Mapping[str, Any]


class Events:
    """Events whose subject is the workspace, not something that a person asked.

    `tokens_revoked` and `app_uninstalled` come in either order and may come twice; both lead to the same end.
    """

    def __init__(
        self,
        db: Database,
        installations: Installations,
        directory: SlackDirectory,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._db = db
        self._installations = installations
        self._directory = directory
        self._now = now

    async def person_changed(self, workspace: Workspace, body: Body) -> None:
        """Keep what changed of somebody who has a part in a team; remember the rest for a while."""
        member = self._directory.learn(workspace, body["event"]["user"])
        await self._db.write(_refresh, workspace=workspace, member=member, now=self._now())

    async def arrived(self, workspace: Workspace, body: Body) -> None:
        """Steward was brought into a channel: post what could not be posted there before."""
        if body["event"]["user"] == workspace.bot_user_id:
            await self._mended(workspace, body, troubles.ABSENT)

    async def unarchived(self, workspace: Workspace, body: Body) -> None:
        """Post what could not be posted while the channel was archived."""
        await self._mended(workspace, body, troubles.ARCHIVED)

    async def _mended(self, workspace: Workspace, body: Body, errors: Collection[str]) -> None:
        channel_id, now = body["event"]["channel"], self._now()
        await self._db.write(
            troubles.mended, workspace=workspace, channel_id=channel_id, errors=errors, now=now
        )

    async def left(self, workspace: Workspace, body: Body) -> None:
        """Mark the workspace uninstalled; its data are deleted ten days later unless it comes back."""
        event = body["event"]
        revoked = event["type"] == "tokens_revoked"
        if revoked and workspace.bot_user_id not in event.get("tokens", {}).get("bot", ()):
            return
        await self._db.write(workspaces.uninstall, workspace=workspace, now=self._now())
        self._installations.forget(workspace.slack_team_id)
        log.info("Uninstalled", workspace=workspace.name)


def _refresh(session: Any, *, workspace: Workspace, member: Member, now: datetime) -> None:
    """Update a person whom Steward keeps. Strangers stay strangers: nothing is stored of them.

    Whose account was closed is away at once: what nobody looks after now is told, once.
    """
    known = people.by_slack_id(session, workspace=workspace, slack_user_id=member.slack_user_id)
    if known is None:
        return
    was_here = known.deactivated_at is None
    person = people.meet(session, workspace=workspace, now=now, **facts(member))
    if was_here and person.deactivated_at is not None:
        leaving.tell(session, workspace=workspace, person=person, now=now)
