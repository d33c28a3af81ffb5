"""Reading a network folder: network.xlsx with its programme, and what the database holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from kit.actions.folder import NetworkFolder
from kit.actions.kept import kept_files, read_files
from kit.domain.book import Book
from kit.domain.changes import since
from kit.domain.chosen import merged
from kit.domain.entries.chart import DECISIONS
from kit.domain.entries.entry import Record
from kit.domain.programme import Programme
from kit.errors import StoreError
from kit.sources.network import NetworkFile
from kit.store import open_store


def read_structure(folder: NetworkFolder, kept: Path | None = None) -> tuple[NetworkFile, Programme]:
    """Who is in the network and what it runs on, with the measures that municipalities have chosen on their pages.

    `kept` is the copy of the files that the server keeps for its kernels, where there is one.
    Raises ProblemsFound with everything wrong in network.xlsx.
    """
    content, programme = (kept_files(folder, kept) if kept else None) or read_files(folder)
    programme, in_use = merged(programme, content.in_use, content.units, _records(folder.database))
    return replace(content, in_use=in_use), programme


def _records(database: Path) -> tuple[Record, ...]:
    """The entries that are stored; none where there is no database that can be read: whoever needs it will say so."""
    try:
        with open_store(database) as store:
            return store.entries()
    except StoreError:
        return ()


def structure_book(content: NetworkFile, programme: Programme, as_of: date) -> Book:
    """A Book without anything measured or answered."""
    return Book(
        network=content.network,
        programme=programme,
        as_of=as_of,
        municipalities=tuple(content.municipalities),
        units=tuple(content.units),
        people=tuple(content.people),
        seminars=tuple(content.seminars),
        in_use=tuple(content.in_use),
    )


def read_folder(folder: NetworkFolder, as_of: date, municipality: str | None, kept: Path | None = None) -> Book:
    """The Book of a network folder; with `municipality` only its own measurements and entries are fetched."""
    book = structure_book(*read_structure(folder, kept), as_of)
    units = [unit.id for unit in book.units if municipality in (None, unit.municipality)]
    try:
        opened = open_store(folder.database)
    except StoreError as error:
        if error.key == "store.missing":
            return book
        raise
    with opened as store:
        return replace(
            book,
            series=store.series(units),
            checklist=store.checklist(municipality),
            answers=store.answers(municipality),
            records=store.entries(municipality),
            lately=store.changes(since(as_of), municipality),
            decided=store.every_entry([kind.id for kind in DECISIONS], municipality),
        )
