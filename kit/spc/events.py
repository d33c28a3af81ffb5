"""Counting single events and categories: Bernoulli CUSUM and Pareto."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .errors import DataError, OptionError, ShapeError
from .numbers import Bools, Floats, Ints
from .prepare import is_missing, numbers, plain

__all__ = ["BernoulliCusum", "Pareto", "bernoulli_cusum", "pareto"]


@dataclass(frozen=True, eq=False)
class BernoulliCusum:
    """Two one-sided CUSUMs over single cases.

    Attributes
    ----------
    p0, p1, p2 : float
        Expected proportion, and the proportions at `odds_ratio` and 1 / `odds_ratio` times its odds.
    limit : float
        Signal limit; draw the points of signals on it.
    upper, lower : float arrays
        CUSUM for more and for fewer events than expected (0 and up, 0 and down); 0 again after a signal.
    upper_steps, lower_steps : float arrays
        Log likelihood ratio of each case.
    upper_signal, lower_signal : bool arrays
    """

    p0: float
    p1: float
    p2: float
    limit: float
    upper_steps: Floats
    upper: Floats
    upper_signal: Bools
    lower_steps: Floats
    lower: Floats
    lower_signal: Bools


def bernoulli_cusum(
    cases: ArrayLike, target: float | None = None, *, odds_ratio: float = 2.0, limit: float = 3.5
) -> BernoulliCusum:
    """Bernoulli CUSUM: one entry per case, 1 for an event and 0 for none.

    Parameters
    ----------
    cases : array of 0 and 1, none missing
    target : float, optional
        Expected proportion (0 to 1), or a number of first cases above 1 whose mean is expected; default the mean of
        all cases.
    odds_ratio : float
        Change to be found, as a ratio of odds, above 1.
    limit : float
        Signal limit of the log likelihood, above 0.

    Returns
    -------
    BernoulliCusum

    Raises
    ------
    OptionError, DataError, ShapeError

    References
    ----------
    Steiner SH, Cook RJ, Farewell VT, Treasure T. Monitoring surgical performance using risk-adjusted cumulative sum
    charts. Biostatistics 2000;1:441-52.
    Reynolds MR, Stoumbos ZG. A CUSUM chart for monitoring a proportion when inspecting continuously.
    J Qual Technol 1999;31:87-108.
    """
    values = _cases(cases)
    for name, value, low in (("odds_ratio", odds_ratio, 1.0), ("limit", limit, 0.0)):
        if not (isinstance(value, (int, float)) and math.isfinite(value) and value > low):
            raise OptionError(name, f"{value!r}", f"a number above {low:g}")
    p0 = _expected(values, target)
    p1, p2 = _shifted(p0, odds_ratio), _shifted(p0, 1 / odds_ratio)
    upper_steps, lower_steps = _steps(values, p0, p1), _steps(values, p0, p2)
    upper, upper_signal = _climb(upper_steps, limit)
    lower, lower_signal = _climb(lower_steps, limit)
    return BernoulliCusum(p0, p1, p2, float(limit), upper_steps, upper, upper_signal, lower_steps, -lower, lower_signal)


def _cases(cases: ArrayLike) -> Floats:
    values = numbers("cases", cases)
    if values.ndim != 1 or not values.size:
        raise ShapeError("cases", f"shape {values.shape}", "one entry per case, at least one")
    wrong = np.flatnonzero((values != 0) & (values != 1))
    if wrong.size:
        point = int(wrong[0])
        raise DataError("cases", f"{float(values[point]):g}", "0 or 1 for each case", point=point + 1)
    return values


def _expected(values: Floats, target: float | None) -> float:
    if target is None:
        p0 = float(np.mean(values))
    elif target > 1:
        p0 = float(np.mean(values[: int(target)]))
    else:
        p0 = float(target)
    if not 0 < p0 < 1:
        raise OptionError("target", f"an expected proportion of {p0:g}", "one between 0 and 1: give a target")
    return p0


def _shifted(p: float, ratio: float) -> float:
    odds = p / (1 - p) * ratio
    return odds / (1 + odds)


def _steps(values: Floats, p0: float, p1: float) -> Floats:
    return np.asarray(np.where(values == 1, math.log(p1 / p0), math.log((1 - p1) / (1 - p0))))


def _climb(steps: Floats, limit: float) -> tuple[Floats, Bools]:
    """CUSUM held at 0 from below; a case that takes it to the limit signals, one that takes it past resets it to 0."""
    levels, signal = np.zeros(len(steps)), np.zeros(len(steps), dtype=np.bool_)
    level = 0.0
    for case, step in enumerate(steps.tolist()):
        reached = max(level + step, 0.0)
        signal[case] = reached >= limit
        level = 0.0 if reached > limit else reached
        levels[case] = level
    return levels, signal


@dataclass(frozen=True, eq=False)
class Pareto:
    """Categories by falling count. Shares are of the total, 0 to 1; `None` stands for a missing category."""

    category: tuple[object, ...]
    count: Ints
    cum_count: Ints
    share: Floats
    cum_share: Floats


def pareto(categories: Iterable[object], *, missing: bool = False) -> Pareto:
    """Count categories and put them in falling order; equal counts in order of name.

    Parameters
    ----------
    categories : one entry per event
    missing : bool
        Give events without a category a bar of their own (last among equals); otherwise they are left out.

    Returns
    -------
    Pareto

    Raises
    ------
    ShapeError
        Nothing to count.

    References
    ----------
    Juran JM. The non-Pareto principle: mea culpa. Quality Progress 1975;8(5):8-9.
    """
    entries = [None if is_missing(value) else value for value in list(plain(categories))]
    counts = Counter(entry for entry in entries if missing or entry is not None)
    if not counts:
        raise ShapeError("categories", "no category at all", "at least one")
    order = sorted(counts, key=lambda name: (-counts[name], name is None, str(name)))
    count = np.array([counts[name] for name in order], dtype=np.int64)
    total = np.cumsum(count)
    return Pareto(tuple(order), count, total, count / total[-1], total / total[-1])
