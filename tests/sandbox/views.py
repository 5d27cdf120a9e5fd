"""Forms, messages and Home tabs that the tests post as an app."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(text: str, value: str = "") -> Json:
    return {"text": plain(text), "value": value or text.lower()}


def field(label: str, block_id: str, element: Json, **more: Any) -> Json:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": "value"} | element,
        **more,
    }


def text_field(label: str = "Name", block_id: str = "name", **more: Any) -> Json:
    return field(label, block_id, {"type": "plain_text_input"}, **more)


def modal(*blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("A form"),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "blocks": list(blocks) or [text_field()],
    } | more


def home(text: str = "Nothing is due.", *blocks: Json) -> Json:
    return {"type": "home", "blocks": [section(text), *blocks]}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(text: str, value: str = "", action_id: str = "", **more: Any) -> Json:
    element = {"type": "button", "text": plain(text), "action_id": action_id or text.lower(), **more}
    return element | ({"value": value} if value else {})


def actions(*elements: Json, block_id: str = "acts") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}
