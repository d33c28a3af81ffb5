"""One plot of an analysis: its axes and the lines and points in it. Alone it is a control chart; several make a grid.

Every trace has an id as its name: lower, upper, centre, target, values, pattern, outside, excluded.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kit.figures.reading import Mark, Reading, Tone
from kit.figures.scales import Scale, nice_places
from kit.figures.theme import COLOURS, Trace, scatter
from kit.figures.wording import Wording, plain_number
from kit.figures.x_axis import XAxis, x_axis
from kit.texts import Texts

TARGET_WIDTH = 2
FULL = {"opacity": 1, "line": {"width": 0}}  # plotly makes marks of several sizes pale, with a white rim
CROWDED = 28  # more points than this stand so close on a phone that their marks must be smaller
SYMBOLS = {True: "triangle-up", False: "triangle-down"}


@dataclass(frozen=True, slots=True)
class Panel:
    """What every part of a plot needs to know. `axes` is the number of its axes in the figure, "" for the first."""

    reading: Reading
    wording: Wording
    texts: Texts
    x: XAxis
    scale: Scale
    axes: str = ""
    small: bool = False

    @property
    def x_ref(self) -> str:
        """The name of the x axis as traces and shapes give it."""
        return f"x{self.axes}"

    @property
    def y_ref(self) -> str:
        """The name of the y axis."""
        return f"y{self.axes}"

    def value(self, value: float) -> str:
        """A value in words."""
        return self.wording.value(float(value), self.texts)


def shown_values(reading: Reading) -> list[float]:
    """Every value that the plot must have room for."""
    analysis = reading.analysis
    every = np.concatenate([analysis.y, analysis.cl, analysis.lcl, analysis.ucl, analysis.target])
    return [float(value) for value in every if math.isfinite(value)]


def counted(readings: Sequence[Reading]) -> bool:
    """Are all values whole numbers without a denominator? Then half of one means nothing."""
    every = np.concatenate([reading.analysis.y for reading in readings])
    ratios = any(np.isfinite(reading.analysis.n).any() for reading in readings)
    known = every[np.isfinite(every)]
    return not ratios and bool((known == np.round(known)).all())


def value_axis(values: Sequence[float], wording: Wording, texts: Texts, *, whole: bool = False) -> Scale:
    """The value axis: from 0 where the values come near it, and never past 100 %; equal values stand inside it."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if low == high:
        low, high = _around(low, wording)
    if 0 <= low < high * 0.6:
        low = 0.0
    places = nice_places(low, high, whole=whole)
    if wording.percent and high <= 100:
        places = tuple(place for place in places if place <= 100)
    words = tuple(wording.over(places).value(place, texts) for place in places)
    return Scale(places[0], max(places[-1], high), places, words)


def _around(value: float, wording: Wording) -> tuple[float, float]:
    """The ends of an axis for one value alone: from 0, with room past it, so that a level line is seen as level."""
    if wording.percent and 0 <= value <= 100:
        return 0.0, 100.0
    past = value * 1.5 if value else 1.0
    return min(past, 0.0), max(past, 0.0)


def panel_of(reading: Reading, wording: Wording, texts: Texts, **changed: Any) -> Panel:
    """Lay out the axes of one plot; `changed` replaces what several plots share (scale, x) or tells them apart."""
    values = shown_values(reading)
    wording = wording.over(values)
    scale = value_axis(values, wording, texts, whole=counted([reading]))
    laid = {"x": x_axis(reading.analysis.x, texts), "scale": scale, **changed}
    return Panel(reading, wording, texts, **laid)


def traces_of(panel: Panel) -> list[Trace]:
    """Everything that is drawn inside the plot, lines first."""
    analysis, muted = panel.reading.analysis, COLOURS["muted"]
    return [
        *_steps(panel, "lower", analysis.lcl, {"color": muted, "dash": "dash", "width": 1.2}),
        *_steps(panel, "upper", analysis.ucl, {"color": muted, "dash": "dash", "width": 1.2}),
        *_steps(panel, "target", analysis.target, {"color": COLOURS["goal"], "dash": "dot", "width": TARGET_WIDTH}),
        *_centres(panel),
        _values(panel),
        *_marked(panel),
        *_excluded(panel),
    ]


def _trace(panel: Panel, name: str, **look: Any) -> Trace:
    place = {"xaxis": panel.x_ref, "yaxis": panel.y_ref}
    return scatter(name=name, cliponaxis=False, hoverinfo=look.pop("hoverinfo", "skip"), **place, **look)


def _steps(panel: Panel, name: str, values: np.ndarray, line: dict[str, Any]) -> Iterator[Trace]:
    """A line that is level at each point and steps half-way to the next one, ended between phases and at gaps."""
    x: list[Any] = []
    y: list[float | None] = []
    for start, stop, value in _levels(panel, values):
        if not math.isnan(value):
            joined = bool(y) and y[-1] is not None and x[-1] == panel.x.place(panel.x.edge(start))
            if not joined or _phase_begins(panel, start):
                x, y = [*x, None], [*y, None]
            x = [*x, panel.x.place(panel.x.edge(start)), panel.x.place(panel.x.edge(stop))]
            y = [*y, value, value]
    if y:
        yield _trace(panel, name, x=x[1:], y=y[1:], mode="lines", line=line)


