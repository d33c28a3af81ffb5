"""The start notebook: cards that lead to the lessons and to the pages of a network."""

from __future__ import annotations

import os
from pathlib import Path

from markupsafe import Markup

from kit.apps import html
from kit.apps.parts import Part, part
from kit.apps.start import start_parts
from kit.domain.label import LANGUAGES
from kit.errors import FolderError, KitError
from kit.kernels.surroundings import NETWORK, Host
from kit.notebook.setting import host_of, shown
from kit.texts import Texts, texts


class StartPage:
    """What there is to open. Its cells call `heading`, `lessons`, `pages` and `calls`.

    >>> from kit import notebook
    >>> notebook.start(language="en")
    <start: 12 lessons, no network>
    """

    def __init__(self, words: Texts, host: Host, network: str) -> None:
        self.texts, self.host, self.network = words, host, network
        self._heading, self._lessons, self._pages, self._calls = start_parts(words, network)

    def heading(self) -> Part:
        """What this is."""
        return self._part(html.style(self.host), self._heading)

    def lessons(self) -> Part:
        """The lessons of the course, each with its aim and its time."""
        return self._part(self._lessons)

    def pages(self) -> Part:
        """The pages of the network that the kit was started on."""
        return self._part(self._pages)

    def calls(self) -> Part:
        """Lines to try: everything that a page shows is at hand as values and as tables for pandas."""
        return self._part(self._calls)

    def _part(self, *pieces: Markup) -> Part:
        """As plain words: JupyterLab follows links in them, and lists their headings in its table of contents."""
        return part(*pieces).on(self.host)

    def __repr__(self) -> str:
        from kit.actions.lessons import course_outline

        return f"<start: {len(course_outline())} lessons, {self.network or 'no network'}>"


def open_start(network: str, language: str) -> StartPage:
    """Open the start page; see `kit.notebook.start`. Raises KitError for a language that the kit does not have."""
    wanted = language.strip()
    if wanted and wanted not in LANGUAGES:
        raise KitError("apps.door.language", found=shown(wanted), expected=", ".join(LANGUAGES))
    place = network.strip() or os.environ.get(NETWORK, "")
    name, spoken = _network(Path(place)) if place else ("", None)
    words = texts(wanted) if wanted else spoken or texts(LANGUAGES[0])
    return StartPage(words, host_of(os.environ), name)


def _network(folder: Path) -> tuple[str, Texts | None]:
    """The network's name and words; its folder's name where network.xlsx has faults, which its pages will tell."""
    from kit.actions.folder import find_folder
    from kit.actions.language import voice_of

    try:
        found = find_folder(folder)
    except FolderError:
        return "", None
    return found.path.resolve().name, voice_of(found)
