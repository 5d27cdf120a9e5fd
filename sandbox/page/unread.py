"""What a person has not looked at yet. Kept by the page, for the page: Slack's apps know nothing of it."""

from collections.abc import Iterator

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
        self._seen[person.id, channel.id] = max(self._world.messages.get(channel.id, ()), default="")

    def count(self, person: Person, channel: Channel) -> int:
        """Return how many messages by others came since."""
        return sum(1 for _ in self._new(person, channel))

    def waiting(self, person: Person) -> int:
        """Return how many unread messages are for this person alone: in DMs, or visible only to them."""
        channels = self._world.channels_of(person.id)
        return sum(c.is_im or bool(m.ephemeral_to) for c in channels for m in self._new(person, c))

    def _new(self, person: Person, channel: Channel) -> Iterator[Message]:
        """Give what is new, the newest first: messages are kept in the order in which they came."""
        since = max(self._seen.get((person.id, channel.id), ""), self._before or "")
        for message in reversed(self._world.messages.get(channel.id, {}).values()):
            if message.ts <= since:
                return
            if message.user != person.id and message.ephemeral_to in {"", person.id}:
                yield message
