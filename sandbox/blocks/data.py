"""The blocks that show figures: table, data table, data visualization.

Limits: docs.slack.dev/reference/block-kit/blocks/table-block, data-table-block, data-visualization-block.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sandbox.blocks.language import (
    Array,
    Choice,
    Flag,
    Nullable,
    Number,
    Place,
    Shape,
    String,
    Variants,
    integer,
    surfaces,
)
from sandbox.blocks.layouts import BLOCK_ID
from sandbox.blocks.richtext import RICH_TEXT

_CELL = Variants(
    {
        "raw_text": Shape(required={"text": String(1)}),
        "raw_number": Shape(required={"value": Number(), "text": String(1)}),
        "rich_text": RICH_TEXT,
    }
)
_PLAIN_CELL = _CELL.only("raw_text", "raw_number")
_ROW = Array(_CELL, least=1, most=20)
TABLE_CHARACTERS = 10_000
DATA_TABLE_CHARACTERS = 20_000


def characters(content: object) -> int:
    """The characters of every `text` below here, however deep."""
    total, waiting = 0, [content]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            total += len(part["text"]) if isinstance(part.get("text"), str) else 0
            waiting.extend(part.values())
        elif isinstance(part, list | tuple):
            waiting.extend(part)
    return total


def _small_table(value: Mapping[str, Any], at: Place) -> Iterator[str]:
    if characters(value["rows"]) > TABLE_CHARACTERS:
        yield (at / "rows").says(f"must be less than {TABLE_CHARACTERS + 1} characters")


def _small_data_table(value: Mapping[str, Any], at: Place) -> Iterator[str]:
    if characters(value["rows"]) > DATA_TABLE_CHARACTERS:
        yield (at / "rows").says(f"must be less than {DATA_TABLE_CHARACTERS + 1} characters")


def _square(value: Mapping[str, Any], at: Place) -> Iterator[str]:
    """Every row is as wide as the header, the header is plain, and the row header is one of its columns."""
    header, *rows = value["rows"]
    for number, row in enumerate(rows, start=1):
        if len(row) != len(header):
            yield (at / "rows" / number).says("all rows must have the same number of cells")
    for number, cell in enumerate(header):
        yield from _PLAIN_CELL.problems(cell, at / "rows" / 0 / number)
    if value.get("row_header_column_index", 0) >= len(header):
        yield (at / "row_header_column_index").says(f"must be less than {len(header) - 1}")


_TABLE = Shape(
    required={"rows": Array(_ROW, least=1, most=100)},
    optional={
        **BLOCK_ID,
        "column_settings": Array(
            Nullable(
                Shape(optional={"align": Choice("left", "center", "right"), "is_wrapped": Flag()}),
            ),
            most=20,
        ),
    },
    rules=(_small_table,),
    on=surfaces("message", "home"),
)
_DATA_TABLE = Shape(
    required={"caption": String(1), "rows": Array(_ROW, least=2, most=201)},
    optional={**BLOCK_ID, "page_size": integer(1, 100), "row_header_column_index": integer(least=0)},
    rules=(_square, _small_data_table),
    on=surfaces("message", "home"),
)

_LABEL = String(1, 20)
_SEGMENT = Shape(required={"label": _LABEL, "value": Number(above=0)})
_POINT = Shape(required={"label": _LABEL, "value": Number()})
_SERIES = Shape(required={"name": _LABEL, "data": Array(_POINT, least=1, most=20)})
_AXIS = Shape(
    required={"categories": Array(_LABEL, least=1, most=20)},
    optional={"x_label": String(most=50), "y_label": String(most=50)},
)


def _series_names(value: Mapping[str, Any], at: Place) -> Iterator[str]:
    seen: set[str] = set()
    for number, series in enumerate(value["series"]):
        if series["name"] in seen:
            yield (at / "series" / number / "name").says("series names must be unique")
        seen.add(series["name"])


def _one_point_a_category(value: Mapping[str, Any], at: Place) -> Iterator[str]:
    categories: Sequence[str] = value["axis_config"]["categories"]
    for number, series in enumerate(value["series"]):
        if sorted(point["label"] for point in series["data"]) != sorted(categories):
            yield (at / "series" / number / "data").says("must have one data point for every category")


_PLOT = Shape(
    required={"series": Array(_SERIES, least=1, most=12), "axis_config": _AXIS},
    rules=(_series_names, _one_point_a_category),
)
_CHART = Variants(
    {
        "pie": Shape(required={"segments": Array(_SEGMENT, least=1, most=12)}),
        "bar": _PLOT,
        "area": _PLOT,
        "line": _PLOT,
    }
)
_DATA_VISUALIZATION = Shape(
    required={"title": String(1, 50), "chart": _CHART}, optional=BLOCK_ID, on=surfaces("message")
)

FIGURES: Mapping[str, Shape] = {
    "table": _TABLE,
    "data_table": _DATA_TABLE,
    "data_visualization": _DATA_VISUALIZATION,
}
