"""Centre line and limits of each chart, for one phase of many series.

Every chart is a drawn centre line, a middle and a sigma per point, and the bounds its values cannot leave;
a limit of k sigma is middle - k * sigma or middle + k * sigma, held inside the bounds.
Constants are the rounded ones of the references (1.128, 3.267, 3.2665): they are part of the result.

References
----------
Montgomery DC. Introduction to Statistical Quality Control (X-bar, S, MR, P, C, U).
Nelson LS. Control charts for individual measurements. J Qual Technol 1982;14:172-3 (screened moving ranges).
Laney DB. Improved control charts for attributes. Qual Eng 2002;14:531-7 (P', U').
Taylor WA. Normalized individuals (IN) chart. variation.com, 2017 (I').
Benneyan JC. Number-between g-type statistical quality control charts. Health Care Manag Sci 2001;4:305-18 (G).
Nelson LS. A control chart for parts-per-million nonconforming items. J Qual Technol 1994;26:239-40 (T).
Roberts SW. Control chart tests based on geometric moving averages. Technometrics 1959;1:239-50 (EWMA).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from .numbers import (
    Bools,
    Floats,
    Ints,
    c4,
    mean_of_rows,
    median_of_rows,
    narrow,
    ratio_of_sums,
    sds_of_rows,
    sums_of_rows,
    weighted_mean_of_rows,
)
from .options import Options

__all__ = ["CHARTS", "Lines", "Phase"]

D2 = 1.128  # mean moving range of two in sigmas, as the references round it
D2_MDC = 3 / 2.66  # NHS England's Making Data Count writes 2.66 times the mean moving range
D4 = 3.267  # upper limit of moving ranges, and the screening limit for them
D4_PRIME = 3.2665  # screening limit of the I' chart
T_POWER = 3.6  # makes exponential times nearly normal
G_MEDIAN = 0.693  # median of a geometric count in means


@dataclass(frozen=True, eq=False)
class Phase:
    """One phase of many series; arrays are (series, points), `columns` marks the baseline points of all series."""

    options: Options
    y: Floats
    n: Floats
    y_sum: Floats
    size: Ints
    sd: Floats
    columns: Bools
    given: Floats

    @property
    def base(self) -> Floats:
        """y with every point outside the baseline made missing."""
        return self.y if self.columns.all() else np.where(self.columns, self.y, np.nan)

    def line(self, centre: Floats) -> Floats:
        """The centre line per point: the given one where there is one, else `centre` of each series."""
        given = narrow(self.given)
        return np.broadcast_to(np.where(np.isnan(given), centre[:, None], given), self.y.shape)


@dataclass(frozen=True, eq=False)
class Lines:
    """Plotted y and centre line of a phase, and how its limits are made.

    All are on the scale the rules work on; `power` takes them to the scale of the drawing (T chart).
    """

    y: Floats
    cl: Floats
    middle: Floats
    sigma: Floats
    floor: float = -math.inf
    ceiling: float = math.inf
    power: float = 1.0
    sigma_z: Floats | None = None

    def limits(self, k: int) -> tuple[Floats, Floats]:
        """Lower and upper limit at k sigma, per point."""
        middle, sigma = narrow(self.middle), narrow(self.sigma)
        reach = k * np.where(np.isfinite(sigma), sigma, np.nan)
        lower = np.clip(middle - reach, self.floor, self.ceiling)
        upper = np.clip(middle + reach, self.floor, self.ceiling)
        return np.broadcast_to(lower, self.y.shape), np.broadcast_to(upper, self.y.shape)


def moving_range(values: Floats, columns: Bools, screen: float | None) -> Floats:
    """Mean moving range of each row over the baseline columns.

    An excluded point is bridged (its neighbours are compared), a missing one is not (both ranges vanish).
    With `screen`, ranges of `screen` times their mean and more are left out once (Nelson 1982).
    """
    ranges = np.abs(np.diff(values if columns.all() else values[:, columns], axis=1))
    mean = mean_of_rows(ranges)
    if screen is None:
        return mean
    return screened_mean(ranges, mean, screen)


def screened_mean(ranges: Floats, mean: Floats, screen: float) -> Floats:
    """Mean of the ranges below `screen` times their mean; the mean itself where none is that large or all are 0."""
    large = ranges >= screen * mean[:, None]
    again = large.any(axis=1) & (mean > 0)
    if again.any():
        mean = mean.copy()
        mean[again] = mean_of_rows(np.where(large[again], np.nan, ranges[again]))
    return mean


def _spread(phase: Phase, values: Floats, columns: Bools | None = None, screen: float = D4) -> Floats:
    """Mean moving range as the options ask for it; the reference has none for a constant screened series."""
    screened = phase.options.screened_mr
    mean = moving_range(values, phase.columns if columns is None else columns, screen if screened else None)
    if phase.options.quirks and screened:
        return np.where(mean == 0, np.nan, mean)
    return mean


def run(phase: Phase) -> Lines:
    """Run chart: median of the baseline, no limits."""
    cl = phase.line(median_of_rows(phase.base))
    blank = np.broadcast_to(np.nan, cl.shape)
    return Lines(phase.y, cl, blank, blank)


def individuals(phase: Phase) -> Lines:
    """I chart (XmR): mean and 3 * mean moving range / 1.128; 2.66 * mean moving range for Making Data Count."""
    cl = phase.line(mean_of_rows(phase.base))
    d2 = D2_MDC if phase.options.rules == "mdc" else D2
    sigma = _spread(phase, phase.y - cl) / d2
    return Lines(phase.y, cl, cl, _wide(sigma, cl))


def moving_ranges(phase: Phase) -> Lines:
    """MR chart: differences of neighbours within the phase, their mean, upper limit 3.267 times it."""
    plotted = np.full(phase.y.shape, np.nan)
    plotted[:, 1:] = np.abs(np.diff(phase.y, axis=1))
    cl = phase.line(mean_of_rows(np.where(phase.columns, plotted, np.nan)))
    return Lines(plotted, cl, np.zeros(cl.shape), cl * (D4 / 3), floor=0.0)


def i_prime(phase: Phase) -> Lines:
    """I' chart (Taylor): mean weighted by denominators, limits that narrow with them."""
    cl = phase.line(weighted_mean_of_rows(phase.base, phase.n))
    columns = np.ones_like(phase.columns) if phase.options.quirks else phase.columns
    y, n = phase.y[:, columns], phase.n[:, columns]
    spreads = math.sqrt(math.pi / 2) * np.abs(np.diff(y, axis=1)) / np.sqrt(1 / n[:, 1:] + 1 / n[:, :-1])
    mean = mean_of_rows(spreads)
    if phase.options.screened_mr:
        mean = screened_mean(spreads, mean, D4_PRIME)
        mean = np.where((mean == 0) & phase.options.quirks, np.nan, mean)
    return Lines(phase.y, cl, cl, mean[:, None] / np.sqrt(phase.n))


