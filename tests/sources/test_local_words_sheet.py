"""The sheet of local words: written, offered, read back, and refused with the cell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import small_network_file, small_programme, small_series, with_network
from openpyxl import load_workbook
from told import changed, reworked, told

from kit.domain.glossary import Glossary, Term
from kit.domain.label import LANGUAGES, Label
from kit.domain.local_words import LocalWord
from kit.sources.measurements import read_measurements, write_measurements
from kit.sources.network import NetworkFile, read_network, voice_in, write_network

TERMS = (
    Term("learning_session", Label("læringsseminar", "samling", "learning seminar")),
    Term("pressure_ulcer", Label("tryksår", "trykksår", "pressure ulcer")),
    Term("unit", Label("enhed", "enhet", "unit")),
)
PROGRAMME = replace(small_programme(), glossary=Glossary(TERMS))
WORDS = {
    "da": (LocalWord("læringsseminar", "netværksdag"), LocalWord("tryksår", "liggesår")),
    "nb": (LocalWord("samling", "nettverksdag"),),
    "en": (LocalWord("learning seminars", "network days"),),
}
SHEET = "lokale ord"
Cells = dict[tuple[str, str], Any]


def content(language: str = "da") -> NetworkFile:
    return with_network(small_network_file(language), local_words=WORDS[language])


def read(path: Path) -> NetworkFile:
    return read_network(path, {PROGRAMME.id: PROGRAMME})


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "network.xlsx"
    write_network(path, content(), PROGRAMME)
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_local_words_come_back_as_they_were_written(language: str, tmp_path: Path) -> None:
    path = tmp_path / "network.xlsx"
    write_network(path, content(language), PROGRAMME)
    assert read(path) == content(language)
    assert voice_in(path) == (language, WORDS[language])


def test_the_sheet_explains_itself_and_starts_empty(tmp_path: Path) -> None:
    path = tmp_path / "network.xlsx"
    write_network(path, small_network_file(), PROGRAMME)
    sheet = load_workbook(path)[SHEET]
    assert [cell.value for cell in sheet[3]] == ["Ord i værktøjet", "Hos jer hedder det"]
    assert "én linje pr. bøjning" in sheet["A1"].value
    assert sheet["A2"].value.startswith("Eksempel: »læringsseminar« hedder netværksdag")
    assert sheet["A4"].value is None
    assert read(path).network.local_words == ()


def test_the_words_that_the_texts_use_are_offered_but_another_form_may_be_typed(workbook: Path) -> None:
    book = load_workbook(workbook)
    rule = book[SHEET].data_validations.dataValidation[0]
    column = rule.formula1.split("$")[1]
    offered = [cell.value for cell in book["lister"][column] if cell.value]
    assert {"læringsseminar", "tryksår", "enheder"} <= set(offered)
    assert rule.errorStyle == "information"
    typed = read(changed(workbook, {(SHEET, "A6"): "Enhedernes", (SHEET, "B6"): "afdelingernes"}))
    assert typed.network.local_words[-1] == LocalWord("Enhedernes", "afdelingernes")


def test_an_older_workbook_without_the_sheet_is_read(workbook: Path) -> None:
    older = reworked(workbook, lambda book: book.remove(book[SHEET]))
    assert read(older) == small_network_file()


BAD: list[tuple[str, Cells, str]] = [
    ("empty", {(SHEET, "B4"): None}, "celle B4: Cellen er tom. Udfyld »Hos jer hedder det«."),
    ("no word", {(SHEET, "A4"): None}, "celle A4: Cellen er tom. Udfyld »Ord i værktøjet«."),
    (
        "unknown",
        {(SHEET, "A4"): "læringseminar"},
        "celle A4: »læringseminar« er ikke et ord i ordlisten for programmet i-sikre-haender. Vælg et ord på listen, og"
        " skriv hver bøjning på sin egen linje.",
    ),
    (
        "twice",
        {(SHEET, "A5"): "Læringsseminar"},
        "celle A5: »Læringsseminar« står to gange (også i A4). Slet den ene linje.",
    ),
    ("long", {(SHEET, "B4"): "x" * 61}, "celle B4: Ordet er på 61 tegn. Der er plads til 60. Gør det kortere."),
    ("formula", {(SHEET, "B4"): "=A4"}, "celle B4: Her står en formel. Skriv selve tallet eller teksten i stedet."),
]


@pytest.mark.parametrize(("cells", "expected"), [bad[1:] for bad in BAD], ids=[bad[0] for bad in BAD])
def test_a_fault_is_told_with_its_cell(cells: Cells, expected: str, workbook: Path) -> None:
    assert told(lambda: read(changed(workbook, cells))) == [f"network.xlsx, ark lokale ord, {expected}"]


@pytest.mark.parametrize("word", ["<script>alert(1)</script>", "+dag", "dag\nto"])
def test_signs_that_are_no_word_are_refused(word: str, workbook: Path) -> None:
    said = told(lambda: read(changed(workbook, {(SHEET, "B4"): word})))
    assert len(said) == 1
    assert said[0].startswith("network.xlsx, ark lokale ord, celle B4: »")
    assert "kan ikke bruges som ord" in said[0]


def test_an_identity_number_is_refused_and_not_repeated(workbook: Path) -> None:
    said = told(lambda: read(changed(workbook, {(SHEET, "B4"): "dag 010190-1234"})))
    assert said[0].startswith("network.xlsx, ark lokale ord, celle B4: ")


def test_a_programme_without_a_glossary_says_so(workbook: Path) -> None:
    said = told(lambda: read_network(workbook, {PROGRAMME.id: small_programme()}))
    assert said[0] == (
        "network.xlsx, ark lokale ord, celle A4: Programmet i-sikre-haender har ingen ordliste (glossary.csv), så ord "
        "kan ikke få et andet navn. Slet linjen, eller giv programmet en ordliste."
    )


def test_a_faulty_line_does_not_silence_the_other_words(workbook: Path) -> None:
    assert voice_in(changed(workbook, {(SHEET, "B4"): "<b>"})) == ("da", (LocalWord("tryksår", "liggesår"),))


def test_a_measurement_workbook_says_the_local_words_and_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "0301.xlsx"
    plain = small_network_file()
    write_measurements(path, content(), PROGRAMME, "0301", small_series(), until=date(2026, 5, 31))
    book = load_workbook(path)
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert "pu.days · Dage mellem liggesår" in cells
    assert not [cell for cell in cells if "tryksår" in cell]
    assert book.sheetnames[:3] == ["vejledning", "målinger", "hændelser"]
    today = date(2026, 6, 15)
    again = read_measurements(path, plain, PROGRAMME, today=today)
    assert {one.measure for one in again.series} == {"pu.risk", "fall.rate", "pu.days"}
