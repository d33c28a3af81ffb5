"""An analyst's own CSV: any headings, any of the usual delimiters, encodings and decimal marks."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from kit.errors import FolderError, ProblemsFound, ValueRefused
from kit.sources.faults import Faults
from kit.sources.plain_table import LARGEST, PlainTable, read_plain_table


def table(folder: Path, content: str | bytes, language: str = "da") -> PlainTable:
    path = folder / "mine.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_plain_table(path, language)


def numbers(found: PlainTable, name: str) -> tuple[float, ...]:
    column = found.column(name)
    assert column is not None
    faults = Faults(Path("mine.csv"), "da")
    values = column.numbers(faults)
    faults.refuse()
    return values


def keys(refused: pytest.ExceptionInfo[ProblemsFound]) -> list[str]:
    return [problem.key for problem in refused.value.problems]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimiters_and_encodings_are_found_out(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [["måned", "fald", "døgn"], ["2026-01", "3", "410"], ["2026-02", "5", "398"]]
    found = table(tmp_path, "\r\n".join(delimiter.join(row) for row in rows).encode(encoding))
    assert [column.name for column in found.columns] == ["måned", "fald", "døgn"]
    assert numbers(found, "døgn") == (410, 398)
    assert [column.is_day for column in found.columns] == [True, False, False]
    assert [column.is_number for column in found.columns] == [False, True, True]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("1,5", "2,25"), (1.5, 2.25)),
        (("1.5", "2.25"), (1.5, 2.25)),
        (("1,234", "2,25"), (1.234, 2.25)),
        (("1.234", "2.25"), (1.234, 2.25)),
        (("1.234,5", "2,5"), (1234.5, 2.5)),
        (("1 234,5", "12"), (1234.5, 12)),
        (("1.234.567", "1,5"), (1234567, 1.5)),
        (("-3", "−4"), (-3, -4)),
        (("", "7"), (math.nan, 7)),
        (("NA", "7"), (math.nan, 7)),
    ],
)
def test_the_column_s_own_numbers_tell_its_decimal_mark(tmp_path: Path, cells, expected) -> None:
    found = numbers(table(tmp_path, "a;b\n" + "\n".join(f"x;{cell}" for cell in cells)), "b")
    assert found == pytest.approx(expected, nan_ok=True)


def test_a_number_that_can_mean_two_things_is_refused_with_its_cell(tmp_path: Path) -> None:
    found = table(tmp_path, "a;b\nx;1.234\nx;5")
    with pytest.raises(ProblemsFound) as refused:
        numbers(found, "b")
    assert keys(refused) == ["problems.two_readings"]
    assert refused.value.problems[0].where.cell == "B2"
    assert numbers(table(tmp_path, "a,b\nx,1.234\nx,5"), "b") == (1.234, 5)


def test_every_cell_that_is_no_number_is_told_at_once(tmp_path: Path) -> None:
    found = table(tmp_path, "a;b\n1;to\n2;3\n\n4;fem")
    with pytest.raises(ProblemsFound) as refused:
        numbers(found, "b")
    assert [problem.where.cell for problem in refused.value.problems] == ["B2", "B5"]


def test_a_column_is_found_by_heading_or_number_whatever_the_letters(tmp_path: Path) -> None:
    found = table(tmp_path, "Måned;Fald\n2026-01;3")
    assert found.column("fald") == found.column("2") == found.columns[1]
    assert found.column("3") is None
    assert found.column("ukendt") is None


def test_excel_s_own_first_line_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    found = table(tmp_path, "sep=;\n\na;b\n\n1;2\n")
    assert ([column.name for column in found.columns], found.rows) == (["a", "b"], 1)


def test_a_table_of_one_column_is_a_table(tmp_path: Path) -> None:
    assert numbers(table(tmp_path, "fald\n3\n4\n"), "fald") == (3, 4)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "problems.empty_file"),
        (b"  \n", "problems.empty_file"),
        (b"a\0b", "problems.not_csv"),
        (b"a;b\n1;2;3;4", "problems.too_many_fields"),
        (b"a;A\n1;2", "problems.heading_twice"),
        (b"a;b\n1;0101701234", "problems.identifier"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(tmp_path: Path, content: bytes, key: str) -> None:
    with pytest.raises(ProblemsFound) as refused:
        table(tmp_path, content)
    assert key in keys(refused)
    assert all("0101701234" not in str(problem) for problem in refused.value.problems)


def test_headings_alone_and_a_missing_or_huge_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueRefused, match="no_rows"):
        table(tmp_path, "a;b\n")
    with pytest.raises(FolderError, match="no_file"):
        read_plain_table(tmp_path / "none.csv", "da")
    with pytest.raises(FolderError, match="no_file"):
        read_plain_table(tmp_path, "da")
    with (tmp_path / "huge.csv").open("wb") as huge:
        huge.truncate(LARGEST + 1)
    with pytest.raises(ProblemsFound) as refused:
        read_plain_table(tmp_path / "huge.csv", "da")
    assert keys(refused) == ["problems.too_large"]
