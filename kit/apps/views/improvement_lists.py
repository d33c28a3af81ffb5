"""The lists of the improvement page that are more than a plain list: cycles, the driver diagram, ratings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.apps import html
from kit.apps.entry_links import unit_tree
from kit.apps.improvement import ImprovementModel, in_words, short
from kit.apps.improvement_drivers import drivers_html
from kit.apps.improvement_progress import KIND, rating_html, scale_of, step_name
from kit.apps.views import widgets as kw
from kit.apps.views.entry_form import EntryForm, EntryList
from kit.domain.cycles import stage
from kit.domain.driver_tree import loose
from kit.domain.entries.entry import Entry, Kind
from kit.domain.entries.improvement import CHANGE_IDEA, CYCLE, DRIVER
from kit.domain.progress import Rater
from kit.texts import Texts

PLAN = ("title", "follows", "idea", "measure", "question", "prediction", "predicted", "scale", "how_many", "plan")
PLAN_FIELDS = (*PLAN, "who", "started_on")
LETTER_AT = {"plan": "title", "do": "ended_on", "study": "learned", "act": "decision"}
Always = Callable[[ImprovementModel, Callable[[], Markup]], w.HTML]


class CycleList(EntryList):
    """The cycles. A new one is asked for its plan and prediction only; the result is asked once they are saved."""

    def __init__(self, model: ImprovementModel, unit: str, texts: Texts) -> None:
        heads = {field: texts(f"improvement.letter.{letter}") for letter, field in LETTER_AT.items()}
        super().__init__(
            model.desk, CYCLE, unit, texts, self._line_of, lambda entry: short(entry.value.title, 30), headings=heads
        )
        only = {field: head for field, head in heads.items() if field in PLAN_FIELDS}
        self.plan = EntryForm(model.desk, CYCLE, unit, texts, self._after_save, {}, PLAN_FIELDS, only)
        hint = kw.markup(html.paragraph(texts("improvement.cycle.first_plan"), "small"))
        self.plan.widget.children = (hint, *self.plan.widget.children)

    def _line_of(self, entry: Entry[Any]) -> Markup:
        now = self.texts("improvement.cycle.now", stage=self.texts(f"improvement.stage.{stage(entry.value)}"))
        return html.paragraph(Markup("<strong>{}</strong> {}").format(entry.value.title, now))

    def opened(self, key: str | None) -> EntryForm:
        """The plan for a new cycle, all letters for one that stands."""
        form = self.plan if key is None else self.form
        form.open(key)
        return form


Item = tuple[str, str, Mapping[str, Any]]


class Picker(EntryList):
    """A list to pick from, where much stands already: the programme's words can be changed like the team's own.

    `items` gives what there is as (words, key, what its form holds at first).
    """

    def __init__(
        self, model: ImprovementModel, kind: Kind, unit: str, texts: Texts, items: Callable[[], list[Item]]
    ) -> None:
        self._items = items
        self.picker = kw.dropdown(texts(f"improvement.pick.{kind.id}"), [(texts("entries.choose"), "")], "")
        self.remove = kw.second(texts(f"improvement.remove.{kind.id}"))
        self._refilling = False
        super().__init__(model.desk, kind, unit, texts, lambda _: Markup(""), lambda entry: entry.key)
        self.picker.observe(lambda _: self._picked(), names="value")
        self.remove.on_click(lambda _: self._delete(self.form.key))

    def show(self) -> None:
        """Show what can be picked now."""
        self._refilling = True
        try:
            options = [(short(words, 80), key) for words, key, _ in self._items()]
            self.picker.options = [(self.texts("entries.choose"), ""), *options]
            self.picker.value = ""
        finally:
            self._refilling = False
        self.rows.children = (self.picker,)
        self.undo.layout.display = "" if self.desk.can_undo else "none"

    def _picked(self) -> None:
        if self.picker.value and not self._refilling:
            self._open(self.picker.value)

    def opened(self, key: str | None) -> EntryForm:
        """The form, with the programme's words in it where the team has not written its own yet."""
        start = next((given for _, known, given in self._items() if known == key), {})
        self.form.open(key, start)
        return self.form

    def _open(self, key: str | None) -> None:
        super()._open(key)
        if key is not None and self.desk.one(self.kind, self.unit, key) is not None:
            self.place.children = (*self.place.children, self.remove)


def driver_items(model: ImprovementModel, unit: str, texts: Texts) -> list[Item]:
    """Every driver of a unit, the secondary ones with a dash before them."""
    found: list[Item] = []
    for area in model.areas(unit):
        for branch in unit_tree(model.desk, unit, area):
            for one, under in ((branch, ""), *((low, branch.id) for low in branch.below)):
                words = in_words(one.name, texts)
                measures = tuple(m.id for m in model.measures(unit) if m.id in one.measures)
                start = {"area": area, "name": words, "under": under, "measures": measures}
                found.append((f"– {words}" if under else words, one.id, start))
    return found


def idea_items(model: ImprovementModel, unit: str, texts: Texts) -> list[Item]:
    """Every idea of a unit: the programme's, the team's, and those that hang on no driver."""
    found: list[Item] = []
    branches = [branch for area in model.areas(unit) for branch in unit_tree(model.desk, unit, area)]
    for top in branches:
        for one in (top, *top.below):
            for idea in one.ideas:
                words = in_words(idea.what, texts)
                found.append((words, idea.id, {"what": words, "driver": one.id, "status": "idea"}))
    for idea in loose(branches, model.desk.of(CHANGE_IDEA, unit)):
        found.append((in_words(idea.what, texts), idea.id, {}))
    return found


def driver_lists(model: ImprovementModel, unit: str, texts: Texts, always: Always) -> list[w.Widget]:
    """The drawn diagram with the change package, and for whoever may write the lists to edit them."""
    drawn = always(model, lambda: drivers_html(model, unit, texts))
    if not model.may_write(unit):
        return [drawn]
    drivers = Picker(model, DRIVER, unit, texts, lambda: driver_items(model, unit, texts))
    ideas = Picker(model, CHANGE_IDEA, unit, texts, lambda: idea_items(model, unit, texts))

    def refresh() -> None:
        for one in (drivers, ideas):
            one.show()

    model.desk.watch(refresh)
    heads = [kw.markup(html.heading(4, texts(f"improvement.edit.{kind.id}"))) for kind in (DRIVER, CHANGE_IDEA)]
    return [drawn, heads[0], drivers.widget, heads[1], ideas.widget]


def progress_list(model: ImprovementModel, unit: str, texts: Texts) -> EntryList:
    """The visitor's own ratings. The evidence of each step stands beside its name, to be ticked."""
    kind = KIND[Rater.FACILITATOR if model.rates_as_facilitator else Rater.TEAM]
    listed = EntryList(
        model.desk,
        kind,
        unit,
        texts,
        lambda entry: rating_html(model, entry, texts),
        lambda entry: texts.formats.short_date(entry.value.on),
        start={"on": model.as_of},
    )
    scale, field = scale_of(model), listed.form.field("met")
    shown: list[w.Widget] = [kw.markup(Markup('<p class="kit-legend">{}</p>').format(field.label))]
    for step in scale.steps if scale else ():
        title = html.heading(4, step_name(model, step.value, texts))
        shown.append(kw.markup(html.join(title, html.paragraph(texts.verbatim(step.text)))))
        shown += [field.boxes[one.id] for one in step.criteria]
    field.widget.children = tuple(shown)
    return listed
