"""Two people at the same item both see what happened; the last change can be undone; nothing typed is lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from page_books import OWN, SCRIPT

from kit.apps.preparation import PreparationModel
from kit.apps.views.preparation import ChecklistForm, ItemForm
from kit.domain.book import Book
from kit.domain.changes import ITEM, item_said, real
from kit.domain.checklist import ItemStatus
from kit.errors import ChangedMeanwhile, StoreError, ValueRefused
from kit.texts import Texts

THEIRS = ("begun", "SG", f"deres {SCRIPT}")
AT = datetime(2026, 4, 10, 7, 5, tzinfo=UTC)


@pytest.fixture
def model(book: Book, saved) -> PreparationModel:
    return PreparationModel(book, OWN, saved)


@pytest.fixture
def form(model: PreparationModel, danish: Texts) -> ItemForm:
    return ItemForm(model, model.row_of("P03"), danish)


def meanwhile(saved) -> None:
    saved.error = ChangedMeanwhile(THEIRS, "facilitator", AT)


def said(model: PreparationModel, item: str = "P03") -> tuple[str, str, str]:
    state = model.row_of(item).state
    return str(state.status), state.owner, state.note


def test_a_save_says_what_the_page_showed(model: PreparationModel, saved) -> None:
    model.save_item("P03", "done", "PL", "")
    assert saved.seen[-1].said is None
    model.save_item("P03", "nearly", "PL", "x")
    assert saved.seen[-1].said == ("done", "PL", "")
    model.save_item("P02", "done", "PL", "")
    assert saved.seen[-1].said == ("begun", "PL", f"Vi venter {SCRIPT}")


def test_another_s_change_is_told_with_who_when_and_what_stands_now(form: ItemForm, model, saved) -> None:
    meanwhile(saved)
    form.note.value = "mine ord"
    line, news = form.line.widget.value, form.news.value
    assert 'role="alert"' in line
    assert "Sekretariatet gemte noget andet her kl." in line
    assert "i gang" in news
    assert "Styregruppe" in news
    assert "&lt;script&gt;" in news
    assert form.note.value == "mine ord"
    assert form.between.children
    assert said(model) == THEIRS
    assert saved.calls == []


def test_keeping_ones_own_words_writes_over_theirs_knowingly(form: ItemForm, model, saved) -> None:
    meanwhile(saved)
    form.note.value = "mine ord"
    saved.error = None
    form.mine.click()
    assert saved.seen[-1].said == THEIRS
    assert saved.calls[-1][3] == "mine ord"
    assert form.between.children == ()
    assert "Gemt kl." in form.line.widget.value


def test_taking_theirs_shows_them_and_saves_nothing(form: ItemForm, saved) -> None:
    meanwhile(saved)
    form.note.value = "mine ord"
    saved.error = None
    form.theirs.click()
    assert (form.status.value, form.owner.value, form.note.value) == THEIRS
    assert saved.calls == []
    assert form.between.children == ()


def test_undo_puts_back_what_stood_and_can_be_done_once(model: PreparationModel, saved) -> None:
    model.save_item("P02", "done", "PL", "nyt")
    assert model.undoable == "P02"
    model.undo()
    assert saved.calls[-1] == ("P02", ItemStatus.BEGUN, "PL", f"Vi venter {SCRIPT}")
    assert said(model, "P02")[0] == "begun"
    with pytest.raises(ValueRefused):
        model.undo()


def test_undo_of_a_first_save_sets_the_item_back_to_the_beginning(model: PreparationModel, saved) -> None:
    model.save_item("P03", "done", "PL", "nyt")
    model.undo()
    assert saved.calls[-1] == ("P03", ItemStatus.NOT_STARTED, "", "")


def test_undo_never_writes_over_what_another_has_done_since(model: PreparationModel, saved, danish: Texts) -> None:
    made = ChecklistForm(model, danish)
    made.forms["P03"].status.value = "done"
    meanwhile(saved)
    made.undo.click()
    assert "Sekretariatet har ændret P03 siden" in made.line.widget.value
    assert said(model) == THEIRS
    assert made.forms["P03"].note.value == THEIRS[2]
    assert made.undo.layout.display == "none"


def test_the_undo_button_is_there_when_there_is_something_to_undo(model: PreparationModel, danish: Texts) -> None:
    made = ChecklistForm(model, danish)
    assert made.undo.layout.display == "none"
    made.forms["P03"].status.value = "done"
    assert made.undo.layout.display == ""
    made.undo.click()
    assert "P03 er sat tilbage kl." in made.line.widget.value
    assert made.forms["P03"].status.value == "not_started"
    assert made.undo.layout.display == "none"


def test_a_fault_while_undoing_is_a_sentence_and_can_be_tried_again(model, saved, danish: Texts) -> None:
    made = ChecklistForm(model, danish)
    made.forms["P03"].status.value = "done"
    saved.broken()
    made.undo.click()
    assert 'role="alert"' in made.line.widget.value
    saved.error = None
    made.undo.click()
    assert said(model)[0] == "not_started"


def test_the_form_opens_at_the_theme_of_the_next_step(model: PreparationModel, danish: Texts) -> None:
    row = model.next_step()
    assert row is not None
    assert ChecklistForm(model, danish).chooser.value == row.item.theme


def test_what_this_page_saves_is_a_change_since_last_week(model: PreparationModel) -> None:
    model.save_item("P02", "done", "PL", "nyt")
    model.save_item("P02", "nearly", "PL", "nyt")
    (change,) = real(model.book.lately)
    assert (change.kind, change.key, change.before, change.now) == (
        ITEM,
        "P02",
        item_said("begun", "PL", f"Vi venter {SCRIPT}"),
        item_said("nearly", "PL", "nyt"),
    )


@pytest.mark.parametrize("error", [StoreError("store.busy", file="kit.db"), RuntimeError("secret /path")])
def test_a_fault_leaves_the_words_in_the_fields(form: ItemForm, saved, error: Exception) -> None:
    saved.error = error
    form.note.value = "mine ord"
    assert 'role="alert"' in form.line.widget.value
    assert "secret" not in form.line.widget.value
    assert form.note.value == "mine ord"