def _phase_begins(panel: Panel, point: int) -> bool:
    return any(part.start == point for part in panel.reading.analysis.parts)


def _levels(panel: Panel, values: np.ndarray) -> Iterator[tuple[int, int, float]]:
    """Stretches of equal value within a phase, half open."""
    for part in panel.reading.analysis.parts:
        start = part.start
        for point in range(part.start + 1, part.stop + 1):
            if point == part.stop or not _same(values[point], values[start]):
                yield start, point, float(values[start])
                start = point


def _same(one: float, other: float) -> bool:
    return bool(one == other or (np.isnan(one) and np.isnan(other)))


def _centres(panel: Panel) -> Iterator[Trace]:
    """The centre line of each phase: solid, and dashed where the run of the points gave a signal."""
    analysis = panel.reading.analysis
    for part in analysis.parts:
        here = np.full(len(analysis), np.nan)
        here[part.start : part.stop] = analysis.cl[part.start : part.stop]
        dash = "longdash" if panel.reading.phase_signal(part) else "solid"
        yield from _steps(panel, "centre", here, {"color": COLOURS["median"], "dash": dash, "width": 1.5})


def _values(panel: Panel) -> Trace:
    y = [float(v) if math.isfinite(v) else None for v in panel.reading.analysis.y]
    return _trace(
        panel,
        "values",
        x=panel.x.places,
        y=y,
        mode="markers" if panel.x.kind == "name" else "lines+markers",
        connectgaps=False,
        line={"color": COLOURS["values"], "width": 1.2 if panel.small else 1.5},
        marker={"color": COLOURS["values"], "size": _dots(panel), "symbol": "circle", **FULL},
        hoverinfo="text",
        hovertext=[_hover(panel, point) for point in range(len(y))],
    )


def _dots(panel: Panel) -> list[int]:
    """The size of each point; none under a mark, so that the mark's shape is seen in grey too."""
    crowded = len(panel.reading.analysis) > 60
    size = (3 if crowded else 4) if panel.small else (4 if crowded else 7)
    marked = {mark.place for mark in panel.reading.marks}
    return [0 if place in marked else size for place in range(len(panel.reading.analysis))]


def _hover(panel: Panel, point: int) -> str:
    analysis, t = panel.reading.analysis, panel.texts
    values = {"period": panel.x.labels[point], "value": panel.value(analysis.y[point])}
    if not math.isfinite(analysis.n[point]):
        return t("figures.hover.value", **values)
    shown = {"numerator": plain_number(float(analysis.y_sum[point]), t)}
    return t("figures.hover.ratio", **values, **shown, denominator=plain_number(float(analysis.n[point]), t))


def _marked(panel: Panel) -> Iterator[Trace]:
    marks = panel.reading.marks
    for name, outside in (("pattern", False), ("outside", True)):
        chosen = [mark for mark in marks if mark.outside is outside]
        if chosen:
            yield _points(panel, name, chosen)


def _points(panel: Panel, name: str, marks: list[Mark]) -> Trace:
    small, crowded = 3 if panel.small else 0, 2 if len(panel.reading.analysis) > CROWDED else 0
    return _trace(
        panel,
        name,
        x=[panel.x.places[mark.place] for mark in marks],
        y=[float(panel.reading.analysis.y[mark.place]) for mark in marks],
        mode="markers",
        marker={
            "symbol": [_symbol(mark) for mark in marks],
            "color": [COLOURS[mark.tone] for mark in marks],
            "size": [(13 - crowded if mark.outside else 10) - small for mark in marks],
            **FULL,
        },
        hoverinfo="text",
        hovertext=[f"{_hover(panel, mark.place)}<br>{_why(panel, mark)}" for mark in marks],
    )


def _symbol(mark: Mark) -> str:
    """A diamond outside the limits; a triangle that points its way where better and worse are known; else a square."""
    if mark.outside:
        return "diamond"
    return "square" if mark.tone is Tone.NEUTRAL else SYMBOLS[mark.high]


def _why(panel: Panel, mark: Mark) -> str:
    return ", ".join(panel.texts(f"spc.rule.{rule}") for rule in mark.rules)


def _excluded(panel: Panel) -> Iterator[Trace]:
    analysis = panel.reading.analysis
    places = [int(i) for i in np.flatnonzero(~analysis.included & ~np.isnan(analysis.y))]
    if places:
        yield _trace(
            panel,
            "excluded",
            x=[panel.x.places[place] for place in places],
            y=[float(analysis.y[place]) for place in places],
            mode="markers",
            marker={"symbol": "x-thin-open", "color": COLOURS["common"], "size": 11, "line": {"width": 2}},
        )
