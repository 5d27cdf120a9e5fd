"""Elements to press, the image element, and which elements each block may hold.

Fields and surfaces: docs.slack.dev/reference/block-kit/block-elements; the newest button fields from slack_sdk
3.47, slack_sdk/models/blocks/block_elements.py.
"""

from collections.abc import Mapping

from sandbox.blocks.inputs import FIELDS, PICKERS
from sandbox.blocks.language import Array, Choice, Kind, Shape, String, Variants, surfaces
from sandbox.blocks.menus import ACTION_ID, CONFIRMABLE, LISTS, OVERFLOW, SELECTS
from sandbox.blocks.objects import ALT_TEXT, IMAGE_FIELDS, URL, WORKFLOW, image_source, plain

_VALUE = String(most=2000)
_LABEL: Mapping[str, Kind] = {"accessibility_label": String(most=75)}
_STYLE: Mapping[str, Kind] = {"style": Choice("primary", "danger")}
_VISIBLE: Mapping[str, Kind] = {"visible_to_user_ids": Array(String(1), most=10)}

BUTTON = Shape(
    required={"text": plain(75)},
    optional={
        **CONFIRMABLE,
        **_LABEL,
        **_STYLE,
        **_VISIBLE,
        "url": URL,
        "value": _VALUE,
        "agent_prompt": String(most=4000),
        "agent_prompt_display": String(),
    },
)
WORKFLOW_BUTTON = Shape(
    required={**ACTION_ID, "text": plain(75), "workflow": WORKFLOW},
    optional={**_LABEL, **_STYLE},
    on=surfaces("message"),
)
IMAGE_ELEMENT = Shape(required={"alt_text": ALT_TEXT}, optional=IMAGE_FIELDS, rules=(image_source,))

_FEEDBACK = Shape(required={"text": plain(75), "value": _VALUE}, optional=_LABEL)
FEEDBACK_BUTTONS = Shape(
    required={"positive_button": _FEEDBACK, "negative_button": _FEEDBACK},
    optional=ACTION_ID,
    on=surfaces("message"),
)
ICON_BUTTON = Shape(
    # "The trash icon is the only icon available at this time."
    required={"icon": Choice("trash"), "text": plain()},
    optional={**CONFIRMABLE, **_LABEL, **_VISIBLE, "value": _VALUE},
    on=surfaces("message"),
)

_PICKED: Mapping[str, Shape] = {**SELECTS, **LISTS, **PICKERS}
_PRESSED: Mapping[str, Shape] = {
    "button": BUTTON,
    "overflow": OVERFLOW,
    "workflow_button": WORKFLOW_BUTTON,
}

# What each block's page lists as its compatible elements.
ACTION_ELEMENTS = Variants({**_PRESSED, **_PICKED, "rich_text_input": FIELDS["rich_text_input"]})
INPUT_ELEMENTS = Variants({**_PICKED, **FIELDS})
ACCESSORIES = Variants(
    {
        **_PRESSED,
        **{name: shape for name, shape in _PICKED.items() if name != "datetimepicker"},
        "image": IMAGE_ELEMENT,
    }
)
CONTEXT_ACTION_ELEMENTS = Variants({"feedback_buttons": FEEDBACK_BUTTONS, "icon_button": ICON_BUTTON})
