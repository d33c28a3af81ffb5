"""`kit agenda`: the seminars' agendas out to Excel and back."""

from __future__ import annotations

from pathlib import Path

from kit.actions.agenda import agendas_in, agendas_out
from kit.actions.folder import find_folder
from kit.actions.language import voice_of
from kit.cli.talk import FINE, Terminal
from kit.domain.privacy import redacted
from kit.errors import KitError


def agenda(terminal: Terminal, folder: Path, file: Path | None, out: Path | None) -> int:
    """Write the workbook, or read `file` and say what was saved."""
    spoken = terminal.speaks(voice_of(find_folder(folder)))
    try:
        if file is None:
            spoken.say("agenda.written", file=redacted(str(agendas_out(folder, out))))
            return FINE
        read = agendas_in(folder, file)
    except KitError as error:
        return spoken.refuse(error)
    for one in read:
        spoken.say("agenda.saved" if one.changed else "agenda.same", name=one.name, n=one.changed)
    return FINE
