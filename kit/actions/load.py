"""Loading: everything known about a network, as one Book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from kit.actions.folder import NetworkFolder, find_folder
from kit.domain.book import Book
from kit.domain.privacy import redacted
from kit.domain.programme import Programme
from kit.domain.series import Series
from kit.errors import StoreError, ValueRefused
from kit.sources.handover import read_handover
from kit.sources.network import NetworkFile, read_network
from kit.sources.programme import Programmes
from kit.store import open_store


def load_book(folder: Path | str, *, as_of: date | None = None, municipality: str | None = None) -> Book:
    """The Book of the network in `folder` (or in a hand-over ``.json``) at `as_of`, today when not given.

    Measurements after `as_of` are left out. With `municipality` the Book holds that municipality's rows and no others.

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
        book = _from_folder(find_folder(place), as_of or date.today(), municipality)
    book = replace(book, series=_until(book.series, book.as_of))
    if municipality is None:
        return book
    if book.municipality(municipality) is None:
        raise ValueRefused("actions.unknown_municipality", found=redacted(municipality)[:20])
    return book.only(municipality)


def read_structure(folder: NetworkFolder) -> tuple[NetworkFile, Programme]:
    """Who is in the network and what it runs on. Raises ProblemsFound with everything wrong in network.xlsx."""
    programmes = Programmes(folder.own_measures)
    content = read_network(folder.network_file, programmes)
    return content, programmes[content.network.programme]


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


def _from_folder(folder: NetworkFolder, as_of: date, municipality: str | None) -> Book:
    book = structure_book(*read_structure(folder), as_of)
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
        )


def _until(series: Mapping[tuple[str, str], Series], as_of: date) -> dict[tuple[str, str], Series]:
    """The series up to `as_of`; those with nothing left are left out."""
    cut = {
        key: replace(
            one,
            points=tuple(point for point in one.points if point.period <= as_of),
            events=tuple(event for event in one.events if event.on <= as_of),
        )
        for key, one in series.items()
    }
    return {key: one for key, one in cut.items() if one.points or one.events}
