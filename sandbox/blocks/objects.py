"""Composition objects: texts, options, confirm dialogs, filters, files, icons, workflows.

Limits: docs.slack.dev/reference/block-kit/composition-objects.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.blocks.language import Array, Choice, Combined, Flag, Kind, Place, Shape, String, Variants

TEXT_MAX = 3000
URL_MAX = 3000
ID_MAX = 255


def plain(most: int = TEXT_MAX) -> Shape:
    """A text object that can only be plain_text."""
    return Shape(
        required={"type": Choice("plain_text"), "text": String(1, most)},
        optional={"emoji": Flag()},
    )


def text_shapes(most: int = TEXT_MAX) -> dict[str, Shape]:
    """Both text objects by type: `emoji` belongs to the one, `verbatim` to the other."""
    return {
        "plain_text": Shape(required={"text": String(1, most)}, optional={"emoji": Flag()}),
        "mrkdwn": Shape(required={"text": String(1, most)}, optional={"verbatim": Flag()}),
    }


def any_text(most: int = TEXT_MAX) -> Kind:
    """A text object of either type."""
    return Combined(Variants(text_shapes(most)))


URL = String(1, URL_MAX)
HTTPS_URL = String(1, URL_MAX, pattern="^https://")

CONFIRM = Shape(
    # The page asks for plain_text in `text` and shows mrkdwn in its own example; Slack takes both.
    required={"title": plain(100), "text": any_text(300), "confirm": plain(30), "deny": plain(30)},
    optional={"style": Choice("primary", "danger")},
)


def _option(text: Kind, **optional: Kind) -> Shape:
    return Shape(
        required={"text": text, "value": String(most=150)}, optional={"description": text, **optional}
    )


MENU_OPTION = _option(plain(75))
OVERFLOW_OPTION = _option(plain(75), url=URL)
LISTED_OPTION = _option(any_text(75))  # checkboxes and radio buttons may format theirs

OPTION_GROUP = Shape(required={"label": plain(75), "options": Array(MENU_OPTION, least=1, most=100)})


def _some_filter(value: Mapping[str, Any], at: Place) -> Iterator[str]:
    if not value:
        yield at.says("must have minimum 1 properties")


CONVERSATION_FILTER = Shape(
    optional={
        "include": Array(Choice("im", "mpim", "private", "public"), least=1),
        "exclude_external_shared_channels": Flag(),
        "exclude_bot_users": Flag(),
    },
    rules=(_some_filter,),
)

DISPATCH = Shape(
    optional={"trigger_actions_on": Array(Choice("on_enter_pressed", "on_character_entered"), least=1)}
)


def _url_or_id(value: Mapping[str, Any], at: Place) -> Iterator[str]:
    if len(value) != 1:
        yield at.says("invalid slack file")


SLACK_FILE = Shape(optional={"url": String(1), "id": String(1)}, rules=(_url_or_id,))


def image_source(value: Mapping[str, Any], at: Place) -> Iterator[str]:
    """An image comes from a public URL or from a file in Slack, and from one of them only."""
    if "image_url" not in value and "slack_file" not in value:
        yield at.says("missing required field: image_url")
    elif "image_url" in value and "slack_file" in value:
        yield at.says("must define only one of `image_url` or `slack_file`")


IMAGE_FIELDS: Mapping[str, Kind] = {"image_url": URL, "slack_file": SLACK_FILE}
ALT_TEXT = String(1, 2000)

# The closed list of docs.slack.dev/reference/block-kit/composition-objects/slack-icon-object.
_ICON_NAMES = """archive book bookmark bot bug calendar call caret-left caret-right check clipboard code comment
compass copy cube download edit email eye-closed eye-open file flag folder gear globe heart help image info key
lightbulb link map mobile new-window pin plus refine refresh rocket save screen share sparkle star star-filled
tag thumbs-down thumbs-up trash upload user warning"""

SLACK_ICON = Shape(required={"type": Choice("icon"), "name": Choice(*_ICON_NAMES.split())})

_PARAMETER = Shape(required={"name": String(1), "value": String()})
_TRIGGER = Shape(required={"url": URL}, optional={"customizable_input_parameters": Array(_PARAMETER)})
WORKFLOW = Shape(required={"trigger": _TRIGGER})
