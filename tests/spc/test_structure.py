"""Phases, baselines, excluded points, given lines, targets, missing points and subgroups."""

import datetime
import json
import math
import pickle

import numpy as np
import pytest

from kit import spc

Y = [3, 5, 4, 6, 2, 8, 7, 5, 9, 11, 10, 12, 9, 13, 11, 10]


def same(first: spc.Analysis, second: spc.Analysis) -> bool:
    """Are two results equal in everything but the labels of the points?"""
    arrays = ("y", "cl", "lcl", "ucl", "lcl_95", "ucl_95", "useful", "sigma_signal", "included", "baseline", "n")
    equal = all(np.array_equal(getattr(first, name), getattr(second, name), equal_nan=True) for name in arrays)
    return equal and repr(first.parts) == repr(second.parts)


def test_the_result_has_one_value_per_point_and_names_its_chart_and_rules():
    result = spc.analyse("run", Y)
    assert (result.kind, result.rules, result.method) == ("run", "anhoej", "anhoej")
    assert result.x.tolist() == list(range(1, 17))
    for name in ("y", "n", "cl", "lcl", "ucl", "lcl_95", "ucl_95", "target", "observed", "y_sum"):
        values = getattr(result, name)
        assert (values.dtype, values.shape) == (np.dtype(float), (16,))
    assert np.isnan(result.lcl).all()
    assert len(result) == 16


def test_results_cannot_be_changed():
    result = spc.analyse("run", Y)
    with pytest.raises(ValueError, match="read-only"):
        result.y[0] = 1
    with pytest.raises(AttributeError):
        result.kind = "i"
    with pytest.raises(TypeError):
        result.signals["long_run"] = None


def test_results_travel_between_processes_and_stay_unchangeable():
    for result in (spc.analyse("i", Y, part=8), spc.analyse_many("i", [Y, Y])):
        there = pickle.loads(pickle.dumps(result))
        np.testing.assert_array_equal(there.ucl, result.ucl)
        assert set(there.signals) == set(result.signals)
        with pytest.raises(ValueError, match="read-only"):
            there.y[0] = 1
        with pytest.raises(TypeError):
            there.signals["long_run"] = None


def test_a_baseline_fixes_the_centre_line_and_all_points_are_judged_against_it():
    result = spc.analyse("run", Y, freeze=6)
    assert set(result.cl) == {np.median(Y[:6])}
    assert result.baseline.tolist() == [True] * 6 + [False] * 10
    assert result.parts[0].n_useful == 16
    assert result.parts[0].n_baseline == 6


def test_each_phase_has_its_own_centre_line_and_counts():
    result = spc.analyse("run", Y, part=[8])
    assert result.part.tolist() == [1] * 8 + [2] * 8
    assert [part.cl for part in result.parts] == [np.median(Y[:8]), np.median(Y[8:])]
    assert [(part.number, part.start, part.stop) for part in result.parts] == [(1, 0, 8), (2, 8, 16)]
    for number, rows in ((0, slice(0, 8)), (1, slice(8, 16))):
        alone = spc.analyse("run", Y[rows]).parts[0]
        assert result.parts[number].n_crossings == alone.n_crossings
        assert result.parts[number].longest_run == alone.longest_run


def test_a_baseline_and_phases_together_give_each_phase_its_own_baseline():
    result = spc.analyse("i", Y, freeze=4, part=8)
    for start in (0, 8):
        alone = spc.analyse("i", Y[start : start + 8], freeze=4)
        np.testing.assert_array_equal(result.ucl[start : start + 8], alone.ucl)
    one_each = spc.analyse("i", Y, freeze=[None, 4], part=8)
    np.testing.assert_array_equal(one_each.cl[:8], spc.analyse("i", Y[:8]).cl)
    np.testing.assert_array_equal(one_each.cl[8:], result.cl[8:])


def test_a_baseline_longer_than_a_phase_is_the_whole_phase():
    assert same(spc.analyse("i", Y, freeze=100), spc.analyse("i", Y))


def test_phases_can_be_given_as_one_text_per_row_and_begin_where_the_text_changes():
    texts = ["before"] * 5 + ["during"] * 4 + ["before"] * 7
    assert same(spc.analyse("run", Y, part=texts), spc.analyse("run", Y, part=[5, 9]))


