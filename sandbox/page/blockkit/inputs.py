"""Fields to type into: text, numbers, addresses, dates and times."""

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from sandbox.page.blockkit import rich_text, text, wiring
from sandbox.page.blockkit.markup import tag
from sandbox.page.blockkit.place import Json, Spot


def plain_text(element: Json, spot: Spot) -> Markup:
    """Return a line or an area of text, with a count of characters when there is a limit."""
    facts = _facts(element, spot, "Type here") | {
        "data_least": element.get("min_length"),
        "data_most": element.get("max_length"),
        "data_on": " ".join((element.get("dispatch_action_config") or {}).get("trigger_actions_on") or ())
        or None,
    }
    value = _value(element, spot)
    if element.get("multiline"):
        entry = tag("textarea", "\n" if value.startswith("\n") else "", value, rows=4, **facts)
    else:
        entry = tag("input", type="text", value=value, **facts)
    return tag("div", entry, _counter(element, value), class_="entry")


def rich_text_input(element: Json, spot: Spot) -> Markup:
    """Return an area of plain text: what is typed is sent as unformatted rich text."""
    held = spot.state(element).get("rich_text_value", element.get("initial_value"))
    value = rich_text.words(held) if isinstance(held, Mapping) else ""
    return tag("textarea", value, rows=element.get("min_lines") or 5, **_facts(element, spot, "Type here"))


def number(element: Json, spot: Spot) -> Markup:
    """Return a field for a number. What may be typed is checked when it is sent, so nothing typed is dropped."""
    facts = _facts(element, spot, "A number") | {
        "data_least": element.get("min_value"),
        "data_most": element.get("max_value"),
    }
    mode = "decimal" if element.get("is_decimal_allowed") else "numeric"
    return tag("input", type="text", inputmode=mode, value=_value(element, spot), class_="short", **facts)


def email(element: Json, spot: Spot) -> Markup:
    return tag(
        "input", type="email", value=_value(element, spot), **_facts(element, spot, "name@example.org")
    )


def url(element: Json, spot: Spot) -> Markup:
    return tag(
        "input", type="url", value=_value(element, spot), **_facts(element, spot, "https://example.org")
    )


def date(element: Json, spot: Spot) -> Markup:
    value = spot.state(element).get("selected_date", element.get("initial_date"))
    return tag("input", type="date", value=value, class_="short", **_facts(element, spot, "Pick a date"))


def time(element: Json, spot: Spot) -> Markup:
    """Return a time field; a zone the app names is said beside it."""
    value = spot.state(element).get("selected_time", element.get("initial_time"))
    entry = tag("input", type="time", value=value, class_="short", **_facts(element, spot, "Pick a time"))
    zone = element.get("timezone")
    return tag("div", entry, tag("small", zone), class_="entry beside") if zone else entry


def moment(element: Json, spot: Spot) -> Markup:
    """Return a date and time on the reader's own wall clock; the script turns it into seconds since 1970."""
    held = spot.state(element).get("selected_date_time", element.get("initial_date_time"))
    value = f"{spot.reader.local(held):%Y-%m-%dT%H:%M}" if held else None
    zone = spot.reader.zone.key
    facts = _facts(element, spot, "Pick a date and time") | {"data_zone": zone}
    entry = tag("input", type="datetime-local", value=value, class_="short", **facts)
    return tag("div", entry, tag("small", zone), class_="entry beside")


def _facts(element: Json, spot: Spot, otherwise: str) -> dict[str, Any]:
    placeholder = text.plain(element.get("placeholder")) or None
    return wiring.field(element, spot) | wiring.names(element, spot, otherwise) | {"placeholder": placeholder}


def _value(element: Json, spot: Spot) -> str:
    held = spot.state(element).get("value", element.get("initial_value"))
    return "" if held is None else str(held)


def _counter(element: Json, value: str) -> Markup | None:
    most = element.get("max_length")
    return most and tag("small", f"{len(value)} of {most}", class_="counter", data_most=most)


KINDS: Mapping[str, Callable[[Json, Spot], Markup]] = {
    "plain_text_input": plain_text,
    "rich_text_input": rich_text_input,
    "number_input": number,
    "email_text_input": email,
    "url_text_input": url,
    "datepicker": date,
    "timepicker": time,
    "datetimepicker": moment,
}
