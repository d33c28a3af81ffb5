"""A participant's own numbers, from any sheet or from what was pasted: every column that holds numbers, by its name."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kit.domain.privacy import find_identifiers
from kit.errors import ValueRefused
from kit.sources.csv_file import DELIMITERS, decode
from kit.sources.excel import open_workbook
from kit.sources.faults import Faults
from kit.sources.plain_table import MISSING
from kit.sources.row import Formula
from kit.sources.values import NotReadError, parse_number

MOST_CHARACTERS, MOST_ROWS = 50_000, 1000
LEAST = 3  # numbers that a column must have to be offered


@dataclass(frozen=True, slots=True)
class Numbers:
    """One column: its name, and its numbers in order, NaN where nothing was measured."""

    name: str
    values: tuple[float, ...]


def numbers_in_text(text: str, language: str) -> tuple[Numbers, ...]:
    """The columns of what was pasted: one number a line, or several beside each other with a tab or semicolon.

    Raises
    ------
    ValueRefused
        ``training.own.too_long``, ``training.own.identifier`` or ``training.own.nothing``.
    """
    if len(text) > MOST_CHARACTERS:
        raise ValueRefused("training.own.too_long", most=MOST_ROWS)
    if find_identifiers(text):
        raise ValueRefused("training.own.identifier")
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) == 1 and "\t" not in lines[0]:
        return _columns([[cell] for cell in re.split(r"[;\s]+", lines[0].strip())], language)
    return _columns([re.split(r"[\t;]", line) for line in lines], language)


def numbers_in_file(name: str, content: bytes, language: str) -> tuple[Numbers, ...]:
    """The columns of a workbook's or a CSV file's first sheet that has any.

    Raises
    ------
    ProblemsFound
        The file cannot be read, or holds an identity number.
    ValueRefused
        ``training.own.nothing``.
    """
    path = Path(name.replace("\\", "/"))
    faults = Faults(Path(path.name), language)
    if path.suffix.lower() != ".csv":
        grids = open_workbook(content, path.suffix.lower(), faults)
        faults.refuse()
        for grid in (grids or {}).values():
            width = max((max(cells) for cells in grid.rows.values()), default=0)
            rows = [[_text(cells.get(n + 1), language) for n in range(width)] for _, cells in sorted(grid.rows.items())]
            found = _found(rows, language)
            if found:
                return found
        raise ValueRefused("training.own.nothing", least=LEAST)
    text = decode(content)
    if text is None:
        faults.note("not_csv")
        faults.refuse()
    separator = max(DELIMITERS, key=str(text).count)
    return numbers_in_text("\n".join("\t".join(line.split(separator)) for line in str(text).splitlines()), language)


def _text(value: object, language: str) -> str:
    if isinstance(value, float | int) and not isinstance(value, bool):
        return repr(value) if language == "en" else repr(value).replace(".", ",")
    if value is None or isinstance(value, Formula):
        return ""
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _columns(rows: Sequence[Sequence[str]], language: str) -> tuple[Numbers, ...]:
    found = _found(rows, language)
    if not found:
        raise ValueRefused("training.own.nothing", least=LEAST)
    return found


def _found(rows: Sequence[Sequence[str]], language: str) -> tuple[Numbers, ...]:
    """Columns of numbers. A row at the top without any number has the names."""
    rows = rows[:MOST_ROWS]
    width = max((len(row) for row in rows), default=0)
    read = [[_number(row[n] if n < len(row) else "", language) for n in range(width)] for row in rows]
    head = next((n for n, row in enumerate(read) if any(isinstance(cell, float) for cell in row)), len(rows))
    named = rows[head - 1] if head else ()
    made = []
    for n in range(width):
        cells = [row[n] for row in read[head:]]
        values = [math.nan if cell is None else cell for cell in cells if cell != ""]
        if "" not in cells and sum(not math.isnan(value) for value in values) >= LEAST:
            name = named[n].strip() if n < len(named) else ""
            made.append(Numbers(name or str(n + 1), tuple(values)))
    return tuple(made)


def _number(cell: str, language: str) -> float | str | None:
    """A number, None for an empty cell, and an empty text for anything else."""
    if cell.strip().casefold() in MISSING:
        return None
    try:
        return parse_number(cell, language)
    except NotReadError:
        return ""
