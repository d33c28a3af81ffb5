"""The Book while a seminar runs: read again only where something was written, so that a room can ask every second."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from kit.actions.folder import NetworkFolder
from kit.actions.link_numbers import file_stamps
from kit.actions.structure import read_structure, structure_book
from kit.domain.book import Book
from kit.domain.entries.entry import Record
from kit.domain.held import KINDS_READ
from kit.domain.series import Series
from kit.errors import KitError, StoreError
from kit.store import Store, open_store

SERIES_SECONDS = 60.0  # what teams measure changes slowly; what a room answers does not


class LiveBook:
    """A network folder's Book, with what was said about seminars as of now and what was measured a minute ago.

    Not safe for two threads at once.
    """

    def __init__(self, folder: NetworkFolder, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder, self._clock = folder, clock
        self._structure: Book | None = None
        self._file: object = None
        self._read_at = -SERIES_SECONDS
        self._read_from: object = None
        self._series: Mapping[tuple[str, str], Series] = {}
        self._others: tuple[Record, ...] = ()

    def stamp(self) -> object:
        """What changes whenever something was written, and once more when measurements that were left out are due."""
        files = self._files()
        return files, files != self._read_from and self._due()

    def _files(self) -> object:
        database = self._folder.database
        return file_stamps(database, database.with_name(f"{database.name}-wal"), self._folder.network_file)

    def _due(self) -> bool:
        return self._clock() - self._read_at >= SERIES_SECONDS

    def now(self) -> Book:
        """The Book as of this moment. A network file that is faulty or half written changes nothing."""
        structure = self._structured()
        files = self._files()  # before the database is opened, which by itself makes and takes away files
        try:
            with open_store(self._folder.database) as store:
                spoken = store.entries(kinds=KINDS_READ)
                self._slow_part(store, structure, files)
        except StoreError as error:
            if error.key != "store.missing":
                raise
            return structure
        return replace(structure, records=(*self._others, *spoken), series=self._series)

    def _structured(self) -> Book:
        stamp = file_stamps(self._folder.network_file)
        if self._structure is None or stamp != self._file or self._structure.as_of != date.today():
            try:
                self._structure = structure_book(*read_structure(self._folder), date.today())
                self._file = stamp
            except (KitError, OSError):
                if self._structure is None:
                    raise
        return self._structure

    def _slow_part(self, store: Store, structure: Book, files: object) -> None:
        if not self._due():
            return
        self._read_from = files
        self._others = tuple(one for one in store.entries() if one.kind not in KINDS_READ)
        self._series = store.series([unit.id for unit in structure.units])
        self._read_at = self._clock()
