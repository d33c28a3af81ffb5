"""The line of a whole network: one measure of all units that take part, added up period by period."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kit.actions.chart_phases import judge
from kit.domain.measure import Measure, ValueKind
from kit.domain.network import Unit
from kit.domain.series import Completeness
from kit.figures.chart import Break, Chart, Finding, Row, RowState

SHARE = 0.8  # of the units that measure must have reported a period, or it is left open


@dataclass(frozen=True, slots=True)
class NetworkLine:
    """`chart` is that of all units together; `reported` says how many of the `units` are in each of its periods, and
    `left_open` how many periods too few had reported."""

    chart: Chart
    units: int
    reported: Mapping[date, int]
    left_open: int


def network_line(charts: Sequence[Chart], name: str) -> NetworkLine | None:
    """The line of charts of one measure, whose unit is called `name`; None for events and with fewer than two units.

    A unit that is missing from a sum looks like a change. So shares and rates are numerators and denominators added up,
    counts are the mean of the units that reported, and a period in which fewer than four fifths of the units reported
    is left open. Where the network file says that a reporting rule or definition has changed, for whichever unit, the
    line is judged apart before and after.
    """
    known = [chart for chart in charts if any(row.state is RowState.MEASURED for row in chart.points)]
    if len(known) < 2 or known[0].measure.from_events:
        return None
    measure = _summed(known[0].measure)
    rows = _rows(known, measure)
    breaks = _breaks(known, rows)
    analysis, phases = judge(rows, measure, min(chart.use.baseline for chart in known), breaks)
    if analysis is None:
        return None
    y = [None if math.isnan(value) else value for value in analysis.y.tolist()]
    valued = tuple(replace(row, value=value) for row, value in zip(rows, y, strict=True))
    together = replace(
        known[0],
        unit=Unit("", "", name, ""),
        measure=measure,
        x=tuple(row.day for row in rows),
        y=tuple(y),
        rows=valued,
        analysis=analysis,
        phases=phases,
        completeness=Completeness(0, 0, (), min(chart.completeness.age_days or 0 for chart in known)),
        breaks=breaks,
        **_NOBODY,
    )
    if together.finding is Finding.NO_DATA:
        return None
    days = [{row.day for row in chart.points if row.state is RowState.MEASURED} for chart in known]
    reported = {row.day: sum(row.day in mine for mine in days) for row in rows}
    return NetworkLine(together, len(known), reported, sum(row.state is RowState.GAP for row in rows))


_NOBODY = {"rules": "anhoej", "marks": (), "aim": None, "path": None, "decided": (), "open_interval": None}


def _summed(measure: Measure) -> Measure:
    """Counts become the mean of the units, so that a unit without a figure is not a fall."""
    return replace(measure, value=ValueKind.MEAN) if measure.value is ValueKind.COUNT else measure


def _rows(charts: Sequence[Chart], measure: Measure) -> list[Row]:
    by_day: dict[date, list[Row]] = {}
    for chart in charts:
        for row in chart.points:
            if row.state is RowState.MEASURED:
                by_day.setdefault(row.day, []).append(row)
    need = math.ceil(SHARE * len(charts))
    counts = charts[0].measure.value is ValueKind.COUNT
    rows = []
    for day, found in sorted(by_day.items()):
        if len(found) < need:
            rows.append(Row(day, None, state=RowState.GAP))
            continue
        top = sum(row.numerator or 0.0 for row in found)
        bottom = float(len(found)) if counts else sum(row.denominator or 0.0 for row in found)
        rows.append(Row(day, None, top, bottom if measure.needs_denominator else None))
    return rows


def _breaks(charts: Sequence[Chart], rows: Sequence[Row]) -> tuple[Break, ...]:
    """The breaks of reporting of any unit, each day once. What a team calls a phase of its own is its own."""
    days = [row.day for row in rows]
    found = {mark.on: mark for chart in charts for mark in chart.breaks if not mark.team}
    return tuple(
        replace(found[on], position=sum(day < on for day in days)) for on in sorted(found) if any(d >= on for d in days)
    )
