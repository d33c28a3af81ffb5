"""A CPR number or fødselsnummer is refused wherever it stands, and never shown. Test numbers only."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from builders import TODAY, small_network_file, small_programme
from openpyxl.comments import Comment
from told import reworked, told

from kit.sources.measurements import read_measurements, write_measurements
from kit.sources.network import read_network, write_network

CPR, FNR = "070761-4285", "13097248022"  # published examples
NETWORK, PROGRAMME = small_network_file(), small_programme()
HERE = "Her står noget, der ligner et CPR-nummer eller et norsk fødselsnummer. "
HERE += "Slet det i filen: værktøjet gemmer aldrig oplysninger om personer."
OUTSIDE = (
    "Uden for cellerne (i en tekstboks, et sidehoved eller filens egenskaber) står noget, der ligner et "
    "CPR-nummer eller et "
    "norsk fødselsnummer. Slet det, eller kopiér tallene over i et nyt regneark."
)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "0301.xlsx"
    write_measurements(path, NETWORK, PROGRAMME, "0301", until=date(2026, 6, 30))
    return path


def said(path: Path) -> list[str]:
    return told(lambda: read_measurements(path, NETWORK, PROGRAMME, TODAY))


def put(sheet: str, cell: str, value: Any) -> Callable[[Any], None]:
    def work(book: Any) -> None:
        book[sheet][cell] = value

    return work


@pytest.mark.parametrize(
    ("sheet", "cell", "value"),
    [
        ("målinger", "H4", f"Fru Hansen {CPR} faldt"),
        ("målinger", "J1", CPR),
        ("målinger", "J900", CPR.replace("-", "")),
        ("målinger", "J3", FNR),
        ("lister", "Z9", CPR),
        ("vejledning", "A30", f"ring om {FNR}"),
        ("målinger", "J4", 707614285),  # a CPR number that Excel keeps as a number, without its zero
        ("målinger", "J4", int(FNR)),
        ("målinger", "J4", float(FNR)),
        ("målinger", "J4", f'="{CPR}"'),
    ],
)
def test_an_identity_number_in_any_cell_is_refused(sheet: str, cell: str, value: Any, workbook: Path) -> None:
    assert said(reworked(workbook, put(sheet, cell, value))) == [f"0301.xlsx, ark {sheet}, celle {cell}: {HERE}"]


def test_an_identity_number_on_a_sheet_of_the_users_own_is_refused(workbook: Path) -> None:
    def work(book: Any) -> None:
        sheet = book.create_sheet("Egne noter")
        sheet["C7"] = CPR
        sheet.sheet_state = "veryHidden"

    assert said(reworked(workbook, work)) == [f"0301.xlsx, ark Egne noter, celle C7: {HERE}"]


def test_an_identity_number_in_the_name_of_a_sheet_is_refused(workbook: Path) -> None:
    found = said(reworked(workbook, lambda book: book.create_sheet(f"Om {CPR}")))
    assert found == [f"0301.xlsx, ark Om ······: {HERE}"]


def test_an_identity_number_in_a_comment_is_refused(workbook: Path) -> None:
    def work(book: Any) -> None:
        book["målinger"]["B9"].comment = Comment(f"se {CPR}", "en kollega")

    assert said(reworked(workbook, work)) == [
        "0301.xlsx, ark målinger, celle B9: Kommentaren til cellen indeholder noget, der ligner et CPR-nummer eller et "
        "norsk fødselsnummer. Slet det i filen: værktøjet gemmer aldrig oplysninger om personer."
    ]


def test_an_identity_number_that_a_formula_shows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "0301.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("målinger").write_formula("B2", "=A1&A2", None, CPR)
    assert f"0301.xlsx, ark målinger, celle B2: {HERE}" in said(path)


def _property(book: Any) -> None:
    book.properties.subject = CPR


def _header(book: Any) -> None:
    book["målinger"].oddHeader.center.text = f"Liste {CPR}"


@pytest.mark.parametrize("work", [_property, _header])
def test_an_identity_number_outside_the_cells_is_refused(work: Callable[[Any], None], workbook: Path) -> None:
    assert said(reworked(workbook, work)) == [f"0301.xlsx: {OUTSIDE}"]


def test_an_identity_number_in_a_text_box_is_refused(workbook: Path) -> None:
    text = f'<x:d xmlns:x="urn:x" xmlns:a="urn:a"><a:t>{CPR}</a:t><x:off>1307248022</x:off></x:d>'
    with zipfile.ZipFile(workbook, "a") as packed:
        packed.writestr("xl/drawings/drawing9.xml", text)
    assert said(workbook) == [f"0301.xlsx: {OUTSIDE}"]


def test_an_identity_number_in_a_file_name_is_refused(workbook: Path) -> None:
    path = workbook.rename(workbook.with_name(f"0301 {CPR}.xlsx"))
    assert said(path) == [
        "0301 ······.xlsx: Filens navn indeholder noget, der ligner et CPR-nummer eller et norsk fødselsnummer. "
        "Giv filen et andet navn."
    ]


def test_an_identity_number_in_a_csv_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tal.csv"
    rows = (
        f"Enhed (id);Indikator (id);Måned;Tæller;Nævner;Andet\n0301-1;pu.risk;2026-03;1;2;{CPR}\n0301-1;;;;;707614285\n"
    )
    path.write_text(rows, encoding="cp1252")
    assert said(path) == [f"tal.csv, celle F2: {HERE}", f"tal.csv, celle F3: {HERE}"]


def test_an_identity_number_in_the_network_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "network.xlsx"
    write_network(path, NETWORK, PROGRAMME)
    reworked(path, put("personer", "D4", f"Jens {CPR}"))
    assert told(lambda: read_network(path, {PROGRAMME.id: PROGRAMME})) == [
        f"network.xlsx, ark personer, celle D4: {HERE}"
    ]


def test_an_unknown_value_is_shown_without_the_number_in_it(workbook: Path) -> None:
    found = said(reworked(workbook, put("målinger", "F4", f"1 ({CPR})")))
    assert "»1 (······)« er ikke et tal." in found[1]


def test_ordinary_codes_telephone_numbers_and_counts_are_no_identity_numbers(workbook: Path) -> None:
    def work(book: Any) -> None:
        for row, value in enumerate(
            ["+45 33 12 34 56", 33123456, "0301-1", 1234567890, 971032081, 4096.19760510925, "2026-03-01"], start=4
        ):
            book["målinger"][f"J{row}"] = value

    assert read_measurements(reworked(workbook, work), NETWORK, PROGRAMME, TODAY).series == ()
