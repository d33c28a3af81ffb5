"""A lesson as a page: what a class sees of each step, and what only the trainer sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from markupsafe import Markup

from kit.apps import html
from kit.apps.entry import needed
from kit.apps.lesson_chart import chart_pieces, facts_of, filled
from kit.apps.markdown import words
from kit.apps.parts import Picture, Piece
from kit.apps.simulators import simulator
from kit.domain.label import Label
from kit.domain.lesson import Lesson, Marked, Question, Step, Tally, mark, worth
from kit.texts import Texts

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass
class LessonModel:
    """What the cells of a lesson share: the group's answers, and whether the page is large for a projector.

    `trainer`: the reader may see the guide and the answers.
    """

    lesson: Lesson
    trainer: bool
    large: bool = False
    tally: Tally = field(init=False)
    _size: list[Callable[[], None]] = field(default_factory=list)
    _score: list[Callable[[], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tally = Tally(sum(1 for _ in self.lesson.questions))

    def watch_size(self, changed: Callable[[], None]) -> None:
        """Call `changed` when the page becomes large or small."""
        self._size.append(changed)

    def watch_score(self, changed: Callable[[], None]) -> None:
        """Call `changed` after every answer."""
        self._score.append(changed)

    def set_large(self, large: bool) -> None:
        """Make every part large, or small again."""
        self.large = large
        for changed in self._size:
            changed()

    def begin_again(self) -> None:
        """Forget the group's answers."""
        self.tally.clear()
        self._scored()

    def answer(self, step: Step, question: Question, said: object, field_name: str = "") -> Marked:
        """Mark an answer, a choice by its place or a number as it was typed, and count it for the group.

        Raises ValueRefused for a number that cannot be read.
        """
        number = float(said) if isinstance(said, int) else needed(said, field_name)
        marked = mark(question, number, facts_of(step))
        self.tally.add(question.id, marked.right)
        self._scored()
        return marked

    def _scored(self) -> None:
        for changed in self._score:
            changed()


def marked_sentence(marked: Marked, step: Step, texts: Texts) -> str:
    """What is said to an answer: right or not yet, and why."""
    verdict = texts("training.right" if marked.right else "training.not_yet")
    reason = filled(texts.label(marked.reason), facts_of(step), texts) if marked.reason else ""
    return f"{verdict} {reason}".strip()


def heading_html(lesson: Lesson, texts: Texts) -> Markup:
    """The title, what the lesson is for, and how long it takes."""
    title = texts("training.heading", n=lesson.number, title=texts.label(lesson.title))
    minutes = texts("training.minutes", n=lesson.minutes)
    return html.join(
        html.heading(1, title),
        html.paragraph(texts.label(lesson.aim), "lead"),
        html.paragraph(minutes, "small"),
    )


def step_pieces(step: Step, texts: Texts) -> tuple[Piece, ...]:
    """A step's words and charts, without simulator and exercises."""
    facts = facts_of(step)
    told = words(filled(texts.label(step.text), facts, texts))
    charts = [piece for plot in step.plots for piece in chart_pieces(plot, texts)]
    return html.heading(2, texts.label(step.title)), told, *charts


def printed_step(step: Step, texts: Texts, trainer: bool) -> tuple[Piece, ...]:
    """A whole step on paper: the simulator as its last picture, the exercises with the answers folded under them."""
    pieces: list[Piece] = [*step_pieces(step, texts)]
    if step.simulator:
        pieces += [html.paragraph(texts("training.printed"), "small"), *simulator(step.simulator).picture(texts)]
    pieces += [printed_question(question, step, texts, trainer) for question in step.questions]
    return (*pieces, guide_note(step, texts)) if trainer else tuple(pieces)


def ask_html(question: Question, step: Step, texts: Texts) -> Markup:
    """The exercise's own words."""
    asked = words(filled(texts.label(question.ask), facts_of(step), texts))
    return html.join(html.heading(3, texts("training.exercise")), asked)


def printed_question(question: Question, step: Step, texts: Texts, answers: bool) -> Markup:
    """An exercise with its choices; with `answers` they are folded under it."""
    choices = html.bullets(
        f"{letter}. {texts.label(choice.text)}" for letter, choice in zip(LETTERS, question.choices, strict=False)
    )
    solved = [html.details(texts("training.answer"), *answer_parts(question, step, texts))] if answers else []
    return html.join(ask_html(question, step, texts), choices, *solved)


def answer_parts(question: Question, step: Step, texts: Texts) -> list[Markup]:
    """The right answer with its reason, and what to say to the others."""
    facts = facts_of(step)

    def told(label: Label | None) -> str:
        return filled(texts.label(label), facts, texts) if label else ""

    if question.choices:
        keys = ("training.answer.no", "training.answer.yes")
        rows = [
            texts(keys[choice.right], answer=texts.label(choice.text), reason=told(choice.reason))
            for choice in question.choices
        ]
        return [html.bullets(rows)]
    answer = texts.formats.number(round(worth(question.answer, facts), 2))
    first = html.paragraph(texts("training.answer.yes", answer=answer, reason=told(question.reason)))
    near = [
        texts(
            "training.answer.yes" if one.right else "training.answer.no",
            answer=texts.formats.number(round(worth(one.value, facts), 2)),
            reason=told(one.reason),
        )
        for one in question.near
    ]
    return [first, html.bullets(near), html.paragraph(texts("training.answer.help", hint=told(question.hint)))]


def guide_note(step: Step, texts: Texts) -> Markup:
    """What the trainer does at this step, folded."""
    summary = texts("training.guide.step", n=step.minutes)
    return html.details(summary, words(texts.label(step.guide)))


def guide_html(lesson: Lesson, texts: Texts) -> Markup:
    """The facilitator's guide of a lesson: what it is for, what to bring, minute by minute, and every answer."""
    parts: list[Markup] = [
        html.heading(2, texts("training.guide.title", title=texts.label(lesson.title))),
        html.paragraph(texts("training.minutes", n=lesson.minutes)),
        html.definitions(
            [
                (texts("training.guide.aim"), texts.label(lesson.aim)),
                (texts("training.guide.needs"), texts.label(lesson.needs)),
                (texts("training.guide.at_home"), texts.label(lesson.ask_at_home)),
                (texts("training.guide.source"), texts.label(lesson.source)),
            ]
        ),
    ]
    spent = 0
    for step in lesson.steps:
        when = texts("training.guide.when", start=spent, stop=spent + step.minutes, title=texts.label(step.title))
        spent += step.minutes
        parts += [html.heading(3, when), words(texts.label(step.guide))]
        for question in step.questions:
            parts += [
                html.paragraph(filled(texts.label(question.ask), facts_of(step), texts), "small"),
                *answer_parts(question, step, texts),
            ]
    return html.join(*parts)


def score_sentence(model: LessonModel, texts: Texts) -> str:
    """How the group has done so far; nobody's name is kept."""
    score = model.tally.score
    if not score.tried:
        return texts("training.score.none", n=score.questions)
    return texts(
        "training.score.so_far",
        tried=score.tried,
        questions=score.questions,
        solved=score.solved,
        at_once=score.at_once,
    )


def pictures_large(pieces: tuple[Piece, ...], large: bool) -> tuple[Piece, ...]:
    """The same pieces, with figures for a projector where wanted."""
    if not large:
        return pieces
    from kit.figures.teaching import enlarged

    return tuple(
        Picture(enlarged(piece.figure), piece.sentence) if isinstance(piece, Picture) else piece for piece in pieces
    )
