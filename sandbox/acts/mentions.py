"""Typed text as Slack sends it: people, channels and links as references, the rest escaped."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sandbox.records import Json
from sandbox.world import World

URL = r"https?://[^\s<>|]*[^\s<>|.,;:!?)\]}'\"]"
EMAIL = r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
REFERENCE = r"<[@#][A-Z0-9]+(?:\|[^<>]*)?>"
BROADCAST = r"(?<![\w@])@(?:channel|here|everyone)\b"


@dataclass(frozen=True, slots=True)
class Piece:
    """`kind` is text, user, channel, broadcast, link or email; `value` the id, address or text."""

    kind: str
    value: str
    name: str = ""
    private: bool = False


def escape(text: str) -> str:
    """Slack's three: & < > and nothing else."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def pieces(world: World, workspace_id: str, text: str) -> list[Piece]:
    """The text cut at what Slack recognises: @name, #name, their references, @here, addresses."""
    people = {
        name.casefold(): person.id
        for person in reversed(world.people_of(workspace_id))
        for name in (person.real_name, person.name)
    }
    channels = {
        channel.name.casefold(): channel.id
        for channel in world.channels.values()
        if channel.workspace_id == workspace_id and channel.name and not channel.is_mpim
    }
    pattern = re.compile(
        f"(?P<url>{URL})|(?P<email>{EMAIL})|(?P<ref>{REFERENCE})|(?P<broadcast>{BROADCAST})"
        f"|(?<![\\w@])@(?P<user>{alternatives(people)})(?!\\w)|(?<![\\w#])#(?P<channel>{alternatives(channels)})(?![\\w-])",
        re.IGNORECASE,
    )
    return list(cut(world, workspace_id, text, pattern, people | channels))


def alternatives(names: Iterable[str]) -> str:
    """The names as a pattern, longest first; one that never matches if there are none."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name) or "(?!)"


def cut(
    world: World, workspace_id: str, text: str, pattern: re.Pattern[str], ids: dict[str, str]
) -> Iterator[Piece]:
    at = 0
    for found in pattern.finditer(text):
        if found.start() > at:
            yield Piece("text", text[at : found.start()])
        yield recognised(world, workspace_id, str(found.lastgroup), found[0], ids)
        at = found.end()
    if at < len(text):
        yield Piece("text", text[at:])


def recognised(world: World, workspace_id: str, group: str, text: str, ids: dict[str, str]) -> Piece:
    if group == "url":
        return Piece("link", text)
    if group in ("email", "broadcast"):
        return Piece(group, text.removeprefix("@"))
    ref = text[2:-1].partition("|")[0] if group == "ref" else ids[text[1:].casefold()]
    person, channel = world.people.get(ref), world.channels.get(ref)
    if person is not None and person.workspace_id == workspace_id:
        return Piece("user", person.id, person.name)
    if channel is not None and channel.workspace_id == workspace_id and channel.name:
        return Piece("channel", channel.id, channel.name, channel.is_private)
    return Piece("text", text)


def message_text(found: Iterable[Piece]) -> str:
    """As in a message: `<@U1>`, `<#C1|name>`, `<https://…>`."""
    spell: dict[str, Callable[[Piece], str]] = {
        "text": lambda p: escape(p.value),
        "user": lambda p: f"<@{p.value}>",
        "channel": lambda p: f"<#{p.value}|{p.name}>",
        "broadcast": lambda p: f"<!{p.value}>",
        "link": lambda p: f"<{escape(p.value)}>",
        "email": lambda p: f"<mailto:{p.value}|{p.value}>",
    }
    return "".join(spell[piece.kind](piece) for piece in found)


def command_text(found: Iterable[Piece], *, escaped: bool) -> str:
    """As in a slash command: `<@U1|name>` and `<#C1|name>` if the command wants them escaped, else as typed."""
    spell: dict[str, Callable[[Piece], str]] = {
        "text": lambda p: escape(p.value),
        "user": lambda p: f"<@{p.value}|{p.name}>" if escaped else f"@{p.name}",
        "channel": lambda p: f"<#{p.value}|{'' if p.private else p.name}>" if escaped else f"#{p.name}",
        "broadcast": lambda p: f"<!{p.value}>" if escaped else f"@{p.value}",
        "link": lambda p: f"<{escape(p.value)}>" if escaped else escape(p.value),
        "email": lambda p: f"<mailto:{p.value}|{p.value}>" if escaped else p.value,
    }
    return "".join(spell[piece.kind](piece) for piece in found)


def rich_text(found: Iterable[Piece]) -> list[Json]:
    """The block that Slack makes of what a person types."""
    elements = [rich_element(piece) for piece in found]
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}]


def rich_element(piece: Piece) -> Json:
    if piece.kind == "user":
        return {"type": "user", "user_id": piece.value}
    if piece.kind == "channel":
        return {"type": "channel", "channel_id": piece.value}
    if piece.kind == "broadcast":
        return {"type": "broadcast", "range": piece.value}
    if piece.kind == "link":
        return {"type": "link", "url": piece.value}
    if piece.kind == "email":
        return {"type": "link", "url": f"mailto:{piece.value}", "text": piece.value}
    return {"type": "text", "text": piece.value}
