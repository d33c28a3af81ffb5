"""Opening a lesson of the course, and what its cells show."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.actions.lessons import load_lesson
from kit.apps import html
from kit.apps.lesson import LessonModel, guide_html, heading_html, printed_step, score_sentence
from kit.apps.parts import Part, part
from kit.apps.saving import error_sentence
from kit.domain.access import Role, visitor_from
from kit.domain.label import LANGUAGES
from kit.domain.lesson import Lesson, Step
from kit.errors import FolderError, KitError, NotAllowed
from kit.kernels.faults_told import tell_fault
from kit.kernels.surroundings import NETWORK, VISITOR, Host
from kit.notebook.setting import host_of, language_asked, shown
from kit.texts import Texts, texts

if TYPE_CHECKING:
    from ipywidgets import Widget

    from kit.apps.lesson_desk import Readers


class LessonPage:
    """A lesson. Its cells call `heading`, `step`, `score` and `guide`; `lesson` holds everything as values.

    >>> from kit import notebook
    >>> lesson = notebook.teach("run_chart", "en")
    >>> lesson
    <lesson 3: The run chart, 7 steps, 35 minutes>
    """

    def __init__(self, lesson: Lesson, words: Texts, host: Host, trainer: bool, network: Path | None) -> None:
        self.lesson, self.texts, self.host, self.network = lesson, words, host, network
        self.model = LessonModel(lesson, trainer)

    def heading(self) -> Part:
        """The title, the aim and the time; live also the button that makes everything large for a projector."""
        return self._part(html.style(self.host), heading_html(self.lesson, self.texts), live=self._live("heading"))

    def step(self, name: str) -> Part:
        """One step of the lesson by its id; `steps` lists them."""
        found = self.lesson.step(name)
        if found is None:
            raise KitError("training.no_step", found=shown(name), expected=", ".join(self.steps))
        pieces = printed_step(found, self.texts, self.model.trainer)
        return self._part(*pieces, *self._desk(found), live=self._step_live(found))

    @property
    def steps(self) -> tuple[str, ...]:
        """The ids of the steps, in order."""
        return tuple(step.id for step in self.lesson.steps)

    def score(self) -> Part:
        """How the group has done, without names, and what to do before the next time."""
        title, told = html.heading(2, self.texts("training.score.title")), score_sentence(self.model, self.texts)
        home = html.paragraph(f"{self.texts('training.at_home')} {self.texts.label(self.lesson.ask_at_home)}")
        return self._part(title, html.paragraph(told), home, live=self._live("score"))

    def guide(self) -> Part:
        """The facilitator's guide: minute by minute, with every answer. Participants do not see it."""
        if not self.model.trainer:
            return self._part()
        told = guide_html(self.lesson, self.texts)
        if self.host is Host.REPORT:
            return self._part(told)
        return self._part(html.details(self.texts("training.guide.open"), told))

    def _desk(self, step: Step) -> tuple[Any, ...]:
        if not step.desk:
            return ()
        from kit.apps.lesson_desk import desk_pieces

        return desk_pieces(step.desk, self._readers(), self.texts)

    def _readers(self) -> Readers:
        """How a desk gets its data. Whoever is no trainer looks at the published network, never at others' data."""
        from kit.actions.lesson_network import lesson_network
        from kit.actions.own_numbers import numbers_in_file, numbers_in_text
        from kit.apps.lesson_desk import Readers

        folder = self.network if self.model.trainer else None
        return Readers(lambda: lesson_network(folder), numbers_in_text, numbers_in_file)

    def _part(self, *pieces: Any, live: Callable[[], Widget] | None = None) -> Part:
        if live is None and self.host is not Host.REPORT and pieces:
            live = self._live("words", pieces)
        return part(*pieces, live=live).on(self.host)

    def _step_live(self, step: Step) -> Callable[[], Widget]:
        def build() -> Widget:
            from kit.apps.views import lesson as view

            below = None
            if step.desk:
                from kit.apps.views.lesson_desk import desk

                below = desk(self.model, step.desk, self._readers(), self.texts)
            return view.step(self.model, step, self.texts, below)

        return self._guarded(build)

    def _live(self, name: str, *more: Any) -> Callable[[], Widget]:
        def build() -> Widget:
            view = import_module("kit.apps.views.lesson")
            made: Widget = getattr(view, name)(self.model, *more, self.texts)
            return made

        return self._guarded(build)

    def _guarded(self, live: Callable[[], Widget]) -> Callable[[], Widget]:
        """In an app a fault becomes a sentence, never a traceback."""
        if self.host is not Host.APP:
            return live

        def build() -> Widget:
            try:
                return live()
            except Exception as error:
                from kit.apps.views.widgets import markup

                tell_fault("A part of a lesson failed.", error)
                return markup(html.note(error_sentence(error, self.texts), warn=True))

        return build

    def __repr__(self) -> str:
        lesson = self.lesson
        title = self.texts.label(lesson.title)
        return f"<lesson {lesson.number}: {title}, {len(lesson.steps)} steps, {lesson.minutes} minutes>"


def open_lesson(name: str, language: str, network: str) -> LessonPage | Any:
    """Open a lesson; see `kit.notebook.teach`."""
    from kit.notebook.door import Closed

    environ = os.environ
    host = host_of(environ)
    try:
        return _open(name, language, network, environ, host)
    except KitError as error:
        if host is Host.REPORT:
            raise
        known = language_asked(environ, language)
        readers = (known,) if known else LANGUAGES
        return Closed({reader: texts(reader).error(error) for reader in readers}, host)


def _open(name: str, language: str, network: str, environ: Mapping[str, str], host: Host) -> LessonPage:
    trainer = True
    if host is Host.APP:
        visitor = visitor_from(environ.get(VISITOR, ""))
        if visitor is None or visitor.role is Role.RESPONDENT:
            raise NotAllowed("apps.door.visitor")
        trainer = visitor.role is Role.FACILITATOR
    elif language.strip() and language.strip() not in LANGUAGES:
        raise KitError("apps.door.language", found=shown(language), expected=", ".join(LANGUAGES))
    place = environ.get(NETWORK, "") if host is Host.APP else network.strip() or environ.get(NETWORK, "")
    folder = Path(place) if place else None
    return LessonPage(load_lesson(name), _words(environ, language, folder), host, trainer, folder)


def _words(environ: Mapping[str, str], language: str, folder: Path | None) -> Texts:
    """The reader's language, else the network's, else Danish. A lesson needs no network, so a wrong one is no fault."""
    wanted = language_asked(environ, language)
    if wanted or folder is None or folder.suffix == ".json":
        return texts(wanted or LANGUAGES[0])
    from kit.actions.folder import find_folder
    from kit.actions.language import voice_of

    try:
        return voice_of(find_folder(folder)) or texts(LANGUAGES[0])
    except FolderError:
        return texts(LANGUAGES[0])
