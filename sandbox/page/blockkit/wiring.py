"""What the page's script needs to know about an element, as data attributes."""

from collections.abc import Mapping
from typing import Any

from sandbox.page.blockkit import text
from sandbox.page.blockkit.markup import as_json
from sandbox.page.blockkit.place import Json, Spot


def field(element: Json, spot: Spot) -> dict[str, Any]:
    """Return the attributes of something that holds a value."""
    return {
        "data_field": element.get("type"),
        "data_block": spot.block_id,
        "data_action": element.get("action_id"),
        "data_acts": spot.acts,
        "data_confirm": confirm(element.get("confirm"), spot),
    }


def press(element: Json, spot: Spot) -> dict[str, Any]:
    """Return the attributes of something that is pressed and tells the app at once."""
    return {
        "data_press": element.get("type"),
        "data_block": spot.block_id,
        "data_action": element.get("action_id"),
        "data_confirm": confirm(element.get("confirm"), spot),
    }


def names(element: Json, spot: Spot, otherwise: str) -> dict[str, Any]:
    """Return what an input is called: its label's id, or else its placeholder or the given words."""
    called = text.plain(element.get("placeholder")) or otherwise
    return {
        "id": spot.id(),
        "aria_label": None if spot.labelled_by else called,
        "aria_describedby": spot.described_by or None,
        "aria_required": "true" if spot.required else None,
        "aria_invalid": "true" if spot.block_id in spot.place.errors else None,
        "autofocus": bool(element.get("focus_on_load")),
    }


def confirm(dialog: object, spot: Spot) -> str | None:
    """Return the question to ask first, as JSON for the page's script; its body is HTML made here."""
    if not isinstance(dialog, Mapping):
        return None
    return as_json(
        {
            "title": text.plain(dialog.get("title")),
            "body": str(text.html(dialog.get("text"), spot.reader)),
            "yes": text.plain(dialog.get("confirm")) or "Yes",
            "no": text.plain(dialog.get("deny")) or "No",
            "danger": dialog.get("style") == "danger",
        }
    )
