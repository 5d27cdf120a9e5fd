"""Secondary attachments: blocks with a coloured edge, and the older fields."""

import re
from collections.abc import Iterable

from markupsafe import Markup

from sandbox.page.blockkit import blocks, mrkdwn
from sandbox.page.blockkit.markup import join, safe_url, tag
from sandbox.page.blockkit.place import Json, Place

COLOUR = re.compile(r"#?([0-9a-fA-F]{6})$")
NAMED = frozenset({"good", "warning", "danger"})


def html(attachments: Iterable[Json], place: Place) -> Markup:
    """Return the attachments one below another."""
    return join(_attachment(found, place, number) for number, found in enumerate(attachments))


def _attachment(found: Json, place: Place, number: int) -> Markup:
    inner = Place(place.reader, f"{place.name}a{number}", place.values, place.errors, place.base_url)
    body = blocks.html(found["blocks"], inner) if found.get("blocks") else _older(found, place)
    colour = str(found.get("color") or "")
    hexadecimal = COLOUR.match(colour)
    edge = tag("rect", width="4", height="100%", rx="2", fill=f"#{hexadecimal[1]}") if hexadecimal else None
    # A drawing, not a style attribute: the page allows no inline styles.
    drawn = tag("svg", edge, class_="edge", aria_hidden="true") if edge else None
    kind = colour if colour in NAMED else ""
    return tag("div", drawn, body, class_=f"attachment {kind}".strip())


def _older(found: Json, place: Place) -> Markup:
    reader = place.reader
    title = str(found.get("title") or "")
    href = safe_url(str(found.get("title_link") or ""))
    named = tag("a", title, href=href, target="_blank", rel="noopener noreferrer") if href else title
    cells = [
        tag(
            "div",
            tag("strong", field.get("title", "")),
            mrkdwn.html(str(field.get("value", "")), reader),
            class_="cell",
        )
        for field in found.get("fields") or ()
    ]
    text = str(found.get("text") or ("" if title or cells else found.get("fallback") or ""))
    return join(
        [
            mrkdwn.html(str(found["pretext"]), reader) if found.get("pretext") else None,
            tag("p", tag("strong", named)) if title else None,
            mrkdwn.html(text, reader),
            tag("div", *cells, class_="fields") if cells else None,
            tag("p", found["footer"], class_="hint") if found.get("footer") else None,
        ]
    )
