"""Rule sets other than Anhøj: each rule fires from its limit on, not one point before."""

import numpy as np
import pytest

from kit import spc

CL, SIGMA = 100.0, 10.0
# an I chart with mean 100 and one sigma of 10 from its first 12 points (9 of 11 moving ranges are not 0); what
# follows is judged against them
BASE = [CL + sign * 1.128 * SIGMA / 2 * 11 / 9 for sign in (1, -1, 1, -1, 1, 1, -1, -1, 1, -1, 1, -1)]


def judged(tail, rules, kind="i", **more):
    """Flags of each rule on the points of `tail`, given in sigmas from the centre."""
    y = [*BASE, *(CL + SIGMA * value if value is not None else None for value in tail)]
    result = spc.analyse(kind, y, freeze=12, exclude=None, screened_mr=False, rules=rules, **more)
    np.testing.assert_allclose([result.cl[0], result.ucl[0]], [CL, CL + 3 * SIGMA], rtol=3e-4)
    return {rule: np.flatnonzero(flags[12:]).tolist() for rule, flags in result.signals.items()}


def mirrored(tail):
    return [None if value is None else -value for value in tail]


def both_ways(tail, rules, **more):
    """The same points fire when the tail is turned upside down (alternation also depends on the baseline)."""
    found, turned = judged(tail, rules, **more), judged(mirrored(tail), rules, **more)
    found.pop("alternating", None)
    turned.pop("alternating", None)
    assert found == turned
    return found


def alternate(*sizes):
    """A stretch on alternating sides that no rule minds, to keep tails apart."""
    return [0.5 if place % 2 else -0.5 for place in range(*sizes)]


@pytest.mark.parametrize(("rules", "points"), [("western_electric", 8), ("nelson", 9), ("ihi", 8), ("mdc", 7)])
@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_a_shift_fires_from_its_number_of_points_on(rules, points, extra):
    size = points + extra
    tail = [-0.5, *([0.2, 0.4] * 5)[:size], -0.5]
    expected = list(range(1, size + 1)) if extra >= 0 else []
    assert both_ways(tail, rules)["shift"] == expected


@pytest.mark.parametrize(("rules", "points"), [("nelson", 6), ("ihi", 6), ("mdc", 7)])
@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_a_trend_fires_from_its_number_of_points_on(rules, points, extra):
    size = points + extra
    tail = [0.9, *np.linspace(-0.9, 0.8, size), -0.5]
    expected = list(range(1, size + 1)) if extra >= 0 else []
    assert both_ways(tail, rules)["trend"] == expected


@pytest.mark.parametrize(("inner", "fires"), [(1.99, False), (2.01, True)])
@pytest.mark.parametrize("rules", ["western_electric", "nelson", "ihi"])
def test_two_of_three_fires_on_two_points_beyond_two_sigma(rules, inner, fires):
    assert both_ways([-0.5, 2.5, 0.5, inner, -0.5], rules)["two_of_three"] == ([1, 3] if fires else [])
    assert both_ways([-0.5, 2.5, 0.5, 0.4, 2.5, -0.5], rules)["two_of_three"] == []
    assert both_ways([-0.5, 2.5, -2.5, 0.5], rules)["two_of_three"] == []
    assert both_ways([0.5, 2.5, -0.5, 3.5, 0.5], rules)["two_of_three"] == [1, 3]


@pytest.mark.parametrize(("inner", "fires"), [(0.99, False), (1.01, True)])
@pytest.mark.parametrize("rules", ["western_electric", "nelson"])
def test_four_of_five_fires_on_four_points_beyond_one_sigma(rules, inner, fires):
    tail = [-0.5, 1.5, 1.2, -0.5, 1.2, inner, -0.5]
    assert both_ways(tail, rules)["four_of_five"] == ([1, 2, 4, 5] if fires else [])


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_fourteen_alternating_points_fire_the_nelson_rule(extra):
    # the tail is entered by two rising steps and left by two steps the same way: nothing beside it belongs to it
    size = 14 + extra
    swings = [1.2 if place % 2 else -1.2 for place in range(size - 2)]
    tail = [0.1, 0.6, *swings, swings[-1] * 1.2]
    expected = list(range(size)) if extra >= 0 else []
    assert judged(tail, "nelson")["alternating"] == expected


