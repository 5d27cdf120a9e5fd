"""People and what they can do in the practice workspace: type, click, fill in, look. Over the control API alone."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import aiohttp

Json = dict[str, Any]


def words(block: Any) -> str:
    """Everything that can be read in a block, a message or a form, in order."""
    if isinstance(block, Mapping):
        own = [str(block[key]) for key in ("text", "fallback", "alt_text") if isinstance(block.get(key), str)]
        return " ".join(
            [*own, *(words(value) for value in block.values() if isinstance(value, Mapping | list))]
        )
    if isinstance(block, Sequence) and not isinstance(block, str):
        return " ".join(words(item) for item in block)
    return ""


@dataclass(frozen=True)
class Heard:
    """What came back: the acknowledgement's time, new messages that the person sees, the form in front of them."""

    ack_ms: float = 0
    responses: Sequence[Json] = ()
    view: Json | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    settled: bool = True

    @property
    def text(self) -> str:
        """All the words that came back."""
        return "\n".join(words(message) for message in self.responses)

    @property
    def title(self) -> str:
        """The title of the form in front of the person; empty without one."""
        return str(self.view["title"]["text"]) if self.view else ""

    @property
    def form(self) -> str:
        """All the words in the form."""
        return words(self.view["blocks"]) if self.view else ""


class Room:
    """The practice workspace, reached as any program may reach it."""

    def __init__(self, address: str, http: aiohttp.ClientSession) -> None:
        self.address = address
        self._http = http

    async def post(self, what: str, **body: Any) -> Json:
        """Do one thing; fails with the server's own sentence."""
        async with self._http.post(f"{self.address}/control/{what}", json=body) as response:
            answer: Json = await response.json()
            assert response.ok, f"{what}: {answer.get('error', answer)}"
            return answer

    async def get(self, what: str, **query: str) -> Any:
        """Look at one thing."""
        async with self._http.get(f"{self.address}/control/{what}", params=query) as response:
            answer = await response.json()
            assert response.ok, f"{what}: {answer.get('error', answer)}"
            return answer

    async def forward(self, **span: float) -> Json:
        """Move the clock on, as `timedelta` counts, playing everything that falls due."""
        return await self.post("clock", by=timedelta(**span).total_seconds())

    async def calls(self, method: str) -> list[Json]:
        """What the app has called of this method so far."""
        found = await self.get("calls", method=method)
        return list(found["calls"] if isinstance(found, Mapping) else found)


@dataclass(frozen=True)
class Someone:
    """A member of the workspace, acting."""

    name: str
    id: str
    room: Room
    at: str
    """The channel where they are, unless said otherwise."""

    async def types(self, text: str, *, channel: str | None = None) -> Heard:
        """Type a slash command."""
        return _heard(await self.room.post("command", user=self.id, channel=channel or self.at, text=text))

    async def says(self, text: str, *, channel: str | None = None) -> Json:
        """Write a message."""
        return await self.room.post("say", user=self.id, channel=channel or self.at, text=text)

    async def clicks(
        self, label: str, *, on: str = "", where: str | None = None, value: str | None = None
    ) -> Heard:
        """Click a button or choose from a menu on the newest thing they see with these words."""
        more: Json = {} if value is None else {"value": value}
        if where == "form":
            more["view"] = (await self.room.get("view", user=self.id))["view"]["id"]
        elif where == "home":
            more["view"] = (await self.home_view())["id"]
        elif on:
            message = await self.finds(on, button=label, channel=where)
            more |= {"message": message["ts"], "channel": message["channel"]}
        return _heard(await self.room.post("click", user=self.id, label=label, **more))

    async def submits(self, values: Mapping[str, Any] | None = None) -> Heard:
        """Fill in the open form by the labels that a person sees, and send it."""
        return _heard(await self.room.post("submit", user=self.id, values=dict(values or {})))

    async def uses(self, shortcut: str, *, on: str) -> Heard:
        """Choose a shortcut from the menu of the newest message with these words."""
        message = await self.finds(on)
        return _heard(
            await self.room.post(
                "shortcut", user=self.id, name=shortcut, channel=message["channel"], message=message["ts"]
            )
        )

    async def opens_home(self) -> str:
        """Open App Home; all its words."""
        answer = await self.room.post("open_home", user=self.id)
        return words((answer.get("view") or {}).get("blocks", []))

    async def home_view(self) -> Json:
        """App Home as it stands."""
        answer = await self.room.get("home", user=self.id)
        return dict(answer["view"])

    async def sees(self, channel: str | None = None) -> list[Json]:
        """The messages they see in a channel, the oldest first."""
        answer = await self.room.get("messages", user=self.id, channel=channel or self.at)
        return list(answer["messages"] if isinstance(answer, Mapping) else answer)

    async def reads(self, channel: str | None = None) -> str:
        """The words of all they see there."""
        return "\n".join(words(message) for message in await self.sees(channel))

    async def dms(self) -> list[Json]:
        """What the app wrote to them alone, the oldest first."""
        return await self.sees(await self._dm())

    async def finds(self, text: str, *, button: str | None = None, channel: str | None = None) -> Json:
        """The newest message with these words (and this button) in the channel or in their DM with the app."""
        for place in (channel,) if channel else (self.at, await self._dm()):
            for message in reversed(await self.sees(place)):
                said = words(message)
                if re.search(rf"(?<!\w){re.escape(text)}(?!\w)", said) and (button is None or button in said):
                    return {**message, "channel": message.get("channel") or place}
        raise AssertionError(f"{self.name} sees no message with {text!r} and a button {button!r}")

    async def _dm(self) -> str:
        state = await self.room.get("state")
        mine = [c["id"] for c in state["channels"] if c["is_im"] and self.id in c.get("members", ())]
        return mine[0] if mine else self.at


def _heard(answer: Json) -> Heard:
    return Heard(
        ack_ms=answer.get("ack_ms") or 0,
        responses=answer.get("responses") or (),
        view=answer.get("view"),
        errors=answer.get("errors") or {},
        settled=answer.get("settled", True),
    )