def _pooled_sd(phase: Phase) -> Floats:
    """Typical standard deviation within subgroups: plain mean when all sizes are equal, else pooled.

    As in the reference, a subgroup whose rows are all missing has size 0 and so takes one degree of freedom away
    (as long as any are left).
    """
    present = phase.columns & ~np.isnan(phase.sd)
    weight = np.where(present, phase.size - 1, 0).astype(np.float64)
    freedom = weight.sum(axis=1)
    left = freedom - (phase.columns & (phase.size == 0)).sum(axis=1)
    square = np.where(present, phase.sd, 0.0) ** 2
    pooled = np.sqrt(sums_of_rows(weight * square) / np.where(left > 0, left, freedom))
    equal = (phase.size == phase.size[:, :1]).all(axis=1)
    return np.where(equal, mean_of_rows(np.where(present, phase.sd, np.nan)), pooled)


def subgroup_means(phase: Phase) -> Lines:
    """X-bar chart: mean of subgroup means weighted by size, limits from the spread within subgroups."""
    cl = phase.line(weighted_mean_of_rows(phase.base, phase.size.astype(np.float64)))
    size = np.where(phase.size > 1, phase.size, np.nan)
    return Lines(phase.y, cl, cl, _pooled_sd(phase)[:, None] / (c4(phase.size) * np.sqrt(size)))


def subgroup_sds(phase: Phase) -> Lines:
    """S chart: typical standard deviation, limits B3 and B4 for each subgroup's size."""
    cl = phase.line(_pooled_sd(phase))
    unbias = c4(phase.size)
    return Lines(phase.y, cl, cl, cl * np.sqrt(1 - unbias**2) / unbias, floor=0.0)


