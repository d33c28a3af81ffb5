"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from xlsxwriter.exceptions import FileCreateError

from kit.domain.privacy import redacted
from kit.errors import FolderError


def written_whole(path: Path, write: Callable[[Path], object], *, private: bool = False) -> None:
    """Let `write` fill a draft beside `path`, then put it in place; `private` for a file that only its user may read.

    Raises FolderError ``problems.file_in_use`` when Excel has the file open, ``problems.cannot_write`` when the folder
    does not let us.
    """
    draft = path.with_name(f".{path.stem}.{os.getpid()}.part{path.suffix}")
    try:
        _fill(draft, write, path, private=private)
        try:
            draft.replace(path)
        except OSError as error:
            raise FolderError("problems.file_in_use", file=redacted(path.name)) from error
    finally:
        draft.unlink(missing_ok=True)


def _fill(draft: Path, write: Callable[[Path], object], path: Path, *, private: bool) -> None:
    try:
        if private:
            os.close(os.open(draft, os.O_WRONLY | os.O_CREAT, 0o600))
        write(draft)
    except (OSError, FileCreateError) as error:
        names = {"file": redacted(path.name), "folder": redacted(str(path.parent))}
        raise FolderError("problems.cannot_write", **names) from error
