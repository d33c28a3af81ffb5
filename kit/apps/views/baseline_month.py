"""A month of a unit on one screen: a row for each measure, saved by itself as soon as it is whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import ipywidgets as w
from markupsafe import Markup

from kit.apps import html
from kit.apps.baseline import BaselineModel
from kit.apps.baseline_month import Line, filled, line_name, lines, months, odd, point_text, read_line
from kit.apps.baseline_words import standing_value
from kit.apps.entry_words import who
from kit.apps.saving import Receipt, clock, error_sentence, receipt_sentence
from kit.apps.views import widgets as kw
from kit.domain.network import Unit
from kit.domain.series import Point
from kit.errors import ChangedMeanwhile, ValueRefused
from kit.texts import Texts

WAITS = "apps_baseline.month.waits"


def changed_words(news: ChangedMeanwhile, model: BaselineModel, texts: Texts) -> str:
    """Who changed what stands here, and when."""
    time = texts.formats.time(news.at.astimezone())
    return texts("apps_baseline.changed", who=who(news.by, model.book, texts), time=time)


class PointRow:
    """A row with numbers. Leaving a field saves the row once it is whole; an emptied row was not measured."""

    def __init__(self, model: BaselineModel, unit: Unit, line: Line, month: date, texts: Texts) -> None:
        self.model, self.unit, self.line, self.month, self.texts = model, unit, line, month, texts
        measure = line.measure
        self.numerator = kw.figure(texts("apps.entry.numerator", text=texts.label(measure.numerator)))
        below = texts.label(measure.denominator) if measure.denominator else ""
        self.denominator = kw.figure(texts("apps.entry.denominator", text=below))
        self.note = kw.text(texts("apps.entry.note"))
        self.noting = kw.second(texts("apps_baseline.month.note", name=line_name(line, texts)))
        self.sure = kw.button(texts("apps_baseline.month.sure"))
        self.mine = kw.second(texts("apps_baseline.keep_mine"))
        self.theirs = kw.second(texts("entries.take_theirs"))
        self.line_widget, self.between, self.below = kw.Status(), kw.row([]), kw.column([])
        self.fields = [self.numerator, *([self.denominator] if measure.needs_denominator else [])]
        name = kw.markup(html.join(html.heading(3, line_name(line, texts)), _kind(line, texts)))
        shown = [name, kw.column(self.fields, "kit-fields"), self.line_widget.widget, self.between, self.below]
        self.widget = kw.column(shown, "kit-row", "kit-measure-row")
        self._filling, self._shown = False, self.point
        self.fill()
        self._wire()

    def _wire(self) -> None:
        for field in (*self.fields, self.note):
            field.observe(lambda _: self._typed(), names="value")
        self.sure.on_click(lambda _: self._typed(sure=True))
        self.mine.on_click(lambda _: self._typed(sure=True))
        self.theirs.on_click(lambda _: self._take_theirs())
        self.noting.on_click(lambda _: self._open_note())

    @property
    def point(self) -> Point | None:
        """What stands in the row's place."""
        period = self.line.period
        return self.model.point_at(self.unit.id, self.line.measure.id, period) if period else None

    def refresh(self) -> None:
        """Show what stands if it is no longer what the row was filled from; what somebody is typing stays."""
        if self.point != self._shown:
            self.fill()
            self.line_widget.clear()

    def fill(self) -> None:
        """Show what stands."""
        point, number = self.point, self.texts.formats.number
        self._shown = point
        self._filling = True
        try:
            self.numerator.value = "" if point is None else _plain(number(point.numerator))
            bottom = None if point is None else point.denominator
            self.denominator.value = "" if bottom is None else _plain(number(bottom))
            self.note.value = "" if point is None else point.note
        finally:
            self._filling = False
        self.between.children = ()
        self.below.children = (self.note,) if self.note.value else (self.noting,)

    def _open_note(self) -> None:
        self.below.children = (self.note,)
        kw.focus(self.note)

    def _typed(self, *, sure: bool = False) -> None:
        if self._filling:
            return
        self.between.children = ()
        try:
            self._take(sure)
        except ChangedMeanwhile as news:
            self._tell(news)
        except ValueRefused as error:
            say = self.line_widget.wait if error.key == WAITS else self.line_widget.bad
            say(error_sentence(error, self.texts))
        except Exception as error:
            self.line_widget.bad(error_sentence(error, self.texts))

    def _take(self, sure: bool) -> None:
        values = self.numerator.value, self.denominator.value, self.note.value
        point = read_line(self.model, self.line, *values, self.texts)
        if point == self.point:
            self.line_widget.clear()
            return
        asked = "" if sure or point is None else odd(self.model, self.unit, self.line, point)
        if asked and point:
            value = point_text(point, self.line.measure, self.texts)
            self.line_widget.bad(self.texts(f"apps_baseline.odd.{asked}", value=value))
            self.between.children = (self.sure,)
            return
        self._save(point)

    def _save(self, point: Point | None) -> None:
        measure = self.model.measure(self.unit, self.line.measure.id)
        receipt = self.model.put_point(self.unit, measure, self.model.period(measure, self.line.period), point)
        self._shown = point
        self.line_widget.good(self._saved(point, receipt))

    def _saved(self, point: Point | None, receipt: Receipt) -> str:
        time = clock(receipt, self.texts)
        if point is None:
            return self.texts("apps_baseline.month.emptied", time=time)
        return f"{point_text(point, self.line.measure, self.texts)}. {receipt_sentence(receipt, self.texts)}"

    def _tell(self, news: ChangedMeanwhile) -> None:
        there = self.point
        stands = standing_value(there, self.texts) if there else self.texts("apps_baseline.nothing_there")
        words = changed_words(news, self.model, self.texts)
        self.line_widget.bad(f"{words} {self.texts('apps_baseline.stands', value=stands)}")
        self.between.children = (self.mine, self.theirs)

    def _take_theirs(self) -> None:
        self.fill()
        self.line_widget.good(self.texts("apps_baseline.took_theirs"))


