"""The preparation page."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from kit.apps import html
from kit.apps.parts import Part, part
from kit.domain.access import may_write_unit
from kit.notebook.pages.base import Page, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from ipywidgets import Widget

    from kit.apps.preparation import PreparationModel


class PreparationPage(Page):
    """How ready the municipality is and what comes next; the checklist, teams, commitments, letters and dates."""

    name = "preparation"

    @cached_property
    def model(self) -> PreparationModel:
        """The model that the cells share."""
        from kit.apps.preparation import PreparationModel

        save = self._saver("save_item", self.code) if self.may_lead else None
        return PreparationModel(self.book, self.code, save, self.desk, self._places())

    def _places(self) -> tuple[str, ...]:
        """The teams that the visitor may write down; an empty text stands for the municipality itself."""
        if not self.can_save:
            return ()
        units = [unit.id for unit in self.book.units_of(self.code)]
        own = [unit for unit in units if may_write_unit(self.opened.visitor, self.code, unit)]
        return ("", *own) if self.may_lead else tuple(own)

    def _lead_form(self, name: str = "build") -> Callable[[], Widget] | None:
        return self._live(name) if self.may_lead else None

    def _notices(self) -> list[Any]:
        from kit.apps.improvement_promises import reminders_html

        return [*super()._notices(), reminders_html(self.book, self.code, self.texts)]

    @shown
    def readiness(self) -> Part:
        """The score, the band in a word, the next step, and how far each theme is."""
        from kit.apps import preparation_readiness as app

        return part(app.readiness_html(self.model, self.texts), live=self._form("readiness"))

    @shown
    def blockers(self) -> Part:
        """Open critical items and what else is late."""
        from kit.apps import preparation_readiness as app

        return part(app.blockers_html(self.model, self.texts), live=self._form("blockers"))

    @shown
    def checklist(self) -> Part:
        """The whole list; in an app as a form that saves, for those who may lead."""
        from kit.apps import preparation_checklist as app

        return part(app.checklist_html(self.model, self.texts), live=self._lead_form())

    @shown
    def team(self) -> Part:
        """Who is on each team, and whether it is put together well."""
        from kit.apps import preparation_team as app

        live = self._live("team") if self.model.places else None
        return part(app.team_html(self.model.book, self.code, self.texts), live=live)

    @shown
    def commitment(self) -> Part:
        """What the leaders have promised, as a page to sign."""
        from kit.apps import preparation_commitment as app

        sheet = app.sheet_html(self.model.book, self.code, self.texts)
        return part(app.heading_html(self.texts), sheet, live=self._lead_form("commitment"))

    @shown
    def letters(self) -> Part:
        """The programme's letters, filled in, and which of them were sent."""
        from kit.apps import preparation_letters as app

        made = app.letters_html(self.model, self.texts)
        return part(made, live=self._lead_form("letters") if made else None)

    @shown
    def data(self) -> Part:
        """Which measures in use lack a plan for their data."""
        from kit.apps import preparation_calendar as app

        return part(app.data_html(self.model.book, self.code, self.texts))

    @shown
    def calendar(self) -> Part:
        """The phases of the run as dates, with a file for a calendar program."""
        from kit.actions.calendar import calendar_file
        from kit.apps import preparation_calendar as app

        book = self.model.book
        return part(app.calendar_html(book, self.code, self.texts, calendar_file(book, self.texts, self.code)))

    @shown
    def changes(self) -> Part:
        """What has changed since last week."""
        from kit.apps import preparation_changes as app

        return part(app.changes_html(self.model.book, self.texts), live=self._form("changes"))

    @shown
    def about(self) -> Part:
        """What is confirmed by a source and what is the kit's proposal."""
        source = self.texts.label(self.book.programme.source)
        return part(html.heading(2, self.texts("apps.about.title")), html.paragraph(source, "small"))
