"""The seminar page: the facilitator's, before, on and after the day."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kit.apps import html
from kit.apps.parts import Part, part
from kit.domain.access import FACILITATOR
from kit.kernels.surroundings import Host
from kit.notebook.pages.base import Page, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from markupsafe import Markup

    from kit.apps.seminar import SeminarModel
    from kit.domain.held import Held
    from kit.texts import Texts


class SeminarPage(Page):
    """The agenda as a script, the way into the room, and afterwards what was answered, who came and what was promised.

    What happens in the room itself is on pages of the server's own, see `kit.serve.seminar_pages`.
    """

    name = "seminar"

    @property
    def can_save(self) -> bool:
        """Whether the agenda can be changed: not in a report or a hand-over file."""
        opened = self.opened
        return opened.host is not Host.REPORT and opened.folder is not None and opened.visitor == FACILITATOR

    @cached_property
    def model(self) -> SeminarModel:
        """The model that the cells share."""
        from kit.apps.seminar import SeminarModel

        return SeminarModel(self.desk, self.opened.host)

    def _each(self, told: Callable[[Held, Texts], Markup], live: str, *, titled: bool = False) -> Part:
        """A part of the page for the seminars that are shown; in an app for the chosen one."""
        from kit.apps.seminar import title_html

        held = self.model.shown()
        if not held:
            return part()
        named = titled or len(held) > 1
        pieces = [html.join(title_html(one, self.texts) if named else None, told(one, self.texts)) for one in held]
        return part(*pieces, live=self._live(live) if self.opened.host is not Host.REPORT else None)

    @shown
    def heading(self) -> Part:
        """The title, the network, and the day it shows."""
        texts = self.texts
        day = texts("apps.page.as_of", day=texts.formats.day(self.book.as_of))
        title = html.heading(1, texts("apps.title.seminar"))
        lead = html.paragraph(f"{self.book.network.name}. {day}", "lead")
        none = html.note(texts("seminar.no_seminars")) if not self.model.seminars else None
        return part(html.join(html.style(self.opened.host), title, lead, none))

    @shown
    def room(self) -> Part:
        """The choice of a seminar and the way into its room; a report has no room to go to."""
        from kit.apps.seminar import room_html

        return part() if self.opened.host is Host.REPORT else self._each(room_html, "room", titled=True)

    @shown
    def agenda(self) -> Part:
        """The agenda as a running script."""
        from kit.apps.seminar import agenda_html

        return self._each(agenda_html, "agenda", titled=True)

    @shown
    def results(self) -> Part:
        """What was answered."""
        from kit.apps.seminar import results_pieces

        return self._each(results_pieces, "results")

    @shown
    def attendance(self) -> Part:
        """Who came."""
        from kit.apps.seminar import attendance_html

        return self._each(attendance_html, "attendance")

    @shown
    def cards(self) -> Part:
        """What was promised and planned."""
        from kit.apps.seminar import cards_html

        return self._each(cards_html, "cards")

    @shown
    def about(self) -> Part:
        """What is kept of a seminar, and who can be told from it."""
        title = html.heading(2, self.texts("apps.about.title"))
        return part(title, html.paragraph(self.texts("seminar.about"), "small"))

    def __repr__(self) -> str:
        return f"<{self.name}: {self.book.network.name}, {self.book.as_of.isoformat()}>"
