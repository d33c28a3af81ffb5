"""Runs analysis: its limits, ties, missing points, and rates of false signals."""

import csv
import json
import math
from itertools import product

import numpy as np
import pytest

from kit import spc
from kit.spc.anhoej import run_lengths, runs_of_rows

# useful points: longest run allowed, fewest crossings allowed (published table, Anhøj 2015)
PUBLISHED = {
    10: (6, 2), 12: (7, 3), 14: (7, 4), 16: (7, 4), 18: (7, 5), 20: (7, 6), 22: (7, 7), 23: (8, 7), 24: (8, 8),
    30: (8, 10), 36: (8, 13), 45: (8, 17), 46: (9, 17), 60: (9, 23), 90: (9, 37), 91: (10, 37), 100: (10, 41),
}  # fmt: skip
TIES = [5, 3, 6, 4, 5, 3, 6, 4, 5, 4, 7, 7, 7, 7, 7, 7, 7]


def series(longest: int, points: int) -> list[int]:
    """A series around 0 whose last run is the longest, of that length, the rest going up and down."""
    lead = [1 if place % 2 else -1 for place in range(points - longest)]
    return lead + [-lead[-1] if lead else 1] * longest


@pytest.mark.parametrize("n", PUBLISHED)
def test_limits_are_those_of_the_published_table(n):
    assert (spc.longest_run_limit(n), spc.crossings_limit(n)) == PUBLISHED[n]


def test_limits_for_up_to_200_points_follow_from_their_definitions():
    for n in range(1, 201):
        chances = np.cumsum([math.comb(n - 1, k) for k in range(n)], dtype=object)
        quantile = next(k for k, ways in enumerate(chances) if 20 * ways >= 2 ** (n - 1))
        assert spc.longest_run_limit(n) == round(math.log2(n)) + 3
        assert spc.crossings_limit(n) == quantile


def test_limits_equal_those_from_r_for_up_to_2000_points(golden):
    with (golden["root"] / "anhoej_limits.csv").open(encoding="utf-8", newline="") as file:
        rows = [[int(value) for value in row] for row in list(csv.reader(file))[1:]]
    assert len(rows) == 2000
    assert [(n, spc.longest_run_limit(n), spc.crossings_limit(n)) for n, *_ in rows] == [tuple(row) for row in rows]


@pytest.mark.parametrize(("longest", "signal"), [(6, False), (7, False), (8, True)])
def test_a_run_signals_only_when_it_is_longer_than_the_limit(longest, signal):
    part = spc.analyse("run", series(longest, 16), cl=0).parts[0]
    assert (part.longest_run, part.longest_run_max) == (longest, 7)
    assert part.long_run_signal is signal


def test_a_run_of_seven_in_thirteen_points_is_no_signal():
    part = spc.analyse("run", series(7, 13), cl=0).parts[0]
    assert (part.n_useful, part.longest_run, part.longest_run_max, part.runs_signal) == (13, 7, 7, False)


