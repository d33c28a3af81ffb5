"""A whole copy of the database while others write to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from kit.errors import StoreError
from kit.store.faults import plain_errors
from kit.store.opening import open_store


def copy_store(path: Path, target: Path) -> None:
    """Write a copy of the database at `path` to `target`: one file, as it stood at one moment.

    A plain copy of the file would miss what SQLite still keeps in its log beside it.

    Raises StoreError as `open_store` does, and ``store.broken`` when the copy is not whole.
    """
    open_store(path).close()
    with plain_errors(path), closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise StoreError("store.broken", file=path.name)
