"""The baseline page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kit.apps import html
from kit.apps.parts import Part, part
from kit.notebook.pages.base import Page, shown

if TYPE_CHECKING:
    from ipywidgets import Widget

    from kit.actions.enter import Receipt
    from kit.apps.baseline import BaselineModel
    from kit.apps.desk import Desk
    from kit.domain.compared import Preview
    from kit.domain.measure import Measure
    from kit.domain.pasting import Pasted
    from kit.domain.reported_events import Picks, Span, Tally


class BaselinePage(Page):
    """What is measured and how, how far it is, and everything that is entered."""

    name = "baseline"

    @cached_property
    def desk(self) -> Desk:
        """The entries, as on every page; what they choose or make is measured from then on."""
        from kit.apps.desk import Desk

        desk = Desk(self.book, self.code, self._saver("save_entry"), self.opened.visitor.id)
        desk.watch(self._follow)
        return desk

    @cached_property
    def model(self) -> BaselineModel:
        """The model that the cells share."""
        from kit.apps.baseline import BaselineModel

        savers = self._saver("save_month"), self._saver("save_event_date")
        model = BaselineModel(self.book, self.code, *savers)
        model.may_lead, model.own_unit = self.may_lead, self.opened.visitor.unit
        model.many = _Many(self) if self.can_save else None
        return model

    def _follow(self) -> None:
        from kit.domain.chosen import with_choices

        self.desk.book = with_choices(self.desk.book)
        parts = {name: getattr(self.desk.book, name) for name in ("records", "programme", "in_use")}
        self.model.take(replace(self.model.book, **parts))

    def _saver(self, action: str, *more: str) -> Any:
        """As on every page, with the measures that are in use by now."""
        saver = super()._saver(action, *more)
        return None if saver is None else lambda *values, **named: saver(*values, **named, book=self.desk.book)

    @shown
    def measures(self) -> Part:
        """The measures in use with their definitions."""
        from kit.apps import baseline_words as app

        return part(app.measures_html(self.model, self.texts)) if self.model.units else self._no_units()

    @shown
    def status(self) -> Part:
        """Measurements so far, gaps, freshness, the median and its freeze."""
        from kit.apps import baseline_words as app

        if not self.model.units:
            return part()

        return part(app.status_html(self.model, self.texts), live=self._form("status"))

    @shown
    def entry(self) -> Part:
        """Everything that is entered; a report has nothing of it."""
        return part(live=self._form()) if self.model.to_fill else part()

    @shown
    def freeze(self) -> Part:
        """Whether the baseline of each measure is ready, and its freeze."""
        from kit.apps.baseline_freeze import report_html

        if not self.model.units:
            return part()
        head = self._head("freeze")
        return part(head, report_html(self.book, self.model.units, self.texts), live=self._under(head, "FreezeForm"))

    @shown
    def plan(self) -> Part:
        """How every unit collects its data."""
        from kit.apps.baseline_plan import plan_html

        if not self.model.units:
            return part()
        head = self._head("plan")
        return part(head, plan_html(self.model, self.texts), live=self._under(head, "plan"))

    @shown
    def choose(self) -> Part:
        """The catalogue, and what the municipality's lead has chosen or made; nothing in a report."""
        return part(live=self._under(self._head("choose"), "choose")) if self.may_lead else part()

    @shown
    def sheets(self) -> Part:
        """Sheets for counting on paper; nothing in a report."""
        return part(live=self._under(self._head("sheet"), "SheetForm")) if self.model.to_fill else part()

    def _head(self, name: str) -> Any:
        texts = self.texts
        return html.join(
            html.heading(2, texts(f"apps_baseline.{name}.title")), html.paragraph(texts(f"apps_baseline.{name}.how"))
        )

    def _under(self, head: Any, name: str) -> Callable[[], Widget] | None:
        """A live view below its heading; None where nothing can be saved."""
        if not self.can_save or not (self.model.to_fill or name == "choose"):
            return None

        def build() -> Widget:
            from kit.apps.views import baseline_plan as view
            from kit.apps.views import widgets as kw

            shared = (self.model,) if name == "SheetForm" else (self.model, self.desk)
            made = getattr(view, name)(*shared, self.texts)
            return kw.column([kw.markup(head), getattr(made, "widget", made)])

        return build


class _Many:
    """What is read, compared and saved at once, for the page's folder and visitor."""

    def __init__(self, page: BaselinePage) -> None:
        self._page = page

    def _first(self) -> tuple[Any, ...]:
        return self._page.opened.folder, self._page.opened.visitor

    def split(self, text: object) -> Pasted:
        """The table in a pasted text."""
        from kit.sources.pasted import split

        return split(text)

    def propose(self, table: Pasted, followed: Sequence[Measure], chosen: Measure) -> tuple[str, ...]:
        """What each column probably means."""
        from kit.sources.pasted import propose

        return propose(table, followed, chosen)

    def printed(self, title: str, body: str) -> bytes:
        """A page to keep and print."""
        from kit.actions.sheets import printed

        return printed(title, self._page.texts.language, body)

    def pasted(self, unit: str, measure: str, table: Pasted, means: tuple[str, ...]) -> Preview:
        """What a pasted table would change."""
        from kit.actions.previewing import preview_pasted

        return preview_pasted(*self._first(), unit, measure, table, means, book=self._page.desk.book)

    def read_list(self, content: object) -> Pasted:
        """The list in a file's bytes or a pasted text."""
        from kit.sources.reported_events import read_list

        return read_list(content)

    def propose_columns(self, table: Pasted) -> tuple[str, ...]:
        """What each column of a list probably is."""
        from kit.sources.reported_events import propose_columns

        return propose_columns(table)

    def names_in(self, table: Pasted, means: tuple[str, ...], meaning: str) -> tuple[str, ...]:
        """The places or kinds that a list names."""
        from kit.sources.reported_events import names_in

        return names_in(table, means, meaning)

    def listed(
        self, unit: str, measure: str, table: Pasted, means: tuple[str, ...], picks: Picks, span: Span
    ) -> tuple[Preview, Tally]:
        """What a list would change, and where its rows went."""
        from kit.actions.reported_events import preview_list

        return preview_list(*self._first(), unit, measure, table, means, picks, span, book=self._page.desk.book)

    def workbook(self, name: object, content: object) -> Preview:
        """What a workbook would change."""
        from kit.actions.previewing import preview_workbook

        return preview_workbook(*self._first(), self._page.code, name, content, book=self._page.desk.book)

    def save(self, preview: Preview) -> Receipt:
        """Save what was shown."""
        from kit.actions.previewing import save_preview

        return save_preview(*self._first(), preview, book=self._page.desk.book)

    def fresh(self) -> tuple[str, bytes]:
        """The workbook as it would be made now: its name and its bytes."""
        from kit.actions.previewing import workbook

        return workbook(*self._first(), self._page.code, book=self._page.desk.book)

    def reload(self) -> None:
        """Show what is stored by now."""
        from kit.actions.load import load_book

        page = self._page
        book = load_book(page.opened.folder or "", as_of=page.book.as_of, municipality=page.code)
        page.model.take(replace(page.model.book, series=book.series))
        page.desk.book = replace(page.desk.book, series=book.series)
