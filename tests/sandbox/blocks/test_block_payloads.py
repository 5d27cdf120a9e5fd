"""Whole messages and views: rules over many blocks, and the arguments around the blocks."""

from typing import Any

import pytest

from sandbox import blocks

Json = dict[str, Any]
PLAIN: Json = {"type": "plain_text", "text": "Fine"}
DIVIDER: Json = {"type": "divider"}
BUTTON: Json = {"type": "button", "text": PLAIN, "action_id": "done"}
FIELD: Json = {
    "type": "input",
    "label": PLAIN,
    "element": {"type": "plain_text_input", "focus_on_load": True},
}
TABLE: Json = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}
PIE: Json = {
    "type": "data_visualization",
    "title": "Use",
    "chart": {"type": "pie", "segments": [{"label": "Done", "value": 1}]},
}
MODAL: Json = {"type": "modal", "title": PLAIN, "blocks": []}


def section(length: int) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": "x" * length}}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def told(**payload: Any) -> list[str]:
    return blocks.message_problems(payload)


@pytest.mark.parametrize(
    "payload",
    [
        {"text": "Good morning"},
        {"blocks": [DIVIDER]},
        {"attachments": [{"text": "Aside", "color": "#36a64f", "fields": [{"title": "a", "short": True}]}]},
        {"attachments": [{"blocks": [DIVIDER]}], "blocks": []},
        {"markdown_text": "**Good** morning", "text": ""},
        {"delete_original": True},
        {"text": "x", "blocks": None, "metadata": None, "channel": "C1", "unfurl_links": False},
        {"text": "x" * (blocks.TEXT_MAX + 1)},
        {"text": "x", "metadata": {"event_type": "card_sent", "event_payload": {"key": "a", "n": [1]}}},
        {"text": "x", "metadata": {"entities": [{"entity_type": "slack#/entities/task"}]}},
        {"blocks": [actions(BUTTON), actions(BUTTON)]},
        {"blocks": [{"type": "markdown", "text": "x", "block_id": "same"}] * 2},
        {"blocks": [PIE, PIE, TABLE, {"type": "plan", "title": "Week"}]},
        {"blocks": [section(3000)] * 4},
        {"blocks": [FIELD, FIELD]},
    ],
)
def test_a_right_message_is_taken(payload: Json) -> None:
    assert blocks.message_problems(payload) == []


@pytest.mark.parametrize(
    ("payload", "problem", "code"),
    [
        ({}, "no_text", "no_text"),
        ({"text": "", "blocks": [], "attachments": []}, "no_text", "no_text"),
        ({"text": 3}, "must provide a string [json-pointer:/text]", "invalid_arguments"),
        ({"text": "x", "markdown_text": "x"}, "markdown_text_conflict", "markdown_text_conflict"),
        (
            {"markdown_text": "x" * 12_001},
            "must be less than 12001 characters [json-pointer:/markdown_text]",
            "invalid_arguments",
        ),
        ({"blocks": "[]"}, "must provide an array [json-pointer:/blocks]", "invalid_blocks_format"),
        ({"blocks": [{}]}, "missing required field: type [json-pointer:/blocks/0]", "invalid_blocks"),
        (
            {"blocks": [DIVIDER] * 51},
            "no more than 50 items allowed [json-pointer:/blocks]",
            "invalid_blocks",
        ),
        (
            {"attachments": [{"blocks": [{"type": "image", "image_url": "https://a"}]}]},
            "missing required field: alt_text [json-pointer:/attachments/0/blocks/0]",
            "invalid_attachments",
        ),
        (
            {"attachments": [{"text": "x", "indent": False}]},
            "invalid additional property: indent [json-pointer:/attachments/0]",
            "invalid_attachments",
        ),
        (
            {"attachments": [{"text": "x"}] * 101},
            "no more than 100 items allowed [json-pointer:/attachments]",
            "invalid_attachments",
        ),
        (
            {"text": "x", "metadata": {"event_type": "card.sent", "event_payload": {}}},
            "input must match regex pattern: ^[A-Za-z0-9_-]+$ [json-pointer:/metadata/event_type]",
            "invalid_metadata_format",
        ),
        (
            {"text": "x", "metadata": {"event_type": "card_sent"}},
            "missing required field: event_payload [json-pointer:/metadata]",
            "invalid_metadata_format",
        ),
        (
            {"text": "x", "metadata": {"event_type": "card_sent", "event_payload": "key"}},
            "must provide an object [json-pointer:/metadata/event_payload]",
            "invalid_metadata_format",
        ),
        (
            {"blocks": [actions(BUTTON, BUTTON)]},
            '`action_id` "done" already exists [json-pointer:/blocks/0/elements/1/action_id]',
            "invalid_blocks",
        ),
        (
            {"blocks": [{"type": "card", "actions": [BUTTON, BUTTON]}]},
            '`action_id` "done" already exists [json-pointer:/blocks/0/actions/1/action_id]',
            "invalid_blocks",
        ),
        (
            {
                "blocks": [{**DIVIDER, "block_id": "a"}],
                "attachments": [{"blocks": [{**DIVIDER, "block_id": "a"}]}],
            },
            '`block_id` "a" already exists [json-pointer:/attachments/0/blocks/0/block_id]',
            "invalid_attachments",
        ),
        (
            {
                "blocks": [
                    {**DIVIDER, "block_id": "a"},
                    {"type": "container", "title": PLAIN, "child_blocks": [{**DIVIDER, "block_id": "a"}]},
                ]
            },
            '`block_id` "a" already exists [json-pointer:/blocks/1/child_blocks/0/block_id]',
            "invalid_blocks",
        ),
        (
            {
                "blocks": [
                    {"type": "carousel", "elements": [{"type": "card", "title": PLAIN, "block_id": "a"}] * 2}
                ]
            },
            '`block_id` "a" already exists [json-pointer:/blocks/0/elements/1/block_id]',
            "invalid_blocks",
        ),
        (
            {"blocks": [TABLE], "attachments": [{"blocks": [TABLE]}]},
            "only_one_table_allowed [json-pointer:/attachments/0/blocks/0]",
            "invalid_attachments",
        ),
        (
            {"blocks": [TABLE, TABLE]},
            "only_one_table_allowed [json-pointer:/blocks/1]",
            "invalid_attachments",
        ),
        (
            {"blocks": [{"type": "plan", "title": "Week"}] * 2},
            "Cannot have more than 1 plan block [json-pointer:/blocks/1]",
            "invalid_blocks",
        ),
        (
            {"blocks": [PIE] * 3},
            "Cannot have more than 2 data_visualization blocks [json-pointer:/blocks/2]",
            "invalid_blocks",
        ),
        (
            {"blocks": [{"type": "markdown", "text": "x" * 6001}] * 2},
            "must be less than 12001 characters [json-pointer:/blocks/1]",
            "invalid_blocks",
        ),
        ({"blocks": [section(3000)] * 4 + [section(1)]}, "msg_blocks_too_long", "msg_blocks_too_long"),
    ],
)
def test_a_wrong_message_is_refused_with_slacks_error(payload: Json, problem: str, code: str) -> None:
    problems = blocks.message_problems(payload)

    assert problems[0] == f"[ERROR] {problem}"
    assert blocks.error_code(problems) == code


