"""The improvement page as forms: one unit at a time, each part always as it is after the latest save."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.apps import html
from kit.apps.improvement import ImprovementModel, section_head, short, steps_html
from kit.apps.improvement_aim import aim_entry, aims_html
from kit.apps.improvement_barriers import barrier_html, barriers_html, summary_html
from kit.apps.improvement_cycles import cycles_html
from kit.apps.improvement_progress import progress_html
from kit.apps.improvement_promises import head_html, none_html, plan_html, promises_html
from kit.apps.improvement_sharing import SHARING_KEY, sharing_html
from kit.apps.improvement_stories import element_html, elements_html, stories_html, story_html
from kit.apps.seminar import promise_text
from kit.apps.views import widgets as kw
from kit.apps.views.entry_form import EntryForm, EntryList
from kit.apps.views.improvement_lists import CycleList, driver_lists, progress_list
from kit.domain.entries.facilitating import SHARING
from kit.domain.entries.improvement import AIM, BARRIER, ELEMENT_USED, STORY
from kit.domain.entries.seminar import ACTION_PLAN, COMMITMENT_CARD
from kit.texts import Texts

# of a barrier; the answer is the leader's
TEAM_FIELDS = ("what", "raised_on", "raised_with", "escalated_on", "escalated_to", "solved_on")
PROMISED = ("what", "owner", "by", "done_on")
PLANNED = ("first", "test", "data", "meets", "ask", "by")
Told = Callable[[ImprovementModel, str, Texts], Markup]


def _always(model: ImprovementModel, said: Callable[[], Markup]) -> w.HTML:
    """Words that follow every save."""
    place = kw.markup(said())
    model.desk.watch(lambda: kw.say(place, said()))
    return place


def _by_unit(model: ImprovementModel, texts: Texts, name: str, make: Callable[[str], list[w.Widget]]) -> w.Widget:
    """A part of the page for the chosen unit; a unit's widgets are made when it is chosen for the first time."""
    place = kw.column([])
    made: dict[str, tuple[w.Widget, ...]] = {}

    def show() -> None:
        unit = model.book.unit(model.unit)
        if unit is None:
            return
        if unit.id not in made:
            title = kw.markup(html.heading(3, unit.name))
            made[unit.id] = (title, *make(unit.id))
        place.children = made[unit.id]

    model.on_choice(show)
    show()
    return kw.column([kw.markup(section_head(name, texts)), place], "kit-form", "kit-wide")


def _read(model: ImprovementModel, texts: Texts, unit: str, told: Told) -> list[w.Widget]:
    """What a reader sees who may not write for the unit."""
    why = html.paragraph(texts("improvement.read_only"), "small")
    return [_always(model, lambda: html.join(told(model, unit, texts), why))]


def next_steps(model: ImprovementModel, texts: Texts) -> w.Widget:
    """The unit that is looked at, and what it does next."""
    chooser = kw.unit_dropdown(texts("improvement.unit"), [(unit.name, unit.id) for unit in model.units], model.unit)
    line = kw.Status()
    chooser.observe(lambda _: kw.guarded(line, texts, lambda: model.choose(chooser.value)), names="value")
    steps = _by_unit(model, texts, "next", lambda unit: [_always(model, lambda: steps_html(model, unit, texts))])
    return kw.column([chooser, line.widget, steps], "kit-form", "kit-wide")


def promises(model: ImprovementModel, texts: Texts) -> w.Widget:
    """What was promised at seminars: the reminders, and the lists in which a promise is ticked off."""
    nothing = html.join(head_html(texts), none_html(texts))
    told = _always(model, lambda: promises_html(model, texts) or nothing)
    units = [unit for unit in model.units if model.may_write(unit.id)]
    places = [
        *((unit.id, unit.name) for unit in units),
        *([("", texts("seminar.promises.whole"))] if model.may_lead else []),
    ]
    if not places:
        return kw.column([told], "kit-form", "kit-wide")
    chooser = kw.dropdown(texts("seminar.promises.where"), [(name, unit) for unit, name in places], places[0][0])
    place, made = kw.column([]), dict[str, tuple[w.Widget, ...]]()

    def show() -> None:
        unit = str(chooser.value)
        if unit not in made:
            made[unit] = _promise_lists(model, unit, texts)
        place.children = made[unit]

    chooser.observe(lambda _: show(), names="value")
    show()
    return kw.column([told, chooser, place], "kit-form", "kit-wide")


