"""Files are written whole, or the reader is told."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from kit.batch import files
from kit.batch.files import make_folder, write_whole
from kit.errors import FolderError

NOW = datetime(2026, 5, 3, 10, 42, 7)


def test_a_file_is_replaced_and_no_draft_is_left(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("old", encoding="utf-8")
    assert write_whole(page, b"ny", NOW) == page
    assert [(p.name, p.read_text(encoding="utf-8")) for p in tmp_path.iterdir()] == [("page.html", "ny")]


def test_a_file_that_another_program_holds_open_gets_a_dated_sibling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, replace = tmp_path / "page.html", Path.replace
    page.write_text("open in a browser", encoding="utf-8")

    def held(self: Path, target: Path) -> Path:
        if Path(target) == page:
            raise PermissionError(13, "in use")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(files, "PAUSE", 0)
    assert write_whole(page, b"new", NOW).name == "page-104207.html"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["page-104207.html", "page.html"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderError) as refused:
        make_folder(tmp_path / "file" / "reports")
    assert (refused.value.key, refused.value.values["place"]) == ("batch.cannot_write", "reports")
    with pytest.raises(FolderError):
        write_whole(tmp_path / "missing" / "page.html", b"", NOW)
