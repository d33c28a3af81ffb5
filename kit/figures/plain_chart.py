"""A run chart as plain SVG, for phones on a weak network: points, median and dates, no script. Nothing is computed."""

from __future__ import annotations

import math
from collections.abc import Callable

from markupsafe import Markup, escape

from kit.figures.chart import Chart
from kit.figures.theme import COLOURS
from kit.figures.words import month_name, value_text
from kit.texts import Texts

Place = Callable[[float], float]

WIDTH, HEIGHT = 480, 290
LEFT, RIGHT, TOP, BOTTOM = 12, 12, 30, 42
FONT = 19
HALO = f'stroke="{COLOURS["white"]}" stroke-width="5" paint-order="stroke"'
TOO_MANY = 30  # points, above which they are drawn smaller


def plain_chart(chart: Chart, texts: Texts, *, name: str, median: bool = True) -> Markup:
    """Draw the chart; `name` is read aloud in its place. Without `median` only the points are shown: what is to be
    guessed must not stand there."""
    known = [value for value in chart.y if value is not None and math.isfinite(value)]
    frame = '<svg class="kit-plain-chart" viewBox="0 0 {w} {h}" role="img" aria-label="{name}">{body}</svg>'
    body = _body(chart, texts, known, median) if known else ""
    return Markup(frame).format(w=WIDTH, h=HEIGHT, name=name, body=Markup(body))


def _body(chart: Chart, texts: Texts, known: list[float], median: bool) -> str:
    centres = [phase.median for phase in chart.phases if phase.median is not None] if median else []
    low, high = min([0.0, *known, *centres]), max([*known, *centres])
    high = high if high > low else low + 1.0

    def x(index: float) -> float:
        return round(LEFT + (index + 0.5) / len(chart.y) * (WIDTH - LEFT - RIGHT), 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    base = HEIGHT - BOTTOM
    parts = [f'<path d="M{LEFT} {base}H{WIDTH - RIGHT}" stroke="{COLOURS["muted"]}" fill="none"/>']
    if median:
        parts += _medians(chart, texts, x, y)
    parts.append(_line([(x(i), y(v)) if v is not None else None for i, v in enumerate(chart.y)]))
    size = 3 if len(chart.y) > TOO_MANY else 5
    colour = COLOURS["accent"]
    parts += [
        f'<circle cx="{x(i):g}" cy="{y(v):g}" r="{size}" fill="{colour}"/>'
        for i, v in enumerate(chart.y)
        if v is not None
    ]
    return "".join([*parts, *_days(chart, texts), _top(chart, texts, high)])


def _medians(chart: Chart, texts: Texts, x: Place, y: Place) -> list[str]:
    parts = []
    for phase in chart.phases:
        if phase.median is None:
            continue
        level, start, stop = y(phase.median), x(phase.start - 0.4), x(phase.stop - 0.6)
        colour = COLOURS["median"]
        parts.append(
            f'<path d="M{start:g} {level:g}H{stop:g}" stroke="{colour}" stroke-width="2" stroke-dasharray="8 4"/>'
        )
        words = str(escape(texts("seminar.chart.median", value=value_text(phase.median, chart.measure, texts))))
        parts.append(f'<text x="{start:g}" y="{level - 6:g}" font-size="{FONT}" fill="{colour}" {HALO}>{words}</text>')
    return parts


def _line(places: list[tuple[float, float] | None]) -> str:
    drawn, before = [], False
    for place in places:
        if place is not None:
            drawn.append(f"{'L' if before else 'M'}{place[0]:g} {place[1]:g}")
        before = place is not None
    return f'<path d="{"".join(drawn)}" fill="none" stroke="{COLOURS["values"]}" stroke-width="2"/>'


def _days(chart: Chart, texts: Texts) -> list[str]:
    look = f'font-size="{FONT}" fill="{COLOURS["muted"]}"'
    ends = {0: "start", len(chart.x) - 1: "end"} if len(chart.x) > 1 else {0: "start"}
    places = {"start": LEFT, "end": WIDTH - RIGHT}
    return [
        f'<text x="{places[anchor]}" y="{HEIGHT - 14}" {look} text-anchor="{anchor}">'
        f"{escape(f'{month_name(chart.x[i], texts)} {chart.x[i].year}')}</text>"
        for i, anchor in ends.items()
    ]


def _top(chart: Chart, texts: Texts, high: float) -> str:
    words = escape(value_text(high, chart.measure, texts))
    return f'<text x="{LEFT}" y="{FONT}" font-size="{FONT}" fill="{COLOURS["muted"]}">{words}</text>'
