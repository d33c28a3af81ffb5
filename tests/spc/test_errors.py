"""What cannot be used is refused with a sentence that names what was given and what is allowed."""

import math

import numpy as np
import pytest

from kit import spc

Y = [3.0, 5, 4, 6, 2, 8, 7, 5, 9, 11]
N = [20.0] * 10

BAD = {
    "an unknown chart": (("pie", Y), {}, "kind: 'pie'. Allowed: run i ip"),
    "an unknown rule set": (("i", Y), {"rules": "best"}, "rules: 'best'"),
    "an unknown method": (("run", Y), {"method": "box"}, "method: 'box'"),
    "an unknown way to add up": (("run", Y), {"agg": "max"}, "agg: 'max'"),
    "an unknown parity": (("run", Y), {"parity": "excel"}, "parity: 'excel'"),
    "a factor of zero": (("run", Y), {"multiply": 0}, "multiply: 0. Allowed: a number above 0"),
    "a factor that is text": (("run", Y), {"multiply": "ten"}, "multiply: 'ten'"),
    "no points": (("run", []), {}, "at least one row"),
    "a table for one series": (("run", [Y, Y]), {}, "y: shape"),
    "a denominator too few": (("p", Y, N[:-1]), {}, "n: shape (9,). Allowed: the shape of y: (10,)"),
    "a label too few": (("run", Y), {"x": [1, 2]}, "x: shape (2,)"),
    "no denominator": (("p", Y), {}, "n: no denominator. Allowed: a denominator for each point of a p chart"),
    "a denominator too many": (("c", Y, N), {}, "n: a denominator. Allowed: none for a c chart"),
    "text for a number": (("run", [1, "2,5", 3]), {}, "y, point 2: '2,5' is not a number"),
    "an infinite value": (("run", [1, math.inf]), {}, "y, point 2: an infinite value"),
    "a negative count": (("c", [1, -2]), {}, "y, point 2: -2. Allowed: counts of 0 or more in a c chart"),
    "more events than cases": (("p", [1, 11], [10, 10]), {}, "y, point 2: 11. Allowed: numerators no larger"),
    "a negative denominator": (("u", [1, 1], [10, -1]), {}, "n, point 2: -1. Allowed: denominators of 0 or more"),
    "events without a denominator": (("u", [1, 1], [10, 0]), {}, "y, point 2: 1. Allowed: 0 or missing where"),
    "no time between events": (("t", [3, 0]), {}, "y, point 2: 0. Allowed: times above 0 in a t chart"),
    "a baseline of one point": (("run", Y), {"freeze": 1}, "freeze: 1 points. Allowed: 2 or more"),
    "a baseline of no whole number": (("run", Y), {"freeze": 2.5}, "freeze: 2.5. Allowed: whole numbers"),
    "a baseline that is a truth value": (("run", Y), {"freeze": True}, "freeze: True"),
    "baselines for other phases": (("run", Y), {"freeze": [3, 3]}, "freeze: 2 values"),
    "a phase that ends with the series": (("run", Y), {"part": 10}, "part: position 10. Allowed: positions 1 to 9"),
    "a phase that ends before it begins": (("run", Y), {"part": [0]}, "part: position 0"),
    "an excluded point that is not there": (("run", Y), {"exclude": [11]}, "exclude: position 11"),
    "an excluded point by name": (("run", Y), {"exclude": ["May"]}, "exclude: 'May'"),
    "a given line below zero": (("c", Y), {"cl": -1}, "cl: -1. Allowed: 0 or more"),
    "a given proportion in per cent": (("p", Y, N), {"cl": 30}, "cl: 30. Allowed: a proportion from 0 to 1"),
    "a target for other points": (("run", Y), {"target": [1, 2]}, "target: shape (2,)"),
    "two phases for one x": (("run", [1, 2]), {"x": [1, 1], "part": ["a", "b"]}, "part, point 2: 'b' and 'a'"),
    "an ewma weight above one": (("ewma", Y), {"weight": 1.5}, "weight: 1.5"),
    "a quotient too large": (("run", [1e300], [1e-300]), {}, "y, point 1: a result too large"),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_refused_with_what_was_given_and_what_is_allowed(what):
    arguments, more, sentence = BAD[what]
    with pytest.raises(spc.SpcError) as caught:
        spc.analyse(*arguments, **more)
    assert str(caught.value).startswith(sentence) or sentence in str(caught.value)
    assert isinstance(caught.value, ValueError)
    assert caught.value.argument == str(caught.value).split(":")[0].split(",")[0]


def test_in_a_table_the_series_is_named_as_well():
    with pytest.raises(spc.DataError, match="y, series 2, point 3: -1"):
        spc.analyse_many("c", [[1, 2, 3], [1, 2, -1]])
    with pytest.raises(spc.DataError, match="Y, series 2, point 1: an infinite value"):
        spc.analyse_many("i", [[1, 2, 3], [math.inf, 2, 1]])


def test_a_table_needs_two_axes_and_labels_that_differ():
    with pytest.raises(spc.ShapeError, match="Y: shape"):
        spc.analyse_many("run", Y)
    with pytest.raises(spc.ShapeError, match="x: "):
        spc.analyse_many("run", [[1, 2, 3]], x=[1, 1, 2])


def test_errors_of_the_other_functions_say_what_is_allowed():
    for call, sentence in (
        (lambda: spc.days_between(["2026-01-01", None]), "event_dates, point 2: a missing date"),
        (lambda: spc.days_between(["2026-02-01"], as_of="2026-01-01"), "event_dates: an event on 2026-02-01"),
        (lambda: spc.days_between(["tomorrow"]), "dates, point 1: 'tomorrow' is not a date"),
        (lambda: spc.period_start(["2026-01-01"], "fortnight"), "period: 'fortnight'"),
        (lambda: spc.period_start(["2026-01-01"], "week", 0), "every: 0"),
        (lambda: spc.ends_before(["2026-01-01", "2026-02-01"], ["2026-03-01"]), "starts: 2026-03-01"),
        (lambda: spc.bernoulli_cusum([0, 2]), "cases, point 2: 2"),
        (lambda: spc.bernoulli_cusum([0, 0]), "target: an expected proportion of 0"),
        (lambda: spc.bernoulli_cusum([0, 1], odds_ratio=1), "odds_ratio: 1"),
        (lambda: spc.pareto([]), "categories: no category"),
        (lambda: spc.propose_phases(Y, direction="up"), "direction: 'up'"),
        (lambda: spc.propose_phases(Y, run_length=0), "run_length: 0"),
        (lambda: spc.funnel("c", Y, N), "kind: 'c'"),
        (lambda: spc.funnel("pp", Y, N, limits="exact"), "kind: 'pp' with exact limits"),
        (lambda: spc.funnel("p", [0], [0]), "n: no unit with a denominator"),
        (lambda: spc.making_data_count(spc.analyse("i", Y)), "analysis: an analysis with rules 'anhoej'"),
    ):
        with pytest.raises(spc.SpcError) as caught:
            call()
        assert str(caught.value).startswith(sentence)


def test_numbers_in_many_wrappings_are_read():
    expected = spc.analyse("run", [1.0, math.nan, 3.0])
    masked = np.ma.array([1, 2, 3], mask=[False, True, False])
    for y in ([1, None, 3], (1, float("nan"), 3), np.array([1, None, 3], dtype=object), masked):
        np.testing.assert_array_equal(spc.analyse("run", y).y, expected.y)


@pytest.mark.parametrize("x", [["2026-01", "2026-13", "2026-03"], ["2026-02-27", "2026-02-30", "2026-03-01"]])
def test_a_day_that_no_calendar_has_is_named(x):
    with pytest.raises(spc.DataError, match=f"x, point 2: '{x[1]}'"):
        spc.analyse("run", [1, 2, 3], x=x)


def test_a_number_too_large_for_a_float_is_named():
    with pytest.raises(spc.DataError, match="y, point 1"):
        spc.analyse("run", [10**400, 1, 2])
