"""`kit backup`: everything a network consists of, in one file."""

from __future__ import annotations

from pathlib import Path

from kit.actions.backup import back_up
from kit.actions.folder import find_folder
from kit.actions.language import voice_of
from kit.cli.talk import FINE, Terminal
from kit.domain.privacy import redacted
from kit.errors import KitError


def make_backup(terminal: Terminal, folder: Path, out: Path | None) -> int:
    """Write the file and say where it lies, what it holds, and how it becomes a network again."""
    spoken = terminal.speaks(voice_of(find_folder(folder)))
    try:
        made = back_up(folder, out)
    except KitError as error:
        return spoken.refuse(error)
    spoken.say("backup.written", file=redacted(str(made)), megabytes=max(1, round(made.stat().st_size / 1e6)))
    return FINE
