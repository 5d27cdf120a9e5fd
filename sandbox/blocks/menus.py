"""Elements with choices: select menus, overflow menus, checkboxes and radio buttons.

Limits: docs.slack.dev/reference/block-kit/block-elements, the pages of each menu.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.blocks.language import Array, Flag, Kind, Place, Shape, String, integer
from sandbox.blocks.objects import (
    CONFIRM,
    CONVERSATION_FILTER,
    ID_MAX,
    LISTED_OPTION,
    MENU_OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    plain,
)

ACTION_ID: Mapping[str, Kind] = {"action_id": String(most=ID_MAX)}
CONFIRMABLE: Mapping[str, Kind] = {**ACTION_ID, "confirm": CONFIRM}
FOCUSABLE: Mapping[str, Kind] = {"focus_on_load": Flag()}
PLACEHOLDER: Mapping[str, Kind] = {"placeholder": plain(150)}

_MENU: Mapping[str, Kind] = {**CONFIRMABLE, **FOCUSABLE, **PLACEHOLDER}
_MULTI: Mapping[str, Kind] = {**_MENU, "max_selected_items": integer(least=1)}
_OPTIONS: Mapping[str, Kind] = {
    "options": Array(MENU_OPTION, least=1, most=100),
    "option_groups": Array(OPTION_GROUP, least=1, most=100),
}
_IDS = Array(String(1))


def _options_or_groups(value: Mapping[str, Any], at: Place) -> Iterator[str]:
    if "options" not in value and "option_groups" not in value:
        yield (at / "type").says("must define either `options` or `option_groups`")
    elif "options" in value and "option_groups" in value:
        yield (at / "type").says("must define only one of `options` or `option_groups`")


def _identity(option: Mapping[str, Any]) -> tuple[str, ...]:
    """What makes two options the same. Slack fills in `emoji` and `verbatim`, so these do not count."""
    description = option.get("description", {}).get("text", "")
    return (option["value"], option["text"]["type"], option["text"]["text"], description)


def _offered(value: Mapping[str, Any]) -> set[tuple[str, ...]]:
    groups = [value.get("options", []), *(group["options"] for group in value.get("option_groups", []))]
    return {_identity(option) for group in groups for option in group}


def _initial_offered(value: Mapping[str, Any], at: Place) -> Iterator[str]:
    """An empty `initial_options` is refused with these same words."""
    sentence = "must be one of the provided options"
    offered = _offered(value)
    if "initial_option" in value and _identity(value["initial_option"]) not in offered:
        yield (at / "initial_option").says(sentence)
    if "initial_options" in value:
        chosen = {_identity(option) for option in value["initial_options"]}
        if not chosen or not chosen <= offered:
            yield (at / "initial_options").says(sentence)


_CONVERSATION: Mapping[str, Kind] = {"default_to_current_conversation": Flag(), "filter": CONVERSATION_FILTER}
_RESPONDABLE: Mapping[str, Kind] = {"response_url_enabled": Flag()}
_TYPED: Mapping[str, Kind] = {"min_query_length": integer(least=0)}

SELECTS: Mapping[str, Shape] = {
    "static_select": Shape(
        optional={**_MENU, **_OPTIONS, "initial_option": MENU_OPTION},
        rules=(_options_or_groups, _initial_offered),
    ),
    "external_select": Shape(optional={**_MENU, **_TYPED, "initial_option": MENU_OPTION}),
    "users_select": Shape(optional={**_MENU, "initial_user": String(1)}),
    "conversations_select": Shape(
        optional={**_MENU, **_CONVERSATION, **_RESPONDABLE, "initial_conversation": String(1)}
    ),
    "channels_select": Shape(optional={**_MENU, **_RESPONDABLE, "initial_channel": String(1)}),
    "multi_static_select": Shape(
        optional={**_MULTI, **_OPTIONS, "initial_options": Array(MENU_OPTION, most=100)},
        rules=(_options_or_groups, _initial_offered),
    ),
    "multi_external_select": Shape(optional={**_MULTI, **_TYPED, "initial_options": Array(MENU_OPTION)}),
    "multi_users_select": Shape(optional={**_MULTI, "initial_users": _IDS}),
    "multi_conversations_select": Shape(optional={**_MULTI, **_CONVERSATION, "initial_conversations": _IDS}),
    "multi_channels_select": Shape(optional={**_MULTI, "initial_channels": _IDS}),
}

OVERFLOW = Shape(required={"options": Array(OVERFLOW_OPTION, least=1, most=5)}, optional=CONFIRMABLE)

_LISTED = Array(LISTED_OPTION, least=1, most=10)
LISTS: Mapping[str, Shape] = {
    "checkboxes": Shape(
        required={"options": _LISTED},
        optional={**CONFIRMABLE, **FOCUSABLE, "initial_options": Array(LISTED_OPTION, most=10)},
        rules=(_initial_offered,),
    ),
    "radio_buttons": Shape(
        required={"options": _LISTED},
        optional={**CONFIRMABLE, **FOCUSABLE, "initial_option": LISTED_OPTION},
        rules=(_initial_offered,),
    ),
}
