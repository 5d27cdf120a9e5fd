"""Messages as Slack's JSON shows them."""

from collections.abc import Iterable, Sequence

from sandbox.records import Json, Message
from sandbox.shapes import files
from sandbox.world import World


def message(world: World, message: Message, *, metadata: bool = False) -> Json:
    """Slack's message object. `metadata` is left out unless asked for, as `include_all_metadata` asks."""
    facts: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": message.workspace_id,
    }
    facts |= authorship(world, message)
    facts |= content(world, message)
    facts |= threading(world, message)
    if metadata and message.metadata is not None:
        facts["metadata"] = message.metadata
    return facts


def authorship(world: World, message: Message) -> Json:
    named = {
        "subtype": message.subtype,
        "client_msg_id": message.client_msg_id,
        "username": message.username,
    }
    facts: Json = {name: value for name, value in named.items() if value}
    if message.bot_id:
        bot = world.people[message.user]
        facts |= {"bot_id": message.bot_id, "app_id": message.app_id}
        facts["bot_profile"] = {
            "id": message.bot_id,
            "app_id": message.app_id,
            "user_id": bot.id,
            "name": bot.real_name,
            "icons": {},
            "deleted": bot.deleted,
            "updated": int(bot.updated_at.timestamp()),
            "team_id": message.workspace_id,
        }
    return facts


def content(world: World, message: Message) -> Json:
    facts: Json = {}
    if message.blocks:
        facts["blocks"] = message.blocks
    if message.attachments:
        facts["attachments"] = [{"id": number, **row} for number, row in enumerate(message.attachments, 1)]
    if message.edited:
        facts["edited"] = message.edited
    if message.reactions:
        facts["reactions"] = reactions(message)
    if message.file_ids:
        facts["files"] = [files.file(world.files[file_id], world.base_url) for file_id in message.file_ids]
    return facts


def reactions(message: Message) -> list[Json]:
    return [
        {"name": name, "users": list(users), "count": len(users)} for name, users in message.reactions.items()
    ]


def threading(world: World, message: Message) -> Json:
    if message.thread_ts and message.thread_ts != message.ts:
        parent = world.message(message.channel_id, message.thread_ts)
        return {"thread_ts": message.thread_ts} | ({"parent_user_id": parent.user} if parent else {})
    replies = replies_to(world, message)
    if not replies:
        return {}
    users = unique(reply.user for reply in replies)
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts,
        "reply_users": users,
        "is_locked": False,
        "subscribed": False,
    }


def replies_to(world: World, message: Message) -> list[Message]:
    """The thread under a message, oldest first; ephemeral replies are nobody's history."""
    return sorted(
        (
            reply
            for reply in world.messages.get(message.channel_id, {}).values()
            if reply.thread_ts == message.ts and reply.ts != message.ts and not reply.ephemeral_to
        ),
        key=lambda reply: reply.ts,
    )


def unique(values: Iterable[str]) -> Sequence[str]:
    return list(dict.fromkeys(values))
