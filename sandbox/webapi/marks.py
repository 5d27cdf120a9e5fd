"""Pins and reactions."""

import re

from sandbox import membership, posting
from sandbox.deliveries import events
from sandbox.records import Channel, Json, Message
from sandbox.shapes import messages
from sandbox.webapi.call import Call, SlackError

EMOJI_NAME = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def add_pin(call: Call) -> Json:
    channel = call.joined()
    message = pinnable(call, channel)
    if message.ts in channel.pins:
        raise SlackError("already_pinned")
    channel.pins.append(message.ts)
    membership.told(call.core, channel)
    return {}


def remove_pin(call: Call) -> Json:
    channel = call.joined()
    message = pinnable(call, channel)
    if message.ts not in channel.pins:
        raise SlackError("no_pin")
    channel.pins.remove(message.ts)
    membership.told(call.core, channel)
    return {}


def pinnable(call: Call, channel: Channel) -> Message:
    if not call.has("timestamp"):
        raise SlackError("no_item_specified")
    return call.message(channel)


def list_pins(call: Call) -> Json:
    channel = call.joined()
    world = call.core.world
    pinned = [message for ts in channel.pins if (message := world.message(channel.id, ts))]
    return {
        "items": [
            {
                "type": "message",
                "channel": channel.id,
                "created": int(float(message.ts)),
                "created_by": call.bot.id,
                "message": messages.message(world, message),
            }
            for message in pinned
        ]
    }


def add_reaction(call: Call) -> Json:
    message, name = reactable(call)
    users = message.reactions.setdefault(name, [])
    if call.bot.id in users:
        raise SlackError("already_reacted")
    users.append(call.bot.id)
    posting.touch(call.core, message)
    events.reaction(call.core, message, call.bot.id, name, added=True)
    return {}


def remove_reaction(call: Call) -> Json:
    message, name = reactable(call)
    users = message.reactions.get(name, [])
    if call.bot.id not in users:
        raise SlackError("no_reaction")
    users.remove(call.bot.id)
    if not users:
        del message.reactions[name]
    posting.touch(call.core, message)
    events.reaction(call.core, message, call.bot.id, name, added=False)
    return {}


def get_reactions(call: Call) -> Json:
    channel = call.joined()
    message = call.message(channel)
    shown = messages.message(call.core.world, message)
    return {"type": "message", "channel": channel.id, "message": shown}


def reactable(call: Call) -> tuple[Message, str]:
    name = call.need("name", "invalid_name").strip(":")
    if not EMOJI_NAME.fullmatch(name):
        raise SlackError("invalid_name")
    if not (call.has("channel") and call.has("timestamp")):
        raise SlackError("no_item_specified")
    return call.message(call.joined()), name
