"""A table pasted from a spreadsheet: its columns, what each may mean, and what it says when that is settled.

Every row is judged as a row of a file is, so the same faults get the same sentences, each with its cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from kit.domain.label import LANGUAGES
from kit.domain.measure import Measure
from kit.domain.pasting import BETWEEN, NOTE, NOTHING, NUMBERS, PERIOD, Pasted, meaning, numbers_of
from kit.domain.programme import Programme
from kit.domain.series import Series
from kit.errors import Problem, ValueRefused
from kit.sources.content import NetworkFile
from kit.sources.faults import Faults
from kit.sources.grid import Grid, address, note_identifiers
from kit.sources.judge import Judge
from kit.sources.row import Formula, Row
from kit.sources.values import NotReadError, parse_day, parse_number, shown
from kit.sources.words import column_of, plain

MOST_CHARACTERS, MOST_ROWS, MOST_COLUMNS = 200_000, 2000, 40
_MEANS = ("month", "date", "numerator", "denominator", "count", "note")
_SHOWN = 3


def split(text: object) -> Pasted:
    """The table in a pasted text, divided by tabs or semicolons. Raises ValueRefused when it is none."""
    if not isinstance(text, str) or "\0" in text:
        raise ValueRefused("paste.not_table")
    if len(text) > MOST_CHARACTERS:
        raise ValueRefused("paste.too_long", n=len(text), most=MOST_CHARACTERS)
    return divided(text, "\t" if "\t" in text else ";", MOST_ROWS)


def divided(text: str, delimiter: str, most_rows: int) -> Pasted:
    """The table in a text with this delimiter. Raises ValueRefused when it is none, or when there is no room for it."""
    try:
        read = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise ValueRefused("paste.not_table") from error
    rows = [tuple(cell.strip() for cell in row) for row in read]
    while rows and not any(rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    if width < 2:
        raise ValueRefused("paste.not_table")
    if width > MOST_COLUMNS or len(rows) > most_rows:
        raise ValueRefused("paste.too_large", rows=most_rows, columns=MOST_COLUMNS)
    top = next(number for number, row in enumerate(rows) if any(row))
    if any(_is_value(cell) for cell in rows[top]):
        return _table((), rows[top:], top + 1)
    return _table(rows[top], rows[top + 1 :], top + 2)


def _table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]], first: int) -> Pasted:
    width = max([len(headings), *map(len, rows)])
    titles = tuple(_title(headings, rows, column) for column in range(width))
    return Pasted(headings, tuple(rows), first, titles)


def _title(headings: Sequence[str], rows: Sequence[tuple[str, ...]], column: int) -> str:
    if column < len(headings) and headings[column]:
        return shown(headings[column])
    return ", ".join(shown(row[column]) for row in rows[:_SHOWN] if column < len(row) and row[column])


def _is_value(cell: str) -> bool:
    return _is_day(cell) or _is_number(cell)


def _is_number(cell: str) -> bool:
    try:
        parse_number(cell, "da")
    except NotReadError as error:
        return error.ambiguous
    return True


def _is_day(cell: str) -> bool:
    try:
        parse_day(cell)
    except NotReadError:
        return False
    return True


def propose(table: Pasted, measures: Sequence[Measure], chosen: Measure) -> tuple[str, ...]:
    """What each column probably means: by its heading, else by what stands in it; nothing twice.

    `chosen` is the measure that a heading such as "numerator" belongs to.
    """
    found: list[str] = []
    for column in range(table.width):
        heading = table.headings[column] if column < len(table.headings) else ""
        guess = _by_heading(heading, measures, chosen, found) if heading else ""
        found.append(guess if guess not in found else NOTHING)
    if PERIOD not in found:
        days = [n for n, said in enumerate(found) if not said and holds(table, n, days=True)]
        for column in days[:1]:
            found[column] = PERIOD
    wanted = [meaning(chosen, name) for name in numbers_of(chosen)]
    if not set(found).intersection(wanted) and not any(BETWEEN in said for said in found):
        free = [n for n, said in enumerate(found) if not said and holds(table, n, days=False)]
        for column, said in zip(free, wanted, strict=False):
            found[column] = said
    return tuple(found)


def holds(table: Pasted, column: int, *, days: bool) -> bool:
    """Whether everything that stands in a column is a day, or a number."""
    cells = [row[column] for row in table.rows if column < len(row) and row[column]]
    return bool(cells) and all((_is_day if days else _is_number)(cell) for cell in cells)


def _by_heading(heading: str, measures: Sequence[Measure], chosen: Measure, found: list[str]) -> str:
    name = column_of(heading, _MEANS)
    if name in ("month", "date"):
        return PERIOD
    if name == "note":
        return NOTE
    if name in numbers_of(chosen):
        return meaning(chosen, str(name))
    for measure in measures:
        if plain(heading) in _names(measure):
            free = [meaning(measure, one) for one in numbers_of(measure) if meaning(measure, one) not in found]
            return free[0] if free else NOTHING
    return NOTHING


def _names(measure: Measure) -> set[str]:
    return {plain(measure.id), *(plain(measure.name.text(language)) for language in LANGUAGES)}


def read_pasted(
    table: Pasted,
    means: Sequence[str],
    unit: str,
    chosen: Measure,
    content: NetworkFile,
    programme: Programme,
    today: date,
) -> tuple[tuple[Series, ...], tuple[Problem, ...]]:
    """What the table says of a unit, with everything that is wrong. With any problem nothing of it may be used."""
    faults = Faults(Path(), content.network.language)
    grid = grid_of(table)
    note_identifiers(grid, faults)
    if table.headings:
        note_identifiers(Grid("", {table.first - 1: _cells(table.headings)}), faults)
    judge = Judge(content, programme, today)
    for measure_id, columns in _by_measure(means, chosen).items():
        measure = programme.measure(measure_id)
        rows = [_row(number, cells, columns, unit, measure_id, measure, faults) for number, cells in grid.rows.items()]
        counted = [name for name in NUMBERS if name in columns] or ["date"]
        judge.take(rows, columns=counted)
    return judge.series(), tuple(faults.found)


def grid_of(table: Pasted) -> Grid:
    """The table's cells by row and column as they stand in the paste, without the headings."""
    return Grid("", {table.first + n: _cells(row) for n, row in enumerate(table.rows)})


