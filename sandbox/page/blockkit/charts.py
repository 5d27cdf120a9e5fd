"""Charts as drawings with their numbers in words: the drawing is one picture to a screen reader, the table beside it holds the facts."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from sandbox.page.blockkit import marks, text
from sandbox.page.blockkit.marks import Chart, Series
from sandbox.page.blockkit.markup import join, tag
from sandbox.page.blockkit.place import Json, Place


def html(block: Json, place: Place) -> Markup:
    """Return the chart, a legend, and its numbers as a table that can be opened."""
    chart = read(block)
    name = place.id(block.get("block_id", "chart"), "chart")
    title = tag("figcaption", chart.title, id=name)
    if not any(value is not None for series in chart.series for value in series.values):
        return tag("figure", title, tag("p", "This chart has no numbers.", class_="unknown"), class_="chart")
    drawing = marks.pie(chart.labels, _numbers(chart)) if chart.kind == "pie" else marks.axes(chart)
    svg = tag("svg", drawing, viewBox=marks.VIEW[chart.kind == "pie"], role="img", aria_label=summary(chart))
    numbers = tag("details", tag("summary", "Show the numbers"), _table(chart))
    return tag(
        "figure",
        title,
        tag("div", svg, _legend(chart), class_="drawing"),
        numbers,
        class_="chart",
        aria_labelledby=name,
    )


def read(block: Json) -> Chart:
    """Return what a data_visualization block says, its series brought into the order of the categories."""
    drawn = block.get("chart") or {}
    kind = str(drawn.get("type", "bar"))
    title = text.plain(block.get("title"))
    if kind == "pie":
        segments = drawn.get("segments") or ()
        numbers = Series(title, tuple(_number(segment.get("value")) for segment in segments))
        return Chart(kind, title, tuple(str(segment.get("label", "")) for segment in segments), (numbers,))
    axis = drawn.get("axis_config") or {}
    rows = drawn.get("series") or ()
    labels = tuple(axis.get("categories") or ()) or _labels(rows)
    series = tuple(_series(row, labels) for row in rows)
    return Chart(kind, title, labels, series, str(axis.get("x_label") or ""), str(axis.get("y_label") or ""))


def summary(chart: Chart) -> str:
    """Return the whole chart in words."""
    if chart.kind == "pie":
        return f"Pie chart. {_said(chart.labels, chart.series[0].values)}."
    lines = [f"{series.name}: {_said(chart.labels, series.values)}" for series in chart.series]
    return f"{chart.kind.capitalize()} chart. {'. '.join(lines)}."


def _said(labels: Sequence[str], values: Sequence[float | None]) -> str:
    return ", ".join(f"{label} {marks.figure(value)}" for label, value in zip(labels, values, strict=False))


def _series(row: Json, labels: Sequence[str]) -> Series:
    points = {str(point.get("label")): _number(point.get("value")) for point in row.get("data") or ()}
    return Series(str(row.get("name", "")), tuple(points.get(label) for label in labels))


def _labels(rows: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(str(point.get("label")) for point in (rows[0].get("data") or ())) if rows else ()


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _numbers(chart: Chart) -> list[float]:
    return [max(value or 0, 0) for value in chart.series[0].values]


def _legend(chart: Chart) -> Markup | None:
    """Return the key; a single series needs none. Numbers stand beside slices, so colour is never alone."""
    if chart.kind == "pie":
        whole = sum(_numbers(chart)) or 1
        rows = [
            (label, f"{marks.figure(value)} ({round(100 * value / whole)}%)")
            for label, value in zip(chart.labels, _numbers(chart), strict=False)
        ]
    elif len(chart.series) > 1:
        rows = [(series.name, "") for series in chart.series]
    else:
        return None
    items = [
        tag("li", tag("span", class_=f"swatch s{n % marks.COLOURS}"), label, " ", tag("b", said))
        for n, (label, said) in enumerate(rows)
    ]
    return tag("ul", *items, class_="legend", aria_hidden="true")


def _table(chart: Chart) -> Markup:
    names = [series.name if chart.kind != "pie" else "Value" for series in chart.series]
    head = join(tag("th", name, scope="col") for name in [chart.x_label or "Label", *names])
    rows = [
        tag(
            "tr",
            tag("th", label, scope="row"),
            *(tag("td", marks.figure(series.values[n]), class_="number") for series in chart.series),
        )
        for n, label in enumerate(chart.labels)
    ]
    return tag("div", tag("table", tag("thead", tag("tr", head)), tag("tbody", *rows)), class_="table")
