"""One chart at a time, chosen by unit and measure."""

from __future__ import annotations

import ipywidgets as w

from kit.apps import html
from kit.apps.run_chart import RunChartModel, above, below, picture
from kit.apps.views import widgets as kw
from kit.apps.views.chooser import Chooser
from kit.texts import Texts


class ChartChooser:
    """Two lists and the chart that they choose."""

    def __init__(self, model: RunChartModel, texts: Texts) -> None:
        self.model, self.texts = model, texts
        units = [(unit.name, unit.id) for unit in model.units]
        self.chooser = Chooser(units, self._measures, self._chosen, texts)
        self.above, self.figure, self.below = kw.markup(), kw.figure_place(), kw.markup()
        self.line = kw.Status()
        lists = kw.column([self.chooser.unit, self.chooser.measure], "kit-fields")
        shown = [lists, self.line.widget, self.above, self.figure, self.below]
        self.widget = kw.column(shown, "kit-form", "kit-wide")
        self._show()

    def _measures(self, unit: str) -> kw.Options:
        return [(self.texts.label(chart.measure.name), chart.measure.id) for chart in self.model.of(unit)]

    def _chosen(self) -> None:
        kw.guarded(self.line, self.texts, self._show)

    def _show(self) -> None:
        chart = self.model.chart(self.chooser.unit.value, self.chooser.measure.value)
        kw.say(self.above, above(chart, self.texts))
        kw.picture(self.figure, picture(chart, self.texts))
        kw.say(self.below, below(chart, self.texts))
        self.line.clear()


def build(model: RunChartModel, texts: Texts) -> w.Widget:
    """The chosen chart under its two lists."""
    words = kw.markup(html.heading(2, texts("apps.chart.choose")))
    return kw.column([words, ChartChooser(model, texts).widget])
