"""Agendas out to Excel and back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from kit.actions.agenda import agendas_in, agendas_out
from kit.actions.demo import create_demo
from kit.actions.load import load_book
from kit.domain.entries.entry import Record
from kit.domain.entries.seminar import SEMINAR_ITEM
from kit.domain.held import Held
from kit.domain.seminars.plan import SeminarPlan
from kit.errors import ProblemsFound, StoreError
from kit.store import Store

ID, CLOCK, MINUTES, TITLE, TEXT, GUIDE, ACTIVITY, ASK, OPTIONS = range(1, 10)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo network."""
    return create_demo(tmp_path_factory.mktemp("agenda") / "demo").path


@pytest.fixture
def network(demo: Path, tmp_path: Path) -> Path:
    """A copy of it to write in."""
    return Path(shutil.copytree(demo, tmp_path / "network"))


def last(network: Path) -> str:
    return load_book(network).seminars[-1].id


def plan(network: Path) -> SeminarPlan:
    """The agenda of the last seminar."""
    book = load_book(network)
    return Held(book, book.seminars[-1]).plan


def edited(network: Path, change: Callable[[Any], object]) -> Path:
    """The workbook, its last seminar's sheet changed as somebody would in Excel."""
    file = agendas_out(network)
    book = load_workbook(file)
    change(book[last(network)])
    book.save(file)
    return file


def changes(network: Path) -> int:
    return len(load_book(network).entries(SEMINAR_ITEM))


def test_a_workbook_that_nobody_changed_changes_nothing(network: Path) -> None:
    before = plan(network)
    read = agendas_in(network, agendas_out(network))
    assert len(read) == len(load_book(network).seminars)
    assert {one.changed for one in read} == {0}
    assert changes(network) == 0
    assert plan(network) == before


def test_words_minutes_and_the_beginning_are_changed_and_the_other_languages_stay(network: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.cell(2, CLOCK).value = time(10, 30)
        sheet.cell(2, MINUTES).value = 25
        sheet.cell(3, TITLE).value = "Siden vi sås"

    before = plan(network)
    read = agendas_in(network, edited(network, change))
    after = plan(network)
    assert [one.changed for one in read][-1] == 3
    assert (after.starts, after.items[0].minutes, after.items[1].title.da) == ("10:30", 25, "Siden vi sås")
    assert after.items[0].title == before.items[0].title
    assert after.items[1].text == before.items[1].text
    assert after.items[2:] == before.items[2:]


def test_rows_are_moved_left_out_and_put_in_and_all_of_it_can_be_taken_back(network: Path) -> None:
    original = agendas_out(network, network / "original.xlsx")
    before = plan(network)

    def change(sheet: Any) -> None:
        sheet.delete_rows(4)
        sheet.insert_rows(2)
        for column, value in (
            (MINUTES, 5),
            (TITLE, "Kaffe"),
            (ACTIVITY, "Velger ett svar"),
            (ASK, "Te?"),
            (OPTIONS, "Ja\nNej"),
        ):
            sheet.cell(2, column).value = value

    agendas_in(network, edited(network, change))
    after = plan(network)
    ids = [item.id for item in before.items]
    assert [item.id for item in after.items] == ["own1", *ids[:2], *ids[3:]]
    new = after.items[0]
    assert (new.title.da, new.minutes, new.activity, [one.da for one in new.options.values()]) == (
        "Kaffe",
        5,
        "single",
        ["Ja", "Nej"],
    )
    assert agendas_in(network, agendas_out(network))[-1].changed == 0
    agendas_in(network, original)
    assert plan(network) == before
    assert changes(network) == 0


@pytest.mark.parametrize(
    ("column", "value", "key"),
    [
        (MINUTES, "længe", "problems.not_number"),
        (MINUTES, None, "problems.missing"),
        (MINUTES, 601, "problems.agenda_minutes"),
        (CLOCK, "ti", "problems.agenda_clock"),
        (TITLE, None, "problems.missing"),
        (TITLE, "x" * 121, "actions.too_long"),
        (TEXT, "Ring til 010190-1234", "problems.identifier"),
        (ACTIVITY, "Danser", "problems.not_choice"),
        (ACTIVITY, "Vælger flere svar", "problems.agenda_options"),
        (ID, "nyt", "problems.agenda_unknown"),
        (TITLE, "=1+1", "problems.formula"),
    ],
)
def test_what_cannot_be_is_told_by_its_cell_and_nothing_is_saved(
    network: Path, column: int, value: object, key: str
) -> None:
    def change(sheet: Any) -> None:
        sheet.cell(3, TITLE).value = "Noget andet"
        sheet.cell(2, column).value = value

    file = edited(network, change)
    with pytest.raises(ProblemsFound) as caught:
        agendas_in(network, file)
    found = {problem.key: problem for problem in caught.value.problems}
    assert key in found
    assert found[key].where.sheet == last(network)
    assert found[key].where.cell.endswith("2")
    assert changes(network) == 0


def test_a_workbook_of_something_else_is_refused_with_what_was_expected(network: Path) -> None:
    with pytest.raises(ProblemsFound) as caught:
        agendas_in(network, network / "network.xlsx")
    assert [problem.key for problem in caught.value.problems] == ["problems.agenda_no_sheet"]
    with pytest.raises(ProblemsFound) as caught:
        agendas_in(network, network / "nowhere.xlsx")
    assert [problem.key for problem in caught.value.problems] == ["problems.no_file"]


def test_when_the_disk_is_full_midway_nothing_is_saved(network: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = edited(network, lambda sheet: [sheet.cell(row, MINUTES, 7) for row in range(2, 7)])
    saved, save = [], Store.save_entry

    def until_full(store: Store, record: Record, **how: Any) -> bool:
        if len(saved) == 2:
            raise StoreError("store.full", file="kit.db")
        saved.append(record)
        return save(store, record, **how)

    monkeypatch.setattr(Store, "save_entry", until_full)
    with pytest.raises(StoreError):
        agendas_in(network, file)
    monkeypatch.undo()
    assert len(saved) == 2
    assert changes(network) == 0
