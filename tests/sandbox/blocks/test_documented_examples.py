"""Every documented block, in our own words: taken as it stands, refused when one thing about it is wrong."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from sandbox import blocks
from sandbox.blocks import Surface

Json = dict[str, Any]


def words(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": True}


def marked(text: str) -> Json:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def written(text: str) -> Json:
    line = {
        "type": "rich_text_section",
        "elements": [{"type": "text", "text": text, "style": {"bold": True}}],
    }
    return {"type": "rich_text", "elements": [line]}


def cell(text: str) -> Json:
    return {"type": "raw_text", "text": text}


MAP: Json = {"type": "image", "image_url": "https://example.com/map.png", "alt_text": "Map of the district"}
DONE: Json = {
    "type": "button",
    "text": words("Done"),
    "action_id": "actions.done",
    "value": "A-12",
    "style": "primary",
    "accessibility_label": "Mark A-12 as done",
    "confirm": {
        "title": words("Close A-12?"),
        "text": marked("Its owner is told."),
        "confirm": words("Close it"),
        "deny": words("Keep it open"),
        "style": "danger",
    },
}
OWNER: Json = {
    "type": "users_select",
    "action_id": "owner",
    "initial_user": "U01",
    "placeholder": words("Owner"),
}
TASK: Json = {
    "task_id": "read",
    "title": "Reading the minutes",
    "status": "complete",
    "details": written("Six topics"),
    "output": written("Two decisions"),
    "sources": [{"type": "url", "url": "https://example.com/minutes", "text": "Minutes"}],
}
CARD: Json = {
    "type": "card",
    "hero_image": MAP,
    "icon": MAP,
    "title": marked("*Pacing*"),
    "subtitle": words("Owner: Priya Nair"),
    "body": marked("On track"),
    "subtext": words("Updated on Monday"),
    "actions": [DONE],
}
WEEKS = ["Week 1", "Week 2"]


def chart(kind: str) -> Json:
    points = [{"label": week, "value": number} for number, week in enumerate(WEEKS)]
    axis = {"categories": WEEKS, "x_label": "Week", "y_label": "Actions closed"}
    return {"type": kind, "series": [{"name": "Northlight", "data": points}], "axis_config": axis}


def plotted(content: Json) -> Json:
    return {"type": "data_visualization", "title": "Actions closed", "chart": content}


# The block, the fields its page marks as required, and a surface that takes it.
EXAMPLES: list[tuple[Json, str, Surface]] = [
    ({"type": "actions", "block_id": "card", "elements": [DONE, OWNER]}, "elements", "message"),
    ({"type": "alert", "text": marked("Two workstreams have no owner."), "level": "warning"}, "text", "modal"),
    (CARD, "", "home"),
    ({"type": "carousel", "elements": [CARD, {"type": "card", "title": words("Coaching")}]}, "elements", "message"),
    (
        {
            "type": "container",
            "title": words("Owed this week"),
            "subtitle": marked("Three actions"),
            "icon": MAP,
            "width": "wide",
            "is_collapsible": True,
            "default_collapsed": False,
            "child_blocks": [{"type": "section", "text": marked("A-12 Draft the pacing guide")}],
        },
        "child_blocks",
        "message",
    ),
    ({"type": "context", "elements": [MAP, marked("Updated by Maya Okafor")]}, "elements", "home"),
    (
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "action_id": "helpful",
                    "positive_button": {"text": words("Helpful"), "value": "yes"},
                    "negative_button": {"text": words("Not helpful"), "value": "no"},
                },
                {"type": "icon_button", "icon": "trash", "text": words("Remove"), "action_id": "remove"},
            ],
        },
        "elements",
        "message",
    ),
    (
        {
            "type": "data_table",
            "caption": "Open actions by owner",
            "page_size": 10,
            "row_header_column_index": 0,
            "rows": [
                [cell("Owner"), cell("Open")],
                [written("Priya Nair"), {"type": "raw_number", "value": 3, "text": "3"}],
            ],
        },
        "caption rows",
        "message",
    ),
    (plotted({"type": "pie", "segments": [{"label": "Done", "value": 9}]}), "title chart", "message"),
    *((plotted(chart(kind)), "title chart", "message") for kind in ("bar", "area", "line")),
    ({"type": "divider", "block_id": "line"}, "", "home"),
    ({"type": "file", "external_id": "minutes-7", "source": "remote"}, "external_id source", "message"),
    ({"type": "header", "text": words("Agenda"), "level": 2}, "text", "modal"),
    ({**MAP, "title": words("Schools"), "block_id": "map"}, "alt_text image_url", "home"),
    ({"type": "image", "slack_file": {"id": "F01"}, "alt_text": "Map"}, "alt_text slack_file", "home"),
    (
        {
            "type": "input",
            "label": words("What is promised?"),
            "hint": words("One sentence"),
            "optional": False,
            "dispatch_action": True,
            "element": {"type": "plain_text_input", "multiline": True, "max_length": 300},
        },
        "label element",
        "modal",
    ),
    ({"type": "markdown", "text": "## Minutes\n- **Pacing** stays"}, "text", "message"),
    ({"type": "plan", "title": "Writing the brief", "tasks": [TASK, {"type": "task_card", **TASK}]}, "title", "message"),
    (written("Bring last year's calendar."), "elements", "modal"),
    ({"type": "section", "text": marked("*Pacing* is on track"), "expand": True, "accessory": DONE}, "text", "home"),
    ({"type": "section", "fields": [marked("*Owner*"), words("Ana Sousa")]}, "fields", "home"),
    (
        {
            "type": "table",
            "rows": [[cell("Owner"), cell("Open")], [cell("Grace Kim"), written("Two")]],
            "column_settings": [{"align": "right", "is_wrapped": True}],
        },
        "rows",
        "message",
    ),
    ({"type": "task_card", **TASK}, "task_id title", "message"),
    (
        {
            "type": "video",
            "title": words("The first lesson"),
            "title_url": "https://example.com/lesson",
            "description": words("Eight minutes"),
            "video_url": "https://example.com/embed/lesson",
            "thumbnail_url": "https://example.com/lesson.png",
            "alt_text": "A teacher at the board",
            "author_name": "Joy Mensah",
            "provider_name": "Harbor Glen",
        },
        "title video_url thumbnail_url alt_text",
        "modal",
    ),
    (
        {
            "type": "auth_provider",
            "value": "calendar",
            "name": words("District calendar"),
            "is_connected": False,
            "auth_url": "https://example.com/connect",
            "fallback": [{"type": "section", "text": words("Connect the calendar")}],
        },
        "value name is_connected",
        "message",
    ),
]  # fmt: skip
TAKEN = [(block, surface) for block, _, surface in EXAMPLES]


def objects(value: Any) -> Iterator[Json]:
    """Every object in a piece of JSON, itself first."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(part)


