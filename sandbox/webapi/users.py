"""People, and where they are."""

from sandbox.records import Channel, Json
from sandbox.shapes import channels, users
from sandbox.webapi.call import Call, SlackError
from sandbox.webapi.pages import page

TYPES = {"public_channel", "private_channel", "im", "mpim"}


def info(call: Call) -> Json:
    person = call.person()
    return {"user": users.user(person, call.core.clock.now(), locale=call.flag("include_locale"))}


def list_(call: Call) -> Json:
    rows, more = page(call, call.core.world.people_of(call.workspace.id), default=1_000)
    now, locale = call.core.clock.now(), call.flag("include_locale")
    members = [users.user(person, now, locale=locale) for person in rows]
    return {"members": members, "cache_ts": int(now.timestamp()), **more}


def lookup_by_email(call: Call) -> Json:
    wanted = call.need("email").casefold()
    now = call.core.clock.now()
    for person in call.core.world.people_of(call.workspace.id):
        facts = users.user(person, now)
        if facts["profile"].get("email", "").casefold() == wanted and not person.deleted:
            return {"user": facts}
    raise SlackError("users_not_found")


def conversations(call: Call) -> Json:
    """`users.conversations`: where the bot, or a person that the bot can see there, is."""
    person = call.person() if call.has("user") else call.bot
    found = [
        channel
        for channel in call.core.world.channels_of(person.id)
        if wanted(call, channel) and (not hidden(channel) or call.bot.id in channel.members)
    ]
    rows, more = page(call, found)
    return {"channels": [channels.channel(row, call.bot.id) for row in rows], **more}


def wanted(call: Call, channel: Channel) -> bool:
    """Whether a channel is of the asked-for types. Raises SlackError if there is no such type."""
    types = {part.strip() for part in (call.get("types") or "public_channel").split(",")}
    if not types <= TYPES:
        raise SlackError("invalid_types")
    if call.flag("exclude_archived") and channel.is_archived:
        return False
    return api_type(channel) in types


def api_type(channel: Channel) -> str:
    kind = channels.kind(channel)
    return {"channel": "public_channel", "group": "private_channel"}.get(kind, kind)


def hidden(channel: Channel) -> bool:
    return api_type(channel) != "public_channel"
