"""From the caller's rows to one value per point: validation, subgroups, order of points."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .errors import DataError, OptionError, ShapeError
from .numbers import Floats, Ints, excess_exponents, mean_of_rows, median_of_rows, sds_of_rows, sums_of_rows
from .options import COUNT_KINDS, LINEAR_KINDS, RATE_KINDS, RATIO_KINDS, Options
from .result import Notice

BLOCK = 240_000  # values of a table that are worked out together: more at once takes memory and saves no time
ISO_DATE = re.compile(r"\d{4}-\d{2}(-\d{2})?")

__all__ = [
    "Frame",
    "as_labels",
    "check_values",
    "frame_of_rows",
    "frames_of_table",
    "group_rows",
    "is_missing",
    "numbers",
    "plain",
]


@dataclass(frozen=True, eq=False)
class Frame:
    """Points of many series, shape (series, points): what the charts are worked out from.

    `down` says by how many powers of two each row of `y`, `sd` and `cl` was brought down so that nothing overflows.
    """

    x: NDArray[Any]
    y: Floats
    n: Floats
    y_sum: Floats
    y_length: Ints
    sd: Floats
    cl: Floats
    target: Floats
    down: Ints
    notices: tuple[Notice, ...]

    @property
    def categorical(self) -> bool:
        """Are the points units without an order (text labels that are not dates)?"""
        return self.x.dtype.kind in "UO"


def frame_of_rows(options: Options, y: ArrayLike, n: Any, x: object, cl: Any, target: Any) -> Frame:
    """Put rows of equal x together and the points in order of x (text x: in order of first appearance)."""
    values = numbers("y", y)
    if values.ndim != 1 or not values.size:
        raise ShapeError("y", f"shape {values.shape}", "one value per row, at least one row")
    under = None if n is None else _matching("n", numbers("n", n), values.shape)
    codes, labels, sorted_already = group_rows(x, values.size)
    check_values(options, values[None, :], None if under is None else under[None, :])
    columns = _Points(options, values, under, codes, len(labels))
    notices = [] if sorted_already else [Notice("sorted_by_x")]
    if (codes < 0).any():
        notices.append(Notice("rows_without_x"))
    line = _per_point("cl", cl, values.size)[columns.first]
    check_line(options, line)
    aim = _per_point("target", target, values.size)[columns.first]
    return _finish(options, labels, columns.table(), line[None, :], aim[None, :], tuple(notices))


def frames_of_table(options: Options, y: ArrayLike, n: Any, x: object, cl: Any, target: Any) -> Iterator[Frame]:
    """The same for a table of series, block by block: y is (series, points), or (series, points, rows) for subgroups.

    The whole table is checked before the first block.
    """
    values = numbers("Y", y)
    if values.ndim not in (2, 3) or not values.size:
        raise ShapeError("Y", f"shape {values.shape}", "(series, points) or (series, points, rows), none of them 0")
    under = None if n is None else _matching("N", numbers("N", n), values.shape)
    series, points = values.shape[:2]
    codes, labels, _ = group_rows(x, points)
    if len(labels) != points or (codes < 0).any():
        raise ShapeError("x", f"{len(labels)} different labels", f"{points}, one per point, none twice")
    check_values(options, values, under)
    line, aim = _table_option("cl", cl, (series, points)), _table_option("target", target, (series, points))
    check_line(options, line)
    order = np.argsort(codes)
    columns = slice(None) if (np.diff(order) == 1).all() else order
    size = max(BLOCK // values[0].size, 1)
    for first in range(0, series, size):
        here = (slice(first, first + size), columns)
        part = None if under is None else under[here]
        yield _finish(options, labels, _columns(options, values[here], part), line[here], aim[here], (), first + 1)


def _columns(options: Options, values: Floats, under: Floats | None) -> tuple[NDArray[Any], ...]:
    """Columns of the points of a table of series, each (series, points)."""
    series, points = values.shape[:2]
    below = None if under is None else under.reshape(series * points, -1)
    table = _Table(options, values.reshape(series * points, -1), below)
    return tuple(column.reshape(series, points) for column in table.columns())


def _finish(
    options: Options,
    labels: NDArray[Any],
    columns: Any,
    cl: Floats,
    target: Floats,
    notices: tuple[Notice, ...],
    first: int | None = None,
) -> Frame:
    """The frame of checked points; `first` is the number of the first series in a table of series."""
    y, n, y_sum, y_length, sd = columns
    if np.isinf(y).any():
        row, column = (int(place) for place in np.argwhere(np.isinf(y))[0])
        allowed = "smaller values, or larger denominators"
        series = None if first is None else first + row
        raise DataError("y", "a result too large for a number", allowed, point=column + 1, series=series)
    if labels.dtype.kind in "UO":
        notices += (Notice("categorical_x"),)
    down = excess_exponents(y) if options.kind in LINEAR_KINDS else np.zeros(len(y), dtype=np.int64)
    if down.any():
        scale = -down[:, None]
        y, sd, cl = np.ldexp(y, scale), np.ldexp(sd, scale), np.ldexp(cl, scale)
    return Frame(labels, y, n, y_sum, y_length, sd, cl, target, down, notices)


class _Table:
    """Points as rows of a matrix of raw rows (NaN = missing), worked out column by column."""

    def __init__(self, options: Options, values: Floats, under: Floats | None, rows: Ints | None = None) -> None:
        self.options = options
        self.rows = np.full(len(values), values.shape[1]) if rows is None else rows
        present = ~np.isnan(values) if under is None else ~(np.isnan(values) | np.isnan(under))
        self.values = values if under is None else np.where(present, values, np.nan)
        self.under = None if under is None else np.where(present, under, np.nan)
        self.length = present[:, 0].astype(np.int64) if values.shape[1] == 1 else present.sum(axis=1)

    def columns(self) -> tuple[Floats, Floats, Floats, Ints, Floats]:
        """Plotted y, n, sum, number of present rows and standard deviation of each point.

        The sum of several rows that are all missing is 0 as in the reference (nothing was added); y and n are missing.
        """
        blank = np.broadcast_to(np.nan, len(self.values))
        total = self._totals(self.values)
        seen = self.length > 0
        n = blank if self.under is None else np.where(seen, self._totals(self.under), np.nan)
        if self.options.kind == "ip" and self.under is None:
            n = np.where(seen, self.length, np.nan).astype(np.float64)
        spread = self.options.kind in ("s", "xbar") or self.options.agg == "sd"
        sd = sds_of_rows(self.values) if spread and self.values.shape[1] > 1 else blank
        if self.values.shape[1] == 1:  # a single row: its total is missing where it is
            return self._plotted(total, n, sd), n, total, self.length, sd
        added = np.where(seen | (self.rows > 1), total, np.nan)
        y = self._plotted(added if self.options.quirks else np.where(seen, total, np.nan), n, sd)
        return y, n, added, self.length, sd

    def _plotted(self, total: Floats, n: Floats, sd: Floats) -> Floats:
        kind, agg = self.options.kind, self.options.agg
        if self.under is not None:
            return np.where(n > 0, total / np.where(n > 0, n, 1.0), np.nan)
        if kind == "s":
            return sd
        if kind == "c":
            return total
        if kind == "xbar" or agg == "mean":
            return self._means(total)
        return self._medians(total) if agg == "median" else {"sum": total, "sd": sd}[agg]

    def _totals(self, values: Floats) -> Floats:
        if values.shape[1] == 1:
            return values[:, 0]
        return sums_of_rows(np.where(np.isnan(values), 0.0, values))

    def _means(self, total: Floats) -> Floats:
        return total if self.values.shape[1] == 1 else mean_of_rows(self.values)

    def _medians(self, total: Floats) -> Floats:
        return total if self.values.shape[1] == 1 else median_of_rows(self.values)


class _Points:
    """Rows of one series gathered by code into a matrix of points, then handled as a table."""

    def __init__(self, options: Options, values: Floats, under: Floats | None, codes: Ints, points: int) -> None:
        self.options, self.points = options, points
        kept = np.flatnonzero(codes >= 0)
        self.order = kept[np.argsort(codes[kept], kind="stable")]
        codes = codes[self.order]
        self.grouped = len(codes) != points
        self.rows = np.bincount(codes, minlength=points)
        self.first = self.order[np.searchsorted(codes, np.arange(points))]
        self.values = self._matrix(values[self.order], codes)
        self.under = None if under is None else self._matrix(under[self.order], codes)

    def _matrix(self, values: Floats, codes: Ints) -> Floats:
        if not self.grouped:
            return values[:, None]
        place = np.arange(len(codes)) - np.repeat(np.cumsum(self.rows) - self.rows, self.rows)
        matrix = np.full((self.points, int(self.rows.max())), np.nan)
        matrix[codes, place] = values
        return matrix

    def table(self) -> tuple[NDArray[Any], ...]:
        """The columns of the table, each with a leading axis of one series."""
        table = _Table(self.options, self.values, self.under, self.rows)
        return tuple(column[None, :] for column in table.columns())


def numbers(name: str, given: ArrayLike) -> Floats:
    """`given` as float array (None = NaN); `DataError` names the first value that is not a finite number."""
    raw = given if isinstance(given, np.ndarray) else np.asarray(plain(given), dtype=object)
    if isinstance(given, np.ma.MaskedArray):
        raw = np.where(np.ma.getmaskarray(given), np.nan, np.ma.getdata(given).astype(np.float64))
    if raw.dtype.kind not in "fiub":
        for index, value in enumerate(raw.ravel().tolist()):
            if isinstance(value, (str, bytes)) or not _number_like(value):
                raise _at(name, raw.shape, index, f"{value!r} is not a number", "numbers; None or NaN for missing")
        raw = np.array([math.nan if is_missing(v) else float(v) for v in raw.ravel().tolist()]).reshape(raw.shape)
    values = np.array(raw, dtype=np.float64)
    if np.isinf(values).any():
        index = int(np.flatnonzero(np.isinf(values.ravel()))[0])
        raise _at(name, values.shape, index, "an infinite value", "finite numbers; None or NaN for missing")
    return values


def _at(name: str, shape: tuple[int, ...], index: int, given: str, allowed: str) -> DataError:
    """An error that names the point, and the series in a table, of a flat position."""
    place = [int(number) for number in np.unravel_index(index, shape)] or [0]
    if len(place) == 1:
        return DataError(name, given, allowed, point=place[0] + 1)
    return DataError(name, given, allowed, point=place[1] + 1, series=place[0] + 1)


def plain(given: Any) -> Any:
    return given.to_numpy() if hasattr(given, "to_numpy") else given


def is_missing(value: object) -> bool:
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return True
    if isinstance(value, (np.datetime64, np.timedelta64)):
        return bool(np.isnat(value))
    return isinstance(value, (float, np.floating)) and bool(np.isnan(value))


def _number_like(value: object) -> bool:
    if value is None or type(value).__name__ == "NAType":
        return True
    try:
        float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return False
    return True


def _matching(name: str, values: Floats, shape: tuple[int, ...]) -> Floats:
    if values.shape != shape:
        raise ShapeError(name, f"shape {values.shape}", f"the shape of y: {shape}")
    return values


def _per_point(name: str, given: Any, rows: int) -> Floats:
    if given is None:
        return np.full(rows, np.nan)
    values = numbers(name, given)
    if values.ndim and values.shape != (rows,):
        raise ShapeError(name, f"shape {values.shape}", f"one number, or one per row of y ({rows})")
    return np.broadcast_to(values, (rows,))


def _table_option(name: str, given: Any, shape: tuple[int, int]) -> Floats:
    values = np.asarray(math.nan) if given is None else numbers(name, given)
    if values.shape == (shape[0],) and shape[0] != shape[1]:
        values = values[:, None]
    try:
        return np.broadcast_to(values, shape)
    except ValueError:
        allowed = f"one number, one per series ({shape[0]}, 1), or a table {shape}"
        raise ShapeError(name, f"shape {values.shape}", allowed) from None


def check_values(options: Options, y: Floats, n: Floats | None) -> None:
    """Refuse values the chart cannot hold, naming series and point."""
    kind = options.kind
    if n is None and kind in RATE_KINDS:
        raise OptionError("n", "no denominator", f"a denominator for each point of a {kind} chart")
    if n is not None and kind not in RATIO_KINDS:
        raise OptionError("n", "a denominator", f"none for a {kind} chart (the plotted value is y itself)")
    if kind in COUNT_KINDS:
        _refuse("y", y < 0, y, f"counts of 0 or more in a {kind} chart")
    if kind == "t":
        _refuse("y", y <= 0, y, "times above 0 in a t chart; for same-day events give date-times or use a g chart")
    if n is not None:
        _refuse("n", n < 0, n, "denominators of 0 or more")
        _refuse("y", (n == 0) & (y != 0) & ~np.isnan(y), y, "0 or missing where the denominator is 0")
        if kind in ("p", "pp"):
            _refuse("y", y > n, y, f"numerators no larger than the denominator in a {kind} chart")


def _refuse(name: str, wrong: NDArray[np.bool_], values: Floats, allowed: str) -> None:
    if wrong.any():
        place = tuple(int(index) for index in np.argwhere(wrong)[0])
        series = place[0] + 1 if len(values) > 1 else None
        raise DataError(name, f"{float(values[place]):g}", allowed, point=place[1] + 1, series=series)


def check_line(options: Options, cl: Floats) -> None:
    """Refuse a given centre line that the chart's values cannot have (before `multiply`)."""
    kind = options.kind
    if kind in (*COUNT_KINDS, "t", "s", "mr") and (cl < 0).any():
        raise OptionError("cl", f"{float(np.nanmin(cl)):g}", f"0 or more in a {kind} chart")
    if kind in ("p", "pp") and (cl > 1).any():
        raise OptionError("cl", f"{float(np.nanmax(cl)):g}", "a proportion from 0 to 1: cl is given before multiply")