def test_excluded_points_are_drawn_but_not_counted_and_bridged_in_moving_ranges():
    y = [4, 6, 5, 90, 7, 5, 6, 4]
    result = spc.analyse("i", y, exclude=4)
    without = spc.analyse("i", [4, 6, 5, 7, 5, 6, 4])
    assert result.y[3] == 90
    assert (result.cl[0], result.ucl[0]) == (without.cl[0], without.ucl[0])
    assert not result.useful[3]
    assert not result.sigma_signal[3]
    assert result.parts[0].n_obs == 7


def test_missing_points_are_gaps_that_no_moving_range_bridges():
    y = [4, 6, 5, None, 30, 31, 29, 30]
    result = spc.analyse("i", y, screened_mr=False)
    ranges = [2, 1, 1, 2, 1]
    assert math.isnan(result.y[3])
    np.testing.assert_allclose(result.ucl[0] - result.cl[0], 3 * np.mean(ranges) / 1.128, rtol=1e-12)
    moving = spc.analyse("mr", y)
    np.testing.assert_array_equal(moving.y, [math.nan, 2, 1, math.nan, math.nan, 1, 2, 1])


def test_a_given_centre_line_is_multiplied_and_a_target_is_not():
    result = spc.analyse("run", [1, 2, 3], [10, 10, 10], cl=0.2, target=25, multiply=100)
    np.testing.assert_allclose(result.cl, 20)
    np.testing.assert_array_equal(result.target, 25)
    np.testing.assert_allclose(result.y, [10, 20, 30])
    assert spc.Notice("given_centre_line") in result.notices


def test_a_target_may_be_a_trajectory_in_order_of_x():
    result = spc.analyse("run", [1, 2, 3], x=[3, 1, 2], target=[30, 10, 20])
    assert result.target.tolist() == [10, 20, 30]
    assert result.y.tolist() == [2, 3, 1]
    assert spc.Notice("sorted_by_x") in result.notices


def test_multiplying_changes_no_signal_and_no_count():
    plain, times = spc.analyse("i", Y), spc.analyse("i", Y, multiply=1000)
    np.testing.assert_allclose(times.ucl, plain.ucl * 1000)
    for rule, flags in plain.signals.items():
        np.testing.assert_array_equal(times.signals[rule], flags)


def test_rows_of_one_x_make_one_point():
    x, y = [2, 1, 2, 1, 3], [4, 1, 6, 3, 9]
    for agg, expected in (("mean", [2, 5, 9]), ("sum", [4, 10, 9]), ("median", [2, 5, 9])):
        assert spc.analyse("run", y, x=x, agg=agg).y.tolist() == expected
    spread = spc.analyse("run", y, x=x, agg="sd").y
    np.testing.assert_allclose(spread, [math.sqrt(2), math.sqrt(2), math.nan])
    result = spc.analyse("run", y, x=x)
    assert (result.y_sum.tolist(), result.y_length.tolist()) == ([4, 10, 9], [2, 2, 1])


def test_with_a_denominator_sums_are_divided_and_a_row_with_either_missing_counts_for_nothing():
    result = spc.analyse("run", [1, 2, 5, None, 3], [10, 20, None, 40, 30], x=[1, 1, 1, 2, 3])
    np.testing.assert_array_equal(result.y, [0.1, math.nan, 0.1])
    assert result.n.tolist()[0] == 30


def test_numbers_that_agree_to_fifteen_digits_are_the_same_x():
    assert len(spc.analyse("run", [1, 2], x=[0.1 + 0.2, 0.3])) == 1


def test_rows_without_x_are_left_out_and_said_so():
    result = spc.analyse("run", [1, 2, 3], x=[1, math.nan, 2])
    assert result.y.tolist() == [1, 3]
    assert spc.Notice("rows_without_x") in result.notices


@pytest.mark.parametrize(
    "dates",
    [
        ["2026-03-01", "2026-01-01", "2026-02-01"],
        [datetime.date(2026, 3, 1), datetime.date(2026, 1, 1), datetime.date(2026, 2, 1)],
        np.array(["2026-03-01", "2026-01-01", "2026-02-01"], dtype="datetime64[D]"),
    ],
)
def test_dates_of_any_kind_are_put_in_order(dates):
    result = spc.analyse("run", [3, 1, 2], x=dates)
    assert result.y.tolist() == [1, 2, 3]
    assert result.x.astype(str).tolist() == ["2026-01-01", "2026-02-01", "2026-03-01"]


