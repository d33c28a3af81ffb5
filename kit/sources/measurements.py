"""Measurement files of a municipality: workbooks and CSV, read whole with every fault, and written ready to fill in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kit.domain.programme import Programme
from kit.domain.series import Series
from kit.sources.content import NetworkFile
from kit.sources.csv_file import note_long_rows, read_grid, table_of, write_measurements_csv
from kit.sources.excel import open_workbook, pick, read_bytes
from kit.sources.faults import Faults
from kit.sources.grid import Grid, address, note_identifiers, read_table
from kit.sources.judge import Judge
from kit.sources.measurements_out import write_measurements
from kit.sources.values import shown
from kit.sources.words import EVENTS, MEASUREMENTS, column_of, id_part

__all__ = ["Reading", "read_measurements", "write_measurements", "write_measurements_csv"]

SHEETS = ("instructions", "measurements", "events", "lists")
NUMBERS = ("numerator", "denominator")
DATES = ("date", "count")
EXAMPLE_CODE = "0000"  # the municipality of the example that a new network starts with


@dataclass(frozen=True, slots=True)
class Reading:
    """A file that is right: its name, the SHA-256 of its bytes, and what was measured."""

    file: str
    digest: str
    series: tuple[Series, ...]


def read_measurements(path: Path, network: NetworkFile, programme: Programme, today: date) -> Reading:
    """The measurements of an .xlsx or .csv file, as far as they are of this network and not after `today`.

    A line without numbers was not measured and is passed over. Series come in the order of the network's units and
    the programme's measures.

    Raises
    ------
    ProblemsFound
        With every fault of the file; nothing of it may be used.
    """
    faults = Faults(path, network.network.language)
    read = {".xlsx": _from_workbook, ".csv": _from_csv}.get(path.suffix.lower(), _unknown)
    content = read_bytes(path, faults)
    judge = read(path, content, Start(network, programme, today), faults) if content is not None else None
    faults.refuse()
    assert judge is not None  # what could not be judged has left a fault
    return Reading(path.name, hashlib.sha256(content or b"").hexdigest(), judge.series())


@dataclass(frozen=True, slots=True)
class Start:
    """What a judge starts from."""

    network: NetworkFile
    programme: Programme
    today: date

    def judge(self, home: str) -> Judge:
        """A judge for the file of the municipality `home` (empty: of any)."""
        return Judge(self.network, self.programme, self.today, home)

    def any_events(self, home: str) -> bool:
        """Whether any unit of the file follows a measure of events."""
        units = [unit for unit in self.network.units if home in ("", unit.municipality)]
        events = [measure.id for measure in self.programme.measures if measure.from_events]
        return any(self.network.follows(unit, measure) for unit in units for measure in events)


def _unknown(path: Path, _: bytes, __: Start, faults: Faults) -> None:
    faults.note("old_excel" if path.suffix.lower() == ".xls" else "unknown_type", found=path.suffix)


def _from_workbook(path: Path, content: bytes, start: Start, faults: Faults) -> Judge | None:
    grids = open_workbook(content, path.suffix.lower(), faults)
    if grids is None:
        return None
    home, named = _home_of(grids, start.network, faults), _home_in_name(path, start.network)
    if home and named and home != named:
        faults.note("two_municipalities", found=named, other=home)
    judge = start.judge(home or named)
    sheets = ((MEASUREMENTS, NUMBERS, True), (EVENTS, DATES, start.any_events(home)))
    for table, columns, needed in sheets:
        grid = pick(grids, table.sheet, SHEETS, faults, needed=needed)
        if grid:
            judge.take(read_table(grid, table, faults), columns=columns)
    return judge


def _home_of(grids: dict[str, Grid], network: NetworkFile, faults: Faults) -> str:
    """The code beside "municipality code" on the sheet of instructions; an unknown one is noted."""
    grid = pick(grids, "instructions", SHEETS, faults, needed=False)
    for number, cells in sorted(grid.rows.items()) if grid else []:
        value = cells.get(2)
        if isinstance(cells.get(1), str) and column_of(cells[1], ("code",)) and value is not None:
            code = id_part(str(value))
            code = code.zfill(4) if isinstance(value, int) else code
            if network.municipality(code):
                return code
            if code == EXAMPLE_CODE:  # left over from the start; numbers written in it still meet unknown units
                return ""
            sheet = grid.sheet if grid else ""
            faults.note("file_municipality", sheet, address(number, 2), found=shown(value, faults.language))
    return ""


def _home_in_name(path: Path, network: NetworkFile) -> str:
    """The municipality whose code begins the file's name, or nothing."""
    first = path.stem.replace("_", " ").split(maxsplit=1)[:1]
    return next((one.code for one in network.municipalities if [one.code] == first), "")


def _from_csv(path: Path, content: bytes, start: Start, faults: Faults) -> Judge | None:
    grid = read_grid(content, faults)
    if grid is None:
        return None
    note_identifiers(grid, faults)
    note_long_rows(grid, faults)
    judge = start.judge(_home_in_name(path, start.network))
    table = table_of(grid)
    columns = (*NUMBERS, *DATES) if "date" in table.columns else NUMBERS
    judge.take(read_table(grid, table, faults), columns=columns)
    return judge
