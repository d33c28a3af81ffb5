"""Safety-culture surveys as forms: results one by one, or a whole survey pasted from a spreadsheet."""

from __future__ import annotations

import ipywidgets as w

from kit.apps import html
from kit.apps.desk import Desk
from kit.apps.leadership_culture import CulturePaste, ReadCulture, Taken, culture_pieces, culture_words, taken_html
from kit.apps.saving import clock
from kit.apps.views import widgets as kw
from kit.apps.views.entry_form import EntryList
from kit.domain.entries.leading import CULTURE_RESULT
from kit.errors import ValueRefused
from kit.texts import Texts


class PasteForm:
    """A survey's name and day, a place to paste into, a preview, and then the button that saves."""

    def __init__(self, desk: Desk, rows_of: ReadCulture, texts: Texts) -> None:
        self.paste, self.texts = CulturePaste(desk, texts.language, rows_of), texts
        self.wave, self.on = kw.text(texts("entries.culture_result.wave")), kw.day(texts("entries.culture_result.on"))
        self.text = kw.textarea(texts("leadership.culture.paste.text"))
        self.read, self.keep = kw.button(texts("leadership.culture.paste.read")), kw.button("")
        self.line, self.shown, self.place = kw.Status(), kw.markup(), kw.column([])
        self.taken: Taken | None = None
        how = kw.markup(html.paragraph(texts("leadership.culture.paste.how"), "small"))
        fields = kw.column([self.wave, self.on], "kit-fields")
        self.widget = kw.column([how, fields, self.text, self.read, self.line.widget, self.place], "kit-form")
        self.read.on_click(lambda _: self._read())
        self.keep.on_click(lambda _: kw.guarded(self.line, texts, self._save))
        for field in (self.wave, self.on, self.text):
            field.observe(lambda _: self._forget(), names="value")

    def _forget(self) -> None:
        """What was read no longer fits what stands above it."""
        self.taken, self.place.children = None, ()
        self.line.clear()

    def _read(self) -> None:
        self._forget()
        kw.guarded(self.line, self.texts, self._preview)

    def _preview(self) -> None:
        taken = self.paste.read(self.wave.value, self.on.value, self.text.value)
        self.taken = taken
        kw.say(self.shown, taken_html(taken, self.texts))
        self.keep.description = self.texts.counted("leadership.culture.paste.save", len(taken.rows))
        self.place.children = (self.shown, self.keep)

    def _save(self) -> str:
        if self.taken is None:
            raise ValueRefused("paste.not_ready")
        receipt, n = self.paste.save(self.taken), len(self.taken.rows)
        self.text.value = ""
        return self.texts.counted("leadership.culture.paste.saved", n, time=clock(receipt, self.texts))


def culture(model: tuple[Desk, ReadCulture], texts: Texts) -> w.Widget:
    """What stands, drawn; a paste of a whole survey; and the list in which each result can be changed."""
    desk, rows_of = model
    place = kw.column([])

    def show() -> None:
        place.children = (kw.pieces(culture_pieces(desk, texts)),)

    desk.watch(show)
    show()
    made = EntryList(
        desk,
        CULTURE_RESULT,
        "",
        texts,
        lambda entry: html.paragraph(f"{entry.value.theme}. {culture_words(entry.value, texts)}"),
        lambda entry: f"{entry.value.theme}, {entry.value.wave}",
    )
    pasting = kw.markup(html.heading(3, texts("leadership.culture.paste.title")))
    one = kw.markup(html.heading(3, texts("leadership.culture.paste.single")))
    return kw.column([place, pasting, PasteForm(desk, rows_of, texts).widget, one, made.widget])
