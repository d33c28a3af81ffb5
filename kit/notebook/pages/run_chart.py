"""The run chart page."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kit.apps.parts import Part, part
from kit.kernels.surroundings import Host
from kit.notebook.pages.base import Page, shown

if TYPE_CHECKING:
    from kit.apps.run_chart import RunChartModel


class RunChartPage(Page):
    """Every measure's run chart with its finding in words, and what the teams have decided about it."""

    name = "run_chart"

    @cached_property
    def model(self) -> RunChartModel:
        """The model that the cells share."""
        from kit.apps.run_chart import RunChartModel

        return RunChartModel(self.desk)

    @shown
    def overview(self) -> Part:
        """One line for every measure of every unit; in an app of the unit that is chosen, with buttons."""
        from kit.apps import run_chart as app

        if not self.model.units:
            return self._no_units()
        return part(app.overview_html(self.model, self.texts), live=self._live("overview"))

    @shown
    def charts(self) -> Part:
        """Every chart; in an app the one that is chosen, with what its team can decide about it."""
        from kit.apps import run_chart as app

        if not self.model.units:
            return part()

        pieces = () if self.opened.host is Host.APP else app.charts_pieces(self.model, self.texts)
        return part(*pieces, live=self._live())

    @shown
    def compare(self) -> Part:
        """The same measure in all units, side by side."""
        from kit.apps import run_chart_compare as app

        if not app.comparable(self.model):
            return part()
        pieces = () if self.opened.host is Host.APP else app.compare_pieces(self.model, self.texts)
        return part(*pieces, live=self._live("compare"))

    @shown
    def rules(self) -> Part:
        """How to read the charts, and which rules judge them."""
        from kit.apps import run_chart as app

        return part(app.rules_html(self.texts))
