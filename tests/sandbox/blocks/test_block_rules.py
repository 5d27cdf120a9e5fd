"""Rules that are not a length or a count: what must be there, what may not, what must agree."""

from typing import Any

import pytest

from sandbox import blocks
from sandbox.blocks import Surface

Json = dict[str, Any]
EVERYWHERE: tuple[Surface, ...] = ("message", "modal", "home")
PLAIN: Json = {"type": "plain_text", "text": "Fine"}
MRKDWN: Json = {"type": "mrkdwn", "text": "*Fine*"}
ONE: Json = {"text": PLAIN, "value": "one"}
TWO: Json = {"text": {"type": "plain_text", "text": "Other"}, "value": "two"}
IMAGE: Json = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A map"}
RICH: Json = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
}
CELL: Json = {"type": "raw_text", "text": "x"}


def asked(element: Json, **own: Any) -> Json:
    return {"type": "input", "label": PLAIN, "element": element, **own}


def acting(element: Json) -> Json:
    return {"type": "actions", "elements": [element]}


def section(**own: Any) -> Json:
    return {"type": "section", "text": MRKDWN, **own}


def data_table(*rows: list[Json], **own: Any) -> Json:
    return {"type": "data_table", "caption": "Owed", "rows": list(rows), **own}


def plot(labels: list[str], *names: str) -> Json:
    data = [{"label": label, "value": 2} for label in labels]
    series = [{"name": name, "data": data} for name in names]
    chart = {"type": "bar", "series": series, "axis_config": {"categories": ["May", "June"]}}
    return {"type": "data_visualization", "title": "Use", "chart": chart}


def rich(part: Json) -> Json:
    return {"type": "rich_text", "elements": [part]}


def list_of(*elements: Json, **own: Any) -> Json:
    return {"type": "rich_text_list", "style": "bullet", "elements": list(elements), **own}


