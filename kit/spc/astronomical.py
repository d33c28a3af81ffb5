"""Astronomical points of the IHI run chart rules: an aid to judgement, not a rule.

The rule asks for a value that anyone would call obviously different; it has no formula. What is offered is Tukey's
outer fence: it never becomes a signal by itself, and three sigma is not used in its place.
"""

from __future__ import annotations

import numpy as np

from .numbers import Bools
from .result import Analysis

__all__ = ["astronomical_candidates"]

FENCE = 3.0


def astronomical_candidates(analysis: Analysis, *, fence: float = FENCE) -> Bools:
    """Points worth a look: more than `fence` interquartile ranges outside the quartiles of their phase.

    None where half of the points are equal (the interquartile range says nothing then), and never excluded ones.

    Returns
    -------
    bool array, one entry per point

    References
    ----------
    Perla RJ, Provost LP, Murray SK. The run chart: a simple analytical tool. BMJ Qual Saf 2011;20:46-51.
    Tukey JW. Exploratory Data Analysis. Addison-Wesley 1977.
    """
    found = np.zeros(len(analysis), dtype=np.bool_)
    for part in analysis.parts:
        here = slice(part.start, part.stop)
        y = np.where(analysis.included[here], analysis.y[here], np.nan)
        known = y[~np.isnan(y)]
        if known.size >= 4:
            low, high = np.quantile(known, [0.25, 0.75])
            reach = fence * (high - low)
            found[here] = (reach > 0) & ((y < low - reach) | (y > high + reach))
    return found
