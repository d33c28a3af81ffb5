"""`kit export`: everything as tables, or what may be shared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kit.actions.export import export
from kit.actions.folder import find_folder
from kit.actions.language import voice_of
from kit.cli.talk import FINE, Terminal, write_json
from kit.domain.privacy import redacted
from kit.errors import KitError


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What the command was asked for."""

    out: Path | None
    municipality: str
    to_share: bool
    language: str


def write_export(terminal: Terminal, folder: Path, choice: ExportChoice, as_json: bool) -> int:
    """Write the files and say where they lie."""
    spoken = terminal.speaks(voice_of(find_folder(folder)))
    try:
        made = export(
            folder,
            choice.out,
            municipality=choice.municipality,
            to_share=choice.to_share,
            language=choice.language,
        )
    except KitError as error:
        return spoken.refuse(error)
    if as_json:
        write_json({"folder": str(made.folder), "files": list(made.files)})
    else:
        spoken.say("export.written", n=len(made.files), folder=redacted(str(made.folder)))
    return FINE