@pytest.mark.parametrize("extra", [-1, 0, 1])
@pytest.mark.parametrize("rules", ["nelson", "ihi"])
def test_fifteen_points_within_one_sigma_fire(rules, extra):
    size = 15 + extra
    tail = [1.5, *alternate(size), 1.5]
    expected = list(range(1, size + 1)) if extra >= 0 else []
    assert both_ways(tail, rules)["hugging"] == expected


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_eight_points_beyond_one_sigma_on_either_side_fire_the_nelson_rule(extra):
    size = 8 + extra
    tail = [0.5, *(1.5 if place % 2 else -1.5 for place in range(size)), 0.5]
    expected = list(range(1, size + 1)) if extra >= 0 else []
    assert both_ways(tail, "nelson")["avoiding"] == expected


@pytest.mark.parametrize("rules", ["western_electric", "nelson", "ihi", "mdc", "three_sigma", "anhoej"])
def test_outside_limits_fires_strictly_beyond_three_sigma(rules):
    assert both_ways([0.5, 2.99, -0.5, 3.01, -0.5], rules)["outside_limits"] == [3]


def test_a_point_on_the_line_is_skipped_except_by_making_data_count():
    seven = [-0.5, 0.2, 0.4, 0.2, None, 0.4, 0.2, 0.4, 0.2, -0.5]
    line = spc.analyse("i", BASE, screened_mr=False).cl[0]
    y = [*BASE, *(line if value is None else CL + SIGMA * value for value in seven)]
    for rules, flagged in (("western_electric", 7), ("mdc", 0), ("ihi", 7)):
        limit = {} if rules == "mdc" else {"shift": 7}
        result = spc.analyse("i", y, freeze=12, screened_mr=False, rules=rules, thresholds=limit)
        assert result.signals["shift"][12:].sum() == flagged


def test_a_missing_point_is_skipped_except_by_making_data_count():
    tail = [-0.5, 0.2, 0.4, 0.2, None, 0.4, 0.2, 0.4, 0.2, -0.5]
    assert judged(tail, "western_electric", thresholds={"shift": 7})["shift"] == [1, 2, 3, 5, 6, 7, 8]
    assert judged(tail, "mdc")["shift"] == []


def test_making_data_count_marks_only_near_points_and_leaves_out_those_beyond_the_limits():
    assert judged([-0.5, 2.5, 0.5, 2.2, -0.5], "mdc")["two_of_three"] == [1, 3]
    assert judged([-0.5, 2.5, -0.2, 2.2, -0.5], "mdc")["two_of_three"] == []
    assert judged([-0.5, 2.5, 0.5, 3.2, -0.5], "mdc")["two_of_three"] == []
    announced = judged([-0.5, 2.5, 0.5, 3.2, -0.5], "mdc", thresholds={"two_of_three": 1})
    assert announced["two_of_three"] == [1, 3]


def test_making_data_count_can_be_set_to_six_points():
    tail = [-0.5, *[0.2, 0.4] * 3, -0.5]
    assert judged(tail, "mdc", thresholds={"shift": 6})["shift"] == [1, 2, 3, 4, 5, 6]