def times(phase: Phase) -> Lines:
    """T chart (Nelson): an I chart of time ** (1 / 3.6), drawn on the scale of time."""
    changed = phase.base ** (1 / T_POWER)
    given = phase.given if phase.options.quirks else phase.given ** (1 / T_POWER)
    inner = replace(phase, y=phase.y ** (1 / T_POWER), given=given)
    middle = inner.line(mean_of_rows(changed))
    sigma = _wide(_spread(inner, inner.y - middle) / D2, middle)
    return Lines(inner.y, middle, middle, sigma, floor=0.0, power=T_POWER)


def _share(phase: Phase) -> Floats:
    return phase.line(ratio_of_sums(np.where(np.isnan(phase.base), np.nan, phase.y_sum), phase.n))


def _sigma_z(phase: Phase, cl: Floats, sigma: Floats) -> Floats:
    """Laney's sigma of the standardised values: near 1 when the data vary as the plain chart assumes.

    From moving ranges; from the standard deviation when the points are units without an order.
    """
    z = (phase.y - cl) / np.where(sigma > 0, sigma, np.nan)
    if phase.options.categorical:
        return sds_of_rows(np.where(phase.columns, z, np.nan))
    return _spread(phase, z) / D2


def shares(phase: Phase) -> Lines:
    """P chart: binomial limits around the overall proportion, within 0 and 1."""
    cl = _share(phase)
    sigma = np.sqrt(cl * (1 - cl) / phase.n)
    return Lines(phase.y, cl, cl, sigma, 0.0, 1.0, sigma_z=_sigma_z(phase, cl, sigma))


def rates(phase: Phase) -> Lines:
    """U chart: Poisson limits around the overall rate, not below 0."""
    cl = _share(phase)
    sigma = np.sqrt(cl / phase.n)
    return Lines(phase.y, cl, cl, sigma, floor=0.0, sigma_z=_sigma_z(phase, cl, sigma))


def _prime(phase: Phase, plain: Lines) -> Lines:
    assert plain.sigma_z is not None
    spread = plain.sigma_z
    if not phase.options.quirks:
        spread = np.where((plain.sigma == 0).any(axis=1), 0.0, spread)
    return replace(plain, sigma=plain.sigma * spread[:, None])


def shares_prime(phase: Phase) -> Lines:
    """P' chart (Laney): P limits times the spread of the standardised values."""
    return _prime(phase, shares(phase))


def rates_prime(phase: Phase) -> Lines:
    """U' chart (Laney): U limits times the spread of the standardised values."""
    return _prime(phase, rates(phase))


def counts(phase: Phase) -> Lines:
    """C chart: Poisson limits around the mean count, not below 0."""
    cl = phase.line(mean_of_rows(phase.base))
    return Lines(phase.y, cl, cl, np.sqrt(cl), floor=0.0)


def gaps(phase: Phase) -> Lines:
    """G chart: counts between rare events; limits from their mean, the median is drawn."""
    mean = phase.line(mean_of_rows(phase.base))
    median = np.broadcast_to(median_of_rows(phase.base)[:, None], mean.shape)
    cl = np.where(np.isnan(phase.given), median, G_MEDIAN * phase.given)
    return Lines(phase.y, cl, mean, np.sqrt(mean) * np.sqrt(mean + 1), floor=0.0)


def ewma(phase: Phase) -> Lines:
    """EWMA chart: exponentially weighted mean from the centre line on; a missing point leaves it as it was."""
    cl = phase.line(mean_of_rows(phase.base))
    weight = phase.options.weight
    plotted = np.full(phase.y.shape, np.nan)
    level = cl[:, 0].copy()
    for point in range(phase.y.shape[1]):
        seen = ~np.isnan(phase.y[:, point])
        level = np.where(seen, level + weight * (phase.y[:, point] - level), level)
        plotted[seen, point] = level[seen]
    steps = np.cumsum(~np.isnan(phase.y), axis=1)
    factor = np.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * steps)))
    return Lines(plotted, cl, cl, (_spread(phase, phase.y - cl) / D2)[:, None] * factor)


def _wide(sigma: Floats, like: Floats) -> Floats:
    return np.broadcast_to(sigma[:, None], like.shape)


CHARTS: Mapping[str, Callable[[Phase], Lines]] = {
    "run": run,
    "i": individuals,
    "ip": i_prime,
    "mr": moving_ranges,
    "xbar": subgroup_means,
    "s": subgroup_sds,
    "t": times,
    "p": shares,
    "pp": shares_prime,
    "c": counts,
    "u": rates,
    "up": rates_prime,
    "g": gaps,
    "ewma": ewma,
}
