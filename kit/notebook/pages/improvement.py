"""The improvement page."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kit.apps.parts import Part, part
from kit.kernels.surroundings import Host
from kit.notebook.pages.base import Page, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from markupsafe import Markup

    from kit.apps.improvement import ImprovementModel
    from kit.texts import Texts


class ImprovementPage(Page):
    """The aim of each unit, what drives it, its tests, its barriers, and how far it has come."""

    name = "improvement"

    @cached_property
    def model(self) -> ImprovementModel:
        """The model that the cells share. A report may be read by the team: it is never told more than the team."""
        from kit.apps.improvement import ImprovementModel
        from kit.domain.access import Role

        visitor = self.opened.visitor
        blind = self.opened.host is Host.REPORT or visitor.role is not Role.FACILITATOR
        return ImprovementModel(self.desk, visitor, blind)

    def _every(self, name: str, told: Callable[[ImprovementModel, str, Texts], Markup], live: str) -> Part:
        from kit.apps import improvement as app

        if not self.model.units:
            return part()
        head = app.section_head(name, self.texts)
        return part(head, app.every_unit(self.model, self.texts, told), live=self._live(live))

    @shown
    def next_steps(self) -> Part:
        """What each unit does next, and what is blocked; in an app the unit is chosen here."""
        from kit.apps import improvement as app

        return self._every("next", app.steps_html, "next_steps") if self.model.units else self._no_units()

    @shown
    def promises(self) -> Part:
        """What was promised and planned at seminars, until it is done."""
        from kit.apps.improvement_promises import promises_html

        if not self.model.units:
            return part()
        told = promises_html(self.model, self.texts)
        return part(*([told] if told else []), live=self._live("promises"))

    @shown
    def aims(self) -> Part:
        """How good, for whom, by when, and what an aim lacks."""
        from kit.apps.improvement_aim import aims_html

        return self._every("aim", aims_html, "aims")

    @shown
    def drivers(self) -> Part:
        """The driver diagram and the change package."""
        from kit.apps.improvement_drivers import drivers_html

        return self._every("drivers", drivers_html, "drivers")

    @shown
    def cycles(self) -> Part:
        """The PDSA cycles in chains, each chain with its coach."""
        from kit.apps.improvement_cycles import cycles_html

        return self._every("cycles", cycles_html, "cycles")

    @shown
    def barriers(self) -> Part:
        """What stands in the way, and the leader's answer with its time."""
        from kit.apps.improvement_barriers import barriers_html

        return self._every("barriers", barriers_html, "barriers")

    @shown
    def progress(self) -> Part:
        """How far each unit is, as the team and the facilitator each see it."""
        from kit.apps.improvement_progress import progress_html

        return self._every("progress", progress_html, "progress")

    @shown
    def stories(self) -> Part:
        """What changed, and why."""
        from kit.apps.improvement_stories import stories_html

        return self._every("stories", stories_html, "stories")

    @shown
    def sharing(self) -> Part:
        """What the municipality shares with the others, what was agreed with the facilitator, and who helps whom."""
        from kit.apps import improvement as app
        from kit.apps.improvement_sharing import sharing_html

        head = app.section_head("sharing", self.texts)
        return part(head, sharing_html(self.model, self.texts), live=self._live("sharing"))

    @shown
    def elements(self) -> Part:
        """How leaders used the elements of leadership this month."""
        from kit.apps import improvement as app
        from kit.apps.improvement_stories import elements_html

        head = app.section_head("elements", self.texts)
        return part(head, elements_html(self.model, self.texts), live=self._live("elements"))

    @shown
    def about(self) -> Part:
        """The progress scale with its evidence and source, and where the limits come from."""
        from kit.apps import html
        from kit.apps.improvement_progress import scale_html

        title = html.heading(2, self.texts("apps.about.title"))
        return part(title, html.paragraph(self.texts("improvement.about"), "small"), scale_html(self.model, self.texts))
