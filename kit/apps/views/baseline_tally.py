"""Counting at the board: a large button for each tap, saved at once."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as w

from kit.apps import html
from kit.apps.baseline import BaselineModel
from kit.apps.baseline_tally import Tap, tally_text, tap, taps
from kit.apps.saving import clock, receipt_sentence
from kit.apps.views import widgets as kw
from kit.domain.measure import Measure
from kit.domain.network import Unit
from kit.texts import Texts


class TallyForm:
    """A unit's measures, each with its taps and what has been counted so far."""

    def __init__(self, model: BaselineModel, texts: Texts) -> None:
        self.model, self.texts = model, texts
        units = [(unit.name, unit.id) for unit in model.to_fill]
        self.unit = kw.dropdown(texts("apps.entry.unit"), units, units[0][1])
        self.place, self.line = kw.column([]), kw.Status()
        self.undo = kw.second(texts("entries.undo"))
        self.buttons: dict[tuple[str, str], w.Button] = {}
        self.counted: dict[str, w.HTML] = {}
        self.widget = kw.column([self.unit, self.line.widget, self.place, self.undo], "kit-form")
        self.unit.observe(lambda _: kw.guarded(self.line, texts, self.show), names="value")
        self.undo.on_click(lambda _: self._undo())
        model.watch(self._count)
        self.show()

    def show(self) -> None:
        """Show the measures of the chosen unit."""
        unit = self.model.unit(self.unit.value)
        self.buttons, self.counted = {}, {}
        self.place.children = tuple(self._row(unit, measure) for measure in self.model.book.measures_of(unit))
        self._count()

    def _row(self, unit: Unit, measure: Measure) -> w.Widget:
        name = self.texts.label(measure.name)
        self.counted[measure.id] = kw.markup()
        made = []
        for what in taps(measure):
            button = kw.button(self.texts(f"apps_baseline.tally.{what.name}", name=name))
            button.add_class("kit-tap")
            button.on_click(self._taps(unit, measure, what))
            self.buttons[measure.id, what.name] = button
            made.append(button)
        heading = kw.markup(html.heading(3, name))
        return kw.column([heading, self.counted[measure.id], kw.row(made)], "kit-row", "kit-measure-row")

    def _taps(self, unit: Unit, measure: Measure, what: Tap) -> Callable[[object], None]:
        def act() -> str:
            receipt = tap(self.model, unit, self.model.measure(unit, measure.id), what)
            now = tally_text(self.model, unit, measure, self.texts)
            return f"{self.texts.label(measure.name)}: {now} {receipt_sentence(receipt, self.texts)}"

        return lambda _: kw.guarded(self.line, self.texts, act)

    def _count(self) -> None:
        unit = self.model.unit(self.unit.value)
        for measure in self.model.book.measures_of(unit):
            if measure.id in self.counted:
                kw.say(self.counted[measure.id], html.paragraph(tally_text(self.model, unit, measure, self.texts)))
        self.undo.layout.display = "" if self.model.can_undo else "none"

    def _undo(self) -> None:
        kw.guarded(
            self.line,
            self.texts,
            lambda: self.texts("entries.undone", time=clock(self.model.undo(), self.texts)),
        )
        self._count()
