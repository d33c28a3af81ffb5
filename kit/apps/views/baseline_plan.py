"""Choosing measures, planning the data collection, freezing the baseline, and sheets for paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.apps import html
from kit.apps.baseline import BaselineModel
from kit.apps.baseline_freeze import FREEZE, baseline_html, baseline_of, freeze_entry, freeze_points, would_be
from kit.apps.baseline_plan import catalogue_html, plan_html, sheet_html
from kit.apps.desk import Desk
from kit.apps.entry_words import entry_html, who
from kit.apps.saving import clock, error_sentence
from kit.apps.views import widgets as kw
from kit.apps.views.chooser import Chooser
from kit.apps.views.entry_form import EntryList
from kit.domain.book import Book
from kit.domain.entries.entry import Entry, Kind
from kit.domain.entries.plan import COLLECTION_PLAN, MEASURE_CHOICE, OWN_MEASURE
from kit.domain.measure import Measure
from kit.domain.network import Unit
from kit.errors import ChangedMeanwhile
from kit.texts import Texts

ALL = ""
PAGE = "text/html;charset=utf-8"


class UnitLists:
    """Lists of entries that follow a choice of unit."""

    def __init__(self, desk: Desk, kinds: Sequence[Kind], units: kw.Options, texts: Texts) -> None:
        self.desk, self.kinds, self.texts = desk, kinds, texts
        self._allowed = [one for _, one in units]
        self.unit = kw.dropdown(texts("apps_baseline.for"), units, units[0][1])
        self.place, self.line, self.lists = kw.column([]), kw.Status(), list[EntryList]()
        self.widget = kw.column([kw.column([self.unit], "kit-form"), self.line.widget, self.place])
        self.unit.observe(lambda _: kw.guarded(self.line, texts, self.show), names="value")
        self.show()

    def show(self) -> None:
        """Show the lists of the chosen unit."""
        unit = str(self.unit.value)
        self.lists = [
            EntryList(self.desk, kind, unit, self.texts, self._describe(kind), self._name(kind)) for kind in self.kinds
        ]
        self.place.children = tuple(one.widget for one in self.lists)

    def _describe(self, kind: Kind) -> Callable[[Entry[Any]], Markup]:
        return lambda entry: entry_html(entry, self.desk, kind, self.texts)

    def _name(self, kind: Kind) -> Callable[[Entry[Any]], str]:
        def name(entry: Entry[Any]) -> str:
            if kind is OWN_MEASURE:
                return str(entry.value.name)
            measure = self.desk.book.programme.measure(entry.value.measure)
            return self.texts.label(measure.name) if measure else str(entry.value.measure)

        return name


def choose(model: BaselineModel, desk: Desk, texts: Texts) -> w.Widget:
    """The catalogue, and the lists of what was chosen or made for a unit or for all."""
    units = [(texts("apps_baseline.for.all"), ALL)]
    units += [(unit.name, unit.id) for unit in model.book.units_of(model.code)]
    shown = kw.markup(catalogue_html(model, texts))
    model.watch(lambda: kw.say(shown, catalogue_html(model, texts)))
    return kw.column([UnitLists(desk, (MEASURE_CHOICE, OWN_MEASURE), units, texts).widget, shown])


def plan(model: BaselineModel, desk: Desk, texts: Texts) -> w.Widget:
    """The plan of every unit as a table to print, and the list that changes it."""
    shown = kw.markup()

    def show() -> None:
        link = _link(
            "apps_baseline.plan.print", texts("apps_baseline.plan.title"), plan_html(model, texts), model, texts
        )
        kw.say(shown, html.join(plan_html(model, texts), link))

    model.watch(show)
    show()
    units = [(unit.name, unit.id) for unit in model.to_fill]
    return kw.column([shown, UnitLists(desk, (COLLECTION_PLAN,), units, texts).widget])


def _link(key: str, title: str, body: Markup, model: BaselineModel, texts: Texts) -> Markup | None:
    """A page to print, where the page has one made."""
    if model.many is None:
        return None
    return html.file_link(texts(key), f"{title}.html", PAGE, model.many.printed(title, str(body)))


class SheetForm:
    """A sheet to tick on paper for a unit and a measure."""

    def __init__(self, model: BaselineModel, texts: Texts) -> None:
        self.model, self.texts = model, texts
        units = [(unit.name, unit.id) for unit in model.to_fill]
        self.chooser = Chooser(units, self._measures, lambda: kw.guarded(self.line, texts, self.show) and None, texts)
        self.shown, self.line = kw.markup(), kw.Status()
        self.widget = kw.column([self.chooser.unit, self.chooser.measure, self.line.widget, self.shown], "kit-form")
        self.show()

    def _measures(self, unit_id: str) -> kw.Options:
        unit = self.model.unit(unit_id)
        return [(self.texts.label(m.name), m.id) for m in self.model.book.measures_of(unit)]

    def show(self) -> None:
        """Offer the chosen sheet, and show it."""
        unit = self.model.unit(self.chooser.unit.value)
        measure = self.model.measure(unit, self.chooser.measure.value)
        sheet, title = sheet_html(unit, measure, self.texts), self.texts.label(measure.name)
        link = _link("apps_baseline.sheet.print", title, sheet, self.model, self.texts)
        kw.say(self.shown, html.join(link, html.details(self.texts("apps_baseline.sheet.show"), sheet)))


class FreezeForm:
    """One measure's baseline: how far it is, what freezing would give, and one button that freezes."""

    def __init__(self, model: BaselineModel, desk: Desk, texts: Texts) -> None:
        self.model, self.desk, self.texts = model, desk, texts
        units = [(unit.name, unit.id) for unit in model.to_fill]
        self.chooser = Chooser(units, self._measures, lambda: kw.guarded(self.line, texts, self.show) and None, texts)
        self.words, self.would, self.line = kw.markup(), kw.markup(), kw.Status()
        self.points = kw.figure(texts("apps_baseline.freeze.points"))
        self.freeze = kw.button(texts("apps_baseline.freeze.button"))
        self.thaw = kw.second(texts("apps_baseline.freeze.thaw"))
        self.undo = kw.second(texts("entries.undo"))
        self.maybe = kw.column([])
        shown = [self.chooser.unit, self.chooser.measure, self.words, self.maybe, self.line.widget, self.undo]
        self.widget = kw.column(shown, "kit-form")
        self.points.observe(lambda _: self._would(), names="value")
        self.freeze.on_click(lambda _: self._do(self._frozen))
        self.thaw.on_click(lambda _: self._do(lambda: self._save(0)))
        self.undo.on_click(lambda _: self._do(self._undone))
        for whom in (model, desk):
            whom.watch(lambda: kw.guarded(self.line, texts, self._again))
        self.show()

    @property
    def book(self) -> Book:
        """What is measured as the model knows it, what is said of it as the desk does."""
        return replace(self.model.book, records=self.desk.book.records)

    def _measures(self, unit_id: str) -> kw.Options:
        unit = self.model.unit(unit_id)
        return [(self.texts.label(m.name), m.id) for m in self.model.book.measures_of(unit)]

    def chosen(self) -> tuple[Unit, Measure]:
        """The unit and measure that are chosen now."""
        unit = self.model.unit(self.chooser.unit.value)
        return unit, self.model.measure(unit, self.chooser.measure.value)

    def show(self) -> None:
        """Show the chosen measure's baseline, with the number of points that is advised."""
        self.line.clear()
        base = baseline_of(self.book, *self.chosen())
        self.points.value = str(base.advised) if base.advised >= 2 else ""
        self._again()

    def _again(self) -> None:
        base = baseline_of(self.book, *self.chosen())
        kw.say(self.words, baseline_html(base, self.texts))
        freezing = (self.points, self.would, self.freeze) if len(base.values) > 1 else ()
        self.maybe.children = (*freezing, *((self.thaw,) if base.frozen else ()))
        self.undo.layout.display = "" if self.desk.can_undo else "none"
        self._would()

    def _would(self) -> None:
        base = baseline_of(self.book, *self.chosen())
        try:
            words = would_be(base, freeze_points(base, self.points.value, self.points.description), self.texts)
        except Exception:
            words = ""  # what is wrong with the number is said when the button is pressed
        kw.say(self.would, html.paragraph(words) if words else "")

    def _do(self, action: Callable[[], str]) -> None:
        try:
            self.line.good(action())
        except ChangedMeanwhile as news:
            time = self.texts.formats.time(news.at.astimezone())
            name = who(news.by, self.model.book, self.texts)
            self.line.bad(self.texts("apps_baseline.freeze.changed", who=name, time=time))
        except Exception as error:
            self.line.bad(error_sentence(error, self.texts))

    def _frozen(self) -> str:
        base = baseline_of(self.book, *self.chosen())
        return self._save(freeze_points(base, self.points.value, self.points.description))

    def _save(self, points: int) -> str:
        unit, measure = self.chosen()
        said = freeze_entry(self.book, unit, measure.id)
        key = said.key if said else measure.id
        receipt = self.desk.save(FREEZE, unit.id, key, {"measure": measure.id, "points": points})
        name = "frozen_at" if points else "thawed_at"
        return self.texts(f"apps_baseline.freeze.{name}", time=clock(receipt, self.texts), n=points)

    def _undone(self) -> str:
        return self.texts("entries.undone", time=clock(self.desk.undo(), self.texts))
