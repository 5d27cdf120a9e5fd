"""The way in without a public address: Socket Mode."""

import time

from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.followups import FollowUps
from bot.slack import SlackApi

CONNECTIONS = 2
"""The SDK closes a connection before it opens the next; the other one hears meanwhile. Slack allows ten."""


class SocketMode:
    """Holds the connections, and counts what they bring as under way until it is acknowledged."""

    def __init__(self, app: AsyncApp, slack: SlackApi, followups: FollowUps, *, app_token: str) -> None:
        self._app = app
        self._slack = slack
        self._followups = followups
        self._app_token = app_token
        self._clients: list[SocketModeClient] = []

    async def connect(self) -> None:
        """Open the connections; they mend themselves from then on."""
        for _ in range(CONNECTIONS):
            client = SocketModeClient(
                app_token=self._app_token,
                web_client=self._slack.client(self._app_token),
                logger=self._app.logger,
            )
            client.socket_mode_request_listeners.append(self._hear)
            self._clients.append(client)
            await client.connect()  # type: ignore[no-untyped-call]  # the SDK has no types here

    async def _hear(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        with self._followups.busy():
            start = time.time()
            response = await run_async_bolt_app(self._app, request)
            await send_async_response(client, request, response, start)

    async def connected(self) -> bool:
        """Whether at least one connection hears."""
        return any([await client.is_connected() for client in self._clients])

    async def close(self) -> None:
        """Stop hearing."""
        for client in self._clients:
            await client.close()  # type: ignore[no-untyped-call]  # the SDK has no types here
