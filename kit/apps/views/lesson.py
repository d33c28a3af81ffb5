"""A lesson's cells as widgets: exercises that mark themselves, simulators to step and play, and a large view."""

from __future__ import annotations

import asyncio
import random

import ipywidgets as w

from kit.apps import html, markdown
from kit.apps.lesson import (
    LETTERS,
    LessonModel,
    ask_html,
    guide_note,
    heading_html,
    marked_sentence,
    pictures_large,
    score_sentence,
    step_pieces,
)
from kit.apps.parts import Picture, Piece
from kit.apps.simulators import Chosen, Simulator, simulator
from kit.apps.views import widgets as kw
from kit.domain.lesson import Question, Step
from kit.texts import Texts

SECONDS = 1.0  # between two steps while a simulator plays
LARGE = "kit-large"


class Pieces:
    """Words and figures that may be shown again with other content; figures keep their places, so nothing jumps."""

    def __init__(self) -> None:
        self.widget = kw.column([])
        self._kinds: list[bool] = []
        self._places: list[w.Widget] = []

    def show(self, pieces: tuple[Piece, ...]) -> None:
        """Show these pieces."""
        kinds = [isinstance(piece, Picture) for piece in pieces]
        if kinds != self._kinds:
            old = self._places
            self._kinds, self._places = kinds, [kw.figure_place() if figure else kw.markup() for figure in kinds]
            self.widget.children = tuple(self._places)
            for place in old:
                place.close()
        for place, piece in zip(self._places, pieces, strict=True):
            if isinstance(piece, Picture):
                kw.picture(place, piece)
            else:
                kw.say(place, piece)


class Exercise:
    """One exercise: choose or type, press the button, read why."""

    def __init__(self, model: LessonModel, step: Step, question: Question, texts: Texts) -> None:
        self.model, self.step, self.question, self.texts = model, step, question, texts
        self.line, self.button = kw.Status(), kw.button(texts("training.check"))
        label = texts("training.your_answer")
        if question.choices:
            lettered = zip(LETTERS, question.choices, strict=False)
            options = [(f"{letter}. {texts.label(one.text)}", n) for n, (letter, one) in enumerate(lettered)]
            self.field: w.RadioButtons | w.Text = kw.radio(label, options)
        else:
            self.field = kw.figure(label)
            kw.on_enter(self.field, self.check)
        self.button.on_click(lambda _: self.check())
        asked = kw.markup(ask_html(question, step, texts))
        self.widget = kw.column([asked, self.field, self.button, self.line.widget], "kit-exercise")

    def check(self) -> None:
        """Mark what is in the field and say why."""
        if self.question.choices and self.field.value is None:
            self.line.wait(self.texts("training.choose_first"))
            return

        def marked() -> None:
            answer = self.model.answer(self.step, self.question, self.field.value, self.field.description)
            sentence = marked_sentence(answer, self.step, self.texts)
            if answer.right:
                self.line.good(sentence)
            else:
                self.line.bad(sentence)

        kw.guarded(self.line, self.texts, marked)


