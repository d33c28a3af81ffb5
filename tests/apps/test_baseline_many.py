"""Pasting and uploading as the page shows them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

import pytest
from page_books import EVENTS, OWN, PERCENT, SCRIPT

from kit.apps.baseline import BaselineModel
from kit.apps.views.baseline import Tasks, tasks
from kit.apps.views.baseline_many import PasteForm, UploadForm
from kit.domain.book import Book
from kit.domain.compared import Compared, Preview
from kit.errors import ChangedMeanwhile, Problem, Where
from kit.sources.pasted import propose, split
from kit.texts import Texts

AT = datetime(2026, 4, 10, 8, tzinfo=UTC)
NEW = Compared("u1", PERCENT, "2026-04-01", None, (4, 20, SCRIPT))
CORRECTED = Compared("u1", PERCENT, "2026-03-01", (19, 20, ""), (18, 20, ""))
SAME = Compared("u1", EVENTS, "2025-03-01", (1, None, ""), (1, None, ""))
BAD = Problem("problems.negative", Where("", "", "B3"), {"found": f"-4 {SCRIPT}"})
TEXT = "måned;tæller;nævner\n2026-04;4;20"


class Done(NamedTuple):
    at: datetime
    changed: bool


class Stand:
    """Stands in for what the page hands in."""

    def __init__(self) -> None:
        self.preview = Preview((NEW, CORRECTED, SAME))
        self.asked: list[tuple] = []
        self.saved: list[Preview] = []
        self.reloaded = 0
        self.error: Exception | None = None

    def pasted(self, *values) -> Preview:
        self.asked.append(values)
        return self.preview

    workbook = pasted
    split = staticmethod(split)
    propose = staticmethod(propose)

    def save(self, preview: Preview) -> Done:
        if self.error:
            raise self.error
        self.saved.append(preview)
        return Done(AT, True)

    def fresh(self) -> tuple[str, bytes]:
        return "0101 Ærøby.xlsx", b"PK"

    def reload(self) -> None:
        self.reloaded += 1


@pytest.fixture
def many() -> Stand:
    return Stand()


@pytest.fixture
def model(book: Book, saved, many: Stand) -> BaselineModel:
    made = BaselineModel(book, OWN, saved, saved)
    made.many, made.may_lead = many, True
    return made


@pytest.fixture
def form(model: BaselineModel, many: Stand, danish: Texts) -> PasteForm:
    made = PasteForm(model, many, danish)
    made.chooser.measure.value = PERCENT
    return made


def test_columns_are_proposed_and_can_be_changed(form: PasteForm, many: Stand):
    form.text.value = TEXT
    form.read.click()
    assert [field.value for field in form.means] == ["period", f"{PERCENT}/numerator", f"{PERCENT}/denominator"]
    assert "Kolonne 2: tæller" in form.means[1].description
    form.means[2].value = ""
    assert many.asked[-1][3] == ("period", f"{PERCENT}/numerator", "")


def test_what_would_change_is_shown_before_anything_is_saved(form: PasteForm, many: Stand):
    form.text.value = TEXT
    form.read.click()
    said = form.shown.words.value
    assert "1 nye, 1 rettede, 1 uændrede" in said
    assert "19 af 20" in said
    assert "18 af 20" in said
    assert "<script" not in said
    assert many.saved == []
    form.shown.save.click()
    assert many.saved == [many.preview]
    assert many.reloaded == 1
    assert "2 målinger er nye eller rettede. Gemt kl. " in form.shown.line.widget.value
    assert form.shown.place.children == ()


def test_with_a_fault_there_is_no_button_that_saves(form: PasteForm, many: Stand):
    many.preview = Preview((), (BAD,))
    form.text.value = TEXT
    form.read.click()
    assert "celle B3" in form.shown.words.value
    assert "<script" not in form.shown.words.value
    assert form.shown.place.children == ()


def test_what_was_read_goes_when_the_text_changes(form: PasteForm):
    form.text.value = TEXT
    form.read.click()
    form.text.value = TEXT + "\n2026-03;1;20"
    assert form.means == []
    assert form.shown.place.children == ()
    assert not form.shown.preview.ready


def test_another_s_save_meanwhile_is_told_and_shown(form: PasteForm, many: Stand):
    form.text.value = TEXT
    form.read.click()
    many.error = ChangedMeanwhile((1, 2, ""), "facilitator", AT)
    many.preview = Preview((CORRECTED,))
    form.shown.save.click()
    assert "Sekretariatet gemte noget her kl. " in form.shown.line.widget.value
    assert "0 nye, 1 rettede" in form.shown.words.value


@pytest.mark.parametrize("text", ["", "hej", "x" * 1_000_000, "\0;1", SCRIPT])
def test_hostile_pastes_get_a_sentence(form: PasteForm, many: Stand, text: str):
    form.text.value = text
    form.read.click()
    assert 'role="alert"' in form.line.widget.value
    assert many.asked == []


def test_a_workbook_is_shown_then_saved(model: BaselineModel, many: Stand, danish: Texts):
    form = UploadForm(model, many, danish)
    form.file.value = ({"name": "0101.xlsx", "content": memoryview(b"PK"), "size": 2, "type": "", "last_modified": AT},)
    assert many.asked[0][0] == "0101.xlsx"
    form.shown.save.click()
    assert many.saved == [many.preview]


def test_a_fresh_workbook_is_a_link_that_holds_it(model: BaselineModel, many: Stand, danish: Texts):
    form = UploadForm(model, many, danish)
    form.make.click()
    assert 'download="0101 Ærøby.xlsx"' in form.link.value
    assert "base64,UEs=" in form.link.value


def test_a_team_is_not_offered_the_workbook_of_the_whole_municipality(model: BaselineModel, danish: Texts):
    assert "upload" in tasks(model)
    model.may_lead = False
    assert tasks(model) == ["month", "tally", "single", "paste", "list"]
    model.own_unit = "u2"
    shown = Tasks(model, danish)
    for name in tasks(model):
        shown.task.value = name
        assert len(shown.place.children) == 2
    assert [unit.id for unit in model.to_fill] == ["u2"], "a team is offered its own unit alone"
