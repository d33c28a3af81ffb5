"""Bringing measurement files into the store: all of them or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kit.actions.folder import find_folder
from kit.actions.readings import data_files, read_all
from kit.actions.structure import read_structure
from kit.domain.privacy import redacted
from kit.errors import Problem, ProblemsFound, Where
from kit.store import ImportReceipt, Incoming, open_store


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of one file."""

    file: str
    receipt: ImportReceipt


def import_files(
    folder: Path | str, files: Sequence[Path] | None = None, *, by: str = "import", now: datetime | None = None
) -> tuple[ImportedFile, ...]:
    """Read `files` (every .xlsx and .csv under ``data/`` when not given) into the store of the network in `folder`.

    All or nothing: every file is read to the end before the first value is saved, and one transaction saves them all.
    The same file twice changes nothing; a corrected one adds its corrections, and the history stays.

    Raises
    ------
    ProblemsFound
        With every problem of network.xlsx and of every file. Nothing was saved.
    FolderError, StoreError
        When the folder or the database cannot be used. Nothing was saved.
    """
    home = find_folder(folder)
    content, programme = read_structure(home)
    moment = now or datetime.now(UTC)
    paths = data_files(home) if files is None else tuple(dict.fromkeys(Path(file) for file in files))
    readings = read_all(paths, content, programme, moment.astimezone().date())
    problems = (*readings.problems, *_same_names(paths))
    if problems:
        raise ProblemsFound(problems)
    incoming = [Incoming(reading.file, reading.digest, tuple(reading.series)) for reading in readings.read]
    with open_store(home.database, create=True) as store:
        receipts = store.save_imports(incoming, by=by, at=moment)
    return tuple(ImportedFile(one.file, receipt) for one, receipt in zip(incoming, receipts, strict=True))


def _same_names(paths: Sequence[Path]) -> list[Problem]:
    """Files are known by their names in the history, so one call cannot take two of the same name."""
    counts = Counter(path.name for path in paths)
    return [Problem("actions.same_name", Where(redacted(name)), {"n": n}) for name, n in counts.items() if n > 1]
