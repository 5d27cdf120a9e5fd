"""The parts of the page: what each shows for a seat. A part is drawn with the page, and again when it changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.page import messages, people, rail, seats, times
from sandbox.page.blockkit import blocks, markdown, text
from sandbox.page.blockkit.place import Place
from sandbox.page.seats import Seat
from sandbox.page.unread import Unread
from sandbox.records import Channel, File, Message, View
from sandbox.shapes import files

COUNTS = ("No things", "One thing", "Two things", "Three things", "Four things", "Five things", "Six things")
Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Wish:
    """What is to be shown: for whom and where, and what the page remembers."""

    seat: Seat
    unread: Unread
    everything: bool = False  # also messages of long ago
    errors: Mapping[str, str] = field(default_factory=dict)  # in the form in front, by label


def common(wish: Wish) -> Facts:
    """Return what every template may ask for."""
    seat = wish.seat
    return {
        "seat": seat,
        "place_name": title(seat),
        "people_here": seats.people_of(seat.world, seat.workspace),
        "may_write": may_write(seat),
    }


def may_write(seat: Seat) -> bool:
    """Whether this person may add a message here."""
    channel = seat.channel
    if channel is None or channel.is_archived or seat.person.deleted:
        return False
    return seat.person.id in channel.members


def rail_(wish: Wish) -> rail.Rail:
    return rail.read(wish.seat, wish.unread)


def people_(wish: Wish) -> Facts:
    return {"cast": rail.cast(wish.seat, wish.unread)}


def waiting(wish: Wish) -> Facts:
    """Return those for whom something new came, so that one click shows what they got."""
    return {"entries": [entry for entry in rail.cast(wish.seat, wish.unread) if entry.unread]}


def header(wish: Wish) -> Facts:
    seat, channel = wish.seat, wish.seat.channel
    named = channel is not None and bool(channel.name)
    shared = channel is not None and any(channel.id in f.channel_ids for f in seat.world.files.values())
    return {"title": title(seat), "members": _members(seat) if named else [], "has_files": shared}


def messages_(wish: Wish) -> Facts:
    """Return the messages, or nothing when this person may not read them. Looking makes them read."""
    seat = wish.seat
    if not seat.allowed or seat.channel is None or seat.tab in {"home", "about"}:
        return {"days": None, "left_out": 0}
    wish.unread.look(seat.person, seat.channel)
    shown, left_out = messages.days(seat, everything=wish.everything)
    return {"days": shown, "left_out": left_out, "shortcuts": shortcuts(seat, "message")}


def composer(wish: Wish) -> Facts:
    return {"global_shortcuts": shortcuts(wish.seat, "global")}


def side(wish: Wish) -> Facts:
    """Return the pane beside the messages: a thread, or what the channel keeps."""
    seat = wish.seat
    told: dict[str, Any] = {
        "lines": messages.thread(seat),
        "shortcuts": shortcuts(seat, "message"),
        "kept": None,
    }
    if seat.channel and seat.allowed and seat.pane:
        told["kept"] = KEPT[seat.pane](seat, seat.channel)
    return told


def modal(wish: Wish) -> Facts:
    """Return the form in front of this person, if any, and how deep in a stack it lies."""
    seat = wish.seat
    view = seat.world.modal_of(seat.person.id)
    if view is None or view.workspace_id != seat.workspace.id:
        return {"view": None}
    stack = [seat.world.views[view_id] for view_id in seat.world.stacks[seat.person.id]]
    errors = by_block(view, wish.errors)
    below = [text.plain(found.content.get("title")) for found in stack[:-1]]
    content = view.content
    return {
        "view": view,
        "title": text.plain(content.get("title")),
        "submit": text.plain(content.get("submit")),
        "close": text.plain(content.get("close")) or "Cancel",
        "below": below,
        "app": seat.world.apps[view.app_id].name,
        "errors": len(errors),
        "body": blocks.html(view.blocks, _place(seat, view, errors)),
    }


def home(wish: Wish) -> Facts:
    seat = wish.seat
    if seat.tab != "home" or seat.install is None:
        return {"view": None, "body": None}
    view = seat.world.home_of(seat.person.id, seat.install.app_id)
    return {"view": view, "body": blocks.html(view.blocks, _place(seat, view)) if view else None}


def clock(wish: Wish) -> Facts:
    seat = wish.seat
    now = seat.world.clock.now().astimezone(ZoneInfo(seat.person.tz))
    posted = sum(len(sent) for sent in seat.world.messages.values())
    return {
        "now": now,
        "running": seat.world.clock.running,
        "epoch": seat.world.clock.now().timestamp(),
        "posted": posted,
    }


def suggestions(wish: Wish) -> Facts:
    world = wish.seat.world
    here = [s for s in world.suggestions if world.people[s.user_id].workspace_id == wish.seat.workspace.id]
    cards = [
        {
            "suggestion": found,
            "number": number,
            "who": world.people[found.user_id].real_name,
            "at": _where(wish.seat, found),
        }
        for number, found in enumerate(here, start=1)
    ]
    count = COUNTS[len(cards)] if len(cards) < len(COUNTS) else f"{len(cards)} things"
    return {"cards": cards, "title": f"{count} to try"}


def shortcuts(seat: Seat, kind: str) -> list[dict[str, str]]:
    """Return the installed apps' shortcuts of one type, message or global."""
    return [
        {"name": found.name, "callback_id": found.callback_id, "app": app.name, "about": found.description}
        for app in (seat.world.apps[install.app_id] for install in seat.world.installs_in(seat.workspace.id))
        for found in app.shortcuts
        if found.type == kind
    ]


