from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from page_books import EVENTS, OTHER, OWN, PERCENT, WEEKLY, small_book

from kit import notebook
from kit.apps.views.baseline import EntryForm
from kit.apps.views.leadership import Questions
from kit.apps.views.preparation import ItemForm
from kit.domain.checklist import ItemStatus
from kit.domain.entries.boarding import BOARD_NOTE
from kit.domain.series import Event
from kit.errors import ChangedMeanwhile, ValueRefused
from kit.sources.network import NetworkFile, write_network
from kit.store import open_store
from kit.texts import texts

DAY = date(2026, 3, 15)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    book = small_book()
    content = NetworkFile(book.network, book.municipalities, book.units, book.people, book.seminars, book.in_use)
    write_network(tmp_path / "network.xlsx", content, book.programme)
    return tmp_path


@pytest.fixture
def visit(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Open a page as a visitor of the app does: everything comes from the server's environment."""

    def opened(name: str, visitor: str = f"municipality:{OWN}", query: str = ""):
        monkeypatch.setenv("KIT_HOST", "app")
        monkeypatch.setenv("KIT_NETWORK", str(folder))
        monkeypatch.setenv("HTTP_X_KIT_VISITOR", visitor)
        monkeypatch.setenv("QUERY_STRING", query)
        return notebook.open(name)

    return opened


def test_a_ticked_item_is_there_after_a_reload(visit):
    page = visit("preparation")
    item = page.book.programme.checklist.item("P01")
    form = ItemForm(page.model, page.model.row(item), texts("da"))
    form.status.value = "done"
    assert "Gemt kl. " in form.line.widget.value
    form.note.value = "underskrevet"
    state = visit("preparation").book.checklist[OWN]["P01"]
    assert (state.status, state.note) == (ItemStatus.DONE, "underskrevet")


def test_an_entered_month_is_there_after_a_reload_and_the_corrected_one_stays_in_the_history(visit, folder: Path):
    for numerator in ("4", "5"):
        form = EntryForm(visit("baseline").model, texts("da"))
        form.measure.value = PERCENT
        form.numerator.value, form.denominator.value = numerator, "20"
        form.button.click()
        assert "Gemt kl. " in form.line.widget.value
    (point,) = visit("run_chart").book.series_of("u1", PERCENT).points
    assert (point.numerator, point.denominator) == (5, 20)
    with open_store(folder / "kit.db") as store:
        assert len(store.history("u1", PERCENT, point.period)) == 2


def test_a_month_that_is_taken_back_is_gone_after_a_reload_but_not_from_the_history(visit, folder: Path):
    model = visit("baseline").model
    month = model.periods(model.book.programme.measure(PERCENT))[1]
    model.save_month("u1", PERCENT, month, "4", "20", "", ("Tæller", "Nævner"))
    visit("baseline").model.take_back("u1", PERCENT, month)
    assert visit("baseline").book.series_of("u1", PERCENT).points == ()
    with open_store(folder / "kit.db") as store:
        assert len(store.history("u1", PERCENT, month)) == 2


@pytest.mark.parametrize("measure", [PERCENT, WEEKLY])
def test_the_period_that_was_chosen_is_the_period_that_is_saved(visit, measure: str):
    form = EntryForm(visit("baseline", f"municipality:{OTHER}").model, texts("da"))
    form.measure.value = measure
    chosen = date.fromisoformat(form.period.value)
    form.numerator.value, form.denominator.value = "4", "20"
    form.button.click()
    points = visit("baseline", f"municipality:{OTHER}").book.series_of("o1", measure).points
    assert [point.period for point in points] == [chosen]


def test_an_entered_event_is_there_after_a_reload_and_can_be_taken_back(visit):
    for count, left in (("2", [2]), ("0", [])):
        form = EntryForm(visit("baseline").model, texts("da"))
        form.measure.value = EVENTS
        form.on.value, form.count.value = DAY, count
        form.button.click()
        assert "Gemt kl. " in form.line.widget.value
        assert [event.count for event in visit("baseline").book.series_of("u1", EVENTS).events] == left


def test_a_tapped_day_is_there_after_a_reload_and_another_window_does_not_write_over_it(visit):
    first, second = visit("board").model, visit("board").model
    first.tap("u1", EVENTS, DAY)
    with pytest.raises(ChangedMeanwhile):
        second.save_event("u1", EVENTS, DAY, "3", "Antal")
    assert [event.count for event in visit("board").book.series_of("u1", EVENTS).events] == [1]
    assert second.event_on("u1", EVENTS, DAY) == Event(DAY, 1)
    second.save_event("u1", EVENTS, DAY, "3", "Antal")
    second.undo()
    assert [event.count for event in visit("board").book.series_of("u1", EVENTS).events] == [1]


def test_an_agreement_that_is_ticked_off_stands_so_after_a_reload(visit):
    visit("board").desk.save(BOARD_NOTE, "u1", "n1", {"what": "Hæng skemaet op", "owner": "PL"})
    page = visit("board")
    page.model.tick("u1", "n1", True)
    (note,) = visit("board").model.board("u1").notes
    assert (note.value.what, note.value.done_on) == ("Hæng skemaet op", page.book.as_of)


@pytest.mark.parametrize("visitor", [f"viewer:{OWN}", f"unit:{OWN}:u2"])
def test_who_may_only_read_a_board_saves_nothing_on_it(visit, visitor: str):
    model = visit("board", visitor).model
    with pytest.raises(ValueRefused):
        model.tap("u1", EVENTS, DAY)
    assert visit("board").book.series_of("u1", EVENTS).events == ()


def test_answers_are_there_after_a_reload_and_nobody_knows_whose(visit):
    form = Questions(visit("leadership").model, texts("da"))
    form.group.value = form.group.options[1][1]
    first, second, *_ = form.fields
    form.fields[first].value = "4"
    form.fields[second].value = "unknown"
    answers = visit("leadership").book.answers
    assert {(a.statement, a.value) for a in answers} == {(first, 4), (second, None)}
    assert len({a.response for a in answers}) == 1
    assert OWN not in answers[0].response


def test_a_municipality_sees_nothing_of_what_another_has_entered(visit):
    page = visit("preparation", f"municipality:{OTHER}")
    page.model.save_item("P01", "done", page.book.programme.checklist.item("P01").owners[0], "hemmeligt")
    own = visit("preparation", query=f"municipality={OTHER}")
    assert own.book.checklist.get(OTHER) is None
    assert "hemmeligt" not in own.checklist().html


def test_a_facilitator_enters_on_a_municipalitys_behalf(visit):
    page = visit("preparation", "facilitator", f"municipality={OTHER}")
    page.model.save_item("P01", "begun", page.book.programme.checklist.item("P01").owners[0], "")
    assert visit("preparation", f"municipality:{OTHER}").book.checklist[OTHER]["P01"].status is ItemStatus.BEGUN


def test_a_visitor_of_a_municipality_that_is_not_in_the_network_gets_a_sentence(visit):
    page = visit("preparation", "municipality:9999")
    assert "9999" in page.heading().html
    assert page.checklist().bundles() == ()


def test_jupyterlab_saves_too_when_it_works_on_a_folder(folder: Path, monkeypatch):
    page = notebook.open("preparation", str(folder), OWN)
    page.model.save_item("P01", "done", page.book.programme.checklist.item("P01").owners[0], "")
    assert notebook.open("preparation", str(folder), OWN).book.checklist[OWN]["P01"].status is ItemStatus.DONE


def test_the_faults_of_the_folder_are_told(folder: Path):
    assert "fejl" in notebook.open("preparation", str(folder), OWN).problems.html
