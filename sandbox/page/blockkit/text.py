"""Text objects: plain_text, mrkdwn and the raw kinds that stand in tables."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from sandbox.page.blockkit import emoji, mrkdwn
from sandbox.page.blockkit.markup import join
from sandbox.page.blockkit.reader import Reader

Json = Mapping[str, Any]


def html(text: object, reader: Reader) -> Markup:
    """Return a text object as paragraphs and lists."""
    if _is_mrkdwn(text):
        return mrkdwn.html(words(text), reader, verbatim=_verbatim(text))
    return _lines(text)


def inline(text: object, reader: Reader) -> Markup:
    """Return a text object as one run, for labels and cells."""
    if _is_mrkdwn(text):
        return mrkdwn.inline(words(text), reader, verbatim=_verbatim(text))
    return _lines(text)


def words(text: object) -> str:
    """Return what a text object (or a bare string) says, as it was sent."""
    if isinstance(text, Mapping):
        return str(text.get("text", ""))
    return "" if text is None else str(text)


def plain(text: object) -> str:
    """Return what is read aloud or matched: the words with Slack's entities as characters."""
    return mrkdwn.decoded(words(text))


def _is_mrkdwn(text: object) -> bool:
    return isinstance(text, Mapping) and text.get("type") == "mrkdwn"


def _verbatim(text: object) -> bool:
    return isinstance(text, Mapping) and bool(text.get("verbatim"))


def _lines(text: object) -> Markup:
    """Return plain text with its line breaks; emoji names only when the text object did not say `emoji: false`."""
    as_typed = isinstance(text, Mapping) and text.get("emoji") is False
    lines = plain(text).split("\n")
    return join(lines if as_typed else map(emoji.shown, lines), Markup("<br>"))
