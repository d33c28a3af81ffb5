"""Opening a workbook for reading: what cannot be opened says why, and nothing personal gets past, wherever it hides."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook

from kit.domain.privacy import find_identifiers, redacted
from kit.sources.faults import Faults
from kit.sources.grid import Grid, note_identifiers
from kit.sources.row import Formula
from kit.sources.words import sheet_name, sheet_of

MOST_BYTES = 20_000_000
MOST_UNPACKED = 100_000_000  # openpyxl needs about twenty times as much memory
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a compound file: Excel 97-2003, or one with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CELLS = re.compile(r"xl/(worksheets/|sharedStrings|styles|theme|comments)")
_CACHES = re.compile(r"xl/(pivotCache|externalLinks|queryTables|tables)/")
_HEADERS = re.compile(r"<(?:odd|even|first)(?:Header|Footer)>([^<]*)<")


def read_bytes(path: Path, faults: Faults) -> bytes | None:
    """The bytes of a file, or None with the reason noted."""
    try:
        if path.stat().st_size > MOST_BYTES:
            faults.note("too_large", most=MOST_BYTES // 1_000_000)
            return None
        content = path.read_bytes()
    except FileNotFoundError:
        faults.note("no_file")
    except OSError:
        faults.note("cannot_open")
    else:
        if content.strip(b"\0 \r\n\t"):
            return content
        faults.note("empty_file")
    return None


def open_workbook(content: bytes, suffix: str, faults: Faults) -> dict[str, Grid] | None:
    """Every sheet by its name, hidden ones too, or None with the reason noted.

    Identity numbers in any cell, comment, sheet name, text box, header or property are noted, never shown.
    """
    if content.startswith(_OLD_OR_LOCKED):
        faults.note("password" if _ENCRYPTED in content else "old_excel")
        return None
    if suffix == ".xls" or not zipfile.is_zipfile(io.BytesIO(content)):
        faults.note("not_excel")
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                faults.note("too_large", most=MOST_BYTES // 1_000_000)
                return None
            elsewhere = any(find_identifiers(text) for text in _texts_outside_cells(packed))
        grids = _grids(content, faults)
    except Exception:  # a damaged workbook fails in openpyxl in more ways than it names
        faults.note("not_excel")
        return None
    if elsewhere:
        faults.note("identifier_outside")
    return grids


def _load(content: bytes, *, values: bool = False) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(content), data_only=values)


def _grids(content: bytes, faults: Faults) -> dict[str, Grid]:
    book = _load(content)
    grids = {sheet.title: Grid(sheet.title, _cells(sheet)) for sheet in book.worksheets}
    for sheet in book.worksheets:
        _check_sheet(sheet, grids[sheet.title], faults)
    if any(isinstance(v, Formula) for grid in grids.values() for cells in grid.rows.values() for v in cells.values()):
        for sheet in _load(content, values=True).worksheets:  # what the formulas showed when the file was saved
            note_identifiers(Grid(sheet.title, _cells(sheet)), faults)
    return grids


def _cells(sheet: Any) -> dict[int, dict[int, object]]:
    """By row and column. Taken from the cells that exist: one stray cell in the last row must not cost a million."""
    rows: dict[int, dict[int, object]] = {}
    for (row, column), cell in sheet._cells.items():
        if cell.value is not None:
            value = Formula("=") if cell.data_type == "f" else cell.value
            rows.setdefault(row, {})[column] = value
    return rows


def _check_sheet(sheet: Any, grid: Grid, faults: Faults) -> None:
    if find_identifiers(sheet.title):
        faults.note("identifier", sheet.title)
    note_identifiers(grid, faults)
    for cell in list(sheet._cells.values()):
        if cell.comment and find_identifiers(f"{cell.comment.text} {cell.comment.author}"):
            faults.note("identifier_in_comment", sheet.title, cell.coordinate)
        if cell.data_type == "f" and find_identifiers(str(cell.value)):
            faults.note("identifier", sheet.title, cell.coordinate)


def _texts_outside_cells(packed: zipfile.ZipFile) -> Iterator[str]:
    """Texts of the parts of a workbook that are not cells: text boxes, headers, properties, stored copies of data."""
    for part in packed.namelist():
        if part.startswith("xl/worksheets/sheet"):
            yield from _HEADERS.findall(packed.read(part).decode("utf-8", "replace"))
        if not part.endswith((".xml", ".vml")) or _CELLS.match(part) or part == "[Content_Types].xml":
            continue
        yield from _texts_of(part, packed.read(part))


def _texts_of(part: str, content: bytes) -> Iterator[str]:
    everything = part.startswith("docProps/") or bool(_CACHES.match(part))
    for element in ElementTree.fromstring(content).iter():
        name = str(element.tag).rsplit("}", maxsplit=1)[-1]
        if element.text and (everything or name in ("t", "text", "definedName", "v")):
            yield element.text
        if _CACHES.match(part) and element.get("v"):
            yield str(element.get("v"))


def pick(
    grids: dict[str, Grid], sheet: str, sheets: tuple[str, ...], faults: Faults, *, needed: bool = True
) -> Grid | None:
    """The grid of a sheet, by its name in any language; a missing one is noted when it is `needed`."""
    for name, grid in grids.items():
        if sheet_of(name, sheets) == sheet:
            return grid
    if needed:
        found = ", ".join(redacted(name) for name in grids)
        faults.note("no_sheet", expected=sheet_name(sheet, faults.language), found=found[:200])
    return None
