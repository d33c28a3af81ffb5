"""The baseline page on a real folder: what is chosen, planned, pasted and frozen is there after a reload."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_books import OTHER, OWN, PERCENT, SCRIPT, small_book

from kit import notebook
from kit.actions.bring_in import import_files
from kit.actions.previewing import workbook
from kit.apps.views.baseline_many import PasteForm
from kit.apps.views.baseline_month import MonthForm
from kit.apps.views.baseline_plan import FreezeForm, UnitLists
from kit.domain.access import FACILITATOR, Role, Visitor
from kit.domain.entries.chart import FREEZE
from kit.domain.entries.plan import COLLECTION_PLAN, MEASURE_CHOICE, OWN_MEASURE
from kit.errors import NotAllowed
from kit.sources.network import NetworkFile, write_network
from kit.texts import texts

DA = texts("da")
UNITS = [("alle", ""), ("u1", "u1")]
OWN_VALUES = {
    "name": f"Egen {SCRIPT}",
    "area": "fall",
    "kind": "balancing",
    "value": "percent",
    "numerator": "talt",
    "denominator": "alle",
    "frequency": "month",
    "direction": "down",
    "quality": "Tallene er usikre",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    book = small_book()
    content = NetworkFile(book.network, book.municipalities, book.units, book.people, book.seminars, book.in_use)
    write_network(tmp_path / "network.xlsx", content, book.programme)
    return tmp_path


@pytest.fixture
def visit(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def opened(visitor: str = f"municipality:{OWN}"):
        monkeypatch.setenv("KIT_HOST", "app")
        monkeypatch.setenv("KIT_NETWORK", str(folder))
        monkeypatch.setenv("HTTP_X_KIT_VISITOR", visitor)
        monkeypatch.setenv("QUERY_STRING", "")
        return notebook.open("baseline")

    return opened


def fill(form, **values) -> None:
    for field in form.fields:
        if field.spec.name in values:
            field.widget.value = values[field.spec.name]


def test_an_own_measure_is_on_the_page_at_once_and_everywhere_after_a_reload(visit, folder: Path):
    page = visit()
    month = MonthForm(page.model, DA)
    lists = UnitLists(page.desk, (MEASURE_CHOICE, OWN_MEASURE), UNITS, DA)
    own = lists.lists[1]
    own.add.click()
    fill(own.form, **OWN_VALUES)
    own.form.button.click()
    assert "Gemt" in own.line.widget.value
    row = next(row for row in month.rows if row.line.measure.is_own)
    row.numerator.value, row.denominator.value = "1", "20"
    assert "Gemt kl. " in row.line_widget.widget.value
    again = visit()
    measure = row.line.measure.id
    assert measure.startswith(f"own.{OWN}.")
    assert len(again.book.series_of("u1", measure).points) == 1
    for shown in (again.measures().html, again.status().html, again.plan().html):
        assert "Egen &lt;script" in shown
        assert "<script>alert" not in shown
    assert "Tallene er usikre" in again.plan().html
    assert "Egen" not in visit(f"municipality:{OTHER}").measures().html
    name, content = workbook(folder, Visitor(Role.MUNICIPALITY, OWN), OWN)
    path = folder / "data" / name
    path.parent.mkdir()
    path.write_bytes(content)
    (imported,) = import_files(folder)
    assert (imported.receipt.unchanged, imported.receipt.new) == (1, 0), "the workbook has it, and nothing is lost"


def test_a_measure_of_the_catalogue_is_taken_in_use_and_left_again(visit):
    page = visit()
    choice = UnitLists(page.desk, (MEASURE_CHOICE,), UNITS, DA).lists[0]
    choice.add.click()
    fill(choice.form, measure="med.p.admin", baseline="12")
    choice.form.button.click()
    assert page.model.book.use_of(page.model.unit("u1"), "med.p.admin").baseline == 12
    assert visit().book.use_of(page.model.unit("u2"), "med.p.admin").baseline == 12
    choice.undo.click()
    assert visit().book.use_of(page.model.unit("u2"), "med.p.admin") is None


def test_a_share_without_a_denominator_is_refused(visit):
    own = UnitLists(visit().desk, (OWN_MEASURE,), UNITS, DA).lists[0]
    own.add.click()
    fill(own.form, **{**OWN_VALUES, "denominator": ""})
    own.form.button.click()
    assert 'role="alert"' in own.form.line.widget.value
    assert visit().book.entries(OWN_MEASURE) == ()


def test_a_team_may_not_choose_measures_but_plans_its_own(visit):
    page = visit(f"unit:{OWN}:u1")
    assert page.choose().bundles() == ()
    with pytest.raises(NotAllowed):
        page.desk.save(MEASURE_CHOICE, "u1", "k1", {"measure": "med.p.admin"})
    role = next(iter(page.book.programme.roles))
    page.desk.save(COLLECTION_PLAN, "u1", "k1", {"measure": PERCENT, "who": role, "source": "journalen"})
    assert "journalen" in visit().plan().html


def test_a_paste_is_in_the_table_at_once_and_after_a_reload(visit):
    page = visit()
    form = PasteForm(page.model, page.model.many, DA)
    form.chooser.measure.value = PERCENT
    form.text.value = "måned;tæller;nævner\njan 2026;4;20\n02-2026;;\nmarts 2026;0;20"
    form.read.click()
    form.shown.save.click()
    assert "2 målinger er nye" in form.shown.line.widget.value
    for book in (page.model.book, visit().book):
        assert [point.numerator for point in book.series_of("u1", PERCENT).points] == [4, 0]


def test_a_frozen_baseline_is_there_after_a_reload(visit):
    page = visit()
    text = "\n".join(f"{m:02}-2025;{4 + m % 3};20" for m in range(1, 13))
    form = PasteForm(page.model, page.model.many, DA)
    form.chooser.measure.value = PERCENT
    form.text.value = text
    form.read.click()
    form.shown.save.click()
    freeze = FreezeForm(page.model, page.desk, DA)
    freeze.chooser.measure.value = PERCENT
    freeze.points.value = "10"
    freeze.freeze.click()
    again = visit()
    assert [one.value.points for one in again.book.entries(FREEZE, OWN, "u1")] == [10]
    assert "låst på de første 10 målinger" in again.freeze().html


def test_every_part_of_the_page_opens_for_everybody(visit):
    for visitor in (f"municipality:{OWN}", f"unit:{OWN}:u1", f"viewer:{OWN}", str(FACILITATOR.id)):
        page = visit(visitor)
        for name in ("entry", "freeze", "plan", "status", "sheets", "choose", "measures"):
            for data, _ in getattr(page, name)().bundles():
                assert DA("apps.unexpected") not in str(data)
