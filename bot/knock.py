"""What Slack delivers, read into one shape. Pure: a payload in, a `Knock` out.

Shapes: https://docs.slack.dev/reference/interaction-payloads and https://docs.slack.dev/interactivity/implementing-slash-commands
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from handlers import refs
from handlers.ask import Source
from handlers.refs import Ref

Payload = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Knock:
    """Who is at the door, and with what. `receipt` is equal for two deliveries of the same thing."""

    kind: str
    slack_user_id: str
    receipt: str
    body: Payload
    channel_id: str | None = None
    text: str = ""
    trigger_id: str | None = None
    response_url: str | None = None
    ref: Ref = field(default_factory=Ref)
    view: Payload | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    metadata: Mapping[str, Any] = field(default_factory=dict)
    source: Source | None = None

    @property
    def asked(self) -> dict[str, Any]:
        """What a listener is told of this: the arguments of `Ask` that are read off the payload."""
        told = ("receipt", "channel_id", "text", "trigger_id", "ref", "values", "metadata", "source", "body")
        return {name: getattr(self, name) for name in told}

    @property
    def typed_again(self) -> str:
        """What stood behind `/steward`, to be copied; escaped by Slack already. Empty where nothing was typed."""
        return f"\nYou typed: /steward {self.text}" if self.kind == "command" and self.text else ""

    @property
    def from_home(self) -> bool:
        """Whether App Home was clicked, or a form that was opened there was sent."""
        at_home = self.view is not None and self.view.get("type") == "home"
        return at_home or self.metadata.get("from") == "home"

    @property
    def in_dm(self) -> bool:
        """Whether it came from the person's direct messages with Steward."""
        return (self.body.get("event") or {}).get("channel_type") == "im"

    @property
    def in_form(self) -> bool:
        """Whether a form is open in front of the person."""
        return self.view is not None and self.view.get("type") == "modal"


def command(body: Payload) -> Knock:
    """Read a slash command. An alias such as `/action` reads as `/steward action`."""
    word = body["command"].lstrip("/")
    text = body.get("text", "").strip()
    return Knock(
        kind="command",
        slack_user_id=body["user_id"],
        receipt=f"command:{body['trigger_id']}",
        body=body,
        channel_id=body["channel_id"],
        text=text if word == "steward" else f"{word} {text}".strip(),
        trigger_id=body["trigger_id"],
        response_url=body.get("response_url"),
    )


def button(body: Payload) -> Knock:
    """Read a click on a button, a menu or a date in a message, in a form or in App Home."""
    action = body["actions"][0]
    view = body.get("view")
    return Knock(
        kind="button",
        slack_user_id=body["user"]["id"],
        receipt=f"button:{body['trigger_id']}",
        body=body,
        channel_id=(body.get("channel") or {}).get("id") or (body.get("container") or {}).get("channel_id"),
        trigger_id=body["trigger_id"],
        response_url=body.get("response_url"),
        ref=refs.unpack(str(field_value(action) or "")),
        view=view,
        values=form_values(view) if view else {},
        metadata=refs.read_metadata(view.get("private_metadata", "")) if view else {},
    )


def form(body: Payload) -> Knock:
    """Read a form that was sent or closed. Sent again unchanged, it is the same delivery: id and hash are equal."""
    view = body["view"]
    metadata = refs.read_metadata(view.get("private_metadata", ""))
    return Knock(
        kind="form",
        slack_user_id=body["user"]["id"],
        receipt=f"form:{view['id']}:{view.get('hash', '')}",
        body=body,
        channel_id=metadata.get("channel"),
        trigger_id=body.get("trigger_id"),
        ref=Ref(metadata.get("team"), metadata.get("number")),
        view=view,
        values=form_values(view),
        metadata=metadata,
    )


def shortcut(body: Payload) -> Knock:
    """Read an entry chosen from a message's menu, or from the global one."""
    message = body.get("message")
    channel_id = (body.get("channel") or {}).get("id")
    source = None
    if message and channel_id:
        author = message.get("user") or message.get("bot_id")
        source = Source(channel_id, message["ts"], message.get("text") or "", author)
    return Knock(
        kind="shortcut",
        slack_user_id=body["user"]["id"],
        receipt=f"shortcut:{body['trigger_id']}",
        body=body,
        channel_id=channel_id,
        trigger_id=body["trigger_id"],
        response_url=body.get("response_url"),
        source=source,
    )


def search(body: Payload) -> Knock:
    """Read what a person typed into a field that searches."""
    view = body.get("view")
    return Knock(
        kind="search",
        slack_user_id=body["user"]["id"],
        receipt="",
        body=body,
        text=body.get("value", ""),
        view=view,
        metadata=refs.read_metadata(view.get("private_metadata", "")) if view else {},
    )


def event(body: Payload) -> Knock:
    """Read an event. Slack's `event_id` is the same in every retry."""
    happened = body["event"]
    user = happened.get("user")
    channel = happened.get("channel")
    return Knock(
        kind="event",
        slack_user_id=(user.get("id") if isinstance(user, Mapping) else user) or "",
        receipt=f"event:{body['event_id']}",
        body=body,
        channel_id=channel if isinstance(channel, str) else None,
        text=happened.get("text") or "",
    )


def talk(body: Payload) -> Knock:
    """Read what a person wrote to Steward, in a direct message or by mentioning it: the same words as a command."""
    said = event(body)
    words = re.sub(r"^\s*(<@[UW][A-Z0-9]+(\|[^>]*)?>[\s,:]*)?(/?steward\s+)?", "", said.text)
    return replace(said, kind="talk", text=words.strip())


def invitation(body: Payload) -> Knock:
    """Read that Steward was brought into a channel: the person is whoever did it. Empty where it was not Steward."""
    joined = event(body)
    ours = {granted["user_id"] for granted in body.get("authorizations") or () if granted.get("is_bot")}
    inviter = body["event"].get("inviter") if joined.slack_user_id in ours else None
    return replace(joined, slack_user_id=inviter or "")


def form_values(view: Payload) -> dict[str, Any]:
    """Return what stands in each field of a form, by block id. `view_submission` may come without any state."""
    state = (view.get("state") or {}).get("values") or {}
    return {
        block_id: field_value(element) for block_id, fields in state.items() for element in fields.values()
    }


def field_value(element: Payload) -> Any:
    """Return what one element holds: text, an id, a list of them, or None when it is empty."""
    for key in ("selected_options", "selected_option"):
        if key in element:
            chosen = element[key]
            return (
                [option["value"] for option in chosen or ()]
                if key.endswith("s")
                else (chosen or {}).get("value")
            )
    if "files" in element:
        return element["files"]
    selected = [value for key, value in element.items() if key.startswith("selected_")]
    return selected[0] if selected else element.get("value")
