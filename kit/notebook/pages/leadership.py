"""The leadership page."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, wraps
from importlib import import_module
from typing import TYPE_CHECKING, Any

from kit.apps.parts import Part, part
from kit.domain.access import Role
from kit.kernels.surroundings import Host
from kit.notebook.pages.base import Page, shown

if TYPE_CHECKING:
    from ipywidgets import Widget

    from kit.apps.leadership import LeadershipModel
    from kit.apps.leadership_checks import ChecksModel
    from kit.apps.leadership_work import WorkModel


def for_readers(method: Callable[[Any], Part]) -> Callable[[Any], Part]:
    """A part that a respondent does not get: a respondent's link answers and reads nothing."""

    @wraps(method)
    def show(self: LeadershipPage) -> Part:
        return part().on(self.opened.host) if self.opened.visitor.role is Role.RESPONDENT else method(self)

    return show


class LeadershipPage(Page):
    """The leadership self-assessment: answering it, its rounds and results, and what leaders do about them."""

    name = "leadership"

    @cached_property
    def model(self) -> LeadershipModel:
        """The model that the cells share."""
        from kit.apps.leadership import LeadershipModel

        return LeadershipModel(self.book, self.code, self._saver("save_answers", self.code), self.opened.visitor)

    @cached_property
    def work(self) -> WorkModel:
        """The standard work: a unit's own for its team, else the municipality's."""
        from kit.apps.leadership_work import WorkModel

        return WorkModel(self.desk, self._unit)

    @cached_property
    def check(self) -> ChecksModel:
        """The instruments that are rated together."""
        from kit.apps.leadership_checks import ChecksModel

        return ChecksModel(self.desk)

    @property
    def _unit(self) -> str:
        visitor = self.opened.visitor
        return visitor.unit if visitor.role is Role.UNIT else ""

    def _view(
        self, name: str, model: Any, *, may: bool, module: str = "leadership_work"
    ) -> Callable[[], Widget] | None:
        """What makes a live view from a module of `kit.apps.views`; None where the visitor may not use it."""
        if not may:
            return None

        def build() -> Widget:
            view = import_module(f"kit.apps.views.{module}")
            made: Widget = getattr(view, name)(model, self.texts)
            return made

        return build

    @shown
    def answer(self) -> Part:
        """The questionnaire; in an app as a form that saves answer by answer."""
        from kit.apps import leadership as app

        return part(app.statements_html(self.model, self.texts), live=self._form())

    @for_readers
    @shown
    def rounds(self) -> Part:
        """The rounds of the questionnaire; in an app the lead opens and closes them."""
        from kit.apps import leadership_work as app

        live = self._view("rounds", (self.model, self.desk), may=self.may_lead)
        return part(app.rounds_html(self.model, self.texts), live=live)

    @for_readers
    @shown
    def results(self) -> Part:
        """The newest closed round: gap, spread of opinion, scores by scale and group, and how they have changed."""
        from kit.apps import leadership_results as app
        from kit.apps.leadership_waves import waves_pieces

        head = app.results_head(self.model, self.texts)
        if not app.shown_groups(self.model):
            return part(head)
        drawn = app.bars(self.model, self.texts)
        more = (*app.opinion_pieces(self.model, self.texts), *waves_pieces(self.model, self.texts))
        scores = app.scores_html(self.model, self.texts)
        return part(head, *((drawn,) if drawn else ()), scores, *more, app.talk_html(self.texts))

    @for_readers
    @shown
    def actions(self) -> Part:
        """One to three next actions with owner and date."""
        from kit.apps import leadership_work as app

        return part(app.actions_html(self.desk, self.texts), live=self._view("actions", self.desk, may=self.may_lead))

    @for_readers
    @shown
    def visits(self) -> Part:
        """The leaders' visits, what was chosen for action, and what waits for its follow-up."""
        from kit.apps import leadership_work as app

        live = self._view("visits", (self.desk, self._unit), may=self.can_save)
        return part(app.visits_html(self.desk, self.texts), live=live)

    @for_readers
    @shown
    def standard_work(self) -> Part:
        """The standard work of each tier of leadership, ticked off as it is done."""
        from kit.apps import leadership_work as app

        may = self.can_save and self.work.instrument is not None
        return part(app.work_html(self.work, self.texts), live=self._view("standard_work", self.work, may=may))

    @for_readers
    @shown
    def checks(self) -> Part:
        """The instruments that a management group rates together, with what the ratings say."""
        from kit.apps import leadership_checks as app

        may = self.may_lead and bool(self.check.instruments)
        return part(app.checks_html(self.check, self.texts), live=self._view("checks", self.check, may=may))

    @for_readers
    @shown
    def profile(self) -> Part:
        """A leader's own profile on how leaders think, what they do and where they focus; nothing of it is saved."""
        from kit.apps import leadership_profile as app

        model = app.ProfileModel(self.book)
        may = self.opened.host is not Host.REPORT and model.instrument is not None
        live = self._view("profile", model, may=may, module="leadership_profile")
        return part(app.profile_html(model, self.texts), live=live)

    @for_readers
    @shown
    def culture(self) -> Part:
        """Safety-culture surveys made elsewhere: their summed-up results and how they have changed."""
        from kit.actions.culture import read_culture
        from kit.apps import leadership_culture as app

        may = self.may_lead
        live = self._view("culture", (self.desk, read_culture), may=may, module="leadership_culture")
        return part(*app.culture_pieces(self.desk, self.texts), live=live)

    @shown
    def about(self) -> Part:
        """What the scales mean, the licence and the source."""
        from kit.apps import leadership as app

        return part(app.about_html(self.model, self.texts))
