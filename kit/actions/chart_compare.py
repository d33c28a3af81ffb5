"""The same measure in several units, side by side and together. Nobody is ranked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kit import spc
from kit.domain.measure import Measure
from kit.figures.chart import Chart, Finding, RowState


@dataclass(frozen=True, slots=True)
class Comparison:
    """The charts of a measure in the order of the network file. `together` adds their numerators and denominators."""

    measure: Measure
    charts: tuple[Chart, ...]
    together: spc.Analysis | None

    @property
    def analyses(self) -> Mapping[str, spc.Analysis]:
        """The analyses by the units' names; the id is added where two units share a name."""
        names = [chart.unit.name for chart in self.charts]
        return {
            chart.unit.name if names.count(chart.unit.name) == 1 else f"{chart.unit.name} ({chart.unit.id})": analysis
            for chart in self.charts
            if (analysis := chart.analysis) is not None
        }


def compared(charts: Sequence[Chart]) -> Comparison | None:
    """Charts of one measure compared; None with fewer than two units that have a value."""
    known = tuple(chart for chart in charts if chart.analysis is not None and chart.finding is not Finding.NO_DATA)
    return Comparison(known[0].measure, known, _together(known)) if len(known) > 1 else None


def _together(charts: Sequence[Chart]) -> spc.Analysis | None:
    """The line of all units: for every period that all of them have measured, since a unit that is missing from a sum
    looks like an improvement. Points left out stay out. None for events, and without such a period."""
    measure = charts[0].measure
    if measure.from_events:
        return None
    rows = [{row.day: row for row in chart.points if row.state is RowState.MEASURED} for chart in charts]
    days = sorted(set.intersection(*(set(found) for found in rows)))
    if not days:
        return None
    top = [_sum(found[day].numerator for found in rows) for day in days]
    bottom = [_sum(found[day].denominator for found in rows) for day in days]
    n = np.array(bottom, dtype=np.float64) if measure.needs_denominator else None
    return spc.analyse("run", np.array(top, dtype=np.float64), n, x=days, multiply=measure.multiply)


def _sum(values: Iterable[float | None]) -> float:
    return sum(value or 0.0 for value in values)
