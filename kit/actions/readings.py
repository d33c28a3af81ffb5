"""Reading many measurement files as one: every problem of all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kit.actions.folder import NetworkFolder
from kit.domain.network import Municipality
from kit.domain.programme import Programme
from kit.domain.series import Series
from kit.errors import Problem, ProblemsFound, Value, Where
from kit.sources.measurements import Reading, read_measurements
from kit.sources.network import NetworkFile

SUFFIXES = (".xlsx", ".csv")


@dataclass(frozen=True, slots=True)
class Readings:
    """What could be read, and everything that is wrong."""

    read: tuple[Reading, ...]
    problems: tuple[Problem, ...]


def is_noise(path: Path) -> bool:
    """Whether a file is not the user's: hidden, a lock file of Excel or LibreOffice, or made by the system."""
    return path.name.startswith((".", "~$")) or path.name.lower() in ("thumbs.db", "desktop.ini")


def data_files(folder: NetworkFolder) -> tuple[Path, ...]:
    """The measurement files of a network folder, by name."""
    if not folder.data.is_dir():
        return ()
    files = (path for path in folder.data.iterdir() if path.is_file() and path.suffix.lower() in SUFFIXES)
    return tuple(sorted(path for path in files if not is_noise(path)))


def read_all(files: Iterable[Path], network: NetworkFile, programme: Programme, today: date) -> Readings:
    """Read every file to the end; also find values after a withdrawal and files that contradict each other."""
    read: list[Reading] = []
    problems: list[Problem] = []
    for path in files:
        try:
            read.append(read_measurements(path, network, programme, today))
        except ProblemsFound as found:
            problems += found.problems
    for reading in read:
        problems += _after_withdrawal(reading, network)
    return Readings(tuple(read), (*problems, *_contradictions(read)))


def _after_withdrawal(reading: Reading, network: NetworkFile) -> Iterator[Problem]:
    """A municipality that has withdrawn keeps what it measured until then, and nothing later is taken in."""
    gone = {one.code: one for one in network.municipalities if one.withdrawn_on}
    home = {unit.id: gone[unit.municipality] for unit in network.units if unit.municipality in gone}
    for series in reading.series:
        if series.unit in home:
            yield from _later_than(home[series.unit], series, reading.file)


def _later_than(municipality: Municipality, series: Series, file: str) -> Iterator[Problem]:
    last = municipality.withdrawn_on
    days = [point.period for point in series.points] + [event.on for event in series.events]
    late = sorted(day for day in days if last and day > last)
    if late and last:
        facts: dict[str, Value] = {
            "unit": series.unit,
            "measure": series.measure,
            "municipality": municipality.name,
            "day": last.isoformat(),
            "first": late[0].isoformat(),
            "n": len(late),
        }
        yield Problem("actions.after_withdrawal", Where(file), facts)


def _contradictions(readings: Sequence[Reading]) -> Iterator[Problem]:
    """Two files that say different things of one month or day: nobody can know which one is right."""
    said: dict[tuple[str, str, date], tuple[object, str]] = {}
    for reading in readings:
        for series in reading.series:
            for day, value in _values(series):
                key = (series.unit, series.measure, day)
                other, file = said.setdefault(key, (value, reading.file))
                if other != value and file != reading.file:
                    yield _contradiction(series, day, reading.file, file)


def _contradiction(series: Series, day: date, file: str, other: str) -> Problem:
    facts: dict[str, Value] = {"unit": series.unit, "measure": series.measure, "day": day.isoformat(), "other": other}
    return Problem("actions.contradiction", Where(file), facts)


def _values(series: Series) -> Iterator[tuple[date, object]]:
    for point in series.points:
        yield point.period, (point.numerator, point.denominator)
    for event in series.events:
        yield event.on, event.count
