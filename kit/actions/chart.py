"""From a Book to finished charts: values in display units, phases, and what each phase shows."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

from kit import spc
from kit.actions.chart_phases import judge
from kit.actions.chart_rows import completeness_of, event_rows, open_interval, point_rows, step
from kit.domain.book import Book
from kit.domain.measure import Measure
from kit.domain.network import MeasureInUse, Unit
from kit.domain.series import Series, completeness
from kit.errors import ValueRefused
from kit.figures.chart import Break, Chart, RowState


def charts_of(book: Book, unit: Unit) -> tuple[Chart, ...]:
    """One chart for each measure that `unit` follows, in the programme's order."""
    return tuple(chart_of(book, unit, measure.id) for measure in book.measures_of(unit))


def chart_of(book: Book, unit: Unit, measure_id: str) -> Chart:
    """The chart of one measure of one unit at `book.as_of`.

    Raises
    ------
    ValueRefused
        The programme has no such measure, or the unit does not follow it.
    """
    measure = book.programme.measure(measure_id)
    if measure is None:
        raise ValueRefused("figures.unknown_measure", measure=measure_id)
    use = book.use_of(unit, measure_id)
    if use is None:
        raise ValueRefused("figures.not_in_use", measure=measure_id, unit=unit.name)
    series = book.series_of(unit.id, measure_id).until(book.as_of)
    build = _event_chart if measure.from_events else _point_chart
    chart = build(unit, measure, use, series, book.as_of)
    return replace(chart, open_interval=None) if _left(book, unit) else chart


def _left(book: Book, unit: Unit) -> bool:
    """Whether the unit's municipality has withdrawn: then nobody counts the days since the newest event any more."""
    municipality = book.municipality(unit.municipality)
    return municipality is not None and not municipality.active


def _point_chart(unit: Unit, measure: Measure, use: MeasureInUse, series: Series, as_of: date) -> Chart:
    months = step(measure, series.points)
    rows = point_rows(series.points, measure, months)
    position = sum(row.day < use.break_on for row in rows) if use.break_on else 0
    breaks = _breaks(use, position) if 0 < position < len(rows) else ()
    analysis, phases = judge(rows, measure, use, breaks)
    y = _values(analysis, len(rows))
    return Chart(
        *(unit, measure, use, as_of),
        x=tuple(row.day for row in rows),
        y=y,
        rows=tuple(replace(row, value=value) for row, value in zip(rows, y, strict=True)),
        analysis=analysis,
        phases=phases,
        completeness=completeness_of(series, rows, as_of, months),
        breaks=breaks,
    )


def _event_chart(unit: Unit, measure: Measure, use: MeasureInUse, series: Series, as_of: date) -> Chart:
    """Days between events: the first event only starts the count, several events on one day lie 0 days apart.

    An interval that began before a break and ended after it counts events of both definitions: it is shown, and
    left out of every rule and median.
    """
    rows = event_rows(series.events, use)
    gaps = rows[1:]
    position = sum(row.day < use.break_on for row in gaps) if use.break_on else 0
    spans = any(row.state is RowState.SPANS_BREAK for row in gaps)
    breaks = _breaks(use, position) if spans or 0 < position < len(gaps) else ()
    analysis, phases = judge(gaps, measure, use, breaks)
    return Chart(
        *(unit, measure, use, as_of),
        x=tuple(row.day for row in gaps),
        y=tuple(row.value for row in gaps),
        rows=tuple(rows),
        analysis=analysis,
        phases=phases,
        completeness=completeness(series, as_of),
        breaks=breaks,
        open_interval=open_interval(rows, as_of),
    )


def _breaks(use: MeasureInUse, position: int) -> tuple[Break, ...]:
    return (Break(use.break_on, use.break_reason, position),) if use.break_on else ()


def _values(analysis: spc.Analysis | None, points: int) -> tuple[float | None, ...]:
    if analysis is None:
        return (None,) * points
    return tuple(None if math.isnan(value) else value for value in analysis.y.tolist())