def _plain(number: str) -> str:
    return number.replace("\u00a0", "").replace("\u202f", "") if number.count(".") + number.count(",") < 2 else number


def _kind(line: Line, texts: Texts) -> Markup:
    return Markup('<span class="kit-mark">{}</span>').format(texts(f"apps_baseline.kind.{line.measure.kind}"))


class EventRow:
    """A row for days between events: a date and a number, and the days of the month that stand."""

    def __init__(self, model: BaselineModel, unit: Unit, line: Line, month: date, texts: Texts) -> None:
        self.model, self.unit, self.line, self.month, self.texts = model, unit, line, month, texts
        name = line_name(line, texts)
        self.on = kw.day(texts("apps_baseline.month.on", name=name))
        self.count = kw.figure(texts("apps.entry.count"), "1")
        self.button = kw.button(texts("apps_baseline.month.save_event", name=name))
        self.mine = kw.second(texts("apps_baseline.keep_mine"))
        self.theirs = kw.second(texts("entries.take_theirs"))
        self.line_widget, self.between, self.there = kw.Status(), kw.row([]), kw.markup()
        self.fields = [self.count]
        top = kw.markup(html.join(html.heading(3, name), _kind(line, texts)))
        fields = kw.column([self.on, self.count], "kit-fields")
        shown = [top, self.there, fields, self.button, self.line_widget.widget, self.between]
        self.widget = kw.column(shown, "kit-row", "kit-measure-row")
        for button in (self.button, self.mine):
            button.on_click(lambda _: self._save())
        self.theirs.on_click(lambda _: self._take_theirs())
        self.fill()

    def fill(self) -> None:
        """Show which days of the month stand."""
        events = self.model.book.series_of(self.unit.id, self.line.measure.id).events
        days = [e for e in events if (e.on.year, e.on.month) == (self.month.year, self.month.month)]
        shown = [
            self.texts("apps_baseline.month.event", day=self.texts.formats.day(one.on), n=one.count) for one in days
        ]
        empty = html.paragraph(self.texts("apps_baseline.month.no_events"), "small")
        kw.say(self.there, html.bullets(shown) if shown else empty)
        self.between.children = ()

    def refresh(self) -> None:
        """The same, as for a row of numbers."""
        self.fill()

    def _save(self) -> None:
        try:
            values = self.on.value, self.count.value, ""
            receipt = self.model.save_event(self.unit.id, self.line.measure.id, *values, self.count.description)
        except ChangedMeanwhile as news:
            self.line_widget.bad(changed_words(news, self.model, self.texts))
            self.fill()
            self.between.children = (self.mine, self.theirs)
        except Exception as error:
            self.line_widget.bad(error_sentence(error, self.texts))
        else:
            self.fill()
            self.count.value, self.on.value = "1", None
            self.line_widget.good(receipt_sentence(receipt, self.texts))

    def _take_theirs(self) -> None:
        self.fill()
        self.line_widget.good(self.texts("apps_baseline.took_theirs"))


