"""What leaders do, as forms: rounds, next actions, visits, standard work, instruments."""

from __future__ import annotations

from functools import partial
from typing import Any

import ipywidgets as w

from kit.apps import html
from kit.apps.desk import Desk
from kit.apps.leadership import LeadershipModel
from kit.apps.leadership_checks import (
    ChecksModel,
    checks_head,
    findings_html,
    item_name,
    levels_of,
    sources_html,
)
from kit.apps.leadership_work import (
    RoundDesk,
    WorkModel,
    action_html,
    actions_head,
    rounds_html,
    visit_html,
    visit_name,
    visits_head,
    work_head,
)
from kit.apps.saving import clock, receipt_sentence
from kit.apps.views import widgets as kw
from kit.apps.views.entry_form import EntryList
from kit.domain.entries.leading import NEXT_ACTION, VISIT
from kit.domain.instruments import Instrument, InstrumentItem, Task
from kit.texts import Texts

NOT_RATED = ""


class Rounds:
    """Opening a round, and closing it in two steps: a closed round cannot be opened again."""

    def __init__(self, desk: Desk, texts: Texts) -> None:
        self.rounds, self.texts = RoundDesk(desk), texts
        self.name = kw.text(texts("entries.round.name"))
        self.leaders = kw.text(texts("entries.round.invited_leaders"))
        self.staff = kw.text(texts("entries.round.invited_staff"))
        self.open = kw.button(texts("leadership.round.begin"))
        self.close, self.sure = kw.button(texts("leadership.round.close")), kw.button(texts("leadership.round.sure"))
        self.wait = kw.second(texts("leadership.round.wait"))
        self.state, self.line, self.place = kw.markup(), kw.Status(), kw.column([])
        self.widget = kw.column([self.state, self.place, self.line.widget], "kit-form")
        self.open.on_click(lambda _: self._begin())
        self.close.on_click(lambda _: self._ask())
        self.sure.on_click(lambda _: self._close())
        self.wait.on_click(lambda _: self.show())
        self.show()

    def show(self) -> None:
        """What stands now: a round to close, or a round to open."""
        entry = self.rounds.open
        if entry is None:
            kw.say(self.state, html.paragraph(self.texts("leadership.round.none_open")))
            self.place.children = (self.name, kw.column([self.leaders, self.staff], "kit-fields"), self.open)
            return
        since = entry.value.opened_on.isoformat()
        kw.say(self.state, html.paragraph(self.texts("leadership.round.is_open", name=entry.value.name, first=since)))
        self.place.children = (self.close,)

    def _ask(self) -> None:
        warning = kw.markup(html.note(self.texts("leadership.round.ask"), warn=True))
        self.place.children = (warning, kw.row([self.sure, self.wait]))
        kw.focus(self.sure)

    def _begin(self) -> None:
        labels = (self.leaders.description, self.staff.description)

        def act() -> str:
            receipt = self.rounds.begin(self.name.value, self.leaders.value, self.staff.value, labels)
            return self.texts("leadership.round.begun", time=clock(receipt, self.texts))

        if kw.guarded(self.line, self.texts, act):
            self.show()

    def _close(self) -> None:
        def act() -> str:
            return self.texts("leadership.round.done", time=clock(self.rounds.close(), self.texts))

        kw.guarded(self.line, self.texts, act)
        self.show()


def rounds(given: tuple[LeadershipModel, Desk], texts: Texts) -> w.Widget:
    """The rounds so far, and the form that opens and closes them."""
    model, desk = given
    return kw.column([kw.markup(rounds_html(model, texts)), Rounds(desk, texts).widget])


def actions(desk: Desk, texts: Texts) -> w.Widget:
    """The next actions as a list that can be changed."""
    made = EntryList(
        desk, NEXT_ACTION, "", texts, lambda entry: action_html(entry, desk, texts), lambda entry: str(entry.value.what)
    )
    return kw.column([kw.markup(actions_head(texts)), made.widget])


def visits(given: tuple[Desk, str], texts: Texts) -> w.Widget:
    """The visits as a list that can be changed: a team's own, or those of the municipality."""
    desk, unit = given
    made = EntryList(
        desk,
        VISIT,
        unit,
        texts,
        lambda entry: visit_html(entry, desk, texts),
        lambda entry: visit_name(entry, texts),
    )
    head = kw.markup(visits_head(desk, texts))
    desk.watch(lambda: kw.say(head, visits_head(desk, texts)))
    return kw.column([head, made.widget])


