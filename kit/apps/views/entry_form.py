"""Entries as a form: fields drawn from what the kind says, one button that saves, and a list of what stands.

When somebody else has changed the entry meanwhile, nothing is written over: the form says who and when, shows what
stands now, and asks whether to keep one's own words or take theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.apps import entry as typed
from kit.apps import html
from kit.apps.desk import Desk
from kit.apps.entry_words import choice_text, choices, entry_html, who
from kit.apps.saving import Receipt, clock, error_sentence, receipt_sentence
from kit.apps.views import widgets as kw
from kit.domain.entries.entry import Entry, Kind
from kit.domain.entries.fields import Shape, Spec, specs
from kit.errors import ChangedMeanwhile, FieldRefused, ValueRefused
from kit.texts import Texts

NOTHING = ""
Describe = Callable[[Entry[Any]], Markup]


class Field:
    """One field of an entry: the widget, and the value it holds."""

    def __init__(self, desk: Desk, kind: Kind, spec: Spec, unit: str, texts: Texts) -> None:
        self.spec = spec
        self.label = texts(f"entries.{kind.id}.{spec.name}")
        self.boxes: dict[str, w.Checkbox] = {}
        self._named: Callable[[str], str] = lambda one: choice_text(desk, kind, spec, one, texts, unit)
        self._offered = lambda: choices(desk, kind, spec, unit)
        self.widget = self._made(self._options(), texts)

    def _options(self) -> list[tuple[str, str]]:
        return [(self._named(one), one) for one in self._offered()]

    def _made(self, options: list[tuple[str, str]], texts: Texts) -> w.Widget:
        shape = self.spec.shape
        if shape in (Shape.CHOICE, Shape.LINK):
            return kw.dropdown(self.label, [(texts("entries.choose"), NOTHING), *options], NOTHING)
        if shape is Shape.CHOICES:
            self.boxes = {one: kw.checkbox(text) for text, one in options}
            return kw.group(self.label, self.boxes.values())
        if shape is Shape.YES:
            return kw.checkbox(self.label)
        if shape is Shape.DAY:
            return kw.day(self.label)
        return kw.textarea(self.label) if shape is Shape.TEXT else kw.text(self.label)

    def show(self, value: Any, texts: Texts) -> None:
        """Put a value into the field."""
        shape = self.spec.shape
        if shape is Shape.CHOICES:
            for one, box in self.boxes.items():
                box.value = one in value
        elif shape in (Shape.NUMBER, Shape.WHOLE):
            self.widget.value = "" if value is None else texts.formats.number(float(value)).replace("\u00a0", "")
        elif shape in (Shape.CHOICE, Shape.LINK):
            if shape is Shape.LINK:  # entries come and go while the page is open
                self.widget.options = [(texts("entries.choose"), NOTHING), *self._options()]
            known = [one for _, one in self.widget.options]
            self.widget.value = value if value in known else NOTHING
        else:
            self.widget.value = value

    def read(self) -> object:
        """What the field holds. Raises FieldRefused for a number that cannot be read."""
        shape = self.spec.shape
        if shape is Shape.CHOICES:
            return tuple(one for one, box in self.boxes.items() if box.value)
        value: object = self.widget.value
        if shape is Shape.DAY:
            return value if isinstance(value, date) else None
        if shape not in (Shape.NUMBER, Shape.WHOLE):
            return value
        try:
            return typed.number(value, self.label)
        except ValueRefused as error:
            raise FieldRefused(error.key, self.spec.name, **error.values) from error


def empty_value(spec: Spec) -> Any:
    """What an empty field of this shape holds."""
    blank = {Shape.CHOICES: (), Shape.YES: False, Shape.DAY: None, Shape.NUMBER: None, Shape.WHOLE: None}
    return blank.get(spec.shape, "")


class EntryForm:
    """The fields of one entry, new or known. `saved` is called after every save.

    `only` are the fields to show, where not all: what stands in the others stays. `headings` are words over the field
    that they are given for.
    """

    def __init__(
        self,
        desk: Desk,
        kind: Kind,
        unit: str,
        texts: Texts,
        saved: Callable[[], None],
        first: dict[str, Any],
        only: Collection[str] | None = None,
        headings: Mapping[str, str] | None = None,
    ) -> None:
        self.desk, self.kind, self.unit, self.texts, self._saved = desk, kind, unit, texts, saved
        self.key, self._first, self._start = desk.new_key(), first, dict[str, Any]()
        shown_specs = [s for s in specs(kind.body) if s.name not in first and (only is None or s.name in only)]
        self.fields = [Field(desk, kind, spec, unit, texts) for spec in shown_specs]
        self.button = kw.button(texts("entries.save"))
        self.mine, self.theirs = kw.second(texts("entries.keep_mine")), kw.second(texts("entries.take_theirs"))
        self.line, self.news, self.between = kw.Status(), kw.markup(), kw.column([])
        shown = [*self._with(headings or {}), self.button, self.between, self.line.widget]
        self.widget = kw.column(shown, "kit-form")
        self.button.on_click(lambda _: self.save())
        self.mine.on_click(lambda _: self.save())
        self.theirs.on_click(lambda _: self._take_theirs())
        self.open(None)

    def _with(self, headings: Mapping[str, str]) -> Iterator[w.Widget]:
        for field in self.fields:
            if field.spec.name in headings:
                yield kw.markup(html.heading(4, headings[field.spec.name]))
            yield field.widget

    def field(self, name: str) -> Field:
        """The shown field with this name; raises KeyError where it is not shown."""
        return {field.spec.name: field for field in self.fields}[name]

    def open(self, key: str | None, start: Mapping[str, Any] | None = None) -> None:
        """Show the entry with this key, or a form for a new one that holds `start`."""
        self.key, self._start = key or self.desk.new_key(), dict(start or {})
        self._fill()
        self.line.clear()

    def _fill(self) -> None:
        entry = self.desk.one(self.kind, self.unit, self.key)
        for field in self.fields:
            name = field.spec.name
            new = self._start.get(name, empty_value(field.spec))
            field.show(new if entry is None else getattr(entry.value, name), self.texts)
        self.between.children = ()

    def values(self) -> dict[str, object]:
        """What the fields hold now, with what the form's place says and what stands in fields that are not shown."""
        entry = self.desk.one(self.kind, self.unit, self.key)
        stands = self._start if entry is None else {s.name: getattr(entry.value, s.name) for s in specs(self.kind.body)}
        return {**stands, **self._first, **{field.spec.name: field.read() for field in self.fields}}

    def save(self) -> None:
        """Save, or say why not; nothing typed is lost either way."""
        try:
            receipt = self.desk.save(self.kind, self.unit, self.key, self.values())
        except ChangedMeanwhile as news:
            self._tell(news)
        except Exception as error:
            self.line.bad(self._named(error))
        else:
            self._done(receipt)

    def _done(self, receipt: Receipt) -> None:
        self.between.children = ()
        self.line.good(receipt_sentence(receipt, self.texts))
        self._saved()

    def _named(self, error: Exception) -> str:
        sentence = error_sentence(error, self.texts)
        if not isinstance(error, FieldRefused):
            return sentence
        field = next((field for field in self.fields if field.spec.name == error.field), None)
        if field is None or sentence.startswith(field.label):
            return sentence
        return self.texts("entries.field", field=field.label, sentence=sentence)

    def _tell(self, news: ChangedMeanwhile) -> None:
        texts = self.texts
        time = texts.formats.time(news.at.astimezone())
        self.line.bad(texts("entries.changed", who=who(news.by, self.desk.book, texts), time=time))
        entry = self.desk.one(self.kind, self.unit, self.key)
        words = entry_html(entry, self.desk, self.kind, texts) if entry else html.paragraph(texts("entries.gone"))
        kw.say(self.news, words)
        self.between.children = (self.news, self.mine, self.theirs)

    def _take_theirs(self) -> None:
        self._fill()
        self.line.good(self.texts("entries.took_theirs"))