def title(seat: Seat) -> str:
    """Return the name of the place one looks at."""
    if seat.app:
        return seat.app.name
    if seat.channel and seat.channel.is_im:
        other = seat.world.people[seat.at.removeprefix("dm:")]
        return other.real_name
    return f"#{seat.channel.name}" if seat.channel else seat.workspace.name


def by_block(view: View, errors: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong by block_id, from what is wrong by label."""
    fields = [block for block in view.blocks if block["type"] == "input"]
    found = {block["block_id"]: errors.get(text.words(block.get("label"))) for block in fields}
    return {block_id: wrong for block_id, wrong in found.items() if wrong}


def _place(seat: Seat, view: View, errors: Mapping[str, str] | None = None) -> Place:
    return Place(seat.reader, view.id, values=view.values, errors=errors or {}, base_url=seat.world.base_url)


def _members(seat: Seat) -> list[Facts]:
    assert seat.channel is not None, "asked only of a channel"
    found = [seat.world.people[member] for member in seat.channel.members]
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


def _people(seat: Seat, _: Channel) -> Facts:
    return {"title": "People here", "members": _members(seat)}


def _where(seat: Seat, suggestion: Any) -> str:
    if suggestion.home:
        installed = seat.world.installs_in(seat.workspace.id)
        return f"home:{installed[0].app_id}" if installed else "nowhere"
    return str(suggestion.channel_id) or "nowhere"


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


def size(length: int) -> str:
    """Return a length in bytes as people say it."""
    for unit, name in ((1_000_000, "MB"), (1_000, "kB")):
        if length >= unit:
            return f"{length / unit:.1f}".removesuffix(".0") + f" {name}"
    return f"{length} bytes"


KEPT: Mapping[str, Callable[[Seat, Channel], Facts]] = {
    "pins": _pins,
    "files": _files,
    "canvas": _canvas,
    "people": _people,
}

PARTS: Mapping[str, Callable[[Wish], Any]] = {
    "rail": rail_,
    "people": people_,
    "waiting": waiting,
    "header": header,
    "messages": messages_,
    "composer": composer,
    "side": side,
    "modal": modal,
    "home": home,
    "clock": clock,
    "suggestions": suggestions,
}
