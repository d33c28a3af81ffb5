"""Participants' own numbers, as people paste them and as files hold them."""

from __future__ import annotations

import io
import math

import pytest
from openpyxl import Workbook

from kit.errors import KitError, ProblemsFound, ValueRefused
from kit.sources.own_numbers import numbers_in_file, numbers_in_text


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("7\n8\n9", (7, 8, 9)),
        ("7,5; 8; 9", (7.5, 8, 9)),
        ("7 8 9 10", (7, 8, 9, 10)),
        ("fald\n7\n8\n9\n", (7, 8, 9)),
    ],
)
def test_one_column_is_read_however_it_was_written(text: str, values: tuple[float, ...]):
    (found,) = numbers_in_text(text, "da")
    assert found.values == values


def test_columns_have_their_names_and_gaps_stay_gaps():
    fall, days = numbers_in_text("måned\tfald\tdøgn\njan\t4\t600\nfeb\t-\t610\nmar\t6\t590\napr\t5\t600", "nb")
    assert (fall.name, days.name) == ("fald", "døgn")
    assert math.isnan(fall.values[1])
    assert days.values == (600, 610, 590, 600)


def test_english_readers_write_a_decimal_point():
    assert numbers_in_text("1.5\n2.5\n3", "en")[0].values == (1.5, 2.5, 3)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "nothing"),
        ("a\nb\nc", "nothing"),
        ("1\n2", "nothing"),
        ("0101701234\n2\n3", "identifier"),
        ("1\n" * 30_000, "too_long"),
    ],
)
def test_what_is_no_column_of_numbers_is_refused(text: str, key: str):
    with pytest.raises(ValueRefused) as refused:
        numbers_in_text(text, "da")
    assert refused.value.key == f"training.own.{key}"


def test_a_workbook_is_read_from_its_first_sheet_with_numbers():
    found = numbers_in_file(
        "tal.xlsx", workbook(("uge", "fald"), ("u1", 3), ("u2", 4.5), ("u3", None), ("u4", 2)), "da"
    )
    assert [one.name for one in found] == ["fald"]
    assert found[0].values[:2] == (3, 4.5)
    assert math.isnan(found[0].values[2])


def test_a_csv_file_is_read():
    (found,) = numbers_in_file("tal.csv", "uge;fald\nu1;3\nu2;4,5\nu3;5\n".encode("cp1252"), "da")
    assert found.values == (3, 4.5, 5)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 locked"])
def test_a_file_that_is_no_workbook_is_refused_in_words(content: bytes):
    with pytest.raises(ProblemsFound):
        numbers_in_file("tal.xlsx", content, "da")


def test_a_workbook_with_an_identity_number_is_refused():
    with pytest.raises(ProblemsFound) as found:
        numbers_in_file("tal.xlsx", workbook(("cpr", "fald"), ("010170-1234", 3), ("x", 4), ("y", 5)), "da")
    assert all("0101" not in str(one.values) for one in found.value.problems)


def test_a_workbook_without_numbers_is_refused():
    with pytest.raises(KitError) as refused:
        numbers_in_file("tal.xlsx", workbook(("uge", "fald"), ("u1", "mange")), "da")
    assert refused.value.key == "training.own.nothing"
