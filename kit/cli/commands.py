"""`kit new`, `kit check`, `kit import`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kit.actions.bring_in import import_files
from kit.actions.check import check_folder
from kit.actions.folder import find_folder
from kit.actions.language import voice_of
from kit.actions.new import create_network, refresh_workbooks
from kit.cli.talk import FINDINGS, FINE, Terminal, write_json
from kit.errors import KitError


def new(terminal: Terminal, folder: Path, programme: str, language: str) -> int:
    """Write a new network folder."""
    place = create_network(folder, programme, language)
    spoken = terminal.speaks(voice_of(place))
    spoken.say("cli.new.done", folder=str(place.path), file=place.network_file.name)
    return FINE


def check(terminal: Terminal, folder: Path, as_json: bool) -> int:
    """Read everything in the folder and say every problem at once."""
    place = find_folder(folder)
    spoken = terminal.speaks(voice_of(place))
    problems = check_folder(folder)
    if as_json:
        rows = [
            {"file": p.where.file, "sheet": p.where.sheet, "cell": p.where.cell, "key": p.key,
             "values": dict(p.values), "text": spoken.texts.problem(p)}
            for p in problems
        ]  # fmt: skip
        write_json({"folder": str(place.path), "problems": rows})
    elif problems:
        spoken.problems(problems, "cli.check.found")
    else:
        spoken.say("cli.check.fine", folder=str(place.path))
    return FINDINGS if problems else FINE


def bring_in(terminal: Terminal, folder: Path, files: Sequence[Path], as_json: bool) -> int:
    """Read measurement files into the store, all or nothing; first write the workbooks that municipalities lack."""
    place = find_folder(folder)
    spoken = terminal.speaks(voice_of(place))
    try:
        made = () if files else refresh_workbooks(folder)
        imported = import_files(folder, files or None)
    except KitError as error:
        return spoken.refuse(error)
    if as_json:
        rows = [
            {"file": one.file, "new": one.receipt.new, "corrected": one.receipt.corrected,
             "unchanged": one.receipt.unchanged, "kept": one.receipt.kept}
            for one in imported
        ]  # fmt: skip
        write_json({"files": rows, "workbooks_made": [path.name for path in made]})
        return FINE
    for path in made:
        spoken.say("cli.import.made", file=path.name)
    for one in imported:
        counts = {"new": one.receipt.new, "corrected": one.receipt.corrected, "unchanged": one.receipt.unchanged}
        spoken.say("cli.import.file", file=one.file, **counts)
        if one.receipt.kept:
            spoken.say("cli.import.kept", n=one.receipt.kept)
    spoken.say("cli.import.done", n=len(imported))
    return FINE
