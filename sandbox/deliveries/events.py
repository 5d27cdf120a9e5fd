"""Events: which apps hear of what happened, and in which words."""

from sandbox.apps import App
from sandbox.core import Core
from sandbox.deliveries import payloads, retries
from sandbox.records import Channel, Install, Json, Message, Person, View
from sandbox.shapes import channels, messages, users, views


def tell(core: Core, install: Install, name: str, body: Json, *, shared: bool = False) -> None:
    """Send one app an event if it subscribed to `name`; it goes out beside the caller."""
    app: App = core.app(install.app_id)
    if not (core.serving and app.hears(name)):
        return
    now = core.clock.now()
    payload = payloads.event(
        app,
        install,
        body,
        event_id=core.world.ids.new("Ev"),
        event_time=int(now.timestamp()),
        shared=shared,
    )
    core.start(retries.send(core, app, payload))


def everyone(core: Core, workspace_id: str, name: str, body: Json) -> None:
    """Tell every app of a workspace."""
    for install in core.world.installs_in(workspace_id):
        tell(core, install, name, body)


def present(core: Core, channel: Channel) -> list[Install]:
    """The apps whose bot is in this channel."""
    return [i for i in core.world.installs_in(channel.workspace_id) if i.bot_user_id in channel.members]


def message(core: Core, message: Message, body: Json | None = None) -> None:
    """A message, or (`body`) what became of one, to the apps that are there."""
    if message.ephemeral_to:
        return
    channel = core.world.channels[message.channel_id]
    kind = channels.kind(channel)
    body = body or messages.message(core.world, message)
    stamped = body | {"channel": channel.id, "channel_type": kind}
    stamped.setdefault("event_ts", stamped["ts"])
    plural = {"channel": "channels", "group": "groups"}.get(kind, kind)
    for install in present(core, channel):
        tell(core, install, f"message.{plural}", stamped, shared=channel.is_ext_shared)


def posted(core: Core, posted: Message) -> None:
    """A new message: the message event, a mention, metadata."""
    message(core, posted)
    if posted.ephemeral_to:
        return
    channel = core.world.channels[posted.channel_id]
    for install in present(core, channel):
        if f"<@{install.bot_user_id}>" in posted.text and not channel.is_im:
            body = messages.message(core.world, posted) | {
                "type": "app_mention",
                "channel": channel.id,
                "event_ts": posted.ts,
            }
            tell(core, install, "app_mention", body, shared=channel.is_ext_shared)
        if posted.metadata:
            tell(core, install, "message_metadata_posted", metadata_posted(posted))


def metadata_posted(message: Message) -> Json:
    return {
        "type": "message_metadata_posted",
        "app_id": message.app_id,
        "bot_id": message.bot_id,
        "user_id": message.user,
        "team_id": message.workspace_id,
        "channel_id": message.channel_id,
        "metadata": message.metadata,
        "message_ts": message.ts,
        "event_ts": message.ts,
    }


def changed(core: Core, now: Message, before: Json) -> None:
    stamp = core.clock.stamp()
    body = {
        "type": "message",
        "subtype": "message_changed",
        "message": messages.message(core.world, now),
        "previous_message": before,
        "hidden": True,
        "ts": stamp,
        "event_ts": stamp,
    }
    message(core, now, body)


def deleted(core: Core, gone: Message, before: Json) -> None:
    stamp = core.clock.stamp()
    body = {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": before,
        "hidden": True,
        "deleted_ts": gone.ts,
        "ts": stamp,
        "event_ts": stamp,
    }
    message(core, gone, body)


def membership(core: Core, channel: Channel, user_id: str, *, joined: bool, inviter: str = "") -> None:
    """Somebody came or left, to the apps that are (or, for a bot that left, were) there."""
    name = "member_joined_channel" if joined else "member_left_channel"
    body: Json = {
        "type": name,
        "user": user_id,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": channel.workspace_id,
        "event_ts": core.clock.stamp(),
    }
    body |= {"inviter": inviter} if inviter else {}
    for install in core.world.installs_in(channel.workspace_id):
        if install.bot_user_id == user_id or install.bot_user_id in channel.members:
            tell(core, install, name, body, shared=channel.is_ext_shared)


def channel(core: Core, channel: Channel, change: str, user_id: str = "") -> None:
    """A channel was archived, unarchived or renamed (`change` is archive, unarchive, rename or created)."""
    prefix = "group" if channel.is_private else "channel"
    name = f"{prefix}_{change}"
    stamp = core.clock.stamp()
    if change in ("rename", "created"):
        facts: Json = {"channel": {"id": channel.id, "name": channel.name, "created": int(float(stamp))}}
    else:
        facts = {"channel": channel.id, "user": user_id}
    body = {"type": name, **facts, "event_ts": stamp}
    for install in core.world.installs_in(channel.workspace_id):
        if not channel.is_private or install.bot_user_id in channel.members:
            tell(core, install, name, body, shared=channel.is_ext_shared)


def person(core: Core, person: Person, name: str = "user_change") -> None:
    """Somebody changed (user_change) or is new (team_join)."""
    stamp = core.clock.stamp()
    body = {
        "type": name,
        "user": users.user(person, core.clock.now(), locale=True),
        "cache_ts": int(float(stamp)),
        "event_ts": stamp,
    }
    everyone(core, person.workspace_id, name, body)


def home_opened(
    core: Core, install: Install, person: Person, *, tab: str, channel: Channel, view: View | None
) -> None:
    body: Json = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": channel.id,
        "tab": tab,
        "event_ts": core.clock.stamp(),
    }
    if view is not None and tab == "home":
        body["view"] = views.view(view, install.bot_id)
    tell(core, install, "app_home_opened", body)


def reaction(core: Core, message: Message, user_id: str, emoji: str, *, added: bool) -> None:
    name = "reaction_added" if added else "reaction_removed"
    body = {
        "type": name,
        "user": user_id,
        "reaction": emoji,
        "item": {"type": "message", "channel": message.channel_id, "ts": message.ts},
        "item_user": message.user,
        "event_ts": core.clock.stamp(),
    }
    for install in present(core, core.world.channels[message.channel_id]):
        tell(core, install, name, body)


def tokens_revoked(core: Core, install: Install) -> None:
    body = {
        "type": "tokens_revoked",
        "tokens": {"oauth": [], "bot": [install.bot_user_id]},
    }
    tell(core, install, "tokens_revoked", body)


def uninstalled(core: Core, install: Install) -> None:
    tell(core, install, "app_uninstalled", {"type": "app_uninstalled"})
