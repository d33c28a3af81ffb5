"""Sums, means and medians that do not depend on luck with the last bit.

A plain mean of thirteen times 0.1 is not 0.1; every point then lies "above" the line and a run rule fires.
Every sum here is therefore exactly rounded, and every plain mean is the true mean rounded once.
All functions work along the last axis and read NaN as "missing".
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "Bools",
    "Floats",
    "Ints",
    "c4",
    "excess_exponents",
    "mean_of_rows",
    "median_of_rows",
    "narrow",
    "ratio_of_sums",
    "sds_of_rows",
    "sizes_of_groups",
    "sums_of_rows",
    "weighted_mean_of_rows",
]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

HALVES = 2.0**27 + 1  # splits a double into two halves (Dekker 1971)
BIG = 600  # rows with values of 2**600 and more are brought down by a power of two first


def narrow(lines: NDArray[Any]) -> NDArray[Any]:
    """One column instead of many for lines that are the same all along (arrays made by `np.broadcast_to`)."""
    return lines[:, :1] if lines.strides[1] == 0 else lines


def sums_of_rows(values: Floats) -> Floats:
    """Exactly rounded sum of each row (no NaN inside); infinite only when the true sum is too large for a double."""
    total, rest, doubt = _split_sums(np.ascontiguousarray(values.T))
    sure = (total + (rest + doubt) == total) & (total + (rest - doubt) == total)
    for row in np.flatnonzero(~sure):
        total[row] = _sum(values[row].tolist())
    return total


def _split_sums(terms: Floats) -> tuple[Floats, Floats, Floats]:
    """Rounded sum of each column, what rounding took from it, and how far off the two together can be.

    Neighbours are added as a tree, and the error of every addition is kept (Knuth's two-sum): twice the digits of a
    double. Only element by element operations, so that a sum does not depend on the columns beside it.
    """
    if not len(terms):
        return np.zeros(terms.shape[1]), np.zeros(terms.shape[1]), np.zeros(terms.shape[1])
    peak = np.maximum.reduce(np.abs(terms), axis=0)
    depth = len(terms).bit_length() + 1
    doubt = peak * (len(terms) * depth * depth * 2.0**-104)
    high, low = terms, None
    while low is None or len(high) > 1:
        high, low = _halved(high, low)
    total = high[0] + low[0]
    return total, low[0] - (total - high[0]), doubt


def _halved(high: Floats, low: Floats | None) -> tuple[Floats, Floats]:
    """The first half of the terms plus the second, with the errors so far; an odd last term is kept as it is."""
    half, kept = len(high) // 2, len(high) % 2
    first, second = high[:half], high[half : 2 * half]
    sums, errors = np.empty((half + kept, high.shape[1])), np.zeros((half + kept, high.shape[1]))
    added, lost = sums[:half], errors[:half]
    np.add(first, second, out=added)
    moved = added - first
    np.subtract(added, moved, out=lost)
    np.subtract(first, lost, out=lost)
    lost += np.subtract(second, moved, out=moved)
    sums[half:] = high[2 * half :]
    if low is not None:
        lost += np.add(low[:half], low[half : 2 * half], out=moved)
        errors[half:] = low[2 * half :]
    return sums, errors


def _sum(row: list[float]) -> float:
    try:
        return math.fsum(row)
    except (OverflowError, ValueError):
        return _big_sum(row)


def _big_sum(row: list[float]) -> float:
    if any(math.isinf(value) for value in row):
        return float(np.sum(np.array(row)))
    total = math.fsum(math.ldexp(value, -64) for value in row)
    return float(np.ldexp(total, 64))


def mean_of_rows(values: Floats) -> Floats:
    """Mean of each row's present values, rounded once; NaN for a row without any.

    R's `mean` gives the same (two passes in extended precision), so a constant row has exactly its own value as mean.
    """
    down = excess_exponents(values)
    if down.any():
        return np.asarray(np.ldexp(mean_of_rows(np.ldexp(values, -down[:, None])), down))
    terms = np.ascontiguousarray(values.T)
    missing = np.isnan(terms)
    count = np.full(len(values), float(len(terms)))
    if missing.any():
        count -= missing.sum(axis=0)
        terms = np.where(missing, 0.0, terms)
    total, rest, doubt = _split_sums(terms)
    for row in np.flatnonzero(np.abs(total) < doubt * 2.0**58):  # nearly all of it cancels
        row_terms = terms[:, row].tolist()
        total[row] = _sum(row_terms)
        rest[row] = _sum([*row_terms, -total[row]])
    first = total / count
    head = first * HALVES - (first * HALVES - first)  # head and tail have half the digits: their products are exact
    return np.asarray(first + ((total - head * count) - (first - head) * count + rest) / count)


def weighted_mean_of_rows(values: Floats, weights: Floats) -> Floats:
    """Two-pass weighted mean of each row, over points where both value and weight are present."""
    present = ~(np.isnan(values) | np.isnan(weights))
    value = np.where(present, values, 0.0)
    weight = np.where(present, weights, 0.0)
    weight = np.ldexp(weight, -_exponents(weight)[:, None])
    total = sums_of_rows(weight)
    first = sums_of_rows(weight * value) / total
    rest = np.ascontiguousarray(np.where(present, weight * (value - first[:, None]), 0.0)).sum(axis=-1) / total
    return np.asarray(first + rest)


def ratio_of_sums(over: Floats, under: Floats) -> Floats:
    """Sum of `over` divided by sum of `under` for each row, over points where both are present."""
    present = ~(np.isnan(over) | np.isnan(under))
    down = -np.maximum(_exponents(np.where(present, under, 0.0)) - BIG, 0)[:, None]
    top = sums_of_rows(np.ldexp(np.where(present, over, 0.0), down))
    return np.asarray(top / sums_of_rows(np.ldexp(np.where(present, under, 0.0), down)))


def _exponents(values: Floats) -> Ints:
    """Power of two of the largest absolute value in each row, NaN left out (0 for an empty row)."""
    peak = np.fmax.reduce(np.abs(values), axis=-1, initial=0.0)
    return np.asarray(np.frexp(peak)[1], dtype=np.int64)


def excess_exponents(values: Floats) -> Ints:
    """By how many powers of two each row exceeds what sums and differences can hold (0 for nearly every row)."""
    return np.asarray(np.maximum(_exponents(values) - BIG, 0))


def median_of_rows(values: Floats) -> Floats:
    """Median of each row's present values; NaN for a row without any."""
    if values.shape[-1] == 0:
        return np.full(values.shape[0], np.nan)
    ordered = np.sort(values, axis=-1)  # NaN sorts last
    count = (~np.isnan(values)).sum(axis=-1)
    rows = np.arange(values.shape[0])
    low = ordered[rows, np.maximum((count - 1) // 2, 0)]
    high = ordered[rows, np.minimum(count // 2, values.shape[-1] - 1)]
    total = low + high
    return np.asarray(np.where(np.isinf(total), low / 2 + high / 2, total / 2))


def sds_of_rows(values: Floats) -> Floats:
    """Standard deviation (n - 1) of each row's present values; NaN for fewer than two."""
    down = excess_exponents(values)
    if down.any():
        return np.asarray(np.ldexp(sds_of_rows(np.ldexp(values, -down[:, None])), down))
    present = ~np.isnan(values)
    count = present.sum(axis=-1)
    spread = np.where(present, values - mean_of_rows(values)[:, None], 0.0)
    largest = np.max(np.abs(spread), axis=-1, initial=0.0)
    scaled = (spread / np.where(largest > 0, largest, 1.0)[:, None]) ** 2  # squares of tiny numbers would vanish
    return np.asarray(np.where(count > 1, largest * np.sqrt(sums_of_rows(scaled) / np.maximum(count - 1, 1)), np.nan))


def sizes_of_groups(opens: Bools, members: Bools) -> Ints:
    """Number of members of the group each member belongs to; a group begins at each True of `opens`. 0 elsewhere."""
    series, points = members.shape
    number = np.cumsum(opens, axis=1) + np.arange(series)[:, None] * (points + 1)
    sizes = np.bincount(number[members], minlength=series * (points + 1) + 1)
    return np.asarray(np.where(members, sizes[number], 0))


def c4(size: NDArray[Any]) -> Floats:
    """Unbiasing constant c4 of the standard deviation for each subgroup size; NaN below two.

    c4(n) = sqrt(2 / (n - 1)) * gamma(n / 2) / gamma((n - 1) / 2) (Montgomery, Introduction to SQC, appendix VI).
    """
    distinct, inverse = np.unique(size, return_inverse=True)
    factors = [_c4(float(value)) for value in distinct]
    return np.asarray(factors, dtype=np.float64)[inverse].reshape(size.shape)


def _c4(size: float) -> float:
    if not size > 1:
        return math.nan
    return math.sqrt(2 / (size - 1)) * math.exp(math.lgamma(size / 2) - math.lgamma((size - 1) / 2))
