"""The programme's instruments and driver diagrams as pages to print, in the network's language."""

from __future__ import annotations

from pathlib import Path

from kit.actions.folder import find_folder
from kit.actions.structure import read_structure
from kit.domain.privacy import redacted
from kit.errors import FolderError
from kit.sources.forms import diagrams, form
from kit.sources.print_page import write_print_page
from kit.texts import texts_of

FORMS = "forms"


def write_forms(folder: Path | str, *, language: str = "") -> tuple[Path, ...]:
    """Write every form anew into ``forms/`` of the network folder and return the files; they hold nobody's answers.

    In `language`, else in the network's own.

    Raises
    ------
    FolderError
        When the folder cannot be found or written.
    ProblemsFound
        When the network file or the programme cannot be read.
    """
    home = find_folder(folder)
    content, programme = read_structure(home)
    words = texts_of(content.network, language)
    place = home.path / FORMS
    try:
        place.mkdir(exist_ok=True)
    except OSError as error:
        raise FolderError("problems.folder_unwritable", folder=redacted(str(place))) from error
    pages = {one.id: (words.label(one.title), form(one, words)) for one in programme.instruments}
    if programme.drivers:
        pages["driver_diagrams"] = (words("forms.drivers.title"), diagrams(programme, words))
    for name, (title, body) in pages.items():
        write_print_page(place / f"{name}.html", title, words.language, body)
    return tuple(place / f"{name}.html" for name in pages)
