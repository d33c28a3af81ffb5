"""The network page: the facilitator's, about all municipalities at once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kit.apps import html
from kit.apps.parts import Part, part
from kit.domain.access import FACILITATOR
from kit.kernels.surroundings import Host
from kit.notebook.pages.base import Page, shown

if TYPE_CHECKING:
    from kit.apps.network import NetworkModel


class NetworkPage(Page):
    """Who is ready, who needs help now, how fresh the data are and what they show; guidance, mentors and stories."""

    name = "network"

    @property
    def can_save(self) -> bool:
        """Whether what the facilitator writes is saved: not in a report or a hand-over file."""
        opened = self.opened
        return opened.host is not Host.REPORT and opened.folder is not None and opened.visitor == FACILITATOR

    @cached_property
    def model(self) -> NetworkModel:
        """The model that the cells share."""
        from kit.apps.network import NetworkModel

        opened, save = self.opened, self._saver("save_entry")
        return NetworkModel(self.book, opened.host, self.texts.language, save, opened.visitor.id)

    @shown
    def heading(self) -> Part:
        """The title, the day it shows, and the network in a few numbers."""
        from kit.apps import network as app

        texts, network = self.texts, self.book.network
        day = texts("apps.page.as_of", day=texts.formats.day(self.book.as_of))
        return part(
            html.style(self.opened.host),
            html.heading(1, texts("apps.title.network")),
            html.paragraph(f"{network.name}. {day}", "lead"),
            app.glance_html(self.model, texts),
        )

    @shown
    def help(self) -> Part:
        """Who needs help now, each finding with a next step."""
        from kit.apps import network_help as app

        return part(app.help_html(self.model, self.texts))

    @shown
    def readiness(self) -> Part:
        """Who is ready: the figure, and municipalities by themes."""
        from kit.apps import network_readiness as app

        return part(*app.readiness_pieces(self.model, self.texts))

    @shown
    def late(self) -> Part:
        """The critical items that are late."""
        from kit.apps import network_readiness as app

        return part(app.late_html(self.model, self.texts))

    @shown
    def freshness(self) -> Part:
        """How fresh the data are, and whom to ask."""
        from kit.apps import network_fresh as app

        return part(*app.freshness_pieces(self.model, self.texts))

    @shown
    def signals(self) -> Part:
        """What the charts show, beside what chance alone would give."""
        from kit.apps import network_signals as app

        return part(*app.signals_pieces(self.model, self.texts))

    @shown
    def measures(self) -> Part:
        """Measure by measure: all units together, and each unit's course; in an app one measure at a time."""
        from kit.apps import network_measures as app

        live = self._live("measures") if self.opened.host is not Host.REPORT else None
        return part(*app.measures_pieces(self.model, self.texts), live=live)

    @shown
    def progress(self) -> Part:
        """How far the units are, as the team and the facilitator each see it."""
        from kit.apps import network_progress as app

        return part(*app.progress_pieces(self.model, self.texts))

    @shown
    def guidance(self) -> Part:
        """Who was talked with, and what is open; in an app the log to write in."""
        from kit.apps import network_guidance as app

        model, texts = self.model, self.texts
        return part(app.guidance_html(model, texts), app.log_html(model, texts), live=self._form("guidance"))

    @shown
    def mentors(self) -> Part:
        """Which pilot municipality helps which new one."""
        from kit.apps import network_guidance as app

        return part(app.mentors_html(self.model, self.texts), live=self._form("mentors"))

    @shown
    def stories(self) -> Part:
        """Success stories and lessons as cards; in an app found by measure and theme."""
        from kit.apps import network as frame
        from kit.apps import network_stories as app

        model, texts = self.model, self.texts
        shown_ = (frame.section("stories", texts), app.stories_html(model, texts), app.ask_html(model, texts))
        return part(*shown_, live=self._live("stories") if self.opened.host is not Host.REPORT else None)

    @shown
    def comparison(self) -> Part:
        """The measures that municipalities have chosen to compare."""
        from kit.apps import network_compare as app

        return part(*app.comparison_pieces(self.model, self.texts))

    @shown
    def archive(self) -> Part:
        """Those that have finished or left, and the way to their pages."""
        from kit.apps import network_stories as app

        return part(app.archive_html(self.model, self.texts))

    @shown
    def about(self) -> Part:
        """What is confirmed by a source and what is the kit's proposal."""
        source = self.texts.label(self.book.programme.source)
        return part(html.heading(2, self.texts("apps.about.title")), html.paragraph(source, "small"))

    def __repr__(self) -> str:
        return f"<{self.name}: {self.book.network.name}, {self.book.as_of.isoformat()}>"