def _promise_lists(model: ImprovementModel, unit: str, texts: Texts) -> tuple[w.Widget, ...]:
    """The promises and the plans of a unit, or of the municipality itself."""

    def promise(entry: Any) -> Markup:
        return html.paragraph(promise_text(entry, model.book, texts))

    def plan(entry: Any) -> Markup:
        return plan_html(entry, model.book, texts)

    def named(entry: Any) -> str:
        return short(entry.value.what, 30)

    cards = EntryList(model.desk, COMMITMENT_CARD, unit, texts, promise, named, only=PROMISED)
    plans = EntryList(
        model.desk, ACTION_PLAN, unit, texts, plan, lambda entry: short(entry.value.first, 30), only=PLANNED
    )
    titles = [html.heading(3, texts(f"seminar.{name}.title")) for name in ("promises", "plans")]
    return (kw.markup(titles[0]), cards.widget, kw.markup(titles[1]), plans.widget)


def aims(model: ImprovementModel, texts: Texts) -> w.Widget:
    """The aim, with what it lacks."""

    def make(unit: str) -> list[w.Widget]:
        if not model.may_write(unit):
            return _read(model, texts, unit, aims_html)

        def describe(entry: Any) -> Markup:
            return aim_entry(model, entry, texts)

        return [EntryList(model.desk, AIM, unit, texts, describe, lambda e: short(e.value.what, 30)).widget]

    return _by_unit(model, texts, "aim", make)


def drivers(model: ImprovementModel, texts: Texts) -> w.Widget:
    """The driver diagram and the change package, drawn, and under it the lists in which they are edited."""
    return _by_unit(model, texts, "drivers", lambda unit: driver_lists(model, unit, texts, _always))


def cycles(model: ImprovementModel, texts: Texts) -> w.Widget:
    """The chains with their coach, and the form for a cycle."""

    def make(unit: str) -> list[w.Widget]:
        if not model.may_write(unit):
            return _read(model, texts, unit, cycles_html)
        chains = _always(model, lambda: cycles_html(model, unit, texts) if model.chains(unit) else Markup(""))
        return [chains, CycleList(model, unit, texts).widget]

    return _by_unit(model, texts, "cycles", make)


def barriers(model: ImprovementModel, texts: Texts) -> w.Widget:
    """What stands in the way. The team writes the barrier, a leader the answer."""

    def make(unit: str) -> list[w.Widget]:
        if not model.may_write(unit):
            return _read(model, texts, unit, barriers_html)
        listed = EntryList(
            model.desk,
            BARRIER,
            unit,
            texts,
            lambda entry: barrier_html(model, entry, texts),
            lambda entry: short(entry.value.what, 30),
            only=None if model.may_lead else TEAM_FIELDS,
            start={"raised_on": model.as_of},
        )
        who = "improvement.barrier.leader_writes" if model.may_lead else "improvement.barrier.team_writes"
        hint = kw.markup(html.paragraph(texts(who), "small"))
        return [_always(model, lambda: summary_html(model, unit, texts)), hint, listed.widget]

    return _by_unit(model, texts, "barriers", make)


def progress(model: ImprovementModel, texts: Texts) -> w.Widget:
    """The ratings, and the form for one's own."""

    def make(unit: str) -> list[w.Widget]:
        if not model.may_write(unit):
            return _read(model, texts, unit, progress_html)
        return [_always(model, lambda: progress_html(model, unit, texts)), progress_list(model, unit, texts).widget]

    return _by_unit(model, texts, "progress", make)


def stories(model: ImprovementModel, texts: Texts) -> w.Widget:
    """What changed and why."""

    def make(unit: str) -> list[w.Widget]:
        if not model.may_write(unit):
            return _read(model, texts, unit, stories_html)

        def describe(entry: Any) -> Markup:
            return story_html(model, entry, texts)

        start = {"on": model.as_of}
        named = EntryList(model.desk, STORY, unit, texts, describe, lambda e: short(e.value.title, 30), start=start)
        return [named.widget]

    return _by_unit(model, texts, "stories", make)


def elements(model: ImprovementModel, texts: Texts) -> w.Widget:
    """How leaders used the elements of leadership, month by month."""
    head = kw.markup(section_head("elements", texts))
    told = _always(model, lambda: elements_html(model, texts))
    if not model.may_lead:
        return kw.column([head, told], "kit-form", "kit-wide")

    def describe(entry: Any) -> Markup:
        return html.paragraph(element_html(model, entry, texts))

    start = {"on": model.as_of}
    listed = EntryList(
        model.desk, ELEMENT_USED, "", texts, describe, lambda e: texts.formats.short_date(e.value.on), start=start
    )
    return kw.column([head, told, listed.widget], "kit-form", "kit-wide")


def sharing(model: ImprovementModel, texts: Texts) -> w.Widget:
    """What the others may see: ticked by whoever answers for the municipality, read by everybody else."""
    head = kw.markup(section_head("sharing", texts))
    told = _always(model, lambda: sharing_html(model, texts))
    if not model.may_lead:
        return kw.column([head, told], "kit-form", "kit-wide")
    form = EntryForm(model.desk, SHARING, "", texts, lambda: None, {})
    form.open(SHARING_KEY)
    return kw.column([head, told, form.widget], "kit-form", "kit-wide")
