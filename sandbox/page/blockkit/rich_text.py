"""Rich text: what people's own messages and some inputs are made of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from sandbox.page.blockkit import dates, emoji, mrkdwn
from sandbox.page.blockkit.markup import join, tag
from sandbox.page.blockkit.reader import Reader

Json = Mapping[str, Any]
STYLES = {"bold": "strong", "italic": "em", "strike": "s", "underline": "u", "code": "code"}
NUMERALS = ("1", "a", "i")


def html(block: Json, reader: Reader) -> Markup:
    """Return a rich_text block."""
    return join(_parts(block.get("elements") or (), reader))


def words(block: Json) -> str:
    """Return what a rich_text block says, without any formatting, a line for each part."""
    return "\n".join(_words(part) for part in block.get("elements") or ())


def _words(part: Json) -> str:
    inner = part.get("elements")
    if inner is None:
        return str(part.get("text") or part.get("url") or part.get("name") or "")
    between = "\n" if part.get("type") == "rich_text_list" else ""
    return between.join(_words(element) for element in inner)


def _parts(elements: Sequence[Json], reader: Reader) -> Iterator[Markup]:
    """Give each part; lists that follow one another nest by their indent, as they were typed."""
    for element in elements:
        inner = element.get("elements") or ()
        match element.get("type"):
            case "rich_text_list":
                yield _list(element, reader)
            case "rich_text_quote":
                yield tag("blockquote", _run(inner, reader))
            case "rich_text_preformatted":
                yield tag("pre", tag("code", _run(inner, reader)))
            case "rich_text_section":
                yield tag("p", _run(inner, reader))
            case unknown:
                yield tag("p", f"[{unknown}]", class_="unknown")


def _list(element: Json, reader: Reader) -> Markup:
    items = [tag("li", _run(item.get("elements") or (), reader)) for item in element.get("elements") or ()]
    depth = int(element.get("indent") or 0)
    if element.get("style") == "ordered":
        first = int(element.get("offset") or 0) + 1
        return tag("ol", *items, data_depth=depth or None, type=NUMERALS[depth % 3], start=first)
    return tag("ul", *items, data_depth=depth or None)


def _run(elements: Sequence[Json], reader: Reader) -> Markup:
    return join(_styled(element, reader) for element in elements)


def _styled(element: Json, reader: Reader) -> Markup:
    show = KINDS.get(str(element.get("type")), _unknown)
    shown = show(element, reader)
    for style, name in STYLES.items():
        if (element.get("style") or {}).get(style):
            shown = tag(name, shown)
    return shown


def _text(element: Json, _: Reader) -> Markup:
    return join(str(element.get("text", "")).split("\n"), Markup("<br>"))


def _link(element: Json, _: Reader) -> Markup:
    url = str(element.get("url", ""))
    return mrkdwn.link(url, element.get("text") or url)


def _emoji(element: Json, _: Reader) -> Markup:
    name = str(element.get("name", ""))
    return emoji.glyph(name) or escape(f":{name}:")


def _date(element: Json, reader: Reader) -> Markup:
    fallback = element.get("fallback") or ""
    token = f"date^{element.get('timestamp', '')}^{element.get('format', '')}^{element.get('url') or ''}|{fallback}"
    return dates.element(token, reader)


def _color(element: Json, _: Reader) -> Markup:
    return tag("code", element.get("value", ""))


def _unknown(element: Json, _: Reader) -> Markup:
    return tag("span", element.get("text") or f"[{element.get('type')}]")


KINDS: Mapping[str, Callable[[Json, Reader], Markup]] = {
    "text": _text,
    "link": _link,
    "emoji": _emoji,
    "date": _date,
    "color": _color,
    "user": lambda element, reader: mrkdwn.person(str(element.get("user_id", "")), reader),
    "channel": lambda element, reader: mrkdwn.channel(str(element.get("channel_id", "")), reader),
    "broadcast": lambda element, _: tag("span", f"@{element.get('range', 'channel')}", class_="mention loud"),
    "usergroup": lambda element, _: tag("span", f"@{element.get('usergroup_id', '')}", class_="mention"),
    "team": lambda element, _: tag("span", element.get("team_id", "")),
}