def group_rows(x: object, rows: int) -> tuple[Ints, NDArray[Any], bool]:
    """Number the points that rows belong to.

    Returns
    -------
    codes : 0-based point of each row, -1 where x is missing
    labels : the x of each point: numbers and dates in order, text in order of first appearance
    in_order : were the rows in order of x already?
    """
    if x is None:
        return np.arange(rows), np.arange(1, rows + 1), True
    labels = as_labels(x)
    if labels.shape != (rows,):
        raise ShapeError("x", f"shape {labels.shape}", f"one label per row of y ({rows})")
    missing = _missing_labels(labels)
    kept = labels[~missing]
    keys = np.array([float(f"{value:.15g}") for value in kept.tolist()]) if kept.dtype.kind == "f" else kept
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    if kept.dtype.kind in "UO":
        rank = np.empty(len(first), dtype=np.int64)
        rank[np.argsort(first, kind="stable")] = np.arange(len(first))
        first, inverse = np.sort(first), rank[inverse]
    codes = np.full(rows, -1, dtype=np.int64)
    codes[~missing] = inverse
    if not len(first):
        raise DataError("x", "no label at all", "a label for at least one row")
    return codes, kept[first], bool((np.diff(inverse) >= 0).all())


def as_labels(x: object) -> NDArray[Any]:
    """x as an array: dates and ISO texts (2026-01, 2026-01-31) become datetime64, other text stays text.

    None, NaN and empty text are missing.
    """
    labels = np.asarray(plain(x))
    if labels.dtype.kind == "U":
        labels = labels.astype(object)
    if labels.dtype.kind != "O":
        return labels
    values = [None if is_missing(value) or value == "" else value for value in labels.ravel().tolist()]
    present = [value for value in values if value is not None]
    if present and all(isinstance(value, str) and ISO_DATE.fullmatch(value) for value in present):
        return np.array([_iso_day(value, n) for n, value in enumerate(values)], dtype="datetime64[D]")
    if present and all(isinstance(value, datetime.date) for value in present):
        unit = "us" if any(isinstance(value, datetime.datetime) for value in present) else "D"
        return np.array([_without_zone(value) for value in values], dtype=f"datetime64[{unit}]")
    if present and all(isinstance(value, (int, float)) for value in present):
        return np.array([math.nan if value is None else value for value in values], dtype=np.float64)
    return np.array([None if value is None else str(value) for value in values], dtype=object)


def _iso_day(value: str | None, index: int) -> np.datetime64:
    try:
        return np.datetime64(value or "NaT", "D")
    except ValueError:
        raise DataError(
            "x", f"{value!r}, which no calendar has", "days and months that exist", point=index + 1
        ) from None


def _without_zone(value: Any) -> Any:
    return value.replace(tzinfo=None) if isinstance(value, datetime.datetime) else value


def _missing_labels(labels: NDArray[Any]) -> NDArray[np.bool_]:
    if labels.dtype.kind == "f":
        return np.asarray(np.isnan(labels))
    if labels.dtype.kind == "M":
        return np.asarray(np.isnat(labels))
    if labels.dtype.kind == "O":
        return np.array([value is None for value in labels.tolist()], dtype=np.bool_)
    return np.zeros(labels.shape, dtype=np.bool_)
