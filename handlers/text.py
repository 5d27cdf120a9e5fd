"""Words on their way to and from Slack: what was typed, what may be shown, how much of it fits.

Slack delivers commands and messages escaped and with mentions and links marked up; `typed` gives back what the
person typed, and that is what is stored. On the way out it is escaped once, in views, by `escape`.
Rules: https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Protocol

import regex

_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_ENTITY = re.compile("|".join(_ENTITIES))
_MARKUP = re.compile(r"<((?:[@#!]|[a-z][a-z0-9+.-]*:)[^<>\n]*)>")
_PERSON = re.compile(r"@([UW][A-Z0-9]+)(?:\||$)")
_CHARACTER = regex.compile(
    r"\X"
)  # as people see one: an emoji of seven code points, a letter with its accents
# In markup a mention, a link and an entity are one piece too, with whatever combines with their last character.
_PIECE = regex.compile(r"(?:<[^<>]*>|&(?:amp|lt|gt);)[\p{M}\u200d]*|\X")
_ELLIPSIS = "…"


@dataclass(frozen=True)
class Mention:
    """A person whom Slack recognised, and where their name stands in the text as typed."""

    user_id: str
    label: str
    start: int
    end: int


@dataclass(frozen=True)
class Typed:
    """A text as it was typed: a mention reads `@ana`, a channel `#general`, a link as its address."""

    text: str
    mentions: tuple[Mention, ...] = ()


class Someone(Protocol):
    """A person as far as their name goes; `slack_user_id` is None for a named contact without an account."""

    @property
    def slack_user_id(self) -> str | None: ...
    @property
    def name(self) -> str: ...


def escape(words: str) -> str:
    """Make anything a person typed safe in Slack's markup: shown as typed, pings nobody, links nowhere.

    Only these three characters mean something to Slack, and nothing else may be encoded.
    """
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(words: str) -> str:
    """Give back what `escape` was given, which is what Slack does to all that people type."""
    return _ENTITY.sub(lambda entity: _ENTITIES[entity[0]], words)


def typed(delivered: str, names: Mapping[str, str] | None = None) -> Typed:
    """Read a text as Slack delivers it: `<@U1|ana>` was typed `@ana`, `&lt;` was typed `<`.

    `names` gives the name of a mentioned person where Slack sends only the id; unknown ones read as the id.
    """
    parts: list[str] = []
    mentions: list[Mention] = []
    length = at = 0
    for markup in _MARKUP.finditer(delivered):
        words = _read(markup[1], names or {})
        between = unescape(delivered[at : markup.start()])
        start = length + len(between)
        length, at = start + len(words), markup.end()
        parts += (between, words)
        if person := _PERSON.match(markup[1]):
            mentions.append(Mention(person[1], words[1:], start, length))
    parts.append(unescape(delivered[at:]))
    return Typed("".join(parts), tuple(mentions))


def _read(markup: str, names: Mapping[str, str]) -> str:
    target, _, label = markup.partition("|")
    target, label = unescape(target), unescape(label)
    kind, name = target[:1], target[1:]
    match kind:
        case "@":
            return "@" + (label or names.get(name) or name).removeprefix("@")
        case "#":
            return "#" + (label or name).removeprefix("#")
        case "!" if name.startswith("date^"):
            return label
        case "!":
            return "@" + (label or name.partition("^")[2] or name).removeprefix("@")
    return _link(target, label)


def _link(address: str, label: str) -> str:
    if not label or label == address:
        return address
    # Slack completes what people type: `x.org` arrives as `<http://x.org|x.org>`. Other labels hide the address.
    return label if label in address else f"{label} ({address})"


def cut(shown: str, limit: int) -> str:
    """Return at most `limit` characters of a text that is escaped already, ending in "…" where it was cut.

    Mentions, links, entities and characters made of several code points (emoji, accents) stay whole. Slack's
    limits count code points, after escaping.
    """
    return _cut(shown, limit, _PIECE)


def one_line(words: str, limit: int) -> str:
    """Return what a person typed for a place of plain text (a label, a header): one line of at most `limit`.

    Not escaped, since plain text has no markup.
    """
    return _cut(" ".join(words.split()), limit, _CHARACTER)


def _cut(words: str, limit: int, pieces: "regex.Pattern[str]") -> str:
    if len(words) <= limit:
        return words
    room = limit - len(_ELLIPSIS)
    ends = takewhile(lambda end: end <= room, (piece.end() for piece in pieces.finditer(words)))
    return words[: max(ends, default=0)].rstrip() + _ELLIPSIS if limit > 0 else ""


def join_names(names: Sequence[str], last: str = "and") -> str:
    """Return "Ana", "Ana and Ben", "Ana, Ben and Joy"; `last` may be "or"."""
    if len(names) <= 1:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """Return "1 action", "3 actions", "no actions"; `many` where the plural does not end in s alone."""
    return f"{count or 'no'} {one if count == 1 else many or one + 's'}"


def mention(person: Someone) -> str:
    """Return the person in Slack's markup: a mention, or the escaped name of a contact without an account."""
    return f"<@{person.slack_user_id}>" if person.slack_user_id else escape(person.name)