def test_cells_do_not_count_towards_the_text_of_a_message() -> None:
    cells = [[{"type": "raw_text", "text": "x" * 9000}]]

    assert told(blocks=[{"type": "table", "rows": cells}, section(3000), section(3000)]) == []


@pytest.mark.parametrize(
    "view",
    [
        MODAL,
        {**MODAL, "submit": PLAIN, "close": PLAIN, "blocks": [FIELD], "notify_on_close": True},
        {**MODAL, "private_metadata": "x" * 3000, "callback_id": "x" * 255, "external_id": "x" * 255},
        {**MODAL, "blocks": [section(3000)] * 100},
        {"type": "home", "blocks": [FIELD]},
        {"type": "home", "blocks": [DIVIDER] * 100, "private_metadata": "", "title": PLAIN},
    ],
)
def test_a_right_view_is_taken(view: Json) -> None:
    assert blocks.view_problems(view) == []


@pytest.mark.parametrize(
    ("view", "problem"),
    [
        (None, "must provide an object [json-pointer:/view]"),
        ({}, "missing required field: type [json-pointer:/view]"),
        ({"type": "modal"}, "missing required field: title [json-pointer:/view]"),
        ({"type": "panel"}, "unsupported type: panel [json-pointer:/view/type]"),
        ({**MODAL, "title": {**PLAIN, "text": "x" * 25}}, "must be less than 25 characters [json-pointer:/view/title/text]"),
        ({**MODAL, "submit": {**PLAIN, "text": "x" * 25}}, "must be less than 25 characters [json-pointer:/view/submit/text]"),
        ({**MODAL, "close": {**PLAIN, "text": "x" * 25}}, "must be less than 25 characters [json-pointer:/view/close/text]"),
        ({**MODAL, "submit": None}, "must provide an object [json-pointer:/view/submit]"),
        ({**MODAL, "private_metadata": "x" * 3001}, "must be less than 3001 characters [json-pointer:/view/private_metadata]"),
        ({**MODAL, "callback_id": "x" * 256}, "must be less than 256 characters [json-pointer:/view/callback_id]"),
        ({**MODAL, "external_id": "x" * 256}, "must be less than 256 characters [json-pointer:/view/external_id]"),
        ({**MODAL, "state": {}}, "invalid additional property: state [json-pointer:/view]"),
        ({**MODAL, "blocks": [DIVIDER] * 101}, "no more than 100 items allowed [json-pointer:/view/blocks]"),
        ({**MODAL, "blocks": [{"type": "markdown", "text": "x"}]}, "unsupported type: markdown [json-pointer:/view/blocks/0/type]"),
        ({"type": "home", "blocks": [], "submit": PLAIN}, "invalid additional property: submit [json-pointer:/view]"),
    ],
)  # fmt: skip
def test_a_wrong_view_is_refused_as_a_whole_and_in_particular(view: object, problem: str) -> None:
    problems = blocks.view_problems(view)

    assert problems[0] == "[ERROR] failed to match all allowed schemas [json-pointer:/view]"
    assert f"[ERROR] {problem}" in problems


def test_a_modal_with_something_to_fill_in_needs_a_submit_button() -> None:
    assert blocks.view_problems({**MODAL, "blocks": [DIVIDER, FIELD]}) == [
        "[ERROR] must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]"
    ]


def test_only_one_element_of_a_view_asks_for_the_cursor() -> None:
    assert blocks.view_problems({"type": "home", "blocks": [FIELD, FIELD]}) == [
        "[ERROR] only one element can set `focus_on_load` [json-pointer:/view/blocks/1/element/focus_on_load]"
    ]
    assert len(blocks.check([FIELD, FIELD], "modal")) == 1
