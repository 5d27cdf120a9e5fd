"""The classic blocks: sections, headers, inputs, images and their like.

Fields, limits and surfaces: docs.slack.dev/reference/block-kit/blocks, the page of each block.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.blocks.buttons import (
    ACCESSORIES,
    ACTION_ELEMENTS,
    CONTEXT_ACTION_ELEMENTS,
    IMAGE_ELEMENT,
    INPUT_ELEMENTS,
)
from sandbox.blocks.language import (
    Array,
    Choice,
    Flag,
    Kind,
    Place,
    Shape,
    String,
    Variants,
    integer,
    surfaces,
)
from sandbox.blocks.objects import (
    ALT_TEXT,
    HTTPS_URL,
    ID_MAX,
    IMAGE_FIELDS,
    URL,
    any_text,
    image_source,
    plain,
    text_shapes,
)
from sandbox.blocks.richtext import RICH_TEXT

MARKDOWN_MAX = 12_000
BLOCK_ID: Mapping[str, Kind] = {"block_id": String(most=ID_MAX)}


def _text_or_fields(value: Mapping[str, Any], at: Place) -> Iterator[str]:
    if "text" not in value and "fields" not in value:
        yield (at / "type").says("must define either `text` or `fields`")


def _files_do_not_dispatch(value: Mapping[str, Any], at: Place) -> Iterator[str]:
    """The page of the input block promises "an unsupported type error" for this pair."""
    if value.get("dispatch_action") and value["element"]["type"] == "file_input":
        yield (at / "element" / "type").says("unsupported type: file_input")


CLASSIC: Mapping[str, Shape] = {
    "section": Shape(
        optional={
            **BLOCK_ID,
            "text": any_text(),
            "fields": Array(any_text(2000), least=1, most=10),
            "accessory": ACCESSORIES,
            "expand": Flag(),
        },
        rules=(_text_or_fields,),
    ),
    "header": Shape(required={"text": plain(150)}, optional={**BLOCK_ID, "level": integer(1, 4)}),
    "divider": Shape(optional=BLOCK_ID),
    "context": Shape(
        required={
            "elements": Array(Variants({**text_shapes(), "image": IMAGE_ELEMENT}), least=1, most=10),
        },
        optional=BLOCK_ID,
    ),
    "actions": Shape(required={"elements": Array(ACTION_ELEMENTS, least=1, most=25)}, optional=BLOCK_ID),
    "image": Shape(
        required={"alt_text": ALT_TEXT},
        optional={**BLOCK_ID, **IMAGE_FIELDS, "title": plain(2000)},
        rules=(image_source,),
    ),
    "input": Shape(
        required={"label": plain(2000), "element": INPUT_ELEMENTS},
        optional={**BLOCK_ID, "hint": plain(2000), "optional": Flag(), "dispatch_action": Flag()},
        rules=(_files_do_not_dispatch,),
    ),
    "rich_text": RICH_TEXT,
    "video": Shape(
        required={
            "alt_text": String(1, 200),
            "title": plain(200),
            "thumbnail_url": URL,
            "video_url": HTTPS_URL,
        },
        optional={
            **BLOCK_ID,
            "title_url": HTTPS_URL,
            "description": plain(200),
            "author_name": String(most=50),
            "provider_name": String(most=50),
            "provider_icon_url": URL,
        },
    ),
    "file": Shape(
        required={"external_id": String(1), "source": Choice("remote")},
        optional=BLOCK_ID,
        on=surfaces("message"),
    ),
    "markdown": Shape(required={"text": String(1, MARKDOWN_MAX)}, optional=BLOCK_ID, on=surfaces("message")),
    "context_actions": Shape(
        required={"elements": Array(CONTEXT_ACTION_ELEMENTS, least=1, most=5)},
        optional=BLOCK_ID,
        on=surfaces("message"),
    ),
}
