"""Writing files so that a reader sees the old one or the new one, never half of one."""

from __future__ import annotations

import os
import time
from datetime import datetime
from pathlib import Path

from kit.errors import FolderError

TRIES = 5
PAUSE = 0.1


def make_folder(path: Path) -> Path:
    """Make the folder and its parents. Raises FolderError when the place cannot be written."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderError("batch.cannot_write", place=path.name) from error
    return path


def write_whole(path: Path, content: bytes, now: datetime) -> Path:
    """Write `content` to `path` in one step and return where it lies.

    On Windows a file that is open in another program cannot be replaced: then the content is kept beside it under a
    name with the time in it. Raises FolderError when nothing can be written at all.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(content)
        return _put(draft, path, now)
    except OSError as error:
        raise FolderError("batch.cannot_write", place=path.name) from error
    finally:
        draft.unlink(missing_ok=True)


def _put(draft: Path, path: Path, now: datetime) -> Path:
    for _ in range(TRIES):
        try:
            return draft.replace(path)
        except PermissionError:
            time.sleep(PAUSE)
    return draft.replace(path.with_name(f"{path.stem}-{now:%H%M%S}{path.suffix}"))
