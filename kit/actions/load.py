"""Loading: everything known about a network, as one Book."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from kit.actions.folder import find_folder
from kit.domain.book import Book
from kit.domain.privacy import redacted
from kit.errors import ValueRefused
from kit.sources.handover import read_handover


def load_book(
    folder: Path | str, *, as_of: date | None = None, municipality: str | None = None, kept: Path | None = None
) -> Book:
    """The Book of the network in `folder` (or in a hand-over ``.json``) at `as_of`, today when not given.

    Measurements after `as_of` are left out. With `municipality` the Book holds that municipality's rows and no others.
    `kept` is the copy of the network's files that a server keeps for its kernels (`kit.actions.kept`).

    Raises
    ------
    FolderError, StoreError
        When the folder, the hand-over file or the database cannot be used.
    ProblemsFound
        With everything wrong in network.xlsx or in the programme.
    ValueRefused
        ``actions.unknown_municipality``.
    """
    place = Path(folder)
    if place.suffix.lower() == ".json" and not place.is_dir():
        book = read_handover(place)
        book = replace(book, as_of=as_of or book.as_of)
    else:
        # A report's kernel only ever reads a hand-over file: it need not pay for Excel and the database.
        from kit.actions.structure import read_folder

        book = read_folder(find_folder(place), as_of or date.today(), municipality, kept)
    cut = {key: one.until(book.as_of) for key, one in book.series.items()}
    book = replace(book, series={key: one for key, one in cut.items() if one.points or one.events})
    if municipality is None:
        return book
    if book.municipality(municipality) is None:
        raise ValueRefused("actions.unknown_municipality", found=redacted(municipality)[:20])
    return book.only(municipality)


def load_structure(folder: Path | str, municipality: str, kept: Path | None = None) -> Book:
    """The Book of one municipality for somebody who reads nothing: no measurement, answer, entry, or name of a person.

    Raises as `load_book` does.
    """
    from kit.actions.structure import read_structure, structure_book

    book = structure_book(*read_structure(find_folder(folder), kept), date.today())
    if book.municipality(municipality) is None:
        raise ValueRefused("actions.unknown_municipality", found=redacted(municipality)[:20])
    return replace(book.only(municipality), people=())
