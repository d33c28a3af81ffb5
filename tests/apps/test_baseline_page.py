from __future__ import annotations

from datetime import date

import pytest
from page_books import EVENTS, OWN, PERCENT, RATE, empty_book

from kit.apps import baseline_words as app
from kit.apps.baseline import BaselineModel
from kit.apps.views import baseline as view
from kit.apps.views.baseline import EntryForm
from kit.domain.book import Book
from kit.domain.label import LANGUAGES
from kit.domain.series import Point
from kit.errors import StoreError, ValueRefused
from kit.texts import Texts, texts

MARCH = date(2026, 3, 1)
FIELDS = ("Tæller", "Nævner")


@pytest.fixture
def model(book: Book, saved) -> BaselineModel:
    return BaselineModel(book, OWN, saved, saved)


@pytest.fixture
def form(model: BaselineModel, danish: Texts) -> EntryForm:
    return EntryForm(model, danish)


def choose(form: EntryForm, unit: str, measure: str) -> None:
    form.unit.value = unit
    form.measure.value = measure


def test_only_the_own_units_and_their_measures_are_on_the_page(model: BaselineModel):
    assert [unit.id for unit in model.units] == ["u1", "u2"]
    assert {measure.id for measure in model.measures()} == {PERCENT, EVENTS, RATE}


def test_a_saved_month_is_in_the_table_at_once(model: BaselineModel, saved):
    model.save_month("u1", PERCENT, MARCH, "4", "20", " ny måler ", FIELDS)
    assert saved.calls == [("u1", PERCENT, MARCH, 4.0, 20.0, "ny måler")]
    assert model.point_at("u1", PERCENT, MARCH) == Point(MARCH, 4.0, 20.0, "ny måler")
    assert model.charts(model.unit("u1"))[-1].newest.value == 20.0


def test_a_saved_event_is_in_the_table_and_zero_takes_it_back(model: BaselineModel, saved):
    day = date(2026, 4, 1)
    model.save_event("u1", EVENTS, day, "2", "", "Antal")
    assert model.event_on("u1", EVENTS, day).count == 2
    model.save_event("u1", EVENTS, day, "0", "", "Antal")
    assert model.event_on("u1", EVENTS, day) is None
    assert [call[3] for call in saved.calls] == [2, 0]


def test_a_month_can_be_taken_back_once(model: BaselineModel, saved):
    model.take_back("u1", PERCENT, MARCH)
    assert saved.calls == [("u1", PERCENT, MARCH, None, None, "")]
    assert model.point_at("u1", PERCENT, MARCH) is None
    with pytest.raises(ValueRefused):
        model.take_back("u1", PERCENT, MARCH)


def test_the_button_that_takes_back_is_there_only_when_something_stands(form: EntryForm, saved):
    choose(form, "u1", PERCENT)
    form.period.value = "2026-04-01"
    assert form.maybe.children == ()
    form.period.value = "2026-03-01"
    assert form.maybe.children == (form.back,)
    form.back.click()
    assert "Slettet kl. " in form.line.widget.value
    assert form.maybe.children == ()


@pytest.mark.parametrize(
    "values",
    [
        ("o1", PERCENT, MARCH, "4", "20", ""),
        ("l1", PERCENT, MARCH, "4", "20", ""),
        (None, PERCENT, MARCH, "4", "20", ""),
        ("u1", RATE, MARCH, "4", "20", ""),
        ("u1", EVENTS, MARCH, "4", "20", ""),
        ("u1", "nosuch", MARCH, "4", "20", ""),
        ("u1", PERCENT, date(2026, 5, 1), "4", "20", ""),
        ("u1", PERCENT, "2026-03-01", "4", "20", ""),
        ("u1", PERCENT, None, "4", "20", ""),
        ("u1", PERCENT, MARCH, "21", "20", ""),
        ("u1", PERCENT, MARCH, "", "20", ""),
        ("u1", PERCENT, MARCH, "4", "", ""),
        ("u1", PERCENT, MARCH, "4,5", "20", ""),
        ("u1", PERCENT, MARCH, "-4", "20", ""),
        ("u1", PERCENT, MARCH, "4", "0", ""),
        ("u1", PERCENT, MARCH, 4, 20, ""),
        ("u1", PERCENT, MARCH, "4", "20", "CPR 010190-1234"),
        ("u1", PERCENT, MARCH, "4", "20", "x" * 2001),
    ],
)
def test_a_month_that_cannot_be_right_is_refused_and_changes_nothing(model: BaselineModel, saved, values: tuple):
    before = model.book
    with pytest.raises(ValueRefused):
        model.save_month(*values, FIELDS)
    assert saved.calls == []
    assert model.book is before


