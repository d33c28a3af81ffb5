"""Many measurements at once: pasted from Excel, or the whole workbook; first what would change, then one button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import ipywidgets as w
from markupsafe import Markup

from kit.apps import entry, html
from kit.apps.baseline import BaselineModel, Many
from kit.apps.entry_words import who
from kit.apps.saving import error_sentence, receipt_sentence
from kit.apps.views import widgets as kw
from kit.apps.views.chooser import Chooser
from kit.domain.compared import Compared, Preview
from kit.domain.measure import Measure
from kit.domain.network import Unit
from kit.domain.pasting import BETWEEN, Pasted, meanings
from kit.errors import ChangedMeanwhile, ValueRefused
from kit.texts import Texts

MOST_SHOWN = 200
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
VERDICTS = ("new", "corrected", "unchanged")


class Shown:
    """A preview with its faults, and the button that saves it."""

    def __init__(self, model: BaselineModel, many: Many, texts: Texts, again: Callable[[], Preview]) -> None:
        self.model, self.many, self.texts, self._again = model, many, texts, again
        self.preview = Preview()
        self.words, self.line = kw.markup(), kw.Status()
        self.save = kw.button(texts("apps_baseline.many.save"))
        self.place = kw.column([])
        self.widget = kw.column([self.words, self.place, self.line.widget])
        self.save.on_click(lambda _: self._save())

    def show(self, preview: Preview) -> None:
        """Show what saving would change."""
        self.preview = preview
        kw.say(self.words, preview_html(preview, self.model, self.texts))
        self.place.children = (self.save,) if preview.ready else ()

    def clear(self) -> None:
        """Show nothing."""
        self.preview = Preview()
        kw.say(self.words, "")
        self.place.children = ()

    def _save(self) -> None:
        try:
            receipt = self.many.save(self.preview)
        except ChangedMeanwhile as news:
            name = who(news.by, self.model.book, self.texts)
            time = self.texts.formats.time(news.at.astimezone())
            self.show(self._again())
            self.line.bad(self.texts("apps_baseline.many.changed", who=name, time=time))
        except Exception as error:
            self.line.bad(error_sentence(error, self.texts))
        else:
            n = self.preview.count("new") + self.preview.count("corrected")
            self.clear()
            self.many.reload()
            saved = self.texts.counted("apps_baseline.many.saved", n)
            self.line.good(f"{saved} {receipt_sentence(receipt, self.texts)}")


def preview_html(preview: Preview, model: BaselineModel, texts: Texts) -> Markup:
    """What would change, how much of it, and every fault with its cell."""
    if preview.problems:
        headings = [texts("apps.problems.place"), texts("apps.problems.what")]
        rows = [(texts.place(one.where), texts(one.key, **one.values)) for one in preview.problems[:MOST_SHOWN]]
        told = texts.counted("problems.found", len(preview.problems))
        return html.join(html.note(told, warn=True), html.table(texts("apps_baseline.many.problems"), headings, rows))
    if not preview.changes:
        return html.note(texts("apps_baseline.many.nothing"))
    counts = [texts(f"apps_baseline.many.{verdict}", n=preview.count(verdict)) for verdict in VERDICTS]
    headings = [texts(f"apps_baseline.many.{name}") for name in ("what", "when", "before", "after", "verdict")]
    rows = [_row(change, model, texts) for change in preview.changes if change.verdict != "unchanged"]
    table = html.table(texts("apps_baseline.many.title"), headings, rows[:MOST_SHOWN]) if rows else None
    more = len(rows) - MOST_SHOWN
    rest = html.paragraph(texts("apps_baseline.many.more", n=more), "small") if more > 0 else None
    return html.join(html.paragraph(", ".join(counts), "finding"), table, rest)


def _row(change: Compared, model: BaselineModel, texts: Texts) -> tuple[html.Cell, ...]:
    unit, measure = model.book.unit(change.unit), model.book.programme.measure(change.measure)
    name = f"{unit.name if unit else change.unit}: {texts.label(measure.name) if measure else change.measure}"
    day = date.fromisoformat(change.day)
    by_day = measure is None or measure.from_events
    when = texts.formats.day(day) if by_day else entry.period_name(day, measure.step, texts)  # type: ignore[union-attr]
    verdict = texts(f"apps_baseline.many.is.{change.verdict}")
    return name, when, _said(change.before, texts), _said(change.after, texts), verdict


def _said(said: tuple[float | None, float | None, str] | None, texts: Texts) -> str:
    if said is None:
        return texts.formats.number(None)
    top, bottom, note = said
    value = texts.formats.number(top)
    if bottom is not None:
        value = texts("apps.entry.of", numerator=float(top or 0), denominator=float(bottom))
    return f"{value} ({note})" if note else value


class PasteForm:
    """A place to paste into, what each column is, and the preview that follows."""

    def __init__(self, model: BaselineModel, many: Many, texts: Texts) -> None:
        self.model, self.many, self.texts = model, many, texts
        units = [(unit.name, unit.id) for unit in model.to_fill]
        self.chooser = Chooser(units, self._measures, self._chosen, texts)
        self.text = kw.textarea(texts("apps_baseline.paste.text"))
        self.read = kw.button(texts("apps_baseline.paste.read"))
        self.line, self.columns = kw.Status(), kw.column([], "kit-fields")
        self.means: list[w.Dropdown] = []
        self.table: Pasted | None = None
        self.shown = Shown(model, many, texts, self._preview)
        private = kw.markup(html.paragraph(texts("apps.entry.hint"), "small"))
        fields = [self.chooser.unit, self.chooser.measure, self.text, private, self.read, self.line.widget]
        self.widget = kw.column([*fields, self.columns, self.shown.widget], "kit-form")
        self.read.on_click(lambda _: self._read())
        self.text.observe(lambda _: self._forget(), names="value")

    def _measures(self, unit_id: str) -> kw.Options:
        unit = self.model.unit(unit_id)
        return [(self.texts.label(m.name), m.id) for m in self.model.book.measures_of(unit)]

    def _chosen(self) -> None:
        self._forget()

    def _forget(self) -> None:
        """What was read no longer fits what stands above it."""
        self.table, self.means, self.columns.children = None, [], ()
        self.shown.clear()
        self.line.clear()

    def _place(self) -> tuple[Unit, Measure]:
        unit = self.model.unit(self.chooser.unit.value)
        return unit, self.model.measure(unit, self.chooser.measure.value)

    def _read(self) -> None:
        self._forget()
        kw.guarded(self.line, self.texts, self._match)

    def _match(self) -> None:
        unit, measure = self._place()
        self.table = self.many.split(self.text.value)
        followed = self.model.book.measures_of(unit)
        options = [(self._meaning(one, followed), one) for one in meanings(followed)]
        proposed = self.many.propose(self.table, followed, measure)
        self.means = [
            kw.dropdown(self.texts("apps_baseline.paste.column", n=n + 1, title=self.table.titles[n]), options, one)
            for n, one in enumerate(proposed)
        ]
        for field in self.means:
            field.observe(lambda _: self._matched(), names="value")
        self.columns.children = tuple(self.means)
        self._matched()

    def _matched(self) -> None:
        self.shown.clear()
        self.line.clear()
        kw.guarded(self.line, self.texts, lambda: self.shown.show(self._preview()))

    def _preview(self) -> Preview:
        unit, measure = self._place()
        if self.table is None:
            raise ValueRefused("paste.not_table")
        return self.many.pasted(unit.id, measure.id, self.table, tuple(str(one.value) for one in self.means))

    def _meaning(self, meaning: str, followed: tuple[Measure, ...]) -> str:
        measure_id, between, name = meaning.rpartition(BETWEEN)
        if not between:
            return self.texts(f"apps_baseline.paste.is.{meaning or 'nothing'}")
        measure = next(one for one in followed if one.id == measure_id)
        number = self.texts("apps.entry.count" if name == "count" else f"apps.measure.{name}")
        return f"{number}: {self.texts.label(measure.name)}"


class UploadForm:
    """The municipality's workbook: a fresh one to take, and the filled-in one to give back."""

    def __init__(self, model: BaselineModel, many: Many, texts: Texts) -> None:
        self.model, self.many, self.texts = model, many, texts
        self.make = kw.second(texts("apps_baseline.upload.make"))
        self.link, self.line = kw.markup(), kw.Status()
        self.file = w.FileUpload(accept=".xlsx,.csv", multiple=False, description=texts("apps_baseline.upload.choose"))
        self.file.layout.width = "auto"
        self.shown = Shown(model, many, texts, self._preview)
        shown = [self.make, self.link, self.file, self.line.widget, self.shown.widget]
        self.widget = kw.column(shown, "kit-form")
        self.make.on_click(lambda _: kw.guarded(self.line, texts, self._make))
        self.file.observe(lambda _: self._chosen(), names="value")

    def _make(self) -> None:
        name, content = self.many.fresh()
        kw.say(self.link, html.file_link(self.texts("apps_baseline.upload.take", name=name), name, EXCEL, content))

    def _chosen(self) -> None:
        self.shown.clear()
        self.line.clear()
        kw.guarded(self.line, self.texts, lambda: self.shown.show(self._preview()))

    def _preview(self) -> Preview:
        files = self.file.value
        if len(files) != 1:
            raise ValueRefused("paste.no_file")
        return self.many.workbook(files[0]["name"], files[0]["content"])
