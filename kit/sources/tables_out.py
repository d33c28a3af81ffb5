"""Tables written out for anybody's spreadsheet: one workbook with a sheet each, and one CSV file each."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlsxwriter

from kit.sources.csv_file import guarded, number_text

Cell = str | float | int | date | None
LONGEST_SHEET_NAME = 31
WIDEST, NARROWEST = 60, 9
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True, slots=True)
class TableOut:
    """A table: `id` names its file, `title` its sheet; every row has a cell for each heading."""

    id: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def write_workbook(path: Path, tables: Sequence[TableOut]) -> None:
    """One sheet a table, headings frozen and filtered. No text becomes a formula or a link."""
    book = xlsxwriter.Workbook(str(path), _OPTIONS)
    head = book.add_format({"bold": True, "bg_color": "#DCE6F0", "text_wrap": True, "valign": "top"})
    day, text = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}), book.add_format({"num_format": "@"})
    for table in tables:
        sheet = book.add_worksheet(table.title[:LONGEST_SHEET_NAME])
        for column, heading in enumerate(table.headings):
            sheet.write_string(0, column, heading, head)
            sheet.set_column(column, column, _width(heading, [row[column] for row in table.rows[:200]]))
        for number, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(number, column, cell, text)
                elif cell is not None:
                    sheet.write_number(number, column, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.headings) - 1)
    book.close()


def write_csv(path: Path, table: TableOut, language: str) -> None:
    """As Excel in Denmark and Norway opens it: semicolons, the language's decimal mark, days as 2026-11-22."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(guarded(heading) for heading in table.headings)
        writer.writerows([_field(cell, language) for cell in row] for row in table.rows)


def _field(cell: Cell, language: str) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    return guarded(cell) if isinstance(cell, str) else number_text(cell, language)


def _width(heading: str, cells: Sequence[Cell]) -> int:
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    return max(NARROWEST, min(WIDEST, max(longest, len(heading)) + 2))
