"""Marking an exercise and keeping a group's score."""

from __future__ import annotations

import pytest

from kit.domain.label import same
from kit.domain.lesson import Choice, Lesson, Near, Question, Score, Step, Tally, mark, worth

WHY, LOOK, SLIP = same("why"), same("look again"), same("a slip")
MEDIAN = Question("m", same("?"), answer="median", near=(Near("6.692", False, SLIP),), reason=WHY, hint=LOOK)
FACTS = {"median": 7.0}


@pytest.mark.parametrize(
    ("said", "right", "reason"),
    [(7, True, WHY), (7.0, True, WHY), (6.7, False, SLIP), (6.692, False, SLIP), (8, False, LOOK)],
)
def test_a_number_is_marked_with_its_reason(said: float, right: bool, reason: object):
    marked = mark(MEDIAN, said, FACTS)
    assert (marked.right, marked.reason) == (right, reason)


def test_another_right_way_is_accepted_with_its_own_reason():
    question = Question(
        "p", same("?"), answer="11", within=0.3, near=(Near("0.11", True, SLIP),), reason=WHY, hint=LOOK
    )
    assert mark(question, 10.8, {}).right
    assert mark(question, 0.11, {}) == mark(question, 0.12, {})
    assert not mark(question, 10.6, {}).right


def test_several_choices_may_be_right():
    choices = (Choice(same("a"), True, WHY), Choice(same("b"), False, SLIP), Choice(same("c"), True, LOOK))
    question = Question("c", same("?"), choices)
    assert [mark(question, place, {}).right for place in range(3)] == [True, False, True]
    assert mark(question, 2, {}).reason is LOOK


def test_a_fact_that_is_not_there_is_a_fault_of_the_lesson():
    with pytest.raises(KeyError):
        worth("mode", FACTS)


def test_a_group_s_score_counts_exercises_once_and_the_first_try_apart():
    tally = Tally(3)
    tally.add("a", False)
    tally.add("a", True)
    tally.add("a", False)
    tally.add("b", True)
    assert tally.score == Score(questions=3, tried=2, solved=2, at_once=1)
    tally.clear()
    assert tally.score == Score(3, 0, 0, 0)


def test_a_lesson_knows_its_name_its_time_and_its_exercises():
    step = Step("s", WHY, WHY, WHY, 7, questions=(MEDIAN,))
    lesson = Lesson("run_chart", 3, WHY, WHY, WHY, WHY, WHY, (step, Step("t", WHY, WHY, WHY, 5)))
    assert (lesson.name, lesson.minutes, list(lesson.questions)) == ("03_run_chart", 12, [MEDIAN])
    assert lesson.step("t") is lesson.steps[1]
    assert lesson.step("u") is None
