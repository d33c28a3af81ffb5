"""The chart that a team reads at a seminar: of its own measures the one with most to see."""

from __future__ import annotations

from collections.abc import Iterable

from kit.actions.chart import chart_of
from kit.domain.book import Book
from kit.figures.chart import Chart


def exercise_chart(book: Book, unit_id: str) -> Chart | None:
    """The chart of a unit with the most measurements, the first such in the programme's order; None without any."""
    unit = book.unit(unit_id)
    if unit is None:
        return None
    series = [(book.series_of(unit.id, measure.id).until(book.as_of), measure) for measure in book.measures_of(unit)]
    seen = [(len(one.points) or len(one.events) - 1, measure) for one, measure in series]
    most = max(seen, key=lambda one: one[0], default=(0, None))
    chart = chart_of(book, unit, most[1].id) if most[1] is not None and most[0] > 0 else None
    return chart if chart is not None and chart.last is not None and chart.last.median is not None else None


def medians(book: Book, units: Iterable[str]) -> dict[str, float]:
    """The median that each of the units guesses at, by unit id; units without measurements are left out."""
    found = {}
    for unit in dict.fromkeys(units):
        chart = exercise_chart(book, unit)
        if chart is not None and chart.last is not None and chart.last.median is not None:
            found[unit] = chart.last.median
    return found
