"""How many runs above and below the median chance allows: exact Swed-Eisenhart limits.

The printed table of the IHI run chart rules agrees with these limits for about two thirds of the numbers of points
and is off by one for the others; the exact ones are used here, and named so.
"""

from __future__ import annotations

from math import comb

import numpy as np

from .numbers import Ints

__all__ = ["runs_limits", "swed_eisenhart"]


def runs_limits(n_useful: Ints) -> tuple[Ints, Ints]:
    """Fewest and most runs that are no signal, for each number of useful points."""
    distinct, inverse = np.unique(n_useful, return_inverse=True)
    pairs = np.array([swed_eisenhart(int(n)) for n in distinct], dtype=np.int64).reshape(-1, 2)
    return pairs[inverse, 0], pairs[inverse, 1]


def swed_eisenhart(n_useful: int) -> tuple[int, int]:
    """Fewest and most runs with at most 2.5 % beyond on either side, half of the points above the median.

    Parameters
    ----------
    n_useful : int
        Points not on the median; below 2 there is nothing to test and (0, n_useful) comes back.

    References
    ----------
    Swed FS, Eisenhart C. Tables for testing randomness of grouping in a sequence of alternatives.
    Ann Math Stat 1943;14:66-87.
    """
    below, above = n_useful // 2, n_useful - n_useful // 2
    if below < 1:
        return 0, n_useful
    ways = [_ways(runs, below, above) for runs in range(n_useful + 2)]
    total = comb(n_useful, below)
    return _first_beyond(ways, total), n_useful + 1 - _first_beyond(ways[::-1], total)


def _first_beyond(ways: list[int], total: int) -> int:
    """First place at which the ways counted so far are more than 2.5 % of all."""
    reached = 0
    for place, count in enumerate(ways):
        reached += count
        if 40 * reached > total:
            return place
    return len(ways)


def _ways(runs: int, below: int, above: int) -> int:
    """Arrangements of the points that make exactly this many runs."""
    if runs < 2:
        return 0
    half = runs // 2
    if runs % 2 == 0:
        return 2 * comb(below - 1, half - 1) * comb(above - 1, half - 1)
    return comb(below - 1, half) * comb(above - 1, half - 1) + comb(below - 1, half - 1) * comb(above - 1, half)
