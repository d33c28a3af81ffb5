"""A new network folder is right from the start, and never writes over anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kit.actions.bring_in import import_files
from kit.actions.check import check_folder
from kit.actions.folder import NetworkFolder
from kit.actions.load import load_book
from kit.actions.new import create_network, empty_folder, refresh_workbooks, workbook_name
from kit.domain.label import LANGUAGES
from kit.domain.network import Municipality, Status, Unit
from kit.errors import FolderError, ValueRefused
from kit.sources import network_out
from kit.sources.network import read_network, write_network
from kit.sources.programme import programme_folders, read_programme
from kit.texts import texts

TODAY = date(2026, 6, 15)
READ_ME = {"da": "LÆS-MIG.txt", "nb": "LES-MEG.txt", "en": "READ-ME.txt"}


def da(error: FolderError | ValueRefused) -> str:
    return texts("da").error(error)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("programme", ["i-sikre-haender", "i-trygge-hender"])
def test_a_new_network_has_nothing_wrong_in_it(programme: str, language: str, tmp_path: Path) -> None:
    place = create_network(tmp_path / "Nyt nætværk", programme, language, today=TODAY)
    assert check_folder(place.path) == ()
    assert import_files(place.path)[0].receipt.new == 0
    book = load_book(place.path)
    assert (book.network.programme, book.network.language) == (programme, language)
    assert len(book.municipalities) == 1
    assert len(book.units) == 2
    assert len(book.in_use) == 6
    assert all(book.programme.measure(line.measure) for line in book.in_use)
    assert (place.path / READ_ME[language]).read_text(encoding="utf-8-sig").count("kit ") >= 5


def test_without_a_language_the_programmes_own_is_used(tmp_path: Path) -> None:
    place = create_network(tmp_path / "n", "i-trygge-hender")
    assert load_book(place.path).network.language == "nb"


def test_the_first_seminar_is_a_tuesday_after_the_longest_preparation(tmp_path: Path) -> None:
    book = load_book(create_network(tmp_path / "n", "i-sikre-haender", today=TODAY).path)
    assert book.network.first_seminar == date(2026, 10, 6)
    assert [one.on for one in book.seminars if one.id == "ls1"] == [date(2026, 10, 6)]
    assert book.readiness("0000").overdue == () or book.network.first_seminar > TODAY


def test_a_name_and_a_day_may_be_given(tmp_path: Path) -> None:
    day = date(2027, 1, 12)
    place = create_network(tmp_path / "n", "i-sikre-haender", "da", name="=Netværk Nord", first_seminar=day)
    assert load_book(place.path).network.name == "=Netværk Nord"
    assert load_book(place.path).network.first_seminar == day


def test_an_empty_folder_is_taken_and_one_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "n"
    folder.mkdir()
    place = create_network(folder, "i-sikre-haender", "da")
    before = place.network_file.read_bytes()
    with pytest.raises(FolderError) as refused:
        create_network(folder, "i-sikre-haender", "da")
    assert da(refused.value) == f"Mappen {folder} er ikke tom. Vælg en ny mappe, så intet bliver skrevet over."
    assert place.network_file.read_bytes() == before


def test_a_file_is_not_taken_for_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "fil"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(FolderError) as refused:
        create_network(path, "i-sikre-haender", "da")
    assert da(refused.value) == f"{path} er en fil. Vælg et andet navn til den nye mappe."


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x", encoding="utf-8")
    path = tmp_path / "fil" / "under"
    with pytest.raises(FolderError) as refused:
        empty_folder(path)
    expected = f"Mappen {path} kan ikke oprettes, eller også må du ikke skrive i den. Vælg en anden, for eksempel "
    assert da(refused.value) == expected + "under Dokumenter."


def test_an_unknown_programme_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(ValueRefused) as refused:
        create_network(tmp_path / "n", "i-sikre-hænder", "da")
    assert (
        da(refused.value)
        == "Programmet »i-sikre-hænder« findes ikke. Vælg et af disse: i-sikre-haender, i-trygge-hender."
    )
    assert not (tmp_path / "n").exists()


def test_a_start_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(network_out, "_write", full)
    with pytest.raises(FolderError) as refused:
        create_network(tmp_path / "n", "i-sikre-haender", "da")
    assert da(refused.value).startswith("Filen network.xlsx kan ikke gemmes i mappen ")
    assert list((tmp_path / "n").iterdir()) == []


def test_missing_workbooks_are_written_and_existing_ones_left_alone(tmp_path: Path) -> None:
    place = create_network(tmp_path / "n", "i-sikre-haender", "da")
    programme = read_programme(programme_folders()["i-sikre-haender"])
    content = read_network(place.network_file, {programme.id: programme})
    municipalities = (
        *content.municipalities,
        Municipality("0301", 'Nord/Syd: "Øst"'),
        Municipality("0302", "Har allerede"),
        Municipality("0303", "Ude", "new", Status.WITHDRAWN, date(2026, 1, 1), "ny organisering"),
    )
    units = (*content.units, Unit("0301-1", "0301", "Åhaven", "nursing_home"))
    write_network(place.network_file, replace(content, municipalities=municipalities, units=units), programme)
    own = place.data / "0302_tal.csv"
    own.write_text("", encoding="utf-8")
    assert [path.name for path in refresh_workbooks(place.path)] == ["0301 Nord Syd Øst.xlsx"]
    assert "0301-1" in [cell.value for cell in load_workbook(place.data / "0301 Nord Syd Øst.xlsx")["målinger"]["A"]]
    assert refresh_workbooks(place.path) == ()
    assert own.read_bytes() == b""


def test_the_examples_workbook_stops_nothing_when_the_example_is_written_over(tmp_path: Path) -> None:
    place = create_network(tmp_path / "n", "i-sikre-haender", "da", today=TODAY)
    (left_over,) = place.data.iterdir()
    write_over_the_example(place)
    refresh_workbooks(place.path)
    assert check_folder(place.path) == ()
    assert [one.receipt.new for one in import_files(place.path)] == [0, 0]
    workbook = load_workbook(left_over)
    workbook["målinger"]["F4"], workbook["målinger"]["G4"] = 3, 10
    workbook.save(left_over)
    assert "0000-1" in texts("da").problem(check_folder(place.path)[0]), "numbers in it are never passed over"


def write_over_the_example(place: NetworkFolder) -> None:
    """Put one municipality with one unit where the example was."""
    programme = read_programme(programme_folders()["i-sikre-haender"])
    content = read_network(place.network_file, {programme.id: programme})
    own = (Municipality("0301", "Nordvang"),), (Unit("0301-1", "0301", "Åhaven", "nursing_home"),)
    write_network(place.network_file, replace(content, municipalities=own[0], units=own[1]), programme)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nordvang", "0301 Nordvang.xlsx"),
        ("A:B*C?", "0301 A B C.xlsx"),
        ("Ø...", "0301 Ø.xlsx"),
        ("x" * 99, f"0301 {'x' * 60}.xlsx"),
    ],
)
def test_a_workbooks_name_is_one_that_windows_takes(name: str, expected: str) -> None:
    assert workbook_name(Municipality("0301", name)) == expected