class Player:
    """A simulator with its choices and four buttons; it plays a step a second until the end, or until it is paused."""

    def __init__(self, model: LessonModel, played: Simulator, texts: Texts) -> None:
        self.model, self.played, self.texts = model, played, texts
        self.seed, self.history = played.seed, list[Chosen]()
        self.task: asyncio.Task[None] | None = None
        self.fields = {setting.id: self._field(setting.id, setting.options) for setting in played.settings}
        for setting in played.settings:
            self.fields[setting.id].value = setting.start
        names = ("step", "play", "again", "other")
        self.step, self.play, self.again, self.other = (kw.second(texts(f"training.{name}")) for name in names)
        self.step.remove_class("kit-second")
        self.line, self.shown = kw.Status(), Pieces()
        for button, action in ((self.step, self.take), (self.play, self.toggle), (self.again, self.restart)):
            button.on_click(lambda _, act=action: self._pressed(act))
        self.other.on_click(lambda _: self._pressed(self.new_seed))
        for one in self.fields.values():
            one.observe(lambda _: self._chosen(), names="value")
        choices = kw.column(list(self.fields.values()), "kit-fields")
        buttons = kw.row([self.step, self.play, self.again, self.other])
        self.widget = kw.column([choices, buttons, self.line.widget, self.shown.widget], "kit-simulator")
        model.watch_size(self.show)
        self.show()

    def _field(self, name: str, options: tuple[str, ...]) -> w.Dropdown:
        key = f"training.{self.played.id}.{name}"
        named = [(one if one.isdecimal() and not self.texts.has(f"{key}.{one}") else self.texts(f"{key}.{one}"), one)
                 for one in options]  # fmt: skip
        return kw.dropdown(self.texts(f"training.{self.played.id}.choose.{name}"), named, options[0])

    @property
    def chosen(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: field.value for name, field in self.fields.items()}

    @property
    def at_end(self) -> bool:
        """Whether there is no step left."""
        return len(self.history) >= self.played.steps

    def show(self) -> None:
        """Show what has happened so far."""
        pieces = self.played.show(self.history, self.seed, self.texts)
        self.shown.show(pictures_large(pieces, self.model.large))
        self.step.disabled = self.at_end
        self.play.description = self.texts("training.pause" if self.task else "training.play")
        self.play.disabled = self.at_end and self.task is None

    def take(self) -> None:
        """One step more."""
        if not self.at_end:
            self.history.append(self.chosen)
        self.show()
        self.line.wait(self.texts("training.at_step", n=len(self.history), of=self.played.steps))

    def toggle(self) -> None:
        """Play on, or pause."""
        if self.task is not None:
            self.pause()
        else:
            self.task = asyncio.get_running_loop().create_task(self._play())
        self.show()

    async def _play(self) -> None:
        while not self.at_end:
            kw.guarded(self.line, self.texts, self.take)
            await asyncio.sleep(SECONDS)
        self.task = None
        self.show()

    def pause(self) -> None:
        """Stop playing where it is."""
        if self.task is not None:
            self.task.cancel()
            self.task = None

    def restart(self) -> None:
        """Back to before the first step, with the same luck."""
        self.pause()
        self.history.clear()
        self.line.clear()
        self.show()

    def new_seed(self) -> None:
        """Begin again with other luck."""
        self.seed = random.randrange(1, 10_000)
        self.restart()
        self.line.wait(self.texts("training.seed", n=self.seed))

    def _chosen(self) -> None:
        if not self.played.remembers:
            self._pressed(self._replay)

    def _replay(self) -> None:
        """The same number of steps by the new choice, so that two choices can be compared."""
        self.history = [self.chosen] * len(self.history)
        self.show()

    def _pressed(self, action: object) -> None:
        kw.guarded(self.line, self.texts, action)  # type: ignore[arg-type]


class Large:
    """Puts every part of a lesson into the large view, and back."""

    def __init__(self, model: LessonModel, box: w.VBox) -> None:
        self.model, self.box = model, box
        model.watch_size(self.show)
        self.show()

    def show(self) -> None:
        """Follow the model."""
        (self.box.add_class if self.model.large else self.box.remove_class)(LARGE)


def heading(model: LessonModel, texts: Texts) -> w.Widget:
    """The title, and the button for the projector."""
    button = kw.second(texts("training.large"))
    button.add_class("kit-lesson-button")

    def press(_: w.Button) -> None:
        model.set_large(not model.large)
        button.description = texts("training.small" if model.large else "training.large")

    button.on_click(press)
    box = kw.column([kw.markup(heading_html(model.lesson, texts)), button], "kit-form", "kit-wide")
    Large(model, box)
    return box


def words(model: LessonModel, pieces: tuple[Piece, ...], texts: Texts) -> w.Widget:
    """Words that only stand there."""
    del texts
    shown = Pieces()
    shown.show(pieces)
    box = kw.column([shown.widget], "kit-form", "kit-wide")
    Large(model, box)
    return box


def step(model: LessonModel, shown: Step, texts: Texts, below: w.Widget | None = None) -> w.Widget:
    """A step: its words and charts, its simulator, its exercises, what stands `below`, and for a trainer the guide."""
    top = Pieces()
    model.watch_size(lambda: top.show(pictures_large(step_pieces(shown, texts), model.large)))
    top.show(pictures_large(step_pieces(shown, texts), model.large))
    parts: list[w.Widget] = [top.widget]
    if shown.simulator:
        parts.append(Player(model, simulator(shown.simulator), texts).widget)
    parts += [Exercise(model, shown, question, texts).widget for question in shown.questions]
    parts += [below] if below is not None else []
    if model.trainer:
        parts.append(kw.markup(guide_note(shown, texts)))
    box = kw.column(parts, "kit-form", "kit-wide")
    Large(model, box)
    return box


def score(model: LessonModel, texts: Texts) -> w.Widget:
    """The group's score, and a button to begin with another group."""
    told, button = kw.markup(), kw.second(texts("training.score.again"))
    button.add_class("kit-lesson-button")

    def show() -> None:
        title = html.heading(2, texts("training.score.title"))
        kw.say(told, html.join(title, html.paragraph(score_sentence(model, texts), "finding"), markdown.words(at_home)))

    at_home = f"**{texts('training.at_home')}** {texts.label(model.lesson.ask_at_home)}"
    button.on_click(lambda _: model.begin_again())
    model.watch_score(show)
    show()
    box = kw.column([told, button], "kit-form", "kit-wide")
    Large(model, box)
    return box
