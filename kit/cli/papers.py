"""`kit papers`: the papers that a facilitator and a municipality send, hang up and sign."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kit.actions.folder import find_folder
from kit.actions.language import voice_of
from kit.actions.papers.write import Wishes, WrittenPapers, write_papers
from kit.cli.progress import with_bar
from kit.cli.talk import FINDINGS, FINE, Terminal, write
from kit.domain.privacy import redacted
from kit.errors import KitError


def make_papers(terminal: Terminal, folder: Path, wishes: Wishes) -> int:
    """Write the papers, say where they lie, and what could not be made."""
    spoken = terminal.speaks(voice_of(find_folder(folder)))

    def work(show: Callable[[int, int, str], None]) -> WrittenPapers:
        return write_papers(folder, wishes, progress=show)

    try:
        made = with_bar(spoken, "papers.working", work)
    except KitError as error:
        return spoken.refuse(error)
    for name in made.empty:
        spoken.note("papers.no_units", municipality=name)
    write(spoken.texts.counted("papers.written", len(made.files), folder=redacted(str(made.folder))))
    if made.without_pdf:
        spoken.note("papers.without_pdf")
        return FINDINGS
    return FINE
