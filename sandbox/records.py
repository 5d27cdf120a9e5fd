"""What exists in a practice Slack: plain records. Only `World` and the methods built on it change them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class Workspace:
    """One Slack team. `plan` is "free" or "paid": a free one refuses standalone canvases."""

    id: str
    name: str
    domain: str
    created_at: datetime
    plan: str = "paid"


@dataclass(slots=True)
class Person:
    """A member of a workspace, or an app's bot user (`is_bot`, then with `bot_id` and `app_id`).

    `home_id` is the id of their own workspace: another one for a stranger from a shared channel.
    """

    id: str
    workspace_id: str
    home_id: str
    name: str
    real_name: str
    tz: str
    updated_at: datetime
    is_admin: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    is_bot: bool = False
    deleted: bool = False
    bot_id: str = ""
    app_id: str = ""
    title: str = ""
    email: str = ""
    locale: str = "en-US"

    @property
    def is_guest(self) -> bool:
        return self.is_restricted or self.is_ultra_restricted


@dataclass(slots=True)
class Channel:
    """A channel, private channel, DM (`is_im`, then `name` is empty) or group DM (`is_mpim`).

    `members` are user ids, in the order they came.
    """

    id: str
    workspace_id: str
    name: str
    created_at: datetime
    creator: str = ""
    members: list[str] = field(default_factory=list)
    is_private: bool = False
    is_archived: bool = False
    is_ext_shared: bool = False
    is_im: bool = False
    is_mpim: bool = False
    topic: str = ""
    purpose: str = ""
    pins: list[str] = field(default_factory=list)
    canvas_id: str = ""


@dataclass(slots=True)
class Message:
    """One message. `revision` grows with every change in the world, so what is new can be told from what was.

    `ephemeral_to` is the user id of the only person who sees it, or empty.
    """

    channel_id: str
    workspace_id: str
    ts: str
    user: str
    text: str
    revision: int
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str = ""
    broadcast: bool = False
    subtype: str = ""
    bot_id: str = ""
    app_id: str = ""
    username: str = ""
    client_msg_id: str = ""
    metadata: Json | None = None
    edited: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    file_ids: list[str] = field(default_factory=list)
    ephemeral_to: str = ""
    values: dict[str, dict[str, Json]] = field(default_factory=dict)


@dataclass(slots=True)
class View:
    """A modal or a Home tab as one person sees it.

    `content` is what the app sent, ids filled in; `values` is what was typed or chosen so far:
    {block_id: {action_id: state}}.
    """

    id: str
    workspace_id: str
    app_id: str
    user_id: str
    content: Json
    hash: str
    root_id: str
    previous_id: str = ""
    values: dict[str, dict[str, Json]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return str(self.content["type"])

    @property
    def blocks(self) -> list[Json]:
        blocks: list[Json] = self.content["blocks"]
        return blocks

    @property
    def callback_id(self) -> str:
        return str(self.content.get("callback_id", ""))


@dataclass(slots=True)
class File:
    """An uploaded file. `content` is None until the bytes have arrived; `shared` once it was completed."""

    id: str
    workspace_id: str
    app_id: str
    user_id: str
    name: str
    title: str
    created_at: datetime
    length: int
    alt_text: str = ""
    content: bytes | None = None
    shared: bool = False
    channel_ids: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """A paragraph, heading, list or table of a canvas, in markdown."""

    id: str
    markdown: str


@dataclass(slots=True)
class Canvas:
    id: str
    workspace_id: str
    user_id: str
    title: str
    created_at: datetime
    channel_id: str = ""
    sections: list[Section] = field(default_factory=list)

    @property
    def markdown(self) -> str:
        return "\n\n".join(section.markdown for section in self.sections)


@dataclass(frozen=True, slots=True)
class Install:
    """An app in a workspace: its bot user and its token."""

    app_id: str
    workspace_id: str
    bot_token: str
    bot_user_id: str
    bot_id: str
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A card on the first screen: something to try as `user_id`, one click away.

    Either `command` (typed into `channel_id`), `home` or `messages` (open the app's Home or its messages), or just the
    channel. `until`: first the clock moves on to then, where it is not there yet.
    """

    title: str
    why: str
    user_id: str
    channel_id: str = ""
    command: str = ""
    home: bool = False
    messages: bool = False
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something changed; the rest says where, as far as it applies.

    `kind` is message, view, home, channel, person, clock, file, canvas, app, workspace or suggestion.
    """

    kind: str
    workspace_id: str = ""
    channel_id: str = ""
    user_id: str = ""
    ts: str = ""

    def as_json(self) -> Mapping[str, str]:
        facts = {
            "kind": self.kind,
            "workspace": self.workspace_id,
            "channel": self.channel_id,
            "user": self.user_id,
            "ts": self.ts,
        }
        return {key: value for key, value in facts.items() if value}
