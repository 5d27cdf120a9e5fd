"""The parts of the page: what each shows for a seat. A part is drawn with the page, and again when it changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.page import messages, panes, rail, seats
from sandbox.page.blockkit import blocks, text
from sandbox.page.blockkit.place import Place
from sandbox.page.seats import Seat
from sandbox.page.unread import Unread
from sandbox.records import View

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
    told = {"title": title(seat), "members": [], "has_files": False}
    if channel is not None and channel.name:
        shared = any(channel.id in file.channel_ids for file in seat.world.files.values())
        told |= {"members": panes.members(seat, channel), "has_files": shared}
    return told


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
        told["kept"] = panes.KEPT[seat.pane](seat, seat.channel)
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
            "until": found.until.isoformat() if found.until else "",
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
    """Return what is wrong by block_id, from what is wrong by label or by block_id."""
    fields = [block for block in view.blocks if block["type"] == "input"]
    found = {
        block["block_id"]: errors.get(block["block_id"]) or errors.get(text.words(block.get("label")))
        for block in fields
    }
    return {block_id: wrong for block_id, wrong in found.items() if wrong}


def _place(seat: Seat, view: View, errors: Mapping[str, str] | None = None) -> Place:
    return Place(seat.reader, view.id, values=view.values, errors=errors or {}, base_url=seat.world.base_url)


def _where(seat: Seat, suggestion: Any) -> str:
    if suggestion.home or suggestion.messages:
        installed = seat.world.installs_in(seat.workspace.id)
        tab = "home" if suggestion.home else "messages"
        return f"{tab}:{installed[0].app_id}" if installed else "nowhere"
    return str(suggestion.channel_id) or "nowhere"


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
