"""Agendas of seminars as a workbook to edit in Excel: a sheet for each seminar, a row for each item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from pathlib import Path

import xlsxwriter

from kit.domain.entries.seminar import ACTIVITIES, MOST_MINUTES
from kit.domain.label import LANGUAGES
from kit.domain.seminars.plan import CLOCK
from kit.errors import ProblemsFound
from kit.sources.excel import open_workbook, read_bytes
from kit.sources.faults import Faults
from kit.sources.grid import Grid, address
from kit.sources.row import Row
from kit.sources.safe_write import written_whole
from kit.sources.values import shown
from kit.texts import Texts, texts

COLUMNS = ("id", "clock", "minutes", "title", "text", "guide", "activity", "ask", "options")
WIDTHS = (12, 8, 9, 26, 44, 44, 26, 36, 30)
ROWS_WITH_A_LIST = 60
NEEDS_OPTIONS = ("single", "several", "rank")


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """An item as it stands in a sheet; `id` is empty for a new one. `clock` counts in the first row only.

    `cells` are the addresses by column, to point at what is wrong.
    """

    id: str
    clock: str
    minutes: int | None
    title: str
    text: str
    guide: str
    activity: str
    ask: str
    options: tuple[str, ...]
    cells: Mapping[str, str]


def heading(column: str, words: Texts) -> str:
    """What stands above a column; the form on the seminar's page calls its fields the same."""
    own = column in ("id", "clock")
    return words(f"agenda.heading.{column}" if own else f"entries.seminar_item.{column}")


def write_agendas(path: Path, sheets: Mapping[str, Sequence[AgendaRow]], words: Texts) -> None:
    """Write a workbook with a sheet for each seminar, named by its id."""
    written_whole(path, lambda draft: _write(draft, sheets, words))


def _write(path: Path, sheets: Mapping[str, Sequence[AgendaRow]], words: Texts) -> None:
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bg_color": "#DCE6F0", "text_wrap": True, "valign": "top"})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    number = book.add_format({"valign": "top"})
    kinds = [words(f"entries.seminar_item.activity.{one}") for one in ACTIVITIES]
    lists = book.add_worksheet(words("workbook.sheet.lists"))
    for place, kind in enumerate(kinds):
        lists.write_string(place, 0, kind)
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for column, (one, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
            sheet.write_string(0, column, heading(one, words), head)
            sheet.set_column(column, column, width, number if one == "minutes" else text)
        for place, row in enumerate(rows, start=1):
            for column, value in enumerate(_values(row, words)):
                if isinstance(value, int):
                    sheet.write_number(place, column, value, number)
                else:
                    sheet.write_string(place, column, value, text)
        source = f"='{lists.get_name()}'!$A$1:$A${len(kinds)}"
        at = COLUMNS.index("activity")
        sheet.data_validation(1, at, ROWS_WITH_A_LIST, at, {"validate": "list", "source": source})
        sheet.freeze_panes(1, 4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    book.worksheets()[-1].activate()
    lists.hide()
    book.close()


def _values(row: AgendaRow, words: Texts) -> tuple[str | int, ...]:
    activity = words(f"entries.seminar_item.activity.{row.activity}")
    minutes = "" if row.minutes is None else row.minutes
    return row.id, row.clock, minutes, row.title, row.text, row.guide, activity, row.ask, "\n".join(row.options)


def read_agendas(path: Path, seminars: Sequence[str], language: str) -> dict[str, tuple[AgendaRow, ...]]:
    """The agendas in a workbook, by seminar.

    Raises
    ------
    ProblemsFound
        With every fault: a file that cannot be read, no sheet of a seminar, missing headings, values that cannot be.
    """
    faults = Faults(path, language)
    content = read_bytes(path, faults)
    grids = open_workbook(content, path.suffix.lower(), faults) if content is not None else None
    if grids is None:
        raise ProblemsFound(tuple(faults.found))
    mine = [name for name in grids if name in seminars]
    if not mine:
        faults.note("agenda_no_sheet", expected=", ".join(seminars))
    found = {name: _rows(grids[name], faults) for name in mine}
    faults.refuse()
    return found


def _rows(grid: Grid, faults: Faults) -> tuple[AgendaRow, ...]:
    columns, words = _columns(grid), texts(faults.language)
    missing = [one for one in COLUMNS if one not in columns]
    if missing:
        expected = ", ".join(heading(one, words) for one in missing)
        faults.note("headings", grid.sheet, "A1", expected=expected)
        return ()
    rows = []
    for number in sorted(grid.rows)[1:]:
        cells = {name: grid.rows[number].get(column) for name, column in columns.items()}
        if any(cells[name] is not None for name in COLUMNS if name not in ("id", "clock")):
            places = {name: address(number, column) for name, column in columns.items()}
            rows.append(_row(Row(grid.sheet, number, _clock_as_text(cells), places, faults), places, words))
    if not rows:
        faults.note("agenda_empty", grid.sheet)
    return tuple(rows)


def _columns(grid: Grid) -> dict[str, int]:
    """The columns by their headings, in any language; the first row holds them."""
    known = {heading(name, texts(language)).casefold(): name for language in LANGUAGES for name in COLUMNS}
    first = grid.rows.get(1, {})
    said = {column: known.get(str(value).strip().casefold(), "") for column, value in first.items()}
    return {name: column for column, name in said.items() if name}


def _clock_as_text(cells: Mapping[str, object]) -> dict[str, object]:
    clock = cells["clock"]
    return {**cells, "clock": f"{clock:%H:%M}" if isinstance(clock, time) else clock}


def _row(row: Row, places: Mapping[str, str], words: Texts) -> AgendaRow:
    minutes, activity = row.number("minutes", whole=True), _activity(row, words)
    if minutes is None and row.good("minutes"):
        row.note("minutes", "missing", heading=heading("minutes", words))
    elif minutes is not None and minutes > MOST_MINUTES:
        row.note("minutes", "agenda_minutes", found=int(minutes), most=MOST_MINUTES)
    title, clock = row.text("title"), row.text("clock")
    if not title and row.good("title"):
        row.note("title", "missing", heading=heading("title", words))
    if clock and not CLOCK.fullmatch(clock.zfill(5)):
        row.note("clock", "agenda_clock", found=shown(clock))
    options = tuple(" ".join(line.split()) for line in row.text("options").splitlines() if line.strip())
    if activity in NEEDS_OPTIONS and len(options) < 2:
        row.note("options", "agenda_options")
    return AgendaRow(
        id=row.id("id"),
        clock=clock.zfill(5) if clock else "",
        minutes=None if minutes is None else int(minutes),
        title=title,
        text=row.text("text"),
        guide=row.text("guide"),
        activity=activity,
        ask=row.text("ask"),
        options=options,
        cells=places,
    )


def _activity(row: Row, words: Texts) -> str:
    """The kind of an item, by its words in any language; nothing said means that the room listens."""
    said = row.text("activity")
    for one in ACTIVITIES:
        names = {texts(language)(f"entries.seminar_item.activity.{one}").casefold() for language in LANGUAGES}
        if said.casefold() in names:
            return one
    if said:
        expected = ", ".join(words(f"entries.seminar_item.activity.{one}") for one in ACTIVITIES)
        row.note("activity", "not_choice", found=shown(said), expected=expected)
    return ACTIVITIES[0]
