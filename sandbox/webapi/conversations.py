"""Channels and DMs: what they are, who is there, what was said."""

from collections.abc import Sequence

from sandbox import membership
from sandbox.records import Channel, Json, Message, Person
from sandbox.shapes import channels, messages
from sandbox.webapi import users
from sandbox.webapi.call import Call, SlackError
from sandbox.webapi.pages import page

MOST_IN_A_GROUP_DM = 8


def open_(call: Call) -> Json:
    """A DM by the people in it, or by its id."""
    if call.get("channel"):
        channel, already = call.channel(), True
    else:
        people = partners(call)
        before = len(call.core.world.channels)
        channel = direct(call, people)
        already = len(call.core.world.channels) == before
    facts = channels.channel(channel, call.bot.id) if call.flag("return_im") else {"id": channel.id}
    return {"channel": facts} | ({"no_op": True, "already_open": True} if already else {})


def partners(call: Call) -> list[Person]:
    given = call.arguments.get("users")
    ids = given if isinstance(given, list) else call.need("users", "users_list_not_supplied").split(",")
    people = []
    for user_id in ids:
        person = call.core.world.people.get(str(user_id).strip())
        if person is None or person.workspace_id != call.workspace.id:
            raise SlackError("user_not_found")
        if person.is_bot:
            raise SlackError("cannot_dm_bot")
        if person.deleted:
            raise SlackError("user_disabled")
        people.append(person)
    if len(people) > MOST_IN_A_GROUP_DM:
        raise SlackError("too_many_users")
    return people


def direct(call: Call, people: Sequence[Person]) -> Channel:
    if len(people) == 1:
        return call.core.world.im(call.bot.id, people[0].id)
    return call.core.world.group_dm([call.bot.id, *(person.id for person in people)])


def info(call: Call) -> Json:
    channel = call.channel()
    return {"channel": channels.channel(channel, call.bot.id, count=call.flag("include_num_members"))}


def list_(call: Call) -> Json:
    """The public channels, and of the others those the bot is in."""
    found = [
        channel
        for channel in call.core.world.channels.values()
        if channel.workspace_id == call.workspace.id
        and users.wanted(call, channel)
        and (not users.hidden(channel) or call.bot.id in channel.members)
    ]
    rows, more = page(call, found)
    return {"channels": [channels.channel(row, call.bot.id, count=True) for row in rows], **more}


def members(call: Call) -> Json:
    rows, more = page(call, call.channel().members)
    return {"members": list(rows), **more}


def join(call: Call) -> Json:
    channel = call.channel()
    if users.hidden(channel):
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    news = membership.join(call.core, channel, call.bot.id)
    facts = {"channel": channels.channel(channel, call.bot.id)}
    if news:
        return facts
    return facts | {
        "warning": "already_in_channel",
        "response_metadata": {"warnings": ["already_in_channel"]},
    }


def leave(call: Call) -> Json:
    channel = call.channel()
    if channel.is_im:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    return {} if membership.leave(call.core, channel, call.bot.id) else {"not_in_channel": True}


def history(call: Call) -> Json:
    """The channel's own messages, newest first; replies only where they were also sent to the channel."""
    channel = call.joined()
    shown = [
        message
        for message in call.core.world.messages.get(channel.id, {}).values()
        if not message.ephemeral_to
        and (not message.thread_ts or message.broadcast or message.thread_ts == message.ts)
        and within(call, message)
    ]
    rows, more = page(call, sorted(shown, key=lambda message: message.ts, reverse=True))
    has_more = bool(more["response_metadata"]["next_cursor"])
    return {
        "messages": as_json(call, rows),
        "has_more": has_more,
        "pin_count": len(channel.pins),
        **(more if has_more else {}),
    }


def replies(call: Call) -> Json:
    """A thread: the message it hangs on, then the replies, oldest first."""
    channel = call.joined()
    parent = call.core.world.message(channel.id, call.need("ts"))
    if parent is None or parent.ephemeral_to:
        raise SlackError("thread_not_found")
    if parent.thread_ts and parent.thread_ts != parent.ts:
        parent = call.core.world.message(channel.id, parent.thread_ts) or parent
    thread = [parent, *(m for m in messages.replies_to(call.core.world, parent) if within(call, m))]
    rows, more = page(call, thread, default=1_000)
    has_more = bool(more["response_metadata"]["next_cursor"])
    return {"messages": as_json(call, rows), "has_more": has_more, **(more if has_more else {})}


def within(call: Call, message: Message) -> bool:
    """Whether a message lies between `oldest` and `latest`; on their edges only if `inclusive`."""
    oldest, latest = call.get("oldest") or "0", call.get("latest") or "9999999999"
    try:
        low, high, at = float(oldest), float(latest), float(message.ts)
    except ValueError:
        raise SlackError("invalid_ts_oldest") from None
    return low <= at <= high if call.flag("inclusive") else low < at < high


def as_json(call: Call, rows: Sequence[Message]) -> list[Json]:
    metadata = call.flag("include_all_metadata")
    return [messages.message(call.core.world, row, metadata=metadata) for row in rows]
