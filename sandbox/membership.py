"""Who is where: people and bots come to channels and leave them, channels close, people leave for good."""

from sandbox.core import Core
from sandbox.deliveries import events
from sandbox.records import Channel, Person


def join(core: Core, channel: Channel, user_id: str, inviter: str = "") -> bool:
    """Whether they were not there before."""
    if user_id in channel.members:
        return False
    channel.members.append(user_id)
    told(core, channel)
    events.membership(core, channel, user_id, joined=True, inviter=inviter)
    return True


def leave(core: Core, channel: Channel, user_id: str) -> bool:
    """Whether they were there before."""
    if user_id not in channel.members:
        return False
    channel.members.remove(user_id)
    told(core, channel)
    events.membership(core, channel, user_id, joined=False)
    return True


def archive(core: Core, channel: Channel, *, archived: bool, user_id: str = "") -> None:
    channel.is_archived = archived
    told(core, channel)
    events.channel(core, channel, "archive" if archived else "unarchive", user_id)


def rename(core: Core, channel: Channel, name: str) -> None:
    channel.name = name
    told(core, channel)
    events.channel(core, channel, "rename")


def told(core: Core, channel: Channel) -> None:
    core.world.changed("channel", workspace_id=channel.workspace_id, channel_id=channel.id)


def person_changed(core: Core, person: Person) -> None:
    """Say that a person's record changed, here and to every app of the workspace."""
    person.updated_at = core.clock.now()
    core.world.changed("person", workspace_id=person.workspace_id, user_id=person.id)
    events.person(core, person)


def deactivate(core: Core, person: Person) -> None:
    """End somebody's account: they stay in messages, and leave every channel."""
    person.deleted = True
    for channel in core.world.channels_of(person.id):
        if not channel.is_im:
            channel.members.remove(person.id)
            told(core, channel)
    person_changed(core, person)
