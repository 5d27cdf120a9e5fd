"""Every documented element, in our own words, in each block its page names and in no other."""

from typing import Any

import pytest

from sandbox import blocks

Json = dict[str, Any]
WORDS: Json = {"type": "plain_text", "text": "Fine"}
CHOICE: Json = {"text": WORDS, "value": "A-12"}
CHOICES: Json = {"options": [CHOICE]}
MENU: Json = {"placeholder": WORDS, "focus_on_load": False, "action_id": "pick"}
SHORTCUT = "https://slack.com/shortcuts/Ft01/abc"
SECTION, ACTIONS, INPUT, CONTEXT = "section", "actions", "input", "context"
EVERY_FORM = {SECTION, ACTIONS, INPUT}

# The element, and the blocks that take it.
ELEMENTS: list[tuple[Json, set[str]]] = [
    ({"type": "button", "text": WORDS, "url": "https://example.com"}, {SECTION, ACTIONS}),
    ({"type": "button", "text": WORDS, "agent_prompt": "Sum up", "visible_to_user_ids": ["U01"]}, {SECTION, ACTIONS}),
    ({"type": "checkboxes", **CHOICES, "initial_options": [CHOICE]}, EVERY_FORM),
    ({"type": "datepicker", "initial_date": "2026-03-09", **MENU}, EVERY_FORM),
    ({"type": "datetimepicker", "initial_date_time": 1773032400}, {ACTIONS, INPUT}),
    ({"type": "email_text_input", "initial_value": "maya@example.com", **MENU}, {INPUT}),
    ({"type": "file_input", "filetypes": ["csv"], "max_files": 2, "action_id": "file"}, {INPUT}),
    ({"type": "image", "slack_file": {"url": "https://files.example.com/a.png"}, "alt_text": "Map"}, {SECTION, CONTEXT}),
    ({"type": "multi_static_select", **MENU, **CHOICES, "max_selected_items": 2}, EVERY_FORM),
    ({"type": "multi_external_select", **MENU, "min_query_length": 2, "initial_options": [CHOICE]}, EVERY_FORM),
    ({"type": "multi_users_select", **MENU, "initial_users": ["U01"]}, EVERY_FORM),
    ({"type": "multi_conversations_select", **MENU, "default_to_current_conversation": True}, EVERY_FORM),
    ({"type": "multi_channels_select", **MENU, "initial_channels": ["C01"]}, EVERY_FORM),
    ({"type": "number_input", "is_decimal_allowed": False, "min_value": "1", "max_value": "13"}, {INPUT}),
    ({"type": "overflow", "options": [{**CHOICE, "url": "https://example.com"}], "action_id": "more"}, {SECTION, ACTIONS}),
    ({"type": "plain_text_input", "multiline": True, "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]}}, {INPUT}),
    ({"type": "radio_buttons", **CHOICES, "initial_option": CHOICE}, EVERY_FORM),
    ({"type": "rich_text_input", "action_id": "notes", "min_lines": 3, "max_lines": 9}, {ACTIONS, INPUT}),
    ({"type": "static_select", **MENU, "option_groups": [{"label": WORDS, **CHOICES}], "initial_option": CHOICE}, EVERY_FORM),
    ({"type": "external_select", **MENU, "min_query_length": 0, "initial_option": CHOICE}, EVERY_FORM),
    ({"type": "users_select", **MENU, "initial_user": "U01"}, EVERY_FORM),
    ({"type": "conversations_select", **MENU, "response_url_enabled": True, "filter": {"include": ["public"]}}, EVERY_FORM),
    ({"type": "channels_select", **MENU, "initial_channel": "C01"}, EVERY_FORM),
    ({"type": "timepicker", "initial_time": "08:30", "timezone": "America/New_York", **MENU}, EVERY_FORM),
    ({"type": "url_text_input", "initial_value": "https://example.com", **MENU}, {INPUT}),
    (WORDS, {CONTEXT}),
    ({"type": "mrkdwn", "text": "*Fine*", "verbatim": False}, {CONTEXT}),
    ({"type": "feedback_buttons", "positive_button": {}, "negative_button": {}}, set()),
]  # fmt: skip


def holding(kind: str, element: Json) -> Json:
    blocks_by_kind: dict[str, Json] = {
        SECTION: {"text": WORDS, "accessory": element},
        ACTIONS: {"elements": [element]},
        INPUT: {"label": WORDS, "element": element},
        CONTEXT: {"elements": [element]},
    }
    return {"type": kind, **blocks_by_kind[kind]}


@pytest.mark.parametrize(("element", "taken_in"), ELEMENTS)
def test_an_element_is_taken_by_the_blocks_its_page_names(element: Json, taken_in: set[str]) -> None:
    holders = (SECTION, ACTIONS, INPUT, CONTEXT)

    assert {kind for kind in holders if not blocks.check([holding(kind, element)], "modal")} == taken_in


@pytest.mark.parametrize("kind", [SECTION, ACTIONS])
def test_a_workflow_button_runs_from_a_message_only(kind: str) -> None:
    trigger = {"url": SHORTCUT, "customizable_input_parameters": [{"name": "team", "value": "Northlight"}]}
    button = {"type": "workflow_button", "action_id": "run", "text": WORDS, "workflow": {"trigger": trigger}}

    assert blocks.check([holding(kind, button)], "message") == []
    assert blocks.check([holding(kind, button)], "home")
    assert blocks.check([holding(kind, {**button, "workflow": {}})], "message")


# The leaf, and which of its fields may be left out.
LEAVES: list[tuple[Json, str]] = [
    ({"type": "attachment_mention", "url": "https://example.com/a", "full_size_preview_enabled": True}, "full_size_preview_enabled"),
    ({"type": "broadcast", "range": "here"}, ""),
    ({"type": "canvas", "file_id": "F01", "hide_title": False}, "hide_title"),
    ({"type": "canvas_message_unfurl", "root_message_ts": "1.2", "root_message_channel": "C01"}, ""),
    ({"type": "canvas_user_mention", "user_id": "U01"}, ""),
    ({"type": "channel", "channel_id": "C01"}, ""),
    ({"type": "citation", "url": "https://a", "text": "Minutes", "index": 1, "details": {"citation_type": "web"}}, ""),
    ({"type": "color", "value": "#439FE0"}, ""),
    ({"type": "date", "timestamp": 1773032400, "format": "{date_long}", "fallback": "9 March"}, "fallback"),
    ({"type": "emoji", "name": "wave", "unicode": "1f44b"}, "unicode"),
    ({"type": "file", "file_id": "F01"}, ""),
    ({"type": "link", "url": "https://example.com", "text": "Calendar", "unsafe": False}, "text unsafe"),
    ({"type": "list_record", "file_id": "F01", "record_id": "R01"}, "record_id"),
    ({"type": "message_mention", "channel_id": "C01", "message_ts": "1.2"}, ""),
    ({"type": "salesforce_data_field", "salesforce_record_id": "001"}, ""),
    ({"type": "tag", "text": "At risk", "color": "yellow"}, "color"),
    ({"type": "team", "team_id": "T01"}, ""),
    ({"type": "text", "text": "Fine", "style": {"bold": True, "code": False, "strike": True}}, "style"),
    ({"type": "user", "user_id": "U01", "style": {"highlight": True}}, "style"),
    ({"type": "usergroup", "usergroup_id": "S01"}, ""),
    ({"type": "work_object_mention", "entity_id": "E01", "app_id": "A01", "text": "A-12", "url": "https://a"}, ""),
    ({"type": "workflow_mention", "workflow_id": "Wf01", "function_trigger_id": "Ft01", "text": "Run"}, ""),
]  # fmt: skip


def rich(part: Json) -> list[Json]:
    return [{"type": "rich_text", "elements": [part]}]


@pytest.mark.parametrize("leaf", [leaf for leaf, _ in LEAVES])
def test_a_leaf_is_taken_in_sections_lists_and_quotes(leaf: Json) -> None:
    section = {"type": "rich_text_section", "elements": [leaf]}
    listed = {"type": "rich_text_list", "style": "ordered", "elements": [section]}
    quoted = {"type": "rich_text_quote", "elements": [leaf], "border": 1}

    assert [blocks.check(rich(part), "home") for part in (section, listed, quoted)] == [[], [], []]


@pytest.mark.parametrize(("leaf", "optional"), LEAVES)
def test_a_leaf_without_a_required_field_is_refused(leaf: Json, optional: str) -> None:
    for name in leaf.keys() - set(optional.split()):
        rest = {field: leaf[field] for field in leaf if field != name}
        assert blocks.check(rich({"type": "rich_text_section", "elements": [rest]}), "home"), name


@pytest.mark.parametrize("leaf", [leaf for leaf, _ in LEAVES])
def test_code_holds_text_and_links_only(leaf: Json) -> None:
    code = {"type": "rich_text_preformatted", "elements": [leaf], "language": "json", "border": 0}

    assert (blocks.check(rich(code), "home") == []) is (leaf["type"] in {"text", "link"})
