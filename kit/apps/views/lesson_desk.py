"""Forms of a lesson that work on real data. Nothing that is pasted or chosen here is saved anywhere."""

from __future__ import annotations

from pathlib import Path

import ipywidgets as w

from kit.actions.lesson_network import lesson_network
from kit.actions.own_numbers import Numbers, numbers_in_file, numbers_in_text
from kit.apps.lesson import LessonModel, pictures_large
from kit.apps.lesson_desk import KINDS, network_pieces, own_chart
from kit.apps.views import widgets as kw
from kit.apps.views.lesson import Pieces
from kit.errors import ValueRefused
from kit.texts import Texts


class OwnNumbers:
    """Numbers in, by paste or from a file; columns and kind chosen; the chart out."""

    def __init__(self, model: LessonModel, texts: Texts) -> None:
        self.model, self.texts = model, texts
        self.found: tuple[Numbers, ...] = ()
        self.text, self.read = kw.textarea(texts("training.own.paste")), kw.button(texts("training.own.read"))
        self.file = w.FileUpload(accept=".xlsx,.csv", multiple=False, description=texts("training.own.file"))
        self.file.layout.width = "auto"
        self.column = kw.dropdown(texts("training.own.column"), [("", 0)], 0)
        self.sizes = kw.dropdown(texts("training.own.sizes"), [("", 0)], 0)
        self.kind = kw.dropdown(
            texts("training.own.kind"), [(texts(f"training.own.kind.{k}"), k) for k in KINDS], "run"
        )
        better = [(texts(f"training.own.better.{k or 'none'}"), k) for k in ("decrease", "increase", "")]
        self.better = kw.dropdown(texts("training.own.better"), better, "decrease")
        self.line, self.shown = kw.Status(), Pieces()
        self.choices = kw.column([self.column, self.kind, self.sizes, self.better], "kit-fields")
        self.choices.layout.display = "none"
        self.widget = kw.column(
            [self.text, kw.row([self.read, self.file]), self.line.widget, self.choices, self.shown.widget]
        )
        self.read.on_click(lambda _: self._do(self._read_text))
        self.file.observe(lambda _: self._do(self._read_file), names="value")
        for field in (self.column, self.sizes, self.kind, self.better):
            field.observe(lambda _: self._do(self.draw), names="value")
        model.watch_size(lambda: self._do(self.draw))

    def _do(self, action: object) -> None:
        kw.guarded(self.line, self.texts, action)  # type: ignore[arg-type]

    def _read_text(self) -> str:
        return self._offer(numbers_in_text(self.text.value, self.texts.language))

    def _read_file(self) -> str:
        files = self.file.value
        if len(files) != 1:
            raise ValueRefused("paste.no_file")
        return self._offer(numbers_in_file(files[0]["name"], bytes(files[0]["content"]), self.texts.language))

    def _offer(self, found: tuple[Numbers, ...]) -> str:
        self.found = ()
        names = [(one.name, place) for place, one in enumerate(found)]
        self.column.options, self.sizes.options = names, names
        self.column.value, self.sizes.value = 0, len(found) - 1
        self.found = found
        self.choices.layout.display = None
        self.draw()
        return self.texts.counted("training.own.found", len(found[0].values))

    def draw(self) -> None:
        """Draw the chosen column."""
        self.sizes.layout.display = None if self.kind.value == "share" else "none"
        if self.found:
            numbers, sizes = self.found[self.column.value], self.found[self.sizes.value]
            pieces = own_chart(numbers, sizes, self.kind.value, self.better.value, self.texts)
            self.shown.show(pictures_large(pieces, self.model.large))
            self.line.clear()


class NetworkDesk:
    """One measure of a network in every unit, chosen from a list."""

    def __init__(self, model: LessonModel, folder: Path | None, texts: Texts) -> None:
        self.model, self.texts, self.network = model, texts, lesson_network(folder)
        measures = self.network.measures
        names = [(texts.label(one.name), place) for place, one in enumerate(measures)]
        self.measure, self.line, self.shown = (
            kw.dropdown(texts("training.network.measure"), names, 0),
            kw.Status(),
            Pieces(),
        )
        self.widget = kw.column([self.measure, self.line.widget, self.shown.widget])
        self.measure.observe(lambda _: kw.guarded(self.line, texts, self.draw), names="value")
        model.watch_size(self.draw)
        self.draw()

    def draw(self) -> None:
        """Draw the chosen measure."""
        pieces = network_pieces(self.network, self.network.measures[self.measure.value], self.texts)
        self.shown.show(pictures_large(pieces, self.model.large))


def desk(model: LessonModel, name: str, folder: Path | None, texts: Texts) -> w.Widget:
    """The form of this name. Whoever is no trainer looks at the published network, never at the others' data."""
    if name == "own_data":
        return OwnNumbers(model, texts).widget
    return NetworkDesk(model, folder if model.trainer else None, texts).widget
