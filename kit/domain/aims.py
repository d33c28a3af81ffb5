"""Is an aim an aim: how good, for whom, by when, and shown by a measure that the unit follows?

The three questions are those of the Model for Improvement; of 120 published projects only 27 % had such an aim and
reached it (Knudsen 2019, doi 10.1186/s12913-019-4482-6).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from kit.domain.entries.improvement import Aim
from kit.domain.measure import Measure, ValueKind

_DATES = re.compile(r"\b\d{1,2}\.\s*\w+\s+(?:19|20)\d\d|\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\b(?:19|20)\d\d\b")
_NUMBER = re.compile(r"\d")
_NUMBER_WORDS = re.compile(r"\b(?:halv|half|halve|dobl|dobbel|doubl|fordob|nul\b|null\b|zero\b)", re.IGNORECASE)


class Lack(StrEnum):
    """What an aim lacks, in the order in which it is told."""

    HOW_GOOD = "how_good"
    OUT_OF_RANGE = "out_of_range"  # a goal that the measure can never reach
    WHOM = "whom"
    WHEN = "when"
    PAST = "past"  # the day had come already when the aim was written
    MEASURE = "measure"
    OTHER_MEASURE = "other_measure"  # the measure is none that the unit follows


def says_how_much(words: str) -> bool:
    """Whether a sentence holds a number, or a word such as half, beside its dates and years."""
    left = _DATES.sub(" ", words)
    return bool(_NUMBER.search(left) or _NUMBER_WORDS.search(left))


def lacks(aim: Aim, written_on: date, measures: Iterable[Measure]) -> tuple[Lack, ...]:
    """What the aim lacks, as it was written on a day by a unit that follows `measures`; empty when it has all."""
    measure = next((one for one in measures if one.id == aim.measure), None)
    found = (_how_good(aim, measure), _whom(aim), _when(aim, written_on), _shown_by(aim, measure))
    return tuple(lack for lack in found if lack is not None)


def _how_good(aim: Aim, measure: Measure | None) -> Lack | None:
    if aim.goal is not None and measure is not None:
        beyond = measure.value is ValueKind.PERCENT and aim.goal > 100
        return Lack.OUT_OF_RANGE if beyond else None
    return None if says_how_much(aim.what) else Lack.HOW_GOOD


def _whom(aim: Aim) -> Lack | None:
    return None if aim.whom.strip() else Lack.WHOM


def _when(aim: Aim, written_on: date) -> Lack | None:
    if aim.by is None:
        return Lack.WHEN
    return Lack.PAST if aim.by <= written_on else None


def _shown_by(aim: Aim, measure: Measure | None) -> Lack | None:
    if not aim.measure:
        return Lack.MEASURE
    return Lack.OTHER_MEASURE if measure is None else None
