"""Tables and charts."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.page.blockkit import blocks, charts, marks
from sandbox.page.blockkit.place import Place
from tests.sandbox.page import every_block as kit
from tests.sandbox.page.blockkit.test_page_mrkdwn import MAYA
from tests.sandbox.page.reading import Reading

Json = dict[str, Any]


def read(*found: Json, **facts: Any) -> Reading:
    return Reading(blocks.html(found, Place(MAYA, "m1", **facts)))


def test_a_table_has_headings_and_its_numbers_on_the_right() -> None:
    block = next(found for found in kit.blocks() if found["type"] == "table")
    reading = read(block)
    assert [head.get("class") for head in reading.of("th")] == ["wraps", None, "right", "right"]
    assert reading.of("td")[2]["class"] == "right number"
    assert reading.of("td")[2]["data-sort"] == "3"


def test_a_table_cell_may_be_rich() -> None:
    rich = {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [{"type": "text", "text": "said", "style": {"bold": True}}],
            }
        ],
    }
    reading = read({"type": "table", "rows": [[kit.cell("Words")], [rich]]})
    assert "strong" in reading.tags


def test_an_empty_table_is_still_a_table() -> None:
    assert "table" in read({"type": "table", "rows": []}).tags


def test_a_data_table_shows_a_page_of_rows_under_its_caption() -> None:
    reading = read(
        {
            "type": "data_table",
            "caption": "Open",
            "rows": [kit.HEAD, *kit.ROWS],
            "page_size": 4,
            "row_header_column_index": 1,
        }
    )
    rows = reading.of("tr")[1:]
    assert ["hidden" in row for row in rows] == [False] * 4 + [True] * 2
    assert "1 to 4 of 6" in reading.words
    assert sum(head.get("scope") == "row" for head in reading.of("th")) == 6
    assert (
        "1 to" not in read({"type": "data_table", "caption": "Open", "rows": [kit.HEAD, *kit.ROWS[:2]]}).words
    )


@pytest.mark.parametrize("kind", ["pie", "bar", "line", "area"])
def test_a_chart_is_said_in_words_and_numbers(kind: str) -> None:
    reading = read(kit.chart(kind))
    [drawing] = reading.of("svg")
    assert drawing["role"] == "img"
    said = str(drawing["aria-label"])
    if kind == "pie":
        assert said == "Pie chart. Done 8, Overdue 5, Due this week 7, Later 5."
        assert "Done 8 (32%)" in reading.words
    else:
        assert said.startswith(f"{kind.capitalize()} chart. Closed: Week 1 2, Week 2 5")
    assert "table" in reading.tags


def test_a_chart_with_gaps_and_below_zero_is_drawn() -> None:
    series = [{"name": "Net", "data": [{"label": "a", "value": -2.5}, {"label": "c", "value": 4}]}]
    for kind in ("bar", "line", "area"):
        reading = read(
            {
                "type": "data_visualization",
                "title": "Net",
                "chart": {"type": kind, "series": series, "axis_config": {"categories": ["a", "b", "c"]}},
            }
        )
        assert "a -2.5, b \N{EN DASH}, c 4" in str(reading.of("svg")[0]["aria-label"])
        assert not any(found.get("class") == "legend" for found in reading.of("ul"))


def test_a_chart_without_categories_takes_them_from_its_numbers() -> None:
    chart = charts.read({"title": "x", "chart": {"type": "bar", "series": [kit.series("s", 1, 2, 3, 4)]}})
    assert chart.labels == ("Week 1", "Week 2", "Week 3", "Week 4")


@pytest.mark.parametrize(
    "drawn",
    [
        {},
        {"type": "pie", "segments": []},
        {"type": "bar", "series": []},
        {"type": "line", "series": [{"name": "x", "data": [{"label": "a", "value": None}]}]},
    ],
)
def test_a_chart_with_nothing_in_it_says_so(drawn: Json) -> None:
    assert "no numbers" in read({"type": "data_visualization", "title": "x", "chart": drawn}).words


def test_one_slice_is_a_whole_and_no_slice_a_ring() -> None:
    whole = {"type": "pie", "segments": [{"label": "a", "value": 3}]}
    assert read({"type": "data_visualization", "title": "x", "chart": whole}).of("path")
    nothing = {"type": "pie", "segments": [{"label": "a", "value": 0}]}
    assert read({"type": "data_visualization", "title": "x", "chart": nothing}).of("circle")


def test_an_area_without_numbers_draws_nothing() -> None:
    series = [kit.series("full", 1, 2, 3, 4), {"name": "empty", "data": []}]
    assert (
        len(
            read(
                {
                    "type": "data_visualization",
                    "title": "x",
                    "chart": {"type": "area", "series": series, "axis_config": kit.AXES},
                }
            ).of("polygon")
        )
        == 1
    )


NUMBERS = st.lists(st.floats(-1e9, 1e9, allow_nan=False), min_size=1, max_size=20)


@settings(deadline=None)
@given(NUMBERS)
def test_a_grid_holds_every_value_and_zero(values: list[float]) -> None:
    low, high, step = marks.scale(values)
    assert low <= min([0.0, *values]) + step * 1e-6
    assert high >= max([0.0, *values]) - step * 1e-6
    assert 1 <= round((high - low) / step) <= 10


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "\N{EN DASH}"), (3, "3"), (1234567.0, "1,234,567"), (2.5, "2.5"), (0.333, "0.33")],
)
def test_figures_are_written_as_people_write_them(value: float | None, said: str) -> None:
    assert marks.figure(value) == said
