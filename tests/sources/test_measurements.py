"""Measurement workbooks: what is written is read, and every fault has its sentence."""

from __future__ import annotations

import warnings
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from builders import TODAY, small_network_file, small_programme, small_series
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from told import changed, reworked, told

from kit.domain.label import LANGUAGES
from kit.domain.series import Event, Point, Series
from kit.errors import FolderError
from kit.sources.measurements import Reading, read_measurements, write_measurements
from kit.sources.network import NetworkFile
from kit.texts import texts

NETWORK, PROGRAMME = small_network_file(), small_programme()
UNTIL = date(2026, 6, 30)
NUMBERS, EVENTS = "målinger", "hændelser"
RISK, FALLS = 4, 11  # the rows where 0301-1 begins on pu.risk and fall.rate, with December 2025


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The empty workbook of Nordvang."""
    path = tmp_path / "0301 Nordvang.xlsx"
    write_measurements(path, NETWORK, PROGRAMME, "0301", until=UNTIL)
    return path


def read(path: Path, network: NetworkFile = NETWORK) -> Reading:
    return read_measurements(path, network, PROGRAMME, TODAY)


def sentence(path: Path, cells: dict[tuple[str, str], Any]) -> str:
    """The one sentence that is said after a change of some cells."""
    said = told(lambda: read(changed(path, cells)))
    assert len(said) == 1, said
    return said[0]


def filled(row: int, top: Any = 3, bottom: Any = 10) -> dict[tuple[str, str], Any]:
    return {(NUMBERS, f"F{row}"): top, (NUMBERS, f"G{row}"): bottom}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_in_any_language_gives_back_the_series_it_was_written_with(language: str, tmp_path: Path) -> None:
    network = small_network_file(language)
    path = tmp_path / "blad.xlsx"
    write_measurements(path, network, PROGRAMME, "0301", small_series(), until=UNTIL)
    assert set(read(path, network).series) == set(small_series())
    assert set(read(path, small_network_file("en")).series) == set(small_series())


def test_an_empty_workbook_is_right_and_holds_nothing(workbook: Path) -> None:
    reading = read(workbook)
    assert reading.series == ()
    assert reading.file == "0301 Nordvang.xlsx"
    assert len(reading.digest) == 64


def test_a_workbook_lays_out_every_unit_measure_and_period(workbook: Path) -> None:
    sheet = load_workbook(workbook)[NUMBERS]
    rows = [row[:5] for row in sheet.iter_rows(min_row=4, values_only=True) if row[0]]
    assert len(rows) == 2 * 2 * 7
    assert rows[0] == ("0301-1", "Plejecenter Åbrinken", "pu.risk", "Risikovurdering", datetime(2025, 12, 1))
    assert rows[-1][:3] == ("0301-2", "Hjemmeplejen Nord", "fall.rate")


def test_a_weekly_measure_has_a_line_for_every_monday(tmp_path: Path) -> None:
    path = tmp_path / "0302.xlsx"
    week = Series("0302-1", "pu.skin", (Point(date(2026, 3, 2), 4, 5), Point(date(2026, 3, 9), 5, 5)))
    write_measurements(path, NETWORK, PROGRAMME, "0302", [week], until=date(2026, 3, 31))
    rows = list(load_workbook(path)[NUMBERS].iter_rows(min_row=4, values_only=True))
    days = [row[4] for row in rows if row[2] == "pu.skin"]
    assert len(days) == 16
    assert {day.weekday() for day in days} == {0}
    assert read(path).series == (week,)


def test_only_the_cells_to_fill_in_are_open(workbook: Path) -> None:
    sheet = load_workbook(workbook)[NUMBERS]
    assert sheet.protection.sheet
    assert [sheet[f"{column}{RISK}"].protection.locked for column in "ABCDEFGH"] == [True] * 5 + [False] * 3


def test_the_months_are_dates_that_excel_shows_as_month_and_year(workbook: Path) -> None:
    cell = load_workbook(workbook)[NUMBERS][f"E{RISK}"]
    assert cell.is_date
    assert "mmm yyyy" in cell.number_format


def test_checks_while_typing_fit_into_excel(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # xlsxwriter warns of a check it leaves out
        for language in LANGUAGES:
            write_measurements(tmp_path / f"{language}.xlsx", small_network_file(language), PROGRAMME, "0301")


def test_empty_means_not_measured_and_zero_means_none(workbook: Path) -> None:
    reading = read(changed(workbook, filled(RISK, 0, 10) | filled(RISK + 2, 0, 0)))
    assert reading.series == (
        Series("0301-1", "pu.risk", (Point(date(2025, 12, 1), 0, 10), Point(date(2026, 2, 1), 0, 0))),
    )


def test_columns_may_change_places_and_own_columns_are_left_alone(workbook: Path) -> None:
    def work(book: Any) -> None:
        sheet = book[NUMBERS]
        sheet["J3"] = "Min egen kolonne"
        sheet["J4"] = "noget"
        for row in range(3, 40):
            sheet[f"F{row}"].value, sheet[f"G{row}"].value = sheet[f"G{row}"].value, sheet[f"F{row}"].value
        sheet["F4"], sheet["G4"] = 10, 3

    assert read(reworked(workbook, work)).series[0].points == (Point(date(2025, 12, 1), 3, 10),)


def test_words_on_the_spare_lines_may_be_chosen_from_the_list(workbook: Path) -> None:
    cells = {
        "A40": "0301-1 · Plejecenter Åbrinken",
        "C40": "pu.risk · Risikovurdering",
        "E40": "november 2025",
        "F40": 1,
    }
    reading = read(changed(workbook, {(NUMBERS, cell): v for cell, v in cells.items()} | {(NUMBERS, "G40"): "4"}))
    assert reading.series == (Series("0301-1", "pu.risk", (Point(date(2025, 11, 1), 1, 4),)),)


def test_events_are_read_with_their_dates_and_one_is_the_default(workbook: Path) -> None:
    cells = {(EVENTS, "A4"): "0301-2", (EVENTS, "B4"): "pu.days", (EVENTS, "C4"): datetime(2026, 5, 3)}
    assert read(changed(workbook, cells)).series == (Series("0301-2", "pu.days", (), (Event(date(2026, 5, 3)),)),)


BAD: list[tuple[str, dict[tuple[str, str], Any], str]] = [
    (
        "formula",
        filled(RISK, "=1+2"),
        "ark målinger, celle F4: Her står en formel. Skriv selve tallet eller teksten i stedet.",
    ),
    (
        "text",
        filled(RISK, "tre"),
        "ark målinger, celle F4: »tre« er ikke et tal. Skriv et tal, for eksempel 12, eller lad cellen stå tom, "
        "hvis der ikke er målt.",
    ),
    (
        "negative",
        filled(RISK, -1),
        "ark målinger, celle F4: Her står -1. Tallet kan ikke være mindre end 0. Ret tallet, eller lad cellen stå"
        " tom, hvis der ikke er målt.",
    ),
    (
        "decimals",
        filled(RISK, 2.5),
        "ark målinger, celle F4: Her står 2,5. Der tælles i hele tal. Skriv et tal uden decimaler.",
    ),
    (
        "huge",
        filled(FALLS, 10**10),
        "ark målinger, celle F11: Her står 10000000000. Så stort kan tallet ikke være. Se efter, om der er et "
        "ciffer for meget.",
    ),
    (
        "over",
        filled(RISK, 11),
        "ark målinger, celle F4: Tælleren (11) er større end nævneren (10). Ret det ene tal: tælleren er en del "
        "af nævneren.",
    ),
    (
        "zero",
        filled(FALLS, 2, 0),
        "ark målinger, celle G11: Nævneren er 0, men tælleren er 2. Ret det ene tal: uden nogen at tælle blandt "
        "kan der ikke tælles noget.",
    ),
    (
        "no denominator",
        {(NUMBERS, "F4"): 3},
        "ark målinger, celle G4: Nævneren mangler. Skriv, hvor mange der er set på i alt, eller slet tælleren, "
        "hvis der ikke er målt.",
    ),
    (
        "no numerator",
        {(NUMBERS, "G4"): 3},
        "ark målinger, celle F4: Tælleren mangler. Skriv 0, hvis der ikke var nogen, eller slet nævneren, hvis der "
        "ikke er målt.",
    ),
    (
        "two readings",
        filled(FALLS, 2, "1.234"),
        "ark målinger, celle G11: »1.234« kan læses på to måder: med tusinder eller med decimaler. Skriv tallet "
        "uden tegn mellem tusinder.",
    ),
    (
        "future",
        filled(RISK) | {(NUMBERS, "E4"): datetime(2026, 7, 1)},
        "ark målinger, celle E4: 01.07.2026 ligger i fremtiden. Der kan kun stå tal til og med i dag, 15.06.2026."
        " Ret datoen, eller slet tallene på linjen.",
    ),
    (
        "long ago",
        filled(RISK) | {(NUMBERS, "E4"): datetime(1926, 7, 1)},
        "ark målinger, celle E4: 01.07.1926 ligger for langt tilbage. Skriv en dato fra 01.01.2000 eller senere.",
    ),
    (
        "no month",
        filled(RISK) | {(NUMBERS, "E4"): "forår"},
        "ark målinger, celle E4: »forår« er ikke en måned. Skriv måned og år, for eksempel 2026-03 eller marts 2026.",
    ),
    (
        "duplicate",
        filled(RISK) | filled(RISK + 1) | {(NUMBERS, "E5"): "dec 2025"},
        "ark målinger, celle E5: dec 2025 står to gange for enheden 0301-1 og indikatoren pu.risk: her og i celle"
        " E4. Slet den ene linje.",
    ),
    (
        "unknown unit",
        filled(RISK) | {(NUMBERS, "A4"): "0301-9"},
        "ark målinger, celle A4: Enheden »0301-9« findes ikke i network.xlsx. Ret enhedens id, eller skriv "
        "enheden i arket med enheder.",
    ),
    (
        "date for id",
        filled(RISK) | {(NUMBERS, "A4"): datetime(2026, 1, 3)},
        "ark målinger, celle A4: Excel har lavet det skrevne om til en dato (03.01.2026). Formatér cellen som "
        "tekst, og skriv det igen.",
    ),
    (
        "foreign unit",
        filled(RISK) | {(NUMBERS, "A4"): "0302-1"},
        "ark målinger, celle A4: Enheden 0302-1 hører til kommune 0302, men filen er fra kommune 0301. Flyt "
        "linjen til den rigtige fil, eller ret enhedens id.",
    ),
    (
        "unknown measure",
        filled(RISK) | {(NUMBERS, "C4"): "pu.x"},
        "ark målinger, celle C4: Indikatoren »pu.x« findes ikke i programmet i-sikre-haender. Vælg en på listen.",
    ),
    (
        "not in use",
        filled(RISK, 3, None) | {(NUMBERS, "C4"): "fall.count"},
        "ark målinger, celle C4: Enheden 0301-1 følger ikke indikatoren fall.count. Slet tallene, eller tilføj "
        "indikatoren i arket »indikatorer i brug« i network.xlsx.",
    ),
    (
        "event measure",
        filled(RISK) | {(NUMBERS, "C4"): "pu.days"},
        "ark målinger, celle C4: Indikatoren pu.days følges med datoer. Skriv hver hændelse med sin dato i arket "
        "»hændelser« i stedet for tal pr. måned.",
    ),
    (
        "number measure",
        {(EVENTS, "A4"): "0301-1", (EVENTS, "B4"): "pu.risk", (EVENTS, "C4"): datetime(2026, 5, 3)},
        "ark hændelser, celle B4: Indikatoren pu.risk følges med tæller og nævner pr. måned. Skriv tallene i "
        "arket »målinger« i stedet for en dato.",
    ),
    (
        "event in the future",
        {(EVENTS, "A4"): "0301-1", (EVENTS, "B4"): "pu.days", (EVENTS, "C4"): datetime(2026, 6, 16)},
        "ark hændelser, celle C4: 16.06.2026 ligger i fremtiden. Der kan kun stå tal til og med i dag, "
        "15.06.2026. Ret datoen, eller slet tallene på linjen.",
    ),
    (
        "event without day",
        {(EVENTS, "A4"): "0301-1", (EVENTS, "B4"): "pu.days", (EVENTS, "C4"): "maj 2026"},
        "ark hændelser, celle C4: »maj 2026« er ikke en dato. Skriv dag, måned og år, for eksempel 10.03.2026.",
    ),
    (
        "event number 0",
        {(EVENTS, "A4"): "0301-1", (EVENTS, "B4"): "pu.days", (EVENTS, "C4"): "3. maj 2026", (EVENTS, "D4"): 0},
        "ark hændelser, celle D4: Her står 0. Tallet skal være mindst 1. Ret tallet, eller slet linjen.",
    ),
    (
        "heading wrong",
        {(NUMBERS, "G3"): "Nævnerr"},
        "ark målinger, celle A3: Disse overskrifter mangler: Nævner. Skriv dem i én række over tallene, præcis "
        "som her.",
    ),
    (
        "heading twice",
        {(NUMBERS, "I3"): "Numerator"},
        "ark målinger, celle I3: Overskriften »Numerator« står to gange. Slet den ene kolonne, eller giv den et "
        "andet navn.",
    ),
    (
        "unknown municipality",
        {("vejledning", "B3"): "0999"},
        "ark vejledning, celle B3: Filen er til kommune »0999«, men den kommune er ikke med i network.xlsx. Ret "
        "kommunekoden, eller slet filen, hvis kommunen ikke er med.",
    ),
]


@pytest.mark.parametrize(("cells", "expected"), [bad[1:] for bad in BAD], ids=[bad[0] for bad in BAD])
def test_a_fault_is_told_in_one_sentence_with_its_place(
    cells: dict[tuple[str, str], Any], expected: str, workbook: Path
) -> None:
    assert sentence(workbook, cells) == f"0301 Nordvang.xlsx, {expected}"


def test_a_denominator_that_the_measure_does_not_have_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "0302 Ølholm.xlsx"
    write_measurements(path, NETWORK, PROGRAMME, "0302", until=UNTIL)
    cells = {(NUMBERS, "A4"): "0302-1", (NUMBERS, "C4"): "fall.count"} | filled(RISK)
    expected = "ark målinger, celle G4: Her står 10, men indikatoren fall.count har ingen nævner. Slet tallet."
    assert sentence(path, cells) == f"{path.name}, {expected}"


def test_a_file_of_one_municipality_cannot_pass_for_another_s(workbook: Path) -> None:
    passed_off = changed(workbook, filled(RISK)).rename(workbook.with_name("0302 Ølholm.xlsx"))
    expected = "Filens navn begynder med kommune 0302, men i filen står der kommune 0301. Ret filens navn eller "
    assert told(lambda: read(passed_off)) == [f"{passed_off.name}: {expected}kommunekoden, så de passer sammen."]


def test_all_faults_are_told_at_once(workbook: Path) -> None:
    cells = (
        filled(RISK, "x") | filled(RISK + 1, 11) | filled(FALLS, 1, -1) | {(EVENTS, "A4"): "0301-1", (EVENTS, "C4"): 1}
    )
    assert len(told(lambda: read(changed(workbook, cells)))) == 5


def test_a_missing_sheet_is_named_with_those_that_are_there(workbook: Path) -> None:
    said = told(lambda: read(reworked(workbook, lambda book: book.remove(book[NUMBERS]))))
    assert said == [
        "0301 Nordvang.xlsx: Arket »målinger« mangler. Filen har arkene: vejledning, hændelser, lister. Giv "
        "arket sit navn "
        "tilbage, eller kopiér tallene over i et nyt regneark fra værktøjet."
    ]


def test_the_sheet_of_events_is_asked_for_only_where_events_are_followed(workbook: Path, tmp_path: Path) -> None:
    def without_events(book: Any) -> None:
        book.remove(book[EVENTS])

    assert "Arket »hændelser« mangler." in told(lambda: read(reworked(workbook, without_events)))[0]
    calm = NetworkFile(NETWORK.network, NETWORK.municipalities, NETWORK.units, in_use=NETWORK.in_use[1:])
    assert read(workbook, calm).series == ()


def test_a_sheet_without_any_headings_is_told_which_are_expected(workbook: Path) -> None:
    said = told(lambda: read(reworked(workbook, lambda book: book[NUMBERS].delete_rows(3))))
    assert said == [
        "0301 Nordvang.xlsx, ark målinger: Disse overskrifter mangler: Enhed (id), Indikator (id), Måned, "
        "Tæller, Nævner. "
        "Skriv dem i én række over tallene, præcis som her."
    ]


def test_a_workbook_that_is_open_in_excel_is_not_half_written(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = workbook.read_bytes()

    def in_use(path: Path, target: Path) -> Path:
        raise PermissionError(13, "in use", str(target))

    monkeypatch.setattr(Path, "replace", in_use)
    with pytest.raises(FolderError) as refused:
        write_measurements(workbook, NETWORK, PROGRAMME, "0301", small_series())
    assert texts("da").error(refused.value) == (
        "Filen 0301 Nordvang.xlsx kan ikke skiftes ud. Luk den, hvis den er åben i Excel, og prøv igen."
    )
    assert workbook.read_bytes() == before
    assert list(workbook.parent.iterdir()) == [workbook]


def test_a_folder_that_is_not_there_is_told_when_writing(tmp_path: Path) -> None:
    with pytest.raises(FolderError) as refused:
        write_measurements(tmp_path / "ingen" / "a.xlsx", NETWORK, PROGRAMME, "0301")
    assert texts("da").error(refused.value).startswith("Filen a.xlsx kan ikke gemmes i mappen ")


def test_one_stray_cell_in_the_last_row_costs_nothing(workbook: Path) -> None:
    def work(book: Any) -> None:
        book[NUMBERS].cell(row=1_048_576, column=16_384, value="her")

    assert read(reworked(workbook, work)).series == ()


TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # is taken out of every text
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters=TURNING)
NOTES = st.text(LETTERS, max_size=30).map(str.strip)
POINTS = st.dictionaries(
    st.integers(1, 6),
    st.tuples(st.integers(0, 10**6), st.floats(0.01, 10**6).map(lambda x: round(x, 4)), NOTES),
    max_size=6,
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(points=POINTS, start=st.sampled_from(["", "=", "+", "-", "@", "'", "'="]))
def test_numbers_and_text_come_back_as_they_were_and_never_as_formulas(
    points: dict[int, tuple[int, float, str]], start: str, tmp_path: Path
) -> None:
    kept = tuple(
        Point(date(2026, month, 1), top, bottom, (start + note).strip())
        for month, (top, bottom, note) in sorted(points.items())
    )
    series = (Series("0301-1", "fall.rate", kept),) if kept else ()
    path = tmp_path / "0301 Ø.xlsx"
    write_measurements(path, NETWORK, PROGRAMME, "0301", series, until=UNTIL)
    assert read(path).series == series