@pytest.mark.parametrize(("crossings", "signal"), [(7, True), (8, False), (9, False)])
def test_crossings_signal_only_when_fewer_than_the_limit(crossings, signal):
    sizes = [24 // (crossings + 1) + (place < 24 % (crossings + 1)) for place in range(crossings + 1)]
    y = [1 if place % 2 else -1 for place, size in enumerate(sizes) for _ in range(size)]
    part = spc.analyse("run", y, cl=0).parts[0]
    assert (part.n_crossings, part.n_crossings_min) == (crossings, 8)
    assert part.few_crossings_signal is signal
    assert not part.long_run_signal


def test_a_point_on_the_line_neither_breaks_nor_extends_a_run():
    plain = spc.analyse("run", TIES, cl=4.5).parts[0]
    tied = spc.analyse("run", [*TIES[:13], 4.5, *TIES[13:]], cl=4.5).parts[0]
    for part in (plain, tied):
        assert (part.n_useful, part.longest_run, part.longest_run_max, part.n_crossings) == (17, 7, 7, 10)
    assert (plain.n_on_line, tied.n_on_line) == (0, 1)


def test_missing_and_excluded_points_neither_break_nor_extend_a_run():
    gap = spc.analyse("run", [*TIES[:13], None, *TIES[13:]], cl=4.5).parts[0]
    left_out = spc.analyse("run", [*TIES[:13], 1, *TIES[13:]], cl=4.5, exclude=14).parts[0]
    assert (gap.n_obs, gap.n_useful, gap.longest_run, gap.n_crossings) == (18, 17, 7, 10)
    assert (left_out.n_obs, left_out.n_useful, left_out.longest_run, left_out.n_crossings) == (17, 17, 7, 10)


@pytest.mark.parametrize("value", [0.1, 0.7, 1 / 3, 1e-9, 123456.789])
@pytest.mark.parametrize("n", [7, 12, 13, 24, 60, 100])
@pytest.mark.parametrize("kind", ["run", "i", "mr", "t", "g", "ewma"])
def test_a_constant_series_gives_no_signal_at_all(kind, n, value):
    result = spc.analyse(kind, [value] * n)
    assert not result.any_signal
    assert not result.parts[0].runs_signal
    assert kind in ("g", "mr") or result.parts[0].n_useful == 0


@pytest.mark.parametrize("kind", ["p", "pp", "u", "up", "ip"])
def test_a_constant_ratio_gives_no_signal_at_all(kind):
    n = np.array([10, 20, 30, 40, 10, 70, 20, 30, 50, 60, 10, 90])
    assert not spc.analyse(kind, n / 10, n).any_signal


def test_without_a_useful_point_there_are_no_counts():
    for y in ([None] * 4, [5, 5, 5]):
        part = spc.analyse("run", y).parts[0]
        assert part.n_useful == 0
        assert (part.longest_run, part.longest_run_max, part.n_crossings, part.n_crossings_min) == (None,) * 4
        assert not part.enough


def test_fewer_than_ten_useful_points_are_worked_out_and_named_too_few():
    nine, ten = (spc.analyse("run", series(2, n), cl=0).parts[0] for n in (9, 10))
    assert (nine.n_useful, nine.enough) == (9, False)
    assert (ten.n_useful, ten.enough) == (10, True)


def test_the_points_of_a_long_run_are_flagged_and_few_crossings_flag_every_useful_point():
    y = [*series(9, 16), 0]
    result = spc.analyse("run", y, cl=0)
    assert np.flatnonzero(result.signals["long_run"]).tolist() == list(range(7, 16))
    one_crossing = spc.analyse("run", [-1] * 6 + [0] + [1] * 6, cl=0)
    assert one_crossing.signals["few_crossings"].tolist() == [True] * 6 + [False] + [True] * 6


def test_all_ways_up_and_down_of_ten_points_are_counted_as_by_hand():
    sides = np.array(list(product((-1, 1), repeat=10)), dtype=np.int8)
    runs = runs_of_rows(sides)
    for row, side in enumerate(sides.tolist()):
        text = "".join("u" if value > 0 else "d" for value in side)
        longest = max(size for size in range(1, 11) if "u" * size in text or "d" * size in text)
        assert runs.longest_run[row] == longest
        assert runs.n_crossings[row] == text.count("ud") + text.count("du")
        assert run_lengths(sides[row : row + 1]).max() == longest


@pytest.mark.parametrize("n", [12, 24, 36, 60])
def test_false_signals_against_a_known_centre_come_as_often_as_calculated(n, golden):
    rates = json.loads((golden["root"] / "anhoej_exact_false_signal_rates.json").read_text(encoding="utf-8"))
    exact = next(row["known_centre"] for row in rates if row["n_useful"] == n)
    series_count = 20_000
    found = spc.analyse_many("run", np.random.default_rng(n).normal(size=(series_count, n)), cl=0).parts[0]
    observed = {"either": found.runs_signal, "run": found.long_run_signal, "crossings": found.few_crossings_signal}
    for name, flags in observed.items():
        error = math.sqrt(exact[name] * (1 - exact[name]) / series_count)
        assert abs(flags.mean() - exact[name]) < 4 * error
