"""Where this library deviates from the reference on purpose: what it does, and the way back."""

import math

import numpy as np
import pytest

from kit import spc

Y = [4, 6, 5, 90, 7, 5, 6, 4, 8, 5]


def test_an_excluded_point_outside_the_limits_is_flagged_only_on_request():
    ours, theirs = (spc.analyse("i", Y, exclude=4, parity=parity) for parity in (None, "qicharts2"))
    assert (ours.sigma_signal[3], theirs.sigma_signal[3]) == (False, True)
    assert (ours.parts[0].sigma_signals, theirs.parts[0].sigma_signals) == (0, 1)


@pytest.mark.parametrize("kind", ["i", "pp", "up", "ip", "t"])
def test_a_constant_phase_has_limits_on_its_centre_line_and_says_so(kind):
    y, n = ([5] * 6, None) if kind in ("i", "t") else ([5] * 6, [10] * 6)
    ours, theirs = (spc.analyse(kind, y, n, parity=parity) for parity in (None, "qicharts2"))
    np.testing.assert_array_equal(ours.ucl, ours.cl)
    np.testing.assert_array_equal(ours.lcl, ours.cl)
    assert spc.Notice("constant_phase", 1) in ours.notices
    assert np.isnan(theirs.ucl).all()


@pytest.mark.parametrize("kind", ["p", "pp", "u", "up", "c"])
def test_no_event_at_all_puts_line_and_limits_on_zero(kind):
    result = spc.analyse(kind, [0] * 6, None if kind == "c" else [10] * 6)
    for values in (result.cl, result.lcl, result.ucl):
        assert not values.any()
    assert not result.any_signal


def test_positions_out_of_range_are_ignored_only_on_request():
    plain = spc.analyse("run", Y)
    for setting in ({"part": [12]}, {"exclude": [12]}, {"part": [0, 10]}):
        found = spc.analyse("run", Y, parity="qicharts2", **setting)
        assert repr(found.parts) == repr(plain.parts)
        with pytest.raises(spc.PositionError):
            spc.analyse("run", Y, **setting)


def test_a_baseline_of_no_points_gives_no_line_on_request_and_an_error_otherwise():
    assert np.isnan(spc.analyse("run", Y, freeze=0, parity="qicharts2").cl).all()
    with pytest.raises(spc.PositionError):
        spc.analyse("run", Y, freeze=0)


def test_a_baseline_is_dropped_beside_phases_only_on_request():
    ours = spc.analyse("run", Y, freeze=3, part=5)
    theirs = spc.analyse("run", Y, freeze=3, part=5, parity="qicharts2")
    assert [part.cl for part in ours.parts] == [np.median(Y[:3]), np.median(Y[5:8])]
    assert [part.cl for part in theirs.parts] == [np.median(Y[:5]), np.median(Y[5:])]


@pytest.mark.parametrize(("kind", "agg"), [("c", "mean"), ("run", "sum")])
def test_a_subgroup_without_any_value_counts_as_zero_only_on_request(kind, agg):
    y, x = [1, 2, None, None, 3, 4], [1, 1, 2, 2, 3, 3]
    ours, theirs = (spc.analyse(kind, y, x=x, agg=agg, parity=parity) for parity in (None, "qicharts2"))
    assert math.isnan(ours.y[1])
    assert theirs.y.tolist() == [3, 0, 7]


def test_a_t_chart_has_both_lower_limits_at_zero_where_the_reference_has_none():
    y = [1, 60, 2, 90, 1, 75]
    ours, theirs = (spc.analyse("t", y, parity=parity) for parity in (None, "qicharts2"))
    assert (ours.lcl[0], ours.lcl_95[0]) == (0, 0)
    assert (theirs.lcl[0], math.isnan(theirs.lcl_95[0])) == (0, True)


def test_a_given_centre_line_of_a_t_chart_is_a_time():
    ours, theirs = (spc.analyse("t", [3, 5, 9, 4], cl=5, parity=parity) for parity in (None, "qicharts2"))
    assert ours.cl[0] == pytest.approx(5, rel=1e-14)
    assert theirs.cl[0] == pytest.approx(5**3.6, rel=1e-14)
    assert not ours.useful[1]
