"""Pareto and Bernoulli CUSUM on small numbers."""

import math

import numpy as np

from kit import spc


def test_categories_come_by_falling_count_and_equal_ones_by_name():
    found = spc.pareto(["b", "c", "a", "c", None, "b", "d"])
    assert found.category == ("b", "c", "a", "d")
    assert found.cum_share.tolist() == [2 / 6, 4 / 6, 5 / 6, 1]


def test_events_without_a_category_get_a_bar_only_on_request():
    found = spc.pareto(["a", None, None, float("nan")], missing=True)
    assert (found.category, found.count.tolist()) == ((None, "a"), [3, 1])


def test_a_single_category_is_all_of_it():
    found = spc.pareto(["fall"] * 3)
    assert (found.count.tolist(), found.cum_share.tolist()) == ([3], [1.0])


def test_a_cusum_that_reaches_its_limit_exactly_signals_and_goes_on():
    step = math.log(2)
    cases, limit = [1, 1, 1], 2 * step
    p0 = 1e-12  # so small that odds and proportions agree: each event adds log 2
    found = spc.bernoulli_cusum(cases, p0, odds_ratio=2, limit=limit * (1 + 1e-9))
    assert found.upper_signal.tolist() == [False, False, True]
    assert found.upper[2] == 0
    assert found.upper[1] < limit * (1 + 1e-9)


def test_the_mean_of_the_first_cases_can_be_the_target():
    found = spc.bernoulli_cusum([1, 0, 0, 0, 1, 1, 1, 1], 4)
    assert found.p0 == 0.25
    assert found.p1 == (2 / 3) / (1 + 2 / 3)


def test_fewer_events_than_expected_take_the_lower_cusum_down_to_its_signal():
    found = spc.bernoulli_cusum(np.zeros(60), 0.2)
    assert found.lower_signal.any()
    assert not found.upper.any()
    assert (found.lower <= 0).all()
