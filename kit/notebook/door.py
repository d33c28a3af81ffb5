"""Opening a page: read what was asked, load the Book, and hand the right save functions to the right page."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kit.apps.parts import Part, part
from kit.domain.access import Pass, Role, pages_of
from kit.domain.book import Book
from kit.domain.label import LANGUAGES
from kit.errors import KitError, NotAllowed
from kit.kernels.faults_told import tell_fault
from kit.kernels.surroundings import Host
from kit.notebook.pages import Opened, Page, page_class
from kit.notebook.setting import Asked, asked, host_of, language_asked, shown
from kit.resources import ALL_PAGES, NETWORK_PAGES
from kit.texts import texts, texts_of

if TYPE_CHECKING:
    from kit.actions.gate import Gate


class Closed:
    """A page that could not be opened: its first part says why, every other part is empty."""

    def __init__(self, sentences: dict[str, str], host: Host) -> None:
        self._sentences, self._host = sentences, host

    def heading(self) -> Part:
        """Why the page could not be opened, and what to do."""
        from markupsafe import Markup

        from kit.apps import html

        pattern = Markup('<p lang="{}">{}</p>')
        lines = Markup("").join(pattern.format(language, text) for language, text in self._sentences.items())
        return part(html.style(self._host), Markup('<div class="kit-note kit-note-warn">{}</div>').format(lines)).on(
            self._host
        )

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *_args, **_kwargs: part().on(self._host)

    def __repr__(self) -> str:
        return next(iter(self._sentences.values()))


def open_page(name: str, network: str, municipality: str, language: str, as_of: str) -> Page | Closed:
    """Open a page; see `kit.notebook.open`."""
    environ = os.environ
    host = host_of(environ)
    try:
        return _open(name, asked(environ, network, municipality, language, as_of))
    except KitError as error:
        if host is Host.REPORT:
            raise
        known = language_asked(environ, language)
        readers = (known,) if known else LANGUAGES
        return Closed({reader: texts(reader).error(error) for reader in readers}, host)
    except Exception as error:
        if host is not Host.APP:
            raise
        tell_fault(f"The page {name} could not be opened.", error)
        return Closed({reader: texts(reader)("apps.unexpected") for reader in LANGUAGES}, host)


def _open(name: str, wanted: Asked) -> Page:
    if name not in ALL_PAGES:
        raise KitError("apps.door.page", found=shown(name), expected=", ".join(ALL_PAGES))
    if name not in pages_of(wanted.visitor.role):
        raise NotAllowed("links.not_for_you")
    book, code = _whole(wanted) if name in NETWORK_PAGES else _book(wanted)
    words = texts_of(book.network, wanted.language)
    folder = None if wanted.network.suffix == ".json" else wanted.network
    return page_class(name)(Opened(wanted.host, words, book, code, wanted.visitor, folder, _gate(wanted)))


def _whole(wanted: Asked) -> tuple[Book, str]:
    """The whole network, without what anybody answered about leadership: no page about many municipalities needs it."""
    from kit.actions.load import load_book

    return replace(load_book(wanted.network, as_of=wanted.as_of), answers=()), ""


def _gate(wanted: Asked) -> Gate | None:
    """The gate in front of what an app saves; elsewhere a person works on files of their own."""
    if wanted.host is not Host.APP or wanted.network.suffix == ".json":
        return None
    from kit.actions.gate import Gate

    return Gate(wanted.network, Pass(wanted.visitor, wanted.link_number))


def _book(wanted: Asked) -> tuple[Book, str]:
    from kit.actions.load import load_book, load_structure

    if wanted.visitor.role is Role.RESPONDENT:
        return load_structure(wanted.network, wanted.municipality, wanted.kept), wanted.municipality
    if wanted.host is Host.APP and wanted.municipality:
        book = load_book(wanted.network, as_of=wanted.as_of, municipality=wanted.municipality, kept=wanted.kept)
        return book, wanted.municipality
    book = load_book(wanted.network, as_of=wanted.as_of, kept=wanted.kept)
    code = wanted.municipality or _first(book)
    if book.municipality(code) is None:
        known = ", ".join(m.code for m in book.municipalities)
        raise KitError("apps.door.municipality", found=shown(code), expected=known)
    return (book.only(code) if wanted.host is Host.APP else book), code


def _first(book: Book) -> str:
    active = [m.code for m in book.municipalities if m.active] or [m.code for m in book.municipalities]
    if not active:
        raise KitError("apps.door.nobody")
    return active[0]
