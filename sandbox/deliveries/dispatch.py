"""Sending an app something and waiting for its acknowledgement, whichever way it is connected."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.apps import App
from sandbox.core import Core, LoggedDelivery
from sandbox.deliveries import http, socket
from sandbox.deliveries.patience import Retry
from sandbox.records import Json

TIMEOUT = "operation_timeout"
FAILED = "dispatch_failed"


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is what the acknowledgement carried, or None.

    `error` is what Slack tells the person: operation_timeout or dispatch_failed; empty if it was acknowledged.
    """

    milliseconds: float | None = None
    body: Any = None
    error: str = ""
    reason: str = ""
    no_retry: bool = False


def address(app: App, kind: str, payload: Json) -> str:
    """Where an app without Socket Mode gets this; its `request_url` wins over the manifest's addresses."""
    if kind == "events_api":
        return app.events_url
    if kind == "interactive":
        return app.options_url if payload["type"] == "block_suggestion" else app.interactivity_url
    declared = app.command(str(payload["command"]))
    return app.request_url or (declared.url if declared else "")


async def deliver(core: Core, app: App, kind: str, payload: Json, retry: Retry | None = None) -> Answer:
    """Send once; over Socket Mode again to another connection if the first is lost before it acknowledged."""
    retry = retry or Retry()
    log = LoggedDelivery(core.world.ids.new("Dl"), app.id, kind, payload, core.clock.now())
    core.deliveries.append(log)
    with core.activity.busy():
        started = time.perf_counter()
        if app.socket_mode:
            answer = await over_socket(core, app, kind, payload, retry)
        else:
            answer = await over_http(core, app, kind, payload, retry)
        milliseconds = None if answer.error else (time.perf_counter() - started) * 1000
    log.ack_milliseconds, log.answer, log.error = milliseconds, answer.body, answer.error
    return Answer(milliseconds, answer.body, answer.error, answer.reason, answer.no_retry)


async def over_socket(core: Core, app: App, kind: str, payload: Json, retry: Retry) -> Answer:
    frame = socket.envelope(kind, payload, attempt=retry.number, reason=retry.reason)
    try:
        async with asyncio.timeout(core.ack_limit.total_seconds()):
            while connection := await core.sockets.take(app.id):
                try:
                    body = await core.sockets.ask(connection, frame)
                except socket.LostConnectionError:
                    continue  # never acknowledged there: the same envelope goes to another connection
                return Answer(body=body if frame["accepts_response_payload"] else None)
    except TimeoutError:
        return Answer(error=TIMEOUT, reason="timeout")
    return Answer(error=FAILED, reason="timeout", no_retry=not core.sockets.knows(app.id))


async def over_http(core: Core, app: App, kind: str, payload: Json, retry: Retry) -> Answer:
    url = address(app, kind, payload)
    if not url or core.session is None:
        return Answer(error=FAILED, reason="connection_failed", no_retry=True)
    extra: Mapping[str, str] = {}
    if retry.number:
        extra = {"X-Slack-Retry-Num": str(retry.number), "X-Slack-Retry-Reason": retry.reason}
    reply = await http.post(
        core.session, url, app.signing_secret, http.encoded(kind, payload), limit=core.ack_limit, extra=extra
    )
    if not reply.failure:
        return Answer(body=reply.body)
    no_retry = any(k.lower() == "x-slack-no-retry" and v == "1" for k, v in reply.headers.items())
    error = TIMEOUT if reply.failure == "http_timeout" else FAILED
    return Answer(error=error, reason=reply.failure, no_retry=no_retry)
