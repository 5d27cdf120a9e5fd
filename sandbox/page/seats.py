"""Who looks, and at what: a seat is read from an address of the page and checked against the world."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from sandbox.apps import App
from sandbox.page.blockkit.reader import Reader
from sandbox.records import Channel, Install, Message, Person, Workspace
from sandbox.shapes import files
from sandbox.world import NotFoundError, World

TABS = ("home", "messages", "about")
PANES = ("pins", "files", "canvas", "people")


@dataclass(frozen=True)
class Seat:
    """A person in a workspace, looking at one channel, or at one tab of an app."""

    world: World
    workspace: Workspace
    person: Person
    channel: Channel | None = None
    install: Install | None = None
    tab: str = ""  # of an app: home, messages or about
    thread_ts: str = ""
    pane: str = ""  # beside the messages: pins, files, canvas or people

    @property
    def reader(self) -> Reader:
        """Return the names this person may see, on their own clock."""
        people = {person.id: person.real_name for person in self.world.people_of(self.workspace.id)}
        known = (c for c in self.world.channels.values() if c.name and may_see(self.person, c))
        return Reader(
            now=self.world.clock.now(),
            zone=ZoneInfo(self.person.tz),
            person_id=self.person.id,
            people=people,
            channels={channel.id: channel.name for channel in known},
            files={file.id: files.path(file) for file in self.world.files.values()},
        )

    @property
    def app(self) -> App | None:
        return self.world.apps[self.install.app_id] if self.install else None

    @property
    def at(self) -> str:
        """Return the place as it stands in an address."""
        if self.install:
            return f"{self.tab}:{self.install.app_id}"
        if self.channel and self.channel.is_im:
            other = next((m for m in self.channel.members if m != self.person.id), self.person.id)
            return f"dm:{other}"
        return self.channel.id if self.channel else "nowhere"

    @property
    def allowed(self) -> bool:
        """Whether this person may see what they look at."""
        return self.channel is not None and may_see(self.person, self.channel)

    @property
    def thread(self) -> Message | None:
        if not self.thread_ts or not self.channel or not self.allowed:
            return None
        return self.world.message(self.channel.id, self.thread_ts)

    def link(self, at: str | None = None, as_: str | None = None, **query: str) -> str:
        """Return the address of a place on the page, for this person or another."""
        wanted = {"as": as_ or self.person.id} | {key: value for key, value in query.items() if value}
        return f"/w/{self.workspace.id}/{at or self.at}?{urlencode(wanted)}"


def may_see(person: Person, channel: Channel) -> bool:
    """Whether a person may read a channel: members always, others only public channels, guests and strangers never."""
    if person.id in channel.members:
        return True
    outsider = person.is_guest or person.is_stranger or channel.workspace_id != person.workspace_id
    return not (outsider or channel.is_private or channel.is_im or channel.is_mpim)


def find(world: World, workspace: str, at: str, query: Mapping[str, str]) -> Seat:
    """Return the seat an address means. Raises NotFoundError saying what does not exist."""
    home = world.workspace(workspace)
    person = world.person(query["as"], home.id) if query.get("as") else first_person(world, home)
    if person.is_bot:
        raise NotFoundError(f"{person.real_name} is an app, and writes for itself. Be one of the people.")
    pane = query.get("show", "")
    seat = Seat(world, home, person, thread_ts=query.get("thread", ""), pane=pane if pane in PANES else "")
    kind, _, ref = at.partition(":")
    if at == "nowhere":
        return seat
    if kind in TABS and ref:
        install = _install(world, home, ref)
        return replace(seat, install=install, tab=kind, channel=world.im(person.id, install.bot_user_id))
    if kind == "dm" and ref:
        return replace(seat, channel=world.im(person.id, world.person(ref, home.id).id))
    return replace(seat, channel=world.channel(at, home.id))


def first(world: World, workspace: Workspace) -> Seat | None:
    """Return where a newcomer starts: where the first suggestion plays, else the first person's first channel."""
    for suggestion in world.suggestions:
        person = world.people[suggestion.user_id]
        if person.workspace_id == workspace.id and suggestion.channel_id:
            return Seat(world, workspace, person, world.channels[suggestion.channel_id])
    if not people_of(world, workspace):
        return None
    person = first_person(world, workspace)
    return Seat(world, workspace, person, next(iter(channels_of(world, person)), None))


def first_person(world: World, workspace: Workspace) -> Person:
    """Return the first person to act as. Raises NotFoundError when there is nobody."""
    people = people_of(world, workspace)
    if not people:
        raise NotFoundError(f"Nobody is in {workspace.name} yet. Add a person first.")
    return people[0]


def people_of(world: World, workspace: Workspace) -> list[Person]:
    """Return the people one can act as, bots left out."""
    return [person for person in world.people_of(workspace.id) if not person.is_bot]


def channels_of(world: World, person: Person) -> list[Channel]:
    """Return the named channels this person is in, by name."""
    return sorted((c for c in world.channels_of(person.id) if c.name and not c.is_im), key=lambda c: c.name)


def _install(world: World, workspace: Workspace, ref: str) -> Install:
    wanted = ref.casefold()
    for install in world.installs_in(workspace.id):
        if wanted in (install.app_id.casefold(), world.apps[install.app_id].name.casefold()):
            return install
    raise NotFoundError(f"No app called “{ref}” is installed in {workspace.name}.")
