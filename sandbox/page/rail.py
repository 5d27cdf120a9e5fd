"""The rail: workspaces, channels, direct messages, apps; and who one can be."""

from dataclasses import dataclass

from sandbox.page import people, seats
from sandbox.page.seats import Seat
from sandbox.page.unread import Unread
from sandbox.records import Channel, Person


@dataclass(frozen=True)
class Entry:
    """One link of the rail. `notes` are words such as private or archived."""

    label: str
    href: str
    current: bool = False
    unread: int = 0
    notes: tuple[str, ...] = ()
    initials: str = ""
    tint: int = 0
    key: str = ""


@dataclass(frozen=True)
class Rail:
    workspaces: list[Entry]
    channels: list[Entry]
    others: list[Entry]  # public channels this person is not in
    dms: list[Entry]
    apps: list[Entry]


def read(seat: Seat, unread: Unread) -> Rail:
    """Return what the person at this seat finds in their rail."""
    joined = seats.channels_of(seat.world, seat.person)
    open_to_all = [
        channel
        for channel in seat.world.channels.values()
        if channel.workspace_id == seat.workspace.id
        and seat.person.id not in channel.members
        and seats.may_see(seat.person, channel)
        and not channel.is_archived
    ]
    return Rail(
        workspaces=_workspaces(seat),
        channels=[_channel(channel, seat, unread) for channel in joined],
        others=[_channel(channel, seat, unread) for channel in sorted(open_to_all, key=lambda c: c.name)],
        dms=_dms(seat, unread),
        apps=_apps(seat, unread),
    )


def cast(seat: Seat, unread: Unread) -> list[Entry]:
    """Return everyone one can act as here, those with something new for them marked."""
    return [
        Entry(
            label=person.real_name,
            href=seat.link(at=_kept(seat, person), as_=person.id),
            current=person.id == seat.person.id,
            unread=unread.waiting(person) if person.id != seat.person.id else 0,
            notes=tuple(people.roles(person)),
            initials=people.initials(person.real_name),
            tint=people.tint(person.real_name),
            key=person.id,
        )
        for person in seats.people_of(seat.world, seat.workspace)
    ]


def _kept(seat: Seat, person: Person) -> str:
    """Return where to look after becoming someone else: the same channel or app; a DM is not theirs to see."""
    if seat.install or not seat.channel or not seat.channel.is_im:
        return seat.at
    first = next(iter(seats.channels_of(seat.world, person)), None)
    return first.id if first else "nowhere"


def _workspaces(seat: Seat) -> list[Entry]:
    entries = []
    for workspace in seat.world.workspaces.values():
        current = workspace.id == seat.workspace.id
        entries.append(Entry(workspace.name, f"/w/{workspace.id}", current, key=workspace.id))
    return entries


def _channel(channel: Channel, seat: Seat, unread: Unread) -> Entry:
    notes = {
        "private": channel.is_private,
        "archived": channel.is_archived,
        "shared": channel.is_ext_shared,
    }
    member = seat.person.id in channel.members
    return Entry(
        label=channel.name,
        href=seat.link(at=channel.id),
        current=not seat.install and channel is seat.channel,
        unread=unread.count(seat.person, channel) if member else 0,
        notes=tuple(word for word, holds in notes.items() if holds),
        key=channel.id,
    )


def _dms(seat: Seat, unread: Unread) -> list[Entry]:
    entries = []
    for channel in seat.world.channels_of(seat.person.id):
        if not channel.is_im:
            continue
        other = seat.world.people[next((m for m in channel.members if m != seat.person.id), seat.person.id)]
        if other.is_bot:
            continue
        entries.append(
            Entry(
                label=other.real_name + (" (you)" if other is seat.person else ""),
                href=seat.link(at=f"dm:{other.id}"),
                current=not seat.install and channel is seat.channel,
                unread=unread.count(seat.person, channel),
                notes=tuple(people.roles(other)),
                initials=people.initials(other.real_name),
                tint=people.tint(other.real_name),
                key=channel.id,
            )
        )
    return sorted(entries, key=lambda entry: entry.label)


def _apps(seat: Seat, unread: Unread) -> list[Entry]:
    entries = []
    for install in seat.world.installs_in(seat.workspace.id):
        app = seat.world.apps[install.app_id]
        dm = next(
            (
                c
                for c in seat.world.channels_of(seat.person.id)
                if c.is_im and install.bot_user_id in c.members
            ),
            None,
        )
        entries.append(
            Entry(
                label=app.name,
                href=seat.link(at=f"home:{app.id}"),
                current=bool(seat.install and seat.install.app_id == app.id),
                unread=unread.count(seat.person, dm) if dm else 0,
                initials=people.initials(app.name),
                tint=people.tint(app.name),
                key=app.id,
            )
        )
    return entries
