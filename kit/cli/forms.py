"""`kit forms`: instruments and driver diagrams to print."""

from __future__ import annotations

from pathlib import Path

from kit.actions.folder import find_folder
from kit.actions.forms import FORMS, write_forms
from kit.actions.language import voice_of
from kit.cli.talk import FINE, Terminal, write
from kit.domain.privacy import redacted
from kit.errors import KitError


def make_forms(terminal: Terminal, folder: Path, language: str = "") -> int:
    """Write the forms and say where they lie."""
    home = find_folder(folder)
    spoken = terminal.speaks(voice_of(home))
    try:
        made = write_forms(folder, language=language)
    except KitError as error:
        return spoken.refuse(error)
    write(spoken.texts.counted("forms.written", len(made), folder=redacted(str(home.path / FORMS))))
    return FINE
