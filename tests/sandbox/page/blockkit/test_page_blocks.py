import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.page import attachments
from sandbox.page.blockkit import blocks
from sandbox.page.blockkit.markup import join, safe_url, tag
from sandbox.page.blockkit.place import Place
from tests.sandbox.page import every_block as kit
from tests.sandbox.page.blockkit.test_page_mrkdwn import HOSTILE, MAYA
from tests.sandbox.page.reading import Reading

Json = dict[str, Any]
EVERY = [*kit.blocks(), *kit.form()]


def read(*found: Json, **facts: Any) -> Reading:
    return Reading(blocks.html(found, Place(MAYA, "m1", **facts)))


def test_every_block_is_drawn_with_ids_of_its_own() -> None:
    reading = read(*EVERY)
    ids = [found["id"] for found in reading.attributes if found.get("id")]
    assert len(ids) == len(set(ids))


def test_what_names_or_describes_something_exists() -> None:
    reading = read(*EVERY, errors={"field_plain_text_input": "Too short."})
    ids = {found.get("id") for found in reading.attributes}
    for found in reading.attributes:
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget"):
            assert set(str(found.get(name) or "").split()) <= ids, (name, found)


def hostile(value: Any, typed: str) -> Any:
    """The same JSON with this text in every place where people or apps write words."""
    written = {"text", "title", "subtitle", "caption", "alt_text", "label", "url", "image_url", "value", "initial_value", "name", "placeholder", "external_id", "title_url", "color", "block_id", "action_id", "x_label", "y_label", "description"}  # fmt: skip
    if isinstance(value, dict):
        return {
            key: typed if key in written and isinstance(part, str) else hostile(part, typed)
            for key, part in value.items()
        }
    return [hostile(part, typed) for part in value] if isinstance(value, list) else value


@settings(deadline=None)
@given(HOSTILE, st.sampled_from(EVERY))
def test_no_words_in_any_block_become_a_script(typed: str, block: Json) -> None:
    read(hostile(block, typed))


def test_a_section_ties_its_button_to_its_words() -> None:
    reading = read(
        {
            "type": "section",
            "block_id": "b1",
            "text": kit.mrkdwn("*A-13*"),
            "accessory": kit.element("button"),
        }
    )
    [button] = reading.of("button")
    assert button["aria-describedby"] == "m1-b1-text"
    assert any(found.get("id") == "m1-b1-text" for found in reading.of("div"))


def test_a_section_may_have_fields_alone() -> None:
    assert read({"type": "section", "fields": [kit.mrkdwn("*a*"), kit.plain("b")]}).words == "ab"


def test_a_field_is_tied_to_its_label_hint_and_error() -> None:
    block = {
        "type": "input",
        "block_id": "b1",
        "label": kit.plain("What"),
        "hint": kit.plain("Short"),
        "element": kit.element("email_text_input"),
    }
    reading = read(block, errors={"b1": "Say what."})
    [entry], [label] = reading.of("input"), reading.of("label")
    assert label["for"] == entry["id"]
    assert entry["aria-describedby"] == "m1-b1-error m1-b1-hint"
    assert entry["aria-invalid"] == "true"
    assert entry["aria-required"] == "true"
    assert reading.words == "WhatSay what.Short"


def test_a_field_that_may_stay_empty_says_so() -> None:
    block = {
        "type": "input",
        "block_id": "b1",
        "label": kit.plain("What"),
        "optional": True,
        "element": kit.element("url_text_input"),
    }
    reading = read(block)
    assert reading.words == "What (optional)"
    assert "aria-required" not in reading.of("input")[0]
    assert "data-acts" not in reading.of("input")[0]
    assert "data-acts" in read({**block, "dispatch_action": True}).of("input")[0]


@pytest.mark.parametrize(("level", "tag_name"), [(None, "h3"), (1, "h3"), (2, "h4"), (4, "h6"), (9, "h3")])
def test_headers_stand_below_the_pages_own_headings(level: int | None, tag_name: str) -> None:
    assert tag_name in read({"type": "header", "level": level, "text": kit.plain("x")}).tags


