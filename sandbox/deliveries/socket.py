"""Socket Mode: the app's open connections, and envelopes sent over them until one acknowledges."""

import asyncio
import json
import secrets
import time
from contextlib import suppress
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

Json = dict[str, Any]

CONNECTION_SECONDS = 18_060  # what Slack's hello says a connection lives, about
RECONNECTING_SECONDS = 5  # an app that lost its last connection so recently is taken to be coming back
NO_TICKET = 4_000


class LostConnectionError(Exception):
    """The connection went away before it acknowledged the envelope."""


class Connection:
    """One open socket of an app. A draining one is about to be closed and gets nothing new."""

    def __init__(self, app_id: str, websocket: WebSocket) -> None:
        self.app_id = app_id
        self.draining = False
        self.asked: set[str] = set()
        self._websocket = websocket

    async def send(self, frame: Json) -> None:
        """Raises LostConnectionError if it is gone."""
        try:
            await self._websocket.send_text(json.dumps(frame))
        except (WebSocketDisconnect, RuntimeError) as error:
            raise LostConnectionError from error

    async def receive(self) -> str:
        """The next frame's text. Raises LostConnectionError when the connection has closed."""
        try:
            return await self._websocket.receive_text()
        except (WebSocketDisconnect, RuntimeError) as error:
            raise LostConnectionError from error

    async def close(self) -> None:
        """Say goodbye, if anybody is still there."""
        self.draining = True
        with suppress(WebSocketDisconnect, RuntimeError):
            await self._websocket.close()


class Sockets:
    """All open connections of all apps."""

    def __init__(self) -> None:
        self._tickets: dict[str, str] = {}
        self._connections: list[Connection] = []
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._lost_at: dict[str, float] = {}
        self._arrival = asyncio.Event()

    def new_ticket(self, app_id: str) -> str:
        """A single-use key for one connection, as `apps.connections.open` gives out."""
        ticket = secrets.token_hex(16)
        self._tickets[ticket] = app_id
        return ticket

    def knows(self, app_id: str) -> bool:
        """Whether this app was ever connected."""
        return app_id in self._lost_at or bool(self.of(app_id))

    def of(self, app_id: str = "") -> list[Connection]:
        """The open connections of one app, or of all."""
        return [c for c in self._connections if app_id in ("", c.app_id)]

    async def take(self, app_id: str) -> Connection | None:
        """The connection that has waited longest for its turn.

        Without any: None, unless the app is between two connections; then the next one, whenever it comes.
        """
        while True:
            for connection in self.of(app_id):
                if not connection.draining:
                    self._connections.remove(connection)
                    self._connections.append(connection)
                    return connection
            if not self._reconnecting(app_id):
                return None
            self._arrival.clear()
            await self._arrival.wait()

    def _reconnecting(self, app_id: str) -> bool:
        lost_at = self._lost_at.get(app_id)
        just_lost = lost_at is not None and time.monotonic() - lost_at < RECONNECTING_SECONDS
        return just_lost or bool(self.of(app_id))

    async def ask(self, connection: Connection, envelope: Json) -> Any:
        """Send an envelope; the payload of its acknowledgement, over whichever connection that comes, or None.

        Raises LostConnectionError if this connection closes before.
        """
        key = envelope["envelope_id"]
        waiting: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[key] = waiting
        connection.asked.add(key)
        try:
            await connection.send(envelope)
            return await waiting
        except LostConnectionError:
            # Whoever listens to it may not have noticed yet. Trying it again and again would keep them from it.
            connection.draining = True
            raise
        finally:
            self._waiting.pop(key, None)
            connection.asked.discard(key)

    async def serve(self, websocket: WebSocket) -> None:
        """Greet a connection that shows a good ticket, and listen to it until it closes."""
        app_id = self._tickets.pop(websocket.query_params.get("ticket", ""), "")
        if not app_id:
            await websocket.close(NO_TICKET)
            return
        await websocket.accept()
        connection = Connection(app_id, websocket)
        self._connections.append(connection)
        try:
            with suppress(LostConnectionError):
                await connection.send(hello(app_id, len(self.of(app_id))))
                self._arrival.set()
                while True:
                    self._hear(await connection.receive())
        finally:
            self._lose(connection)

    def _lose(self, connection: Connection) -> None:
        self._connections.remove(connection)
        self._lost_at[connection.app_id] = time.monotonic()
        for key in connection.asked:
            waiting = self._waiting[key]
            if not waiting.done():
                waiting.set_exception(LostConnectionError())

    def _hear(self, text: str) -> None:
        try:
            answer = json.loads(text)
        except ValueError:
            return  # Slack ignores what it cannot read
        waiting = self._waiting.get(str(answer.get("envelope_id"))) if isinstance(answer, dict) else None
        if waiting is not None and not waiting.done():
            waiting.set_result(answer.get("payload"))

    async def refresh(self, app_id: str = "") -> int:
        """Ask connections to make way for new ones, as Slack does about hourly. How many there were."""
        chosen = self.of(app_id)
        for connection in chosen:
            connection.draining = True
            with suppress(LostConnectionError):
                await connection.send(disconnect("refresh_requested"))
        return len(chosen)

    async def drop(self, app_id: str = "") -> int:
        """Close connections without a word. How many there were."""
        chosen = self.of(app_id)
        for connection in chosen:
            await connection.close()
        return len(chosen)


def hello(app_id: str, connections: int) -> Json:
    return {
        "type": "hello",
        "num_connections": connections,
        "connection_info": {"app_id": app_id},
        "debug_info": {
            "host": "practice",
            "build_number": 1,
            "approximate_connection_time": CONNECTION_SECONDS,
        },
    }


def disconnect(reason: str) -> Json:
    """`reason` is warning, refresh_requested or link_disabled."""
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "practice"}}


def envelope(kind: str, payload: Json, *, attempt: int = 0, reason: str = "") -> Json:
    """A Socket Mode envelope; `kind` is events_api, interactive or slash_commands."""
    frame: Json = {
        "envelope_id": secrets.token_hex(16),
        "payload": payload,
        "type": kind,
        "accepts_response_payload": kind == "slash_commands" or accepts_answer(payload),
    }
    if kind == "events_api":
        frame |= {"retry_attempt": attempt, "retry_reason": reason}
    return frame


def accepts_answer(payload: Json) -> bool:
    return payload.get("type") in ("view_submission", "block_suggestion")
