"""The drawing of charts: slices, bars, lines, areas, axes. Numbers in, SVG out."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, floor, log10, pi, sin

from markupsafe import Markup

from sandbox.page.blockkit.markup import join, tag

COLOURS = 8  # .s0 to .s7 in the style sheet
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640.0, 280.0, 56.0, 12.0, 12.0, 48.0
VIEW = {True: "0 0 200 200", False: f"0 0 {WIDTH:g} {HEIGHT:g}"}
STEPS = 4
LONGEST_LABEL = 12
HALF = 0.5
DASH = "\N{EN DASH}"


@dataclass(frozen=True)
class Series:
    """A named run of numbers; a missing one is None."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """What any chart says: the names along the bottom (or of the slices) and the numbers."""

    kind: str
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    x_label: str = ""
    y_label: str = ""


def figure(value: float | None) -> str:
    """Return a number as people write it; a missing one is a dash."""
    if value is None:
        return DASH
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")


def pie(labels: Sequence[str], values: Sequence[float]) -> Markup:
    """Return the slices, each with its words as a title."""
    whole = sum(values)
    if not whole:
        return tag("circle", cx="100", cy="100", r="92", class_="none")
    drawn, start = [], 0.0
    for number, (label, value) in enumerate(zip(labels, values, strict=False)):
        share = value / whole
        title = tag("title", f"{label}: {figure(value)}")
        drawn.append(tag("path", title, d=_slice(start, share), class_=f"slice s{number % COLOURS}"))
        start += share
    return join(drawn)


def _slice(start: float, share: float) -> str:
    if share >= 1 - 1e-9:  # an arc from a point to itself draws nothing: two halves do
        return "M100 8 A92 92 0 1 1 100 192 A92 92 0 1 1 100 8 Z"
    ends = [(100 + 92 * sin(2 * pi * at), 100 - 92 * cos(2 * pi * at)) for at in (start, start + share)]
    (x1, y1), (x2, y2) = ends
    return f"M100 100 L{x1:.2f} {y1:.2f} A92 92 0 {int(share > HALF)} 1 {x2:.2f} {y2:.2f} Z"


def axes(chart: Chart) -> Markup:
    """Return the grid with its numbers, the names along the bottom, and the bars, lines or areas."""
    low, high, step = scale(
        [value for series in chart.series for value in series.values if value is not None]
    )
    ruled = _Ruled(len(chart.labels), low, high)
    draw = {"line": _line, "area": _area}.get(chart.kind)
    many = len(chart.series)
    drawn = [draw(s, n, ruled) if draw else _bars(s, n, many, ruled) for n, s in enumerate(chart.series)]
    return join([_grid(ruled, step), _names(chart, ruled), *drawn])


def scale(values: Sequence[float]) -> tuple[float, float, float]:
    """Return the lowest and highest line of a grid that holds zero and all values, and the step between lines."""
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    if low == high:
        return 0.0, 1.0, 0.25
    rough = (high - low) / STEPS
    power = 10 ** floor(log10(rough))
    step = next(nice * power for nice in (1, 2, 2.5, 5, 10) if nice * power >= rough * (1 - 1e-9))
    return floor(low / step) * step, -floor(-high / step) * step, step


class _Ruled:
    """The paper: where a value and a category come to lie."""

    def __init__(self, count: int, low: float, high: float) -> None:
        self.low, self.high = low, high
        self.band = (WIDTH - LEFT - RIGHT) / max(count, 1)

    def x(self, number: int) -> float:
        return LEFT + self.band * (number + 0.5)

    def y(self, value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (self.high - value) / (self.high - self.low)


def _grid(ruled: _Ruled, step: float) -> Markup:
    lines = []
    for number in range(round((ruled.high - ruled.low) / step) + 1):
        value = ruled.low + number * step
        y = f"{ruled.y(value):.1f}"
        kind = "axis" if abs(value) < step / 1000 else "grid"
        lines.append(tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_=kind))
        lines.append(tag("text", figure(round(value, 10)), x=LEFT - 8, y=y, class_="tick end"))
    return join(lines)


def _names(chart: Chart, ruled: _Ruled) -> Markup:
    every = max(1, round(70 / ruled.band))  # a name needs about 70 units; where there is less room, skip some
    shown = [
        tag("text", _short(label), x=f"{ruled.x(number):.1f}", y=HEIGHT - BOTTOM + 18, class_="tick middle")
        for number, label in enumerate(chart.labels)
        if number % every == 0
    ]
    if chart.x_label:
        shown.append(
            tag("text", chart.x_label, x=(WIDTH + LEFT) / 2, y=HEIGHT - 6, class_="tick middle name")
        )
    if chart.y_label:
        turn = f"rotate(-90 12 {HEIGHT / 2 - 12:g})"
        shown.append(
            tag("text", chart.y_label, x=12, y=HEIGHT / 2 - 12, transform=turn, class_="tick middle name")
        )
    return join(shown)


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def _bars(series: Series, number: int, many: int, ruled: _Ruled) -> Markup:
    width = ruled.band * 0.72 / many
    bars = []
    for place, value in enumerate(series.values):
        if value is None:
            continue
        top, foot = sorted((ruled.y(value), ruled.y(0)))
        x = ruled.x(place) + (number - many / 2) * width
        title = tag("title", f"{series.name}: {figure(value)}")
        facts = {
            "x": f"{x:.1f}",
            "y": f"{top:.1f}",
            "width": f"{width * 0.92:.1f}",
            "height": f"{foot - top:.1f}",
        }
        bars.append(tag("rect", title, rx="2", class_=f"bar s{number % COLOURS}", **facts))
    return join(bars)


def _points(series: Series, ruled: _Ruled) -> list[tuple[float, float, float]]:
    return [(ruled.x(n), ruled.y(value), value) for n, value in enumerate(series.values) if value is not None]


def _line(series: Series, number: int, ruled: _Ruled) -> Markup:
    points = _points(series, ruled)
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
    dots = [
        tag(
            "circle",
            tag("title", f"{series.name}: {figure(value)}"),
            cx=f"{x:.1f}",
            cy=f"{y:.1f}",
            r="4",
            class_=f"dot s{number % COLOURS}",
        )
        for x, y, value in points
    ]
    return join([tag("polyline", points=path, class_=f"line s{number % COLOURS}"), *dots])


def _area(series: Series, number: int, ruled: _Ruled) -> Markup:
    points = _points(series, ruled)
    if not points:
        return Markup()
    foot = ruled.y(0)
    outline = [(points[0][0], foot), *((x, y) for x, y, _ in points), (points[-1][0], foot)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in outline)
    return join(
        [tag("polygon", points=path, class_=f"area s{number % COLOURS}"), _line(series, number, ruled)]
    )