REFUSED: list[tuple[Json, Surface, str, str]] = [
    ({"type": "section"}, "message", "must define either `text` or `fields`", "/type"),
    (section(text="Fine"), "message", "must provide an object", "/text"),
    (section(text={**MRKDWN, "emoji": True}), "message", "invalid additional property: emoji", "/text"),
    (section(text={**PLAIN, "verbatim": True}), "message", "invalid additional property: verbatim", "/text"),
    (section(text={"type": "markdown", "text": "x"}), "message", "unsupported type: markdown", "/text/type"),
    (section(text={**PLAIN, "text": ""}), "message", "must be more than 0 characters", "/text/text"),
    (section(expand="yes"), "message", "must be a boolean", "/expand"),
    (section(accessory=None), "message", "must provide an object", "/accessory"),
    ({"type": "header", "text": MRKDWN}, "message", "must be a valid enum value", "/text/type"),
    ({"type": "header"}, "message", "missing required field: text", ""),
    ({"type": "header", "text": PLAIN, "level": 5}, "message", "must be less than 4", "/level"),
    ({"type": "divider", "text": PLAIN}, "message", "invalid additional property: text", ""),
    ({"type": "image", "alt_text": "A map"}, "message", "missing required field: image_url", ""),
    ({**IMAGE, "alt_text": ""}, "message", "must be more than 0 characters", "/alt_text"),
    (
        {**IMAGE, "slack_file": {"id": "F1"}},
        "message",
        "must define only one of `image_url` or `slack_file`",
        "",
    ),
    (
        {"type": "image", "alt_text": "A map", "slack_file": {"id": "F1", "url": "https://files"}},
        "message",
        "invalid slack file",
        "/slack_file",
    ),
    (acting({"type": "button", "text": PLAIN, "style": None}), "message", "must provide a string", "/elements/0/style"),
    (acting({"type": "button", "text": PLAIN, "style": "blue"}), "message", "must be a valid enum value", "/elements/0/style"),
    (acting({"type": "button", "text": PLAIN, "block_id": "b"}), "message", "invalid additional property: block_id", "/elements/0"),
    (acting({"type": "overflow", "options": [{**ONE, "text": MRKDWN}]}), "message", "must be a valid enum value", "/elements/0/options/0/text/type"),
    (acting({"type": "static_select", "options": [{**ONE, "url": "https://a"}]}), "message", "invalid additional property: url", "/elements/0/options/0"),
    (acting({"type": "static_select"}), "message", "must define either `options` or `option_groups`", "/elements/0/type"),
    (
        acting({"type": "static_select", "options": [ONE], "option_groups": [{"label": PLAIN, "options": [ONE]}]}),
        "message",
        "must define only one of `options` or `option_groups`",
        "/elements/0/type",
    ),
    (acting({"type": "static_select", "options": [ONE], "initial_option": TWO}), "message", "must be one of the provided options", "/elements/0/initial_option"),
    (acting({"type": "radio_buttons", "options": [ONE], "initial_option": {**ONE, "value": "1"}}), "message", "must be one of the provided options", "/elements/0/initial_option"),
    (acting({"type": "checkboxes", "options": [ONE], "initial_options": []}), "message", "must be one of the provided options", "/elements/0/initial_options"),
    (acting({"type": "multi_static_select", "options": [ONE], "initial_options": [ONE, TWO]}), "message", "must be one of the provided options", "/elements/0/initial_options"),
    (acting({"type": "multi_users_select", "max_selected_items": 0}), "message", "must be greater than 1", "/elements/0/max_selected_items"),
    (acting({"type": "conversations_select", "filter": {}}), "message", "must have minimum 1 properties", "/elements/0/filter"),
    (acting({"type": "conversations_select", "filter": {"include": []}}), "message", "must provide at least 1 items", "/elements/0/filter/include"),
    (acting({"type": "datepicker", "initial_date": "2026-02-30"}), "message", "input must be a valid: date", "/elements/0/initial_date"),
    (acting({"type": "datepicker", "initial_date": "20260203"}), "message", "input must be a valid: date", "/elements/0/initial_date"),
    (acting({"type": "timepicker", "initial_time": "24:00"}), "message", "input must be a valid: time", "/elements/0/initial_time"),
    (acting({"type": "datetimepicker", "initial_date_time": 99}), "message", "must be greater than 1000000000", "/elements/0/initial_date_time"),
    (acting({"type": "button", "text": PLAIN, "confirm": {"title": PLAIN, "text": PLAIN, "confirm": PLAIN}}), "message", "missing required field: deny", "/elements/0/confirm"),
    (asked({"type": "plain_text_input", "min_length": 9, "max_length": 8}), "modal", "must be less than 8", "/element/min_length"),
    (asked({"type": "plain_text_input", "max_length": 3001}), "modal", "must be less than 3000", "/element/max_length"),
    (asked({"type": "plain_text_input", "dispatch_action_config": {"trigger_actions_on": ["on_blur"]}}), "modal", "must be a valid enum value", "/element/dispatch_action_config/trigger_actions_on/0"),
    (asked({"type": "rich_text_input", "action_id": "a", "min_lines": 9, "max_lines": 3}), "modal", "must be less than 3", "/element/min_lines"),
    (asked({"type": "rich_text_input"}), "modal", "missing required field: action_id", "/element"),
    (asked({"type": "number_input"}), "modal", "missing required field: is_decimal_allowed", "/element"),
    (asked({"type": "number_input", "is_decimal_allowed": True, "min_value": "2", "max_value": "1.5"}), "modal", "must be less than 1.5", "/element/min_value"),
    (asked({"type": "number_input", "is_decimal_allowed": False, "initial_value": "0.5"}), "modal", "input must match regex pattern: ^-?[0-9]+$", "/element/initial_value"),
    (asked({"type": "file_input", "max_files": 11}), "modal", "must be less than 10", "/element/max_files"),
    (asked({"type": "file_input"}, dispatch_action=True), "modal", "unsupported type: file_input", "/element/type"),
    (asked({"type": "button", "text": PLAIN}), "modal", "unsupported type: button", "/element/type"),
    (section(accessory={"type": "datetimepicker"}), "message", "unsupported type: datetimepicker", "/accessory/type"),
    ({"type": "context", "elements": [{"type": "button", "text": PLAIN}]}, "message", "unsupported type: button", "/elements/0/type"),
    (rich(list_of(list_of())), "message", "invalid additional property: style", "/elements/0/elements/0"),
    (rich(list_of(indent=9)), "message", "must be less than 8", "/elements/0/indent"),
    (rich({"type": "rich_text_preformatted", "elements": [{"type": "user", "user_id": "U1"}]}), "message", "unsupported type: user", "/elements/0/elements/0/type"),
    (rich({"type": "rich_text_section", "elements": [{"type": "text", "text": "x", "style": {"loud": True}}]}), "message", "invalid additional property: loud", "/elements/0/elements/0/style"),
    (rich({"type": "rich_text_section", "elements": [{"type": "text", "text": ""}]}), "message", "must be more than 0 characters", "/elements/0/elements/0/text"),
    (data_table([CELL], [CELL, CELL]), "message", "all rows must have the same number of cells", "/rows/1"),
    (data_table([RICH], [CELL]), "message", "unsupported type: rich_text", "/rows/0/0/type"),
    (data_table([CELL], [CELL], row_header_column_index=1), "message", "must be less than 0", "/row_header_column_index"),
    (data_table([CELL], [CELL], column_settings=[]), "message", "invalid additional property: column_settings", ""),
    (data_table([CELL], [{"type": "raw_number"}]), "message", "missing required field: value", "/rows/1/0"),
    (data_table([CELL], [{"type": "raw_text", "text": "x" * 20_000}]), "message", "must be less than 20001 characters", "/rows"),
    ({"type": "table", "rows": [[{"type": "raw_text", "text": "x" * 10_001}]]}, "message", "must be less than 10001 characters", "/rows"),
    (plot(["May"], "Team"), "message", "must have one data point for every category", "/chart/series/0/data"),
    (plot(["May", "June"], "Team", "Team"), "message", "series names must be unique", "/chart/series/1/name"),
    ({"type": "data_visualization", "title": "Use", "chart": {"type": "pie", "segments": [{"label": "x", "value": 0}]}}, "message", "must be greater than 0", "/chart/segments/0/value"),
    ({"type": "card", "subtitle": PLAIN}, "message", "must define one of `hero_image`, `title`, `actions` or `body`", "/type"),
    ({"type": "card", "title": "Fine"}, "message", "must provide an object", "/title"),
    ({"type": "card", "body": PLAIN, "icon": IMAGE, "slack_icon": {"type": "icon", "name": "book"}}, "message", "must define only one of `icon` or `slack_icon`", "/type"),
    ({"type": "card", "body": PLAIN, "slack_icon": {"type": "icon"}}, "message", "missing required field: name", "/slack_icon"),
    ({"type": "container", "child_blocks": [{"type": "divider"}]}, "message", "must define either `title` or `rich_text_title`", "/type"),
    ({"type": "container", "title": PLAIN, "child_blocks": [{"type": "markdown", "text": "x"}]}, "message", "unsupported type: markdown", "/child_blocks/0/type"),
    ({"type": "plan", "title": PLAIN}, "message", "must provide a string", "/title"),
    ({"type": "task_card", "task_id": "t", "title": "Draft", "status": "pending"}, "message", "must be a valid enum value", "/status"),
    ({"type": "video", "alt_text": "x", "title": PLAIN, "thumbnail_url": "https://t", "video_url": "http://v"}, "message", "input must match regex pattern: ^https://", "/video_url"),
    ({"type": "context_actions", "elements": [{"type": "icon_button", "icon": "star", "text": PLAIN}]}, "message", "must be a valid enum value", "/elements/0/icon"),
    ({"type": "markdown", "text": ""}, "message", "must be more than 0 characters", "/text"),
]  # fmt: skip


