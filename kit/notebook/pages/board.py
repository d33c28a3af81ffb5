"""The improvement board page."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kit.apps.parts import Part, part
from kit.kernels.surroundings import Host
from kit.notebook.pages.base import Page, shown

if TYPE_CHECKING:
    from kit.apps.board import BoardModel


class BoardPage(Page):
    """One unit's improvement board for the wall, the phone and the meeting; on paper one sheet a unit."""

    name = "board"

    @cached_property
    def model(self) -> BoardModel:
        """The model that the cells share."""
        from kit.apps.board import BoardModel

        return BoardModel(self.desk, self._saver("save_event_date"), self.opened.visitor)

    @shown
    def board(self) -> Part:
        """The board: in an app of the unit that is chosen, in a report of every unit."""
        from kit.apps import board_work as app

        model = self.model
        if not model.units:
            return self._no_units()
        units = () if self.opened.host is Host.APP else self.book.units_of(self.code)
        return part(*(app.board_html(model.board(unit.id), self.texts) for unit in units), live=self._live())

    @shown
    def about(self) -> Part:
        """How the board is hung up and used; a wall screen is left in peace."""
        from kit.apps import board_work as app

        on_a_wall = self.opened.host is Host.APP and not self.can_save
        return part() if on_a_wall or not self.model.units else part(app.about_html(self.texts))
