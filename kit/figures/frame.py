"""The frame of a run chart: its axes, and where points and phases stand in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kit.figures.annotations import Placed, height_of
from kit.figures.chart import BaselineState, Chart
from kit.figures.chart_marks import ends_of_time, mark_axis, placed_marks
from kit.figures.scales import Scale, margins_of_time, value_scale
from kit.figures.sizes import SCREEN
from kit.figures.theme import LINE_HEIGHT, width_of
from kit.texts import Texts

HEIGHT = 320
BOTTOM = 46


@dataclass(frozen=True, slots=True)
class Frame:
    """What every part of the figure needs to know of the whole. `marks` stand over the plot."""

    chart: Chart
    texts: Texts
    scale: Scale
    first: Any
    last: Any
    top: int
    marks: tuple[Placed, ...] = ()

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
        return self.height - self.top - BOTTOM

    @property
    def height(self) -> int:
        """Pixels of the whole figure: marks take no room from the plot."""
        return HEIGHT + height_of(self.marks)

    @property
    def over(self) -> int:
        """Pixels over the plot that the words of baselines and breaks need."""
        breaks = 2 * any(not mark.team for mark in self.chart.breaks)
        frozen = any(phase.baseline.state is BaselineState.FROZEN for phase in self.chart.phases)
        return LINE_HEIGHT * (breaks + frozen)


END_ROOM = 96  # pixels that the words at the lines' ends take at most


def frame_of(chart: Chart, texts: Texts) -> Frame:
    """Lay out the axes so that every value, line and label of `chart` has its place."""
    lines = [value for phase in chart.phases for value in (phase.median, phase.goal)]
    every = (*chart.y, *lines, chart.goal_value, chart.open_interval_days, *_aimed(chart))
    shown = [value for value in every if value is not None]
    first, last = _ends(chart)
    scale = value_scale(chart, shown, texts)
    room = SCREEN.narrowest - END_ROOM - max(width_of(word) for word in scale.words)
    marks = placed_marks(chart, texts, mark_axis(first, last), room)
    frame = Frame(chart, texts, scale, first, last, 0, marks)
    return replace(frame, top=14 + LINE_HEIGHT + frame.over + height_of(marks))


def _aimed(chart: Chart) -> tuple[float | None, ...]:
    """What the team's own aim needs room for: the way to it as far as it is drawn, else the aim itself."""
    if chart.path is None:
        return (chart.aim.goal,) if chart.aim else ()
    return chart.path.level, chart.path.now


def _ends(chart: Chart) -> tuple[Any, Any]:
    if chart.measure.from_events:
        return 0.5, len(chart.x) + 0.5 + (chart.open_interval is not None)
    return ends_of_time(chart, *margins_of_time(chart))


def middle(start: Any, stop: Any) -> Any:
    """Half-way between two places of the x axis, days or numbers."""
    return start + (stop - start) / 2


def plain_place(place: Any) -> Any:
    """A place of the x axis as shapes and texts take it: days as text."""
    return place.isoformat() if isinstance(place, date) else place
