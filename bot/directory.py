"""Who is in a workspace: facts that Slack holds, remembered for an hour and never written down as a whole.

Slack asks apps not to store what a live look-up will do (developer policy), and a look-up before every answer
would eat into its three seconds. So the members are read once at the start, page by page, and kept fresh by
`user_change` and `team_join`.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import error_name, when_known
from handlers.deps import Member
from storage.workspaces import Workspace

log = structlog.get_logger()

FRESH_FOR = 3600.0
"""Seconds. Changes arrive as events; this bounds what a lost event can do."""
MOST_PAGES = 25
"""Of 200 people. Larger workspaces are looked up person by person, so that starting stays quick."""


def member_of(user: Mapping[str, Any], *, slack_team_id: str) -> Member:
    """Read a user object: https://docs.slack.dev/reference/objects/user-object."""
    profile = user.get("profile") or {}
    return Member(
        slack_user_id=user["id"],
        name=user.get("real_name") or profile.get("real_name") or user.get("name") or user["id"],
        zone=user.get("tz") or "UTC",
        is_guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        is_external=bool(user.get("is_stranger")) or (user.get("team_id") or slack_team_id) != slack_team_id,
        is_admin=any(user.get(flag) for flag in ("is_admin", "is_owner", "is_primary_owner")),
        is_bot=bool(user.get("is_bot")) or user["id"] == "USLACKBOT",
        deactivated=bool(user.get("deleted")),
    )


class SlackDirectory:
    """`handlers.deps.Directory` over `users.list` and `users.info`."""

    def __init__(self, client: Callable[[Workspace], AsyncWebClient]) -> None:
        self._client = client
        self._known: dict[tuple[str, str], tuple[float, Member]] = {}

    async def member(self, workspace: Workspace, slack_user_id: str) -> Member | None:
        """Return what is known of the person, asking Slack where it is not known or no longer fresh."""
        kept = self._known.get((workspace.slack_team_id, slack_user_id))
        if kept and time.monotonic() - kept[0] < FRESH_FOR:
            return kept[1]
        try:
            answer = await when_known(self._client(workspace).users_info(user=slack_user_id))
        except SlackApiError as error:
            if error_name(error) in {"user_not_found", "user_not_visible"}:
                return None
            raise
        return self.learn(workspace, answer["user"]) if answer else None

    def learn(self, workspace: Workspace, user: Mapping[str, Any]) -> Member:
        """Remember what a user object says, from a look-up or from `user_change`."""
        member = member_of(user, slack_team_id=workspace.slack_team_id)
        self._known[workspace.slack_team_id, member.slack_user_id] = (time.monotonic(), member)
        return member

    async def warm(self, workspace: Workspace) -> None:
        """Read the members once, so that the first thing a person asks is answered without a look-up."""
        cursor = ""
        for _ in range(MOST_PAGES):
            page = await when_known(self._client(workspace).users_list(limit=200, cursor=cursor))
            if page is None:
                return
            for user in page["members"]:
                self.learn(workspace, user)
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return
        log.info(
            "A large workspace: further members are looked up when they first speak", workspace=workspace.name
        )
