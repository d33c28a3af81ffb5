"""Reading a list with a row for each reported event, as incident databases give it."""

from __future__ import annotations

from datetime import date

import pytest

from kit.domain.reported_events import AMOUNT, CASE, DAY, KIND, PLACE, Reported
from kit.errors import ValueRefused
from kit.sources.reported_events import MOST_BYTES, MOST_ROWS, names_in, propose_columns, read_list, read_reported

TODAY = date(2026, 6, 15)
DANISH = """DPSD-nummer;Rapporteringsdato;Hændelsesdato;Lokation;Hændelsestype;Antal
1203456;12-01-2026;05-01-2026 14:30;Plejecenter Åbrinken;Medicinering;1
1203456;12-01-2026;05-01-2026 14:30;Plejecenter Åbrinken;Medicinering;1
1203999;03-02-2026;01-02-2026;Hjemmeplejen Nord;Fald;1
1204000;03-03-2026;02-03-2026;Plejecenter Åbrinken;SR – Fald;4
"""
NORWEGIAN = """Saksnr,Dato for hendelsen,Avdeling,Tittel
77,2026-01-05,Post 2,"Fall, uten skade"
78,2026-02-01,Post 1,Fall
"""


@pytest.mark.parametrize(
    "content",
    [
        DANISH,
        DANISH.encode("cp1252"),
        DANISH.encode("utf-8-sig"),
        DANISH.encode("utf-16"),
        DANISH.replace(";", "\t"),
        "sep=;\n" + DANISH,
        memoryview(DANISH.encode()),
    ],
)
def test_an_extract_is_read_however_it_was_saved(content: object) -> None:
    table = read_list(content)
    means = propose_columns(table)
    assert means == (CASE, "", DAY, PLACE, KIND, AMOUNT)
    assert names_in(table, means, PLACE) == ("Hjemmeplejen Nord", "Plejecenter Åbrinken")
    assert names_in(table, means, KIND) == ("Fald", "Medicinering", "SR – Fald")
    found, elsewhere, problems = read_reported(table, means, {PLACE: ["Plejecenter Åbrinken"]}, TODAY, "da")
    assert problems == ()
    assert elsewhere == 1
    assert found == (
        Reported(date(2026, 1, 5), "1203456"),
        Reported(date(2026, 1, 5), "1203456"),
        Reported(date(2026, 3, 2), "1204000", 4),
    )


def test_commas_divide_where_nothing_else_does() -> None:
    table = read_list(NORWEGIAN)
    means = propose_columns(table)
    assert means == (CASE, DAY, PLACE, "")
    found, elsewhere, problems = read_reported(table, means, {PLACE: ["Post 1"]}, TODAY, "nb")
    assert (len(found), elsewhere, problems) == (1, 1, ())


def test_a_list_without_headings_has_a_day_at_least() -> None:
    table = read_list("a;2026-01-05\nb;2026-02-01")
    assert propose_columns(table) == ("", DAY)


@pytest.mark.parametrize(
    ("row", "cell", "key"),
    [
        ("1;;i går;Åbrinken;x;1", "C2", "problems.not_date"),
        ("1;;;Åbrinken;x;1", "C2", "problems.missing"),
        ("1;;2026-07-01;Åbrinken;x;1", "C2", "problems.future"),
        ("1;;1901-07-01;Åbrinken;x;1", "C2", "problems.long_ago"),
        ("1;;2026-05-01;Åbrinken;x;0", "F2", "problems.too_low"),
        ("1;;2026-05-01;Åbrinken;x;1,5", "F2", "problems.not_whole"),
        ("1;;2026-05-01;Åbrinken;x;100000", "F2", "problems.too_high"),
        ("1;;2026-05-01;Åbrinken;borger 010190-1234 faldt;1", "E2", "problems.identifier"),
        ("1;;2026-05-01;=cmd();010190-1234;1", "E2", "problems.identifier"),
    ],
)
def test_every_fault_names_its_cell(row: str, cell: str, key: str) -> None:
    table = read_list(f"DPSD-nummer;Rapporteringsdato;Hændelsesdato;Lokation;Hændelsestype;Antal\n{row}")
    means = (CASE, "", DAY, PLACE, "", AMOUNT)
    _, _, problems = read_reported(table, means, {}, TODAY, "da")
    assert [(one.where.cell, one.key) for one in problems] == [(cell, key)]
    assert "010190" not in str(problems)


def test_only_the_kinds_that_are_picked_are_counted() -> None:
    table = read_list(DANISH)
    picks = {PLACE: ["Plejecenter Åbrinken"], KIND: ["Medicinering"]}
    found, elsewhere, _ = read_reported(table, propose_columns(table), picks, TODAY, "da")
    assert (len(found), elsewhere) == (2, 2)


def test_a_row_of_another_place_is_not_judged_but_never_holds_a_person() -> None:
    table = read_list("dato;sted;note\nukendt;Nord;\n2026-01-05;Syd;\nukendt;Nord;010190-1234")
    found, elsewhere, problems = read_reported(table, (DAY, PLACE, ""), {PLACE: ["Syd"]}, TODAY, "da")
    assert (len(found), elsewhere) == (1, 2)
    assert [(one.where.cell, one.key) for one in problems] == [("C4", "problems.identifier")]


def test_a_case_s_number_is_no_identity_number() -> None:
    table = read_list("Sagsnr;dato\n0101901234;2026-01-05")
    _, _, problems = read_reported(table, (CASE, DAY), {}, TODAY, "da")
    assert problems == ()


@pytest.mark.parametrize(
    "content",
    [None, 7, "", "dato", "\0;\0", b"\x00\x01", "x" * (MOST_BYTES + 1), b"x;" * MOST_BYTES, "a;b\n" * (MOST_ROWS + 2)],
)
def test_what_is_no_list_is_refused(content: object) -> None:
    with pytest.raises(ValueRefused):
        read_list(content)
