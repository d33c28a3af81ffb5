"""Checking a network folder: every problem of every file in it, at once; nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kit.actions.folder import NETWORK_FILE, NetworkFolder, find_folder
from kit.actions.readings import SUFFIXES, data_files, is_noise, read_all
from kit.actions.structure import read_structure
from kit.domain.privacy import redacted
from kit.errors import Problem, ProblemsFound, StoreError, Where
from kit.store import open_store


def check_folder(folder: Path | str, *, today: date | None = None) -> tuple[Problem, ...]:
    """Everything wrong in the network folder: network.xlsx, the measurement files, files that do not belong, kit.db.

    Measurement files can only be judged once network.xlsx is right. Raises FolderError when there is no network
    folder at all.
    """
    home = find_folder(folder)
    return (*_content(home, today or date.today()), *_strangers(home), *_database(home))


def _content(home: NetworkFolder, today: date) -> tuple[Problem, ...]:
    try:
        content, programme = read_structure(home)
    except ProblemsFound as found:
        return found.problems
    return read_all(data_files(home), content, programme, today).problems


def _strangers(home: NetworkFolder) -> Iterator[Problem]:
    """Files in ``data/`` that nobody will read, and measurement files that lie beside it."""
    inside = sorted(home.data.iterdir()) if home.data.is_dir() else []
    for path in inside:
        if (path.is_dir() or path.suffix.lower() not in SUFFIXES) and not is_noise(path):
            yield Problem("actions.unknown_file", Where(redacted(f"data/{path.name}")))
    for path in sorted(home.path.iterdir()):
        if path.is_file() and path.suffix.lower() in SUFFIXES and path.name != NETWORK_FILE and not is_noise(path):
            yield Problem("actions.misplaced_file", Where(redacted(path.name)))


def _database(home: NetworkFolder) -> tuple[Problem, ...]:
    try:
        open_store(home.database).close()
    except StoreError as error:
        missing = error.key == "store.missing"
        return () if missing else (Problem(error.key, Where(home.database.name), error.values),)
    return ()