@pytest.mark.parametrize(("block", "surface", "sentence", "pointer"), REFUSED)
def test_a_wrong_block_is_refused_in_slacks_words(
    block: Json, surface: Surface, sentence: str, pointer: str
) -> None:
    assert f"[ERROR] {sentence} [json-pointer:/blocks/0{pointer}]" in blocks.check([block], surface)


TAKEN: list[tuple[Json, Surface]] = [
    (section(text={**PLAIN, "emoji": False}), "home"),
    (section(text={**MRKDWN, "verbatim": True}), "home"),
    ({"type": "section", "fields": [PLAIN, MRKDWN]}, "modal"),
    (acting({"type": "static_select", "options": [ONE, TWO], "initial_option": {"text": {**PLAIN, "emoji": True}, "value": "one"}}), "message"),
    (acting({"type": "static_select", "option_groups": [{"label": PLAIN, "options": [ONE]}], "initial_option": ONE}), "message"),
    (acting({"type": "checkboxes", "options": [{**ONE, "text": MRKDWN, "description": MRKDWN}]}), "message"),
    (acting({"type": "conversations_select", "filter": {"exclude_bot_users": True}}), "message"),
    (asked({"type": "number_input", "is_decimal_allowed": False, "min_value": "-3", "max_value": "10"}), "modal"),
    (asked({"type": "number_input", "is_decimal_allowed": True, "initial_value": "0.25"}), "modal"),
    (asked({"type": "plain_text_input", "min_length": 1, "max_length": 1}, dispatch_action=True), "message"),
    (asked({"type": "file_input", "filetypes": ["csv"], "max_files": 1}), "modal"),
    (rich(list_of({"type": "rich_text_section", "elements": []}, indent=1, border=1, offset=4)), "message"),
    (data_table([CELL, CELL], [RICH, {"type": "raw_number", "value": 1.5, "text": "1.5"}], row_header_column_index=1), "home"),
    (plot(["June", "May"], "Team", "District"), "message"),
    ({"type": "plan", "title": "Week", "tasks": [{"task_id": "t", "title": "Draft", "status": "pending", "output": RICH}]}, "message"),
    ({"type": "container", "rich_text_title": RICH, "child_blocks": [section()]}, "home"),
]  # fmt: skip


