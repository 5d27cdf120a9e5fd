"""Ids Slack fills in: every block has a block_id, every element that acts or takes input an action_id."""

import copy
from collections.abc import Iterator
from typing import Any

from sandbox.ids import Ids
from sandbox.records import Json

ACTING = frozenset(
    {
        "button",
        "overflow",
        "static_select",
        "external_select",
        "users_select",
        "conversations_select",
        "channels_select",
        "multi_static_select",
        "multi_external_select",
        "multi_users_select",
        "multi_conversations_select",
        "multi_channels_select",
        "datepicker",
        "timepicker",
        "datetimepicker",
        "checkboxes",
        "radio_buttons",
        "plain_text_input",
        "number_input",
        "email_text_input",
        "url_text_input",
        "rich_text_input",
        "file_input",
        "feedback_buttons",
        "icon_button",
        "workflow_button",
    }
)


def elements(value: Any) -> Iterator[Json]:
    """Every acting element in a block, however deep, in reading order."""
    if isinstance(value, dict):
        if value.get("type") in ACTING:
            yield value
            return
        for part in value.values():
            yield from elements(part)
    elif isinstance(value, list):
        for part in value:
            yield from elements(part)


def filled(blocks: list[Json], ids: Ids) -> list[Json]:
    """A copy of the blocks in which nothing that Slack names is nameless."""
    copies = copy.deepcopy(blocks)
    for block in copies:
        if not block.get("block_id"):
            block["block_id"] = ids.new("b")
        for element in elements(block):
            if not element.get("action_id"):
                element["action_id"] = ids.new("a")
    return copies


def filled_attachments(attachments: list[Json], ids: Ids) -> list[Json]:
    """The same for the blocks inside attachments."""
    return [
        row | ({"blocks": filled(row["blocks"], ids)} if row.get("blocks") else {}) for row in attachments
    ]