Row = PointRow | EventRow


class MonthForm:
    """Unit and month above; the rows below; undo at the end."""

    def __init__(self, model: BaselineModel, texts: Texts) -> None:
        self.model, self.texts = model, texts
        units = [(unit.name, unit.id) for unit in model.to_fill]
        self.unit = kw.unit_dropdown(texts("apps.entry.unit"), units, units[0][1])
        choices = [(texts.formats.month(day), day.isoformat()) for day in months(model)]
        self.month = kw.dropdown(texts("apps_baseline.month.month"), choices, choices[1][1])
        self.progress, self.place, self.line = kw.markup(), kw.column([]), kw.Status()
        self.undo = kw.second(texts("entries.undo"))
        self.rows: list[Row] = []
        hint = kw.markup(html.paragraph(texts("apps_baseline.month.hint"), "small"))
        private = kw.markup(html.paragraph(texts("apps.entry.hint"), "small"))
        head = kw.column([self.unit, self.month], "kit-fields")
        shown = [head, hint, self.progress, self.place, private, self.undo, self.line.widget]
        self.widget = kw.column(shown, "kit-form")
        for field in (self.unit, self.month):
            field.observe(lambda _: kw.guarded(self.line, texts, self.show), names="value")
        self.undo.on_click(lambda _: self._undo())
        model.watch(self._follow)
        self.show()

    def chosen(self) -> tuple[Unit, date]:
        """The unit and month that are chosen now."""
        unit = self.model.unit(self.unit.value)
        if self.month.value not in [day.isoformat() for day in months(self.model)]:
            raise ValueRefused("apps.refused.choice")
        return unit, date.fromisoformat(self.month.value)

    def show(self) -> None:
        """Show the rows of the chosen unit and month."""
        unit, month = self.chosen()
        self.line.clear()
        self.rows = [self._row(unit, month, line) for line in lines(self.model, unit, month)]
        fields = [field for row in self.rows for field in row.fields]
        for here, after in zip(fields, [*fields[1:], self.undo], strict=True):
            kw.on_enter(here, _moves_to(after))
        self.place.children = tuple(row.widget for row in self.rows)
        self._count()

    def _row(self, unit: Unit, month: date, line: Line) -> Row:
        known = next((row for row in self.rows if row.unit == unit and row.line == line and row.month == month), None)
        if known:
            return known  # what somebody is typing there stays
        if line.measure.from_events:
            return EventRow(self.model, unit, line, month, self.texts)
        return PointRow(self.model, unit, line, month, self.texts)

    def _follow(self) -> None:
        unit, month = self.chosen()
        if [row.line for row in self.rows] != list(lines(self.model, unit, month)):
            self.show()
        self._count()

    def _count(self) -> None:
        unit, month = self.chosen()
        have, wanted = filled(self.model, unit, month)
        shown = self.texts.formats.month(month)
        words = self.texts("apps_baseline.month.progress", n=have, wanted=wanted, month=shown) if wanted else ""
        kw.say(self.progress, html.paragraph(words, "finding") if words else "")
        self.undo.layout.display = "" if self.model.can_undo else "none"

    def _undo(self) -> None:
        def act() -> str:
            return self.texts("entries.undone", time=clock(self.model.undo(), self.texts))

        if kw.guarded(self.line, self.texts, act):
            for row in self.rows:
                row.refresh()
        self._count()


def _moves_to(field: w.Widget) -> Callable[[], None]:
    return lambda: kw.focus(field)
