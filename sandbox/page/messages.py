"""The messages of a channel as one person sees them: days, authors, threads, whispers."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from markupsafe import Markup

from sandbox.page import attachments, people, times
from sandbox.page.blockkit import blocks, emoji, mrkdwn
from sandbox.page.blockkit.place import Place
from sandbox.page.blockkit.reader import Reader
from sandbox.page.seats import Seat
from sandbox.records import Message

RECENT = 100  # messages shown before someone asks for earlier ones
TOGETHER = timedelta(minutes=5)


@dataclass(frozen=True)
class Line:
    """One message, ready to be shown. Times are on the reader's clock."""

    key: str  # an HTML id: the same message can stand in the channel and beside it
    message: Message
    author: str
    initials: str
    tint: int
    is_app: bool
    at: datetime
    body: Markup
    attached: Markup
    follows: bool = False  # the same author goes on: no second name
    replies: int = 0
    last_reply: datetime | None = None
    pinned: bool = False
    reactions: tuple[tuple[Markup, int, str], ...] = ()  # shown, how many, who


@dataclass(frozen=True)
class Day:
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class _Desk:
    """What every message of one drawing shares: who reads, and the threads below."""

    seat: Seat
    reader: Reader
    threads: Mapping[str, list[Message]]
    prefix: str  # of the HTML ids


def days(seat: Seat, *, everything: bool = False) -> tuple[list[Day], int]:
    """Return the days of the channel with their messages, and how many earlier messages are left out."""
    shown = [message for message in _visible(seat) if in_channel(message)]
    left_out = 0 if everything else max(0, len(shown) - RECENT)
    desk = _desk(seat, "m")
    grouped = groupby(_lines(shown[left_out:], desk), key=lambda line: line.at.date())
    return [_day(list(lines), desk.reader) for _, lines in grouped], left_out


def thread(seat: Seat) -> list[Line]:
    """Return the message a thread hangs on and its replies, oldest first."""
    parent = seat.thread
    if parent is None:
        return []
    desk = _desk(seat, "t")
    return list(_lines([parent, *desk.threads.get(parent.ts, ())], desk))


def one(message: Message, seat: Seat) -> Line:
    """Return one message by itself, beside the channel."""
    return next(_lines([message], _desk(seat, "t")))


def in_channel(message: Message) -> bool:
    """Whether a message stands in the channel itself and not only in a thread."""
    return not message.thread_ts or message.thread_ts == message.ts or message.broadcast


def _visible(seat: Seat) -> list[Message]:
    return seat.world.visible(seat.person.id, seat.channel.id) if seat.channel else []


def _desk(seat: Seat, prefix: str) -> _Desk:
    threads: dict[str, list[Message]] = {}
    for message in _visible(seat):
        if message.thread_ts and message.thread_ts != message.ts:
            threads.setdefault(message.thread_ts, []).append(message)
    return _Desk(seat, seat.reader, threads, prefix)


def _day(lines: list[Line], reader: Reader) -> Day:
    return Day(times.day_name(lines[0].at, reader), tuple(lines))


def _lines(messages: Iterable[Message], desk: _Desk) -> Iterator[Line]:
    before: Message | None = None
    for message in messages:
        yield _line(message, desk, follows=before is not None and _goes_on(before, message, desk.reader))
        before = message


def _goes_on(before: Message, message: Message, reader: Reader) -> bool:
    """Whether the same person simply went on, on the same day and within minutes."""
    apart = (
        before.ephemeral_to,
        message.ephemeral_to,
        before.subtype,
        message.subtype,
        message.bot_id,
        message.edited,
    )
    if any(apart):
        return False
    earlier, now = times.of(before.ts, reader), times.of(message.ts, reader)
    close = now - earlier < TOGETHER and now.date() == earlier.date()
    return close and (before.user, before.username) == (message.user, message.username)


def _line(message: Message, desk: _Desk, *, follows: bool) -> Line:
    world, reader, key = desk.seat.world, desk.reader, f"{desk.prefix}{message.ts}"
    person = world.people.get(message.user)
    author = message.username or (person.real_name if person else message.user)
    replies = desk.threads.get(message.ts, [])
    place = Place(reader, key, values=message.values, base_url=world.base_url)
    return Line(
        key=key,
        message=message,
        author=author,
        initials=people.initials(author),
        tint=people.tint(author),
        is_app=bool(person and person.is_bot),
        at=times.of(message.ts, reader),
        body=_body(message, place),
        attached=attachments.html(message.attachments, place),
        follows=follows,
        replies=len(replies),
        last_reply=times.of(replies[-1].ts, reader) if replies else None,
        pinned=message.ts in world.channels[message.channel_id].pins,
        reactions=tuple(_reactions(message, reader)),
    )


def _body(message: Message, place: Place) -> Markup:
    """Return the blocks; without blocks the text, as Slack does."""
    if message.blocks:
        return blocks.html(message.blocks, place)
    return mrkdwn.html(message.text, place.reader)


def _reactions(message: Message, reader: Reader) -> Iterator[tuple[Markup, int, str]]:
    for name, users in message.reactions.items():
        who = ", ".join(reader.people.get(user_id, user_id) for user_id in users)
        yield emoji.shown(f":{name}:"), len(users), who
