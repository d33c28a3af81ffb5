"""The frame of a run chart: its axes, and where points and phases stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from kit.figures.chart import BaselineState, Chart
from kit.figures.scales import Scale, margins_of_time, unit_word, value_scale
from kit.figures.theme import LINE_HEIGHT
from kit.texts import Texts

HEIGHT = 320
BOTTOM = 46


@dataclass(frozen=True, slots=True)
class Frame:
    """What every part of the figure needs to know of the whole."""

    chart: Chart
    texts: Texts
    scale: Scale
    first: Any
    last: Any
    top: int

    def at(self, place: int) -> Any:
        """Where point `place` stands on the x axis: its day, or its number in a chart of events."""
        return place + 1 if self.chart.measure.from_events else self.chart.x[place]

    def edge(self, place: int) -> Any:
        """Where a phase ends and the next one begins, between two points."""
        if place == 0:
            return self.first
        if place >= len(self.chart.x):
            return self.last
        mark = next((mark.on for mark in self.chart.breaks if mark.position == place), self.chart.x[place])
        return place + 0.5 if self.chart.measure.from_events else mark

    @property
    def plot_height(self) -> int:
        """Pixels between the plot's lower and upper edge."""
        return HEIGHT - self.top - BOTTOM


def frame_of(chart: Chart, texts: Texts) -> Frame:
    """Lay out the axes so that every value, line and label of `chart` has its place."""
    lines = [value for phase in chart.phases for value in (phase.median, phase.goal)]
    every = (*chart.y, *lines, chart.goal_value, chart.open_interval_days)
    shown = [value for value in every if value is not None]
    first, last = _ends(chart)
    rows = bool(chart.breaks) * 2 or bool(unit_word(chart, texts))
    rows += any(phase.baseline.state is BaselineState.FROZEN for phase in chart.phases)
    return Frame(chart, texts, value_scale(chart, shown, texts), first, last, 14 + LINE_HEIGHT * rows)


def _ends(chart: Chart) -> tuple[Any, Any]:
    if chart.measure.from_events:
        return 0.5, len(chart.x) + 0.5 + (chart.open_interval is not None)
    return margins_of_time(chart)


def middle(start: Any, stop: Any) -> Any:
    """Half-way between two places of the x axis, days or numbers."""
    return start + (stop - start) / 2


def plain_place(place: Any) -> Any:
    """A place of the x axis as shapes and texts take it: days as text."""
    return place.isoformat() if isinstance(place, date) else place
