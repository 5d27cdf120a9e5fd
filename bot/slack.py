"""Slack's Web API: one shared connection pool, one attempt a call, and a server that knows fewer methods survived."""

from collections.abc import Awaitable, Mapping
from typing import Any, TypeVar

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

log = structlog.get_logger()
T = TypeVar("T")

CALL_LIMIT = 10
"""Seconds that one call may take. Slack answers in well under one; a person waits at most three."""


class SlackApi:
    """Clients for many workspaces over one session.

    They never send anything twice: the SDK's default handler repeats a call after a dropped connection, which
    posts a message a second time when only the answer was lost.
    """

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self._session: aiohttp.ClientSession | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """The pool, opened at first use because it belongs to the running loop."""
        if self._session is None or self._session.closed:
            # How much goes out at once is for those to say who send it: a call that waited here for a free
            # connection would look like one that Slack was slow to answer.
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=CALL_LIMIT), connector=aiohttp.TCPConnector(limit=0)
            )
        return self._session

    def client(self, token: str | None) -> AsyncWebClient:
        """Return a client that acts with this token."""
        return AsyncWebClient(
            token=token, base_url=self.base_url, session=self.session, timeout=CALL_LIMIT, retry_handlers=[]
        )

    @property
    def page_url(self) -> str:
        """Where this Slack shows pages to people: its address without `api/`."""
        return self.base_url.removesuffix("api/")

    async def respond(self, url: str, payload: Mapping[str, Any]) -> None:
        """Post to a `response_url` (5 uses in 30 minutes; Slack: Handling user interaction)."""
        async with self.session.post(url, json=payload) as response:
            if not response.ok:
                log.warning("A response_url refused an answer", status=response.status)

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()


async def when_known(call: Awaitable[T]) -> T | None:
    """Return what the call returns, or None with a warning where the server does not know the method."""
    try:
        return await call
    except SlackApiError as error:
        if error_name(error) != "unknown_method":
            raise
        log.warning("The server does not know a method of the Web API", url=str(error.response.api_url))
        return None


def error_name(error: SlackApiError) -> str:
    """Slack's own name for what went wrong, such as `not_in_channel`; empty where the answer was not Slack's."""
    response = error.response
    return str(response.get("error") or "") if isinstance(response, AsyncSlackResponse) else ""


def retry_after(error: SlackApiError) -> float:
    """Seconds that Slack asks to wait (`Retry-After`), at least one."""
    headers = error.response.headers if isinstance(error.response, AsyncSlackResponse) else {}
    try:
        return max(1.0, float(headers.get("Retry-After", "1")))
    except ValueError:
        return 1.0


def status_of(error: SlackApiError) -> int:
    """The HTTP status that came with the error."""
    response = error.response
    return int(getattr(response, "status_code", 0) or getattr(response, "status", 0) or 0)
