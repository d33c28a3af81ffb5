"""An aim says how good, for whom, by when, and which measure shows it; what is missing is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import small_programme

from kit.domain.aims import Lack, lacks, says_how_much
from kit.domain.entries.improvement import Aim

WRITTEN = date(2026, 3, 1)
MEASURES = small_programme().measures
WHOLE = Aim(what="Risikovurdering af alle nye", whom="nye beboere", measure="pu.risk", goal=95.0, by=date(2026, 12, 1))


def test_a_whole_aim_lacks_nothing() -> None:
    assert lacks(WHOLE, WRITTEN, MEASURES) == ()


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        ({"goal": None}, Lack.HOW_GOOD),
        ({"goal": 120.0}, Lack.OUT_OF_RANGE),
        ({"whom": "  "}, Lack.WHOM),
        ({"by": None}, Lack.WHEN),
        ({"by": WRITTEN}, Lack.PAST),
        ({"by": date(2025, 1, 1)}, Lack.PAST),
    ],
)
def test_what_is_missing_is_told_and_nothing_else(change: dict[str, object], lack: Lack) -> None:
    assert lacks(replace(WHOLE, **change), WRITTEN, MEASURES) == (lack,)


def test_an_aim_without_a_measure_of_the_unit_is_told_so() -> None:
    no_measure = replace(WHOLE, measure="", what="95 % risikovurderet")
    assert lacks(no_measure, WRITTEN, MEASURES) == (Lack.MEASURE,)
    assert lacks(replace(no_measure, measure="gone"), WRITTEN, MEASURES) == (Lack.OTHER_MEASURE,)


def test_a_goal_without_its_measure_does_not_say_how_good() -> None:
    assert lacks(replace(WHOLE, measure=""), WRITTEN, MEASURES) == (Lack.HOW_GOOD, Lack.MEASURE)


def test_a_rate_may_have_a_goal_above_a_hundred() -> None:
    assert lacks(replace(WHOLE, measure="fall.rate", goal=120.0), WRITTEN, MEASURES) == ()


def test_a_wish_lacks_all_of_it_in_order() -> None:
    assert lacks(Aim(what="Vi vil være bedre i 2027"), WRITTEN, MEASURES) == (
        Lack.HOW_GOOD,
        Lack.WHOM,
        Lack.WHEN,
        Lack.MEASURE,
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("75 % færre tryksår", True),
        ("Halvt så mange fald", True),
        ("Halverer antall fall", True),
        ("Half as many falls", True),
        ("0 fald", True),
        ("Færre fald inden 1. maj 2027", False),
        ("Færre fald inden 01-05-2027", False),
        ("Bedre i 2027", False),
        ("Bedst muligt", False),
        ("95 % inden 1. maj 2027", True),
    ],
)
def test_a_number_is_not_a_date(words: str, told: bool) -> None:
    assert says_how_much(words) is told
