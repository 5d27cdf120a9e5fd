"""Checkboxes and radio buttons."""

from typing import Any

from markupsafe import Markup

from sandbox.page.blockkit import options, text, wiring
from sandbox.page.blockkit.markup import tag
from sandbox.page.blockkit.place import Json, Spot


def checkboxes(element: Json, spot: Spot) -> Markup:
    return _group(element, spot, "checkbox", role="group")


def radio_buttons(element: Json, spot: Spot) -> Markup:
    return _group(element, spot, "radio", role="radiogroup")


def _group(element: Json, spot: Spot, kind: str, role: str) -> Markup:
    """Return the choices as a group that carries the label of its block."""
    ticked = {option.get("value") for option in options.chosen(element, spot.state(element))}
    rows = [
        _row(option, spot, number, kind, option.get("value") in ticked)
        for number, option in enumerate(element.get("options") or ())
    ]
    called: dict[str, Any] = wiring.names(element, spot, "Choose") | {
        "role": role,
        "aria_labelledby": spot.labelled_by or None,
        "aria_required": "true" if spot.required and role == "radiogroup" else None,
        "autofocus": None,
    }
    return tag("div", *rows, class_="choices", **wiring.field(element, spot), **called)


def _row(option: Json, spot: Spot, number: int, kind: str, ticked: bool) -> Markup:
    name = spot.id(number)
    box = tag("input", type=kind, id=name, name=spot.id("choice"), value=option.get("value"), checked=ticked)
    words = tag("span", text.inline(option.get("text"), spot.reader))
    note = option.get("description")
    described = tag("small", text.inline(note, spot.reader)) if note else None
    return tag("label", box, tag("span", words, described, class_="words"), class_="choice", for_=name)
