"""What a person has not looked at yet. Kept by the page, for the page: Slack's apps know nothing of it."""

from sandbox.records import Channel, Message, Person
from sandbox.world import World


class Unread:
    """What was there before anybody opened the page counts as read."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._before: str | None = None
        self._seen: dict[tuple[str, str], str] = {}

    def begin(self) -> None:
        """The page was opened: from now on what comes is new."""
        if self._before is None:
            self._before = max((ts for sent in self._world.messages.values() for ts in sent), default="")

    def look(self, person: Person, channel: Channel) -> None:
        """This person has everything in this channel before their eyes."""
        visible = self._world.visible(person.id, channel.id)
        self._seen[person.id, channel.id] = max((message.ts for message in visible), default="")

    def count(self, person: Person, channel: Channel) -> int:
        """Return how many messages by others came since."""
        since = max(self._seen.get((person.id, channel.id), ""), self._before or "")
        return sum(_is_new(m, person, since) for m in self._world.visible(person.id, channel.id))

    def waiting(self, person: Person) -> int:
        """Return how many unread messages are for this person alone: in DMs, or visible only to them."""
        return sum(
            self.count(person, channel) if channel.is_im else self._whispers(person, channel)
            for channel in self._world.channels_of(person.id)
        )

    def _whispers(self, person: Person, channel: Channel) -> int:
        since = max(self._seen.get((person.id, channel.id), ""), self._before or "")
        whispered = (m for m in self._world.visible(person.id, channel.id) if m.ephemeral_to)
        return sum(_is_new(message, person, since) for message in whispered)


def _is_new(message: Message, person: Person, since: str) -> bool:
    return message.ts > since and message.user != person.id
