"""A list of reported events as the page takes it in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from page_books import EVENTS, OWN, SCRIPT
from test_baseline_many import AT, NEW, Stand

from kit.apps.baseline import BaselineModel
from kit.apps.views.baseline import tasks
from kit.apps.views.baseline_list import MOST_NAMES, ListForm, tally_sentence
from kit.domain.book import Book
from kit.domain.compared import Preview
from kit.domain.network import MeasureInUse
from kit.domain.reported_events import Tally
from kit.sources.reported_events import names_in, propose_columns, read_list
from kit.texts import Texts

COUNT = "pu.r.count"
TEXT = f"Sagsnr;Hændelsesdato;Sted\n1;2026-01-05;Syd {SCRIPT}\n2;2026-02-01;Nord"


class Lists(Stand):
    """Stands in for what the page hands in, with the reading of lists."""

    read_list = staticmethod(read_list)
    propose_columns = staticmethod(propose_columns)
    names_in = staticmethod(names_in)

    def listed(self, *values) -> tuple[Preview, Tally]:
        self.asked.append(values)
        return self.preview, Tally(counted=1, twice=2, elsewhere=3)


@pytest.fixture
def many() -> Lists:
    made = Lists()
    made.preview = Preview((NEW,))
    return made


@pytest.fixture
def model(book: Book, saved, many: Lists) -> BaselineModel:
    counted = replace(book, in_use=(*book.in_use, MeasureInUse(COUNT)))
    made = BaselineModel(counted, OWN, saved, saved)
    made.many, made.may_lead = many, True
    return made


@pytest.fixture
def form(model: BaselineModel, many: Lists, danish: Texts) -> ListForm:
    made = ListForm(model, many, danish)
    made.chooser.measure.value = EVENTS
    return made


def read(form: ListForm, text: str = TEXT) -> None:
    form.text.value = text
    form.read.click()


def test_columns_and_places_are_offered_and_what_is_missing_is_said(form: ListForm, many: Lists):
    read(form)
    assert [field.value for field in form.means] == ["case", "day", "place"]
    assert [box.description for box in form.boxes["place"]] == ["Nord", f"Syd {SCRIPT}"]
    assert "Sæt kryds ved de steder" in form.line.widget.value
    assert many.asked == []
    form.boxes["place"][0].value = True
    assert many.asked[-1][3:] == (("case", "day", "place"), {"place": ["Nord"]}, (None, None))
    assert "6 rækker: 1 talt med, 2 med et sagsnummer" in form.rows.value
    assert "<script" not in form.shown.words.value
    form.shown.save.click()
    assert many.saved == [many.preview]


def test_without_a_column_of_places_every_row_is_the_unit_s(form: ListForm, many: Lists):
    read(form)
    form.means[2].value = ""
    assert form.picked.children == ()
    assert many.asked[-1][4] == {}
    form.means[1].value = ""
    assert "datoen for hændelsen" in form.line.widget.value
    assert form.shown.place.children == ()


def test_kinds_of_event_are_picked_too(form: ListForm, many: Lists):
    read(form, "dato;type\n2026-01-05;Fald\n2026-01-06;Medicin")
    assert "typer hændelser" in form.line.widget.value
    form.boxes["kind"][1].value = True
    assert many.asked[-1][4] == {"kind": ["Medicin"]}


def test_a_place_called_as_the_unit_is_ticked(form: ListForm, model: BaselineModel):
    name = model.unit(form.chooser.unit.value).name
    read(form, f"dato;sted\n2026-01-05;{name}, 1. sal\n2026-01-06;Nord")
    assert {box.description: box.value for box in form.boxes["place"]} == {f"{name}, 1. sal": True, "Nord": False}


def test_of_very_many_places_the_unit_s_own_are_shown_and_the_rest_told(form: ListForm, model: BaselineModel):
    name = model.unit(form.chooser.unit.value).name
    places = [f"Afdeling {n:03}" for n in range(MOST_NAMES)] + [f"Ø {name}"]
    read(form, "\n".join(["dato;sted", *(f"2026-01-05;{place}" for place in places)]))
    boxes = form.boxes["place"]
    assert (len(boxes), boxes[0].description, boxes[0].value) == (MOST_NAMES, f"Ø {name}", True)
    assert "1 til er ikke vist" in form.picked.children[0].children[-1].value


def test_a_measure_by_the_month_asks_which_days_are_covered(form: ListForm, many: Lists):
    form.chooser.measure.value = COUNT
    read(form, "dato;x\n2026-01-05;a")
    assert form.span.children == (form.first, form.last)
    assert "hvilke dage listen dækker" in form.line.widget.value
    form.first.value, form.last.value = date(2026, 1, 1), date(2026, 1, 31)
    assert many.asked[-1][5] == (date(2026, 1, 1), date(2026, 1, 31))


def test_a_file_is_read_as_soon_as_it_is_chosen_and_forgotten_with_another_measure(form: ListForm, many: Lists):
    content = memoryview(b"dato;x\n2026-01-05;a")
    form.file.value = ({"name": "uth.csv", "content": content, "size": 2, "type": "", "last_modified": AT},)
    assert len(many.asked) == 1
    form.chooser.measure.value = COUNT
    assert form.means == []
    assert form.shown.place.children == ()


@pytest.mark.parametrize("text", ["", "hej", "x" * 4_000_000, "\0;1", SCRIPT])
def test_hostile_lists_get_a_sentence(form: ListForm, many: Lists, text: str):
    read(form, text)
    assert 'role="alert"' in form.line.widget.value
    assert many.asked == []


def test_units_without_such_a_measure_are_not_offered_it(model: BaselineModel):
    assert "list" in tasks(model)
    model.many = None
    assert "list" not in tasks(model)


def test_the_sentence_of_the_rows(danish: Texts):
    assert tally_sentence(Tally(), danish) == "Listen har 0 rækker: 0."
    assert tally_sentence(Tally(counted=1), danish) == "Listen har 1 række: 1 talt med."
