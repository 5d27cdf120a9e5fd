"""The messages of a channel as one person sees them: days, authors, threads, whispers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from markupsafe import Markup

from sandbox.page import attachments, people, times
from sandbox.page.blockkit import blocks, emoji, mrkdwn
from sandbox.page.blockkit.place import Place
from sandbox.page.blockkit.reader import Reader
from sandbox.page.seats import Seat
from sandbox.records import Message, Person
from sandbox.world import World

RECENT = 150  # messages shown before someone asks for earlier ones
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


def days(seat: Seat, *, everything: bool = False) -> tuple[list[Day], int]:
    """Return the days of the channel with their messages, and how many earlier messages are left out."""
    assert seat.channel is not None, "only a seat at a channel has messages"
    shown = [m for m in seat.world.visible(seat.person.id, seat.channel.id) if in_channel(m)]
    left_out = 0 if everything else max(0, len(shown) - RECENT)
    reader = seat.reader
    ready = _lines(shown[left_out:], seat, reader)
    grouped = groupby(ready, key=lambda line: line.at.date())
    return [_day(list(lines), reader) for _, lines in grouped], left_out


def thread(seat: Seat) -> list[Line]:
    """Return the message a thread hangs on and its replies, oldest first."""
    parent = seat.thread
    if parent is None:
        return []
    replies = replies_to(seat.world, parent, seat.person)
    return list(_lines([parent, *replies], seat, seat.reader, prefix="t"))


def one(message: Message, seat: Seat) -> Line:
    """Return one message by itself, beside the channel."""
    return next(_lines([message], seat, seat.reader, prefix="t"))


def in_channel(message: Message) -> bool:
    """Whether a message stands in the channel itself and not only in a thread."""
    return not message.thread_ts or message.thread_ts == message.ts or message.broadcast


def replies_to(world: World, message: Message, person: Person) -> list[Message]:
    """Return what this person sees in the thread, the parent left out."""
    visible = world.visible(person.id, message.channel_id)
    return [m for m in visible if m.thread_ts == message.ts and m.ts != message.ts]


def _day(lines: list[Line], reader: Reader) -> Day:
    return Day(times.day_name(lines[0].at, reader), tuple(lines))


def _lines(messages: Iterable[Message], seat: Seat, reader: Reader, prefix: str = "m") -> Iterator[Line]:
    before: Message | None = None
    for message in messages:
        key = f"{prefix}{message.ts}"
        yield _line(message, seat, reader, key, follows=_goes_on(before, message, reader))
        before = message


def _goes_on(before: Message | None, message: Message, reader: Reader) -> bool:
    """Whether the same author simply went on, on the same day and within minutes."""
    if (
        before is None
        or message.edited
        or _is_from_app(message)
        or message.ephemeral_to
        or before.ephemeral_to
        or message.subtype
    ):
        return False
    earlier, now = times.of(before.ts, reader), times.of(message.ts, reader)
    close = now - earlier < TOGETHER and now.date() == earlier.date()
    return close and (before.user, before.username) == (message.user, message.username)


def _is_from_app(message: Message) -> bool:
    return bool(message.bot_id)


def _line(message: Message, seat: Seat, reader: Reader, key: str, *, follows: bool) -> Line:
    world = seat.world
    person = world.people.get(message.user)
    author = message.username or (person.real_name if person else message.user)
    replies = replies_to(world, message, seat.person)
    place = Place(reader, key, values=message.values, base_url=world.base_url)
    channel = world.channels[message.channel_id]
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
        pinned=message.ts in channel.pins,
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
