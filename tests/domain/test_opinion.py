"""How opinions spread: only where the mean is shown, and never finer than the people allow."""

from __future__ import annotations

import pytest
from survey_sample import people, person, questionnaire

from kit.domain.opinion import opinions, rounded_parts, rounded_percent, step_for
from kit.domain.survey import results


def told(answers, scale: str = "one", group: str = "nurse"):
    found = opinions(questionnaire(), answers, results(questionnaire(), answers))
    return next((one for one in found if (one.scale, one.group) == (scale, group)), None)


def test_agreeing_between_and_disagreeing_are_shares_of_the_answers() -> None:
    found = told(people(10, "nurse", 4) + people(5, "nurse", 3) + people(5, "nurse", 1))
    assert (found.negative, found.neutral, found.positive, found.n) == (25, 25, 50, 20)


def test_reverse_statements_are_turned_and_dont_know_is_left_out() -> None:
    asked = questionnaire(reverse=("one0",))
    answers = [a for _ in range(6) for a in person("nurse", (1, 5, 5, None))]
    (found,) = [
        one for one in opinions(asked, answers, results(asked, answers)) if (one.scale, one.group) == ("one", "nurse")
    ]
    assert (found.negative, found.neutral, found.positive) == (0, 0, 100)


def test_a_group_of_four_has_no_spread_of_opinion() -> None:
    assert told(people(4, "nurse", 3) + people(9, "chief", 3)) is None
    assert told(people(5, "nurse", 3)) is not None


@pytest.mark.parametrize(("n", "step"), [(5, 5), (19, 5), (20, 1), (21, 1)])
def test_percentages_go_in_steps_of_five_with_fewer_than_twenty_people(n: int, step: int) -> None:
    assert step_for(n) == step
    assert rounded_percent(0.52, n) == (50 if step == 5 else 52)


@pytest.mark.parametrize(("counts", "n"), [((1, 1, 1), 6), ((7, 11, 5), 23), ((0, 0, 3), 5), ((29, 1, 1), 31)])
def test_the_parts_make_a_hundred_together(counts: tuple[int, ...], n: int) -> None:
    found = rounded_parts(counts, n)
    assert sum(found) == 100
    assert all(part % step_for(n) == 0 for part in found)
    assert all(
        abs(part - 100 * count / sum(counts)) < 2 * step_for(n) for part, count in zip(found, counts, strict=True)
    )
