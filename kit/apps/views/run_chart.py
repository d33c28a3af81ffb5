"""The overview of a unit with a button for each chart, the chart that was chosen, and the comparison of units."""

from __future__ import annotations

from functools import partial

import ipywidgets as w

from kit.apps import html
from kit.apps.run_chart import RunChartModel, above, below, overview_cells, overview_headings, picture
from kit.apps.run_chart_compare import comparable, compare_heading, comparison, comparison_pieces
from kit.apps.run_chart_control import control_pieces
from kit.apps.views import widgets as kw
from kit.apps.views.chooser import Chooser
from kit.apps.views.run_chart_forms import DecisionForms
from kit.errors import ValueRefused
from kit.figures.chart import Chart
from kit.texts import Texts


class Overview:
    """The measures of one unit, each with a button that shows its chart."""

    def __init__(self, model: RunChartModel, texts: Texts) -> None:
        self.model, self.texts = model, texts
        units = [(unit.name, unit.id) for unit in model.units]
        self.unit = kw.unit_dropdown(texts("run_chart.overview.unit"), units, model.chosen[0])
        self.line, self.rows = kw.Status(), kw.column([])
        self.lines: dict[str, w.HTML] = {}
        self.buttons: dict[str, w.Button] = {}
        title = kw.markup(html.heading(2, texts("apps.overview.title")))
        self.widget = kw.column([title, self.unit, self.line.widget, self.rows], "kit-form", "kit-wide")
        self.unit.observe(lambda _: kw.guarded(self.line, texts, self._fill), names="value")
        model.watch(self._refresh)
        self._fill()

    def _fill(self) -> None:
        """The rows of the unit that was chosen here."""
        charts = self.model.of(self.unit.value)
        if not charts:
            raise ValueRefused("apps.refused.choice")
        self.lines = {chart.measure.id: kw.markup(self._words(chart)) for chart in charts}
        self.buttons = {chart.measure.id: self._button(chart) for chart in charts}
        rows = [kw.row([self.lines[one], self.buttons[one]]) for one in self.lines]
        for row in rows:
            row.add_class("kit-measure")
        self.rows.children = tuple(rows)

    def _words(self, chart: Chart) -> html.Markup:
        return html.measure_line(overview_headings(self.texts), overview_cells(chart, self.texts))

    def _button(self, chart: Chart) -> w.Button:
        made = kw.second(self.texts("run_chart.overview.open_chart", measure=self.texts.label(chart.measure.name)))
        made.on_click(lambda _: kw.guarded(self.line, self.texts, partial(self.model.choose, *_ids(chart))))
        return made

    def _refresh(self) -> None:
        for chart in self.model.of(self.unit.value):
            if chart.measure.id in self.lines:
                kw.say(self.lines[chart.measure.id], self._words(chart))


def _ids(chart: Chart) -> tuple[str, str]:
    return chart.unit.id, chart.measure.id


class ChartChooser:
    """Two lists, the chart that they choose (with limits where asked for), and what its team can decide about it."""

    def __init__(self, model: RunChartModel, texts: Texts) -> None:
        self.model, self.texts, self._following = model, texts, False
        units = [(unit.name, unit.id) for unit in model.units]
        self.chooser = Chooser(units, self._measures, self._chosen, texts)
        kinds = [(texts(f"run_chart.view.{kind}"), kind) for kind in ("run", "control")]
        self.view = kw.dropdown(texts("run_chart.view"), kinds, "run")
        self.above, self.figure, self.below = kw.markup(), kw.figure_place(), kw.markup()
        self.control = kw.column([])
        self.line, self.forms = kw.Status(), DecisionForms(model, texts)
        lists = kw.column([self.chooser.unit, self.chooser.measure, self.view], "kit-fields")
        shown = [lists, self.line.widget, self.above, self.figure, self.below, self.control, self.forms.widget]
        self.widget = kw.column(shown, "kit-form", "kit-wide")
        self.view.observe(lambda _: kw.guarded(self.line, texts, self._draw), names="value")
        model.watch(self._follow)
        self._draw()

    def _measures(self, unit: str) -> kw.Options:
        return [(self.texts.label(chart.measure.name), chart.measure.id) for chart in self.model.of(unit)]

    def _chosen(self) -> None:
        if self._following:
            return
        chosen = (self.chooser.unit.value, self.chooser.measure.value)
        kw.guarded(self.line, self.texts, partial(self.model.choose, *chosen))

    def _follow(self) -> None:
        """Another chart was chosen, here or in the overview, or something was saved."""
        unit, measure = self.model.chosen
        moved = (self.chooser.unit.value, self.chooser.measure.value) != (unit, measure)
        if moved:
            self._following = True
            try:
                self.chooser.unit.value, self.chooser.measure.value = unit, measure
            finally:
                self._following = False
            kw.focus(self.chooser.measure)
        kw.guarded(self.line, self.texts, self._draw)

    def _draw(self) -> None:
        chart, book = self.model.shown, self.model.book
        run = self.view.value == "run"
        kw.say(self.above, above(chart, book, self.texts) if run else html.heading(3, self._name(chart)))
        kw.picture(self.figure, picture(chart, self.texts) if run else None)
        kw.say(self.below, below(chart, book, self.texts) if run else "")
        self.control.children = () if run else (kw.pieces(control_pieces(chart, self.texts)),)
        self.forms.show(chart)
        self.line.clear()

    def _name(self, chart: Chart) -> str:
        return self.texts.label(chart.measure.name)


class Comparer:
    """One measure of all units at a time."""

    def __init__(self, model: RunChartModel, texts: Texts) -> None:
        self.model, self.texts = model, texts
        measures = [(texts.label(measure.name), measure.id) for measure in comparable(model)]
        self.measure = kw.dropdown(texts("run_chart.compare.measure"), measures, measures[0][1])
        self.line, self.place = kw.Status(), kw.column([])
        words = kw.markup(compare_heading(texts))
        self.widget = kw.column([words, self.measure, self.line.widget, self.place], "kit-form", "kit-wide")
        self.measure.observe(lambda _: self._show(), names="value")
        model.desk.watch(self._show)
        self._show()

    def _show(self) -> None:
        kw.guarded(self.line, self.texts, self._draw)

    def _draw(self) -> None:
        found = comparison(self.model, self.measure.value)
        if found is None:
            raise ValueRefused("apps.refused.choice")
        self.place.children = (kw.pieces(comparison_pieces(found, self.texts)),)


def overview(model: RunChartModel, texts: Texts) -> w.Widget:
    """The measures of a unit with their buttons."""
    return Overview(model, texts).widget


def build(model: RunChartModel, texts: Texts) -> w.Widget:
    """The chosen chart under its lists."""
    words = kw.markup(html.heading(2, texts("apps.chart.choose")))
    return kw.column([words, ChartChooser(model, texts).widget])


def compare(model: RunChartModel, texts: Texts) -> w.Widget:
    """The units beside each other."""
    return Comparer(model, texts).widget
