"""Cells as they stand in a file, whether a sheet or a CSV, and the tables found among them by their headings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kit.domain.privacy import find_identifiers
from kit.sources.faults import Faults
from kit.sources.row import Row
from kit.sources.values import shown
from kit.sources.words import Table, column_of, heading

HEADING_WITHIN = 40  # rows in which the headings are looked for
_DECIMAL = re.compile(r"-?\d+[.,]\d+")
_NUMBER_LENGTHS = (9, 10, 11)  # digits of an identity number kept as a number, with and without its leading zero


@dataclass(frozen=True, slots=True)
class Grid:
    """`rows` holds, by row number and column number from 1, every cell that is not empty."""

    sheet: str
    rows: Mapping[int, Mapping[int, object]]


def address(row: int, column: int) -> str:
    """The name of a cell, such as ``C7``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def looks_personal(value: object) -> bool:
    """Whether a cell's value holds a CPR number or fødselsnummer.

    A whole number may have lost its leading zero. A number with decimals is a measurement, whatever its decimals are.
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or _DECIMAL.fullmatch(value.strip()):
        return False
    text = value.strip()
    if text.isdigit() and len(text) in _NUMBER_LENGTHS:
        return any(find_identifiers(text.zfill(length)) for length in (10, 11) if length >= len(text))
    return bool(find_identifiers(value))


def note_identifiers(grid: Grid, faults: Faults) -> None:
    """Note every cell that holds an identity number, never the number."""
    for number, cells in grid.rows.items():
        for column, value in cells.items():
            if looks_personal(value):
                faults.note("identifier", grid.sheet, address(number, column))


def _headings(grid: Grid, table: Table) -> tuple[int, dict[str, int], list[int]]:
    """The row of the headings, the column of each, and the columns whose heading stands twice; row 0 for none."""
    best: tuple[int, dict[str, int], list[int]] = (0, {}, [])
    for number in sorted(grid.rows)[:HEADING_WITHIN]:
        found: dict[str, int] = {}
        twice = []
        for column, value in sorted(grid.rows[number].items()):
            name = column_of(value, table.readable) if isinstance(value, str) else None
            if name in found:
                twice.append(column)
            elif name:
                found[name] = column
        if len(found) > len(best[1]):
            best = (number, found, twice)
    return best if len(best[1]) >= min(2, len(table.columns)) else (0, {}, [])


def heading_row(grid: Grid, table: Table) -> int:
    """The number of the row with the headings, or 0."""
    return _headings(grid, table)[0]


def headings_in(grid: Grid, table: Table) -> frozenset[str]:
    """The table's columns that have a heading."""
    return frozenset(_headings(grid, table)[1])


def _complete(grid: Grid, table: Table, faults: Faults) -> tuple[int, dict[str, int]]:
    """As `_headings`, with what is wrong noted; row 0 when the table cannot be read."""
    number, columns, twice = _headings(grid, table)
    for name, stand_in in table.stand_in.items():
        if name not in columns and stand_in in columns:
            columns[name] = columns[stand_in]
    missing = [name for name in table.required if name not in columns]
    for column in twice:
        faults.note("heading_twice", grid.sheet, address(number, column), found=shown(grid.rows[number][column]))
    if missing:
        names = ", ".join(heading(name, faults.language) for name in missing)
        faults.note("headings", grid.sheet, address(number, 1) if number else "", expected=names)
    return (0, {}) if missing or twice else (number, columns)


def read_table(grid: Grid, table: Table, faults: Faults) -> list[Row]:
    """The rows below the headings that have anything in a column of the table, in order."""
    top, columns = _complete(grid, table, faults)
    rows = []
    for number in sorted(grid.rows) if top else []:
        cells = {name: grid.rows[number].get(column) for name, column in columns.items()}
        if number > top and any(value is not None for value in cells.values()):
            places = {name: address(number, column) for name, column in columns.items()}
            rows.append(Row(grid.sheet, number, cells, places, faults))
    return rows
