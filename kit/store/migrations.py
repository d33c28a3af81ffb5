"""The schema's history: one function a step, never changed once it has been released.

A file's version is its `user_version`; a file at version n has run the first n steps of `MIGRATIONS`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from kit.store.schema import APPLICATION_ID

Migration = Callable[[Connection], None]

_FIRST = (
    """CREATE TABLE imports (
        id INTEGER PRIMARY KEY AUTOINCREMENT, file TEXT NOT NULL, digest TEXT NOT NULL,
        "by" TEXT NOT NULL, "at" TEXT NOT NULL)""",
    """CREATE TABLE points (
        id INTEGER PRIMARY KEY AUTOINCREMENT, unit TEXT NOT NULL, measure TEXT NOT NULL, period TEXT NOT NULL,
        numerator FLOAT CHECK (numerator >= 0), denominator FLOAT CHECK (denominator >= 0), note TEXT NOT NULL,
        "by" TEXT NOT NULL, "at" TEXT NOT NULL, import_id INTEGER REFERENCES imports (id))""",
    "CREATE INDEX points_by_key ON points (unit, measure, period, id)",
    """CREATE TABLE events (
        id INTEGER PRIMARY KEY AUTOINCREMENT, unit TEXT NOT NULL, measure TEXT NOT NULL, day TEXT NOT NULL,
        count INTEGER NOT NULL CHECK (count >= 0), note TEXT NOT NULL,
        "by" TEXT NOT NULL, "at" TEXT NOT NULL, import_id INTEGER REFERENCES imports (id))""",
    "CREATE INDEX events_by_key ON events (unit, measure, day, id)",
    """CREATE TABLE item_states (
        id INTEGER PRIMARY KEY AUTOINCREMENT, municipality TEXT NOT NULL, item TEXT NOT NULL, status TEXT NOT NULL,
        owner TEXT NOT NULL, note TEXT NOT NULL, "by" TEXT NOT NULL, "at" TEXT NOT NULL)""",
    "CREATE INDEX item_states_by_key ON item_states (municipality, item, id)",
    """CREATE TABLE answers (
        id INTEGER PRIMARY KEY AUTOINCREMENT, response TEXT NOT NULL, municipality TEXT NOT NULL,
        respondent_group TEXT NOT NULL, questionnaire TEXT NOT NULL, version TEXT NOT NULL, statement TEXT NOT NULL,
        value INTEGER, "at" TEXT NOT NULL)""",
    "CREATE INDEX answers_by_key ON answers (municipality, response, statement, id)",
)

_ENTRIES = (
    """CREATE TABLE entries (
        id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, municipality TEXT NOT NULL, unit TEXT NOT NULL,
        "key" TEXT NOT NULL, content TEXT, "by" TEXT NOT NULL, "at" TEXT NOT NULL)""",
    'CREATE INDEX entries_by_key ON entries (municipality, kind, unit, "key", id)',
    """CREATE TABLE link_numbers (
        id INTEGER PRIMARY KEY AUTOINCREMENT, holder TEXT NOT NULL, number INTEGER NOT NULL,
        "by" TEXT NOT NULL, "at" TEXT NOT NULL)""",
    "CREATE INDEX link_numbers_by_holder ON link_numbers (holder, id)",
)


def _first_tables(connection: Connection) -> None:
    for statement in _FIRST:
        connection.exec_driver_sql(statement)


def _entries(connection: Connection) -> None:
    for statement in _ENTRIES:
        connection.exec_driver_sql(statement)


MIGRATIONS: tuple[Migration, ...] = (_first_tables, _entries)


def version_of(connection: Connection) -> int:
    """The version of the file behind `connection`; 0 for an empty one."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def migrate(connection: Connection, migrations: Sequence[Migration] = MIGRATIONS) -> int:
    """Run the steps the file has not had yet, inside the caller's transaction; return how many ran."""
    version = version_of(connection)
    for step in migrations[version:]:
        step(connection)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {max(version, len(migrations))}")
    return max(0, len(migrations) - version)
