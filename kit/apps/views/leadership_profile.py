"""A leader's own profile as a form: nothing is saved, and the profile is drawn as the answers come."""

from __future__ import annotations

from functools import partial

import ipywidgets as w

from kit.apps import html
from kit.apps.leadership_checks import sources_html
from kit.apps.leadership_profile import ProfileModel, found_pieces, profile_head
from kit.apps.views import widgets as kw
from kit.domain.instruments import Instrument
from kit.errors import ValueRefused
from kit.texts import Texts

NOT_CHOSEN, DONT_KNOW = "", "unknown"


class ProfileForm:
    """The statements, made when the reader begins; a phone is spared them until then."""

    def __init__(self, model: ProfileModel, instrument: Instrument, texts: Texts) -> None:
        self.model, self.instrument, self.texts = model, instrument, texts
        self.begin, self.line = kw.button(texts("leadership.profile.begin")), kw.Status()
        self.place, self.shown = kw.column([]), kw.column([])
        self.fields: dict[str, w.Dropdown] = {}
        head = kw.markup(profile_head(instrument, texts))
        self.widget = kw.column([head, self.begin, self.place, self.line.widget, self.shown], "kit-form", "kit-wide")
        self.begin.on_click(lambda _: self._begin())

    def _begin(self) -> None:
        rows: list[w.Widget] = []
        for scale in self.instrument.scales:
            rows.append(kw.markup(html.heading(3, self.texts.verbatim(scale.name))))
            items = [item for item in self.instrument.items if item.scale == scale.id]
            rows += [self._field(item.id, self.texts.verbatim(item.text)) for item in items]
        rows.append(kw.markup(sources_html(self.instrument, self.texts)))
        self.place.children = tuple(rows)
        self.begin.layout.display = "none"
        self._show()
        kw.focus(next(iter(self.fields.values())))

    def _field(self, item: str, words: str) -> w.Dropdown:
        options = [(self.texts("entries.choose"), NOT_CHOSEN)]
        options += [
            (self.texts.label(one.label), DONT_KNOW if one.value is None else str(one.value))
            for one in self.instrument.options
        ]
        field = kw.dropdown(words, options, NOT_CHOSEN)
        field.observe(lambda _: kw.guarded(self.line, self.texts, partial(self._answered, item)), names="value")
        self.fields[item] = field
        return field

    def _answered(self, item: str) -> None:
        chosen = self.fields[item].value
        if chosen not in (NOT_CHOSEN, DONT_KNOW, *(str(one.value) for one in self.instrument.options)):
            raise ValueRefused("apps.refused.choice")
        self.model.answer(item, None if chosen in (NOT_CHOSEN, DONT_KNOW) else float(chosen))
        self.line.clear()
        self._show()

    def _show(self) -> None:
        self.shown.children = (kw.pieces(found_pieces(self.model, self.texts)),)


def profile(model: ProfileModel, texts: Texts) -> w.Widget:
    """The profile under its heading; nothing where the programme has none."""
    return ProfileForm(model, model.instrument, texts).widget if model.instrument else kw.column([])
