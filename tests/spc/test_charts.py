"""Centre lines and limits by their formulas, on numbers small enough to work out by hand."""

import math

import numpy as np
import pytest

from kit import spc
from kit.spc.numbers import c4


def lines(kind, y, n=None, **more):
    """Centre line, lower and upper limit of the first point."""
    result = spc.analyse(kind, y, n, **more)
    return float(result.cl[0]), float(result.lcl[0]), float(result.ucl[0])


def test_an_i_chart_has_the_mean_and_three_mean_moving_ranges_over_d2():
    y = [10, 12, 11, 13]
    mean, spread = 11.5, (2 + 1 + 2) / 3 / 1.128
    assert lines("i", y) == pytest.approx((mean, mean - 3 * spread, mean + 3 * spread), rel=1e-14)
    result = spc.analyse("i", y)
    assert (result.lcl_95[0], result.ucl_95[0]) == pytest.approx((mean - 2 * spread, mean + 2 * spread), rel=1e-14)


def test_making_data_count_uses_two_point_six_six():
    assert lines("i", [10, 12, 11, 13], rules="mdc")[2] == pytest.approx(11.5 + 2.66 * 5 / 3, rel=1e-14)


@pytest.mark.parametrize(("last", "kept"), [(3.266, True), (3.268, False)])
def test_screening_leaves_out_moving_ranges_from_three_point_two_six_seven_means_on(last, kept):
    # ranges: eleven of 1 and one of r = last * mean, so r * (12 - last) = 11 * last
    large = 11 * last / (12 - last)
    y = [0, 1] * 6 + [1 + large]
    mean = (11 + large) / 12 if kept else 1.0
    assert lines("i", y)[2] - lines("i", y)[0] == pytest.approx(3 * mean / 1.128, rel=1e-12)
    unscreened = lines("i", y, screened_mr=False)
    assert unscreened[2] - unscreened[0] == pytest.approx(3 * (11 + large) / 12 / 1.128, rel=1e-12)


def test_a_range_of_exactly_the_screening_limit_is_left_out():
    ranges = [748] * 8 + [749, 3267]  # their mean is 1000, and 3.267 times that is 3267 to the last bit
    assert sum(ranges) == 10_000
    assert 3.267 * 1000.0 == 3267.0
    centre, _, upper = lines("i", np.cumsum([0, *ranges]), cl=0)
    assert upper - centre == pytest.approx(3 * 6733 / 9 / 1.128, rel=1e-12)


def test_a_moving_range_chart_has_no_first_point_and_an_upper_limit():
    result = spc.analyse("mr", [10, 12, 11, 13])
    assert np.array_equal(result.y, [math.nan, 2, 1, 2], equal_nan=True)
    assert (result.cl[0], result.lcl[0], result.ucl[0]) == pytest.approx((5 / 3, 0, 3.267 * 5 / 3), rel=1e-14)
    assert result.ucl_95[0] == pytest.approx(2 / 3 * 3.267 * 5 / 3, rel=1e-14)
    assert result.observed.tolist() == [10, 12, 11, 13]


def test_moving_ranges_start_anew_in_each_phase():
    assert np.isnan(spc.analyse("mr", [1, 2, 3, 4], part=2).y).tolist() == [True, False, True, False]


def test_c_and_u_charts_have_poisson_limits_not_below_zero():
    assert lines("c", [4, 2, 3]) == pytest.approx((3, 0, 3 + 3 * math.sqrt(3)), rel=1e-14)
    assert lines("u", [40, 20], [10, 20]) == pytest.approx(
        (2, 2 - 3 * math.sqrt(0.2), 2 + 3 * math.sqrt(0.2)), rel=1e-14
    )


def test_p_limits_are_binomial_and_stay_within_zero_and_one():
    result = spc.analyse("p", [9, 18, 50], [10, 20, 55])
    centre = 77 / 85
    assert result.cl[0] == pytest.approx(centre, rel=1e-14)
    assert result.ucl.tolist()[:2] == [1, 1]
    spread = math.sqrt(centre * (1 - centre) / 55)
    assert result.lcl[2] == pytest.approx(centre - 3 * spread, rel=1e-14)


def test_prime_limits_are_the_plain_ones_times_the_spread_of_standardised_values():
    y, n = [12, 30, 18, 44], [100, 200, 150, 250]
    for plain, prime in (("p", "pp"), ("u", "up")):
        first, second = spc.analyse(plain, y, n), spc.analyse(prime, y, n)
        ratio = (second.ucl - second.cl) / (first.ucl - first.cl)
        np.testing.assert_allclose(ratio, second.parts[0].sigma_z, rtol=1e-12)
        assert first.parts[0].sigma_z == second.parts[0].sigma_z


