"""Sums and means to the last bit, against whole-number arithmetic."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.spc.numbers import mean_of_rows, sums_of_rows

QUICK = settings(max_examples=200, deadline=None, derandomize=True)
ROWS = st.lists(st.floats(-1e290, 1e290), min_size=1, max_size=70)
HARD = (
    [1e16, 1.0, -1e16],
    [1e16, 1.0, 1e-16],
    [2.0**53, 1.0],
    [2.0**53, 1.0, 1.0],
    [0.1] * 13,
    [5e-324] * 7,
    [1e300, 5e-324, -1e300, 3.0],
    [1.5e308, 1.5e308, -1.5e308],
)


def true_sum(row):
    return sum(map(Fraction, row), Fraction(0))


@QUICK
@given(ROWS)
def test_a_sum_is_the_true_one_rounded_once(row):
    assert sums_of_rows(np.array([row]))[0] == float(true_sum(row))


@QUICK
@given(ROWS)
def test_a_mean_is_the_true_one_rounded_once(row):
    assert mean_of_rows(np.array([row]))[0] == pytest.approx(float(true_sum(row) / len(row)), rel=2.3e-16, abs=5e-324)


@pytest.mark.parametrize("row", HARD, ids=str)
def test_sums_and_means_of_rows_that_nearly_cancel_or_lie_between_two_numbers(row):
    with np.errstate(all="ignore"):
        assert sums_of_rows(np.array([row]))[0] == float(true_sum(row))
        assert mean_of_rows(np.array([row]))[0] == float(true_sum(row) / len(row))


def test_means_of_measurements_are_the_true_ones_rounded_once():
    random = np.random.default_rng(3)
    for points in (5, 12, 24, 37, 60):
        for decimals in (1, 2, 9):
            table = np.round(random.normal(50, 5, (40, points)), decimals)
            expected = [float(true_sum(row) / points) for row in table.tolist()]
            assert mean_of_rows(table).tolist() == expected


def test_a_row_has_the_same_mean_alone_and_among_others():
    table = np.random.default_rng(4).normal(0, 1, (300, 31)) * 10.0 ** np.arange(-15, 16)
    assert mean_of_rows(table).tolist() == [mean_of_rows(row[None, :])[0] for row in table]
