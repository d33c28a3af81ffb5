"""The improvement board as a live page: a tap on a day registers an event, a tick settles an agreement.

The days of a cross are for fingers and mice; whoever uses keys or a screen reader has the same in the form with a date
under the board, so that nobody has to pass by thirty-one buttons.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import ipywidgets as w
from markupsafe import Markup

from kit.apps import board_work as work
from kit.apps import html
from kit.apps.board import Board, BoardModel, EventCard
from kit.apps.board_cross import (
    card_heading,
    cross_sentence,
    day_sentence,
    key_html,
    sign,
    since_html,
)
from kit.apps.entry_words import entry_html
from kit.apps.saving import clock, receipt_sentence
from kit.apps.views import widgets as kw
from kit.apps.views.entry_form import EntryList
from kit.domain.entries.boarding import BOARD_NOTE
from kit.domain.entries.entry import Entry
from kit.domain.safety_cross import DayState, place
from kit.texts import Texts

LONGEST_MONTH = 31
NAME_CHARACTERS = 40
Tap = Callable[[str, date], None]


class CrossView:
    """One measure: the month as buttons, the sentence, and the days since the last event."""

    def __init__(self, texts: Texts, tap: Tap) -> None:
        self.texts, self._tap = texts, tap
        self.card: EventCard | None = None
        self.days = [self._button(n) for n in range(LONGEST_MONTH)]
        self.cross = w.Box(self.days)
        self.cross.add_class("kit-cross")
        self.name, self.says, self.since = kw.markup(), kw.markup(), kw.markup()
        self.name.add_class("kit-event-name")
        left = kw.column([self.cross, self.says], "kit-event-cross")
        right = kw.column([self.since], "kit-event-since")
        self.widget = kw.column([self.name, left, right], "kit-event")

    def _button(self, index: int) -> w.Button:
        row, column = place(index + 1)
        made = w.Button(tabbable=False, layout=w.Layout(grid_area=f"{row} / {column}", width="auto", height="auto"))
        made.add_class("kit-day")
        made.on_click(lambda _: self._tapped(index))
        return made

    def _tapped(self, index: int) -> None:
        if self.card and index < len(self.card.cross.days):
            self._tap(self.card.measure.id, self.card.cross.days[index].on)

    def show(self, card: EventCard, board: Board) -> None:
        """Show a card."""
        self.card, texts = card, self.texts
        kw.say(self.name, card_heading(card, board, texts))
        kw.say(self.says, html.paragraph(cross_sentence(card.cross, texts), "cross-says"))
        kw.say(self.since, since_html(card, board, texts))
        for button, day in zip(self.days, card.cross.days, strict=False):
            button.description = f"{day.on.day}\n{sign(day)}".strip()
            button.tooltip = day_sentence(day, texts)
            button.disabled = day.state is DayState.AHEAD
            button._dom_classes = ("kit-day", f"kit-day-{day.state}")
        for n, button in enumerate(self.days):
            button.layout.display = None if n < len(card.cross.days) else "none"


class Notes:
    """The agreements with a box for each, ticked when it is done."""

    def __init__(self, texts: Texts, tick: Callable[[str, bool], None]) -> None:
        self.texts, self._tick, self._showing = texts, tick, False
        self.boxes: list[w.Checkbox] = []
        self.keys: list[str] = []
        self.widget = kw.column([])

    def show(self, board: Board) -> None:
        """Show the agreements of a board."""
        shown, texts = board.notes[: work.MOST_NOTES], self.texts
        while len(self.boxes) < len(shown):
            self.boxes.append(self._box(len(self.boxes)))
        self.keys = [one.key for one in shown]
        self._showing = True
        try:
            for box, one in zip(self.boxes, shown, strict=False):
                box.description = work.note_text(one.value, board, texts)
                box.value = one.value.done_on is not None
        finally:
            self._showing = False
        tail = [] if board.notes else [kw.markup(html.paragraph(texts("entries.board_note.none")))]
        more = len(board.notes) - len(shown)
        if more:
            tail = [kw.markup(html.paragraph(texts("board.more", n=more), "small"))]
        self.widget.children = (*self.boxes[: len(shown)], *tail)

    def _box(self, index: int) -> w.Checkbox:
        box = kw.checkbox("")
        box.observe(lambda change: self._changed(index, bool(change["new"])), names="value")
        return box

    def _changed(self, index: int, done: bool) -> None:
        if not self._showing and index < len(self.keys):
            self._tick(self.keys[index], done)


class DayForm:
    """An event by its date: for the keyboard, for screen readers, for several on a day, and to take a day back."""

    def __init__(self, texts: Texts, save: Callable[[], None]) -> None:
        self.measure = kw.dropdown(texts("apps.entry.measure"), [("", "")], "")
        self.on, self.count = kw.day(texts("apps.entry.on")), kw.text(texts("board.form.count"), "1")
        self.button = kw.button(texts("board.form.save"))
        self.button.on_click(lambda _: save())
        words = html.join(html.heading(3, texts("board.form.title")), html.paragraph(texts("board.form.how"), "small"))
        fields = kw.column([self.measure, self.on, self.count], "kit-fields")
        self.widget = kw.column([kw.markup(words), fields, self.button])

    def offer(self, choices: kw.Options) -> None:
        """Offer these measures."""
        kept, ids = self.measure.value, [one for _, one in choices]
        self.measure.options = choices
        self.measure.value = kept if kept in ids else ids[0]

    def ask(self, measure: str, on: date, count: int) -> None:
        """Show a day that has events already, and move the reader to the number."""
        self.measure.value, self.on.value, self.count.value = measure, on, str(count)
        kw.focus(self.count)


class BoardView:
    """One unit's board, chosen at the top; under it the forms, for those who may save."""

    def __init__(self, model: BoardModel, texts: Texts) -> None:
        self.model, self.texts = model, texts
        units = [(unit.name, unit.id) for unit in model.units]
        self.unit = kw.unit_dropdown(texts("apps.entry.unit"), units, units[0][1])
        self.month = model.months()[0]
        self.earlier, self.later = kw.second(""), kw.second("")
        self.line, self.undo = kw.Status(), kw.second(texts("entries.undo"))
        self.crosses: list[CrossView] = []
        self.notes = Notes(texts, self._ticked)
        self.form = DayForm(texts, self._save_day)
        self.list: EntryList | None = None
        self._places()
        self._wire()
        self._unit_chosen()
        model.watch(self.show)

    def _places(self) -> None:
        self.strip, self.cross_title, self.cross_words = kw.markup(), kw.markup(), kw.markup()
        self.measures, self.test, self.barriers = kw.markup(), kw.markup(), kw.markup()
        self.events, self.paper, self.forms = kw.column([], "kit-events"), kw.markup(), kw.column([], "kit-board-forms")
        head = kw.row([self.cross_title, self.earlier, self.later])
        head.add_class("kit-tile-head")
        tile = [head, self.events, self.cross_words, self.line.widget, self.undo]
        notes = [kw.markup(work.notes_heading(self.texts)), self.notes.widget]
        side = [
            _tile("test", self.test),
            _tile("barriers", self.barriers),
            _tile("notes", *notes),
        ]
        bar = kw.column([self.strip, self.unit] if len(self.model.units) > 1 else [self.strip], "kit-strip")
        ritual = _tile("ritual", kw.markup(work.ritual_html(self.texts)))
        self.tiles = [bar, _tile("cross", *tile), _tile("measures", self.measures), kw.column(side, "kit-side"), ritual]
        self.grid = kw.column(self.tiles, "kit-board")
        self.paper.add_class("kit-on-paper")
        self.widget = kw.column([kw.column([self.grid, self.forms], "kit-form", "kit-board-live"), self.paper])

    def _wire(self) -> None:
        self.unit.observe(lambda _: kw.guarded(self.line, self.texts, self._unit_chosen), names="value")
        self.earlier.on_click(lambda _: self._turn(1))
        self.later.on_click(lambda _: self._turn(-1))
        self.undo.on_click(lambda _: self._undo())

    # -- showing

    @property
    def may_save(self) -> bool:
        """Whether the visitor may write on the board that is shown."""
        return self.model.may_save(self.model.unit(self.unit.value))

    def _unit_chosen(self) -> None:
        unit = self.model.unit(self.unit.value)
        self.line.clear()
        self.list = self._agreements(unit.id) if self.may_save else None
        self.show()

    def _agreements(self, unit_id: str) -> EntryList:
        def describe(one: Entry[Any]) -> Markup:
            return entry_html(one, self.model.desk, BOARD_NOTE, self.texts)

        return EntryList(self.model.desk, BOARD_NOTE, unit_id, self.texts, describe, _short)

    def show(self) -> None:
        """Show the board as it is after the latest save."""
        board, texts = self.model.board(self.unit.value, self.month), self.texts
        kw.say(self.strip, work.strip_html(board, texts))
        kw.say(self.measures, work.measures_html(board, texts))
        kw.say(self.test, work.test_html(board, texts))
        kw.say(self.barriers, work.barriers_html(board, texts))
        kw.say(self.paper, work.board_html(board, texts))
        self.grid._dom_classes = (*_without_size(self.grid._dom_classes), f"kit-crosses-{work.crosses(board)}")
        self._show_crosses(board)
        self._show_notes(board)
        self._show_forms(board)

    def _show_crosses(self, board: Board) -> None:
        kw.say(self.cross_title, work.cross_heading(board, self.texts))
        months, texts = self.model.months(), self.texts
        index = months.index(self.month)
        for button, there, key in ((self.earlier, index + 1, "board.earlier"), (self.later, index - 1, "board.later")):
            known = 0 <= there < len(months)
            button.description = texts(key, month=texts.formats.month(months[there] if known else self.month))
            button.layout.display = None if known and board.cards else "none"
        self.undo.layout.display = None if self.model.can_undo else "none"
        if not board.cards or not self.may_save:
            kw.say(self.cross_words, work.cross_body(board, texts))
            self.events.children = ()
            return
        while len(self.crosses) < len(board.cards):
            self.crosses.append(CrossView(texts, self._tapped))
        for view, card in zip(self.crosses, board.cards, strict=False):
            view.show(card, board)
        self.events.children = tuple(view.widget for view in self.crosses[: len(board.cards)])
        kw.say(self.cross_words, key_html(texts))

    def _show_notes(self, board: Board) -> None:
        if self.may_save:
            self.notes.show(board)
        else:
            self.notes.widget.children = (kw.markup(work.notes_html(board, self.texts)),)

    def _show_forms(self, board: Board) -> None:
        forms: list[w.Widget] = []
        if self.list is not None:
            self.list.show()
            if board.cards:
                self.form.offer([(self.texts.label(card.measure.name), card.measure.id) for card in board.cards])
                forms.append(self.form.widget)
            title = kw.markup(html.heading(3, self.texts("board.notes.change")))
            forms.append(kw.column([title, self.list.widget]))
        self.forms.children = tuple(forms)

    # -- doing

    def _turn(self, back: int) -> None:
        def turn() -> None:
            months = self.model.months()
            self.month = months[min(max(months.index(self.month) + back, 0), len(months) - 1)]
            self.show()

        kw.guarded(self.line, self.texts, turn)

    def _tapped(self, measure: str, on: date) -> None:
        def tap() -> str:
            receipt, day = self.model.tap(self.unit.value, measure, on), self.texts.formats.day(on)
            if receipt is not None:
                return self.texts("board.tapped", day=day, time=clock(receipt, self.texts))
            event = self.model.event_on(str(self.unit.value), measure, on)
            self.form.ask(measure, on, event.count if event else 1)
            return self.texts("board.has_event", day=day)

        kw.guarded(self.line, self.texts, tap)

    def _save_day(self) -> None:
        def save() -> str:
            form = self.form
            values = (self.unit.value, form.measure.value, form.on.value, form.count.value)
            receipt = self.model.save_event(*values, form.count.description)
            form.count.value = "1"
            return receipt_sentence(receipt, self.texts)

        kw.guarded(self.line, self.texts, save)

    def _undo(self) -> None:
        kw.guarded(
            self.line, self.texts, lambda: self.texts("entries.undone", time=clock(self.model.undo(), self.texts))
        )
        self.show()

    def _ticked(self, key: str, done: bool) -> None:
        def tick() -> str:
            return receipt_sentence(self.model.tick(self.unit.value, key, done), self.texts)

        if not kw.guarded(self.line, self.texts, tick):
            self.show()


def _tile(name: str, *children: w.Widget) -> w.VBox:
    return kw.column(children, "kit-tile", f"kit-tile-{name}")


def _without_size(classes: tuple[str, ...]) -> list[str]:
    return [name for name in classes if not name.startswith("kit-crosses-")]


def _short(one: Entry[Any]) -> str:
    name = str(one.value.what)
    return name if len(name) <= NAME_CHARACTERS else f"{name[: NAME_CHARACTERS - 1]}…"


def build(model: BoardModel, texts: Texts) -> w.Widget:
    """The board of the unit that is chosen."""
    return BoardView(model, texts).widget