@pytest.mark.parametrize(("block", "surface"), TAKEN)
def test_a_right_block_is_taken(block: Json, surface: Surface) -> None:
    assert blocks.check([block], surface) == []


SURFACES: list[tuple[Json, set[Surface]]] = [
    ({"type": "alert", "text": MRKDWN}, {"modal"}),
    ({"type": "card", "title": MRKDWN}, set(EVERYWHERE)),
    ({"type": "carousel", "elements": [{"type": "card", "title": MRKDWN}]}, {"message", "home"}),
    ({"type": "container", "title": PLAIN, "child_blocks": [section()]}, {"message", "home"}),
    ({"type": "context_actions", "elements": [{"type": "icon_button", "icon": "trash", "text": PLAIN}]}, {"message"}),
    (data_table([CELL], [CELL]), {"message", "home"}),
    (plot(["May", "June"], "Team"), {"message"}),
    ({"type": "file", "external_id": "A1", "source": "remote"}, {"message"}),
    ({"type": "markdown", "text": "x"}, {"message"}),
    ({"type": "plan", "title": "Week"}, {"message"}),
    ({"type": "table", "rows": [[CELL]]}, {"message", "home"}),
    ({"type": "task_card", "task_id": "t", "title": "Draft"}, {"message"}),
    (section(), set(EVERYWHERE)),
    (asked({"type": "plain_text_input"}), set(EVERYWHERE)),
    (asked({"type": "email_text_input"}), {"modal"}),
    (asked({"type": "url_text_input"}), {"modal"}),
    (asked({"type": "number_input", "is_decimal_allowed": True}), {"modal"}),
    (asked({"type": "file_input"}), {"modal"}),
    (asked({"type": "rich_text_input", "action_id": "a"}), {"modal", "home"}),
    (asked({"type": "datetimepicker"}), {"message", "modal"}),
]  # fmt: skip


@pytest.mark.parametrize(("block", "taken_on"), SURFACES)
def test_a_block_stands_on_its_documented_surfaces_only(block: Json, taken_on: set[Surface]) -> None:
    assert {surface for surface in EVERYWHERE if not blocks.check([block], surface)} == taken_on
