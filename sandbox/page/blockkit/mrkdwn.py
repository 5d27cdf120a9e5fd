"""Slack's mrkdwn as HTML, for one reader.

Source: docs.slack.dev/messaging/formatting-message-text. Only &amp; &lt; &gt; are entities; everything else that
people wrote is text and is escaped on its way out.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from markupsafe import Markup, escape

from sandbox.page.blockkit import dates, emoji
from sandbox.page.blockkit.markup import join, safe_url, tag
from sandbox.page.blockkit.reader import Reader

FENCE = re.compile(r"```(.+?)```", re.DOTALL)
KEPT = re.compile(r"`(?P<code>[^`\n]+)`|<(?P<token>[^<>\n]+)>|(?P<bare>\bhttps?://[^\s<>|`]+)")
# A mark opens after a space or punctuation, before a non-space; it closes the other way round.
STYLED = re.compile(
    r"(?<![^\W_])(?P<mark>[*_~])(?![\s*_~]{2}|\s)(?P<inner>[^\n]*?[^\s\n])(?P=mark)(?![^\W_])"
)
STYLES = {"*": "strong", "_": "em", "~": "s"}
ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<marker>[•◦▪‣-]|\d{1,3}[.)])[ \t]+(?P<words>.*)")
QUOTE = re.compile(r"(?:&gt;|>)[ ]?")
REST = re.compile(r"(?:&gt;|>){3}[ ]?")
OPEN, CLOSE = "\ue000", "\ue001"  # private-use marks around the number of a kept piece
PLACE = re.compile(f"{OPEN}(\\d+){CLOSE}")


def html(text: str, reader: Reader, *, verbatim: bool = False) -> Markup:
    """Return paragraphs, quotes, lists and code blocks. `verbatim` leaves bare addresses alone."""
    pieces: list[Markup] = []
    for number, piece in enumerate(FENCE.split(text)):
        if number % 2:
            pieces.append(tag("pre", tag("code", decoded(piece.strip("\n")))))
        else:
            pieces += _blocks(piece.strip("\n"), reader, verbatim)
    return join(pieces)


def inline(text: str, reader: Reader, *, verbatim: bool = False) -> Markup:
    """Return one run of text, its line breaks kept."""
    lines = [_line(line, reader, verbatim) for line in text.split("\n")]
    return join(lines, Markup("<br>"))


def decoded(text: str) -> str:
    """Return the text with Slack's three entities as characters."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _blocks(text: str, reader: Reader, verbatim: bool) -> Iterator[Markup]:
    for kind, grouped in groupby(_lines(text), key=lambda line: line[0]):
        lines = [words for _, words in grouped]
        match kind:
            case "quote":
                yield tag("blockquote", inline("\n".join(lines), reader, verbatim=verbatim))
            case "item":
                yield _list(lines, reader, verbatim)
            case "text":
                yield tag("p", inline("\n".join(lines), reader, verbatim=verbatim))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """Give each line its kind. After >>> everything to the end is quoted."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if opened := REST.match(line):
            rest = [line[opened.end() :], *lines[number + 1 :]]
            yield from (("quote", quoted) for quoted in rest)
            return
        if quoted := QUOTE.match(line):
            yield "quote", line[quoted.end() :]
        elif ITEM.fullmatch(line):
            yield "item", line
        else:
            yield ("text" if line.strip() else "gap"), line


def _list(lines: list[str], reader: Reader, verbatim: bool) -> Markup:
    """Return a list whose markers are those that were typed."""
    items: list[Markup] = []
    for line in lines:
        parts = ITEM.fullmatch(line)
        assert parts is not None, "only lines that match come here"
        marker = tag("span", parts["marker"], class_="marker", aria_hidden="true")
        depth = min(len(parts["indent"].expandtabs(4)) // 2, 4)
        words = tag("span", inline(parts["words"], reader, verbatim=verbatim))
        items.append(tag("li", marker, words, data_depth=depth or None))
    return tag("ul", *items, class_="typed", role="list")


def _line(line: str, reader: Reader, verbatim: bool) -> Markup:
    """Set aside what must not be styled (code, links, mentions), style the rest, put it back."""
    kept: list[Markup] = []

    def keep(found: re.Match[str]) -> str:
        piece, rest = _piece(found, reader, verbatim)
        if piece is None:
            return found[0]
        kept.append(piece)
        return f"{OPEN}{len(kept) - 1}{CLOSE}{rest}"

    clean = line.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd")
    return _styled(KEPT.sub(keep, clean), kept)


def _styled(text: str, kept: list[Markup]) -> Markup:
    parts: list[Markup] = []
    end = 0
    for found in STYLED.finditer(text):
        parts.append(_plain(text[end : found.start()], kept))
        parts.append(tag(STYLES[found["mark"]], _styled(found["inner"], kept)))
        end = found.end()
    return join([*parts, _plain(text[end:], kept)])


def _plain(text: str, kept: list[Markup]) -> Markup:
    pieces = PLACE.split(text)
    return join(
        kept[int(piece)] if number % 2 else emoji.shown(decoded(piece)) for number, piece in enumerate(pieces)
    )


def _piece(found: re.Match[str], reader: Reader, verbatim: bool) -> tuple[Markup | None, str]:
    """Return the finished piece, and what of the match is text after all."""
    if found["code"]:
        return tag("code", decoded(found["code"])), ""
    if found["token"]:
        return _token(found["token"], reader), ""
    address = found["bare"].rstrip(".,;:!?)'\"*_~")
    rest = found["bare"][len(address) :]
    words = decoded(address)
    return (escape(words) if verbatim else link(words, words)), rest


def _token(token: str, reader: Reader) -> Markup | None:
    """Return what stands between < and >, or None when it means nothing and is shown as typed."""
    name, _, label = token.partition("|")
    match name[:1], name[1:]:
        case "@", person_id if person_id:
            return person(person_id, reader, label)
        case "#", channel_id if channel_id:
            return channel(channel_id, reader, label)
        case "!", special if special:
            return _special(token[1:], reader)
    href = safe_url(decoded(name))
    if href is None:
        return None
    return link(href, emoji.shown(decoded(label or name.removeprefix("mailto:"))))


def _special(token: str, reader: Reader) -> Markup:
    name, _, label = token.partition("|")
    if name.startswith("date^"):
        return dates.element(token, reader)
    if name in {"channel", "here", "everyone"}:
        return tag("span", f"@{name}", class_="mention loud")
    if name.startswith("subteam^"):
        return tag("span", "@", decoded(label).lstrip("@") or name.removeprefix("subteam^"), class_="mention")
    return tag("span", decoded(label or f"<!{token}>"))


def link(href: str, label: object) -> Markup:
    """Return a link that opens beside the page, or only its label when the address is not one to follow."""
    safe = safe_url(href)
    if safe is None:
        return tag("span", label)
    return tag("a", label, href=safe, target="_blank", rel="noopener noreferrer")


def person(person_id: str, reader: Reader, label: str = "") -> Markup:
    """Return a mention; the reader's own stands out."""
    name = reader.people.get(person_id) or decoded(label) or person_id
    mine = " mine" if person_id == reader.person_id else ""
    return tag("span", "@", name.removeprefix("@"), class_=f"mention{mine}", data_person=person_id)


def channel(channel_id: str, reader: Reader, label: str = "") -> Markup:
    """Return a channel's name, or the words "private channel" when this reader may not know it."""
    name = reader.channels.get(channel_id) or decoded(label)
    words = f"#{name}" if name else "private channel"
    return tag("span", words, class_="mention", data_channel=channel_id if name else None)
