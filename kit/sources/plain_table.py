"""Any CSV table with headings, column by column: for an analyst's own file, which follows no form of the kit's."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from kit.errors import FolderError, ValueRefused
from kit.sources.csv_file import DELIMITERS, decode
from kit.sources.faults import Faults
from kit.sources.grid import Grid, address, note_identifiers
from kit.sources.values import NotReadError, parse_day, parse_number, shown

MISSING = ("", "na", "n/a", "nan", "null", "none", "-", "–", ".", "#n/a")
LARGEST = 50_000_000  # bytes


@dataclass(frozen=True)
class Column:
    """One column: its heading, its number from 1, its texts, and the row of the file that each stands in.

    `usual` is the language whose decimal mark is assumed where no number in the column tells.
    """

    name: str
    number: int
    cells: tuple[str, ...]
    rows: tuple[int, ...]
    usual: str = "en"

    @cached_property
    def present(self) -> tuple[str, ...]:
        """The cells that hold something."""
        return tuple(cell for cell in self.cells if cell.casefold() not in MISSING)

    @cached_property
    def is_number(self) -> bool:
        """Does every cell hold a number or nothing, and one at least a number?"""
        return bool(self.present) and all(_reads(cell, self._mark) for cell in self.present)

    @cached_property
    def is_day(self) -> bool:
        """Does every cell hold a date, a month or a week, or nothing?"""
        return bool(self.present) and all(_is_day(cell) for cell in self.present)

    @cached_property
    def _mark(self) -> str:
        """The language whose decimal mark the column uses: a clear number decides for the others."""
        marks = {_decimal_mark(cell) for cell in self.present if _clear(cell)}
        return "en" if "." in marks else "da" if "," in marks else self.usual

    def numbers(self, faults: Faults) -> tuple[float, ...]:
        """The cells as numbers, NaN where there is nothing; what cannot be read is noted."""
        return tuple(self._number(cell, row, faults) for cell, row in zip(self.cells, self.rows, strict=True))

    def _number(self, cell: str, row: int, faults: Faults) -> float:
        if cell.casefold() in MISSING:
            return math.nan
        try:
            return parse_number(cell, self._mark)
        except NotReadError as error:
            key = "two_readings" if error.ambiguous else "not_number"
            faults.note(key, cell=address(row, self.number), found=shown(cell, faults.language))
            return math.nan

    def days(self, faults: Faults) -> tuple[date | None, ...]:
        """The cells as days, None where there is nothing; what cannot be read is noted."""
        return tuple(self._day(cell, row, faults) for cell, row in zip(self.cells, self.rows, strict=True))

    def _day(self, cell: str, row: int, faults: Faults) -> date | None:
        if cell.casefold() in MISSING:
            return None
        try:
            return parse_day(cell).on
        except NotReadError:
            faults.note("not_date", cell=address(row, self.number), found=shown(cell, faults.language))
            return None


def _reads(cell: str, language: str) -> bool:
    try:
        parse_number(cell, language)
    except NotReadError as error:
        return error.ambiguous
    return True


def _clear(cell: str) -> bool:
    """Can the cell mean one number only, whichever the decimal mark?"""
    try:
        return parse_number(cell, "da") == parse_number(cell, "en")
    except NotReadError:
        return False


def _decimal_mark(cell: str) -> str:
    """The mark before the decimals of a clear number: the last one, but for a mark that stands there several times."""
    last = max(",.", key=cell.rfind)
    if last not in cell:
        return ""
    return last if cell.count(last) == 1 else {",": ".", ".": ","}[last]


def _is_day(cell: str) -> bool:
    try:
        parse_day(cell)
    except NotReadError:
        return False
    return True


@dataclass(frozen=True)
class PlainTable:
    """A table as it stands in a file: its columns in order."""

    file: str
    columns: tuple[Column, ...]

    @property
    def rows(self) -> int:
        """Number of rows below the headings."""
        return len(self.columns[0].cells)

    def column(self, name: str) -> Column | None:
        """A column by its heading, small and capital letters alike, or by its number from 1."""
        wanted = name.strip().casefold()
        found = [column for column in self.columns if column.name.casefold() == wanted]
        if found or not wanted.isdigit():
            return found[0] if found else None
        return self.columns[int(wanted) - 1] if 0 < int(wanted) <= len(self.columns) else None


def read_plain_table(path: Path, language: str) -> PlainTable:
    """Read a CSV file: UTF-8 or cp1252; semicolons, commas or tabs; the first row with anything in it has the headings.

    Raises FolderError when the file is not there or cannot be opened, ProblemsFound when it is no table or holds an
    identity number, ValueRefused when there is no row below the headings.
    """
    faults = Faults(path, language)
    faults.refuse()
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise FolderError("spc.no_file", file=str(path)) from error
    if size > LARGEST:
        faults.note("too_large", most=LARGEST // 1_000_000)
        faults.refuse()
    text = decode(content)
    delimiter, lines = _lines(text) if text is not None else ("", [])
    if not lines:
        faults.note("empty_file" if text is not None and not text.strip() else "not_csv")
    faults.refuse()
    if len(lines) == 1:
        raise ValueRefused("spc.no_rows", file=faults.file)
    table = _table(lines, "en" if delimiter == "," else language, faults)
    faults.refuse()
    return table


Lines = list[tuple[int, list[str]]]


def _lines(text: str) -> tuple[str, Lines]:
    """The delimiter that fits best, and the rows with anything in them, each with its number in the file."""
    choices: list[tuple[str, Lines]] = []
    for delimiter in DELIMITERS:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        except csv.Error:
            continue
        if rows and rows[0] and rows[0][0].casefold().startswith("sep="):
            rows[0] = []
        filled = [(number, [cell.strip() for cell in row]) for number, row in enumerate(rows, 1)]
        choices.append((delimiter, [(number, row) for number, row in filled if any(row)]))
    return max(choices, key=_fit, default=("", []))


def _fit(choice: tuple[str, Lines]) -> tuple[float, int]:
    """How well a delimiter fits: the share of rows as long as the first, where that has more than one field."""
    lines = choice[1]
    width = len(lines[0][1]) if lines else 0
    alike = sum(len(row) == width for _, row in lines) / len(lines) if lines else 0.0
    return (alike if width > 1 else 0.0), width


def _table(lines: Lines, usual: str, faults: Faults) -> PlainTable:
    heads, body = lines[0], lines[1:]
    width = len(heads[1])
    cells: dict[int, dict[int, object]] = {
        number: {place: cell for place, cell in enumerate(row, 1) if cell} for number, row in lines
    }
    note_identifiers(Grid("", cells), faults)
    for number, row in body:
        if len(row) > width:
            faults.note("too_many_fields", cell=address(number, len(row)), found=len(row), expected=width)
    rows = tuple(number for number, _ in body)
    columns = tuple(
        Column(heads[1][i] or str(i + 1), i + 1, tuple(row[i] if i < len(row) else "" for _, row in body), rows, usual)
        for i in range(width)
    )
    _refuse_twice(columns, heads[0], faults)
    return PlainTable(faults.file, columns)


def _refuse_twice(columns: Sequence[Column], row: int, faults: Faults) -> None:
    seen: set[str] = set()
    for column in columns:
        if column.name.casefold() in seen:
            faults.note("heading_twice", cell=address(row, column.number), found=shown(column.name, faults.language))
        seen.add(column.name.casefold())