IHI_BASE = [10, 12, 9, 13, 8, 11, 14, 7]


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_an_ihi_shift_is_six_points_on_one_side_of_the_median(extra):
    y = [*([-1, 1] * 4), *[2, 3] * 3, 2][: 8 + 6 + extra - 1]
    flags = spc.analyse("run", [*y, -1], cl=0, rules="ihi").signals["shift"]
    # the last point of the lead is above the line too
    assert flags.sum() == (6 + extra if extra >= 0 else 0)


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_an_ihi_trend_is_five_points_up_or_down_with_repeats_left_out(extra):
    climb = [1, 2, 2, 3, 4, 5, 6][: 6 + extra]
    for sign in (1, -1):
        y = [sign * value for value in [5, *climb, 0]]
        flags = spc.analyse("run", y, cl=0, rules="ihi").signals["trend"]
        assert flags.sum() == (5 + extra if extra >= 0 else 0)
        assert not flags[3]  # the repeated value


@pytest.mark.parametrize(("runs", "few", "many"), [(7, True, False), (8, False, False), (9, False, False)])
def test_too_few_runs_fire_below_the_exact_limit(runs, few, many):
    sizes = [24 // runs + (place < 24 % runs) for place in range(runs)]
    y = [1 if place % 2 else -1 for place, size in enumerate(sizes) for _ in range(size)]
    signals = spc.analyse("run", y, cl=0, rules="ihi").signals
    assert (signals["too_few_runs"].all(), signals["too_many_runs"].any()) == (few, many)


@pytest.mark.parametrize(("runs", "many"), [(17, False), (18, False), (19, True)])
def test_too_many_runs_fire_above_the_exact_limit(runs, many):
    sizes = [1] * (runs - 1) + [24 - runs + 1]
    y = [1 if place % 2 else -1 for place, size in enumerate(sizes) for _ in range(size)]
    assert spc.analyse("run", y, cl=0, rules="ihi").signals["too_many_runs"].all() == many


def test_limits_for_the_number_of_runs_are_the_exact_ones():
    assert [spc.swed_eisenhart(n) for n in (10, 12, 20, 24)] == [(3, 9), (4, 10), (7, 15), (8, 18)]
    assert spc.swed_eisenhart(0) == (0, 0)
    for n in range(2, 60):
        fewest, most = spc.swed_eisenhart(n)
        assert 1 <= fewest <= most <= n


def test_moving_ranges_and_ewma_carry_no_pattern_rule():
    y = [*range(1, 20)]
    for kind in ("mr", "ewma"):
        for rules in ("anhoej", "western_electric", "nelson"):
            signals = spc.analyse(kind, y, rules=rules).signals
            assert not any(flags.any() for rule, flags in signals.items() if rule != "outside_limits")


@pytest.mark.parametrize(
    ("rules", "thresholds"),
    [
        ("nelson", {"shift": 5}),
        ("western_electric", {"two_of_three": 4}),
        ("anhoej", {"long_run": 8}),
        ("mdc", {"shift": 7.5}),
    ],
)
def test_a_threshold_the_set_does_not_leave_open_is_refused(rules, thresholds):
    with pytest.raises(spc.OptionError, match="thresholds"):
        spc.analyse("i", BASE, rules=rules, thresholds=thresholds)


@pytest.mark.parametrize("rules", ["three_sigma", "western_electric", "nelson", "mdc"])
def test_a_rule_set_that_needs_limits_is_refused_for_a_run_chart(rules):
    with pytest.raises(spc.OptionError, match="rules"):
        spc.analyse("run", BASE, rules=rules)


def test_every_set_names_itself_and_its_thresholds_on_the_result():
    for rules in spc.RULE_SETS:
        result = spc.analyse("i", BASE, rules=rules)
        assert result.rules == rules
        assert set(result.thresholds) <= set(result.signals)


def test_an_astronomical_point_is_pointed_out_and_never_a_signal():
    y = [10, 12, 9, 13, 8, 11, 14, 70, 12, 9, 11, 10]
    result = spc.analyse("run", y, rules="ihi")
    assert np.flatnonzero(spc.astronomical_candidates(result)).tolist() == [7]
    assert "astronomical" not in " ".join(result.signals)
    assert not spc.astronomical_candidates(spc.analyse("run", y, exclude=8)).any()
    assert not spc.astronomical_candidates(spc.analyse("run", [0] * 9 + [5])).any()
