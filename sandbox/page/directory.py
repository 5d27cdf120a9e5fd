"""What the page's script completes and chooses from: people, channels, commands."""

from typing import Any

from sandbox.page import people, seats
from sandbox.page.seats import Seat
from sandbox.records import Channel


def read(seat: Seat) -> dict[str, Any]:
    """Return the names this person may use here, as JSON."""
    world, workspace = seat.world, seat.workspace
    channels = [c for c in world.channels.values() if c.name and seats.may_see(seat.person, c)]
    return {
        "people": [
            {"id": p.id, "name": p.name, "label": p.real_name, "notes": people.roles(p), "bot": p.is_bot}
            for p in world.people_of(workspace.id)
            if not p.deleted
        ],
        "channels": [_channel(channel) for channel in channels],
        "commands": [
            {"command": c.command, "hint": c.usage_hint, "about": c.description, "app": app.name}
            for app in (world.apps[install.app_id] for install in world.installs_in(workspace.id))
            for c in app.commands
        ],
    }


def _channel(channel: Channel) -> dict[str, Any]:
    return {
        "id": channel.id,
        "label": channel.name,
        "kind": "mpim" if channel.is_mpim else "private" if channel.is_private else "public",
        "shared": channel.is_ext_shared,
        "archived": channel.is_archived,
    }
