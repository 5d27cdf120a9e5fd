"""Interactive elements and pictures, by their type."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from sandbox.page.blockkit import buttons, choices, images, inputs, selects, uploads
from sandbox.page.blockkit.markup import tag
from sandbox.page.blockkit.place import Json, Spot

Show = Callable[[Json, Spot], Markup | None]
GROUPS = frozenset({"checkboxes", "radio_buttons"})  # a label cannot point at one input of these


def html(element: Json, spot: Spot) -> Markup | None:
    """Return one element; of a kind we do not know, a plain line that says so."""
    return KINDS.get(str(element.get("type")), _unknown)(element, spot)


def _image(element: Json, spot: Spot) -> Markup:
    return images.picture(element, spot.place, "thumbnail")


def _unknown(element: Json, _: Spot) -> Markup:
    return tag("span", f"[{element.get('type')}: shown only in Slack]", class_="unknown")


KINDS: Mapping[str, Show] = {
    "button": buttons.button,
    "overflow": buttons.overflow,
    "workflow_button": buttons.workflow,
    "icon_button": buttons.icon,
    "feedback_buttons": buttons.feedback,
    "url": buttons.source,
    "checkboxes": choices.checkboxes,
    "radio_buttons": choices.radio_buttons,
    "image": _image,
    **dict.fromkeys(selects.KINDS, selects.select),
    **inputs.KINDS,
    "file_input": uploads.field,
}
