"""The newer framed blocks: card, carousel, container, task card, plan."""

from collections.abc import Callable, Iterable

from markupsafe import Markup

from sandbox.page.blockkit import elements, images, rich_text, text
from sandbox.page.blockkit.markup import join, tag
from sandbox.page.blockkit.place import Json, Place, Spot

STATES = {"pending": "To do", "in_progress": "Under way", "complete": "Done", "error": "Failed"}


def card(block: Json, place: Place) -> Markup:
    """Return a framed card: picture, title, subtitle, body, buttons."""
    spot = Spot(place, str(block.get("block_id", "card")))
    hero, icon = block.get("hero_image"), block.get("icon")
    buttons = [elements.html(element, spot.at(n)) for n, element in enumerate(block.get("actions") or ())]
    named = [
        tag("p", tag("strong", text.inline(block["title"], place.reader))) if block.get("title") else None,
        tag("p", text.inline(block["subtitle"], place.reader), class_="hint")
        if block.get("subtitle")
        else None,
    ]
    return tag(
        "div",
        images.picture(hero, place, "picture") if hero else None,
        tag(
            "div",
            images.picture(icon, place, "thumbnail") if icon else None,
            tag("div", *named),
            class_="top",
        ),
        tag("div", text.html(block["body"], place.reader)) if block.get("body") else None,
        tag("div", *buttons, class_="buttons") if buttons else None,
        class_="framed",
    )


def carousel(block: Json, place: Place) -> Markup:
    """Return cards side by side, to be scrolled by hand or with the arrow keys."""
    name = str(block.get("block_id", "carousel"))
    inner = [
        card({"block_id": f"{name}-{n}", **found}, place)
        for n, found in enumerate(block.get("elements") or ())
    ]
    return tag("div", *inner, class_="cards", role="group", aria_label="Cards", tabindex="0")


def container(block: Json, place: Place, blocks: Callable[[Iterable[Json], Place], Markup]) -> Markup:
    """Return a titled group of blocks, folded when the app says so."""
    rich = block.get("rich_text_title")
    title = rich_text.html(rich, place.reader) if rich else text.inline(block.get("title"), place.reader)
    subtitle = (
        tag("p", text.inline(block["subtitle"], place.reader), class_="hint")
        if block.get("subtitle")
        else None
    )
    name = str(block.get("block_id", "container"))
    children = [
        {"block_id": f"{name}-{n}", **child} for n, child in enumerate(block.get("child_blocks") or ())
    ]
    inner = blocks(children, place)
    if block.get("is_collapsible"):
        folded = bool(block.get("default_collapsed"))
        return tag(
            "details", tag("summary", tag("strong", title)), subtitle, inner, class_="framed", open=not folded
        )
    return tag("div", tag("strong", title, class_="top"), subtitle, inner, class_="framed")


def task(block: Json, place: Place) -> Markup:
    """Return one task with its state in words."""
    state = STATES.get(str(block.get("status")), str(block.get("status", "")))
    parts = [rich_text.html(block[part], place.reader) for part in ("details", "output") if block.get(part)]
    spot = Spot(place, str(block.get("block_id", "task")))
    sources = [tag("p", elements.html(element, spot)) for element in block.get("sources") or ()]
    title = tag("p", tag("strong", text.plain(block.get("title"))), " ", tag("span", state, class_="badge"))
    return tag("div", title, *parts, *sources, class_="framed")


def plan(block: Json, place: Place) -> Markup:
    """Return a titled list of tasks."""
    title = tag("p", tag("strong", text.plain(block.get("title"))))
    return join([title, *(task(found, place) for found in block.get("tasks") or ())])
