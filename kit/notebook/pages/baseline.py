"""The baseline page."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kit.apps.parts import Part, part
from kit.notebook.pages.base import Page, shown

if TYPE_CHECKING:
    from kit.apps.baseline import BaselineModel


class BaselinePage(Page):
    """The measures in use, how far they are, and the entry of a new measurement."""

    name = "baseline"

    @cached_property
    def model(self) -> BaselineModel:
        """The model that the cells share."""
        from kit.apps.baseline import BaselineModel

        savers = self._saver("save_month"), self._saver("save_event_date")
        return BaselineModel(self.book, self.code, *savers)

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
        """The form for one measurement; a report has none."""
        return part(live=self._form()) if self.model.units else part()
