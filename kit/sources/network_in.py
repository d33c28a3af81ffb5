"""Reading network.xlsx: who is in the network and what they follow, with every fault of every sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from kit.domain.label import LANGUAGES
from kit.domain.local_words import LocalWord
from kit.domain.network import MeasureInUse, Municipality, Network, Person, Seminar, Status, Unit
from kit.domain.programme import Programme
from kit.errors import ProblemsFound
from kit.sources.content import NetworkFile
from kit.sources.excel import open_workbook, pick, read_bytes
from kit.sources.faults import Faults
from kit.sources.grid import Grid, address, read_table
from kit.sources.local_words import LocalWords
from kit.sources.row import Row
from kit.sources.values import shown
from kit.sources.words import (
    IN_USE,
    LOCAL_WORDS,
    MUNICIPALITIES,
    NETWORK_KEYS,
    PEOPLE,
    SEMINARS,
    UNITS,
    Choice,
    Table,
    key_label,
    key_of,
    own_choice,
    sheet_name,
)

TABLES = (MUNICIPALITIES, UNITS, PEOPLE, SEMINARS, IN_USE, LOCAL_WORDS)
SHEETS = ("network", *(table.sheet for table in TABLES))
NO_DAY = date(1900, 1, 1)
MOST_BASELINE = 1000


def read_network(path: Path, programmes: Mapping[str, Programme]) -> NetworkFile:
    """The network that the workbook describes.

    Raises
    ------
    ProblemsFound
        With every fault of the file: sheets, headings, values, codes that do not fit together, identity numbers.
    """
    faults = Faults(path, "da")
    content = read_bytes(path, faults)
    grids = open_workbook(content, path.suffix.lower(), faults) if content is not None else None
    if grids is None:
        raise ProblemsFound(tuple(faults.found))
    faults.language = _language_of_sheets(grids)
    read = _Reader(grids, programmes, faults)
    result = read.everything()
    faults.refuse()
    return result


def voice_in(path: Path) -> tuple[str, tuple[LocalWord, ...]]:
    """How to speak of the network, also when its file has faults.

    The language the workbook says, or that its sheets are named in, and those of its local words that can be read;
    empty when it cannot be opened.
    """
    faults = Faults(path, "en")
    content = read_bytes(path, faults)
    grids = open_workbook(content, path.suffix.lower(), faults) if content is not None else None
    if grids is None:
        return "", ()
    return _language_said(grids, faults), _words_said(grids, faults)


def _language_said(grids: dict[str, Grid], faults: Faults) -> str:
    grid = pick(grids, "network", SHEETS, faults, needed=False)
    row = _network_row(grid, faults) if grid else None
    said = row.one_of("language", own_choice("language"), "language") if row else ""
    return said or _language_of_sheets(grids)


def _words_said(grids: dict[str, Grid], faults: Faults) -> tuple[LocalWord, ...]:
    grid = pick(grids, LOCAL_WORDS.sheet, SHEETS, faults, needed=False)
    words = LocalWords(None, faults.language)
    read = [words.read(row) for row in read_table(grid, LOCAL_WORDS, faults)] if grid else []
    return tuple({one.word: one for one in read if one is not None}.values())


def _language_of_sheets(grids: Mapping[str, Grid]) -> str:
    """The language whose sheet names are there most often: the one to speak before the file has said it."""
    counts = {language: sum(sheet_name(sheet, language) in grids for sheet in SHEETS) for language in LANGUAGES}
    return max(counts, key=lambda language: counts[language])


class _Reader:
    """Reads sheet after sheet; later ones ask earlier ones which codes are known."""

    def __init__(self, grids: dict[str, Grid], programmes: Mapping[str, Programme], faults: Faults) -> None:
        self.grids = grids
        self.programmes = programmes
        self.faults = faults
        self.programme: Programme | None = None
        self.codes: set[str] = set()
        self.homes: dict[str, str] = {}
        self.lines: dict[tuple[str, str, str], str] = {}

    def everything(self) -> NetworkFile:
        """All sheets in their order."""
        network = self._network()
        municipalities = self._all(MUNICIPALITIES, self._municipality)
        if not municipalities and pick(self.grids, "municipalities", SHEETS, self.faults, needed=False):
            self.faults.note("no_municipalities", sheet_name("municipalities", self.faults.language))
        units = self._all(UNITS, self._unit)
        people = self._all(PEOPLE, self._person)
        seminars = self._all(SEMINARS, self._seminar)
        in_use = self._all(IN_USE, self._measure_in_use)
        words = LocalWords(self.programme, self.faults.language)
        network = replace(network, local_words=self._all(LOCAL_WORDS, words.read, needed=False))
        return NetworkFile(network, municipalities, units, people, seminars, in_use)

    def _all(self, table: Table, make: Callable[[Row], object], *, needed: bool = True) -> tuple:  # type: ignore[type-arg]
        grid = pick(self.grids, table.sheet, SHEETS, self.faults, needed=needed)
        rows = read_table(grid, table, self.faults) if grid else []
        return tuple(one for one in [make(row) for row in rows] if one is not None)

    def _network(self) -> Network:
        grid = pick(self.grids, "network", SHEETS, self.faults)
        row = _network_row(grid, self.faults) if grid else None
        if row is None:
            return Network("", "", "", self.faults.language, NO_DAY)
        language = row.one_of("language", own_choice("language"), "language", required=True)
        self.faults.language = language or self.faults.language
        programme = row.one_of("programme", self._programmes(), required=True)
        self.programme = self.programmes[programme] if programme else None
        return Network(
            id=row.id("id", required=True),
            name=row.text("name", required=True),
            programme=programme,
            language=language,
            first_seminar=row.day("first_seminar", required=True) or NO_DAY,
            contact=row.text("contact"),
        )

    def _programmes(self) -> Choice:
        return Choice({name: self.programmes[name].name for name in self.programmes})

    def _municipality(self, row: Row) -> Municipality | None:
        code = row.code("code", required=True)
        name = row.text("name", required=True)
        wave = row.one_of("wave", own_choice("wave"), "wave", default="new")
        status = row.one_of("status", own_choice("status"), "status", default="active")
        left = row.day("withdrawn_on")
        reason = row.text("withdrawn_reason")
        if status == Status.WITHDRAWN and row.empty("withdrawn_on"):
            row.note("withdrawn_on", "withdrawn_when")
        if status == Status.WITHDRAWN and row.empty("withdrawn_reason"):
            row.note("withdrawn_reason", "withdrawn_why")
        if status == Status.ACTIVE and not row.empty("withdrawn_on"):
            row.note("status", "withdrawn_but_active")
        if not self._first(row, "code", code, self.codes, "same_code"):
            return None
        return Municipality(code, name, wave, Status(status or "active"), left, reason)

    def _first(self, row: Row, column: str, name: str, seen: set[str], key: str) -> bool:
        """Whether the name is there and new; names that differ only in capitals would share a folder on Windows."""
        if name and name.casefold() in {one.casefold() for one in seen}:
            row.note(column, key, found=name)
            return False
        if name:
            seen.add(name)
        return bool(name)

    def _unit(self, row: Row) -> Unit | None:
        unit = row.id("unit_id", required=True)
        home = row.code("municipality", required=True)
        row.known("municipality", home, self.codes, "unknown_municipality")
        name = row.text("name", required=True)
        kind = self._from_programme(row, "unit_kind", lambda programme: Choice(programme.unit_kinds))
        places = row.number("places", whole=True)
        if not self._first(row, "unit_id", unit, set(self.homes), "same_unit"):
            return None
        self.homes[unit] = home
        return Unit(unit, home, name, kind, None if places is None else int(places))

    def _from_programme(self, row: Row, column: str, choice: Callable[[Programme], Choice]) -> str:
        """An id of one of the programme's lists; with the programme unknown nothing is held against it."""
        if self.programme is None:
            return ""
        return row.one_of(column, choice(self.programme), required=True)

    def _place(self, row: Row, *, required: bool) -> tuple[str, str]:
        """A municipality and a unit, either of them perhaps empty, that are known and belong together."""
        home = row.code("municipality", required=required)
        unit = row.id("unit")
        row.known("municipality", home, self.codes, "unknown_municipality")
        known = row.known("unit", unit, self.homes, "unknown_unit")
        if known and home != self.homes[unit] and {home, self.homes[unit]} <= self.codes:
            row.note("unit", "unit_elsewhere", found=unit, expected=self.homes[unit])
        return home, unit

    def _person(self, row: Row) -> Person:
        home, unit = self._place(row, required=True)
        role = self._from_programme(row, "role", lambda programme: Choice(programme.roles))
        return Person(home, unit, role, row.text("name", required=True))

    def _seminar(self, row: Row) -> Seminar:
        kind = row.one_of("seminar_kind", own_choice("seminar"), "seminar", required=True)
        name = row.text("name", required=True)
        seminar = row.id("seminar_id", required=True)
        return Seminar(seminar, kind, name, row.day("date", required=True) or NO_DAY)

    def _measure_in_use(self, row: Row) -> MeasureInUse:
        measure = row.text("measure_id", required=True)
        if self.programme is not None and measure:
            choice = Choice({one.id: one.name for one in self.programme.measures})
            found = choice.find(measure)
            if found is None:
                row.note("measure_id", "unknown_measure", found=shown(measure), expected=self.programme.id)
            measure = found or ""
        home, unit = self._place(row, required=False)
        points = row.number("baseline", whole=True)
        if points is not None and points > MOST_BASELINE:
            row.note("baseline", "too_high", found=row.found("baseline"))
        break_on, reason = row.day("break_on"), row.text("break_reason")
        if not row.empty("break_on") and row.empty("break_reason"):
            row.note("break_reason", "break_why")
        if row.empty("break_on") and not row.empty("break_reason"):
            row.note("break_on", "break_when")
        line = MeasureInUse(measure, home, unit, int(points or 0), break_on, reason)
        before = self.lines.setdefault((measure, home, unit), row.place("measure_id"))
        if measure and before != row.place("measure_id"):
            row.note("measure_id", "same_line", found=measure, other=before)
        return line


def _network_row(grid: Grid, faults: Faults) -> Row:
    """The sheet of the network's own values, one below the other, as one row."""
    cells: dict[str, object] = {}
    places: dict[str, str] = {}
    for number in sorted(grid.rows):
        key = key_of(grid.rows[number].get(1, ""))
        if key and key not in cells:
            cells[key] = grid.rows[number].get(2)
            places[key] = address(number, 2)
    missing: Iterable[str] = [key for key in NETWORK_KEYS if key not in cells and key != "contact"]
    for key in missing:
        faults.note("no_key", grid.sheet, expected=key_label(key, faults.language))
    row = Row(grid.sheet, 1, cells, places, faults, upright=True)
    row.skip(missing)
    return row