class StandardWork:
    """The tasks of one tier at a time, each a box to tick for this turn."""

    def __init__(self, model: WorkModel, texts: Texts) -> None:
        self.model, self.texts = model, texts
        found = model.instrument
        tiers = [(texts.label(tier.name), tier.id) for tier in found.tiers] if found else []
        self.tier = kw.dropdown(texts("leadership.work.tier"), tiers, tiers[0][1] if tiers else None)
        self.place, self.line = kw.column([]), kw.Status()
        self.boxes: dict[str, w.Checkbox] = {}
        self.widget = kw.column([self.tier, self.place, self.line.widget], "kit-form")
        self.tier.observe(lambda _: self.show(), names="value")
        self.show()

    def show(self) -> None:
        """The tasks of the tier that is chosen."""
        self.boxes, made = {}, []
        for rhythm, turns in self.model.turns(str(self.tier.value)).items():
            boxes = []
            for turn in turns:
                box = kw.checkbox(self.texts.label(turn.task.text), turn.done)
                box.observe(partial(self._ticked, turn.task), names="value")
                self.boxes[turn.task.id] = box
                boxes.append(box)
            made.append(kw.group(self.texts(f"leadership.rhythm.{rhythm}"), boxes))
        self.place.children = tuple(made)

    def _ticked(self, task: Task, change: Any) -> None:
        def act() -> str:
            return receipt_sentence(self.model.tick(task, change["new"]), self.texts)

        kw.guarded(self.line, self.texts, act)


def standard_work(model: WorkModel, texts: Texts) -> w.Widget:
    """The standard work as boxes to tick."""
    return kw.column([kw.markup(work_head(texts)), StandardWork(model, texts).widget])


class Checks:
    """One instrument at a time: its items, each with its levels and a list to choose from; what the ratings say."""

    def __init__(self, model: ChecksModel, texts: Texts) -> None:
        self.model, self.texts = model, texts
        options = [(texts("leadership.check.choose"), NOT_RATED)]
        options += [(texts.verbatim(one.title), one.id) for one in model.instruments]
        self.which = kw.dropdown(texts("leadership.check.which"), options, NOT_RATED)
        self.intro, self.findings, self.sources = kw.markup(), kw.markup(), kw.markup()
        self.place, self.line = kw.column([]), kw.Status()
        self.fields: dict[str, w.Dropdown] = {}
        self.widget = kw.column([self.which, self.place, self.line.widget], "kit-form", "kit-wide")
        self.which.observe(lambda _: kw.guarded(self.line, texts, self._chosen), names="value")

    def _chosen(self) -> None:
        self.place.children, self.fields = (), {}
        self.line.clear()
        if self.which.value == NOT_RATED:
            return
        found = self.model.instrument(self.which.value)
        kw.say(self.intro, html.paragraph(self.texts.verbatim(found.intro)))
        kw.say(self.sources, sources_html(found, self.texts))
        ratings = self.model.ratings(found)
        rows = [self._row(found, item, ratings.get(item.id)) for item in found.items]
        self._tell(found)
        self.place.children = (self.intro, *rows, self.findings, self.sources)

    def _row(self, found: Instrument, item: InstrumentItem, value: float | None) -> w.Widget:
        levels = levels_of(found, item)
        options = [(self.texts("leadership.check.not_rated"), NOT_RATED)]
        options += [(self.texts.verbatim(level.name), f"{level.value:g}") for level in levels]
        field = kw.dropdown(item_name(found, item, self.texts), options, NOT_RATED if value is None else f"{value:g}")
        line = kw.Status()
        field.observe(partial(self._rated, found, item.id, line), names="value")
        self.fields[item.id] = field
        told = [f"{self.texts.verbatim(level.name)}: {self.texts.verbatim(level.text)}" for level in levels]
        words = html.details(self.texts("leadership.check.levels"), html.bullets(told))
        return kw.column([field, kw.markup(words), line.widget], "kit-row")

    def _rated(self, found: Instrument, item: str, line: kw.Status, change: Any) -> None:
        def act() -> str:
            chosen = change["new"]
            value = None if chosen == NOT_RATED else float(str(chosen))
            sentence = receipt_sentence(self.model.rate(found, item, value), self.texts)
            self._tell(found)
            return sentence

        kw.guarded(line, self.texts, act)

    def _tell(self, found: Instrument) -> None:
        kw.say(self.findings, findings_html(found, self.model.ratings(found), self.texts))


def checks(model: ChecksModel, texts: Texts) -> w.Widget:
    """The instruments as forms."""
    return kw.column([kw.markup(checks_head(texts)), Checks(model, texts).widget])
