"""Time of `kit.spc`: single and in bulk, beside a plain loop in Python and the Python peers that are installed.

Run it with `python benchmarks/spc.py` (`--quick` for a tenth of the series). For run and I charts of 24, 36 and 60
points it prints microseconds a series for 1, 100 and 10,000 series, and how many times longer the others take.
Peers are timed when they are there (`pip install pyspc statprocon pycontrolcharts pyqicharts`, in an environment of
their own).

It is not the same work: `kit.spc` gives centre line, limits, all Anhøj results and the points that signal; the plain
loop gives centre line, limits, longest run and crossings; the peers give centre line and limits of an I chart
(pycontrolcharts also some Nelson rules, pyqicharts shifts and trends). Of these only pyqicharts has run charts
with the Anhøj rules; they are not timed.
"""

from __future__ import annotations

import argparse
import math
import platform
import statistics
import time
from collections.abc import Callable
from importlib.metadata import version
from itertools import pairwise

import numpy as np

from kit import spc

POINTS = (24, 36, 60)
SERIES = (1, 100, 10_000)
ONE_BY_ONE = 200  # series timed where each one takes long; the figure is per series all the same
REPEATS = 3
QICHARTS2_MS = {24: 23, 36: 27, 60: 50}  # a chart of 1000, R 4.2, two cores; measured elsewhere, so only an order

Work = Callable[[np.ndarray], object]


def plain_run(y: list[float]) -> tuple[float, int, int]:
    """Median, longest run and crossings of one series, as one would write it down."""
    centre = statistics.median(y)
    longest = current = crossings = last = 0
    for value in y:
        side = (value > centre) - (value < centre)
        if side == 0:
            continue
        if side == last:
            current += 1
        else:
            crossings += last != 0
            current, last = 1, side
        longest = max(longest, current)
    return centre, longest, crossings


def plain_i(y: list[float]) -> tuple[float, float, float, int, int]:
    """Mean, limits from screened moving ranges, longest run and crossings of one series."""
    centre = math.fsum(y) / len(y)
    ranges = [abs(after - before) for before, after in pairwise(y)]
    mean = math.fsum(ranges) / len(ranges)
    kept = [value for value in ranges if value < 3.267 * mean]
    reach = 3 * (math.fsum(kept) / len(kept)) / 1.128
    _, longest, crossings = plain_run(y)
    return centre, centre - reach, centre + reach, longest, crossings


def each(work: Callable[[list[float]], object]) -> Work:
    """One series after the other."""
    return lambda table: [work(row) for row in table.tolist()]


def peers() -> dict[str, Work]:
    """I charts by the peers that can be imported here."""
    found: dict[str, Work] = {}
    try:
        from pyspc import xmr

        found[f"pyspc {version('pyspc')}"] = each(lambda row: xmr().plot(np.array(row), 1))
    except ImportError:
        pass
    try:
        from statprocon import XmR

        found[f"statprocon {version('statprocon')}"] = each(lambda row: XmR(row).to_dict())
    except ImportError:
        pass
    try:
        from pycontrolcharts import calc_xmr

        found[f"pycontrolcharts {version('pycontrolcharts')}"] = each(calc_xmr)
    except ImportError:
        pass
    try:
        from pandas import DataFrame
        from pyqicharts import qic_table

        def table(row: list[float]) -> object:
            return qic_table(DataFrame({"x": range(len(row)), "y": row}), x="x", y="y", chart="i")

        found[f"pyqicharts {version('pyqicharts')}"] = each(table)
    except ImportError:
        pass
    return found


def per_series(work: Work, table: np.ndarray) -> float:
    """Best time of a few, in microseconds a series."""
    best = math.inf
    for _ in range(REPEATS):
        start = time.perf_counter()
        work(table)
        best = min(best, time.perf_counter() - start)
    return best / len(table) * 1e6


def compare(kind: str, points: int, largest: int) -> list[tuple[str, int, float]]:
    """Name, number of series and microseconds a series of every way to do it."""
    table = np.random.default_rng(points).normal(50, 5, (largest, points))
    few = table[:ONE_BY_ONE]
    rows: list[tuple[str, int, float]] = []
    for count in sorted({min(count, largest) for count in SERIES}):
        rows.append(
            (f"kit.spc, {count} in one call", count, per_series(lambda y: spc.analyse_many(kind, y), table[:count]))
        )
    rows.append(("kit.spc, one call each", len(few), per_series(each(lambda row: spc.analyse(kind, row)), few)))
    plain = plain_run if kind == "run" else plain_i
    rows.append(("plain loop", len(table), per_series(each(plain), table)))
    for name, work in peers().items() if kind == "i" else ():
        rows.append((name, len(few), per_series(work, few)))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the series")
    largest = SERIES[-1] // (10 if parser.parse_args().quick else 1)
    print(f"Python {platform.python_version()}, numpy {np.__version__}, {platform.machine()}; best of {REPEATS}")
    for kind in ("run", "i"):
        for points in POINTS:
            rows = compare(kind, points, largest)
            bulk = next(time for name, count, time in reversed(rows) if name.endswith("in one call"))
            print(f"\n{kind} chart, {points} points{'µs a series':>34}{'times bulk':>13}")
            for name, _, time_each in rows:
                print(f"  {name:<40}{time_each:>12.1f}{time_each / bulk:>13.1f}")
            reference = QICHARTS2_MS[points] * 1000
            print(f"  {'(qicharts2, measured elsewhere)':<40}{reference:>12.0f}{reference / bulk:>13.0f}")


if __name__ == "__main__":
    main()
