"""The newer boxes: alerts, cards, carousels, containers, tasks and plans, connections.

Fields, limits and surfaces: docs.slack.dev/reference/block-kit/blocks, the page of each block. The pages type
some titles as strings that the API wants as text objects, and the other way round; here as the API wants them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.blocks.buttons import BUTTON, IMAGE_ELEMENT
from sandbox.blocks.data import FIGURES
from sandbox.blocks.language import Array, Choice, Flag, Kind, Place, Shape, String, Variants, surfaces
from sandbox.blocks.layouts import BLOCK_ID, CLASSIC
from sandbox.blocks.menus import OVERFLOW
from sandbox.blocks.objects import HTTPS_URL, SLACK_ICON, URL, any_text, plain
from sandbox.blocks.richtext import RICH_TEXT_BLOCK

_IMAGE = Variants({"image": IMAGE_ELEMENT})


def _card_content(value: Mapping[str, Any], at: Place) -> Iterator[str]:
    if not {"hero_image", "title", "actions", "body"} & value.keys():
        yield (at / "type").says("must define one of `hero_image`, `title`, `actions` or `body`")
    if "icon" in value and "slack_icon" in value:
        yield (at / "type").says("must define only one of `icon` or `slack_icon`")


def _container_title(value: Mapping[str, Any], at: Place) -> Iterator[str]:
    if "title" not in value and "rich_text_title" not in value:
        yield (at / "type").says("must define either `title` or `rich_text_title`")


_CARD = Shape(
    optional={
        **BLOCK_ID,
        "hero_image": _IMAGE,
        "icon": _IMAGE,
        "slack_icon": SLACK_ICON,
        "title": any_text(150),
        "subtitle": any_text(150),
        "body": any_text(200),
        "subtext": any_text(200),
        "actions": Array(Variants({"button": BUTTON}), least=1, most=3),
    },
    rules=(_card_content,),
)

_HELD = ("actions", "context", "divider", "file", "header", "image", "input", "rich_text", "section", "video")
_CHILDREN = Variants({**{name: CLASSIC[name] for name in _HELD}, "table": FIGURES["table"]})
_CONTAINER = Shape(
    required={"child_blocks": Array(_CHILDREN, least=1, most=10)},
    optional={
        **BLOCK_ID,
        "title": plain(150),
        "rich_text_title": RICH_TEXT_BLOCK,
        "subtitle": any_text(150),
        "width": Choice("narrow", "standard", "wide", "full"),
        "icon": _IMAGE,
        "is_collapsible": Flag(),
        "default_collapsed": Flag(),
        "has_header_divider": Flag(),
    },
    rules=(_container_title,),
    on=surfaces("message", "home"),
)

_SOURCE = Variants({"url": Shape(required={"url": URL, "text": String(1)})})
_TASK_NAMES: Mapping[str, Kind] = {"task_id": String(1), "title": String(1)}
_TASK_DETAILS: Mapping[str, Kind] = {
    **BLOCK_ID,
    "details": RICH_TEXT_BLOCK,
    "output": RICH_TEXT_BLOCK,
    "sources": Array(_SOURCE),
    "icon": SLACK_ICON,
}
_SETTLED = ("in_progress", "complete", "error")
_TASK_CARD = Shape(
    # Standing alone a task is never pending, whatever its page says: only in a plan is there a queue.
    required=_TASK_NAMES,
    optional={**_TASK_DETAILS, "status": Choice(*_SETTLED)},
    on=surfaces("message"),
)
_PLANNED_TASK = Shape(
    required=_TASK_NAMES,
    optional={**_TASK_DETAILS, "type": Choice("task_card"), "status": Choice("pending", *_SETTLED)},
)
_PLAN = Shape(
    required={"title": String(1)},
    optional={**BLOCK_ID, "tasks": Array(_PLANNED_TASK), "status": Choice("pending", *_SETTLED)},
    on=surfaces("message"),
)

_AUTH_PROVIDER = Shape(
    # From slack_sdk 3.47, slack_sdk/models/blocks/blocks.py.
    required={"value": String(1, 150), "name": plain(75), "is_connected": Flag()},
    optional={
        **BLOCK_ID,
        "description": plain(150),
        "icon_url": HTTPS_URL,
        "auth_url": HTTPS_URL,
        "disconnect_url": HTTPS_URL,
        "connected_identity": plain(75),
        "connected_context": plain(75),
        "accessory": Variants({"overflow": OVERFLOW}),
        "fallback": Array(Variants(CLASSIC)),
    },
)

BOXES: Mapping[str, Shape] = {
    "alert": Shape(
        required={"text": any_text(200)},
        optional={**BLOCK_ID, "level": Choice("default", "info", "warning", "error", "success")},
        on=surfaces("modal"),
    ),
    "card": _CARD,
    "carousel": Shape(
        required={"elements": Array(Variants({"card": _CARD}), least=1, most=10)},
        optional=BLOCK_ID,
        on=surfaces("message", "home"),
    ),
    "container": _CONTAINER,
    "task_card": _TASK_CARD,
    "plan": _PLAN,
    "auth_provider": _AUTH_PROVIDER,
}
