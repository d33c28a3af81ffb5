"""Every chart against the published formulas written down once more as plain loops, on awkward series.

The series hold ties on the line, zeros, missing points, constant stretches, zero denominators, and as few as two
points; phases, freeze and excluded points come together. Formulas: docs/methods.md, with their sources there.
"""

from __future__ import annotations

import itertools
import math
from math import comb, exp, fsum, lgamma, log2, pi, sqrt
from statistics import median

import numpy as np
import pytest

from kit import spc

SINGLE = ("run", "i", "mr", "c", "g", "t", "p", "pp", "u", "up", "ip")
WITH_N = ("p", "pp", "u", "up", "ip")
NO = math.nan


def mean(values: list[float]) -> float:
    return fsum(values) / len(values) if values else NO


def screened(ranges: list[float], limit: float) -> float:
    """Nelson's one pass: leave out ranges of `limit` times their mean and more. A constant series has none left: 0."""
    centre = mean(ranges)
    kept = [value for value in ranges if value < limit * centre]
    return mean(kept) if kept else (0.0 if ranges else NO)


def moving(values: list[float]) -> list[float]:
    """Differences of neighbours; one that is missing takes both of its differences with it."""
    steps = [abs(b - a) for a, b in itertools.pairwise(values)]
    return [step for step in steps if not math.isnan(step)]


def floored(value: float) -> float:
    return value if math.isnan(value) else max(0.0, value)


def clipped(low: float, high: float, floor: float = -math.inf, ceiling: float = math.inf) -> tuple[float, float]:
    return (low, high) if math.isnan(low) else (max(low, floor), min(high, ceiling))


def lines(kind: str, y: list[float], sums: list[float], n: list[float], base: list[bool]):
    """Centre line, lower and upper limit at each point of one phase; `base` marks what they are worked out from."""
    known = [i for i, b in enumerate(base) if b and not math.isnan(y[i])]
    at = [y[i] for i in known]
    in_order = [y[i] for i, b in enumerate(base) if b]
    size = len(y)
    if kind == "run":
        return [median(at) if at else NO] * size, [NO] * size, [NO] * size
    if kind == "i":
        cl, reach = mean(at), 3 * screened(moving(in_order), 3.267) / 1.128
        return [cl] * size, [cl - reach] * size, [cl + reach] * size
    if kind == "c":
        cl = mean(at)
        return [cl] * size, [floored(cl - 3 * sqrt(cl))] * size, [cl + 3 * sqrt(cl)] * size
    if kind == "g":
        m = mean(at)
        reach = 3 * sqrt(m * (m + 1))
        return [median(at) if at else NO] * size, [floored(m - reach)] * size, [m + reach] * size
    if kind == "t":
        z = [value ** (1 / 3.6) for value in in_order]
        cl = mean([value for value in z if not math.isnan(value)])
        reach = 3 * screened(moving(z), 3.267) / 1.128
        return [cl**3.6] * size, [floored(cl - reach) ** 3.6] * size, [(cl + reach) ** 3.6] * size
    if kind == "ip":
        cl = fsum(y[i] * n[i] for i in known) / fsum(n[i] for i in known) if known else NO
        near = [i for i, b in enumerate(base) if b]
        s = [
            sqrt(pi / 2) * abs(y[b] - y[a]) / sqrt(1 / n[a] + 1 / n[b])
            for a, b in itertools.pairwise(near)
            if not (math.isnan(y[a]) or math.isnan(y[b]))
        ]
        sigma = screened(s, 3.2665)
        return [cl] * size, [cl - 3 * sigma / sqrt(k) for k in n], [cl + 3 * sigma / sqrt(k) for k in n]
    total = fsum(n[i] for i in known)
    cl = fsum(sums[i] for i in known) / total if total else NO
    share = kind in ("p", "pp")
    sigma = [sqrt(cl * (1 - cl) / k) if share else sqrt(cl / k) for k in n]
    if kind in ("pp", "up"):
        z = [(y[i] - cl) / sigma[i] if sigma[i] else NO for i, b in enumerate(base) if b]
        wide = 0.0 if any(s == 0 for s in sigma) else screened(moving(z), 3.267) / 1.128
        sigma = [s * wide for s in sigma]
    pairs = [clipped(cl - 3 * s, cl + 3 * s, 0.0, 1.0 if share else math.inf) for s in sigma]
    return [cl] * size, [low for low, _ in pairs], [high for _, high in pairs]


