"""Loading gives one Book: the network as it is, and what was measured up to a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from folder_sample import CONTENT, NOW, PROGRAMME, RATE, TODAY, rate, sores

from kit.actions.folder import NetworkFolder
from kit.actions.load import load_book
from kit.domain.checklist import ItemState, ItemStatus
from kit.domain.series import Series
from kit.errors import FolderError, ProblemsFound, StoreError, ValueRefused
from kit.sources.handover import write_handover
from kit.store import open_store
from kit.texts import texts


def fill(folder: NetworkFolder, *series: Series) -> None:
    with open_store(folder.database, create=True) as store:
        store.save_import("a.xlsx", "a", series, by="import", at=NOW)
        for code in ("0301", "5001"):
            store.save_item(code, ItemState("P01", ItemStatus.DONE), by="facilitator", at=NOW)


def test_without_a_database_there_is_a_network_and_no_measurements(folder: NetworkFolder) -> None:
    book = load_book(folder.path)
    assert book.network == CONTENT.network
    assert book.municipalities == CONTENT.municipalities
    assert book.units == CONTENT.units
    assert book.programme == PROGRAMME
    assert book.as_of == date.today()
    assert (book.series, book.checklist, book.answers) == ({}, {}, ())
    assert not folder.database.exists(), "reading makes nothing"


def test_what_comes_after_the_day_is_left_out(folder: NetworkFolder) -> None:
    fill(folder, rate("0301-1", 1, 2, 3, 4), sores("5001-1", date(2026, 3, 15), date(2026, 3, 16)))
    book = load_book(folder.path, as_of=TODAY)
    assert [point.numerator for point in book.series_of("0301-1", RATE).points] == [1, 2, 3]
    assert [event.on for event in book.series[("5001-1", "pu.r.days_between")].events] == [date(2026, 3, 15)]
    assert load_book(folder.path, as_of=date(2025, 12, 31)).series == {}


def test_one_municipality_s_book_holds_its_own_rows_only(folder: NetworkFolder) -> None:
    fill(folder, rate("0301-1", 1, 2), rate("5001-1", 3))
    book = load_book(folder.path, as_of=TODAY, municipality="0301")
    assert book == load_book(folder.path, as_of=TODAY).only("0301")
    assert set(book.series) == {("0301-1", RATE)}
    assert set(book.checklist) == {"0301"}


@pytest.mark.parametrize("code", ["301", "9999", "", "0101901234"])
def test_an_unknown_municipality_is_refused(folder: NetworkFolder, code: str) -> None:
    with pytest.raises(ValueRefused) as caught:
        load_book(folder.path, municipality=code)
    assert caught.value.key == "actions.unknown_municipality"
    assert "1234" not in texts("nb").error(caught.value)


def test_values_of_a_unit_that_has_left_the_network_file_are_not_shown(folder: NetworkFolder) -> None:
    fill(folder, rate("0301-1", 1), rate("closed", 2))
    assert set(load_book(folder.path, as_of=TODAY).series) == {("0301-1", RATE)}


def test_a_hand_over_file_is_loaded_like_a_folder(folder: NetworkFolder, tmp_path: Path) -> None:
    fill(folder, rate("0301-1", 1, 2, 3), rate("5001-1", 3))
    book = load_book(folder.path, as_of=TODAY)
    path = tmp_path / "book.json"
    write_handover(path, book)
    assert load_book(path) == book
    assert load_book(path, municipality="5001") == book.only("5001")
    earlier = load_book(path, as_of=date(2026, 2, 1))
    assert earlier.as_of == date(2026, 2, 1)
    assert [point.numerator for point in earlier.series_of("0301-1", RATE).points] == [1, 2]
    write_handover(path, book.only("5001"))
    with pytest.raises(ValueRefused):
        load_book(path, municipality="0301")


def test_what_cannot_be_loaded_says_why(folder: NetworkFolder, tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=r"actions\.folder\.missing"):
        load_book(tmp_path / "nowhere")
    with pytest.raises(FolderError, match=r"handover\.missing"):
        load_book(tmp_path / "nowhere.json")
    folder.database.write_bytes(b"no database" * 500)
    with pytest.raises(StoreError, match=r"store\.not_ours"):
        load_book(folder.path)
    folder.network_file.write_bytes(b"no workbook")
    with pytest.raises(ProblemsFound):
        load_book(folder.path)