def variations(block: Json) -> Iterator[tuple[Json, Json]]:
    """A fresh copy of the block for every object in it, with that object."""
    for number in range(len(list(objects(block)))):
        fresh = copy.deepcopy(block)
        yield fresh, list(objects(fresh))[number]


@pytest.mark.parametrize(("block", "surface"), TAKEN)
def test_a_documented_block_is_taken(block: Json, surface: Surface) -> None:
    assert blocks.check([block], surface) == []


@pytest.mark.parametrize(
    ("block", "field", "surface"),
    [(block, field, surface) for block, fields, surface in EXAMPLES for field in fields.split()],
)
def test_a_block_without_a_required_field_is_refused(block: Json, field: str, surface: Surface) -> None:
    assert blocks.check([{name: block[name] for name in block if name != field}], surface)


@pytest.mark.parametrize(("block", "surface"), TAKEN)
def test_a_field_nobody_knows_is_refused_wherever_it_stands(block: Json, surface: Surface) -> None:
    for fresh, part in variations(block):
        part["colour"] = "red"
        assert any("property: colour" in problem for problem in blocks.check([fresh], surface))


@pytest.mark.parametrize(("block", "surface"), TAKEN)
def test_null_is_refused_wherever_it_stands(block: Json, surface: Surface) -> None:
    for number, (_, part) in enumerate(variations(block)):
        for name in part:
            fresh, twin = list(variations(block))[number]
            twin[name] = None
            assert blocks.check([fresh], surface), f"{name} may not be null in {twin}"


@pytest.mark.parametrize("kind", sorted({block["type"] for block, _ in TAKEN}))
def test_a_block_of_nothing_but_its_type_is_refused_unless_it_draws_a_line(kind: str) -> None:
    assert bool(blocks.check([{"type": kind}], "message")) is (kind != "divider")