@pytest.mark.parametrize(
    "values",
    [
        ("u1", EVENTS, date(2026, 4, 11), "1", ""),
        ("u1", EVENTS, None, "1", ""),
        ("u1", EVENTS, "2026-04-01", "1", ""),
        ("u1", EVENTS, date(2026, 4, 1), "0", ""),
        ("u1", EVENTS, date(2026, 4, 1), "", ""),
        ("u1", EVENTS, date(2026, 4, 1), "1,5", ""),
        ("u1", PERCENT, date(2026, 4, 1), "1", ""),
        ("o1", EVENTS, date(2026, 4, 1), "1", ""),
    ],
)
def test_an_event_that_cannot_be_right_is_refused_and_changes_nothing(model: BaselineModel, saved, values: tuple):
    before = model.book
    with pytest.raises(ValueRefused):
        model.save_event(*values, "Antal")
    assert saved.calls == []
    assert model.book is before


def test_a_save_that_fails_changes_nothing(model: BaselineModel, saved):
    saved.broken()
    with pytest.raises(StoreError):
        model.save_month("u1", PERCENT, MARCH, "4", "20", "", FIELDS)
    assert model.point_at("u1", PERCENT, MARCH).numerator == 19


def test_the_form_shows_the_fields_that_the_measure_needs(form: EntryForm):
    choose(form, "u1", PERCENT)
    assert form.fields.children == (form.period, form.numerator, form.denominator)
    choose(form, "u1", EVENTS)
    assert form.fields.children == (form.on, form.count)


def test_the_form_says_what_stands_there_already(form: EntryForm, danish: Texts):
    choose(form, "u1", PERCENT)
    form.period.value = "2026-03-01"
    assert "For marts 2026 står der 19 af 20. Gemmer du, beholdes det gamle i historikken." in form.before.value
    form.period.value = "2026-04-01"
    assert "Der står ikke noget for april 2026 endnu." in form.before.value


def test_one_click_saves_once_and_empties_the_fields(form: EntryForm, saved):
    choose(form, "u1", PERCENT)
    form.numerator.value, form.denominator.value = "4", "20"
    form.button.click()
    assert saved.calls == [("u1", PERCENT, MARCH, 4.0, 20.0, "")]
    assert "Gemt kl. " in form.line.widget.value
    assert form.numerator.value == form.denominator.value == ""
    assert "4 af 20" in form.before.value


def test_a_refused_entry_stays_in_the_fields_with_a_sentence(form: EntryForm, saved):
    choose(form, "u1", PERCENT)
    form.numerator.value, form.denominator.value = "1.000", "20"
    form.button.click()
    assert saved.calls == []
    assert "»1.000« kan ikke læses som et tal" in form.line.widget.value
    assert form.numerator.value == "1.000"


def test_an_event_is_saved_from_the_form(form: EntryForm, saved):
    choose(form, "u1", EVENTS)
    form.on.value = date(2026, 4, 2)
    form.button.click()
    assert saved.calls == [("u1", EVENTS, date(2026, 4, 2), 1, "")]


def test_another_unit_offers_its_own_measures(form: EntryForm):
    choose(form, "u1", EVENTS)
    form.unit.value = "u2"
    assert EVENTS not in [value for _, value in form.measure.options]
    assert form.fields.children[0] is form.period


def test_the_table_follows_a_save(model: BaselineModel, danish: Texts):
    table = view.status(model, danish)
    before = table.value
    model.save_month("u2", RATE, MARCH, "3", "900", "", FIELDS)
    assert table.value != before


@pytest.mark.parametrize("language", LANGUAGES)
def test_definitions_and_progress_are_told_in_all_three_languages(model: BaselineModel, language: str):
    words = texts(language)
    made = app.measures_html(model, words) + app.status_html(model, words)
    measure = model.book.programme.measure(PERCENT)
    assert words.label(measure.numerator) in made.unescape()
    assert words.label(measure.denominator) in made.unescape()
    assert ">None<" not in made
    assert "<script" not in made


def test_progress_tells_months_gaps_and_the_frozen_median(model: BaselineModel, danish: Texts):
    made = app.status_html(model, danish)
    assert "24 af 24 måneder" in made
    assert "låst på de første 12 målinger" in made
    assert "Den låses ved 12 målinger, nu er der 6." in made


def test_every_goal_of_the_programme_has_words(model: BaselineModel):
    for language in LANGUAGES:
        assert all(app.goal_text(measure, texts(language)) for measure in model.book.programme.measures)


def test_a_municipality_without_units_has_an_empty_model():
    model = BaselineModel(empty_book(), OWN)
    assert model.units == ()
    assert model.measures() == ()
