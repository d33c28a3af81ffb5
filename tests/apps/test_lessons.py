"""Every lesson is whole: three languages, exercises that mark rightly, simulators that show something at every step."""

from __future__ import annotations

import re
from html import unescape

import pytest

from kit.actions.lessons import SIMULATORS, course_outline, lesson_files, lessons
from kit.apps.lesson import LessonModel, guide_html, marked_sentence, printed_step, score_sentence
from kit.apps.lesson_chart import facts_of, filled
from kit.apps.parts import Picture, Piece
from kit.apps.simulators import simulator
from kit.domain.label import LANGUAGES, Label
from kit.domain.lesson import Lesson, Question, Step, mark, worth
from kit.errors import ValueRefused
from kit.texts import texts

COURSE = lessons()
ASKED = [
    pytest.param(step, question, id=f"{lesson.name}-{question.id}")
    for lesson in COURSE
    for step in lesson.steps
    for question in step.questions
]
each = pytest.mark.parametrize("lesson", COURSE, ids=lambda lesson: lesson.name)
in_each_language = pytest.mark.parametrize("language", LANGUAGES)
each_simulator = pytest.mark.parametrize("name", SIMULATORS)


def words_of(*pieces: Piece) -> str:
    told = " ".join(piece.sentence if isinstance(piece, Picture) else str(piece) for piece in pieces)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", told)).split())


def test_the_course_has_twelve_lessons_in_order():
    assert [lesson.number for lesson in COURSE] == list(range(1, 13))
    assert [lesson.name for lesson in COURSE] == [path.stem for path in lesson_files()]
    assert [lesson.id for lesson in course_outline()] == [lesson.id for lesson in COURSE]


@each
def test_a_lesson_takes_twenty_to_forty_minutes_and_asks_something(lesson: Lesson):
    assert 20 <= lesson.minutes <= 40
    assert list(lesson.questions)


@each
def test_ids_of_exercises_are_not_used_twice_in_a_lesson(lesson: Lesson):
    ids = [question.id for question in lesson.questions]
    assert len(ids) == len(set(ids))


@each
@in_each_language
def test_every_step_is_shown_without_a_bare_field(lesson: Lesson, language: str):
    for step in lesson.steps:
        told = words_of(*printed_step(step, texts(language), True))
        assert texts(language).label(step.title) in told
        assert not re.search(r"[{}]|\*\*", told)
    assert len(words_of(guide_html(lesson, texts(language)))) > 1000


@each
def test_participants_see_no_answers_and_no_guide(lesson: Lesson):
    for step in lesson.steps:
        told = words_of(*printed_step(step, texts("en"), False))
        assert "✓" not in told
        assert "For the trainer" not in told


@pytest.mark.parametrize(("step", "question"), ASKED)
def test_an_exercise_marks_rightly_and_always_says_why(step: Step, question: Question):
    facts = facts_of(step)
    if question.choices:
        assert 2 <= len(question.choices) <= 5
        assert not all(choice.right for choice in question.choices)
        assert all(mark(question, place, facts).reason for place in range(len(question.choices)))
        return
    answer = worth(question.answer, facts)
    assert mark(question, answer, facts).right
    assert mark(question, answer + 1e6, facts).reason is question.hint
    for near in question.near:
        assert mark(question, worth(near.value, facts), facts).reason is near.reason


@pytest.mark.parametrize(("step", "question"), ASKED)
def test_a_sentence_names_the_same_facts_in_every_language(step: Step, question: Question):
    labels = [one for one in (question.ask, question.reason, question.hint) if one]
    labels += [choice.reason for choice in question.choices] + [near.reason for near in question.near]
    for label in labels:
        named = {language: sorted(re.findall(r"{(\w+)}", label.text(language))) for language in LANGUAGES}
        assert named["da"] == named["nb"] == named["en"]
        filled(label.text("da"), facts_of(step), texts("da"))


@each
def test_the_three_texts_are_not_the_same(lesson: Lesson):
    """A text left in another language is found where it is long enough to differ."""

    def labels(step: Step) -> list[Label]:
        return [step.text, step.guide, *(question.ask for question in step.questions)]

    for label in [one for step in lesson.steps for one in labels(step) if len(one.da) > 60]:
        assert len({label.da, label.nb, label.en}) == 3, label.da


@each_simulator
@in_each_language
def test_a_simulator_shows_something_at_every_step(name: str, language: str):
    played, words = simulator(name), texts(language)
    for steps in range(min(played.steps, 3) + 1):
        assert played.show([played.start] * steps, played.seed, words)
    for setting in played.settings:
        for option in setting.options:
            assert played.show([{**played.start, setting.id: option}], played.seed, words)


@each_simulator
def test_a_simulator_s_picture_for_print_has_a_figure_that_is_told_in_words(name: str):
    pictures = [piece for piece in simulator(name).picture(texts("da")) if isinstance(piece, Picture)]
    assert pictures
    assert all(len(picture.sentence) > 40 for picture in pictures)


@each_simulator
def test_a_simulator_tells_the_same_story_twice(name: str):
    played = simulator(name)
    first, second = (
        [piece.sentence if isinstance(piece, Picture) else piece for piece in played.picture(texts("nb"))]
        for _ in range(2)
    )
    assert first == second


def test_every_simulator_is_used_in_the_course():
    assert {step.simulator for lesson in COURSE for step in lesson.steps if step.simulator} == set(SIMULATORS)


def test_the_funnel_says_what_the_lesson_promises():
    """The guide's sentences about the rules hold for the luck that the class sees first."""
    funnel = simulator("funnel")
    far = []
    for rule in "1234":
        told = funnel.show([{"rule": rule}] * funnel.steps, funnel.seed, texts("en"))[0].sentence
        far.append(float(re.search(r"lie ([\d.]+) from", told)[1]))
    assert far[0] == min(far)
    assert far[0] < far[1] < min(far[2:])


def test_answers_are_counted_for_the_group():
    lesson = next(one for one in COURSE if one.id == "run_chart")
    model = LessonModel(lesson, trainer=True)
    step = lesson.step("median")
    assert score_sentence(model, texts("en")) == "The lesson has 8 exercises. None has been answered yet."
    heard = []
    model.watch_score(lambda: heard.append(model.tally.score.tried))
    first = model.answer(step, step.questions[0], "8", "Your answer")
    assert not first.right
    assert "middle one in time" in marked_sentence(first, step, texts("en"))
    assert model.answer(step, step.questions[0], "7", "Your answer").right
    assert "1 of 8 exercises. 1 are solved, 0 of them" in score_sentence(model, texts("en"))
    assert heard == [1, 1]


@pytest.mark.parametrize("said", ["", "syv", "1.000", "-3", "7; DROP TABLE", "9" * 400])
def test_what_is_no_number_is_refused_in_words(said: str):
    lesson = next(one for one in COURSE if one.id == "run_chart")
    step = lesson.step("median")
    model = LessonModel(lesson, trainer=False)
    with pytest.raises(ValueRefused):
        model.answer(step, step.questions[0], said, "Jeres svar")
    assert model.tally.score.tried == 0
