"""What a team can decide about a chart, one thing at a time; a proposed phase waits for somebody's reason."""

from __future__ import annotations

from functools import partial
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.actions.chart_proposal import proposal_of
from kit.apps import html
from kit.apps.entry_words import who
from kit.apps.run_chart import RunChartModel
from kit.apps.run_chart_words import entry_words, proposal_words, rules_help
from kit.apps.views import widgets as kw
from kit.apps.views.entry_form import EntryForm, EntryList
from kit.domain.entries.chart import ANNOTATION, FREEZE, LEFT_OUT, PHASE_START, RULE_SET
from kit.domain.entries.entry import Entry, Kind
from kit.figures.chart import Chart
from kit.texts import Texts

LISTS: tuple[Kind, ...] = (ANNOTATION, PHASE_START, LEFT_OUT)
ONE_OF_EACH: tuple[Kind, ...] = (FREEZE, RULE_SET)  # the newest word counts, so there is one form and no list
NOTHING = ""


class DecisionForms:
    """The proposal with its evidence, and the form that was asked for. Readers get a sentence instead of forms."""

    def __init__(self, model: RunChartModel, texts: Texts) -> None:
        self.model, self.texts = model, texts
        kinds = [*LISTS, *ONE_OF_EACH]
        options = [(texts(f"run_chart.task.{kind.id}"), kind.id) for kind in kinds]
        self.task = kw.dropdown(texts("run_chart.task"), [(texts("entries.choose"), NOTHING), *options], NOTHING)
        self.proposed, self.place, self.line = kw.column([]), kw.column([]), kw.Status()
        self.part: EntryForm | EntryList | None = None
        self.accept: EntryForm | None = None
        self.widget = kw.column([])
        self.chart: Chart | None = None
        self.task.observe(lambda _: kw.guarded(self.line, texts, self._open), names="value")

    def show(self, chart: Chart) -> None:
        """Follow the chart: another one closes the form, the same one redrawn keeps what is being typed."""
        before, self.chart = self.chart, chart
        if before is None or (before.unit.id, before.measure.id) != (chart.unit.id, chart.measure.id):
            self._begin(chart)
        elif isinstance(self.part, EntryList):
            self.part.show()
        self._propose(chart)

    def _begin(self, chart: Chart) -> None:
        self.part, self.accept = None, None
        self.place.children, self.task.value = (), NOTHING
        self.line.clear()
        if self.model.may_decide(chart.unit.id):
            title = kw.markup(html.heading(3, self.texts("run_chart.task.title")))
            self.widget.children = (self.proposed, title, self.task, self.place, self.line.widget)
        elif self.model.desk.can_save:
            sentence = html.paragraph(self.texts("run_chart.task.others", unit=chart.unit.name), "small")
            self.widget.children = (self.proposed, kw.markup(sentence))
        else:
            self.widget.children = (self.proposed,)

    def _propose(self, chart: Chart) -> None:
        """The proposal and, for the team, a form that asks for the reason alone: the day is the proposal's."""
        proposal = proposal_of(chart)
        given = self._first(chart) | {"on": proposal.on if proposal else None}
        if proposal is None:
            told = (kw.markup(html.paragraph(self.texts("run_chart.proposal.begun"))),) if self.accept else ()
            self.proposed.children, self.accept = told, None
        elif self.accept is None or self.accept.values()["on"] != proposal.on:
            words = kw.markup(html.note(proposal_words(chart, self.texts)))
            self.proposed.children = (words, *self._acceptance(chart, given))

    def _acceptance(self, chart: Chart, given: dict[str, Any]) -> tuple[w.Widget, ...]:
        if not self.model.may_decide(chart.unit.id):
            return ()
        self.accept = EntryForm(self.model.desk, PHASE_START, chart.unit.id, self.texts, lambda: None, given)
        self.accept.button.description = self.texts("run_chart.proposal.accept")
        return (self.accept.widget,)

    def _first(self, chart: Chart) -> dict[str, Any]:
        return {"measure": chart.measure.id}

    def _open(self) -> None:
        """Show the form for what was chosen."""
        chart = self.chart
        kind = next((kind for kind in (*LISTS, *ONE_OF_EACH) if kind.id == self.task.value), None)
        if chart is None or kind is None or not self.model.may_decide(chart.unit.id):
            self.part, self.place.children = None, ()
            return
        help_line = kw.markup(html.paragraph(self.texts(f"run_chart.help.{kind.id}"), "small"))
        more = (kw.markup(rules_help(self.texts)),) if kind is RULE_SET else ()
        self.part = self._list(kind, chart) if kind in LISTS else self._single(kind, chart)
        self.place.children = (help_line, *more, self.part.widget)

    def _list(self, kind: Kind, chart: Chart) -> EntryList:
        describe, name = partial(self._describe, kind), self._name
        return EntryList(self.model.desk, kind, chart.unit.id, self.texts, describe, name, first=self._first(chart))

    def _single(self, kind: Kind, chart: Chart) -> EntryForm:
        """The form of a decision of which there is one: it shows what stands, whatever key it was saved under."""
        desk = self.model.desk
        form = EntryForm(desk, kind, chart.unit.id, self.texts, lambda: None, self._first(chart))
        mine = [entry for entry in desk.of(kind, chart.unit.id) if entry.value.measure == chart.measure.id]
        newest = max(mine, key=lambda entry: entry.at, default=None)
        form.open(newest.key if newest else chart.measure.id)
        return form

    def _describe(self, kind: Kind, entry: Entry[Any]) -> Markup:
        by = {"who": who(entry.by, self.model.book, self.texts)}
        day = self.texts.formats.day(entry.at.astimezone().date())
        words = entry_words(kind.id, entry, self.texts)
        return html.paragraph(self.texts("run_chart.decided.by", what=words, day=day, **by))

    def _name(self, entry: Entry[Any]) -> str:
        return self.texts("run_chart.entry.name", day=self.texts.formats.day(entry.value.on))
