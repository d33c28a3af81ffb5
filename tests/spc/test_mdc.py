"""Making Data Count: one meaning per point by order of precedence, variation and assurance icons."""

import numpy as np
import pytest

from kit import spc

BASE = [100, 104, 98, 103, 97, 102, 99, 101, 96, 105, 100, 95]


def read(tail, improvement="increase", **more):
    result = spc.analyse("i", [*BASE, *tail], freeze=12, rules="mdc", **more)
    return spc.making_data_count(result, improvement), result


def test_high_is_improvement_only_when_more_is_better():
    for improvement, expected in (("increase", "improvement"), ("decrease", "concern"), ("neutral", "neutral_high")):
        reading, _ = read([140], improvement)
        assert reading.special_cause[-1] == "above_limit"
        assert (reading.point_type[-1], reading.variation, reading.variation_high) == (expected, expected, True)


def test_low_is_improvement_only_when_less_is_better():
    for improvement, expected in (("increase", "concern"), ("decrease", "improvement"), ("neutral", "neutral_low")):
        reading, _ = read([60], improvement)
        assert (reading.point_type[-1], reading.variation_high) == (expected, False)


def test_outside_the_limits_wins_over_a_trend_and_a_trend_over_a_shift():
    reading, _ = read([101, 102, 103, 104, 105, 106, 107, 140])
    assert reading.special_cause[-1] == "above_limit"
    assert reading.special_cause[-2] == "trend_up"
    falling, _ = read([108, 107, 106, 105, 104, 103, 102, 101])
    assert falling.special_cause[-1] == "trend_down"
    assert falling.variation_high is False


def test_the_point_that_ends_one_trend_and_begins_another_takes_the_later():
    reading, _ = read([94, 96, 98, 100, 102, 104, 106, 105, 103, 101, 99, 97, 95])
    assert reading.special_cause[12:18] == ("trend_up",) * 6
    assert reading.special_cause[18:] == ("trend_down",) * 7


def test_the_last_point_with_a_value_gives_the_variation_icon():
    reading, _ = read([140, None])
    assert reading.variation == "improvement"
    assert read([140, 100])[0].variation == "common_cause"


@pytest.mark.parametrize(
    ("target", "increase", "decrease"),
    [(200, "fail", "pass"), (20, "pass", "fail"), (100, "hit_and_miss", "hit_and_miss"), (None, None, None)],
)
def test_assurance_compares_the_target_with_the_last_limits(target, increase, decrease):
    assert read([100], "increase", target=target)[0].assurance == increase
    assert read([100], "decrease", target=target)[0].assurance == decrease
    assert read([100], "neutral", target=target)[0].assurance is None


def test_a_target_on_a_limit_is_hit_and_miss():
    upper = read([100])[1].ucl[-1]
    assert read([100], target=upper)[0].assurance == "hit_and_miss"
    assert read([100], target=np.nextafter(upper, 1e9))[0].assurance == "fail"


def test_a_constant_series_at_one_hundred_passes_a_target_below_it():
    result = spc.analyse("i", [100] * 13, rules="mdc", target=95)
    assert spc.making_data_count(result, "increase").assurance == "pass"
    assert spc.making_data_count(result, "decrease").assurance == "fail"


def test_phases_of_fewer_than_thirteen_points_are_named():
    result = spc.analyse("i", [*BASE, *BASE, 100], rules="mdc", part=12)
    assert spc.making_data_count(result).short_phases == (1,)


def test_an_unknown_direction_is_refused():
    with pytest.raises(spc.OptionError, match="improvement"):
        read([100], "up")
