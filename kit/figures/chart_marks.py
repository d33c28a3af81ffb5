"""What happened along the way on a run chart: notes, tests and the team's phases, each in words and in its place."""

from __future__ import annotations

from datetime import date
from typing import Any

from kit.figures.annotations import Happening, Placed, placed
from kit.figures.chart import Chart, Mark
from kit.figures.sizes import SCREEN
from kit.figures.x_axis import XAxis, day_number
from kit.texts import Texts

REACH = 62  # days beside the first and last point that the time axis is drawn out for a mark


def told(chart: Chart, texts: Texts) -> tuple[tuple[date, str], ...]:
    """Every mark with its day and its words, in order of time."""
    phases = [(mark.on, texts("run_chart.mark.phase", reason=mark.reason)) for mark in chart.breaks if mark.team]
    marks = [(mark.on, mark_words(mark, texts)) for mark in chart.marks]
    return tuple(sorted([*phases, *marks], key=lambda one: one[0]))


def mark_words(mark: Mark, texts: Texts) -> str:
    """A note as it was written, a test with how it ended."""
    if not mark.cycle:
        return mark.text
    if mark.running:
        return texts("run_chart.mark.running", title=mark.text)
    if not mark.decision:
        return texts("run_chart.mark.ended", title=mark.text)
    word = texts(f"entries.cycle.decision.{mark.decision}")
    return texts("run_chart.mark.decided", title=mark.text, decision=f"{word[0].lower()}{word[1:]}")


def ends_of_time(chart: Chart, first: date, last: date) -> tuple[date, date]:
    """The ends of the time axis, drawn out for marks a little before the first point and after the last."""
    near = [mark.on for mark in chart.marks if (mark.on - first).days >= -REACH and (mark.on - last).days <= REACH]
    return min([first, *near]), max([last, *near])


def placed_marks(chart: Chart, texts: Texts, axis: XAxis, room: int) -> tuple[Placed, ...]:
    """The marks in rows over a plot at least `room` pixels wide, numbered where their words have no room."""
    found = enumerate(told(chart, texts), start=1)
    events = [Happening(number, _place(chart, on, axis), " ".join(text.split())) for number, (on, text) in found]
    return placed(events, axis, room, SCREEN.note_width)


def _place(chart: Chart, on: date, axis: XAxis) -> float | None:
    """A day on the axis; None outside it."""
    if not chart.measure.from_events:
        number = day_number(on)
        return number if axis.low <= number <= axis.high else None
    return min(max(float(place_of(chart, on)), axis.low), axis.high)  # type: ignore[arg-type]


def place_of(chart: Chart, on: date) -> date | float:
    """Where a day stands among the points: itself, or, in a chart of events, its event or between two of them."""
    if not chart.measure.from_events:
        return on
    return float(chart.x.index(on) + 1) if on in chart.x else sum(day < on for day in chart.x) + 0.5


def mark_axis(first: Any, last: Any) -> XAxis:
    """The axis of a run chart, from its first to its last place: days, or the numbers of intervals."""
    if isinstance(first, date):
        return XAxis("day", (), (), day_number(first), day_number(last), (), ())
    return XAxis("number", (), (), float(first), float(last), (), ())
