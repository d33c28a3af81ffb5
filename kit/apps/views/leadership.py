"""The questionnaire as a form: the group first, then one scale at a time, saved answer by answer."""

from __future__ import annotations

from functools import partial
from typing import Any

import ipywidgets as w

from kit.apps import html
from kit.apps.leadership import LeadershipModel, statements_of
from kit.apps.saving import receipt_sentence
from kit.apps.views import widgets as kw
from kit.domain.survey import Scale, Statement
from kit.texts import Texts

NOT_CHOSEN = ""
DONT_KNOW = "unknown"


class Questions:
    """The fields of one anonymous response. A new respondent gets new fields and a new response.

    The fields of a scale are made when it is shown for the first time, so that a phone has one calm column at a time.
    """

    def __init__(self, model: LeadershipModel, texts: Texts) -> None:
        self.model, self.texts = model, texts
        groups = [(texts("apps.answer.choose"), NOT_CHOSEN)]
        groups += [(texts.label(group.name), group.id) for group in model.groups]
        self.group = kw.dropdown(texts("apps.answer.group"), groups, NOT_CHOSEN)
        self.place, self.line, self.progress = kw.column([]), kw.Status(), kw.Status()
        self.head = kw.markup()
        self.body = kw.column([])
        self.back, self.next = kw.second(texts("leadership.answer.back")), kw.button(texts("leadership.answer.next"))
        self.again = kw.second(texts("apps.answer.again"))
        self.at, self.pages = 0, dict[str, list[w.Widget]]()
        self.fields: dict[str, w.RadioButtons] = {}
        self.lines: dict[str, kw.Status] = {}
        self.widget = kw.column([self.group, self.place, self.line.widget], "kit-form")
        self.group.observe(lambda _: kw.guarded(self.line, texts, self._group_chosen), names="value")
        self.back.on_click(lambda _: self._turn(-1))
        self.next.on_click(lambda _: self._turn(1))
        self.again.on_click(lambda _: self._start_again())
        if len(model.groups) == 1:
            self.group.value = model.groups[0].id

    def _group_chosen(self) -> None:
        self.place.children = self.body.children = ()  # first: closing a widget that is shown can blank the page
        for made in [one for page in self.pages.values() for one in page]:
            made.close()
        for kept in (self.fields, self.lines, self.pages):
            kept.clear()
        self.line.clear()
        self.progress.clear()
        if self.group.value == NOT_CHOSEN:
            return
        self.model.choose(self.group.value)
        self.at = 0
        self._show()

    @property
    def scales(self) -> tuple[Scale, ...]:
        """The scales that are asked, in order."""
        return self.model.questionnaire.scales

    def _show(self) -> None:
        """Show the scale that it is the turn of."""
        scale, last = self.scales[self.at], self.at == len(self.scales) - 1
        where = self.texts("leadership.answer.part", n=self.at + 1, of=len(self.scales))
        name = self.texts.label(scale.name)
        kw.say(self.head, html.join(html.paragraph(where, "small"), html.heading(3, name)))
        self.body.children = tuple(self._page(scale))
        steps = [*([self.back] if self.at else []), *([] if last else [self.next])]
        end = [] if self.model.bound or not last else [self.again]
        self.place.children = (self.head, self.body, self.progress.widget, kw.row([*steps, *end]))

    def _page(self, scale: Scale) -> list[w.Widget]:
        if scale.id not in self.pages:
            version = self.model.group.version if self.model.group else ""
            made: list[w.Widget] = []
            for statement in statements_of(self.model.questionnaire, scale.id):
                made += [self._field(statement, version), self.lines[statement.id].widget]
            self.pages[scale.id] = made
        return self.pages[scale.id]

    def _field(self, statement: Statement, version: str) -> w.RadioButtons:
        options = [
            (self.texts.label(option.label), DONT_KNOW if option.value is None else str(option.value))
            for option in self.model.questionnaire.options
        ]
        field = kw.radio(self.texts.verbatim(statement.wording(version)), options)
        field.observe(partial(self._answered, statement.id), names="value")
        self.fields[statement.id], self.lines[statement.id] = field, kw.Status()
        return field

    def _turn(self, step: int) -> None:
        self.at = min(len(self.scales) - 1, max(0, self.at + step))
        self._show()
        kw.focus(self.fields[statements_of(self.model.questionnaire, self.scales[self.at].id)[0].id])

    def _answered(self, statement: str, change: Any) -> None:
        kw.guarded(self.lines[statement], self.texts, lambda: self._save(statement, change["new"]))

    def _save(self, statement: str, chosen: object) -> str | None:
        if chosen is None:
            return self.texts("apps.answer.stays") if statement in self.model.answers else None
        value = None if chosen == DONT_KNOW else int(str(chosen))
        receipt = self.model.answer(statement, value)
        self.group.disabled = True
        n, of = self.model.progress
        self.progress.good(self.texts("apps.answer.complete" if n == of else "apps.answer.progress", n=n, of=of))
        return receipt_sentence(receipt, self.texts)

    def _start_again(self) -> None:
        self.group.disabled = False
        self.group.value = NOT_CHOSEN


def build(model: LeadershipModel, texts: Texts) -> w.Widget:
    """The questionnaire under its heading."""
    words = html.join(
        html.heading(2, texts("apps.answer.title")),
        html.paragraph(texts.label(model.questionnaire.intro)),
        html.paragraph(texts("apps.answer.how")),
        html.paragraph(texts("leadership.answer.continues")) if model.bound else None,
    )
    return kw.column([kw.markup(words), Questions(model, texts).widget])
