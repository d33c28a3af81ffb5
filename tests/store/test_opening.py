"""A database that cannot be used is named before anything is read or written."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from kit.domain.label import LANGUAGES
from kit.domain.series import Point
from kit.errors import StoreError
from kit.store import open_store, opening
from kit.store.faults import plain_errors
from kit.store.migrations import MIGRATIONS
from kit.store.schema import METADATA
from kit.texts import texts

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
MARCH = Point(date(2026, 3, 1), 2, 10)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kit.db"


def filled(path: Path) -> Path:
    with open_store(path, create=True) as store:
        store.save_point("u1", "m1", MARCH, by="facilitator", at=NOW)
    return path


def refusal(path: Path, *, create: bool = True) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(path, create=create)
    for language in LANGUAGES:
        assert "kit.db" in texts(language).error(caught.value)
    return caught.value.key


def run_sql(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_missing_database_is_only_made_when_asked_for(path: Path) -> None:
    assert refusal(path, create=False) == "store.missing"
    assert not path.exists()
    open_store(path, create=True).close()
    assert path.is_file()


@pytest.mark.parametrize(
    ("resolved", "address"),
    [
        ("/home/kari/nord øst/100% #1?.db", "file:///home/kari/nord%20%C3%B8st/100%25%20%231%3F.db?mode=rw"),
        ("C:/Nettverk/kit.db", "file:///C:/Nettverk/kit.db?mode=rw"),
        ("//server/felles/kit.db", "file:////server/felles/kit.db?mode=rw"),
    ],
)
def test_a_path_becomes_an_address_that_sqlite_opens_on_every_system(resolved: str, address: str) -> None:
    class Resolved:
        def resolve(self) -> Resolved:
            return self

        def as_posix(self) -> str:
            return resolved

    assert opening._address(Resolved(), "mode=rw") == address


def test_a_folder_s_name_may_hold_any_sign(tmp_path: Path) -> None:
    folder = tmp_path / "nord øst 100% #1 & søn"
    folder.mkdir()
    open_store(folder / "kit.db", create=True).close()
    assert (folder / "kit.db").is_file()
    open_store(folder / "kit.db").close()


def test_an_empty_file_counts_as_a_missing_database(path: Path) -> None:
    path.touch()
    assert refusal(path, create=False) == "store.missing"
    open_store(path, create=True).close()
    open_store(path).close()


def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(path: Path) -> None:
    path.write_bytes(b"this is a letter, not a database\n" * 100)
    before = path.read_bytes()
    assert refusal(path) == "store.not_ours"
    assert path.read_bytes() == before


def test_somebody_else_s_database_is_refused_and_left_as_it_was(path: Path) -> None:
    run_sql(path, "CREATE TABLE bookmarks (address TEXT)")
    before = path.read_bytes()
    assert refusal(path) == "store.not_ours"
    assert path.read_bytes() == before


def test_a_database_of_a_newer_kit_is_refused_and_left_as_it_was(path: Path) -> None:
    run_sql(filled(path), f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = path.read_bytes()
    assert refusal(path) == "store.newer"
    assert path.read_bytes() == before


def test_a_damaged_database_is_refused(path: Path) -> None:
    filled(path)
    content = bytearray(path.read_bytes())
    content[4096:8192] = bytes(4096)
    path.write_bytes(content)
    assert refusal(path) == "store.broken"


def test_a_database_cut_short_is_refused(path: Path) -> None:
    filled(path)
    path.write_bytes(path.read_bytes()[: 4096 * 3 + 100])
    assert refusal(path) in ("store.broken", "store.not_ours")


def test_a_place_where_no_file_can_be_made_is_unwritable(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    assert refusal(tmp_path / "file" / "kit.db") == "store.unwritable"
    assert refusal(tmp_path / "no such folder" / "kit.db") == "store.unwritable"


def test_sqlite_s_word_for_a_write_protected_file_becomes_unwritable(path: Path) -> None:
    filled(path)
    with (
        closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection,
        pytest.raises(StoreError) as caught,
        plain_errors(path),
    ):
        connection.execute("DELETE FROM points")
    assert caught.value.key == "store.unwritable"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="an administrator may write everywhere, protected or not"
)
def test_a_write_protected_folder_can_be_read_but_not_saved_to(path: Path) -> None:
    filled(path).chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with open_store(path) as store:
            assert store.series()[("u1", "m1")].points == (MARCH,)
            with pytest.raises(StoreError, match="unwritable"):
                store.save_point("u1", "m1", Point(date(2026, 2, 1), 1, 9), by="facilitator", at=NOW)
    finally:
        path.parent.chmod(0o755)


def test_an_archive_copy_is_read_without_being_touched(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "archive.db"
    shutil.copyfile(filled(path), copy)
    before = copy.read_bytes()
    with opening._read_only(copy) as store:
        assert store.series()[("u1", "m1")].points == (MARCH,)
        with pytest.raises(StoreError, match="unwritable"):
            store.save_point("u1", "m1", Point(date(2026, 2, 1), 1, 9), by="facilitator", at=NOW)
    assert copy.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["archive.db", "kit.db"]


def test_a_database_that_somebody_holds_is_busy_and_nothing_is_saved(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path)
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other, open_store(path) as store:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught:
            store.save_point("u1", "m1", Point(date(2026, 2, 1), 1, 9), by="facilitator", at=NOW)
        assert caught.value.key == "store.busy"
        assert store.series()[("u1", "m1")].points == (MARCH,), "a writer elsewhere does not keep anybody from reading"
        other.execute("ROLLBACK")


def test_the_migrations_make_exactly_the_tables_the_queries_know(path: Path) -> None:
    open_store(path, create=True).close()
    engine = create_engine(f"sqlite:///{path}")
    try:
        found = inspect(engine)
        made = {
            name: [(column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(name)]
            for name in found.get_table_names()
            if not name.startswith("sqlite_")
        }
    finally:
        engine.dispose()
    known = {
        name: [(column.name, str(column.type), column.nullable or column.primary_key) for column in table.columns]
        for name, table in METADATA.tables.items()
    }
    assert made == known


def test_an_older_database_is_backed_up_and_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path)
    steps = (*MIGRATIONS, lambda connection: connection.exec_driver_sql("ALTER TABLE points ADD COLUMN colour TEXT"))
    monkeypatch.setattr(opening, "MIGRATIONS", steps)
    monkeypatch.setattr(opening.migrate, "__defaults__", (steps,))
    with open_store(path) as store:
        assert store.series()[("u1", "m1")].points == (MARCH,)
    assert refusal_of_the_old_kit(path, monkeypatch) == "store.newer"
    backup = path.with_name(f"kit.before-update-{len(MIGRATIONS)}.db")
    with open_store(backup) as store:
        assert store.series()[("u1", "m1")].points == (MARCH,)


def refusal_of_the_old_kit(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(opening, "MIGRATIONS", MIGRATIONS)
    return refusal(path)


def test_a_step_that_fails_leaves_the_database_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path)

    def half(connection) -> None:
        connection.exec_driver_sql("ALTER TABLE points ADD COLUMN colour TEXT")
        raise RuntimeError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(opening, "MIGRATIONS", (*MIGRATIONS, half))
        patch.setattr(opening.migrate, "__defaults__", ((*MIGRATIONS, half),))
        with pytest.raises(RuntimeError):
            open_store(path)
    with open_store(path) as store:
        assert store.series()[("u1", "m1")].points == (MARCH,)
    with closing(sqlite3.connect(path)) as connection:
        assert "colour" not in [row[1] for row in connection.execute("PRAGMA table_info(points)")]
