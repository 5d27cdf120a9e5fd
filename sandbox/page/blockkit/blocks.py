"""Layout blocks by their type: Block Kit JSON in, HTML out."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from markupsafe import Markup

from sandbox.page.blockkit import cards, charts, elements, images, markdown, rich_text, tables, text
from sandbox.page.blockkit.markup import join, safe_url, tag
from sandbox.page.blockkit.place import Json, Place, Spot

Show = Callable[[Json, Place], Markup | None]
LEVELS = {"info": "Note", "warning": "Warning", "error": "Problem", "success": "Done"}


def html(blocks: Iterable[Json], place: Place) -> Markup:
    """Return the blocks one below another, each keyed by its block_id so that a later rendering can be matched."""
    return join(_blocks(blocks, place))


def _blocks(blocks: Iterable[Json], place: Place) -> Iterator[Markup]:
    for number, found in enumerate(blocks):
        block = {"block_id": f"block{number}", **found}
        kind = str(block.get("type"))
        inner = KINDS.get(kind, _unknown)(block, place)
        key = place.id(block["block_id"], "block")
        yield tag("div", inner, class_=f"block b-{kind if kind in KINDS else 'other'}", id=key)


def section(block: Json, place: Place) -> Markup:
    name = place.id(block["block_id"], "text")
    words = (
        tag("div", text.html(block["text"], place.reader), class_="text", id=name)
        if block.get("text")
        else None
    )
    cells = [tag("div", text.html(cell, place.reader), class_="cell") for cell in block.get("fields") or ()]
    fields = tag("div", *cells, class_="fields") if cells else None
    spot = Spot(place, block["block_id"], described_by=name if words else "")
    accessory = block.get("accessory")
    beside = tag("div", elements.html(accessory, spot), class_="accessory") if accessory else None
    return join([tag("div", words, fields, class_="words"), beside])


def header(block: Json, place: Place) -> Markup:
    level = block.get("level")
    return tag(
        f"h{level + 2}" if level in {1, 2, 3, 4} else "h3", text.inline(block.get("text"), place.reader)
    )


def divider(_: Json, __: Place) -> Markup:
    return tag("hr")


def context(block: Json, place: Place) -> Markup:
    spot = Spot(place, block["block_id"])
    return join(
        elements.html(element, spot)
        if element.get("type") == "image"
        else tag("div", text.html(element, place.reader))
        for element in block.get("elements") or ()
    )


def actions(block: Json, place: Place) -> Markup:
    spot = Spot(place, block["block_id"])
    return join(elements.html(element, spot.at(n)) for n, element in enumerate(block.get("elements") or ()))


def input_(block: Json, place: Place) -> Markup:
    """Return a labelled field, its hint, and what is wrong with it; all tied together for a screen reader."""
    name, element = block["block_id"], block.get("element") or {}
    optional = bool(block.get("optional"))
    ids = {part: place.id(name, part) for part in ("label", "hint", "error")}
    error, hint = place.errors.get(name), block.get("hint")
    told = [ids["error"] if error else "", ids["hint"] if hint else ""]
    spot = Spot(
        place,
        name,
        acts=bool(block.get("dispatch_action")),
        labelled_by=ids["label"],
        described_by=" ".join(filter(None, told)),
        required=not optional,
    )
    words = [
        text.inline(block.get("label"), place.reader),
        tag("span", " (optional)", class_="optional") if optional else None,
    ]
    one = element.get("type") not in elements.GROUPS
    label = tag(
        "label" if one else "div", *words, class_="label", id=ids["label"], for_=spot.id() if one else None
    )
    wrong = tag("p", error, class_="error", id=ids["error"]) if error else None
    helped = tag("p", text.inline(hint, place.reader), class_="hint", id=ids["hint"]) if hint else None
    return join([label, elements.html(element, spot), wrong, helped])


def image(block: Json, place: Place) -> Markup:
    title = tag("figcaption", text.inline(block["title"], place.reader)) if block.get("title") else None
    return tag("figure", title, images.picture(block, place, "picture"))


def rich(block: Json, place: Place) -> Markup:
    return rich_text.html(block, place.reader)


def markdown_(block: Json, place: Place) -> Markup:
    return markdown.html(str(block.get("text", "")), place.reader)


def alert(block: Json, place: Place) -> Markup:
    level = str(block.get("level") or "default")
    word = LEVELS.get(level)
    spoken = tag("strong", f"{word}: ") if word else None
    body = tag("div", text.html(block.get("text"), place.reader))
    return tag("div", spoken, body, class_=f"notice {level if word else 'default'}", role="note")


def video(block: Json, place: Place) -> Markup:
    """Return the video's words and a link to it: nothing plays here."""
    title = text.inline(block.get("title"), place.reader)
    href = safe_url(str(block.get("title_url") or block.get("video_url") or ""))
    named = tag("a", title, href=href, target="_blank", rel="noopener noreferrer") if href else title
    about = text.inline(block["description"], place.reader) if block.get("description") else None
    told = tag("p", "Video: ", named)
    return join(
        [told, tag("p", about) if about else None, tag("p", block.get("alt_text", ""), class_="unknown")]
    )


def file(block: Json, _: Place) -> Markup:
    return tag("p", f"File from elsewhere: {block.get('external_id', '')}", class_="unknown")


def call(_: Json, __: Place) -> Markup:
    return tag("p", "A call, which can be joined only in Slack.", class_="unknown")


def _unknown(block: Json, _: Place) -> Markup:
    return tag("p", f"[{block.get('type')} block: shown only in Slack]", class_="unknown")


def _container(block: Json, place: Place) -> Markup:
    return cards.container(block, place, html)


KINDS: Mapping[str, Show] = {
    "section": section,
    "header": header,
    "divider": divider,
    "context": context,
    "actions": actions,
    "context_actions": actions,
    "input": input_,
    "image": image,
    "rich_text": rich,
    "markdown": markdown_,
    "table": tables.table,
    "data_table": tables.data_table,
    "data_visualization": charts.html,
    "alert": alert,
    "video": video,
    "file": file,
    "call": call,
    "card": cards.card,
    "carousel": cards.carousel,
    "container": _container,
    "task_card": cards.task,
    "plan": cards.plan,
}
