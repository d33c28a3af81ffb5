"""The checklist as a form: one theme at a time, and every change saved when it is made."""

from __future__ import annotations

import ipywidgets as w
from markupsafe import Markup

from kit.apps import html
from kit.apps.preparation import (
    ItemRow,
    PreparationModel,
    blockers_html,
    due_text,
    item_text,
    readiness_html,
)
from kit.apps.saving import receipt_sentence
from kit.apps.views import widgets as kw
from kit.domain.checklist import ItemStatus
from kit.texts import Texts


def readiness(model: PreparationModel, texts: Texts) -> w.Widget:
    """The readiness, always as it is after the latest save."""
    place = kw.markup(readiness_html(model, texts))
    model.watch(lambda: kw.say(place, readiness_html(model, texts)))
    return place


def blockers(model: PreparationModel, texts: Texts) -> w.Widget:
    """What stands in the way, always as it is after the latest save."""
    place = kw.markup(blockers_html(model, texts))
    model.watch(lambda: kw.say(place, blockers_html(model, texts)))
    return place


class ItemForm:
    """The fields of one item. The model holds the state; the fields only show and send it."""

    def __init__(self, model: PreparationModel, row: ItemRow, texts: Texts) -> None:
        self.model, self.texts, self.id = model, texts, row.item.id
        statuses = [(texts(f"apps.status.{status}"), str(status)) for status in ItemStatus]
        roles = [(texts.label(name), role) for role, name in model.book.programme.roles.items()]
        self.status = kw.dropdown(texts("apps.form.status", item=self.id), statuses, str(row.state.status))
        self.owner = kw.dropdown(texts("apps.form.owner", item=self.id), roles, model.owner(row))
        self.note = kw.textarea(texts("apps.form.note", item=self.id), row.state.note)
        self.line = kw.Status()
        fields = kw.column([self.status, self.owner], "kit-fields")
        self.widget = kw.column([kw.markup(self._words(row)), fields, self.note, self.line.widget], "kit-row")
        for field in (self.status, self.owner, self.note):
            field.observe(self._changed, names="value")

    def _words(self, row: ItemRow) -> Markup:
        due = self.texts("apps.form.due", due=due_text(row, self.texts))
        return html.join(html.paragraph(item_text(row, self.texts)), html.paragraph(due, "small"))

    def _changed(self, _change: object) -> None:
        kw.guarded(self.line, self.texts, self._save)

    def _save(self) -> str:
        receipt = self.model.save_item(self.id, self.status.value, self.owner.value, self.note.value)
        return receipt_sentence(receipt, self.texts)


def build(model: PreparationModel, texts: Texts) -> w.Widget:
    """The checklist as a form. A theme's fields are made when it is chosen for the first time."""
    themes = [(texts.label(theme.name), theme.id) for theme in model.book.programme.checklist.themes]
    chooser = kw.dropdown(texts("apps.form.theme"), themes, themes[0][1])
    place = kw.column([])
    made: dict[str, tuple[w.Widget, ...]] = {}

    def show(_change: object = None) -> None:
        theme = str(chooser.value)
        if theme not in made:
            made[theme] = tuple(ItemForm(model, row, texts).widget for row in model.rows(theme))
        place.children = made[theme]

    chooser.observe(show, names="value")
    show()
    words = html.join(html.heading(2, texts("apps.checklist.title")), html.paragraph(texts("apps.checklist.how")))
    return kw.column([kw.markup(words), chooser, place], "kit-form")
