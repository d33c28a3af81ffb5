"""What SQLite complains of, turned into errors of the kit."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from kit.errors import StoreError

_KEYS = {
    sqlite3.SQLITE_BUSY: "store.busy",
    sqlite3.SQLITE_LOCKED: "store.busy",
    sqlite3.SQLITE_NOTADB: "store.not_ours",
    sqlite3.SQLITE_CORRUPT: "store.broken",
    sqlite3.SQLITE_FULL: "store.full",
    sqlite3.SQLITE_READONLY: "store.unwritable",
    sqlite3.SQLITE_CANTOPEN: "store.unwritable",
    sqlite3.SQLITE_PERM: "store.unwritable",
    sqlite3.SQLITE_IOERR: "store.unwritable",
}


def sqlite_version() -> str:
    """The version of SQLite that this Python uses, such as ``3.51.3``."""
    return sqlite3.sqlite_version


def code_of(error: BaseException | None) -> int:
    """SQLite's primary result code of an error; 0 when it carries none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file at `path` into StoreError; faults of the kit's own SQL pass as they are."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        key = _KEYS.get(code_of(error.orig if isinstance(error, DBAPIError) else error))
        if key is None:
            raise
        raise StoreError(key, file=path.name) from error
