"""Options of menus and lists of choices, and which of them are chosen."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from sandbox.page.blockkit import text
from sandbox.page.blockkit.markup import tag
from sandbox.page.blockkit.place import Json
from sandbox.page.blockkit.reader import Reader


def groups(element: Json) -> Iterator[tuple[str, list[Json]]]:
    """Give each group's label (empty when there are no groups) and its options."""
    if element.get("option_groups"):
        for group in element["option_groups"]:
            yield text.plain(group.get("label")), list(group.get("options") or ())
    else:
        yield "", list(element.get("options") or ())


def chosen(element: Json, state: Json) -> list[Json]:
    """Return the options that are chosen now: those of the state, else those the app began with."""
    for many in (state.get("selected_options"), state.get("selected_option"), element.get("initial_options")):
        if many is not None:
            return _listed(many)
    if "selected_option" in state or "selected_options" in state:
        return []
    return _listed(element.get("initial_option") or [])


def pair(option: Json) -> dict[str, Any]:
    """Return what the script needs of an option."""
    return {"value": option.get("value"), "label": text.plain(option.get("text"))}


def listbox(element: Json, reader: Reader, name: str) -> list[Markup]:
    """Return the options of a listbox, under their group's label where there are groups."""
    return list(_rows(element, reader, name))


def _rows(element: Json, reader: Reader, name: str) -> Iterator[Markup]:
    for number, (label, found) in enumerate(groups(element)):
        rows = [_row(option, reader, f"{name}-{number}-{place}") for place, option in enumerate(found)]
        if not label:
            yield from rows
            continue
        heading = tag("li", label, id=f"{name}-{number}", class_="group", role="presentation")
        inner = tag("ul", heading, *rows, role="group", aria_labelledby=f"{name}-{number}")
        yield tag("li", inner, role="presentation")


def _row(option: Json, reader: Reader, name: str) -> Markup:
    label = tag("span", text.inline(option.get("text"), reader))
    note = option.get("description")
    described = tag("small", text.inline(note, reader)) if note else None
    facts = {"data_value": option.get("value"), "data_label": text.plain(option.get("text"))}
    return tag("li", label, described, id=name, role="option", aria_selected="false", **facts)


def _listed(found: Json | Iterable[Json]) -> list[Json]:
    return [found] if isinstance(found, Mapping) else list(found)
