"""Installing Steward into a workspace: Slack's OAuth, in two steps.

https://docs.slack.dev/authentication/installing-with-oauth. The state is signed and short-lived instead of
stored, so that any number of web processes can take part.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode

import structlog
from markupsafe import escape
from slack_sdk.errors import SlackApiError
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.installations import Installations
from bot.manifest import LOOK_UP_SCOPES, SCOPES
from bot.slack import SlackApi, error_name
from storage.errors import CannotOpen
from storage.vault import Vault

log = structlog.get_logger()

STATE_GOOD_FOR = timedelta(minutes=10)
COOKIE = "steward_install"


class Install:
    """`GET /slack/install` sends a person to Slack, `GET /slack/oauth_redirect` takes them back."""

    def __init__(
        self,
        slack: SlackApi,
        installations: Installations,
        vault: Vault,
        *,
        client_id: str,
        client_secret: str,
        public_url: str,
        now: Callable[[], datetime],
    ) -> None:
        self._slack = slack
        self._installations = installations
        self._vault = vault
        self._client_id = client_id
        self._client_secret = client_secret
        self._redirect_uri = f"{public_url.rstrip('/')}/slack/oauth_redirect"
        self._secure = public_url.startswith("https:")
        self._now = now

    def routes(self) -> list[Route]:
        """Return the two pages."""
        return [Route("/slack/install", self.begin), Route("/slack/oauth_redirect", self.finish)]

    async def begin(self, _: Request) -> Response:
        """Send the person to Slack, with a state that only this browser can bring back."""
        state = self._vault.seal(self._now().isoformat())
        query = urlencode(
            {
                "client_id": self._client_id,
                "scope": ",".join(sorted((*SCOPES, *LOOK_UP_SCOPES))),
                "redirect_uri": self._redirect_uri,
                "state": state,
            }
        )
        response = RedirectResponse(f"{self._slack.page_url}oauth/v2/authorize?{query}", status_code=302)
        response.set_cookie(
            COOKIE,
            state,
            max_age=int(STATE_GOOD_FOR.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=self._secure,
        )
        return response

    async def finish(self, request: Request) -> Response:
        """Exchange the code for a token and keep it, sealed."""
        state = request.query_params.get("state", "")
        if not state or state != request.cookies.get(COOKIE) or not self._is_ours(state):
            return _page("This link is too old, or was opened in another browser.", status=400)
        if "code" not in request.query_params:
            return _page("Nothing was installed.", status=200)
        try:
            # The SDK's own method uses a way of authenticating that aiohttp is about to drop.
            granted = await self._slack.client(None).api_call("oauth.v2.access", data=self._claim(request))
        except SlackApiError as error:
            log.warning("Slack refused an installation", error=error_name(error))
            return _page("Slack did not confirm the installation.", status=502)
        workspace = await self._installations.install(granted.data if isinstance(granted.data, dict) else {})
        return _page(f"Steward is installed in {workspace.name}.", status=200, done=True)

    def _claim(self, request: Request) -> dict[str, str]:
        return {
            "client_id": self._client_id,
            "client_secret": self._client_secret,
            "code": request.query_params["code"],
            "redirect_uri": self._redirect_uri,
        }

    def _is_ours(self, state: str) -> bool:
        try:
            begun_at = datetime.fromisoformat(self._vault.open(state))
        except CannotOpen:
            return False
        return self._now() - begun_at <= STATE_GOOD_FOR


def _page(said: str, *, status: int, done: bool = False) -> HTMLResponse:
    step = (
        "Go to the channel of your team, type <code>/invite @Steward</code>, then <code>/steward setup</code>."
        if done
        else '<a href="/slack/install">Start again</a>'
    )
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Steward</title>'
    style = "<style>body{font:18px/1.6 system-ui;max-width:34rem;margin:20vh auto;padding:0 1rem}</style>"
    return HTMLResponse(
        f"{head}{style}<main><h1>Steward</h1><p>{escape(said)}</p><p>{step}</p></main>", status_code=status
    )
