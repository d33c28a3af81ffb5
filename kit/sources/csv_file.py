"""Reading and writing CSV as Danish and Norwegian offices make it: cp1252 or UTF-8, semicolons, decimal comma."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from kit.domain.series import Series
from kit.sources.faults import Faults
from kit.sources.grid import Grid, address, heading_row, headings_in
from kit.sources.safe_write import written_whole
from kit.sources.words import EVENTS, MEASUREMENTS, Table, heading

DELIMITERS = (";", ",", "\t")
COLUMNS = ("unit_id", "measure_id", "month", "numerator", "denominator", "date", "count", "note")
TABLE = Table("measurements", COLUMNS, ("unit_id", "measure_id"), {"unit_id": "unit", "measure_id": "measure"})
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_FIRST_LINE = "sep="


def decode(content: bytes) -> str | None:
    """The text of a CSV file: by its mark, else strict UTF-8, else cp1252. None when it is no text.

    Nothing is guessed from letter frequencies: on Danish and Norwegian that goes wrong as often as right.
    """
    ways = ["utf-8-sig", "cp1252"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        ways = ["utf-16"]
    for way in ways:
        try:
            text = content.decode(way)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def read_grid(content: bytes, faults: Faults) -> Grid | None:
    """The cells of a CSV file, or None with the reason noted. The delimiter is the one that shows most headings."""
    text = decode(content)
    if text is None:
        faults.note("not_csv")
        return None
    grids = []
    for delimiter in DELIMITERS:
        try:
            grids.append(_grid(text, delimiter))
        except csv.Error:
            continue
    if not grids:
        faults.note("not_csv")
        return None
    return max(grids, key=lambda grid: len(headings_in(grid, TABLE)))


def _grid(text: str, delimiter: str) -> Grid:
    rows: dict[int, dict[int, object]] = {}
    for number, fields in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
        if number == 1 and fields and fields[0].casefold().startswith(_FIRST_LINE):
            continue
        cells = {n: _unquoted(field) for n, field in enumerate(fields, start=1) if field.strip()}
        if cells:
            rows[number] = dict(cells)
    return Grid("", rows)


def note_long_rows(grid: Grid, faults: Faults) -> None:
    """Note rows with more fields than headings: mostly numbers like 12,5 in a file divided by commas."""
    top = heading_row(grid, TABLE)
    width = max(grid.rows.get(top, {}), default=0)
    for number in sorted(grid.rows):
        widest = max(grid.rows[number])
        if top and number > top and widest > width:
            faults.note("too_many_fields", cell=address(number, widest), found=widest, expected=width)


def table_of(grid: Grid) -> Table:
    """Which columns the file is to have: measurements, events, or both in one."""
    names = headings_in(grid, TABLE)
    if "date" not in names or "month" not in names:
        return EVENTS if "date" in names and "numerator" not in names else MEASUREMENTS
    return TABLE


def guarded(text: str) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front, and `_unquoted` takes it away."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _unquoted(field: str) -> str:
    text = field.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS) else text


def number_text(value: float | None, language: str) -> str:
    """A number with the language's decimal mark and nothing else; an empty text for None."""
    if value is None:
        return ""
    text = format(Decimal(repr(float(value))).normalize(), "f")
    if "." in text and len(text.rpartition(".")[2]) == 3:
        text += "0"  # 1.2340 cannot be taken for one thousand two hundred and thirty-four
    return text if language == "en" else text.replace(".", ",")


def _lines(series: Iterable[Series], language: str) -> Iterable[list[str]]:
    for one in series:
        for point in one.points:
            numbers = [number_text(point.numerator, language), number_text(point.denominator, language)]
            yield [one.unit, one.measure, point.period.isoformat(), *numbers, "", "", guarded(point.note)]
        for event in one.events:
            yield [one.unit, one.measure, "", "", "", event.on.isoformat(), str(event.count), guarded(event.note)]


def write_measurements_csv(path: Path, series: Iterable[Series], language: str = "en") -> None:
    """Write series in long form, one line a point or event: UTF-8 with mark, semicolons, CRLF.

    The columns of events are left out when there are none. Raises FolderError when the file cannot be written.
    """
    series = tuple(series)
    keep = [name not in ("date", "count") or any(one.events for one in series) for name in COLUMNS]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for line in ([heading(name, language) for name in COLUMNS], *_lines(series, language)):
        writer.writerow([field for field, kept in zip(line, keep, strict=True) if kept])
    content = text.getvalue().encode("utf-8-sig")
    written_whole(path, lambda draft: draft.write_bytes(content))
