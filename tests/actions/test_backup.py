"""A backup made while others write is whole, and is the network again when it is unpacked."""

from __future__ import annotations

import os
import stat
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from folder_sample import CONTENT

from kit.actions.backup import back_up
from kit.actions.bring_in import import_files
from kit.actions.load import load_book
from kit.cli import run
from kit.domain.series import Point, Series
from kit.errors import FolderError, StoreError
from kit.sources.safe_write import written_whole
from kit.store.opening import open_store

NOON = datetime(2026, 3, 10, 12, 5)


@pytest.fixture
def full(folder, workbook):
    """The folder with one measurement in the store, a key, a report, and a lock file of Excel's."""
    unit, line = CONTENT.units[0], CONTENT.in_use[0]
    workbook(unit.municipality, Series(unit.id, line.measure, (Point(date(2026, 1, 1), 1, 20),)))
    import_files(folder.path)
    folder.secret.write_text("key", encoding="utf-8")
    folder.reports.mkdir()
    (folder.reports / "index.html").write_text("made again any day", encoding="utf-8")
    (folder.data / "~$open.xlsx").write_text("", encoding="utf-8")
    return folder


def test_an_unpacked_backup_is_the_same_network(full, tmp_path: Path) -> None:
    made = back_up(full.path, now=NOON)
    assert made == full.path.parent / "nord 2026-03-10 1205.zip"
    with ZipFile(made) as packed:
        packed.extractall(tmp_path / "again")
        names = packed.namelist()
    day = date(2026, 3, 10)
    assert load_book(tmp_path / "again", as_of=day) == load_book(full.path, as_of=day)
    assert "secret.key" in names
    assert not [name for name in names if "reports" in name or "~$" in name]


def test_what_is_still_in_the_log_is_in_the_backup(full, tmp_path: Path) -> None:
    with open_store(full.database) as writer:
        writer.link_numbers()
        assert full.database.with_name("kit.db-wal").exists()
        with ZipFile(back_up(full.path, tmp_path / "b.zip")) as packed:
            packed.extract("kit.db", tmp_path / "there")
    with open_store(tmp_path / "there" / "kit.db") as copy, open_store(full.database) as own:
        assert copy.series() == own.series() != {}


def test_out_may_be_a_folder(full, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    assert back_up(full.path, tmp_path / "usb", now=NOON).parent == tmp_path / "usb"


def test_a_damaged_database_leaves_no_file(full, tmp_path: Path) -> None:
    full.database.write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreError):
        back_up(full.path, tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


def test_a_place_that_is_not_there_is_said(full, tmp_path: Path) -> None:
    with pytest.raises(FolderError):
        back_up(full.path, tmp_path / "no" / "b.zip")


def test_the_command_says_where_the_file_lies(full, tmp_path: Path, capsys) -> None:
    assert run(["backup", str(full.path), "--out", str(tmp_path / "b.zip"), "--lang", "en"]) == 0
    assert str(tmp_path / "b.zip") in capsys.readouterr().out


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_nobody_else_on_the_machine_may_read_it(full, tmp_path: Path) -> None:
    (full.path / "notebooks").mkdir()
    (full.path / "notebooks" / "own.ipynb").write_text("{}", encoding="utf-8")
    made = back_up(full.path, tmp_path / "b.zip")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert "notebooks/own.ipynb" in ZipFile(made).namelist()


@pytest.mark.parametrize(("raised", "told"), [(OSError, FolderError), (ValueError, ValueError)])
def test_a_draft_never_stays(tmp_path: Path, raised: type[Exception], told: type[Exception]) -> None:
    def fails(draft: Path) -> None:
        draft.write_text("half", encoding="utf-8")
        raise raised

    with pytest.raises(told):
        written_whole(tmp_path / "b.zip", fails)
    assert list(tmp_path.iterdir()) == []
