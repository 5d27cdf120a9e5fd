"""What is pressed: buttons, link buttons, overflow menus and their newer kin."""

from typing import Any

from markupsafe import Markup

from sandbox.page.blockkit import text, wiring
from sandbox.page.blockkit.markup import join, safe_url, tag
from sandbox.page.blockkit.place import Json, Spot

STYLES = {"primary": "button primary", "danger": "button danger"}
NEW_TAB = {"target": "_blank", "rel": "noopener noreferrer"}


def button(element: Json, spot: Spot) -> Markup:
    """Return a button; with a url it is a link that opens beside the page and also tells the app."""
    attributes = wiring.press(element, spot) | {
        "id": spot.id(),
        "class_": STYLES.get(str(element.get("style")), "button"),
        "aria_label": element.get("accessibility_label"),
        "aria_describedby": spot.described_by or None,
        "data_value": element.get("value"),
    }
    label = text.inline(element.get("text"), spot.reader)
    href = safe_url(str(element.get("url") or ""))
    if href:
        return tag(
            "a", label, tag("span", " (opens a new tab)", class_="unseen"), href=href, **NEW_TAB, **attributes
        )
    return tag("button", label, type="button", **attributes)


def overflow(element: Json, spot: Spot) -> Markup:
    """Return a menu behind a button."""
    options = element.get("options") or ()
    shared = wiring.press(element, spot)
    items = [_item(option, spot, shared) for option in options]
    menu = tag(
        "div",
        *items,
        id=spot.id("menu"),
        class_="menu",
        popover="auto",
        role="menu",
        aria_label="More options",
    )
    opener = tag(
        "button",
        "More",
        id=spot.id(),
        type="button",
        class_="button opens",
        popovertarget=spot.id("menu"),
        aria_haspopup="menu",
        aria_describedby=spot.described_by or None,
    )
    return tag("span", opener, menu, class_="overflow")


def _item(option: Json, spot: Spot, shared: dict[str, Any]) -> Markup:
    label = tag("span", text.inline(option.get("text"), spot.reader))
    note = option.get("description")
    described = tag("small", text.inline(note, spot.reader)) if note else None
    href = safe_url(str(option.get("url") or ""))
    attributes = shared | {"role": "menuitem", "tabindex": "-1", "data_value": option.get("value")}
    if href:
        return tag("a", label, described, href=href, **NEW_TAB, **attributes)
    return tag("button", label, described, type="button", **attributes)


def workflow(element: Json, spot: Spot) -> Markup:
    """Return a workflow button's words: workflows are not part of the practice workspace."""
    label = text.inline(element.get("text"), spot.reader)
    return tag(
        "span", label, " (starts a workflow, which the practice workspace does not have)", class_="unknown"
    )


def icon(element: Json, spot: Spot) -> Markup | None:
    """Return an icon button as a plain button with its words, or nothing for those it is hidden from."""
    chosen = element.get("visible_to_user_ids")
    if chosen and spot.reader.person_id not in chosen:
        return None
    return button({**element, "style": None}, spot)


def feedback(element: Json, spot: Spot) -> Markup:
    """Return two buttons, side by side: what helped and what did not."""
    pair = [element.get("positive_button"), element.get("negative_button")]
    shared = {"type": "feedback_buttons", "action_id": element.get("action_id")}
    return join(
        button({**half, **shared}, spot.at(f"{spot.number}.{n}")) for n, half in enumerate(pair) if half
    )


def source(element: Json, _: Spot) -> Markup:
    """Return a link to where something was read."""
    href = safe_url(str(element.get("url") or ""))
    label = text.plain(element.get("text")) or href
    return tag("a", label, href=href, **NEW_TAB) if href else tag("span", label)
