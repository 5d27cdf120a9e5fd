"""Where Steward is installed, and with which token it acts there."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import SlackApi
from storage import workspaces
from storage.database import Database
from storage.vault import Vault
from storage.workspaces import Workspace

Grants = Callable[[str], Mapping[str, Any] | None]


class Installations:
    """Tokens by workspace: one from the settings, or many from the database, sealed there.

    Bolt's own authorisation asks Slack (`auth.test`) at every request, inside the three seconds that a person
    waits. Here the database is asked, and its answer kept until a token is revoked.
    """

    def __init__(
        self,
        db: Database,
        slack: SlackApi,
        vault: Vault | None,
        *,
        token: str | None,
        now: Callable[[], datetime],
    ) -> None:
        self._db = db
        self._slack = slack
        self._vault = vault
        self._token = token
        self._now = now
        self._known: dict[str, Workspace] = {}
        self._granted_elsewhere: Grants = lambda _: None

    def also_from(self, grants: Grants) -> None:
        """Ask here too when a workspace is not known: where installing happens without our own page.

        `grants` gives what `oauth.v2.access` would, for a Slack team id.
        """
        self._granted_elsewhere = grants

    async def connect(self) -> Workspace | None:
        """With one token in the settings: ask Slack once whose it is, and keep that workspace.

        Raises slack_sdk.errors.SlackApiError when Slack does not accept the token.
        """
        if self._token is None:
            return None
        client = self._slack.client(self._token)
        me = await client.auth_test()
        workspace = await self._db.write(
            workspaces.install,
            slack_team_id=me["team_id"],
            enterprise_id=me.get("enterprise_id"),
            name=me["team"],
            domain=_domain(me["url"]),
            bot_user_id=me["user_id"],
            now=self._now(),
        )
        self._known[workspace.slack_team_id] = workspace
        return workspace

    async def install(self, granted: Mapping[str, Any]) -> Workspace:
        """Keep what `oauth.v2.access` granted; the token is sealed before it is stored."""
        assert self._vault is not None, "an installation needs ENCRYPTION_KEYS"
        team = granted["team"]
        workspace = await self._db.write(
            workspaces.install,
            slack_team_id=team["id"],
            enterprise_id=(granted.get("enterprise") or {}).get("id"),
            name=team["name"],
            bot_user_id=granted["bot_user_id"],
            app_id=granted.get("app_id"),
            bot_token_sealed=self._vault.seal(granted["access_token"]),
            scopes=granted.get("scope", ""),
            installed_by=(granted.get("authed_user") or {}).get("id"),
            now=self._now(),
        )
        self.forget(workspace.slack_team_id)
        return workspace

    async def workspace(self, slack_team_id: str) -> Workspace | None:
        """Return the workspace, if Steward is installed there now."""
        if slack_team_id not in self._known:
            found: Workspace | None = await self._db.read(workspaces.by_slack_id, slack_team_id=slack_team_id)
            if found is None or found.uninstalled_at is not None:
                granted = self._granted_elsewhere(slack_team_id)
                found = await self.install(granted) if granted else None
            if found is None:
                return None
            self._known[slack_team_id] = found
        return self._known[slack_team_id]

    def forget(self, slack_team_id: str) -> None:
        """Look again next time: installed anew, or uninstalled."""
        self._known.pop(slack_team_id, None)

    def client(self, workspace: Workspace) -> AsyncWebClient:
        """Return a client that acts as Steward in this workspace."""
        if workspace.bot_token_sealed and self._vault:
            return self._slack.client(self._vault.open(workspace.bot_token_sealed))
        return self._slack.client(self._token)

    async def authorize(
        self, enterprise_id: str | None, team_id: str | None, user_id: str | None
    ) -> AuthorizeResult | None:
        """Answer Bolt's question whose request this is. None where Steward is not installed.

        Bolt knows its own events by `bot_user_id` alone.
        """
        workspace = await self.workspace(team_id) if team_id else None
        if workspace is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=workspace.bot_user_id,
            bot_token=self.client(workspace).token,
            user_id=user_id,
        )


def _domain(url: str) -> str:
    """`https://harborglen.slack.com/` gives `harborglen`."""
    return url.split("//", 1)[-1].split(".", 1)[0].strip("/")
