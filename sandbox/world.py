"""Everything in the practice Slack, in memory: look-ups by id or by name, and notices of what changed."""

from collections.abc import Iterable
from typing import Any

from sandbox import ids, notices
from sandbox.apps import App
from sandbox.clock import Clock
from sandbox.records import (
    Canvas,
    Channel,
    File,
    Install,
    Message,
    Notice,
    Person,
    Suggestion,
    View,
    Workspace,
)


class NotFoundError(LookupError):
    """Nothing here has this name; the message says what there is."""


class World:
    """All records by id. Change a record, then say so: `changed(kind, record)`."""

    def __init__(self, clock: Clock, seed: str = "") -> None:
        self.clock = clock
        self.ids = ids.Ids(seed)
        self.base_url = ""
        self.revision = 0
        self.workspaces: dict[str, Workspace] = {}
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.apps: dict[str, App] = {}
        self.installs: list[Install] = []
        self.messages: dict[str, dict[str, Message]] = {}
        self.views: dict[str, View] = {}
        self.stacks: dict[str, list[str]] = {}
        self.homes: dict[tuple[str, str], str] = {}
        self.files: dict[str, File] = {}
        self.canvases: dict[str, Canvas] = {}
        self.suggestions: list[Suggestion] = []
        self._notices = notices.Notices()

    # Changes

    def subscribe(self) -> notices.Subscription:
        """Notices from now on: `async for notice in world.subscribe(): ...`."""
        return self._notices.subscribe()

    def close(self) -> None:
        self._notices.close()

    def changed(self, kind: str, record: Any = None, **where: str) -> None:
        """Tell subscribers that a record (or what `where` names) changed."""
        facts = {
            name: getattr(record, name, "") for name in ("workspace_id", "channel_id", "user_id", "ts")
        } | where
        self._notices.publish(Notice(kind, **facts))

    @property
    def news(self) -> int:
        """How many changes there were so far: two looks with the same number saw the same."""
        return self._notices.count

    def next_revision(self) -> int:
        self.revision += 1
        return self.revision

    # Workspaces, people, channels

    def workspace(self, ref: str = "") -> Workspace:
        """By id, name or domain; without a reference the first. Raises NotFoundError."""
        wanted = ref.casefold()
        for workspace in self.workspaces.values():
            if not ref or wanted in (
                workspace.id.casefold(),
                workspace.name.casefold(),
                workspace.domain.casefold(),
            ):
                return workspace
        known = listed(workspace.name for workspace in self.workspaces.values())
        raise NotFoundError(f"There is no workspace “{ref}”. {known}")

    def people_of(self, workspace_id: str = "") -> list[Person]:
        """The people of one workspace, or of all; bots included."""
        return [person for person in self.people.values() if workspace_id in ("", person.workspace_id)]

    def person(self, ref: str, workspace_id: str = "") -> Person:
        """By id, name or real name, in any case, with or without @. Raises NotFoundError."""
        wanted = ref.strip().removeprefix("@").casefold()
        people = self.people_of(workspace_id)
        for person in people:
            if wanted in (person.id.casefold(), person.name.casefold(), person.real_name.casefold()):
                return person
        known = listed(person.real_name for person in people if not person.is_bot)
        raise NotFoundError(f"There is nobody called “{ref}”. {known}")

    def channel(self, ref: str, workspace_id: str = "") -> Channel:
        """By id or name, in any case, with or without #. DMs have ids only. Raises NotFoundError."""
        wanted = ref.strip().removeprefix("#").casefold()
        channels = [
            channel for channel in self.channels.values() if workspace_id in ("", channel.workspace_id)
        ]
        for channel in channels:
            if wanted and wanted in (channel.id.casefold(), channel.name.casefold()):
                return channel
        known = listed(f"#{channel.name}" for channel in channels if channel.name)
        raise NotFoundError(f"There is no channel “{ref}”. {known}")

    def channels_of(self, user_id: str) -> list[Channel]:
        """What this person is in, DMs included."""
        return [channel for channel in self.channels.values() if user_id in channel.members]

    def im(self, one: str, other: str) -> Channel:
        """The DM between two people (or a person and a bot); made if there is none yet."""
        return self._direct([one, other]) or self._new_direct([one, other], name="")

    def group_dm(self, members: list[str]) -> Channel:
        """The DM among several; made if there is none yet."""
        names = "--".join(self.people[user_id].name for user_id in members)
        return self._direct(members) or self._new_direct(members, name=f"mpdm-{names}-1")

    def _direct(self, members: list[str]) -> Channel | None:
        found = (
            c for c in self.channels.values() if (c.is_im or c.is_mpim) and set(c.members) == set(members)
        )
        return next(found, None)

    def _new_direct(self, members: list[str], name: str) -> Channel:
        channel = Channel(
            id=self.ids.new("C" if name else "D"),
            workspace_id=self.people[members[0]].workspace_id,
            name=name,
            created_at=self.clock.now(),
            members=members,
            is_im=not name,
            is_mpim=bool(name),
            is_private=bool(name),
        )
        self.channels[channel.id] = channel
        self.changed("channel", channel_id=channel.id, workspace_id=channel.workspace_id)
        return channel

    # Messages

    def message(self, channel_id: str, ts: str) -> Message | None:
        return self.messages.get(channel_id, {}).get(ts)

    def visible(self, user_id: str, channel_id: str) -> list[Message]:
        """What this person sees in a channel, oldest first: everything but others' ephemeral messages."""
        messages = self.messages.get(channel_id, {}).values()
        return sorted((m for m in messages if m.ephemeral_to in ("", user_id)), key=lambda m: m.ts)

    # Apps

    def install_of(self, app_id: str, workspace_id: str) -> Install | None:
        found = (i for i in self.installs if (i.app_id, i.workspace_id) == (app_id, workspace_id))
        return next(found, None)

    def installs_in(self, workspace_id: str) -> list[Install]:
        return [install for install in self.installs if install.workspace_id == workspace_id]

    # Views

    def modal_of(self, user_id: str) -> View | None:
        """The form in front of this person: the top of their stack."""
        stack = self.stacks.get(user_id)
        return self.views[stack[-1]] if stack else None

    def home_of(self, user_id: str, app_id: str) -> View | None:
        """What the app published for this person, if it did."""
        view_id = self.homes.get((user_id, app_id))
        return self.views[view_id] if view_id else None


def listed(names: Iterable[str]) -> str:
    found = list(names)
    if not found:
        return "There are none yet; add one first."
    more = f" and {len(found) - 12} more" if len(found) > 12 else ""  # noqa: PLR2004 - a dozen fits one line
    return f"There are: {', '.join(found[:12])}{more}."
