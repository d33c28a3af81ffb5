"""Opening the database file: finding out what is wrong with it before anything is read or written."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from kit.errors import StoreError
from kit.store.faults import code_of, plain_errors
from kit.store.migrations import MIGRATIONS, migrate
from kit.store.schema import APPLICATION_ID
from kit.store.store import WRITING, Store

BUSY_SECONDS = 10.0
_whole: set[tuple[int, int]] = set()  # device and number of the files that were found whole


def _address(path: Path, mode: str) -> str:
    """The file's address as SQLite wants it: three slashes before a drive letter, four before a Windows share."""
    return f"file:///{quote(path.resolve().as_posix().removeprefix('/'), safe='/:')}?{mode}"


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        _address(path, mode), uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")  # what the screen says is saved survives a power cut
    # SQLite before 3.51.3 can lose the log when two connections checkpoint at once. The last connection to close
    # checkpoints alone, and ours are short-lived, so that one is enough.
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    return connection


def _engine(path: Path, mode: str) -> Engine:
    engine = create_engine("sqlite://", creator=lambda: _connect(path, mode), poolclass=QueuePool, pool_size=1)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes its place at once: a reader that turns writer midway fails under load whatever the time-out.
        writing = connection.get_execution_options().get(WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _number(connection: sqlite3.Connection, question: str) -> int:
    return int(connection.execute(question).fetchone()[0])


def _version(connection: sqlite3.Connection, path: Path, create: bool) -> int:
    """The version of the file, once it is known to be whole and ours; 0 for an empty one that may be filled."""
    version = _number(connection, "PRAGMA user_version")
    if not version and not _number(connection, "SELECT count(*) FROM sqlite_master"):
        if not create:
            raise StoreError("store.missing", file=path.name)
        return 0
    if _number(connection, "PRAGMA application_id") != APPLICATION_ID:
        raise StoreError("store.not_ours", file=path.name)
    if version > len(MIGRATIONS):
        raise StoreError("store.newer", file=path.name, found=version, expected=len(MIGRATIONS))
    _check_whole(connection, path)
    return version


def _check_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Read the whole file once in the life of a process, and not at each of the thousands of openings."""
    found = path.stat()
    name = (found.st_dev, found.st_ino)
    if name in _whole:
        return
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise StoreError("store.broken", file=path.name)
    _whole.add(name)


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log. SQLite does not wait here when another process is just doing the same."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if code_of(error) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _backup(connection: sqlite3.Connection, path: Path, version: int) -> None:
    copy = path.with_name(f"{path.stem}.before-update-{version}{path.suffix}")
    with closing(sqlite3.connect(copy)) as target:
        connection.backup(target)


def _bring_up_to_date(path: Path, create: bool) -> None:
    """Make sure that the file is ours, whole, and of this kit's version; raises StoreError or sqlite3.Error."""
    with closing(_connect(path, "mode=rwc" if create else "mode=rw")) as connection:
        version = _version(connection, path, create)
        if version == len(MIGRATIONS):
            return
        if version:
            _backup(connection, path, version)
        _use_wal(connection)
    engine = _engine(path, "mode=rw")
    try:
        with engine.connect().execution_options(**{WRITING: True}) as writer, writer.begin():
            migrate(writer)
    finally:
        engine.dispose()


def _read_only(path: Path) -> Store:
    """Open a file on a medium that cannot be written to: an archive, a locked folder."""
    mode = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "immutable=1"
    with closing(_connect(path, mode)) as connection:
        if _version(connection, path, create=False) != len(MIGRATIONS):
            raise StoreError("store.unwritable", file=path.name)
    return Store(_engine(path, mode), path)


@contextmanager
def saving(path: Path) -> Iterator[Store]:
    """Open the database, made where there is none, to look and save in one transaction; see `Store.together`."""
    with open_store(path, create=True) as store, store.together():
        yield store


def open_store(path: Path, *, create: bool = False) -> Store:
    """Open the database at `path`, make it when `create` says so, and bring an older one up to date.

    A whole file that cannot be written to is opened for reading; saving to it then raises ``store.unwritable``.

    Raises
    ------
    StoreError
        ``store.missing``, ``store.not_ours``, ``store.broken``, ``store.newer``, ``store.unwritable``, ``store.busy``
        or ``store.full``.
    """
    there = path.is_file()
    if not there and not create:
        raise StoreError("store.missing", file=path.name)
    with plain_errors(path):
        try:
            _bring_up_to_date(path, create)
        except sqlite3.OperationalError as error:
            if not there or code_of(error) not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
                raise
            return _read_only(path)
        return Store(_engine(path, "mode=rw"), path)
