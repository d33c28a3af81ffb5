"""Seminars as a live page: choose one, go to its room, and change its agenda."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as w
from markupsafe import Markup

from kit.apps import html
from kit.apps import seminar as app
from kit.apps.seminar import SeminarModel
from kit.apps.views import widgets as kw
from kit.apps.views.entry_form import EntryForm
from kit.domain.entries.seminar import SEMINAR_ITEM, SEMINAR_PLAN
from kit.domain.held import Held
from kit.texts import Texts

NEW = ""
Told = Callable[[Held, Texts], Markup]


def room(model: SeminarModel, texts: Texts) -> w.Widget:
    """The choice of a seminar, and the way into its room."""
    options = [
        (texts("seminar.of_day", name=one.name, day=texts.formats.short_date(one.on)), one.id) for one in model.seminars
    ]
    if model.seminar is None:
        return kw.markup(html.note(texts("seminar.no_seminars")))
    chosen = kw.dropdown(texts("seminar.choose"), options, model.seminar.id)
    line = kw.Status()
    chosen.observe(lambda _: kw.guarded(line, texts, lambda: model.choose(chosen.value)), names="value")
    told = _following(model, texts, _way_in)
    return kw.column([chosen, line.widget, told], "kit-form", "kit-wide")


def _way_in(held: Held, texts: Texts) -> Markup:
    return html.join(app.title_html(held, texts), app.room_html(held, texts))


def results(model: SeminarModel, texts: Texts) -> w.Widget:
    """What was answered at the chosen seminar."""
    return kw.column([_following(model, texts, app.results_pieces)], "kit-wide")


def attendance(model: SeminarModel, texts: Texts) -> w.Widget:
    """Who came to the chosen seminar."""
    return kw.column([_following(model, texts, app.attendance_html)], "kit-wide")


def cards(model: SeminarModel, texts: Texts) -> w.Widget:
    """The cards of the chosen seminar."""
    return kw.column([_following(model, texts, app.cards_html)], "kit-wide")


def agenda(model: SeminarModel, texts: Texts) -> w.Widget:
    """The agenda of the chosen seminar and, for who may save, the form that changes it."""
    told = _following(model, texts, app.agenda_html)
    if not model.desk.can_save or model.seminar is None:
        return kw.column([told], "kit-wide")
    return kw.column([told, AgendaForm(model, texts).widget], "kit-wide")


def _following(model: SeminarModel, texts: Texts, told: Told) -> w.HTML:
    """Words about the chosen seminar, said anew whenever another is chosen or something is saved."""
    place = kw.markup()

    def show() -> None:
        held = model.held()
        kw.say(place, told(held, texts) if held else "")

    model.on_choice(show)
    model.desk.watch(show)
    show()
    return place


class AgendaForm:
    """One item at a time: choose it, change what it says, or put a new one in; and when the day begins."""

    def __init__(self, model: SeminarModel, texts: Texts) -> None:
        self.model, self.texts = model, texts
        self.line, self.place, self.day = kw.Status(), kw.column([]), kw.column([])
        self.item = kw.dropdown(texts("seminar.edit.choose"), [(texts("seminar.edit.new"), NEW)], NEW)
        self.back = kw.second(texts("seminar.edit.back"))
        title, how = html.heading(4, texts("seminar.edit.title")), html.paragraph(texts("seminar.edit.how"), "small")
        self.widget = kw.column(
            [kw.markup(html.join(title, how)), self.item, self.place, self.back, self.line.widget, self.day], "kit-form"
        )
        self.item.observe(lambda _: kw.guarded(self.line, texts, self._open), names="value")
        self.back.on_click(lambda _: kw.guarded(self.line, texts, self._take_back))
        model.on_choice(self.show)
        self.show()

    def show(self) -> None:
        """Offer the items of the chosen seminar."""
        held = self.model.held()
        assert held is not None
        texts = self.texts
        mine = [(texts.label(one.title), one.id) for one in held.plan.items]
        self.item.options = [*mine, (texts("seminar.edit.new"), NEW)]
        self.item.value = mine[0][1] if mine else NEW
        self._open()
        start = EntryForm(self.model.desk, SEMINAR_PLAN, "", texts, self._saved, {})
        start.open(held.seminar.id, {"template": held.plan.id, "starts": held.plan.starts})
        self.day.children = (kw.markup(html.heading(4, texts("seminar.edit.day"))), start.widget)

    def _key(self) -> str:
        held = self.model.held()
        assert held is not None
        return f"{held.seminar.id}.{self.item.value or self.model.desk.new_key()}"

    def _open(self) -> None:
        held = self.model.held()
        assert held is not None
        form = EntryForm(self.model.desk, SEMINAR_ITEM, "", self.texts, self._saved, {"seminar": held.seminar.id})
        form.open(self._key(), app.change_start(held, self.item.value, self.texts))
        self.place.children = (form.widget,)

    def _saved(self) -> None:
        self.line.good(self.texts("entries.saved"))

    def _take_back(self) -> str:
        self.model.desk.take_back(SEMINAR_ITEM, "", self._key())
        self.show()
        return self.texts("seminar.edit.is_back")
