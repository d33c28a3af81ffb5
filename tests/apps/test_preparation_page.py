from __future__ import annotations

import pytest
from page_books import LEFT, OWN

from kit.apps import preparation_checklist as listed
from kit.apps import preparation_readiness as ready
from kit.apps.preparation import PreparationModel
from kit.apps.views import preparation as view
from kit.apps.views.preparation import ItemForm
from kit.domain.book import Book
from kit.domain.checklist import Band, ItemStatus
from kit.domain.label import LANGUAGES
from kit.errors import StoreError, ValueRefused
from kit.texts import Texts, texts


@pytest.fixture
def model(book: Book, saved) -> PreparationModel:
    return PreparationModel(book, OWN, saved)


def form(model: PreparationModel, danish: Texts, item: str = "P03") -> ItemForm:
    found = model.book.programme.checklist.item(item)
    return ItemForm(model, model.row(found), danish)


def test_a_save_is_in_the_readiness_at_once(model: PreparationModel, saved):
    before = model.readiness
    proposed = model.book.programme.checklist.item("P03").owners[0]
    receipt = model.save_item("P03", "done", proposed, "referat 4. maj")
    assert saved.calls == [("P03", ItemStatus.DONE, "", "referat 4. maj")]
    assert receipt.changed
    assert model.readiness.score > before.score
    assert model.readiness.done == before.done + 1


def test_an_item_keeps_the_proposed_owner_until_another_is_chosen(model: PreparationModel, saved):
    model.save_item("P03", "begun", "PL", "")
    assert saved.calls[-1][2] == "PL"
    assert model.row(model.book.programme.checklist.item("P03")).state.owner == "PL"


def test_open_critical_items_block_and_the_first_due_comes_first(model: PreparationModel):
    rows = model.blockers()
    assert rows
    assert all(row.item.critical for row in rows)
    assert "P01" not in [row.item.id for row in rows]
    assert [row.due for row in rows] == sorted(row.due for row in rows)


def test_late_items_are_open_past_their_day_and_not_repeated_from_the_blockers(model: PreparationModel):
    late = {row.item.id for row in model.late()}
    assert late
    assert late.isdisjoint(row.item.id for row in model.blockers())
    assert "P04" not in late


@pytest.mark.parametrize(
    "values",
    [
        ("P99", "done", "SG", ""),
        (None, "done", "SG", ""),
        ("P03", "finished", "SG", ""),
        ("P03", None, "SG", ""),
        ("P03", "done", "BOSS", ""),
        ("P03", "done", 7, ""),
        ("P03", "done", "SG", None),
        ("P03", "done", "SG", "x" * 2001),
        ("P03", "done", "SG", "ring til 010190-1234"),
    ],
)
def test_what_a_hostile_browser_could_send_is_refused_and_changes_nothing(
    model: PreparationModel, saved, values: tuple
):
    before = model.readiness
    with pytest.raises(ValueRefused):
        model.save_item(*values)
    assert saved.calls == []
    assert model.readiness == before


def test_a_save_that_fails_changes_nothing(model: PreparationModel, saved):
    saved.broken()
    with pytest.raises(StoreError):
        model.save_item("P03", "done", "SG", "")
    assert model.row(model.book.programme.checklist.item("P03")).state.status is ItemStatus.NOT_STARTED


def test_a_page_without_save_refuses(book: Book):
    model = PreparationModel(book, LEFT)
    assert not model.can_save
    with pytest.raises(ValueRefused):
        model.save_item("P03", "done", "SG", "")


def test_every_item_stands_in_the_report_and_notes_are_plain_text(model: PreparationModel, danish: Texts):
    made = listed.checklist_html(model, danish)
    assert all(f"{item.id} " in made for item in model.book.programme.checklist.items)
    assert "<script" not in made
    assert "Vi venter &lt;script&gt;" in made


def test_the_score_is_told_in_a_word_and_a_symbol(model: PreparationModel, danish: Texts):
    assert model.readiness.band is Band.RED
    assert '<span aria-hidden="true">■</span> ikke klar' in ready.readiness_html(model, danish)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_all_three_languages(model: PreparationModel, language: str):
    words = texts(language)
    made = [ready.readiness_html(model, words), ready.blockers_html(model, words), listed.checklist_html(model, words)]
    wanted = {"da": "Tjekliste", "nb": "Sjekkliste", "en": "Checklist"}
    assert wanted[language] in made[2]
    assert not any("None" in text or "nan" in text.split() for text in made)


def test_the_due_day_is_told_in_weeks_before_the_seminar(model: PreparationModel, danish: Texts):
    row = model.row(model.book.programme.checklist.item("P01"))
    assert listed.due_text(row, danish) == "12.12.2025, 20 uger før første læringsseminar"


def test_one_change_of_a_field_is_one_save_and_the_time_is_told(model: PreparationModel, danish: Texts, saved):
    fields = form(model, danish)
    fields.status.value = "begun"
    assert len(saved.calls) == 1
    assert 'role="status"' in fields.line.widget.value
    assert "Gemt kl. " in fields.line.widget.value
    fields.note.value = "aftalt"
    assert saved.calls[1] == ("P03", ItemStatus.BEGUN, "", "aftalt")


def test_a_refusal_is_a_sentence_beside_the_field_and_never_repeats_the_number(model, danish: Texts, saved):
    fields = form(model, danish)
    fields.note.value = "ring 010190-1234"
    assert saved.calls == []
    assert 'role="alert"' in fields.line.widget.value
    assert "1234" not in fields.line.widget.value


@pytest.mark.parametrize("error", [StoreError("store.busy"), RuntimeError("boom /secret/path")])
def test_a_fault_while_saving_is_told_without_a_traceback(model, danish: Texts, saved, error: Exception):
    fields = form(model, danish)
    saved.error = error
    fields.status.value = "done"
    assert 'role="alert"' in fields.line.widget.value
    assert "boom" not in fields.line.widget.value
    assert "Traceback" not in fields.line.widget.value


def test_readiness_and_blockers_follow_a_save(model: PreparationModel, danish: Texts):
    meter, blockers = view.readiness(model, danish), view.blockers(model, danish)
    before = meter.value, blockers.value
    model.save_item("P02", "done", "TOP", "")
    assert meter.value != before[0]
    assert "P02" in before[1]
    assert "P02 " not in blockers.value


def test_a_theme_is_built_when_it_is_chosen_and_every_field_has_its_own_label(model: PreparationModel, danish: Texts):
    made = view.build(model, danish)
    chooser, place = made.children[1], made.children[2]
    first = place.children
    assert len(first) == len(model.rows(model.book.programme.checklist.themes[0].id))
    chooser.value = model.book.programme.checklist.themes[1].id
    assert place.children != first
    chooser.value = model.book.programme.checklist.themes[0].id
    assert place.children == first
    labels = [field.description for row in first for field in (*row.children[1].children, row.children[2])]
    assert "Status for P01" in labels
    assert len(labels) == len(set(labels))