def times_line(y: list[float], base: list[bool]) -> list[float]:
    """The centre line of a T chart before it is drawn."""
    z = [value ** (1 / 3.6) for value, b in zip(y, base, strict=True) if b and not math.isnan(value)]
    first = mean(z)
    return [first + mean([value - first for value in z])] * len(y) if z else [NO] * len(y)


def runs(y: list[float], cl: list[float], counted: list[bool]):
    """Useful points, longest run and its limit, crossings and their limit."""
    signs = [(v > c) - (v < c) for v, c, k in zip(y, cl, counted, strict=True) if k]
    signs = [sign for sign in signs if sign]
    if not signs:
        return 0, None, None, None, None
    longest = current = 1
    for before, after in itertools.pairwise(signs):
        current = current + 1 if before == after else 1
        longest = max(longest, current)
    crossings = sum(a != b for a, b in itertools.pairwise(signs))
    tosses, below, least = len(signs) - 1, 0, 0
    for least in range(tosses + 1):
        below += comb(tosses, least)
        if 20 * below >= 2**tosses:
            break
    return len(signs), longest, round(log2(len(signs))) + 3, crossings, least


def awkward(kind: str, seed: int):
    """A series with everything that is hard in it."""
    dice = np.random.default_rng(seed)
    size = int(dice.integers(2, 40))
    n = np.full(size, np.nan)
    if kind in WITH_N:
        n = dice.integers(1, 30, size).astype(float)
        y = np.minimum(dice.poisson(3, size), n).astype(float)
        if kind != "ip" and size > 6:
            y[2] = n[2] = 0  # nobody to count
    elif kind == "t":
        y = np.round(dice.exponential(20, size), 1) + 0.1
    else:
        y = dice.integers(0, 6, size).astype(float)
    y[dice.random(size) < 0.1] = np.nan
    if seed % 7 == 0:
        y = np.where(np.isnan(y), np.nan, y[~np.isnan(y)][0] if (~np.isnan(y)).any() else np.nan)
        n = np.where(np.isnan(n), n, 12.0)
        y = np.minimum(y, n) if kind in WITH_N else y
    return y, n


def plan(seed: int, size: int):
    """Phases, freeze and excluded points, 1-based."""
    dice = np.random.default_rng(seed + 1000)
    part = sorted({int(p) for p in dice.integers(4, size - 3, 2)}) if size > 16 and seed % 2 else None
    freeze = int(dice.integers(2, 4)) if size > 8 and seed % 3 == 0 else None
    exclude = sorted({int(e) for e in dice.integers(1, size + 1, 2)}) if size > 8 and seed % 5 < 2 else None
    return part, freeze, exclude


@pytest.mark.parametrize("kind", SINGLE)
@pytest.mark.parametrize("seed", range(24))
def test_the_chart_is_what_its_formula_says(kind: str, seed: int) -> None:
    y, n = awkward(kind, seed)
    part, freeze, exclude = plan(seed, len(y))
    given = n if kind in WITH_N else None
    found = spc.analyse(kind, y, given, part=part, freeze=freeze, exclude=exclude)
    both = np.isnan(y) | (np.isnan(n) if kind in WITH_N else False)
    sums = np.where(both, np.nan, y)
    values = np.array([s / k if k else NO for s, k in zip(sums, n, strict=True)]) if kind in WITH_N else sums
    sizes = np.where(both | (n == 0), np.nan, n)
    ends = [0, *(part or []), len(y)]
    for number, (start, stop) in enumerate(itertools.pairwise(ends)):
        here = range(start, stop)
        counted = [i + 1 not in (exclude or []) for i in here]
        base = [c and (freeze is None or i - start < freeze) for i, c in zip(here, counted, strict=True)]
        plotted = [float(values[i]) for i in here]
        if kind == "mr":
            steps = [NO, *(abs(b - a) for a, b in itertools.pairwise(plotted))]
            cl = mean([s for s, b in zip(steps, base, strict=True) if b and not math.isnan(s)])
            expected = [cl] * len(steps), [0.0 if not math.isnan(cl) else NO] * len(steps), [3.267 * cl] * len(steps)
            if exclude:
                continue  # which difference an excluded point takes with it is tested in test_charts.py
        else:
            total = [float(sums[i]) for i in here]
            expected = lines(kind, plotted, total, [float(sizes[i]) for i in here], base)
            assert np.allclose(found.y[start:stop], plotted, rtol=1e-12, equal_nan=True)
        for name, line in zip(("cl", "lcl", "ucl"), expected, strict=True):
            drawn = getattr(found, name)[start:stop]
            assert np.allclose(drawn, line, rtol=1e-9, atol=1e-9, equal_nan=True), (name, drawn, line)
        drawn = found.y[start:stop].tolist(), found.cl[start:stop].tolist()
        if kind == "t":  # judged on the scale on which it is an I chart: going back and forth rounds
            drawn = [v ** (1 / 3.6) for v in plotted], times_line(plotted, base)
        counts = runs(*drawn, counted)
        made = found.parts[number]
        names = ("n_useful", "longest_run", "longest_run_max", "n_crossings", "n_crossings_min")
        assert tuple(getattr(made, name) for name in names) == counts


