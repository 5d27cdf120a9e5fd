"""Stand-ins at the wire for the tests of the practice workspace: an app, and whoever uses the control API."""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import aiohttp

Json = dict[str, Any]
Reply = Callable[[Json], Any]

SILENT = object()
"""Answer this to acknowledge nothing."""


@dataclass
class Robot:
    """An app on Socket Mode that keeps every envelope and acknowledges each with what `reply` says.

    It is a companion of the clock with nothing ever due, so that nobody waits for it.
    """

    http: aiohttp.ClientSession
    base_url: str
    app_token: str
    envelopes: list[Json] = field(default_factory=list)
    frames: list[Json] = field(default_factory=list)
    reply: Reply = lambda _envelope: None
    _sockets: list[aiohttp.ClientWebSocketResponse] = field(default_factory=list)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def connect(self) -> Json:
        """Open one more connection; the hello it was greeted with."""
        headers = {"Authorization": f"Bearer {self.app_token}"}
        async with self.http.post(f"{self.base_url}/api/apps.connections.open", headers=headers) as answer:
            address = (await answer.json())["url"]
        socket = await self.http.ws_connect(address)
        hello: Json = json.loads((await socket.receive()).data)
        self._sockets.append(socket)
        self._tasks.append(asyncio.create_task(self._listen(socket)))
        return hello

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            frame = json.loads(message.data)
            self.frames.append(frame)
            if "envelope_id" not in frame:
                continue
            self.envelopes.append(frame)
            answer = self.reply(frame)
            if answer is SILENT:
                continue
            acknowledgement = {"envelope_id": frame["envelope_id"]}
            await socket.send_str(
                json.dumps(acknowledgement | ({"payload": answer} if answer is not None else {}))
            )

    def next_due(self) -> datetime | None:
        return None

    async def run_due(self, _now: datetime) -> None:
        return

    async def settled(self) -> None:
        return

    def payloads(self, kind: str) -> list[Json]:
        """What came, by its type: slash_commands, an interaction's type, or an event's."""
        return [e["payload"] for e in self.envelopes if kind in (e["type"], kind_of(e["payload"]))]

    def events(self, name: str) -> list[Json]:
        return [payload["event"] for payload in self.payloads(name)]

    async def say(self, text: str) -> None:
        """Send any frame."""
        await self._sockets[0].send_str(text)

    async def hang_up(self, number: int = 0) -> None:
        await self._sockets.pop(number).close()

    async def close(self) -> None:
        for socket in self._sockets:
            await socket.close()
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


def kind_of(payload: Json) -> str:
    return str(payload["event"]["type"] if "event" in payload else payload.get("type"))


@dataclass(frozen=True)
class Control:
    """The control API, for tests."""

    http: aiohttp.ClientSession
    base_url: str

    async def get(self, name: str, /, **query: str) -> Json:
        async with self.http.get(f"{self.base_url}/control/{name}", params=query) as answer:
            return await told(answer)

    async def post(self, name: str, /, **body: Any) -> Json:
        async with self.http.post(f"{self.base_url}/control/{name}", json=body) as answer:
            return await told(answer)

    async def refused(self, name: str, /, **body: Any) -> str:
        """The sentence with which a call is refused."""
        async with self.http.post(f"{self.base_url}/control/{name}", json=body) as answer:
            assert answer.status in {400, 404}, await answer.text()
            return str((await answer.json())["error"])


async def told(answer: aiohttp.ClientResponse) -> Json:
    assert answer.status == 200, await answer.text()
    found: Json = await answer.json()
    return found


@dataclass(frozen=True)
class Api:
    """The Web API without any library: what is sent is what is written here."""

    http: aiohttp.ClientSession
    base_url: str
    token: str

    async def call(self, method: str, /, **arguments: Any) -> Json:
        """The answer to a call with a JSON body."""
        headers = {"Authorization": f"Bearer {self.token}"}
        url = f"{self.base_url}/api/{method}"
        async with self.http.post(url, json=arguments, headers=headers) as answer:
            found: Json = await answer.json()
            return found

    async def error(self, method: str, /, **arguments: Any) -> str:
        """The name of the error of a call that is refused."""
        answer = await self.call(method, **arguments)
        assert answer["ok"] is False, answer
        return str(answer["error"])


async def opened(api: Api, control: Control, robot: Robot, view: Json, user: str = "maya") -> Json:
    """A form in front of somebody, opened as the app does it."""
    await control.post("shortcut", user=user, name="Ask for help")
    trigger_id = robot.payloads("shortcut")[-1]["trigger_id"]
    answer = await api.call("views.open", trigger_id=trigger_id, view=view)
    assert answer["ok"], answer
    shown: Json = answer["view"]
    return shown
