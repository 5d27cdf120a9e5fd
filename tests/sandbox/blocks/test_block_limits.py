"""Each documented limit, from both sides: as much as is allowed is taken, one more is refused and told where."""

from collections.abc import Callable
from typing import Any

import pytest

from sandbox import blocks
from sandbox.blocks import Surface

Json = dict[str, Any]
Build = Callable[[str], Json]


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def plain(text: str = "Fine") -> Json:
    return {"type": "plain_text", "text": text}


def button(**own: Any) -> Json:
    return {"type": "button", "text": plain(), **own}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def asked(element: Json, **own: Any) -> Json:
    return {"type": "input", "label": plain(), "element": element, **own}


def option(number: int = 0, **own: Any) -> Json:
    return {"text": plain(f"Choice {number}"), "value": f"v{number}", **own}


def menu(**own: Any) -> Json:
    return {"type": "static_select", "options": [option()], **own}


def sure(**own: Any) -> Json:
    parts = {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain(), **own}
    return actions(button(confirm=parts))


def image(**own: Any) -> Json:
    return {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A map", **own}


def video(**own: Any) -> Json:
    urls = {"video_url": "https://example.com/v", "thumbnail_url": "https://example.com/t.png"}
    return {"type": "video", "alt_text": "A talk", "title": plain(), **urls, **own}


def pie(**own: Any) -> Json:
    segments = {"segments": [{"label": "Done", "value": 3}]}
    return {"type": "data_visualization", "title": "Actions", "chart": {"type": "pie", **segments}, **own}


def segment(label: str) -> Json:
    return pie(chart={"type": "pie", "segments": [{"label": label, "value": 1}]})


def card(**own: Any) -> Json:
    return {"type": "card", "title": mrkdwn("Pacing"), **own}


def container(**own: Any) -> Json:
    return {"type": "container", "title": plain(), "child_blocks": [{"type": "divider"}], **own}


def feedback(**own: Any) -> Json:
    good = {"text": plain(), "value": "good", **own}
    buttons = {"positive_button": good, "negative_button": {"text": plain(), "value": "bad"}}
    return {"type": "context_actions", "elements": [{"type": "feedback_buttons", **buttons}]}


LENGTHS: list[tuple[Build, int, str, Surface]] = [
    (lambda x: {"type": "divider", "block_id": x}, 255, "/block_id", "message"),
    (lambda x: {"type": "header", "text": plain(x)}, 150, "/text/text", "message"),
    (lambda x: {"type": "section", "text": mrkdwn(x)}, 3000, "/text/text", "message"),
    (lambda x: {"type": "section", "fields": [mrkdwn(x)]}, 2000, "/fields/0/text", "home"),
    (lambda x: {"type": "context", "elements": [mrkdwn(x)]}, 3000, "/elements/0/text", "modal"),
    (lambda x: {"type": "markdown", "text": x}, 12_000, "/text", "message"),
    (lambda x: image(alt_text=x), 2000, "/alt_text", "home"),
    (lambda x: image(title=plain(x)), 2000, "/title/text", "home"),
    (lambda x: image(image_url=x), 3000, "/image_url", "home"),
    (lambda x: video(alt_text=x), 200, "/alt_text", "message"),
    (lambda x: video(title=plain(x)), 200, "/title/text", "message"),
    (lambda x: video(description=plain(x)), 200, "/description/text", "message"),
    (lambda x: video(author_name=x), 50, "/author_name", "message"),
    (lambda x: asked({"type": "plain_text_input"}, hint=plain(x)), 2000, "/hint/text", "modal"),
    (lambda x: {**asked({"type": "plain_text_input"}), "label": plain(x)}, 2000, "/label/text", "modal"),
    (
        lambda x: asked({"type": "plain_text_input", "initial_value": x}),
        3000,
        "/element/initial_value",
        "modal",
    ),
    (lambda x: actions(menu(placeholder=plain(x))), 150, "/elements/0/placeholder/text", "message"),
    (lambda x: actions(menu(action_id=x)), 255, "/elements/0/action_id", "message"),
    (
        lambda x: actions(menu(options=[option(text=plain(x))])),
        75,
        "/elements/0/options/0/text/text",
        "message",
    ),
    (lambda x: actions(menu(options=[option(value=x)])), 150, "/elements/0/options/0/value", "message"),
    (
        lambda x: actions(menu(options=[option(description=plain(x))])),
        75,
        "/elements/0/options/0/description/text",
        "message",
    ),
    (
        lambda x: actions(
            {"type": "static_select", "option_groups": [{"label": plain(x), "options": [option()]}]}
        ),
        75,
        "/elements/0/option_groups/0/label/text",
        "message",
    ),
    (
        lambda x: actions({"type": "overflow", "options": [option(url=x)]}),
        3000,
        "/elements/0/options/0/url",
        "message",
    ),
    (lambda x: actions({**button(), "text": plain(x)}), 75, "/elements/0/text/text", "message"),
    (lambda x: actions(button(url=x)), 3000, "/elements/0/url", "message"),
    (lambda x: actions(button(value=x)), 2000, "/elements/0/value", "message"),
    (lambda x: actions(button(accessibility_label=x)), 75, "/elements/0/accessibility_label", "message"),
    (lambda x: sure(title=plain(x)), 100, "/elements/0/confirm/title/text", "message"),
    (lambda x: sure(text=mrkdwn(x)), 300, "/elements/0/confirm/text/text", "message"),
    (lambda x: sure(confirm=plain(x)), 30, "/elements/0/confirm/confirm/text", "message"),
    (lambda x: sure(deny=plain(x)), 30, "/elements/0/confirm/deny/text", "message"),
    (lambda x: feedback(text=plain(x)), 75, "/elements/0/positive_button/text/text", "message"),
    (lambda x: feedback(value=x), 2000, "/elements/0/positive_button/value", "message"),
    (lambda x: {"type": "alert", "text": mrkdwn(x)}, 200, "/text/text", "modal"),
    (lambda x: card(title=mrkdwn(x)), 150, "/title/text", "home"),
    (lambda x: card(subtitle=plain(x)), 150, "/subtitle/text", "home"),
    (lambda x: card(body=mrkdwn(x)), 200, "/body/text", "modal"),
    (lambda x: card(subtext=mrkdwn(x)), 200, "/subtext/text", "message"),
    (lambda x: container(title=plain(x)), 150, "/title/text", "message"),
    (lambda x: container(subtitle=mrkdwn(x)), 150, "/subtitle/text", "home"),
    (lambda x: pie(title=x), 50, "/title", "message"),
    (segment, 20, "/chart/segments/0/label", "message"),
]


@pytest.mark.parametrize(("build", "limit", "pointer", "surface"), LENGTHS)
def test_a_text_may_be_as_long_as_documented_and_no_longer(
    build: Build, limit: int, pointer: str, surface: Surface
) -> None:
    refusal = f"[ERROR] must be less than {limit + 1} characters [json-pointer:/blocks/0{pointer}]"

    assert blocks.check([build("x" * limit)], surface) == []
    assert blocks.check([build("x" * (limit + 1))], surface)[-1] == refusal


def text_cell(text: str = "x") -> Json:
    return {"type": "raw_text", "text": text}


def rows(count: int, cells: int = 1) -> list[list[Json]]:
    return [[text_cell() for _ in range(cells)] for _ in range(count)]


def plot(series: int, points: int) -> Json:
    labels = [f"Week {number}" for number in range(points)]
    data = [{"label": label, "value": -1} for label in labels]
    lines = [{"name": f"Team {number}", "data": data} for number in range(series)]
    chart = {"type": "line", "series": lines, "axis_config": {"categories": labels}}
    return {"type": "data_visualization", "title": "Use", "chart": chart}


def options(count: int) -> list[Json]:
    return [option(number) for number in range(count)]


COUNTS: list[tuple[Callable[[int], Json], int, int, str]] = [
    (lambda n: {"type": "section", "fields": [mrkdwn("x")] * n}, 1, 10, "/fields"),
    (lambda n: {"type": "context", "elements": [plain()] * n}, 1, 10, "/elements"),
    (lambda n: actions(*[button()] * n), 1, 25, "/elements"),
    (lambda n: actions(menu(options=options(n))), 1, 100, "/elements/0/options"),
    (
        lambda n: actions(
            {"type": "static_select", "option_groups": [{"label": plain(), "options": [option()]}] * n}
        ),
        1,
        100,
        "/elements/0/option_groups",
    ),
    (lambda n: actions({"type": "overflow", "options": options(n)}), 1, 5, "/elements/0/options"),
    (lambda n: actions({"type": "checkboxes", "options": options(n)}), 1, 10, "/elements/0/options"),
    (lambda n: actions({"type": "radio_buttons", "options": options(n)}), 1, 10, "/elements/0/options"),
    (lambda n: {**feedback(), "elements": feedback()["elements"] * n}, 1, 5, "/elements"),
    (lambda n: card(actions=[button()] * n), 1, 3, "/actions"),
    (lambda n: {"type": "carousel", "elements": [card()] * n}, 1, 10, "/elements"),
    (lambda n: container(child_blocks=[{"type": "divider"}] * n), 1, 10, "/child_blocks"),
    (lambda n: {"type": "table", "rows": rows(n)}, 1, 100, "/rows"),
    (lambda n: {"type": "table", "rows": rows(1, n)}, 1, 20, "/rows/0"),
    (lambda n: {"type": "table", "rows": rows(1), "column_settings": [None] * n}, 0, 20, "/column_settings"),
    (lambda n: {"type": "data_table", "caption": "Use", "rows": rows(n)}, 2, 201, "/rows"),
    (lambda n: plot(n, 2), 1, 12, "/chart/series"),
]


@pytest.mark.parametrize(("build", "least", "most", "pointer"), COUNTS)
def test_a_list_may_hold_as_many_as_documented_and_no_more(
    build: Callable[[int], Json], least: int, most: int, pointer: str
) -> None:
    at = f"[json-pointer:/blocks/0{pointer}]"

    assert blocks.check([build(least)], "message") == []
    assert blocks.check([build(most)], "message") == []
    assert blocks.check([build(most + 1)], "message") == [f"[ERROR] no more than {most} items allowed {at}"]
    if least:
        assert blocks.check([build(least - 1)], "message") == [
            f"[ERROR] must provide at least {least} items {at}"
        ]


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_a_surface_holds_so_many_blocks(surface: Surface, most: int) -> None:
    told = blocks.check([{"type": "divider"}] * (most + 1), surface)

    assert blocks.check([{"type": "divider"}] * most, surface) == []
    assert told == [f"[ERROR] no more than {most} items allowed [json-pointer:/blocks]"]


def test_a_line_has_at_most_twenty_points() -> None:
    told = blocks.check([plot(1, 21)], "message")

    assert blocks.check([plot(1, 20)], "message") == []
    assert "[ERROR] no more than 20 items allowed [json-pointer:/blocks/0/chart/series/0/data]" in told
