"""A month of a unit on one screen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from page_books import AS_OF, EVENTS, OTHER, OWN, PERCENT, RATE, SCRIPT, WEEKLY
from traitlets import TraitError

from kit.apps.baseline import BaselineModel
from kit.apps.baseline_month import filled, line_name, lines
from kit.apps.views.baseline_month import EventRow, MonthForm, PointRow
from kit.domain.book import Book
from kit.domain.network import MeasureInUse
from kit.domain.seen import Seen
from kit.domain.series import Point
from kit.errors import ChangedMeanwhile
from kit.texts import Texts

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
AT = datetime(2026, 4, 10, 8, 30, tzinfo=UTC)


@pytest.fixture
def model(book: Book, saved) -> BaselineModel:
    return BaselineModel(replace(book, in_use=(*book.in_use, MeasureInUse(RATE))), OWN, saved, saved)


@pytest.fixture
def form(model: BaselineModel, danish: Texts) -> MonthForm:
    made = MonthForm(model, danish)
    made.month.value = "2026-04-01"
    return made


def row_of(form: MonthForm, measure: str) -> PointRow | EventRow:
    return next(row for row in form.rows if row.line.measure.id == measure)


def test_a_month_has_a_row_for_each_measure_and_events_stand_last(model: BaselineModel):
    rows = lines(model, model.unit("u1"), MARCH)
    assert [(line.measure.id, line.period) for line in rows] == [(PERCENT, MARCH), (RATE, MARCH), (EVENTS, None)]


def test_a_weekly_measure_has_a_row_for_every_week_that_begins_in_the_month(book: Book, danish: Texts):
    model = BaselineModel(book, OTHER)
    rows = [line for line in lines(model, model.unit("o1"), MARCH) if line.measure.id == WEEKLY]
    assert [line.period.day for line in rows] == [2, 9, 16, 23, 30]
    assert "uge 10" in line_name(rows[0], danish)
    ahead = [line for line in lines(model, model.unit("o1"), APRIL) if line.measure.id == WEEKLY]
    assert max(line.period for line in ahead) <= AS_OF


def test_a_row_is_saved_by_itself_once_it_is_whole(form: MonthForm, saved, model: BaselineModel):
    row = row_of(form, PERCENT)
    row.numerator.value = "15"
    assert saved.calls == []
    assert "Nævner mangler endnu" in row.line_widget.widget.value
    assert 'role="status"' in row.line_widget.widget.value, "nothing went wrong yet"
    row.denominator.value = "20"
    assert saved.calls == [("u1", PERCENT, APRIL, 15.0, 20.0, "")]
    assert saved.seen == [Seen(None)]
    assert "15 af 20 = 75" in row.line_widget.widget.value
    assert "Gemt kl. " in row.line_widget.widget.value
    assert model.point_at("u1", PERCENT, APRIL) == Point(APRIL, 15, 20)


def test_the_form_counts_what_is_filled_in(form: MonthForm, model: BaselineModel):
    assert filled(model, model.unit("u1"), APRIL) == (0, 2)
    row = row_of(form, PERCENT)
    row.numerator.value, row.denominator.value = "15", "20"
    assert "1 af 2 er udfyldt for april 2026" in form.progress.value


def test_an_emptied_row_is_not_measured_which_is_no_zero(form: MonthForm, saved, model: BaselineModel):
    form.month.value = "2026-03-01"
    row = row_of(form, PERCENT)
    assert (row.numerator.value, row.denominator.value) == ("19", "20")
    row.numerator.value = ""
    assert saved.calls == []
    row.denominator.value = ""
    assert saved.calls == [("u1", PERCENT, MARCH, None, None, "")]
    assert saved.seen == [Seen((19, 20, ""))]
    assert model.point_at("u1", PERCENT, MARCH) is None
    assert "ikke målt" in row.line_widget.widget.value


def test_zero_is_asked_about_once_and_then_saved(form: MonthForm, saved):
    row = row_of(form, PERCENT)
    row.numerator.value, row.denominator.value = "0", "20"
    assert saved.calls == []
    assert row.between.children == (row.sure,)
    row.sure.click()
    assert saved.calls == [("u1", PERCENT, APRIL, 0.0, 20.0, "")]
    assert row.between.children == ()


def test_two_people_on_one_row_both_see_what_happened(form: MonthForm, saved, model: BaselineModel):
    row = row_of(form, PERCENT)
    saved.error = ChangedMeanwhile((12.0, 20.0, "andres"), f"unit:{OWN}:u2", AT)
    row.numerator.value, row.denominator.value = "15", "20"
    said = row.line_widget.widget.value
    assert "Hjemmepleje Syd gemte noget andet her kl. " in said
    assert "Nu står der: 12 af 20." in said
    assert (row.numerator.value, row.denominator.value) == ("15", "20"), "one's own numbers stay"
    assert row.between.children == (row.mine, row.theirs)
    saved.error = None
    row.mine.click()
    assert saved.calls == [("u1", PERCENT, APRIL, 15.0, 20.0, "")]
    assert saved.seen == [Seen((12.0, 20.0, "andres"))]


def test_the_other_s_numbers_can_be_kept(form: MonthForm, saved, model: BaselineModel):
    row = row_of(form, PERCENT)
    saved.error = ChangedMeanwhile((12.0, 20.0, ""), "facilitator", AT)
    row.numerator.value, row.denominator.value = "15", "20"
    row.theirs.click()
    assert (row.numerator.value, row.denominator.value) == ("12", "20")
    assert saved.calls == []


def test_undo_gives_back_what_stood_and_leaves_what_somebody_is_typing(form: MonthForm, saved, model: BaselineModel):
    form.month.value = "2026-03-01"
    row, other = row_of(form, PERCENT), row_of(form, RATE)
    row.numerator.value = "18"
    other.numerator.value = "3"
    form.undo.click()
    assert saved.calls[-1] == ("u1", PERCENT, MARCH, 19, 20, "")
    assert saved.seen[-1] == Seen((18.0, 20.0, ""))
    assert row.numerator.value == "19"
    assert other.numerator.value == "3"
    assert "Fortrudt kl. " in form.line.widget.value
    assert form.undo.layout.display == "none"


def test_a_note_is_saved_with_its_numbers(form: MonthForm, saved):
    form.month.value = "2026-03-01"
    row = row_of(form, PERCENT)
    row.noting.click()
    assert row.below.children == (row.note,)
    row.note.value = "ny måler"
    assert saved.calls == [("u1", PERCENT, MARCH, 19.0, 20.0, "ny måler")]


def test_an_event_is_saved_with_its_day_and_listed(form: MonthForm, saved):
    row = row_of(form, EVENTS)
    row.on.value, row.count.value = date(2026, 4, 2), "2"
    row.button.click()
    assert saved.calls == [("u1", EVENTS, date(2026, 4, 2), 2, "")]
    assert "2. april 2026: 2" in row.there.value
    assert row.on.value is None
    form.undo.click()
    assert saved.calls[-1] == ("u1", EVENTS, date(2026, 4, 2), 0, "")
    assert "2. april" not in row.there.value


def test_an_event_that_somebody_else_changed_is_not_written_over(form: MonthForm, saved):
    row = row_of(form, EVENTS)
    saved.error = ChangedMeanwhile((4, None, ""), "facilitator", AT)
    row.on.value = date(2026, 4, 2)
    row.button.click()
    assert "Sekretariatet gemte noget andet" in row.line_widget.widget.value
    assert "2. april 2026: 4" in row.there.value
    saved.error = None
    row.mine.click()
    assert saved.seen == [Seen((4, None, ""))]


def test_enter_moves_to_the_next_field(form: MonthForm, monkeypatch):
    first, second = row_of(form, PERCENT).fields
    moved: list[bool] = []
    monkeypatch.setattr(type(second), "focus", lambda field: moved.append(field is second))
    first._handle_custom_msg({"event": "submit"}, [])
    assert moved == [True]


@pytest.mark.parametrize(
    "typed", ["-4", "CPR 010190-1234", SCRIPT, "=1+1", "1e9", "21", "4,5", "x" * 1_000_000, "1.000", "\u202e12", "٣"]
)
def test_hostile_numbers_get_a_sentence_and_nothing_is_saved(form: MonthForm, saved, typed: str):
    row = row_of(form, PERCENT)
    row.denominator.value = "20"
    row.numerator.value = typed
    assert saved.calls == []
    said = row.line_widget.widget.value
    assert 'role="alert"' in said
    assert "<script" not in said
    assert "010190" not in said
    assert len(said) < 2000


@pytest.mark.parametrize("note", ["CPR 010190-1234", "x" * 2001])
def test_hostile_notes_are_refused(form: MonthForm, saved, note: str):
    form.month.value = "2026-03-01"
    row_of(form, PERCENT).note.value = note
    assert saved.calls == []


@pytest.mark.parametrize("day", [date(2026, 4, 11), date(1999, 1, 1)])
def test_a_day_ahead_or_long_ago_is_refused(form: MonthForm, saved, day: date):
    row = row_of(form, EVENTS)
    row.on.value = day
    row.button.click()
    assert saved.calls == []
    assert 'role="alert"' in row.line_widget.widget.value


def test_a_choice_that_is_not_on_the_page_changes_nothing(form: MonthForm, saved):
    before = form.place.children
    with pytest.raises(TraitError):
        form.unit.value = "o1"
    assert form.place.children == before
