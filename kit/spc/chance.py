"""How often chance alone sets off the Anhøj rules: exact, by counting arrangements."""

from __future__ import annotations

from functools import lru_cache
from math import comb

from .anhoej import crossings_limit, longest_run_limit

__all__ = ["false_signal_rate"]


@lru_cache(maxsize=512)
def false_signal_rate(n_useful: int, *, known_centre: bool = False) -> float:
    """The probability that `n_useful` points in random order show a signal (0 to 1).

    With the median of the points themselves half of them lie on each side, and every order is equally likely; with a
    centre that is known from before, every point falls on either side like a coin. A series of `n_useful` points is
    quiet when no run is longer than `longest_run_limit` and there are at least `crossings_limit` crossings. A line of
    k runs splits into runs of its two sides that take turns, so that the quiet ones can be counted exactly.

    Parameters
    ----------
    n_useful : int
        Number of points that are not on the line: at least 1.
    known_centre : bool
        Whether the centre line comes from other points, such as a frozen baseline.

    References
    ----------
    Anhøj J. Diagnostic value of run chart analysis. PLoS ONE 2015;10(3):e0121349.
    """
    if known_centre:
        quiet = sum(_quiet(above, n_useful - above) for above in range(n_useful + 1))
        return 1.0 - quiet / 2**n_useful
    half = n_useful // 2
    return 1.0 - _quiet(half, n_useful - half) / comb(n_useful, half)


def _quiet(above: int, below: int) -> int:
    """In how many orders of so many points above and below neither rule fires."""
    longest, fewest = longest_run_limit(above + below), crossings_limit(above + below) + 1
    total = 0
    for runs in range(max(1, fewest), above + below + 1):
        more, less = runs - runs // 2, runs // 2
        begins = _splits(above, more, longest) * _splits(below, less, longest)
        total += begins + _splits(below, more, longest) * _splits(above, less, longest)
    return total


def _splits(points: int, runs: int, longest: int) -> int:
    """In how many ways points fall into so many runs of 1 to `longest`, by inclusion and exclusion."""
    if runs == 0:
        return int(points == 0)
    return sum(
        (-1) ** over * comb(runs, over) * comb(points - over * longest - 1, runs - 1)
        for over in range(runs + 1)
        if points - over * longest >= runs
    )
