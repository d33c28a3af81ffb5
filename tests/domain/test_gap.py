"""The gap between leaders and staff."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from survey_sample import people, person, questionnaire

from kit.domain.gap import Gap, GapKind, gaps, tenths
from kit.domain.survey import Answer, results
from kit.texts import texts


def first_gap(answers: list[Answer], minimum: int = 5) -> Gap:
    asked = questionnaire(minimum)
    return gaps(asked, results(asked, answers))[0]


def test_the_gap_is_leaders_minus_staff_with_both_numbers_of_people() -> None:
    # leaders (1 x 5 + 5 x 4) / 6 = 4.17, shown as 4.2; staff (6 x 3 + 2 x 4) / 8 = 3.25, shown as 3.2
    answers = people(1, "chief", 5) + people(5, "unit", 4) + people(6, "nurse", 3) + people(2, "data", 4)
    found = first_gap(answers)
    assert (found.kind, found.difference) == (GapKind.HIGHER, 1.0)
    assert (found.leaders.n, found.staff.n) == (6, 8)


@pytest.mark.parametrize(
    ("leaders", "kind", "difference"),
    [
        ((3, 3, 3, 3), GapKind.ALIKE, 0.0),
        ((4, 3, 3, 3), GapKind.ALIKE, 0.2),  # 3.25 is shown as 3.2
        ((4, 4, 3, 3), GapKind.HIGHER, 0.5),
        ((2, 3, 3, 3), GapKind.ALIKE, -0.2),
        ((2, 2, 3, 3), GapKind.LOWER, -0.5),
    ],
)
def test_small_differences_count_as_seeing_it_alike(leaders, kind: GapKind, difference: float) -> None:
    found = first_gap([a for _ in range(5) for a in person("unit", leaders)] + people(5, "nurse", 3))
    assert (found.kind, found.difference) == (kind, difference)


@pytest.mark.parametrize(("higher", "kind"), [(2, GapKind.ALIKE), (3, GapKind.HIGHER), (4, GapKind.HIGHER)])
def test_three_tenths_on_a_scale_from_one_to_five_is_the_first_difference(higher: int, kind: GapKind) -> None:
    found = first_gap(people(higher, "unit", 4) + people(10 - higher, "unit", 3) + people(10, "nurse", 3))
    assert (found.kind, found.difference) == (kind, higher / 10)


@pytest.mark.parametrize(("leaders", "staff"), [(4, 20), (20, 4), (4, 4)])
def test_the_gap_is_hidden_when_either_side_is_under_the_minimum(leaders: int, staff: int) -> None:
    found = first_gap(people(leaders, "unit", 5) + people(staff, "nurse", 2))
    assert found == Gap("one", GapKind.HIDDEN)


def test_five_of_each_are_enough() -> None:
    assert first_gap(people(5, "unit", 5) + people(5, "nurse", 2)).difference == 3.0


def test_a_side_that_has_not_answered_is_told_apart_from_one_that_is_hidden() -> None:
    assert first_gap(people(9, "nurse", 2)) == Gap("one", GapKind.NO_ANSWERS)


def test_a_questionnaire_with_one_wording_has_no_gap() -> None:
    asked = questionnaire()
    asked = replace(asked, groups=tuple(g for g in asked.groups if g.version == "staff"))
    assert gaps(asked, results(asked, people(9, "nurse", 2))) == ()


@pytest.mark.parametrize("value", [3.25, 3.35, 3.45, 2.05, 10 / 3, 4.949999])
def test_means_are_rounded_the_way_they_are_written(value: float) -> None:
    assert texts("en").formats.number(value, 1) == str(tenths(value))
    assert isinstance(tenths(value), Decimal)
