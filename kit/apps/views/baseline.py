"""What is entered on the baseline page: the list of ways, the entry of one measurement, and a table that follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import ipywidgets as w

from kit.apps import entry, html
from kit.apps.baseline import BaselineModel, Many
from kit.apps.baseline_words import standing, status_html
from kit.apps.saving import clock, closed, receipt_sentence
from kit.apps.views import widgets as kw
from kit.apps.views.baseline_month import MonthForm
from kit.apps.views.baseline_tally import TallyForm
from kit.apps.views.chooser import Chooser
from kit.domain.measure import Measure
from kit.texts import Texts


def status(model: BaselineModel, texts: Texts) -> w.Widget:
    """How far every unit is, always as it is after the latest save."""
    place = kw.markup(status_html(model, texts))
    model.watch(lambda: kw.say(place, status_html(model, texts)))
    return place


class EntryForm:
    """Unit, measure and period are chosen; the fields that the measure needs are shown; one button saves."""

    def __init__(self, model: BaselineModel, texts: Texts) -> None:
        self.model, self.texts = model, texts
        units = [(unit.name, unit.id) for unit in model.to_fill]
        self.chooser = Chooser(units, self._measures, self._chosen, texts)
        self.unit, self.measure = self.chooser.unit, self.chooser.measure
        self.period = kw.dropdown(texts("apps.entry.period"), [("", "")], "")
        self.numerator, self.denominator = kw.text(""), kw.text("")
        self.on = kw.day(texts("apps.entry.on"))
        self.count = kw.text(texts("apps.entry.count"), "1")
        self.note = kw.textarea(texts("apps.entry.note"))
        self.before = kw.markup()
        self.button = kw.button(texts("apps.entry.save"))
        self.back = kw.button(texts("apps.entry.take_back"))
        self.back.add_class("kit-second")
        self.maybe = kw.column([])
        self.line = kw.Status()
        self.fields = kw.column([])
        hint = kw.markup(html.paragraph(texts("apps.entry.hint"), "small"))
        self.widget = kw.column(
            [
                self.unit,
                self.measure,
                self.fields,
                self.before,
                self.note,
                hint,
                self.button,
                self.maybe,
                self.line.widget,
            ],
            "kit-form",
        )
        self._wire()
        self._measure_chosen()

    def _wire(self) -> None:
        for field in (self.period, self.on):
            field.observe(lambda _: kw.guarded(self.line, self.texts, self._show_standing), names="value")
        self.button.on_click(lambda _: self._clicked(self._save))
        self.back.on_click(lambda _: self._clicked(self._take_back))

    def _measures(self, unit_id: str) -> kw.Options:
        unit = self.model.unit(unit_id)
        return [(self.texts.label(m.name), m.id) for m in self.model.book.measures_of(unit)]

    def _chosen(self) -> None:
        self.line.clear()
        kw.guarded(self.line, self.texts, self._measure_chosen)

    def chosen(self) -> Measure:
        """The measure that is chosen now."""
        return self.model.measure(self.model.unit(self.unit.value), self.measure.value)

    def _measure_chosen(self) -> None:
        measure, texts = self.chosen(), self.texts
        self.numerator.value = self.denominator.value = ""
        self.numerator.description = texts("apps.entry.numerator", text=texts.label(measure.numerator))
        if measure.denominator is not None:
            self.denominator.description = texts("apps.entry.denominator", text=texts.label(measure.denominator))
        self._offer_periods(measure)
        numbers = [self.numerator, self.denominator] if measure.needs_denominator else [self.numerator]
        self.fields.children = (self.on, self.count) if measure.from_events else (self.period, *numbers)
        self._show_standing()

    def _offer_periods(self, measure: Measure) -> None:
        choices, step = self.model.periods(measure), measure.step
        self.period.options = [(entry.period_name(day, step, self.texts), day.isoformat()) for day in choices]
        self.period.value = choices[1].isoformat()

    def _day(self, measure: Measure) -> date | None:
        if measure.from_events:
            return self.on.value if isinstance(self.on.value, date) else None
        return date.fromisoformat(self.period.value) if self.period.value else None

    def _show_standing(self) -> None:
        measure, unit = self.chosen(), str(self.unit.value)
        day = self._day(measure)
        sentence = standing(self.model, unit, measure, day, self.texts)
        kw.say(self.before, html.paragraph(sentence) if sentence else "")
        there = day is not None and self.model.point_at(unit, measure.id, day) is not None
        self.maybe.children = (self.back,) if there else ()

    def _clicked(self, action: Callable[[], str]) -> None:
        if kw.guarded(self.line, self.texts, action):
            self.numerator.value = self.denominator.value = self.note.value = ""
            self._show_standing()

    def _take_back(self) -> str:
        measure = self.chosen()
        receipt = self.model.take_back(self.unit.value, measure.id, self._day(measure))
        return self.texts("apps.saved.taken_back", time=clock(receipt, self.texts))

    def _save(self) -> str:
        measure = self.chosen()
        if measure.from_events:
            receipt = self.model.save_event(
                self.unit.value, measure.id, self.on.value, self.count.value, self.note.value, self.count.description
            )
        else:
            fields = (self.texts("apps.measure.numerator"), self.texts("apps.measure.denominator"))
            period, numbers = self._day(measure), (self.numerator.value, self.denominator.value)
            receipt = self.model.save_month(self.unit.value, measure.id, period, *numbers, self.note.value, fields)
        return receipt_sentence(receipt, self.texts)


Making = Callable[[BaselineModel, Texts], w.Widget]


def _paste(model: BaselineModel, texts: Texts) -> w.Widget:
    from kit.apps.views.baseline_many import PasteForm  # brings the reading of files, which most visits do without

    return PasteForm(model, _many(model), texts).widget


def _list(model: BaselineModel, texts: Texts) -> w.Widget:
    from kit.apps.views.baseline_list import ListForm

    return ListForm(model, _many(model), texts).widget


def _upload(model: BaselineModel, texts: Texts) -> w.Widget:
    from kit.apps.views.baseline_many import UploadForm

    return UploadForm(model, _many(model), texts).widget


def _many(model: BaselineModel) -> Many:
    if model.many is None:
        raise closed()
    return model.many


TASKS: dict[str, Making] = {
    "month": lambda model, texts: MonthForm(model, texts).widget,
    "tally": lambda model, texts: TallyForm(model, texts).widget,
    "single": lambda model, texts: EntryForm(model, texts).widget,
    "paste": _paste,
    "list": _list,
    "upload": _upload,
}


def tasks(model: BaselineModel) -> list[str]:
    """What the visitor may do: only a lead takes in the workbook of the whole municipality."""
    shut = set() if model.many is not None else {"paste", "list", "upload"}
    if not model.may_lead:
        shut.add("upload")
    if not model.to_count:
        shut.add("list")
    return [one for one in TASKS if one not in shut]


class Tasks:
    """What the visitor wants to do, from a list; only what is chosen is made, so that a phone has little to load."""

    def __init__(self, model: BaselineModel, texts: Texts) -> None:
        self.model, self.texts = model, texts
        choices = [(texts(f"apps_baseline.task.{name}"), name) for name in tasks(model)]
        self.task = kw.dropdown(texts("apps_baseline.task"), choices, choices[0][1])
        self.place, self.line = kw.column([]), kw.Status()
        self.widget = kw.column([kw.column([self.task], "kit-form"), self.line.widget, self.place])
        self.task.observe(lambda _: kw.guarded(self.line, texts, self.show), names="value")
        self.show()

    def show(self) -> None:
        """Show what is chosen."""
        name = str(self.task.value)
        words = kw.markup(html.paragraph(self.texts(f"apps_baseline.task.{name}.how")))
        self.place.children = (words, TASKS[name](self.model, self.texts))


def build(model: BaselineModel, texts: Texts) -> w.Widget:
    """Everything that is entered, under its heading."""
    return kw.column([kw.markup(html.heading(2, texts("apps.entry.title"))), Tasks(model, texts).widget])
