"""A list of reported events, such as an extract from DPSD: the file, its columns, the unit's places, a preview."""

from __future__ import annotations

import ipywidgets as w
from markupsafe import Markup

from kit.apps import html
from kit.apps.baseline import BaselineModel, Many
from kit.apps.views import widgets as kw
from kit.apps.views.baseline_many import Shown
from kit.apps.views.chooser import Chooser
from kit.domain.compared import Preview
from kit.domain.measure import Measure
from kit.domain.pasting import Pasted
from kit.domain.reported_events import DAY, MEANINGS, PICKED, PLACE, Picks, Tally, counts_events
from kit.errors import ValueRefused
from kit.texts import Texts

MOST_NAMES = 300
TOLD = ("counted", "twice", "elsewhere", "outside")


class ListForm:
    """A file or a pasted text; its columns; its places and kinds that count; the days that it covers; the preview."""

    def __init__(self, model: BaselineModel, many: Many, texts: Texts) -> None:
        self.model, self.many, self.texts = model, many, texts
        units = [(unit.name, unit.id) for unit in model.to_count]
        self.chooser = Chooser(units, self._measures, self._forget, texts)
        self.file = w.FileUpload(accept=".csv,.txt", multiple=False, description=texts("apps_baseline.list.file"))
        self.file.layout.width = "auto"
        self.text = kw.textarea(texts("apps_baseline.list.text"))
        self.read = kw.button(texts("apps_baseline.list.read"))
        self.first, self.last = kw.day(texts("apps_baseline.list.first")), kw.day(texts("apps_baseline.list.last"))
        self.line, self.columns, self.picked = kw.Status(), kw.column([], "kit-fields"), kw.column([])
        self.span, self.rows = kw.column([]), kw.markup()
        self.means: list[w.Dropdown] = []
        self.boxes: dict[str, list[w.Checkbox]] = {}
        self.table: Pasted | None = None
        self.shown = Shown(model, many, texts, lambda: self._preview()[0])
        private = kw.markup(html.paragraph(texts("apps_baseline.list.private"), "small"))
        fields = [self.chooser.unit, self.chooser.measure, private, self.file, self.text, self.read, self.line.widget]
        parts = [self.columns, self.picked, self.span, self.rows, self.shown.widget]
        self.widget = kw.column([*fields, *parts], "kit-form")
        self._wire()

    def _wire(self) -> None:
        self.read.on_click(lambda _: self._read(self.text.value))
        self.text.observe(lambda _: self._forget(), names="value")
        self.file.observe(lambda _: self._uploaded(), names="value")
        for field in (self.first, self.last):
            field.observe(lambda _: self._matched(), names="value")

    def _measures(self, unit_id: str) -> kw.Options:
        followed = self.model.book.measures_of(self.model.unit(unit_id))
        return [(self.texts.label(one.name), one.id) for one in followed if counts_events(one)]

    def _forget(self) -> None:
        """What was read no longer fits what stands above it."""
        self.table, self.means, self.boxes = None, [], {}
        for place in (self.columns, self.picked, self.span):
            place.children = ()
        kw.say(self.rows, "")
        self.shown.clear()
        self.line.clear()

    def _uploaded(self) -> None:
        if self.file.value:
            self._read(self.file.value[0]["content"])

    def _read(self, content: object) -> None:
        self._forget()
        kw.guarded(self.line, self.texts, lambda: self._match(content))

    def _match(self, content: object) -> None:
        self.table = self.many.read_list(content)
        options = [(self.texts(f"apps_baseline.list.is.{one or 'nothing'}"), one) for one in MEANINGS]
        self.means = [
            kw.dropdown(self.texts("apps_baseline.paste.column", n=n + 1, title=self.table.titles[n]), options, one)
            for n, one in enumerate(self.many.propose_columns(self.table))
        ]
        for field in self.means:
            field.observe(self._column_chosen, names="value")
        self.columns.children = tuple(self.means)
        self.span.children = () if self._measure().from_events else (self.first, self.last)
        self._offer()
        self._matched()

    def _column_chosen(self, change: dict[str, object]) -> None:
        if set(PICKED).intersection((change["old"], change["new"])):
            kw.guarded(self.line, self.texts, self._offer)
        self._matched()

    def _offer(self) -> None:
        """A box for every place and kind of event in the list; places called as the unit is come first, ticked."""
        assert self.table is not None
        own = self.model.unit(self.chooser.unit.value).name.casefold()
        groups = []
        self.boxes = {}
        for meaning in PICKED:
            names = self.many.names_in(self.table, self._said(), meaning)
            if names:
                ticked = {name for name in names if meaning == PLACE and own in name.casefold()}
                first = sorted(names, key=lambda name: name not in ticked)[:MOST_NAMES]
                boxes = [kw.checkbox(name, name in ticked) for name in first]
                self.boxes[meaning] = boxes
                rest = [kw.markup(self._rest(len(names)))] if len(names) > MOST_NAMES else []
                groups.append(kw.group(self.texts(f"apps_baseline.list.pick.{meaning}"), [*boxes, *rest]))
                for box in boxes:
                    box.observe(lambda _: self._matched(), names="value")
        self.picked.children = tuple(groups)

    def _rest(self, n: int) -> Markup:
        return html.paragraph(self.texts("apps_baseline.list.rest", n=n - MOST_NAMES), "small")

    def _picks(self) -> Picks:
        return {
            meaning: [box.description for box in boxes if box.value is True] for meaning, boxes in self.boxes.items()
        }

    def _said(self) -> tuple[str, ...]:
        return tuple(str(one.value) for one in self.means)

    def _measure(self) -> Measure:
        return self.model.measure(self.model.unit(self.chooser.unit.value), self.chooser.measure.value)

    def _matched(self) -> None:
        self.shown.clear()
        self.line.clear()
        kw.say(self.rows, "")
        if self.table is not None:
            kw.guarded(self.line, self.texts, self._show)

    def _show(self) -> None:
        if self._lacks():
            self.line.wait(self.texts(self._lacks()))
            return
        preview, tally = self._preview()
        kw.say(self.rows, html.paragraph(tally_sentence(tally, self.texts)))
        self.shown.show(preview)

    def _lacks(self) -> str:
        """The key of what is still to be chosen before there is anything to show; nothing went wrong."""
        if DAY not in self._said():
            return "paste.list.no_day"
        for meaning, names in self._picks().items():
            if not names:
                return f"paste.list.no_{meaning}"
        return "" if self._measure().from_events or (self.first.value and self.last.value) else "paste.list.no_span"

    def _preview(self) -> tuple[Preview, Tally]:
        if self.table is None:
            raise ValueRefused("paste.not_table")
        where = (str(self.chooser.unit.value), self._measure().id)
        return self.many.listed(*where, self.table, self._said(), self._picks(), (self.first.value, self.last.value))


def tally_sentence(tally: Tally, texts: Texts) -> str:
    """Where the list's rows went."""
    parts = [texts(f"apps_baseline.list.{name}", n=getattr(tally, name)) for name in TOLD if getattr(tally, name)]
    return texts.counted("apps_baseline.list.rows", tally.rows, parts=", ".join(parts) or texts.formats.number(0))
