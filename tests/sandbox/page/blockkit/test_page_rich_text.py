from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.page.blockkit import markdown, rich_text
from tests.sandbox.page.blockkit.test_page_mrkdwn import HOSTILE, MAYA
from tests.sandbox.page.reading import Reading

Json = dict[str, Any]


def section(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


@pytest.mark.parametrize(
    ("element", "shown"),
    [
        (
            {"type": "text", "text": "a\nb", "style": {"bold": True, "italic": True}},
            "<em><strong>a<br>b</strong></em>",
        ),
        ({"type": "text", "text": "x", "style": {"strike": True}}, "<s>x</s>"),
        ({"type": "text", "text": "x", "style": {"underline": True}}, "<u>x</u>"),
        ({"type": "text", "text": "x", "style": {"code": True}}, "<code>x</code>"),
        ({"type": "user", "user_id": "U2"}, '<span class="mention" data-person="U2">@Daniel Reyes</span>'),
        ({"type": "channel", "channel_id": "C9"}, '<span class="mention">private channel</span>'),
        ({"type": "broadcast", "range": "here"}, '<span class="mention loud">@here</span>'),
        ({"type": "usergroup", "usergroup_id": "S1"}, '<span class="mention">@S1</span>'),
        ({"type": "team", "team_id": "T1"}, "<span>T1</span>"),
        ({"type": "color", "value": "#123456"}, "<code>#123456</code>"),
        ({"type": "emoji", "name": "unheard"}, ":unheard:"),
        ({"type": "link", "url": "javascript:x", "text": "x"}, "<span>x</span>"),
        ({"type": "hologram"}, "<span>[hologram]</span>"),
    ],
)
def test_a_run_is_shown_with_its_style(element: Json, shown: str) -> None:
    assert rich_text.html(section(element), MAYA) == f"<p>{shown}</p>"


def test_links_emoji_and_dates_stand_in_a_run() -> None:
    reading = Reading(
        rich_text.html(
            section(
                {"type": "link", "url": "https://x.org"},
                {"type": "emoji", "name": "wave"},
                {"type": "date", "timestamp": 1_793_640_600, "format": "{date_num}", "fallback": "then"},
            ),
            MAYA,
        )
    )
    assert reading.words == "https://x.org👋2026-11-02"


def test_lists_quotes_and_code_are_what_they_are() -> None:
    run = {"type": "text", "text": "x"}
    item = {"type": "rich_text_section", "elements": [run]}
    block = {
        "elements": [
            {"type": "rich_text_list", "style": "ordered", "offset": 2, "indent": 1, "elements": [item]},
            {"type": "rich_text_list", "style": "bullet", "elements": [item]},
            {"type": "rich_text_quote", "elements": [run]},
            {"type": "rich_text_preformatted", "elements": [run]},
            {"type": "rich_text_hologram"},
        ]
    }
    reading = Reading(rich_text.html(block, MAYA))
    assert reading.of("ol") == [{"data-depth": "1", "type": "a", "start": "3"}]
    assert reading.tags == ["ol", "li", "ul", "li", "blockquote", "pre", "code", "p"]
    assert rich_text.words(block) == "x\nx\nx\nx\n"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("# Minutes", "<h3>Minutes</h3>\n"),
        ("##### Small", "<h6>Small</h6>\n"),
        ("**a** ~~b~~", "<p><strong>a</strong> <s>b</s></p>\n"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("&lt;b&gt;", "<p>&lt;b&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        (
            "[x](https://x.org)",
            '<p><a href="https://x.org" target="_blank" rel="noopener noreferrer">x</a></p>\n',
        ),
        ("![](@U1)", '<p><span class="mention mine" data-person="U1">@Maya Okafor</span></p>\n'),
        ("![](#C1)", '<p><span class="mention" data-channel="C1">#northlight-ela</span></p>\n'),
    ],
)
def test_markdown_is_shown_without_its_html(typed: str, shown: str) -> None:
    assert markdown.html(typed, MAYA) == shown


@settings(deadline=None)
@given(HOSTILE)
def test_no_markdown_becomes_a_script(typed: str) -> None:
    Reading(markdown.html(typed, MAYA))


@settings(deadline=None)
@given(
    HOSTILE,
    st.sampled_from(
        [
            "text",
            "link",
            "emoji",
            "date",
            "color",
            "user",
            "channel",
            "broadcast",
            "usergroup",
            "team",
            "hologram",
        ]
    ),
)
def test_no_rich_text_becomes_a_script(typed: str, kind: str) -> None:
    keys = (
        "text",
        "url",
        "name",
        "format",
        "value",
        "user_id",
        "channel_id",
        "range",
        "usergroup_id",
        "team_id",
        "fallback",
    )
    Reading(rich_text.html(section({"type": kind, "timestamp": 1, **dict.fromkeys(keys, typed)}), MAYA))
