"""Messages of an app: posted, whispered, changed, deleted, linked to."""

from collections.abc import Mapping
from typing import Any

from sandbox import blocks, posting
from sandbox.posting import Content, Manner
from sandbox.records import Channel, Json, Message
from sandbox.shapes import messages
from sandbox.webapi.call import Call, RateLimitedError, SlackError

MOST_ATTACHMENTS = 100
UPDATE_LIMIT = 4_000  # chat.update is stricter than chat.postMessage


def post_message(call: Call) -> Json:
    channel = destination(call)
    content = wanted(call)
    thread_ts = thread(call, channel)
    if wait := call.core.pace.wait(channel.id):
        raise RateLimitedError(wait)
    manner = Manner(
        thread_ts=thread_ts,
        broadcast=bool(thread_ts) and call.flag("reply_broadcast"),
        username=call.get("username"),
    )
    message = posting.post(call.core, channel, call.bot, content, manner)
    return {"channel": channel.id, "ts": message.ts, "message": shown(call, message)}


def post_ephemeral(call: Call) -> Json:
    """Only `user` sees it, only while they are in the channel."""
    channel = destination(call)
    content = wanted(call)
    user_id = call.need("user", "user_not_found")
    if user_id not in call.core.world.people:
        raise SlackError("user_not_found")
    if user_id not in channel.members:
        raise SlackError("user_not_in_channel")
    manner = Manner(ephemeral_to=user_id, thread_ts=thread(call, channel), username=call.get("username"))
    message = posting.post(call.core, channel, call.bot, content, manner)
    return {"message_ts": message.ts}


def update(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, "ts")
    if message.bot_id != call.bot.bot_id:
        raise SlackError("cant_update_message")
    if channel.is_archived:
        raise SlackError("is_archived")
    if len(call.get("text")) > UPDATE_LIMIT:
        raise SlackError("msg_too_long")
    content = merged(call, message, wanted(call))
    posting.change(call.core, message, content, call.bot.id)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": shown(call, message),
    }


def merged(call: Call, message: Message, content: Content) -> Content:
    """What an update leaves out: blocks go when only text is given; attachments and metadata stay."""
    kept_blocks = not (call.has("blocks") or call.get("text"))
    return Content(
        text=content.text if call.has("text") else message.text,
        blocks=message.blocks if kept_blocks else content.blocks,
        attachments=content.attachments if call.has("attachments") else message.attachments,
        metadata=(content.metadata or None) if call.has("metadata") else message.metadata,
    )


def delete(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, "ts")
    if message.bot_id != call.bot.bot_id:
        raise SlackError("cant_delete_message")
    posting.remove(call.core, message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, "message_ts")
    link = f"{call.core.world.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts and message.thread_ts != message.ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def destination(call: Call) -> Channel:
    """Where to post: a channel by id or name, a DM by the person's id. Raises SlackError."""
    channel = named(call)
    if channel.is_archived:
        raise SlackError("is_archived")
    if call.bot.id not in channel.members and "chat:write.public" not in call.install.scopes:
        raise SlackError("not_in_channel")
    return channel


def named(call: Call) -> Channel:
    ref = call.need("channel", "channel_not_found")
    world = call.core.world
    person = world.people.get(ref)
    if person is not None and person.workspace_id == call.workspace.id and not person.is_bot:
        return world.im(call.bot.id, person.id)
    for channel in world.channels.values():
        if channel.workspace_id == call.workspace.id and channel.name == ref.removeprefix("#"):
            hidden = channel.is_private and call.bot.id not in channel.members
            if channel.name and not hidden:
                return channel
    return call.channel()


def thread(call: Call, channel: Channel) -> str:
    """The message that a reply hangs on: the start of its thread, or none. Raises SlackError."""
    ts = call.get("thread_ts")
    if not ts:
        return ""
    parent = call.core.world.message(channel.id, ts)
    if parent is None or parent.ephemeral_to:
        raise SlackError("thread_not_found")
    return parent.thread_ts or parent.ts


def wanted(call: Call) -> Content:
    """What to say, held against Slack's limits. Raises SlackError."""
    said = {name: call.get(name) for name in ("text", "markdown_text") if call.has(name)}
    return checked(said | {name: call.data(name) for name in ("blocks", "attachments", "metadata")})


def checked(said: Mapping[str, Any]) -> Content:
    """A message out of these arguments, decoded. Raises SlackError with what Slack would say of it."""
    if isinstance(said.get("attachments"), list) and len(said["attachments"]) > MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    if problems := blocks.message_problems(said):
        raise SlackError(blocks.error_code(problems), problems)
    markdown = said.get("markdown_text")
    rows = [{"type": "markdown", "text": markdown}] if markdown else said.get("blocks")
    return Content(
        text=markdown or said.get("text") or "",
        blocks=rows or [],
        attachments=said.get("attachments") or [],
        metadata=said.get("metadata") or None,
    )


def shown(call: Call, message: Message) -> Json:
    return messages.message(call.core.world, message, metadata=True)
