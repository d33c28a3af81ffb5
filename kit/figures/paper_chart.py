"""A run chart on paper: plain SVG without script or server, drawn from the finished chart; it works nothing out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from kit.figures import captions
from kit.figures.chart import Chart, Finding, RowState
from kit.figures.scales import Scale, event_ticks, month_ticks, spread, unit_word, value_scale
from kit.figures.theme import COLOURS, FAMILY
from kit.figures.words import goal_text, value_text
from kit.texts import Texts

WIDTH, HEIGHT = 420, 190
LEFT, TOP, BOTTOM = 40, 22, 34
CHARACTER = 7.2  # the width of a bold character of the lines' names, a fair guess
SMALL = 11
DOT, TRIANGLE = 3.2, 5.2


@dataclass(frozen=True, slots=True)
class _Plane:
    """Where values and points lie on the sheet, in units of the drawing."""

    chart: Chart
    scale: Scale
    names: tuple[tuple[float, str, str], ...]
    width: int
    height: int

    @property
    def right(self) -> float:
        """Where the points end: what the lines are called stands behind."""
        longest = max((len(words) for _, words, _ in self.names), default=0)
        return self.width - 16 - CHARACTER * longest

    def x(self, point: float) -> float:
        """A position between 0 and the last point; days lie as far apart as they are."""
        chart = self.chart
        room = self.right - LEFT
        if len(chart.x) < 2:
            return LEFT + room / 2
        if chart.measure.from_events:
            return LEFT + room * point / (len(chart.x) - 1)
        first, last = chart.x[0].toordinal(), chart.x[-1].toordinal()
        low = chart.x[int(point)].toordinal()
        return LEFT + room * (low - first) / (last - first)

    def edge(self, point: int) -> float:
        """Half-way between a point and the one before; a little outside of the first and the last."""
        if point <= 0:
            return self.x(0) - 6
        if point >= len(self.chart.x):
            return self.x(len(self.chart.x) - 1) + 6
        return (self.x(point - 1) + self.x(point)) / 2

    def y(self, value: float) -> float:
        """The height of a value."""
        share = (value - self.scale.low) / (self.scale.high - self.scale.low)
        return self.height - BOTTOM - share * (self.height - TOP - BOTTOM)


def paper_chart(chart: Chart, texts: Texts, width: int = WIDTH, height: int = HEIGHT) -> str:
    """The drawing as SVG text. Without any value it is an empty frame that says so."""
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    start = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{escape(FAMILY)}" font-size="{SMALL}">'
    if not any(value is not None for value in chart.y):
        return f"{start}{''.join(_empty(chart, texts, width, height))}</svg>"
    shown = [value for value in chart.y if value is not None]
    shown += [one for phase in chart.phases for one in (phase.goal, phase.median) if one is not None]
    plane = _Plane(chart, value_scale(chart, shown, texts), _named(chart, texts), width, height)
    parts = [*_grid(plane, texts), *_ticks(plane, texts), *_lines(plane), *_values(plane), *_names(plane)]
    return f"{start}{''.join(parts)}</svg>"


def _empty(chart: Chart, texts: Texts, width: int, height: int) -> Iterator[str]:
    frame = f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="6" fill="none"'
    yield f'{frame} stroke="{COLOURS["grid"]}" stroke-dasharray="4 4"/>'
    yield _text(width / 2, height / 2, captions.finding_word(chart.finding, texts), anchor="middle")


def _text(x: float, y: float, words: str, *, anchor: str = "start", colour: str = "muted", bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{COLOURS[colour]}"{weight}'
    return f"<text {place}>{escape(words)}</text>"


def _line(points: list[tuple[float, float]], colour: str, width: float, dash: str = "") -> str:
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{path}" fill="none" stroke="{COLOURS[colour]}" stroke-width="{width}"{dashes}/>'


def _grid(plane: _Plane, texts: Texts) -> Iterator[str]:
    for place, word in zip(plane.scale.places, plane.scale.words, strict=True):
        height = plane.y(place)
        yield _line([(LEFT - 4, height), (plane.right + 6, height)], "grid", 1)
        yield _text(LEFT - 8, height + 4, word, anchor="end")
    unit = unit_word(plane.chart, texts)
    if unit:
        yield _text(0, 9, unit)


def _ticks(plane: _Plane, texts: Texts) -> Iterator[str]:
    chart = plane.chart
    low = plane.height - BOTTOM
    if chart.measure.from_events:
        spots, words = event_ticks(chart, texts, 4)
        places = [plane.x(place - 1) for place in spots]
    else:
        days, words = month_ticks(chart.x[0], chart.x[-1], texts, 7)
        span = max(1, (chart.x[-1] - chart.x[0]).days)
        room = plane.x(len(chart.x) - 1) - plane.x(0)
        places = [plane.x(0) + room * (day - chart.x[0]).days / span for day in days]
    for x, word in zip(places, words, strict=True):
        if x < LEFT - 8:
            continue
        yield _line([(x, low), (x, low + 4)], "muted", 1)
        for row, line in enumerate(word.split("<br>")):
            yield _text(x, low + 15 + 12 * row, line, anchor="middle")


def _lines(plane: _Plane) -> Iterator[str]:
    for phase in plane.chart.phases:
        ends = plane.edge(phase.start), plane.edge(phase.stop)
        if phase.goal is not None:
            yield _line([(x, plane.y(phase.goal)) for x in ends], "goal", 1.8, "2 3")
        if phase.median is not None:
            yield _line([(x, plane.y(phase.median)) for x in ends], "median", 1.5, "6 4" if phase.signal else "")


def _values(plane: _Plane) -> Iterator[str]:
    chart = plane.chart
    run = next((phase.run for phase in reversed(chart.phases) if phase.run), None)
    colour = {Finding.IMPROVING: "improving", Finding.WORSENING: "worsening"}.get(chart.finding, "signal_neutral")
    apart = {n for n, row in enumerate(chart.points) if row.state in (RowState.LEFT_OUT, RowState.SPANS_BREAK)}
    stretch: list[tuple[float, float]] = []
    for point, value in enumerate(chart.y):
        if value is not None and point not in apart:
            stretch.append((plane.x(point), plane.y(value)))
            continue
        if len(stretch) > 1:
            yield _line(stretch, "values", 1.5)
        stretch = []
    if len(stretch) > 1:
        yield _line(stretch, "values", 1.5)
    for point, value in enumerate(chart.y):
        if value is not None:
            marked = bool(run and point in run.points)
            yield _mark(plane.x(point), plane.y(value), colour if marked else "values", marked, point in apart)


def _mark(x: float, y: float, colour: str, marked: bool, apart: bool) -> str:
    """A dot; a diamond in the signal's colour where the point belongs to it; an open ring where it is not counted."""
    if apart:
        ring = f'fill="{COLOURS["white"]}" stroke="{COLOURS["values"]}"'
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}" {ring}/>'
    if not marked:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}" fill="{COLOURS[colour]}"/>'
    corners = [(x, y - TRIANGLE), (x + TRIANGLE, y), (x, y + TRIANGLE), (x - TRIANGLE, y)]
    path = "M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in corners) + "Z"
    return f'<path d="{path}" fill="{COLOURS[colour]}"/>'


def _named(chart: Chart, texts: Texts) -> tuple[tuple[float, str, str], ...]:
    """The lines of the newest phase: their value, what they are called, and their colour."""
    phase, measure = chart.last, chart.measure
    named: list[tuple[float, str, str]] = []
    if phase is not None and phase.median is not None:
        named.append(
            (phase.median, texts("papers.chart.median", value=value_text(phase.median, measure, texts)), "median")
        )
    if phase is not None and phase.goal is not None:
        named.append((phase.goal, texts("papers.chart.goal", value=goal_text(phase.goal, measure, texts)), "goal"))
    return tuple(named)


def _names(plane: _Plane) -> Iterator[str]:
    """What the lines are, at their right end, never on top of each other."""
    heights = [plane.y(value) for value, _, _ in plane.names]
    places = spread(heights, [13.0] * len(heights), TOP - 6, plane.height - BOTTOM + 6)
    for place, (_, words, colour) in zip(places, plane.names, strict=True):
        yield _text(plane.right + 11, place + 4, words, colour=colour, bold=True)
