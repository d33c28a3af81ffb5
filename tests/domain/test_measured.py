"""The rules of a measurement, said once."""

from __future__ import annotations

from datetime import date

import pytest
from builders import measure

from kit.domain import measured
from kit.domain.limits import MOST_EVENTS_A_DAY
from kit.domain.measure import ValueKind
from kit.domain.series import Point

PERCENT = measure("a.p", ValueKind.PERCENT, "P")
RATE = measure("a.r", ValueKind.RATE, "R")
COUNT = measure("a.c", ValueKind.COUNT, "C")
MEAN = measure("a.m", ValueKind.MEAN, "M")
TODAY = date(2026, 4, 10)


@pytest.mark.parametrize(
    ("what", "numerator", "denominator", "rules"),
    [
        (PERCENT, 4, 20, []),
        (PERCENT, 0, 0, []),
        (PERCENT, 21, 20, ["over_denominator"]),
        (PERCENT, 4.5, 20, ["not_whole"]),
        (PERCENT, 4, 20.5, ["not_whole"]),
        (PERCENT, None, None, ["no_numerator", "no_denominator"]),
        (PERCENT, -1, None, ["no_denominator", "negative"]),
        (RATE, 30, 20.5, []),
        (RATE, 1, 0, ["zero_denominator"]),
        (RATE, float("nan"), 20, ["not_finite"]),
        (RATE, 1, float("inf"), ["not_finite"]),
        (COUNT, 3, None, []),
        (COUNT, 3, 10, ["needless_denominator"]),
        (COUNT, 1e10, None, ["too_high"]),
        (MEAN, 40.5, 4, []),
    ],
)
def test_every_rule_that_a_point_breaks_is_named(what, numerator, denominator, rules: list[str]) -> None:
    assert [one.rule for one in measured.broken_rules(what, numerator, denominator)] == rules


def test_a_day_lies_neither_ahead_nor_in_another_century() -> None:
    assert measured.day_rule(TODAY, TODAY) == ""
    assert measured.day_rule(date(2026, 4, 11), TODAY) == "future"
    assert measured.day_rule(date(1999, 12, 31), TODAY) == "long_ago"


def test_a_day_has_at_least_one_event_and_not_thousands() -> None:
    rules = [measured.count_rule(n) for n in (1, 0, 1.5, MOST_EVENTS_A_DAY + 1)]
    assert rules == ["", "too_low", "not_whole", "too_high"]
    assert measured.count_rule(0, least=0) == ""


def points(*numerators: float, of: float | None = 20) -> list[Point]:
    return [Point(date(2025, n, 1), top, of) for n, top in enumerate(numerators, start=1)]


@pytest.mark.parametrize(
    ("numerator", "denominator", "asked"),
    [(0, 20, "zero"), (6, 20, ""), (6, 61, "denominator"), (6, 6, "denominator"), (25, 50, "numerator"), (24, 50, "")],
)
def test_what_is_unlike_all_before_is_asked_about(numerator: float, denominator: float, asked: str) -> None:
    new = Point(date(2026, 1, 1), numerator, denominator)
    assert measured.odd(new, points(5, 6, 7, 8)) == asked
    assert measured.odd(new, points(5, 6, 7)) == "", "three points are too few to compare with"


def test_zero_is_not_odd_where_zero_is_usual_and_a_period_is_not_compared_with_itself() -> None:
    zero = Point(date(2025, 4, 1), 0, None)
    assert measured.odd(zero, points(5, 6, 0, 8, 9, of=None)) == ""
    assert measured.odd(zero, points(5, 6, 7, 80, 9, of=None)) == "zero"
