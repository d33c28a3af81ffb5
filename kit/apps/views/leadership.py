"""The questionnaire as a form: the group first, then one list per statement, saved answer by answer."""

from __future__ import annotations

from functools import partial
from typing import Any

import ipywidgets as w

from kit.apps import html
from kit.apps.leadership import LeadershipModel, statements_of
from kit.apps.saving import receipt_sentence
from kit.apps.views import widgets as kw
from kit.domain.survey import Statement
from kit.texts import Texts

NOT_CHOSEN = ""
DONT_KNOW = "unknown"


class Questions:
    """The fields of one anonymous response. A new respondent gets new fields and a new response."""

    def __init__(self, model: LeadershipModel, texts: Texts) -> None:
        self.model, self.texts = model, texts
        groups = [(texts("apps.answer.choose"), NOT_CHOSEN)]
        groups += [(texts.label(group.name), group.id) for group in model.questionnaire.groups]
        self.group = kw.dropdown(texts("apps.answer.group"), groups, NOT_CHOSEN)
        self.place = kw.column([])
        self.line = kw.Status()
        self.again = kw.button(texts("apps.answer.again"))
        self.fields: dict[str, w.Dropdown] = {}
        self.lines: dict[str, kw.Status] = {}
        self.widget = kw.column([self.group, self.place, self.line.widget], "kit-form")
        self.group.observe(lambda _: kw.guarded(self.line, texts, self._group_chosen), names="value")
        self.again.on_click(lambda _: self._start_again())

    def _group_chosen(self) -> None:
        self.place.children = ()  # first: closing a widget that is still shown can blank the page
        for made in (*self.fields.values(), *(line.widget for line in self.lines.values())):
            made.close()
        self.fields.clear()
        self.lines.clear()
        self.line.clear()
        if self.group.value == NOT_CHOSEN:
            return
        version = self.model.choose(self.group.value).version
        asked, children = self.model.questionnaire, []
        for scale in asked.scales:
            children.append(kw.markup(html.heading(3, self.texts.label(scale.name))))
            for statement in statements_of(asked, scale.id):
                children += [self._field(statement, version), self.lines[statement.id].widget]
        self.place.children = (*children, self.again)

    def _field(self, statement: Statement, version: str) -> w.Dropdown:
        options = [(self.texts("apps.answer.not_chosen"), NOT_CHOSEN)]
        for option in self.model.questionnaire.options:
            options.append((self.texts.label(option.label), DONT_KNOW if option.value is None else str(option.value)))
        field = kw.dropdown(self.texts.verbatim(statement.wording(version)), options, NOT_CHOSEN)
        field.observe(partial(self._answered, statement.id), names="value")
        self.fields[statement.id], self.lines[statement.id] = field, kw.Status()
        return field

    def _answered(self, statement: str, change: Any) -> None:
        kw.guarded(self.lines[statement], self.texts, lambda: self._save(statement, change["new"]))

    def _save(self, statement: str, chosen: object) -> str | None:
        if chosen == NOT_CHOSEN:
            return self.texts("apps.answer.stays") if statement in self.model.answers else None
        value = None if chosen == DONT_KNOW else int(str(chosen))
        receipt = self.model.answer(statement, value)
        self.group.disabled = True
        n, of = self.model.progress
        key = "apps.answer.complete" if n == of else "apps.answer.progress"
        return f"{receipt_sentence(receipt, self.texts)} {self.texts(key, n=n, of=of)}"

    def _start_again(self) -> None:
        self.group.disabled = False
        self.group.value = NOT_CHOSEN


def build(model: LeadershipModel, texts: Texts) -> w.Widget:
    """The questionnaire under its heading."""
    words = html.join(
        html.heading(2, texts("apps.answer.title")),
        html.paragraph(texts.label(model.questionnaire.intro)),
        html.paragraph(texts("apps.answer.how")),
    )
    return kw.column([kw.markup(words), Questions(model, texts).widget])