@pytest.mark.parametrize(
    ("level", "words"),
    [("info", "Note: x"), ("warning", "Warning: x"), ("error", "Problem: x"), ("success", "Done: x"), ("default", "x"), (None, "x"), ("purple", "x")],
)  # fmt: skip
def test_an_alert_says_its_level_in_words(level: str | None, words: str) -> None:
    assert read({"type": "alert", "level": level, "text": kit.plain("x")}).words == words


def test_the_newer_frames_hold_what_they_are_given() -> None:
    reading = read(
        kit.CARD,
        {"type": "carousel", "elements": [kit.CARD, kit.CARD]},
        {"type": "plan", "title": "Plan", "tasks": [kit.TASK]},
    )
    assert reading.words.count("Unit 3 study guide") == 3
    assert "Read the minutes Done" in reading.words


def test_a_card_may_have_pictures_alone() -> None:
    picture = kit.element("image")
    assert read({"type": "card", "hero_image": picture, "icon": picture}).words.count("Visits by week") == 2


def test_a_task_shows_details_and_where_they_come_from() -> None:
    said = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Details"}]}],
    }
    source = {"type": "url", "url": "https://x.org", "text": "Guide"}
    reading = read({**kit.TASK, "details": said, "status": "waiting", "sources": [source]})
    assert reading.words == "Read the minutes waitingDetailsGuide"


@pytest.mark.parametrize(("folded", "is_open"), [(True, False), (False, True)])
def test_a_container_folds_when_the_app_says_so(folded: bool, is_open: bool) -> None:
    inner = {"type": "section", "text": kit.plain("x")}
    title = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "T"}]}],
    }
    block = {
        "type": "container",
        "rich_text_title": title,
        "subtitle": kit.plain("S"),
        "child_blocks": [inner],
        "is_collapsible": True,
        "default_collapsed": folded,
    }
    reading = read(block)
    assert ("open" in reading.of("details")[0]) is is_open
    assert reading.words == "TSx"


def test_unknown_blocks_and_those_of_slack_alone_are_named() -> None:
    assert read({"type": "hologram"}).words == "[hologram block: shown only in Slack]"
    assert "guide-3" in read({"type": "file", "external_id": "guide-3"}).words
    assert "only in Slack" in read({"type": "call"}).words
    assert read({"type": "video", "title": kit.plain("T"), "alt_text": "A"}).words == "Video: TA"


def test_an_image_may_lack_a_title() -> None:
    assert "figcaption" not in read({"type": "image", "image_url": "/a.png", "alt_text": "x"}).tags


OLDER: list[tuple[Json, str]] = [
    ({"fallback": "said plainly"}, "said plainly"),
    (
        {
            "pretext": "P",
            "title": "T",
            "title_link": "https://x.org",
            "text": "*b*",
            "footer": "F",
            "color": "good",
        },
        "PTbF",
    ),
    ({"title": "T", "fallback": "unused"}, "T"),
    ({"fields": [{"title": "Owner", "value": "_Maya_"}], "color": "#a02f1d"}, "OwnerMaya"),
    ({"blocks": [{"type": "section", "text": kit.plain("x")}], "color": "javascript:"}, "x"),
]


@pytest.mark.parametrize(("found", "words"), OLDER)
def test_attachments_are_shown_with_their_edge(found: Json, words: str) -> None:
    reading = Reading(attachments.html([found], Place(MAYA, "m1")))
    assert reading.words == words
    assert ("rect" in reading.tags) is (found.get("color") == "#a02f1d")


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://x.org", "https://x.org"),
        ("HTTP://x.org", "HTTP://x.org"),
        ("mailto:a@b.org", "mailto:a@b.org"),
        (" java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("/control/say", None),
        ("", None),
    ],
)
def test_only_addresses_that_cannot_act_are_followed(address: str, safe: str | None) -> None:
    assert safe_url(address) == safe


def test_markup_is_escaped_once() -> None:
    assert (
        tag("p", "<b>", tag("b", "&"), None, title='"', hidden=True, open=False)
        == '<p title="&#34;" hidden>&lt;b&gt;<b>&amp;</b></p>'
    )
    assert join(["<", tag("br")], ", ") == "&lt;, <br>"


def test_confirmations_are_json_without_markup_of_their_own() -> None:
    reading = read({"type": "actions", "elements": [hostile(kit.element("danger"), "</script>\"'>")]})
    assert json.loads(str(reading.of("button")[0]["data-confirm"]))["title"] == "</script>\"'>"
