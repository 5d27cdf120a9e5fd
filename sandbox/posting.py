"""Messages as they come, change and go; the apps that are there are told."""

import uuid
from dataclasses import dataclass, field

from sandbox import blockids, states
from sandbox.core import Core
from sandbox.deliveries import events
from sandbox.records import Channel, Json, Message, Person
from sandbox.shapes import messages

TEXT_LIMIT = 40_000  # Slack cuts a longer text off


@dataclass(frozen=True, slots=True)
class Content:
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    file_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manner:
    """How a message is posted: in a thread, as somebody by name, for one person's eyes only."""

    thread_ts: str = ""
    broadcast: bool = False
    ephemeral_to: str = ""
    username: str = ""
    subtype: str = ""


PLAIN = Manner()


def post(core: Core, channel: Channel, author: Person, content: Content, manner: Manner = PLAIN) -> Message:
    """Put a message into a channel and tell the apps that are there."""
    world = core.world
    blocks = blockids.filled(content.blocks, world.ids)
    message = Message(
        channel_id=channel.id,
        workspace_id=channel.workspace_id,
        ts=core.clock.stamp(),
        user=author.id,
        text=content.text[:TEXT_LIMIT],
        revision=world.next_revision(),
        blocks=blocks,
        attachments=blockids.filled_attachments(content.attachments, world.ids),
        metadata=content.metadata,
        file_ids=list(content.file_ids),
        bot_id=author.bot_id,
        app_id=author.app_id,
        client_msg_id="" if author.is_bot else str(uuid.uuid4()),
        thread_ts=manner.thread_ts,
        broadcast=manner.broadcast,
        ephemeral_to=manner.ephemeral_to,
        username=manner.username,
        subtype=manner.subtype,
        values=states.of(blocks),
    )
    world.messages.setdefault(channel.id, {})[message.ts] = message
    world.changed("message", message)
    events.posted(core, message)
    return message


def change(core: Core, message: Message, content: Content, editor_id: str) -> None:
    """Give a message new content; its author, place and time stay."""
    before = messages.message(core.world, message)
    message.text = content.text[:TEXT_LIMIT]
    message.blocks = blockids.filled(content.blocks, core.world.ids)
    message.attachments = blockids.filled_attachments(content.attachments, core.world.ids)
    message.metadata = content.metadata
    message.values = states.of(message.blocks, message.values)
    message.edited = {"user": editor_id, "ts": core.clock.stamp()}
    touch(core, message)
    events.changed(core, message, before)


def remove(core: Core, message: Message) -> None:
    """Delete a message, and its pin with it."""
    before = messages.message(core.world, message)
    del core.world.messages[message.channel_id][message.ts]
    pins = core.world.channels[message.channel_id].pins
    if message.ts in pins:
        pins.remove(message.ts)
    core.world.changed("message", message)
    events.deleted(core, message, before)


def touch(core: Core, message: Message) -> None:
    """Say that a message looks different now."""
    message.revision = core.world.next_revision()
    core.world.changed("message", message)