class EntryList:
    """What stands, each with buttons to change and delete it, an undo, and the form for a new one.

    `describe` says an entry in a few words, `name` in one or two (for the buttons). `only`, `headings` and `start` are
    the form's.
    """

    def __init__(
        self,
        desk: Desk,
        kind: Kind,
        unit: str,
        texts: Texts,
        describe: Describe,
        name: Callable[[Entry[Any]], str],
        first: dict[str, Any] | None = None,
        only: Collection[str] | None = None,
        headings: Mapping[str, str] | None = None,
        start: Mapping[str, Any] | None = None,
    ) -> None:
        self.desk, self.kind, self.unit, self.texts = desk, kind, unit, texts
        self._describe, self._name, self._given, self._start = describe, name, first or {}, start or {}
        self.form = EntryForm(desk, kind, unit, texts, self._after_save, self._given, only, headings)
        self.add = kw.second(texts(f"entries.{kind.id}.add"))
        self.undo = kw.second(texts("entries.undo"))
        self.line, self.rows, self.place = kw.Status(), kw.column([]), kw.column([])
        self.widget = kw.column([self.rows, self.add, self.place, self.line.widget, self.undo], "kit-form")
        self.add.on_click(lambda _: self._open(None))
        self.undo.on_click(lambda _: self._undo())
        self.show()

    def mine(self) -> list[Entry[Any]]:
        """The entries of this list."""
        found = self.desk.of(self.kind, self.unit)
        return [e for e in found if all(getattr(e.value, name) == value for name, value in self._given.items())]

    def show(self) -> None:
        """Show what stands now."""
        made = [self._row(entry) for entry in self.mine()]
        empty = kw.markup(html.paragraph(self.texts(f"entries.{self.kind.id}.none")))
        self.rows.children = tuple(made) or (empty,)
        self.undo.layout.display = "" if self.desk.can_undo else "none"

    def _row(self, entry: Entry[Any]) -> w.Widget:
        name = self._name(entry)
        change = kw.second(self.texts("entries.change", name=name))
        delete = kw.second(self.texts("entries.delete", name=name))
        change.on_click(lambda _: self._open(entry.key))
        delete.on_click(lambda _: self._delete(entry.key))
        return kw.column([kw.markup(self._describe(entry)), kw.row([change, delete])], "kit-row")

    def opened(self, key: str | None) -> EntryForm:
        """The form with the entry of this key in it, or with what a new one holds at first."""
        self.form.open(key, self._start)
        return self.form

    def _open(self, key: str | None) -> None:
        self.line.clear()
        form = self.opened(key)
        self.place.children = (form.widget,)
        kw.focus(form.fields[0].widget)

    def _after_save(self) -> None:
        self.line.good(str(self.texts("entries.saved")))
        self.show()

    def _delete(self, key: str) -> None:
        self._say(lambda: self.desk.take_back(self.kind, self.unit, key), "entries.deleted")

    def _undo(self) -> None:
        self._say(self.desk.undo, "entries.undone")

    def _say(self, action: Callable[[], Receipt], key: str) -> None:
        def act() -> str:
            return self.texts(key, time=clock(action(), self.texts))

        kw.guarded(self.line, self.texts, act)
        self.place.children = ()
        self.show()
