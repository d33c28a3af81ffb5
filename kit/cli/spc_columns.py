"""Which columns of a file a chart is made from: as asked for, else the ones that can be meant; and saying which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kit.errors import ValueRefused
from kit.sources.faults import Faults
from kit.sources.plain_table import Column, PlainTable
from kit.texts import Texts

NEEDS_DENOMINATOR = ("p", "pp", "u", "up", "funnel")
NOTES = ("note", "notes", "notat", "notater", "bemærkning", "bemærkninger", "merknad", "merknader", "kommentar",
         "kommentarer", "comment", "comments", "annotation", "annotations")  # fmt: skip
TEXT_KINDS = ("pareto",)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Headings as typed; empty where nothing was."""

    x: str = ""
    y: str = ""
    n: str = ""
    group: str = ""
    note: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a chart; `y` is None for days between events, where `x` holds the events' dates."""

    x: Column | None
    y: Column | None
    n: Column | None
    group: Column | None
    note: Column | None
    part: Column | None

    def used(self) -> dict[str, str]:
        """Heading by use, for those that are used."""
        uses = ("x", "y", "n", "group", "note", "part")
        found = {use: getattr(self, use) for use in uses}
        return {use: column.name for use, column in found.items() if column is not None}

    def left(self, table: PlainTable) -> list[str]:
        """The headings that are not used."""
        used = set(self.used().values())
        return [column.name for column in table.columns if column.name not in used]


def choose(table: PlainTable, wanted: Wanted, kind: str) -> Columns:
    """The columns of a chart of this kind. Raises ValueRefused with the choices where one is missing or unclear."""
    group, note, part = (_named(table, name) for name in (wanted.group, wanted.note, wanted.part))
    y, n, x = (_named(table, name) for name in (wanted.y, wanted.n, wanted.x))
    if note is None:
        note = next((one for one in _free(table, (x, y, n, group, part)) if one.name.casefold() in NOTES), None)
    if x is None and kind not in ("funnel", "cusum", *TEXT_KINDS):
        x = _own_x(table, (y, n, group, part, note))
    if y is None:
        y = _own_y(table, kind, (x, n, group, part, note))
    if n is None and kind in NEEDS_DENOMINATOR:
        n = _own_n(table, (x, y, group, part, note))
    if kind == "funnel" and group is None:
        group = _own_group(table, (x, y, n, part, note))
    return Columns(x, y, n, group, note, part)


def _named(table: PlainTable, name: str) -> Column | None:
    if not name:
        return None
    column = table.column(name)
    if column is None:
        raise ValueRefused("spc.no_column", file=table.file, name=name, choices=_list(table.columns))
    return column


def _list(columns: Iterable[Column]) -> str:
    return ", ".join(column.name for column in columns)


def _free(table: PlainTable, taken: tuple[Column | None, ...]) -> list[Column]:
    numbers = {column.number for column in taken if column is not None}
    return [column for column in table.columns if column.number not in numbers]


def _own_x(table: PlainTable, taken: tuple[Column | None, ...]) -> Column | None:
    """The first column of dates; else a first column that only counts the rows."""
    free = _free(table, taken)
    day = next((column for column in free if column.is_day), None)
    if day is not None or not free or free[0].number != 1 or not free[0].is_number:
        return day
    counted = free[0].numbers(_quiet(table))
    others = any(column.is_number for column in free[1:]) or any(c is not None and c.is_number for c in taken)
    return free[0] if others and all(later - earlier == 1 for earlier, later in pairwise(counted)) else None


def _quiet(table: PlainTable) -> Faults:
    return Faults(Path(table.file), "en")


def _own_y(table: PlainTable, kind: str, taken: tuple[Column | None, ...]) -> Column | None:
    free = _free(table, taken)
    if kind in TEXT_KINDS:
        words = [column for column in free if column.present and not column.is_day]
        return next((column for column in words if not column.is_number), words[0] if words else None)
    number = next((column for column in free if column.is_number), None)
    if number is None and not (kind in ("g", "t") and taken[0] is not None and taken[0].is_day):
        raise ValueRefused("spc.no_numbers", file=table.file, choices=_list(table.columns))
    return number


def _own_n(table: PlainTable, taken: tuple[Column | None, ...]) -> Column:
    numbers = [column for column in _free(table, taken) if column.is_number]
    if len(numbers) != 1:
        raise ValueRefused("spc.needs_denominator", choices=_list(numbers or table.columns))
    return numbers[0]


def _own_group(table: PlainTable, taken: tuple[Column | None, ...]) -> Column:
    words = [c for c in _free(table, taken) if c.present and not c.is_number and not c.is_day]
    if len(words) != 1:
        raise ValueRefused("spc.needs_group", choices=_list(words or table.columns))
    return words[0]


def said(columns: Columns, table: PlainTable, texts: Texts) -> str:
    """Which columns the chart is made from, and which are not used."""
    used = ", ".join(f"{use} = {name}" for use, name in columns.used().items())
    left = ", ".join(columns.left(table))
    told = texts("cli.spc.columns", rows=table.rows, file=table.file, used=used)
    return f"{told} {texts('cli.spc.unused', left=left)}" if left else told
