"""The network page as forms: one measure at a time, the guidance log, pairs, and stories to be found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.apps import html
from kit.apps.entry_words import entry_html
from kit.apps.network import NetworkModel, section
from kit.apps.network_guidance import guidance_html, mentors_html, talk_html
from kit.apps.network_measures import measure_pieces, overview_html
from kit.apps.network_signals import measure_name
from kit.apps.network_stories import ask_html, stories_html
from kit.apps.views import widgets as kw
from kit.apps.views.entry_form import EntryList
from kit.domain.entries.entry import Entry
from kit.domain.entries.facilitating import FINISHED, GUIDANCE, MENTOR_PAIR
from kit.domain.entries.improvement import STORY
from kit.errors import ValueRefused
from kit.texts import Texts


def measures(model: NetworkModel, texts: Texts) -> w.Widget:
    """The overview of every measure, and the one that is chosen in full."""
    head = kw.markup(html.join(section("measures", texts), overview_html(model, texts)))
    if not model.signals:
        return kw.column([head], "kit-form", "kit-wide")
    names = [(measure_name(row, texts), place) for place, row in enumerate(model.signals)]
    chooser = kw.dropdown(texts("network.measures.choose"), names, 0)
    line, place = kw.Status(), kw.column([])

    def show() -> None:
        chosen = chooser.value
        if not isinstance(chosen, int) or not 0 <= chosen < len(model.signals):
            raise ValueRefused("apps.refused.choice")
        place.children = (kw.pieces(measure_pieces(model, model.signals[chosen], texts)),)

    chooser.observe(lambda _: kw.guarded(line, texts, show), names="value")
    show()
    return kw.column([head, chooser, line.widget, place], "kit-form", "kit-wide")


def guidance(model: NetworkModel, texts: Texts) -> w.Widget:
    """The overview, and for the chosen municipality its log and the end of its work."""
    told = _always(model, lambda: guidance_html(model, texts))
    active = [one for one in model.book.municipalities if one.active]
    if not active:
        return kw.column([told], "kit-form", "kit-wide")
    names = [(one.name, one.code) for one in sorted(active, key=lambda one: one.name)]
    chooser = kw.dropdown(texts("network.guidance.choose"), names, names[0][1])
    line, place = kw.Status(), kw.column([])
    made: dict[str, tuple[w.Widget, ...]] = {}

    def show() -> None:
        code = chooser.value
        if code not in [one.code for one in active]:
            raise ValueRefused("apps.refused.choice")
        if code not in made:
            made[code] = _lists(model, code, texts)
        place.children = made[code]

    chooser.observe(lambda _: kw.guarded(line, texts, show), names="value")
    show()
    hint = kw.markup(html.paragraph(texts("network.guidance.seen"), "small"))
    title = kw.markup(html.heading(3, texts("network.guidance.log")))
    return kw.column([told, title, hint, chooser, line.widget, place], "kit-form", "kit-wide")


def _lists(model: NetworkModel, code: str, texts: Texts) -> tuple[w.Widget, ...]:
    """The log of one municipality, and what is written when its work is finished."""
    desk, start = model.desk(code), {"on": model.book.as_of}

    def describe(entry: Entry[Any]) -> Markup:
        return talk_html(model, entry, texts)

    def ended(entry: Entry[Any]) -> Markup:
        return entry_html(entry, desk, FINISHED, texts)

    def day(entry: Entry[Any]) -> str:
        return texts.formats.short_date(entry.value.on)

    title = kw.markup(html.heading(4, texts("network.guidance.end")))
    log = EntryList(desk, GUIDANCE, "", texts, describe, day, start=start)
    return log.widget, title, EntryList(desk, FINISHED, "", texts, ended, day, start=start).widget


def mentors(model: NetworkModel, texts: Texts) -> w.Widget:
    """Who helps whom, and the list to edit."""
    told = _always(model, lambda: mentors_html(model, texts))
    desk = model.desk("")

    def named(code: str) -> str:
        found = model.book.municipality(code)
        return found.name if found else code

    def describe(entry: Entry[Any]) -> Markup:  # the table above tells the rest
        return Markup("<p>{} · {}</p>").format(named(entry.value.learner), named(entry.value.mentor))

    def name(entry: Entry[Any]) -> str:
        return named(entry.value.learner)

    return kw.column([told, EntryList(desk, MENTOR_PAIR, "", texts, describe, name).widget], "kit-form", "kit-wide")


def stories(model: NetworkModel, texts: Texts) -> w.Widget:
    """The stories, found by measure and by theme."""
    programme = model.book.programme
    every = (texts("network.stories.every"), "")
    told = {one.measure for one in (entry.value for entry in model.book.entries(STORY))}
    measures = [(texts.label(one.name), one.id) for one in programme.measures if one.id in told]
    areas = [(texts.label(one.name), one.id) for one in programme.areas]
    measure = kw.dropdown(texts("network.stories.measure"), [every, *measures], "")
    area = kw.dropdown(texts("network.stories.theme"), [every, *areas], "")
    line, place = kw.Status(), kw.markup()

    def show() -> None:
        chosen = (measure.value, area.value)
        if not all(isinstance(one, str) for one in chosen):
            raise ValueRefused("apps.refused.choice")
        kw.say(place, stories_html(model, texts, *chosen))

    for field in (measure, area):
        field.observe(lambda _: kw.guarded(line, texts, show), names="value")
    show()
    head = kw.markup(section("stories", texts))
    asked = kw.markup(ask_html(model, texts))
    fields = kw.column([measure, area], "kit-fields")
    return kw.column([head, fields, line.widget, place, asked], "kit-form", "kit-wide")


def _always(model: NetworkModel, said: Callable[[], Markup]) -> w.HTML:
    """Words that follow every save."""
    place = kw.markup(said())
    model.watch(lambda: kw.say(place, said()))
    return place
