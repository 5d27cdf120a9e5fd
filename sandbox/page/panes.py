"""What a channel keeps, shown beside its messages: people, pins, files, its canvas."""

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.page import messages, people, times
from sandbox.page.blockkit import markdown
from sandbox.page.blockkit.uploads import size
from sandbox.page.seats import Seat
from sandbox.records import Channel, File, Message
from sandbox.shapes import files

Facts = Mapping[str, Any]


def members(seat: Seat, channel: Channel) -> list[Facts]:
    found = [seat.world.people[member] for member in channel.members]
    now = seat.world.clock.now()
    return [
        {
            "id": person.id,
            "name": person.real_name,
            "roles": people.roles(person),
            "initials": people.initials(person.real_name),
            "tint": people.tint(person.real_name),
            "local": "" if person.is_bot else times.short(now.astimezone(ZoneInfo(person.tz))),
            "zone": times.place(person.tz),
        }
        for person in found
    ]


def _pins(seat: Seat, channel: Channel) -> Facts:
    found = [message for ts in channel.pins if (message := seat.world.message(channel.id, ts))]
    return {"title": "Pinned", "lines": [messages.one(message, seat) for message in found]}


def _files(seat: Seat, channel: Channel) -> Facts:
    found = [f for f in seat.world.files.values() if channel.id in f.channel_ids and f.shared]
    return {"title": "Files", "files": [_file(file) for file in found]}


def _canvas(seat: Seat, channel: Channel) -> Facts:
    canvas = seat.world.canvases.get(channel.canvas_id)
    body = markdown.html(canvas.markdown, seat.reader) if canvas else None
    return {"title": (canvas.title if canvas else "") or "Canvas", "body": body}


def _people(seat: Seat, channel: Channel) -> Facts:
    return {"title": "People here", "members": members(seat, channel)}


def uploads(message: Message, seat: Seat) -> list[Facts]:
    """Return the files of a message: name, size in words, where they are, whether they are pictures."""
    return [_file(seat.world.files[file_id]) for file_id in message.file_ids if file_id in seat.world.files]


def _file(file: File) -> Facts:
    kind = files.mimetype(file)
    return {
        "name": file.name,
        "title": file.title or file.name,
        "size": size(file.length),
        "href": files.path(file),
        "alt": file.alt_text or file.title or file.name,
        "picture": kind in {"image/png", "image/jpeg", "image/gif", "image/webp"},
    }


KEPT: Mapping[str, Callable[[Seat, Channel], Facts]] = {
    "pins": _pins,
    "files": _files,
    "canvas": _canvas,
    "people": _people,
}
