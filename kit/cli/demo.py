"""`kit demo`: the whole job on a made-up network, and then the apps."""

from __future__ import annotations

from pathlib import Path

from kit.actions.demo import create_demo, recipes
from kit.actions.folder import NetworkFolder, find_folder
from kit.actions.language import voice_of
from kit.cli.live import Door, serve_folder
from kit.cli.reports import RunChoice, make_reports, tell
from kit.cli.talk import FINE, Terminal
from kit.errors import FolderError, ValueRefused


def _place(terminal: Terminal, folder: Path, programme: str) -> NetworkFolder:
    """The demo folder: made when it is missing or empty, used again when it is a network folder already."""
    try:
        place = find_folder(folder)
    except FolderError:
        terminal.note("cli.demo.making", folder=str(folder))
        return create_demo(folder, programme=programme)
    terminal.note("cli.demo.again", folder=str(place.path))
    return place


def demo(terminal: Terminal, folder: Path, programme: str, *, serve: bool, port: int, jobs: int) -> int:
    """Make, import, run, tell, and serve."""
    if programme not in recipes():
        raise ValueRefused("problems.unknown_programme", found=programme, expected=", ".join(recipes()))
    place = _place(terminal, folder.absolute(), programme)
    spoken = terminal.speaks(voice_of(place))
    code = tell(spoken, make_reports(spoken, place, RunChoice(jobs=jobs)))
    if not serve or code != FINE:
        return code
    return serve_folder(spoken, place, Door(port))