def test_an_i_prime_chart_weighs_by_denominator_and_narrows_with_it():
    y, n = [10, 30, 24], [100, 200, 200]
    result = spc.analyse("ip", y, n)
    steps = [abs(0.15 - 0.1) / math.sqrt(1 / 100 + 1 / 200), abs(0.12 - 0.15) / math.sqrt(1 / 200 + 1 / 200)]
    spread = math.sqrt(math.pi / 2) * np.mean(steps)
    assert result.cl[0] == pytest.approx(64 / 500, rel=1e-14)
    np.testing.assert_allclose(result.ucl - result.cl, 3 * spread / np.sqrt(n), rtol=1e-12)


def test_an_i_prime_chart_takes_its_spread_from_the_baseline_unless_told_to_follow_the_reference():
    y, n = [10, 12, 11, 13, 30, 10], [100] * 6
    frozen = spc.analyse("ip", y, n, freeze=4)
    assert frozen.ucl[0] == pytest.approx(spc.analyse("ip", y[:4], n[:4]).ucl[0], rel=1e-14)
    assert spc.analyse("ip", y, n, freeze=4, parity="qicharts2").ucl[0] > frozen.ucl[0]


def test_xbar_and_s_limits_use_the_constants_of_the_textbook():
    sizes = np.array([2, 5, 10, 25])
    np.testing.assert_allclose(c4(sizes), [0.797885, 0.939986, 0.972659, 0.989640], atol=5e-7)
    a3, b3, b4 = (
        [2.658681, 1.427299, 0.975350, 0.606281],
        [0, 0, 0.283706, 0.564786],
        [3.266532, 2.088998, 1.716294, 1.435214],
    )
    for size, *expected in zip(sizes, a3, b3, b4, strict=True):
        rows = np.concatenate([np.arange(size) + shift for shift in (0, 1, 2)])
        x = np.repeat([1, 2, 3], size)
        spread = np.std(np.arange(size), ddof=1)
        means, spreads = lines("xbar", rows, x=x), lines("s", rows, x=x)
        assert (means[2] - means[0]) / spread == pytest.approx(expected[0], abs=5e-7)
        assert (spreads[1] / spread, spreads[2] / spread) == pytest.approx((expected[1], expected[2]), abs=5e-7)


def test_subgroups_of_one_have_a_mean_but_no_limits():
    result = spc.analyse("xbar", [1, 2, 3, 4, 9], x=[1, 1, 2, 2, 3])
    assert result.y.tolist() == [1.5, 3.5, 9]
    assert math.isnan(result.ucl[2])
    assert not math.isnan(result.ucl[0])


def test_a_g_chart_draws_the_median_and_takes_limits_from_the_mean():
    y = [3, 9, 0, 12, 6]
    mean = 6.0
    assert lines("g", y) == pytest.approx((6, 0, mean + 3 * math.sqrt(mean * (mean + 1))), rel=1e-14)
    assert lines("g", [1, 2, 30])[0] == 2
    given = lines("g", y, cl=10)
    assert given == pytest.approx((6.93, 0, 10 + 3 * math.sqrt(110)), rel=1e-14)


def test_a_t_chart_is_an_i_chart_of_a_root_drawn_on_the_scale_of_time():
    y = np.array([3.0, 20.0, 9.0, 14.0, 1.0])
    inner = lines("i", y ** (1 / 3.6))
    assert lines("t", y) == pytest.approx((inner[0] ** 3.6, max(inner[1], 0) ** 3.6, inner[2] ** 3.6), rel=1e-12)
    assert spc.analyse("t", y).y.tolist() == y.tolist()


def test_an_ewma_follows_its_recursion_and_its_limits_widen_to_their_end():
    y = [10, 12, 11, 13]
    result = spc.analyse("ewma", y, weight=0.2)
    level, expected = 11.5, []
    for value in y:
        level = 0.2 * value + 0.8 * level
        expected.append(level)
    np.testing.assert_allclose(result.y, expected, rtol=1e-14)
    sigma = 5 / 3 / 1.128
    factor = [math.sqrt(0.2 / 1.8 * (1 - 0.8 ** (2 * step))) for step in (1, 2, 3, 4)]
    np.testing.assert_allclose(result.ucl - result.cl, 3 * sigma * np.array(factor), rtol=1e-12)
    assert result.observed.tolist() == y


def test_an_ewma_of_weight_one_is_the_i_chart():
    y = [10, 12, 11, 13]
    assert lines("ewma", y, weight=1) == pytest.approx(lines("i", y), rel=1e-14)


def test_an_ewma_waits_at_a_missing_point():
    result = spc.analyse("ewma", [10, None, 12, 11], cl=10)
    assert math.isnan(result.y[1])
    assert result.y[2] == pytest.approx(10.4)
