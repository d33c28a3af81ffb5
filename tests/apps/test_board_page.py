"""The improvement board: what it shows, and that a tap is saved once, undone, and never over another's words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from markupsafe import Markup
from page_books import AS_OF, EVENTS, LEFT, OTHER, OWN, PERCENT, RATE, SCRIPT, small_book

from kit.apps import board_cross
from kit.apps import board_work as work
from kit.apps.board import BoardModel
from kit.apps.desk import Desk, Values
from kit.apps.views.board import BoardView
from kit.domain.access import FACILITATOR, Role, Visitor
from kit.domain.book import Book
from kit.domain.entries.boarding import BOARD_NOTE
from kit.domain.entries.entry import written
from kit.domain.entries.improvement import BARRIER, CYCLE
from kit.domain.entries.kinds import KINDS
from kit.domain.entries.leading import VISIT
from kit.domain.entries.plan import COLLECTION_PLAN
from kit.domain.label import LANGUAGES
from kit.domain.network import MeasureInUse
from kit.domain.safety_cross import cross
from kit.domain.seen import Seen
from kit.domain.series import Event
from kit.errors import ChangedMeanwhile, StoreError, ValueRefused
from kit.texts import texts

AT = datetime(2026, 4, 10, 8, 42, tzinfo=UTC)
APRIL_2, JANUARY_4 = date(2026, 4, 2), date(2026, 1, 4)
DA = texts("da")
LEAD = Visitor(Role.MUNICIPALITY, OWN)


@dataclass
class Receipt:
    at: datetime = AT
    changed: bool = True


@dataclass
class Shelf:
    """Stands in for the store: what was saved, in order, and what another has written meanwhile."""

    calls: list[tuple[Any, ...]] = field(default_factory=list)
    fault: Exception | None = None

    def event(self, unit: str, measure: str, on: date, count: int, note: str, *, seen: Seen) -> Receipt:
        if self.fault:
            raise self.fault
        self.calls.append((unit, measure, on, count, note, seen.said))
        return Receipt()

    def entry(self, kind: str, municipality: str, unit: str, key: str, values: Values | None, *, seen: Seen) -> Receipt:
        if self.fault:
            raise self.fault
        self.calls.append((kind, unit, key, None if values is None else written(KINDS[kind].body(**values))))
        return Receipt()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def board_model(shelf: Shelf | None, visitor: Visitor = LEAD, book: Book | None = None) -> BoardModel:
    desk = Desk(book or small_book(), OWN, shelf.entry if shelf else None, visitor.id)
    return BoardModel(desk, shelf.event if shelf else None, visitor)


@pytest.fixture
def model(shelf: Shelf) -> BoardModel:
    return board_model(shelf)


@pytest.fixture
def view(model: BoardModel) -> BoardView:
    return BoardView(model, DA)


def day_button(view: BoardView, day: int):
    return view.crosses[0].days[day - 1]


def said(view: BoardView) -> str:
    return str(view.line.widget.value)


def read(markup: Markup) -> str:
    return str(markup.striptags())


def filled(model: BoardModel) -> BoardModel:
    desk = model.desk
    test = {"title": f"Hudtjek {SCRIPT}", "question": "Når vi alle?", "prediction": "8 af 10", "who": "UL"}
    desk.save(CYCLE, "u1", "c", {**test, "predicted": 80.0, "measure": PERCENT, "started_on": date(2026, 4, 1)})
    desk.save(BARRIER, "u1", "b1", {"what": "Ingen madrasser", "raised_on": date(2026, 4, 1)})
    desk.save(BARRIER, "u1", "b2", {"what": "Tid", "raised_on": date(2026, 3, 1), "answer": "Fri hver onsdag"})
    desk.save(VISIT, "u1", "v", {"on": date(2026, 4, 3), "kind": "board", "who": "UL", "follow_up": date(2026, 5, 4)})
    desk.save(BOARD_NOTE, "u1", "n1", {"what": "Prøv skemaet", "owner": "UL", "by": date(2026, 4, 8)})
    desk.save(BOARD_NOTE, "u1", "n2", {"what": "Hæng op", "done_on": AS_OF})
    return model


# -- the model --------------------------------------------------------------------------------------------------------


def test_a_tap_on_an_empty_day_saves_one_event_that_the_board_shows_at_once(model: BoardModel, shelf: Shelf):
    model.tap("u1", EVENTS, APRIL_2)
    assert shelf.calls == [("u1", EVENTS, APRIL_2, 1, "", None)]
    card = model.board("u1").cards[0]
    assert card.cross.event_days == (APRIL_2,)
    assert card.chart.open_interval.days == 8


def test_a_tap_on_a_day_with_events_asks_and_saves_nothing(model: BoardModel, shelf: Shelf):
    assert model.tap("u1", EVENTS, JANUARY_4) is None
    assert shelf.calls == []


def test_a_number_is_saved_over_what_was_seen_and_keeps_the_note(shelf: Shelf):
    book = small_book()
    series = book.series_of("u1", EVENTS)
    noted = replace(series, events=(*series.events[:-1], Event(JANUARY_4, 1, "om natten")))
    model = board_model(shelf, book=replace(book, series={**book.series, ("u1", EVENTS): noted}))
    model.save_event("u1", EVENTS, JANUARY_4, "2", "Antal")
    model.save_event("u1", EVENTS, JANUARY_4, "0", "Antal")
    assert shelf.calls == [
        ("u1", EVENTS, JANUARY_4, 2, "om natten", (1, None, "om natten")),
        ("u1", EVENTS, JANUARY_4, 0, "om natten", (2, None, "om natten")),
    ]
    assert model.event_on("u1", EVENTS, JANUARY_4) is None


def test_undo_brings_back_what_stood_once(model: BoardModel, shelf: Shelf):
    model.tap("u1", EVENTS, APRIL_2)
    model.undo()
    assert shelf.calls[-1] == ("u1", EVENTS, APRIL_2, 0, "", (1, None, ""))
    assert model.event_on("u1", EVENTS, APRIL_2) is None
    assert not model.can_undo
    with pytest.raises(ValueRefused):
        model.undo()


def test_a_day_that_another_has_changed_is_not_written_over_and_is_shown(model: BoardModel, shelf: Shelf):
    shelf.fault = ChangedMeanwhile((3, None, "sammen"), "unit:0101:u1", AT)
    with pytest.raises(ChangedMeanwhile):
        model.tap("u1", EVENTS, APRIL_2)
    assert model.event_on("u1", EVENTS, APRIL_2) == Event(APRIL_2, 3, "sammen")
    shelf.fault = ChangedMeanwhile(None, "unit:0101:u1", AT)
    with pytest.raises(ChangedMeanwhile):
        model.save_event("u1", EVENTS, APRIL_2, "4", "Antal")
    assert model.event_on("u1", EVENTS, APRIL_2) is None
    assert not model.can_undo


@pytest.mark.parametrize(
    "values",
    [
        ("o1", EVENTS, APRIL_2, "1"),
        ("l1", EVENTS, APRIL_2, "1"),
        (None, EVENTS, APRIL_2, "1"),
        ("u2", EVENTS, APRIL_2, "1"),
        ("u1", PERCENT, APRIL_2, "1"),
        ("u1", "nosuch", APRIL_2, "1"),
        ("u1", EVENTS, date(2026, 4, 11), "1"),
        ("u1", EVENTS, date(1999, 1, 1), "1"),
        ("u1", EVENTS, "2026-04-02", "1"),
        ("u1", EVENTS, None, "1"),
        ("u1", EVENTS, APRIL_2, ""),
        ("u1", EVENTS, APRIL_2, "1,5"),
        ("u1", EVENTS, APRIL_2, "-1"),
        ("u1", EVENTS, APRIL_2, "010190-1234"),
        ("u1", EVENTS, APRIL_2, "9" * 400),
        ("u1", EVENTS, APRIL_2, 1),
        ("u1", EVENTS, APRIL_2, "0"),
    ],
)
def test_an_event_that_cannot_be_right_is_refused_and_changes_nothing(model: BoardModel, shelf: Shelf, values: tuple):
    before = model.book
    with pytest.raises(ValueRefused):
        model.save_event(*values, "Antal")
    assert shelf.calls == []
    assert model.book is before


@pytest.mark.parametrize(
    ("visitor", "unit", "may"),
    [
        (LEAD, "u1", True),
        (FACILITATOR, "u1", True),
        (Visitor(Role.UNIT, OWN, unit="u1"), "u1", True),
        (Visitor(Role.UNIT, OWN, unit="u2"), "u1", False),
        (Visitor(Role.VIEWER, OWN), "u1", False),
        (Visitor(Role.MUNICIPALITY, OTHER), "u1", False),
    ],
)
def test_only_the_units_own_and_those_above_write_on_its_board(shelf: Shelf, visitor: Visitor, unit: str, may: bool):
    model = board_model(shelf, visitor)
    assert model.may_save(model.unit(unit)) is may
    if not may:
        with pytest.raises(ValueRefused):
            model.tap(unit, EVENTS, APRIL_2)


def test_a_team_finds_its_own_unit_first(shelf: Shelf):
    assert [unit.id for unit in board_model(shelf, Visitor(Role.UNIT, OWN, unit="u2")).units] == ["u2", "u1"]


def test_the_plan_says_from_which_day_nothing_happened_counts(model: BoardModel):
    book = replace(model.book, series={})
    model = board_model(Shelf(), book=book)
    assert not model.board("u1").cards[0].cross.counted
    plan = {"measure": EVENTS, "who": "UL", "source": "Journalen", "since": date(2026, 4, 1)}
    model.desk.save(COLLECTION_PLAN, "u1", "p", plan)
    board = model.board("u1")
    assert board.cards[0].cross.counted
    made = read(board_cross.since_html(board.cards[0], board, DA))
    assert "9 dage uden hændelser" in made
    assert "Talt siden 1. april 2026." in made


def test_months_go_back_and_an_unknown_one_becomes_this_month(model: BoardModel):
    assert model.board("u1", date(2026, 1, 1)).cards[0].cross.event_days == (JANUARY_4,)
    for unknown in (date(2026, 5, 1), date(1990, 1, 1), "x"):
        assert model.board("u1", unknown).cards[0].cross.month == date(2026, 4, 1)


def test_a_number_that_is_missing_for_the_month_that_is_over_is_due(model: BoardModel):
    assert model.board("u1").due == {}
    assert model.board("u2").due == {RATE: date(2026, 3, 1)}


def test_one_that_has_left_has_a_board_until_that_day():
    book = small_book()
    model = BoardModel(Desk(book, LEFT))
    assert model.today == date(2026, 2, 1)
    assert model.months()[0] == date(2026, 2, 1)
    assert model.board("l1").unit.id == "l1"


# -- the words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "month", "sentence"),
    [
        ((Event(date(2026, 3, 4)),), date(2026, 3, 1), "1 dag med hændelser i marts 2026: 1 hændelse."),
        (
            (Event(date(2026, 3, 4), 2), Event(date(2026, 3, 9))),
            date(2026, 3, 1),
            "2 dage med hændelser i marts 2026: 3 hændelser i alt.",
        ),
        ((Event(date(2026, 2, 1)),), date(2026, 3, 1), "Ingen hændelser i marts 2026."),
        ((Event(date(2026, 2, 1)),), date(2026, 4, 1), "Ingen hændelser i april 2026 indtil nu."),
        ((), date(2026, 3, 1), "Der er ikke talt hændelser i marts 2026."),
    ],
)
def test_a_sentence_says_what_the_cross_shows(events: tuple, month: date, sentence: str):
    made = cross(events, month, AS_OF)
    assert board_cross.cross_sentence(made, DA) == sentence


def test_the_cross_is_one_picture_with_its_days_named_and_a_mark_on_each(model: BoardModel):
    made = board_cross.cross_html(model.board("u1", JANUARY_4.replace(day=1)).cards[0].cross, DA)
    assert 'role="img" aria-label="1 dag med hændelser i januar 2026: 1 hændelse. Dage: 4."' in made
    assert "<b>4</b><i>✕</i>" in made
    assert made.count("<i>✓</i>") == 30


def test_the_running_interval_is_told_with_record_goal_and_that_it_is_no_point(model: BoardModel):
    board = model.board("u1")
    made = read(board_cross.since_html(board.cards[0], board, DA))
    for words in ("96 dage siden seneste hændelse", "Rekord: 125 dage", "Mål: 300 dage", "Endnu ikke et punkt"):
        assert words in made


def test_a_new_record_and_a_passed_goal_are_told_as_such(model: BoardModel):
    book = replace(model.book, as_of=date(2026, 12, 1))
    board = board_model(None, book=book).board("u1")
    made = read(board_cross.since_html(board.cards[0], board, DA))
    assert "Ny rekord! Den gamle var 125 dage." in made
    assert "Over målet på 300 dage." in made


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_board_holds_everything_in_every_language(model: BoardModel, language: str):
    words = texts(language)
    made = work.board_html(filled(model).board("u1"), words)
    for text in ("Når vi alle?", "8 af 10", "Ingen madrasser", "Fri hver onsdag", "Prøv skemaet", "Hæng op"):
        assert text in made
    for when in (date(2026, 5, 4), date(2026, 4, 3), date(2026, 4, 8)):
        assert words.formats.day(when) in made
    assert words.label(model.book.programme.measure(PERCENT).name) in made
    assert words("board.ritual.title", n=10) in made
    assert "<script" not in made
    for wrong in (">None<", "board.c", "board.t", "entries."):
        assert wrong not in made


def test_a_board_on_which_nothing_stands_says_what_to_do(model: BoardModel):
    made = read(work.board_html(board_model(None).board("u2"), DA))
    for words in ("følger ingen indikator med datoer", "Ingen afprøvning er i gang", "Ingen åbne barrierer"):
        assert words in made
    assert "1 tal mangler" in made
    assert "mangler: marts 2026" in made


def test_an_overdue_agreement_says_so_in_words(model: BoardModel):
    made = read(work.notes_html(filled(model).board("u1"), DA))
    assert "skulle være gjort 8. april 2026" in made
    assert "☑ Hæng op · gjort 10. april 2026" in made


def test_a_full_board_names_how_many_more_there_are(model: BoardModel):
    for n in range(work.MOST_NOTES + 2):
        model.desk.save(BOARD_NOTE, "u1", f"n{n}", {"what": f"Aftale {n}"})
    made = read(work.notes_html(model.board("u1"), DA))
    assert "Og 2 til." in made
    assert f"Aftale {work.MOST_NOTES}" not in made


# -- the live page ----------------------------------------------------------------------------------------------------


def test_a_tap_saves_says_when_and_marks_the_day(view: BoardView, shelf: Shelf):
    button = day_button(view, 2)
    assert button.description == "2\n✓"
    button.click()
    assert shelf.calls == [("u1", EVENTS, APRIL_2, 1, "", None)]
    assert "Hændelsen den 2. april 2026 er gemt kl. " in said(view)
    assert button.description == "2\n✕"
    assert "kit-day-event" in button._dom_classes
    assert "1 dag med hændelser i april 2026" in view.crosses[0].says.value
    assert "1 dag med hændelser i april 2026" in view.paper.value


def test_a_second_tap_adds_nothing_but_opens_the_number(view: BoardView, shelf: Shelf):
    day_button(view, 2).click()
    day_button(view, 2).click()
    assert len(shelf.calls) == 1
    assert (view.form.measure.value, view.form.on.value, view.form.count.value) == (EVENTS, APRIL_2, "1")
    assert "har allerede hændelser" in said(view)


def test_a_tap_is_undone_with_one_button_that_is_there_only_then(view: BoardView, shelf: Shelf):
    assert view.undo.layout.display == "none"
    day_button(view, 2).click()
    assert view.undo.layout.display is None
    view.undo.click()
    assert day_button(view, 2).description == "2\n✓"
    assert "Fortrudt kl. " in said(view)
    assert view.undo.layout.display == "none"


def test_the_same_goes_by_keyboard_with_a_date(view: BoardView, shelf: Shelf):
    assert not day_button(view, 2).tabbable
    view.form.on.value, view.form.count.value = APRIL_2, "2"
    view.form.button.click()
    assert shelf.calls == [("u1", EVENTS, APRIL_2, 2, "", None)]
    assert day_button(view, 2).description == "2\n✕2"


def test_days_that_lie_ahead_or_outside_the_month_cannot_be_tapped(view: BoardView, shelf: Shelf):
    assert day_button(view, 11).disabled
    assert day_button(view, 31).layout.display == "none"
    for day in (11, 31):
        view.crosses[0]._tapped(day - 1)
    assert shelf.calls == []


def test_a_month_back_and_forward_again(view: BoardView):
    view.earlier.click()
    assert "marts 2026" in view.cross_title.value
    assert day_button(view, 31).layout.display is None
    view.later.click()
    assert "april 2026" in view.cross_title.value
    assert view.later.layout.display == "none"


def test_a_save_that_fails_says_so_and_marks_nothing(view: BoardView, shelf: Shelf):
    shelf.fault = StoreError("store.busy")
    day_button(view, 2).click()
    assert 'role="alert"' in said(view)
    assert day_button(view, 2).description == "2\n✓"


def test_an_agreement_is_ticked_off_and_opened_again(view: BoardView, model: BoardModel):
    filled(model)
    box = view.notes.boxes[0]
    assert box.description.startswith("Prøv skemaet")
    box.value = True
    notes = {one.key: one.value for one in model.desk.of(BOARD_NOTE, "u1")}
    assert notes["n1"].done_on == AS_OF
    assert notes["n1"].owner == "UL"
    view.notes.boxes[view.notes.keys.index("n1")].value = False
    assert model.desk.one(BOARD_NOTE, "u1", "n1").value.done_on is None


def test_a_tick_that_cannot_be_saved_is_taken_from_the_box(view: BoardView, model: BoardModel, shelf: Shelf):
    filled(model)
    shelf.fault = StoreError("store.busy")
    view.notes.boxes[0].value = True
    assert view.notes.boxes[0].value is False
    assert 'role="alert"' in said(view)


def test_another_unit_has_its_own_board(view: BoardView):
    view.unit.value = "u2"
    assert "Hjemmepleje Syd" in view.strip.value
    assert view.events.children == ()
    assert "følger ingen indikator med datoer" in view.cross_words.value


def test_two_measures_of_events_are_two_crosses_and_each_tap_is_its_own(shelf: Shelf):
    book = small_book()
    more = replace(book, in_use=(*book.in_use, MeasureInUse("fall.r.injury", unit="u1")))
    view = BoardView(board_model(shelf, book=more), DA)
    assert len(view.events.children) == 2
    view.crosses[1].days[2].click()
    assert shelf.calls == [("u1", "fall.r.injury", date(2026, 4, 3), 1, "", None)]
    assert "kit-crosses-2" in view.grid._dom_classes


@pytest.mark.parametrize("visitor", [Visitor(Role.VIEWER, OWN), Visitor(Role.UNIT, OWN, unit="u2")])
def test_who_only_reads_gets_the_whole_board_and_no_form(shelf: Shelf, visitor: Visitor):
    view = BoardView(board_model(shelf, visitor), DA)
    view.unit.value = "u1"
    assert view.forms.children == ()
    assert view.events.children == ()
    assert 'class="kit-cross" role="img"' in view.cross_words.value
    view.earlier.click()
    assert "marts 2026" in view.cross_title.value


@pytest.mark.parametrize("garbage", ["", "<b>1</b>", "9" * 5000, "010190-1234", "🙂", "-1", "1e9"])
def test_garbage_in_the_number_is_refused_in_words(view: BoardView, shelf: Shelf, garbage: str):
    view.form.on.value, view.form.count.value = APRIL_2, garbage
    view.form.button.click()
    assert shelf.calls == []
    assert 'role="alert"' in said(view)
    assert "010190-1234" not in said(view)
    assert "<b>" not in said(view)


@pytest.mark.parametrize("day", [None, date(2026, 4, 11), date(1900, 1, 1)])
def test_a_day_that_cannot_be_is_refused_in_words(view: BoardView, shelf: Shelf, day: date | None):
    view.form.on.value = day
    view.form.button.click()
    assert shelf.calls == []
    assert 'role="alert"' in said(view)


@pytest.mark.parametrize("key", ["o1", "", "nosuch"])
def test_a_tick_for_what_is_not_on_the_board_is_refused(model: BoardModel, shelf: Shelf, key: str):
    with pytest.raises(ValueRefused):
        model.tick("u1", key, True)
    with pytest.raises(ValueRefused):
        model.tick("o1", key, True)
    assert shelf.calls == []
