"""The leadership page."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kit.apps.parts import Part, part
from kit.notebook.pages.base import Page, shown

if TYPE_CHECKING:
    from kit.apps.leadership import LeadershipModel


class LeadershipPage(Page):
    """The leadership self-assessment: answering it and its results."""

    name = "leadership"

    @cached_property
    def model(self) -> LeadershipModel:
        """The model that the cells share."""
        from kit.apps.leadership import LeadershipModel

        return LeadershipModel(self.book, self.code, self._saver("save_answers", self.code))

    @shown
    def answer(self) -> Part:
        """The questionnaire; in an app as a form that saves answer by answer."""
        from kit.apps import leadership as app

        return part(app.statements_html(self.model, self.texts), live=self._form())

    @shown
    def results(self) -> Part:
        """The scores by scale and group, with small groups hidden."""
        from kit.apps import leadership as app

        head = app.results_head(self.model, self.texts)
        if not app.shown_groups(self.model):
            return part(head)
        drawn = app.bars(self.model, self.texts)
        return part(head, *((drawn,) if drawn else ()), app.scores_html(self.model, self.texts))

    @shown
    def about(self) -> Part:
        """What the scales mean, the licence and the source."""
        from kit.apps import leadership as app

        return part(app.about_html(self.model, self.texts))
