"""Connections of Socket Mode, one by one."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest
from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.deliveries.socket import Connection, LostConnectionError, Sockets, envelope


async def test_a_connection_that_cannot_be_written_to_is_tried_once() -> None:
    async def receive() -> MutableMapping[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "websocket.send":
            raise WebSocketDisconnect

    websocket = WebSocket({"type": "websocket", "query_string": b""}, receive, send)
    await websocket.accept()
    sockets, gone = Sockets(), Connection("A1", websocket)

    with pytest.raises(LostConnectionError):
        await asyncio.wait_for(sockets.ask(gone, envelope("events_api", {"type": "event_callback"})), 1)

    assert gone.draining
