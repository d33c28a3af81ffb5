"""Runs analysis by the Anhøj rules: unusually long runs and unusually few crossings of the centre line.

References
----------
Anhøj J, Olesen AV. Run charts revisited. PLoS ONE 2014;9(11):e113825.
Anhøj J. Diagnostic value of run chart analysis. PLoS ONE 2015;10(3):e0121349.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .numbers import Bools, Ints, sizes_of_groups

__all__ = ["ENOUGH_POINTS", "Runs", "crossings_limit", "longest_run_limit", "runs_of_rows"]

ENOUGH_POINTS = 10  # the rules were studied for series of ten and more useful points
NONE = -1  # stands for "no value" in whole-number arrays


def longest_run_limit(n_useful: int) -> int:
    """Longest run expected by chance: round(log2(n)) + 3, in whole numbers; a longer one is a signal.

    Parameters
    ----------
    n_useful : int
        Number of points that are not on the line, not missing, not excluded: at least 1.

    References
    ----------
    Anhøj J. Diagnostic value of run chart analysis. PLoS ONE 2015;10(3):e0121349 (after Schilling MF. The surprising
    predictability of long runs. Math Mag 2012;85:141-9).
    """
    power = n_useful.bit_length() - 1
    if n_useful * n_useful > 1 << (2 * power + 1):
        power += 1
    return power + 3


def crossings_limit(n_useful: int) -> int:
    """Fewest crossings expected by chance: the 5 % quantile of Bin(n - 1, 1/2); fewer is a signal.

    Whole-number arithmetic: the smallest k with 20 * sum of C(n - 1, i) for i <= k at least 2 ** (n - 1).

    Parameters
    ----------
    n_useful : int
        As for `longest_run_limit`.

    References
    ----------
    Chen Z. A note on the runs test. Model Assist Stat Appl 2010;5:73-7.
    Anhøj J. Diagnostic value of run chart analysis. PLoS ONE 2015;10(3):e0121349.
    """
    steps = n_useful - 1
    term, reached, k = 1, 1, 0
    target = 1 << steps
    while 20 * reached < target:
        term = term * (steps - k) // (k + 1)
        reached += term
        k += 1
    return k


@dataclass(frozen=True)
class Runs:
    """Runs of many series. All arrays have one entry a series; -1 where a series has no useful point."""

    n_useful: Ints
    longest_run: Ints
    longest_run_max: Ints
    n_crossings: Ints
    n_crossings_min: Ints

    @property
    def long_run(self) -> Bools:
        """Is the longest run longer than expected by chance?"""
        return np.asarray(self.longest_run > self.longest_run_max)

    @property
    def few_crossings(self) -> Bools:
        """Are there fewer crossings than expected by chance?"""
        return np.asarray(self.n_crossings < self.n_crossings_min)


def runs_of_rows(side: NDArray[np.int8]) -> Runs:
    """Longest run and crossings of each row of `side`.

    Parameters
    ----------
    side : (series, points) array of -1, 0, 1
        Side of the centre line. A 0 (on the line, missing, excluded) is skipped: it neither breaks nor extends
        a run and makes no crossing.
    """
    counted = np.cumsum(side != 0, axis=1, dtype=np.int32)
    opens = run_starts(side)
    n_useful = counted[:, -1].astype(np.int64)
    before = np.maximum.accumulate(np.where(opens, counted - 1, 0), axis=1)
    longest = np.max(counted - before, axis=1).astype(np.int64)
    crossings = opens.sum(axis=1) - 1
    nothing = n_useful == 0
    run_max, cross_min = _limits(n_useful)
    return Runs(
        n_useful,
        np.where(nothing, NONE, longest),
        run_max,
        np.where(nothing, NONE, crossings),
        cross_min,
    )


def run_starts(side: NDArray[np.int8]) -> Bools:
    """True at each useful point that opens a run (first useful point, or other side than the useful one before)."""
    useful, above = side != 0, side > 0
    # an odd number for a point above, an even one for a point below, growing to the right: the largest so far is
    # the nearest useful point
    marks = np.where(useful, 2 * np.arange(side.shape[1], dtype=np.int32) + above, np.int32(NONE))
    before = np.maximum.accumulate(marks, axis=1)[:, :-1]
    opens = useful.copy()
    opens[:, 1:] &= (before < 0) | ((before & 1) != above[:, 1:])
    return np.asarray(opens)


def run_lengths(side: NDArray[np.int8]) -> Ints:
    """Length of the run each useful point belongs to; 0 at points that are not useful."""
    return sizes_of_groups(run_starts(side), side != 0)


def _limits(n_useful: Ints) -> tuple[Ints, Ints]:
    distinct, inverse = np.unique(n_useful, return_inverse=True)
    run_max = np.array([longest_run_limit(int(n)) if n else NONE for n in distinct], dtype=np.int64)
    cross_min = np.array([crossings_limit(int(n)) if n else NONE for n in distinct], dtype=np.int64)
    return run_max[inverse], cross_min[inverse]