def _cells(row: Sequence[str]) -> dict[int, object]:
    made = {n: Formula(cell) if cell.startswith("=") else cell for n, cell in enumerate(row, start=1) if cell}
    return dict(made)


def _by_measure(means: Sequence[str], chosen: Measure) -> dict[str, dict[str, int]]:
    """The columns of every measure that the table holds, by name; period and note belong to all of them."""
    shared = {said: n for n, said in enumerate(means, start=1) if said in (PERIOD, NOTE)}
    found: dict[str, dict[str, int]] = {}
    for number, said in enumerate(means, start=1):
        measure_id, between, name = said.rpartition(BETWEEN)
        if between:
            found.setdefault(measure_id, dict(shared))[name] = number
    if not found and chosen.from_events:  # a list of days: one event each
        found[chosen.id] = dict(shared)
    return found


def _row(
    number: int, cells: Mapping[int, object], columns: Mapping[str, int], unit: str, measure_id: str,
    measure: Measure | None, faults: Faults,
) -> Row:  # fmt: skip
    when = "date" if measure and measure.from_events else "month"
    named = {when if name == PERIOD else name: column for name, column in columns.items()}
    values: dict[str, object] = {name: cells.get(column) for name, column in named.items()}
    places = {name: address(number, column) for name, column in named.items()}
    return Row("", number, {**values, "unit_id": unit, "measure_id": measure_id}, places, faults)