def test_units_as_text_keep_their_order_and_get_no_verdict_of_runs():
    result = spc.analyse("i", [1.0] * 9 + [2.0] * 9, x=[f"unit {18 - place}" for place in range(18)])
    assert result.x[0] == "unit 18"
    assert not result.parts[0].runs_signal
    assert spc.Notice("categorical_x") in result.notices


def test_a_subgroup_without_any_value_is_missing_also_as_a_sum():
    for kind, agg in (("c", "mean"), ("run", "sum"), ("i", "sum")):
        result = spc.analyse(kind, [1, 2, None, None, 3, 4], x=[1, 1, 2, 2, 3, 3], agg=agg)
        np.testing.assert_array_equal(result.y, [3, math.nan, 7])


def test_zero_denominators_without_events_are_missing_points_without_limits():
    for kind in ("p", "pp", "u", "up", "ip", "run", "i"):
        result = spc.analyse(kind, [1, 0, 2, 3, 1], [10, 0, 12, 14, 11])
        assert math.isnan(result.y[1])
        assert kind in ("run", "i") or (math.isnan(result.lcl[1]) and math.isnan(result.ucl[1]))
        assert not math.isnan(result.cl[1])
        assert result.parts[0].n_missing == 1


@pytest.mark.parametrize("kind", spc.KINDS)
def test_all_missing_gives_a_result_without_numbers_and_without_signals(kind):
    n = [math.nan] * 4 if kind in ("p", "pp", "u", "up") else None
    result = spc.analyse(kind, [None] * 4, n)
    assert np.isnan(result.y).all()
    assert np.isnan(result.cl).all()
    assert not result.any_signal
    assert result.parts[0].longest_run is None


@pytest.mark.parametrize("kind", spc.KINDS)
def test_one_and_two_points_are_enough_to_draw(kind):
    for y in ([1], [1, 3]):
        n = [10] * len(y) if kind in ("p", "pp", "u", "up") else None
        result = spc.analyse(kind, y, n)
        assert len(result) == len(y)
        assert not result.any_signal


def test_two_points_lie_on_either_side_of_their_median():
    part = spc.analyse("run", [1, 3]).parts[0]
    assert (part.cl, part.n_useful, part.longest_run, part.longest_run_max) == (2, 2, 1, 4)
    assert (part.n_crossings, part.n_crossings_min) == (1, 0)


def test_half_of_the_points_on_the_line_is_said():
    result = spc.analyse("run", [0, 0, 0, 1, 0, 2, 0, 0, 3, 1])
    assert result.parts[0].share_on_line == 0.6
    assert spc.Notice("half_on_line", 1) in result.notices


def test_overall_spread_far_from_what_a_p_chart_assumes_is_said():
    n = np.full(20, 100_000)
    y = np.array([20_000, 25_000] * 10)
    assert spc.Notice("spread_differs", 1) in spc.analyse("p", y, n).notices
    assert spc.Notice("spread_differs", 1) not in spc.analyse("pp", y, n).notices


def test_a_result_becomes_plain_values_for_json():
    y = [1, None, 3, 2]
    x = np.array(["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"], dtype="datetime64[D]")
    plain = spc.analyse("i", y, x=x, part=3).as_dict()
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
    assert plain["x"][0] == "2026-01-01"
    assert plain["y"] == [1.0, None, 3.0, 2.0]
    assert plain["parts"][0]["n_missing"] == 1
    assert {"id": "few_useful_points", "part": 1} in plain["notices"]


def test_sums_and_denominators_of_missing_rows_are_missing_and_of_several_such_rows_add_to_nothing():
    result = spc.analyse("u", [1, None, None, None], [10, 10, 10, None], x=[1, 2, 3, 3])
    np.testing.assert_array_equal(result.y_sum, [1, math.nan, 0])
    np.testing.assert_array_equal(result.n, [10, math.nan, math.nan])


def test_only_series_with_a_given_centre_line_are_told_of_it(monkeypatch):
    monkeypatch.setattr("kit.spc.prepare.BLOCK", 24)  # two series a block
    table = np.random.default_rng(5).normal(50, 5, (6, 12))
    given = np.array([np.nan, 50, np.nan, np.nan, 48, np.nan])[:, None]
    many = spc.analyse_many("i", table, cl=given)
    for series, line in enumerate(given[:, 0]):
        alone = spc.analyse("i", table[series], cl=None if np.isnan(line) else line)
        assert many[series].notices == alone.notices
    assert many.given.tolist() == [False, True, False, False, True, False]
