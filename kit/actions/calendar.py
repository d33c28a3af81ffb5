"""The network's calendar as a file for a calendar program."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from kit.actions.calendar_words import CalendarLine, calendar_lines
from kit.actions.folder import find_folder
from kit.actions.load import load_book
from kit.domain.book import Book
from kit.domain.privacy import redacted
from kit.errors import FolderError
from kit.sources.ics import IcsEvent, ics_bytes, write_ics
from kit.texts import Texts, texts_of

SUFFIX = ".ics"


def write_calendar(
    folder: Path | str, path: Path, *, municipality: str = "", language: str = "", now: datetime | None = None
) -> tuple[CalendarLine, ...]:
    """Write the network's calendar, in `language` (else the network's own), to the .ics file `path`; the lines in it.

    Raises
    ------
    FolderError
        When the network folder cannot be found, or `path` cannot be written or is not a name that ends with ``.ics``.
    ValueRefused
        ``actions.unknown_municipality``.
    ProblemsFound, StoreError
        When the network cannot be read.
    """
    if path.suffix.lower() != SUFFIX:
        raise FolderError("calendar.not_ics", file=redacted(path.name))
    find_folder(folder)
    book = load_book(folder, municipality=municipality or None)
    lines = calendar_lines(book, texts_of(book.network, language), municipality)
    events = [_event(book, line) for line in lines]
    write_ics(path, _name(book, municipality), events, now or datetime.now(UTC))
    return lines


def calendar_file(book: Book, words: Texts, municipality: str) -> bytes:
    """The same calendar, as a file to hand out: the same Book gives the same bytes."""
    events = [_event(book, line) for line in calendar_lines(book, words, municipality)]
    return ics_bytes(_name(book, municipality), events, datetime(*book.as_of.timetuple()[:3], tzinfo=UTC))


def _name(book: Book, municipality: str) -> str:
    named = book.municipality(municipality)
    return f"{book.network.name} – {named.name}" if named else book.network.name


def _event(book: Book, line: CalendarLine) -> IcsEvent:
    text = "\n\n".join(part for part in (line.who, line.text) if part)
    return IcsEvent(
        f"{line.uid}@{book.network.id}.learning-network-kit", line.first, line.last, line.title, text, line.owner
    )
