"""The preparation page."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kit.apps import html
from kit.apps.parts import Part, part
from kit.notebook.pages.base import Page, shown

if TYPE_CHECKING:
    from kit.apps.preparation import PreparationModel


class PreparationPage(Page):
    """The checklist, how ready the municipality is, and what blocks it."""

    name = "preparation"

    @cached_property
    def model(self) -> PreparationModel:
        """The model that the cells share."""
        from kit.apps.preparation import PreparationModel

        return PreparationModel(self.book, self.code, self._saver("save_item", self.code))

    @shown
    def readiness(self) -> Part:
        """The score, the band in a word, and how far each theme is."""
        from kit.apps import preparation as app

        return part(app.readiness_html(self.model, self.texts), live=self._form("readiness"))

    @shown
    def blockers(self) -> Part:
        """Open critical items and what else is late."""
        from kit.apps import preparation as app

        return part(app.blockers_html(self.model, self.texts), live=self._form("blockers"))

    @shown
    def checklist(self) -> Part:
        """The whole list; in an app as a form that saves."""
        from kit.apps import preparation as app

        return part(app.checklist_html(self.model, self.texts), live=self._form())

    @shown
    def about(self) -> Part:
        """What is confirmed by a source and what is the kit's proposal."""
        source = self.texts.label(self.book.programme.source)
        return part(html.heading(2, self.texts("apps.about.title")), html.paragraph(source, "small"))
