"""Menus to choose from: a text field that filters a list, with chips when several may be chosen.

Static menus carry their options. Those of people, channels and conversations are filled by the page's script from
the workspace; external ones ask the app as the person types.
"""

from typing import Any

from markupsafe import Markup

from sandbox.page.blockkit import options, text, wiring
from sandbox.page.blockkit.markup import as_json, tag
from sandbox.page.blockkit.place import Json, Spot
from sandbox.page.blockkit.reader import Reader

# What holds the choice, by the kind of menu: in the app's element (one, several) and in the state (one, several).
CHOICES = {
    "users": ("initial_user", "initial_users", "selected_user", "selected_users"),
    "channels": ("initial_channel", "initial_channels", "selected_channel", "selected_channels"),
    "conversations": (
        "initial_conversation",
        "initial_conversations",
        "selected_conversation",
        "selected_conversations",
    ),
}


def select(element: Json, spot: Spot) -> Markup:
    """Return a menu of any kind."""
    kind = str(element.get("type", "")).removeprefix("multi_").removesuffix("_select")
    several = str(element.get("type", "")).startswith("multi_")
    picked = _picked(element, spot, kind)
    listed = options.listbox(element, spot.reader, spot.id("list")) if kind == "static" else []
    facts = wiring.field(element, spot) | {
        "data_source": kind,
        "data_many": several,
        "data_max": element.get("max_selected_items"),
        "data_least": element.get("min_query_length", 3) if kind == "external" else None,
        "data_filter": as_json(element["filter"]) if element.get("filter") else None,
        "data_selected": as_json(picked),
    }
    chips = tag("ul", *map(_chip, picked), class_="chips", role="list") if several else None
    entry = _entry(element, spot, "" if several or not picked else picked[0]["label"])
    menu = tag(
        "ul",
        *listed,
        id=spot.id("list"),
        class_="options",
        role="listbox",
        popover="manual",
        **_many(several),
    )
    return tag("div", chips, entry, menu, class_="combo", id=spot.id("combo"), **facts)


def _entry(element: Json, spot: Spot, shown: str) -> Markup:
    return tag(
        "input",
        type="text",
        role="combobox",
        value=shown,
        placeholder=text.plain(element.get("placeholder")) or "Choose",
        autocomplete="off",
        aria_autocomplete="list",
        aria_expanded="false",
        aria_controls=spot.id("list"),
        **wiring.names(element, spot, "Choose"),
    )


def _many(several: bool) -> dict[str, Any]:
    return {"aria_multiselectable": "true", "aria_label": "Options"} if several else {"aria_label": "Options"}


def _chip(choice: Json) -> Markup:
    remove = tag(
        "button", "Remove", tag("span", " ", choice["label"], class_="unseen"), type="button", class_="remove"
    )
    return tag("li", tag("span", choice["label"]), remove, data_value=choice["value"])


def _picked(element: Json, spot: Spot, kind: str) -> list[dict[str, Any]]:
    state = spot.state(element)
    if kind not in CHOICES:
        return [options.pair(option) for option in options.chosen(element, state)]
    one, several, chosen_one, chosen_several = CHOICES[kind]
    for holder, keys in ((state, (chosen_several, chosen_one)), (element, (several, one))):
        for key in keys:
            if key in holder:
                return [
                    {"value": found, "label": _name(found, spot.reader)} for found in _listed(holder[key])
                ]
    return []


def _listed(found: Any) -> list[str]:
    if found is None:
        return []
    return [found] if isinstance(found, str) else list(found)


def _name(found: str, reader: Reader) -> str:
    if found in reader.channels:
        return f"#{reader.channels[found]}"
    return reader.people.get(found, found)


KINDS = tuple(
    f"{prefix}{kind}_select"
    for kind in ("static", "external", "users", "channels", "conversations")
    for prefix in ("", "multi_")
)
