"""A workbook being written: calm styling, drop-downs, checks while typing, and text that never becomes a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from kit.domain.limits import EARLIEST
from kit.domain.network import Network
from kit.sources.words import Table, sheet_name
from kit.texts import texts_of

Value = str | float | int | date | None
INK, HEAD, INPUT, RULE, QUIET = "#1B2A41", "#DCE6F0", "#FFF9E0", "#B8C4D0", "#5A6472"
DATE = {"da": "dd-mm-yyyy", "nb": "dd.mm.yyyy", "en": "dd/mm/yyyy"}
MONTH = {"da": "[$-406]mmm yyyy", "nb": "[$-414]mmm yyyy", "en": "[$-809]mmm yyyy"}
ROOM = 100  # empty rows below a table that are coloured as a place to write
HEAD_ROW = 2  # rows of headings count from 0: the first line says what to do
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 15},
    "top": {"italic": True, "font_color": QUIET},
    "line": {"text_wrap": True, "valign": "top"},
    "head": {"bold": True, "bg_color": HEAD, "bottom": 1, "bottom_color": RULE, "text_wrap": True, "valign": "top"},
    "text": {"num_format": "@"},
    "whole": {"num_format": "0"},
    "number": {"num_format": "General"},
    "note": {"num_format": "@", "text_wrap": False},
}
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


class Paper:
    """A workbook in the language and the words of a network. Close it to write it.

    Sheets and headings are named the same in every network: they are what the file is read back by.
    """

    def __init__(self, path: Path, network: Network, title: str) -> None:
        self.language = network.language
        self.texts = texts_of(network)
        self._book = xlsxwriter.Workbook(str(path), _OPTIONS)
        self._book.set_properties({"title": title, "author": "", "company": ""})
        self._formats: dict[tuple[str, bool, bool], Any] = {}
        self._lists: dict[str, tuple[str, ...]] = {}

    def close(self) -> None:
        """Write the file, with the lists of the drop-downs on a hidden sheet at the end."""
        if self._lists:
            self._write_lists()
        self._book.close()

    def style(self, name: str, *, fill: bool = False, locked: bool = True) -> Any:
        """A cell format by name; `fill` marks a cell to fill in."""
        key = (name, fill, locked)
        if key not in self._formats:
            look = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "locked": locked}
            look |= {"date": {"num_format": DATE[self.language], "align": "left"}}.get(name, {})
            look |= {"month": {"num_format": MONTH[self.language], "align": "left"}}.get(name, {})
            look |= _STYLES.get(name, {})
            look |= {"bg_color": INPUT, "border": 1, "border_color": RULE} if fill else {}
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]

    def sheet(self, name: str) -> Any:
        """A new sheet by the key of its name."""
        sheet = self._book.add_worksheet(sheet_name(name, self.language))
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def lines(self, sheet: Any, keys: Sequence[str], facts: Sequence[tuple[str, str, str]] = ()) -> None:
        """A sheet to read: a title, facts (what, value, words), and lines of text."""
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 14)
        sheet.set_column(2, 2, 80)
        put(sheet, 0, 0, self.texts(keys[0]), self.style("title"))
        for number, fact in enumerate(facts, start=2):
            for column, text in enumerate(fact):
                put(sheet, number, column, text, self.style("text"))
        for number, key in enumerate(keys[1:], start=3 + len(facts)):
            sheet.merge_range(number, 0, number, 2, "", self.style("line"))
            put(sheet, number, 0, self.texts(key), self.style("line"))
            sheet.set_row(number, 32)

    def head(self, sheet: Any, table: Table, top: str, widths: Mapping[str, int], styles: Sequence[str] = ()) -> None:
        """What to do, the headings, and the widths of the columns; `styles` hold for the whole columns."""
        put(sheet, 0, 0, self.texts(top), self.style("top"))
        for column, heading in enumerate(table.headings(self.language)):
            put(sheet, HEAD_ROW, column, heading, self.style("head"))
            style = self.style(styles[column], locked=False) if styles else None
            sheet.set_column(column, column, widths.get(table.columns[column], 18), style)
        sheet.freeze_panes(HEAD_ROW + 1, 0)
        sheet.repeat_rows(HEAD_ROW)

    def list(self, name: str, words: Sequence[str]) -> str:
        """The source of a drop-down with these words, to be kept on the hidden sheet of lists."""
        if not words:
            return ""
        self._lists.setdefault(name, tuple(words))
        column = list(self._lists).index(name)
        return f"='{sheet_name('lists', self.language)}'!{xl_range_abs(0, column, len(words) - 1, column)}"

    def _write_lists(self) -> None:
        sheet = self._book.add_worksheet(sheet_name("lists", self.language))
        for column, words in enumerate(self._lists.values()):
            for row, word in enumerate(words):
                put(sheet, row, column, word, self.style("text"))
        sheet.protect()
        sheet.hide()

    def check(self, rule: Mapping[str, Any], message: str) -> dict[str, Any]:
        """A check while typing, with its message."""
        title = self.texts("workbook.valid.title")
        return {"error_title": title, "error_message": self.texts(f"workbook.valid.{message}"), **rule}

    def choice(self, source: str) -> dict[str, Any]:
        """A check that lets only a list's words through."""
        return self.check({"validate": "list", "source": source}, "choice")

    def a_date(self) -> dict[str, Any]:
        """A check for dates."""
        rule = {"validate": "date", "criteria": ">=", "value": EARLIEST}
        return self.check(rule, "date")

    def a_whole(self, least: int = 0) -> dict[str, Any]:
        """A check for whole numbers."""
        rule = {"validate": "integer", "criteria": ">=", "value": least}
        return self.check(rule, "count" if least else "whole")


def put(sheet: Any, row: int, column: int, value: Value, style: Any) -> None:
    """Write one cell; text is always text, whatever it begins with."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime.combine(value, time()), style)
    else:
        sheet.write_number(row, column, value, style)