def deviation(group: list[float]) -> float:
    centre = mean(group)
    return sqrt(fsum((value - centre) ** 2 for value in group) / (len(group) - 1)) if len(group) > 1 else NO


def c4(k: int) -> float:
    return sqrt(2 / (k - 1)) * exp(lgamma(k / 2) - lgamma((k - 1) / 2)) if k > 1 else NO


@pytest.mark.parametrize("seed", range(16))
def test_subgroups_of_raw_rows_are_what_their_formula_says(seed: int) -> None:
    dice = np.random.default_rng(seed)
    x = np.sort(dice.integers(1, 9, 40))
    y = np.round(dice.normal(10, 2, 40), 1)
    if seed % 3 == 0:
        y[x == x[0]] = y[0]
    groups = [[float(v) for v in y[x == label]] for label in np.unique(x)]
    sizes, means = [len(g) for g in groups], [mean(g) for g in groups]
    sds = [deviation(group) for group in groups]
    known = [(k, s) for k, s in zip(sizes, sds, strict=True) if k > 1]
    pooled = sqrt(fsum((k - 1) * s**2 for k, s in known) / fsum(k - 1 for k, _ in known))
    spread = mean([s for _, s in known]) if len(set(sizes)) == 1 else pooled
    cl = fsum(k * m for k, m in zip(sizes, means, strict=True)) / sum(sizes)
    reach = [3 * spread / (c4(k) * sqrt(k)) for k in sizes]
    chart = spc.analyse("xbar", y, x=x)
    assert np.allclose(chart.y, means, rtol=1e-12)
    assert np.allclose(chart.cl, cl, rtol=1e-12)
    assert np.allclose(chart.ucl, [cl + r for r in reach], rtol=1e-9, equal_nan=True)
    assert np.allclose(chart.lcl, [cl - r for r in reach], rtol=1e-9, equal_nan=True)
    wide = [sqrt(1 - c4(k) ** 2) / c4(k) for k in sizes]
    chart = spc.analyse("s", y, x=x)
    assert np.allclose(chart.y, sds, rtol=1e-9, atol=1e-12, equal_nan=True)
    assert np.allclose(chart.cl, spread, rtol=1e-9)
    assert np.allclose(chart.ucl, [spread * (1 + 3 * w) for w in wide], rtol=1e-9, equal_nan=True)
    assert np.allclose(chart.lcl, [floored(spread * (1 - 3 * w)) for w in wide], rtol=1e-9, equal_nan=True)


@pytest.mark.parametrize("kind", SINGLE)
def test_nothing_and_nearly_nothing(kind: str) -> None:
    for size in (1, 2):
        for y in (np.full(size, np.nan), np.full(size, 3.0)):
            n = np.full(size, 10.0) if kind in WITH_N else None
            found = spc.analyse(kind, y, n)
            assert not found.any_signal
            assert not any(part.runs_signal or part.sigma_signals for part in found.parts)
            assert found.parts[0].n_obs == size
