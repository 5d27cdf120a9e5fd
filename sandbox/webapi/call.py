"""One call of a Web API method: its arguments in whichever way they came, who calls, and what may go wrong."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from sandbox.apps import App
from sandbox.core import Core
from sandbox.records import Channel, Install, Json, Message, Person, Workspace

# what must be JSON when it comes as text, and Slack's error if it is not
JSON_FIELDS = {
    "blocks": "invalid_blocks_format",
    "attachments": "invalid_attachments",
    "metadata": "invalid_metadata_format",
    "view": "invalid_arguments",
    "files": "invalid_arguments",
    "document_content": "invalid_arguments",
    "changes": "invalid_arguments",
    "criteria": "invalid_arguments",
}
FALSE = ("", "0", "false", "False", None, False)


class SlackError(Exception):
    """Slack's answer to a call it refuses: {"ok": false, "error": code, ...}."""

    def __init__(self, code: str, problems: list[str] | None = None, **extra: Any) -> None:
        super().__init__(code)
        self.answer: Json = {"ok": False, "error": code, **extra}
        if problems:
            self.answer |= {"errors": problems, "response_metadata": {"messages": problems}}


class RateLimitedError(Exception):
    """429; `seconds` is what Retry-After says."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Call:
    """`install` is the caller's; methods that need none (an app-level token, OAuth) do not ask for it."""

    core: Core
    arguments: Mapping[str, Any]
    token: str
    basic_auth: tuple[str, str]
    install_or_none: Install | None = None

    @property
    def install(self) -> Install:
        assert self.install_or_none is not None
        return self.install_or_none

    @property
    def app(self) -> App:
        return self.core.app(self.install.app_id)

    @property
    def workspace(self) -> Workspace:
        return self.core.world.workspaces[self.install.workspace_id]

    @property
    def bot(self) -> Person:
        return self.core.world.people[self.install.bot_user_id]

    def get(self, name: str) -> str:
        """The argument as text, or empty."""
        value = self.arguments.get(name)
        return "" if value is None else str(value)

    def need(self, name: str, error: str = "") -> str:
        """The argument as text. Raises SlackError if it is missing."""
        value = self.get(name)
        if not value:
            problem = f"[ERROR] missing required field: {name}"
            raise SlackError(error or "invalid_arguments", None if error else [problem])
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        return self.arguments[name] not in FALSE if name in self.arguments else default

    def has(self, name: str) -> bool:
        return self.arguments.get(name) is not None

    def data(self, name: str) -> Any:
        """A JSON argument, parsed if it came as text. Raises SlackError if it is no JSON."""
        value = self.arguments.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise SlackError(JSON_FIELDS[name]) from None

    def rows(self, name: str) -> list[Json]:
        """A JSON argument that is a list of objects; empty if it was not given."""
        value = self.data(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            raise SlackError(JSON_FIELDS[name])
        return value

    # People and places

    def channel(self, name: str = "channel") -> Channel:
        """The channel of this argument. Private ones exist only for members. Raises SlackError."""
        channel = self.core.world.channels.get(self.need(name, "channel_not_found"))
        if channel is None or channel.workspace_id != self.workspace.id:
            raise SlackError("channel_not_found")
        closed = channel.is_private or channel.is_im or channel.is_mpim
        if closed and self.bot.id not in channel.members:
            raise SlackError("channel_not_found")
        return channel

    def joined(self, name: str = "channel") -> Channel:
        """A channel the bot is in. Raises SlackError."""
        channel = self.channel(name)
        if self.bot.id not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def person(self, name: str = "user") -> Person:
        """Raises SlackError unless it is somebody of this workspace."""
        person = self.core.world.people.get(self.need(name, "user_not_found"))
        if person is None or person.workspace_id != self.workspace.id:
            raise SlackError("user_not_found")
        return person

    def message(self, channel: Channel, name: str = "timestamp") -> Message:
        """A message of the channel; ephemeral ones are nobody's to name. Raises SlackError."""
        message = self.core.world.message(channel.id, self.need(name))
        if message is None or message.ephemeral_to:
            raise SlackError("message_not_found")
        return message


async def arguments(request: Request) -> dict[str, Any]:
    """Everything a caller sent, from the query, a form or a JSON body. Raises SlackError."""
    found: dict[str, Any] = dict(request.query_params)
    if request.method == "GET":
        return found
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        found |= json_object(await request.body())
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        async with request.form() as form:
            found |= dict(form)
    return found


def json_object(body: bytes) -> Json:
    if not body.strip():
        return {}
    try:
        value = json.loads(body)
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(value, dict):
        raise SlackError("json_not_object")
    return value
