"""The Book's measurements as data frames, for trainers and analysts. Columns are ids in English in every language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from kit.domain.book import Book
from kit.domain.measure import Measure

_POINTS = {
    "municipality": "str",
    "unit": "str",
    "unit_name": "str",
    "measure": "str",
    "period": "datetime64[ns]",
    "numerator": "float64",
    "denominator": "float64",
    "value": "float64",
    "note": "str",
}
_EVENTS = {
    "municipality": "str",
    "unit": "str",
    "unit_name": "str",
    "measure": "str",
    "on": "datetime64[ns]",
    "count": "int64",
    "note": "str",
}


def points_frame(book: Book) -> pd.DataFrame:
    """One row a point, in the order of unit, measure and period.

    `value` is what a chart shows, in the measure's own unit (percent: 0–100); it is missing (NaN) where the
    denominator is 0 or missing, or the programme does not know the measure.
    """
    rows = [
        {
            **_place(book, unit, measure),
            "period": point.period,
            "numerator": point.numerator,
            "denominator": point.denominator,
            "value": value_of(book.programme.measure(measure), point.numerator, point.denominator),
            "note": point.note,
        }
        for (unit, measure), series in sorted(book.series.items())
        for point in series.points
    ]
    return _frame(rows, _POINTS)


def events_frame(book: Book) -> pd.DataFrame:
    """One row a day with events, in the order of unit, measure and day."""
    rows = [
        {**_place(book, unit, measure), "on": event.on, "count": event.count, "note": event.note}
        for (unit, measure), series in sorted(book.series.items())
        for event in series.events
    ]
    return _frame(rows, _EVENTS)


def _place(book: Book, unit_id: str, measure: str) -> dict[str, object]:
    unit = book.unit(unit_id)
    return {
        "municipality": unit.municipality if unit else "",
        "unit": unit_id,
        "unit_name": unit.name if unit else "",
        "measure": measure,
    }


def value_of(measure: Measure | None, numerator: float | None, denominator: float | None) -> float | None:
    """What a chart shows of a point, in the measure's own unit; None where it has no value."""
    if measure is None or numerator is None:
        return None
    if not measure.needs_denominator:
        return numerator
    return measure.multiply * numerator / denominator if denominator else None


def _frame(rows: Sequence[Mapping[str, object]], types: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(types)).astype(dict(types))
