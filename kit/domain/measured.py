"""What a measurement must keep to, said once: a field typed into, a row of a file and a pasted table ask here.

Every rule has an id; whoever asks says it in words of its own place.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from statistics import median
from typing import NamedTuple

from kit.domain.limits import EARLIEST, HIGHEST_NUMBER, MOST_EVENTS_A_DAY
from kit.domain.measure import Measure, ValueKind
from kit.domain.series import Point

NUMERATOR, DENOMINATOR = "numerator", "denominator"
ENOUGH_TO_COMPARE = 4  # with fewer points nobody knows what is usual
FAR = 3.0  # so many times the usual is asked about


class Broken(NamedTuple):
    """A rule that does not hold, and of which number."""

    field: str
    rule: str


def counts_whole(measure: Measure, field: str) -> bool:
    """Whether the number is a count: every numerator but a mean's, and a percentage's denominator."""
    if field == NUMERATOR:
        return measure.value is not ValueKind.MEAN
    return measure.value is ValueKind.PERCENT


def number_rule(value: float, *, whole: bool = False, least: int = 0) -> str:
    """Which rule a number breaks: not_finite, negative, too_high, not_whole, too_low; empty when none."""
    if isinstance(value, float) and not math.isfinite(value):
        return "not_finite"
    if value < 0:
        return "negative"
    if value > HIGHEST_NUMBER:
        return "too_high"
    if whole and value != int(value):
        return "not_whole"
    return "too_low" if value < least else ""


def day_rule(day: date, today: date) -> str:
    """Which rule the day of a measurement breaks: future or long_ago; empty when none."""
    if day > today:
        return "future"
    return "long_ago" if day < EARLIEST else ""


def count_rule(count: float, *, least: int = 1) -> str:
    """Which rule the number of events on a day breaks; as `number_rule`."""
    return number_rule(count, whole=True, least=least) or ("too_high" if count > MOST_EVENTS_A_DAY else "")


def presence_rules(measure: Measure, *, numerator: bool, denominator: bool) -> tuple[Broken, ...]:
    """What is missing or too much, when it is known which of the two numbers are there."""
    broken = [] if numerator else [Broken(NUMERATOR, "no_numerator")]
    if measure.needs_denominator and not denominator:
        broken.append(Broken(DENOMINATOR, "no_denominator"))
    if not measure.needs_denominator and denominator:
        broken.append(Broken(DENOMINATOR, "needless_denominator"))
    return tuple(broken)


def pair_rule(measure: Measure, numerator: float, denominator: float) -> Broken | None:
    """What is wrong with two numbers that are right each by itself."""
    if measure.value is ValueKind.PERCENT and numerator > denominator:
        return Broken(NUMERATOR, "over_denominator")
    if denominator == 0 and numerator > 0:
        return Broken(DENOMINATOR, "zero_denominator")
    return None


def broken_rules(measure: Measure, numerator: float | None, denominator: float | None) -> tuple[Broken, ...]:
    """Every rule that a point of the measure breaks; empty when it may be saved. None is "nothing there"."""
    numbers = {NUMERATOR: numerator, DENOMINATOR: denominator}
    missing = presence_rules(measure, numerator=numerator is not None, denominator=denominator is not None)
    wrong = [
        Broken(field, rule)
        for field, value in numbers.items()
        if value is not None and (rule := number_rule(value, whole=counts_whole(measure, field)))
    ]
    if missing or wrong or numerator is None or denominator is None:
        return (*missing, *wrong)
    pair = pair_rule(measure, numerator, denominator)
    return () if pair is None else (pair,)


def odd(point: Point, others: Sequence[Point]) -> str:
    """What is unlike all that was measured before, though it may be right: zero, numerator, denominator; else empty.

    Asked about, never refused. With fewer than `ENOUGH_TO_COMPARE` others nothing is unlike them.
    """
    others = [one for one in others if one.period != point.period]
    if len(others) < ENOUGH_TO_COMPARE:
        return ""
    tops = [one.numerator for one in others]
    if point.numerator == 0 and min(tops) > 0 and median(tops) >= FAR:
        return "zero"
    bottoms = [one.denominator for one in others if one.denominator]
    if point.denominator is not None and bottoms and _far(point.denominator, median(bottoms)):
        return "denominator"
    return "numerator" if point.numerator > FAR * max(*tops, FAR) else ""


def _far(value: float, usual: float) -> bool:
    return value > FAR * usual or value < usual / FAR
