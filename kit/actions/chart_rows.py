"""The rows of a chart: one a period with its gaps, or one an event with the days since the one before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from kit import spc
from kit.domain.measure import Measure
from kit.domain.network import MeasureInUse
from kit.domain.period import WEEK, later
from kit.domain.series import Completeness, Event, Point, Series, completeness
from kit.figures.chart import OpenInterval, Row, RowState


def step(measure: Measure, points: Sequence[Point]) -> int:
    """The step of the series. A weekly measure is weekly only where a month has several points."""
    if measure.step == WEEK:
        months = {(point.period.year, point.period.month) for point in points}
        return WEEK if len(months) < len(points) else 1
    return measure.step


def point_rows(points: Sequence[Point], measure: Measure, step: int) -> list[Row]:
    """One row a period from the first point to the last; `value` is filled in after the analysis."""
    rows: list[Row] = []
    for point in points:
        if rows:
            rows += [Row(day, None, state=RowState.GAP) for day in _periods_between(rows[-1].day, point.period, step)]
        rows.append(_point_row(point, measure))
    return rows


def _periods_between(first: date, last: date, step: int) -> list[date]:
    """The first days of the periods after that of `first` which are over when `last` begins."""
    between = []
    day = later(first, step)
    while later(day, step) <= last:
        between.append(day)
        day = later(day, step)
    return between


def _point_row(point: Point, measure: Measure) -> Row:
    state = RowState.MEASURED
    if measure.needs_denominator and point.denominator is None:
        state = RowState.NO_DENOMINATOR
    elif measure.needs_denominator and point.denominator == 0:
        state = RowState.NOTHING_TO_COUNT
    denominator = point.denominator if measure.needs_denominator else None
    return Row(point.period, None, point.numerator, denominator, point.note, state)


def event_rows(events: Sequence[Event], use: MeasureInUse) -> list[Row]:
    """One row an event in time order, the first without a value; several events on one day lie 0 days apart."""
    days = [(event.on, event.note if first == 0 else "") for event in events for first in range(event.count)]
    if not days:
        return []
    between = spc.days_between([day for day, _ in days])
    rows = [Row(days[0][0], None, note=days[0][1], state=RowState.FIRST_EVENT)]
    for ((since, _), (day, note)), gap in zip(pairwise(days), between.gaps.tolist(), strict=True):
        spans = use.break_on is not None and since < use.break_on <= day
        rows.append(Row(day, gap, note=note, state=RowState.SPANS_BREAK if spans else RowState.MEASURED))
    return rows


def open_interval(rows: Sequence[Row], as_of: date) -> OpenInterval | None:
    """The days since the newest event: kept apart, since only the next event makes it a measurement."""
    if not rows:
        return None
    days = (as_of - rows[-1].day).days
    closed = [row.value for row in rows if row.value is not None]
    return OpenInterval(rows[-1].day, days, bool(closed) and days > max(closed))


def completeness_of(series: Series, rows: Sequence[Row], as_of: date, step: int) -> Completeness:
    """`kit.domain.series.completeness` for months; the same question for every other step."""
    if step == 1 or not rows:
        return completeness(series, as_of)
    newest_end = later(rows[-1].day, step)
    gaps = [row.day for row in rows if row.state is RowState.GAP]
    gaps += _periods_between(rows[-1].day, as_of, step)
    measured = sum(row.state is not RowState.GAP for row in rows)
    return Completeness(measured + len(gaps), measured, tuple(gaps), max(0, (as_of - newest_end).days))
