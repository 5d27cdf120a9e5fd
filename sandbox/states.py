"""What an input element holds: empty, at first, and in the words of Slack's `state.values`."""

from collections.abc import Iterable

from sandbox import blockids
from sandbox.records import Json

Values = dict[str, dict[str, Json]]

# for each type: the key of its state, and the key of its initial value
HOLDS: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "initial_files"),
}


def key(element_type: str) -> str:
    """The key under which this type's value stands ("selected_user")."""
    return HOLDS[element_type][0]


def plural(element_type: str) -> bool:
    return key(element_type).endswith("s")


def initial(element: Json) -> Json:
    """What an element holds before anybody touched it."""
    name, first = HOLDS[element["type"]]
    empty: list[str] | None = [] if plural(element["type"]) else None
    return {"type": element["type"], name: element.get(first, empty)}


def of(blocks: Iterable[Json], before: Values | None = None) -> Values:
    """The state of all blocks.

    What was typed `before` stays where block_id, action_id and type are the same, as in Slack.
    """
    values: Values = {}
    for block in blocks:
        for element in blockids.elements(block):
            if element["type"] in HOLDS:
                state = initial(element)
                kept = (before or {}).get(block["block_id"], {}).get(element["action_id"])
                if kept is not None and kept["type"] == element["type"]:
                    state = kept
                values.setdefault(block["block_id"], {})[element["action_id"]] = state
    return values
