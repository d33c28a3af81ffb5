"""The numbers that links must have, read again when somebody has written to the database."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

from kit.actions.folder import NetworkFolder
from kit.errors import StoreError
from kit.store import open_store

PAUSE = 1.0  # seconds: a room that saves all the time does not make the server read all the time

_Stamp = tuple[tuple[int, int] | None, ...]


class LinkNumbers:
    """The number by holder. A database that cannot be read changes nothing: no page can be opened without it either."""

    def __init__(self, folder: NetworkFolder) -> None:
        database = folder.database
        self._files = (database, database.with_name(f"{database.name}-wal"))
        self._stamp: _Stamp | None = None
        self._numbers: Mapping[str, int] = {}
        self._read_at = 0.0

    def now(self) -> Mapping[str, int]:
        """The numbers as of this moment, or at most `PAUSE` old."""
        stamp = self._stamp_now()
        if stamp != self._stamp and (self._stamp is None or time.monotonic() - self._read_at >= PAUSE):
            self._read(stamp)
        return self._numbers

    def _read(self, stamp: _Stamp) -> None:
        self._read_at = time.monotonic()
        try:
            with open_store(self._files[0]) as store:
                self._numbers = store.link_numbers()
        except StoreError as error:
            if error.key != "store.missing":
                return
            self._numbers = {}
        self._stamp = stamp

    def _stamp_now(self) -> _Stamp:
        return file_stamps(*self._files)


def file_stamps(*paths: Path) -> _Stamp:
    """What changes when one of the files is written: its date and size, None where it is not there."""
    return tuple(_facts(path) for path in paths)


def _facts(path: Path) -> tuple[int, int] | None:
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size
