"""From a Book to finished charts: values in display units, phases, and what each phase shows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kit import spc
from kit.actions import chart_decisions as decisions
from kit.actions.chart_decisions import Decisions
from kit.actions.chart_path import path_of
from kit.actions.chart_phases import judge
from kit.actions.chart_rows import completeness_of, event_rows, open_interval, point_rows, step
from kit.domain.book import Book
from kit.domain.entries.entry import Record
from kit.domain.measure import Measure
from kit.domain.network import MeasureInUse, Unit
from kit.domain.series import Completeness, Series, completeness
from kit.errors import ValueRefused
from kit.figures.chart import Break, Chart, OpenInterval, Row, RowState


def charts_of(book: Book, unit: Unit) -> tuple[Chart, ...]:
    """One chart for each measure that `unit` follows, in the programme's order."""
    records = [record for record in book.records if record.unit == unit.id]
    return tuple(_chart(book, unit, measure.id, records) for measure in book.measures_of(unit))


def chart_of(book: Book, unit: Unit, measure_id: str) -> Chart:
    """The chart of one measure of one unit at `book.as_of`, as its team has decided it.

    Raises
    ------
    ValueRefused
        The programme has no such measure, or the unit does not follow it.
    """
    return _chart(book, unit, measure_id, book.records)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a chart is made from."""

    unit: Unit
    measure: Measure
    use: MeasureInUse
    as_of: date
    series: Series
    said: Decisions


def _chart(book: Book, unit: Unit, measure_id: str, records: Sequence[Record]) -> Chart:
    measure = book.programme.measure(measure_id)
    if measure is None:
        raise ValueRefused("figures.unknown_measure", measure=measure_id)
    use = book.use_of(unit, measure_id)
    if use is None:
        raise ValueRefused("figures.not_in_use", measure=measure_id, unit=unit.name)
    series = book.series_of(unit.id, measure_id).until(book.as_of)
    said = decisions.decisions_of(records, unit.id, measure_id)
    asked = _Asked(unit, measure, use, book.as_of, series, said)
    chart = _event_chart(asked) if measure.from_events else _point_chart(asked)
    return replace(chart, open_interval=None) if _left(book, unit) else chart


def _left(book: Book, unit: Unit) -> bool:
    """Whether the unit's municipality has withdrawn: then nobody counts the days since the newest event any more."""
    municipality = book.municipality(unit.municipality)
    return municipality is not None and not municipality.active


def _point_chart(asked: _Asked) -> Chart:
    months = step(asked.measure, asked.series.points)
    rows = point_rows(asked.series.points, asked.measure, months)
    rows = decisions.leave_out(rows, asked.said, asked.measure, months)
    breaks = decisions.breaks_of(asked.use, asked.said, [row.day for row in rows])
    complete = completeness_of(asked.series, rows, asked.as_of, months)
    return _finished(asked, rows, rows, breaks, complete, months)


def _event_chart(asked: _Asked) -> Chart:
    """Days between events: the first event only starts the count, several events on one day lie 0 days apart.

    An interval that began before a break of the network file and ended after it counts events of both definitions: it
    is shown, and left out of every rule and median. A phase of the team's takes the interval that ended in it.
    """
    rows = decisions.leave_out(event_rows(asked.series.events, asked.use), asked.said, asked.measure, 1)
    gaps = rows[1:]
    spans = any(row.state is RowState.SPANS_BREAK for row in gaps)
    breaks = decisions.breaks_of(asked.use, asked.said, [row.day for row in gaps], spans=spans)
    complete = completeness(asked.series, asked.as_of)
    return _finished(asked, rows, gaps, breaks, complete, 1, open_interval(rows, asked.as_of))


def _finished(
    asked: _Asked,
    rows: Sequence[Row],
    points: Sequence[Row],
    breaks: tuple[Break, ...],
    complete: Completeness,
    months: int,
    interval: OpenInterval | None = None,
) -> Chart:
    said, measure = asked.said, asked.measure
    judged_by = said.rule_set if said.rule_set in decisions.RUN_RULES else decisions.RUN_RULES[0]
    analysis, phases = judge(points, measure, said.baseline(asked.use), breaks, judged_by)
    y = _values(analysis, len(points))
    valued = tuple(replace(row, value=value) for row, value in zip(points, y, strict=True))
    chart = Chart(
        *(asked.unit, measure, asked.use, asked.as_of),
        x=tuple(row.day for row in points),
        y=y,
        rows=(*rows[: len(rows) - len(points)], *valued),
        analysis=analysis,
        phases=phases,
        completeness=complete,
        breaks=breaks,
        open_interval=interval,
        rules=said.rule_set,
        marks=decisions.marks_of(said, asked.as_of),
        aim=decisions.aim_of(said),
        decided=decisions.decided(said, rows, breaks, measure, months),
    )
    return replace(chart, path=path_of(chart, said.aim.at.date() if said.aim else asked.as_of))


def _values(analysis: spc.Analysis | None, points: int) -> tuple[float | None, ...]:
    if analysis is None:
        return (None,) * points
    return tuple(None if math.isnan(value) else value for value in analysis.y.tolist())
