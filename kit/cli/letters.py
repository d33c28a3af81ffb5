"""`kit letters`: letters, commitment page, storyboard and reports, ready to fill in and send."""

from __future__ import annotations

from pathlib import Path

from kit.actions.folder import find_folder
from kit.actions.language import voice_of
from kit.actions.letters import write_letters
from kit.cli.talk import FINE, Terminal, write
from kit.domain.privacy import redacted
from kit.errors import KitError


def make_letters(terminal: Terminal, folder: Path, municipality: str, language: str = "") -> int:
    """Write the letters that are not there yet."""
    spoken = terminal.speaks(voice_of(find_folder(folder)))
    try:
        made = write_letters(folder, municipality=municipality, language=language)
    except KitError as error:
        return spoken.refuse(error)
    write(spoken.texts.counted("letters.written", len(made.written), folder=redacted(str(made.folder))))
    if made.kept:
        write(spoken.texts.counted("letters.kept", len(made.kept)))
    return FINE
