"""network.xlsx: what is written is read in any language, and every fault has its sentence."""

from __future__ import annotations

import warnings
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from builders import small_network_file, small_programme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from told import changed, reworked, told

from kit.domain.label import LANGUAGES
from kit.domain.network import MeasureInUse, Municipality, Person, Seminar, Status, Unit
from kit.sources.network import NetworkFile, read_network, voice_in, write_network

PROGRAMME = small_programme()
PROGRAMMES = {PROGRAMME.id: PROGRAMME}
CONTENT = small_network_file()


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "network.xlsx"
    write_network(path, CONTENT, PROGRAMME)
    return path


def read(path: Path) -> NetworkFile:
    return read_network(path, PROGRAMMES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_network_in_any_language_is_read_as_it_was_written(language: str, tmp_path: Path) -> None:
    path = tmp_path / "network.xlsx"
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # xlsxwriter warns of a check or list it leaves out
        write_network(path, small_network_file(language), PROGRAMME)
    assert read(path) == small_network_file(language)
    assert voice_in(path) == (language, ())


def test_sheets_and_headings_are_in_the_networks_language(workbook: Path) -> None:
    book = load_workbook(workbook)
    assert book.sheetnames == [
        "læs mig", "netværk", "kommuner", "enheder", "personer", "seminarer", "indikatorer i brug", "lokale ord",
        "lister",
    ]  # fmt: skip
    assert book["lister"].sheet_state == "hidden"
    assert book["lister"].protection.sheet
    assert [cell.value for cell in book["kommuner"][3]] == [
        "Kommunekode", "Navn", "Runde", "Status", "Trådt ud den", "Årsag til udtrædelse",
    ]  # fmt: skip


def test_words_of_another_language_are_understood_in_every_drop_down(workbook: Path) -> None:
    cells = {
        ("kommuner", "C4"): "Pilot ",
        ("kommuner", "D4"): "taking part",
        ("enheder", "D4"): "Sykehjem",
        ("personer", "C4"): "project leader",
        ("netværk", "B6"): "Danish",
        ("seminarer", "B5"): "samling",
    }
    assert read(changed(workbook, cells)) == CONTENT


def test_a_language_is_known_even_when_the_file_has_faults(workbook: Path, tmp_path: Path) -> None:
    assert voice_in(changed(workbook, {("kommuner", "A4"): None, ("netværk", "B6"): "klingon"}))[0] == "da"
    broken = tmp_path / "b.xlsx"
    broken.write_bytes(b"PK")
    assert voice_in(broken) == ("", ())


def test_a_code_with_four_digits_that_became_a_number_is_still_the_code(tmp_path: Path) -> None:
    content = replace(CONTENT, municipalities=(Municipality("1101", "Nordvang"),), units=(), people=(), in_use=())
    path = tmp_path / "network.xlsx"
    write_network(path, content, PROGRAMME)
    assert read(changed(path, {("kommuner", "A4"): 1101})) == content


K, E, P, S, M, N = "kommuner", "enheder", "personer", "seminarer", "indikatorer i brug", "netværk"
Cells = dict[tuple[str, str], Any]
BAD: list[tuple[str, Cells, str]] = [
    (
        "zero lost",
        {(K, "A4"): 301},
        "ark kommuner, celle A4: Her står 301, men kommunekoden er 0301: Excel har fjernet nullet. Formatér cellen som "
        "tekst, og skriv 0301.",
    ),
    (
        "baseline too long",
        {(M, "D4"): 5000},
        "ark indikatorer i brug, celle D4: Her står 5000. Så stort kan tallet ikke være. Se efter, om der er et ciffer "
        "for meget.",
    ),
    (
        "a year that cannot be",
        {(N, "B7"): "15.02.0001"},
        "ark netværk, celle B7: »15.02.0001« er ikke en dato. Skriv dag, måned og år, for eksempel 10.03.2026.",
    ),
    (
        "unknown code",
        {(E, "B6"): "0309"},
        "ark enheder, celle B6: Kommunekoden »0309« findes ikke i arket med kommuner. Ret kommunekoden, eller skriv "
        "kommunen i det ark.",
    ),
    (
        "bad code",
        {(K, "A5"): "Ølholm", (E, "B6"): "0301", (M, "B7"): "0301", (M, "C7"): "", (M, "B8"): "", (M, "B9"): ""},
        "ark kommuner, celle A5: »Ølholm« kan ikke bruges som kommunekode. Skriv kommunekoden med fire cifre, for "
        "eksempel 0101.",
    ),
    (
        "same code",
        {(K, "A5"): "0301", (E, "B6"): "0301", (M, "B7"): "0301", (M, "B8"): "0301", (M, "B9"): "0301"},
        "ark kommuner, celle A5: Kommunekoden 0301 står to gange. Hver kommune skal have sin egen kode og kun én "
        "linje.",
    ),
    (
        "no name",
        {(K, "B4"): None},
        "ark kommuner, celle B4: Cellen er tom. Udfyld »Navn«.",
    ),
    (
        "wave",
        {(K, "C4"): "sidste"},
        "ark kommuner, celle C4: »sidste« kendes ikke. Vælg en af disse: ny, pilot.",
    ),
    (
        "status",
        {(K, "D4"): "måske"},
        "ark kommuner, celle D4: »måske« kendes ikke. Vælg en af disse: med, trådt ud.",
    ),
    (
        "when",
        {(K, "E6"): None},
        "ark kommuner, celle E6: Kommunen er trådt ud, men datoen mangler. Skriv den dag, kommunen trådte ud.",
    ),
    (
        "why",
        {(K, "F6"): None},
        "ark kommuner, celle F6: Kommunen er trådt ud, men årsagen mangler. Skriv den kort.",
    ),
    (
        "active with a date",
        {(K, "E4"): datetime(2026, 4, 1)},
        "ark kommuner, celle D4: Kommunen har en dato for udtrædelse, men står som »med«. Ret status, "
        "eller slet datoen.",
    ),
    (
        "same unit",
        {(E, "A5"): "0301-1"},
        "ark enheder, celle A5: Enheds-id'et 0301-1 står to gange. Giv hver enhed sit eget id.",
    ),
    (
        "bad unit id",
        {(E, "A5"): "0301 2"},
        "ark enheder, celle A5: »0301 2« kan ikke bruges som id. Brug bogstaver, tal, punktum, bindestreg og "
        "understregning uden mellemrum, højst 40 tegn.",
    ),
    (
        "kind",
        {(E, "D4"): "slot"},
        "ark enheder, celle D4: »slot« kendes ikke. Vælg en af disse: Plejecenter, Hjemmepleje.",
    ),
    (
        "places",
        {(E, "E4"): "mange"},
        "ark enheder, celle E4: »mange« er ikke et tal. Skriv et tal, for eksempel 12, eller lad cellen stå tom, "
        "hvis der ikke er målt.",
    ),
    (
        "role",
        {(P, "C4"): "konge"},
        "ark personer, celle C4: »konge« kendes ikke. Vælg en af disse: Direktør, Kommunal projektleder, Enhedsleder.",
    ),
    (
        "unit elsewhere",
        {(P, "B5"): "0302-1"},
        "ark personer, celle B5: Enheden 0302-1 hører til kommune 0302. Ret kommunen eller enheden på denne linje.",
    ),
    (
        "unknown unit",
        {(P, "B5"): "0301-7"},
        "ark personer, celle B5: Enheden »0301-7« findes ikke i network.xlsx. Ret enhedens id, eller skriv "
        "enheden i arket med enheder.",
    ),
    (
        "seminar kind",
        {(S, "B4"): "fest"},
        "ark seminarer, celle B4: »fest« kendes ikke. Vælg en af disse: informationsmøde, forberedelsesseminar, "
        "læringsseminar, vejledning, afslutning, andet.",
    ),
    (
        "seminar day",
        {(S, "D4"): None},
        "ark seminarer, celle D4: Cellen er tom. Udfyld »Dato«.",
    ),
    (
        "bad day",
        {(S, "D4"): "til foråret"},
        "ark seminarer, celle D4: »til foråret« er ikke en dato. Skriv dag, måned og år, for eksempel 10.03.2026.",
    ),
    (
        "measure",
        {(M, "A4"): "pu.x · Noget"},
        "ark indikatorer i brug, celle A4: Indikatoren »pu.x · Noget« findes ikke i programmet i-sikre-haender. Vælg"
        " en på listen.",
    ),
    (
        "same line",
        {(M, "A5"): "pu.days"},
        "ark indikatorer i brug, celle A5: Indikatoren pu.days står to gange for de samme enheder (også i A4). Slet "
        "den ene linje.",
    ),
    (
        "break without reason",
        {(M, "F6"): None},
        "ark indikatorer i brug, celle F6: Bruddet mangler en årsag. Skriv, hvad der blev ændret, for eksempel »ny "
        "definition af fald«.",
    ),
    (
        "break without day",
        {(M, "E6"): None},
        "ark indikatorer i brug, celle E6: Bruddet mangler en dato. Skriv den første dag, hvor ændringen gælder.",
    ),
    (
        "no language",
        {(N, "B6"): None},
        "ark netværk, celle B6: Cellen er tom. Udfyld »Sprog«.",
    ),
    (
        "programme",
        {(N, "B5"): "Ukendt"},
        "ark netværk, celle B5: »Ukendt« kendes ikke. Vælg en af disse: I sikre hænder.",
    ),
    (
        "no line",
        {(N, "A7"): "Noget andet"},
        "ark netværk: Linjen »Første læringsseminar (dato)« mangler. Skriv den i kolonne A og svaret ved siden af"
        " i kolonne B.",
    ),
    (
        "formula",
        {(K, "B4"): "=A4"},
        "ark kommuner, celle B4: Her står en formel. Skriv selve tallet eller teksten i stedet.",
    ),
    (
        "headings",
        {(E, "A3"): "Nr"},
        "ark enheder, celle A3: Disse overskrifter mangler: Enhed (id). Skriv dem i én række over tallene, præcis"
        " som her.",
    ),
]


@pytest.mark.parametrize(("cells", "expected"), [bad[1:] for bad in BAD], ids=[bad[0] for bad in BAD])
def test_a_fault_is_told_with_its_place(cells: Cells, expected: str, workbook: Path) -> None:
    said = told(lambda: read(changed(workbook, cells)))
    assert said[0] == f"network.xlsx, {expected}"
    if (E, "A3") not in cells:  # without the units nobody can know which ones the other sheets may name
        assert len(said) == 1, said


def test_a_missing_sheet_is_named(workbook: Path) -> None:
    said = told(lambda: read(reworked(workbook, lambda book: book.remove(book[S]))))
    assert said == [
        "network.xlsx: Arket »seminarer« mangler. Filen har arkene: læs mig, netværk, kommuner, enheder, "
        "personer, indikatorer i brug, lokale ord, lister. Giv arket sit navn tilbage, eller kopiér tallene over i et "
        "nyt regneark fra værktøjet."
    ]


def test_an_empty_workbook_is_told_every_sheet_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "network.xlsx"
    Workbook().save(path)
    assert len(told(lambda: read(path))) == 6


def test_a_network_without_municipalities_is_told(tmp_path: Path) -> None:
    path = tmp_path / "network.xlsx"
    write_network(path, NetworkFile(CONTENT.network, (), ()), PROGRAMME)
    assert told(lambda: read(path)) == [
        "network.xlsx, ark kommuner: Der er ingen kommuner i arket. Skriv mindst én kommune med kommunekode og navn."
    ]


@pytest.mark.parametrize("language", ["nb", "en"])
def test_faults_are_told_in_the_language_of_the_file(language: str, tmp_path: Path) -> None:
    path = tmp_path / "network.xlsx"
    write_network(path, small_network_file(language), PROGRAMME)
    sheet = {"nb": "kommuner", "en": "municipalities"}[language]
    said = told(lambda: read(changed(path, {(sheet, "C4"): "x"})), language)
    assert said == [
        {
            "nb": "network.xlsx, ark kommuner, celle C4: «x» er ikke kjent. Velg en av disse: ny, pilot.",
            "en": "network.xlsx, sheet municipalities, cell C4: “x” is not known. Choose one of these: new, pilot.",
        }[language]
    ]


LETTERS = st.characters(codec="utf-8", categories=("Lu", "Ll", "Nd", "Po", "Sm"))
NAMES = st.text(LETTERS, min_size=1, max_size=20).map(lambda text: f"{text}å".strip())
CODES = st.integers(100, 2999).map(lambda n: f"{n:04}")
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@st.composite
def contents(draw: st.DrawFn) -> NetworkFile:
    """Any network that follows the rules."""
    codes = draw(st.lists(CODES, min_size=1, max_size=4, unique=True))
    municipalities = []
    for code in codes:
        left = draw(st.none() | st.tuples(DAYS, NAMES))
        status, on, why = (Status.WITHDRAWN, *left) if left else (Status.ACTIVE, None, "")
        municipalities.append(Municipality(code, draw(NAMES), draw(st.sampled_from(["pilot", "new"])), status, on, why))
    places = st.none() | st.integers(0, 500)
    units = tuple(
        Unit(f"{code}-{n}", code, draw(NAMES), draw(st.sampled_from(["nursing_home", "home_care"])), draw(places))
        for code in codes
        for n in range(draw(st.integers(0, 2)))
    )
    people = tuple(Person(unit.municipality, unit.id, "UL", draw(NAMES)) for unit in units)
    in_use = tuple(
        MeasureInUse("pu.risk", unit.municipality, unit.id, draw(st.integers(0, 24)), draw(DAYS), draw(NAMES))
        for unit in units
    )
    seminars = (Seminar("ls1", "learning", draw(NAMES), draw(DAYS)),)
    network = replace(
        CONTENT.network, name=draw(NAMES), first_seminar=draw(DAYS), language=draw(st.sampled_from(LANGUAGES))
    )
    return NetworkFile(network, tuple(municipalities), units, people, seminars, in_use)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=contents(), start=st.sampled_from(["", "=", "+", "-", "@"]))
def test_any_network_comes_back_as_it_was_with_its_zeros_and_no_formulas(
    content: NetworkFile, start: str, tmp_path: Path
) -> None:
    named = replace(content, network=replace(content.network, name=start + content.network.name))
    path = tmp_path / "network.xlsx"
    write_network(path, named, PROGRAMME)
    assert read(path) == named
