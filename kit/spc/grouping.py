"""Dates into calendar periods, dates and labels into phase positions, tables into facets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import OptionError, PositionError, ShapeError
from .prepare import as_labels, group_rows

__all__ = ["PERIODS", "ends_before", "ends_of_labels", "facets", "period_start"]

PERIODS = ("day", "week", "month", "quarter", "year")
DAYS_TO_MONDAY = 3  # 1970-01-01, day 0 of datetime64, was a Thursday


def period_start(dates: object, period: str, every: int = 1) -> NDArray[np.datetime64]:
    """First day of the calendar period each date lies in. Weeks start on Monday.

    Parameters
    ----------
    dates : array of dates or date-times
    period : day, week, month, quarter or year
    every : int
        Length of a period, as in "every 2 weeks"; days and weeks are then counted from the period of the earliest
        date, months from January of year 1970, years from 1970.

    Returns
    -------
    datetime64[D] array; not-a-time where the date is missing.

    Raises
    ------
    OptionError, ShapeError
    """
    if period not in PERIODS:
        raise OptionError("period", f"{period!r}", " ".join(PERIODS))
    if every < 1:
        raise OptionError("every", f"{every}", "1 or more")
    days = as_dates(dates)
    if period in ("day", "week"):
        return _counted_days(days, 7 if period == "week" else 1, every)
    months = {"month": 1, "quarter": 3, "year": 12}[period] * every
    number = days.astype("datetime64[M]").astype(np.int64)
    start = (number // months * months).astype("datetime64[M]").astype("datetime64[D]")
    return np.where(np.isnat(days), np.datetime64("NaT", "D"), start)


def _counted_days(days: NDArray[np.datetime64], length: int, every: int) -> NDArray[np.datetime64]:
    missing = np.isnat(days)
    if missing.all():
        return days
    number = days.astype(np.int64)
    first = int(number[~missing].min())
    if length == 7:
        first -= (first + DAYS_TO_MONDAY) % 7
    size = length * every
    start = ((number - first) // size * size + first).astype("datetime64[D]")
    return np.where(missing, np.datetime64("NaT", "D"), start)


def as_dates(dates: object, name: str = "dates") -> NDArray[np.datetime64]:
    """Dates as datetime64[D]; accepts date objects, datetime64 and ISO text (2026-01-31)."""
    labels = as_labels(dates)
    if labels.size == 0:
        return np.array([], dtype="datetime64[D]")
    if labels.dtype.kind in "UO":
        texts = ["NaT" if value is None or value == "" else str(value) for value in labels.ravel().tolist()]
        for point, text in enumerate(texts, start=1):
            if not _is_iso(text):
                raise ShapeError(name, f"{text!r} is not a date", "dates, or text like 2026-01-31", point=point)
        labels = np.array(texts, dtype="datetime64[D]")
    if labels.dtype.kind != "M" or labels.ndim != 1:
        raise ShapeError(name, f"{labels.dtype} of shape {labels.shape}", "a list of dates")
    return labels.astype("datetime64[D]")


def _is_iso(text: str) -> bool:
    try:
        np.datetime64(text, "D")
    except ValueError:
        return False
    return True


def ends_of_labels(labels: object, x: object = None) -> list[int]:
    """Phase ends (1-based, for `part`) from one text per row: a new phase begins where the text changes.

    Raises
    ------
    ShapeError
        Another number of labels than rows, or two labels for the same x.
    """
    texts = [str(value) for value in np.asarray(labels, dtype=object).tolist()]
    codes, points, _ = group_rows(x, len(texts))
    found: dict[int, str] = {}
    for row, (code, text) in enumerate(zip(codes.tolist(), texts, strict=True), start=1):
        if code >= 0 and found.setdefault(code, text) != text:
            raise ShapeError("part", f"{text!r} and {found[code]!r} for the same x", "one label per x", point=row)
    ordered = [found[code] for code in range(len(points))]
    return [place for place in range(1, len(ordered)) if ordered[place] != ordered[place - 1]]


def ends_before(x: object, starts: object) -> list[int]:
    """Phase ends (1-based, for `part`) for phases that begin on given dates.

    A date without a point begins its phase at the next point. The first point needs no start of its own.

    Raises
    ------
    PositionError
        A start after the last point.
    """
    points = np.unique(as_dates(x, "x"))
    ends = set()
    for start in as_dates(np.atleast_1d(np.asarray(starts)), "starts"):
        before = int(np.searchsorted(points, start))
        if before >= len(points):
            raise PositionError("starts", f"{start}", f"dates up to the last point, {points[-1]}")
        if before:
            ends.add(before)
    return sorted(ends)


def facets(*columns: Sequence[Any]) -> Iterator[tuple[tuple[Any, ...], NDArray[np.int64]]]:
    """Rows of each combination of values that occurs, in sorted order.

    Yields
    ------
    (values, rows) : the combination, one value per column, and the 0-based numbers of its rows.
    """
    keys = list(zip(*(np.asarray(column).tolist() for column in columns), strict=True))
    rows: dict[tuple[Any, ...], list[int]] = {}
    for row, key in enumerate(keys):
        rows.setdefault(key, []).append(row)
    for key in sorted(rows, key=lambda values: tuple(str(value) for value in values)):
        yield key, np.array(rows[key], dtype=np.int64)
