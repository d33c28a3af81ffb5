"""The network's calendar in words, and as a file for a calendar program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from kit.actions.folder import find_folder
from kit.actions.load import load_book
from kit.domain.book import Book
from kit.domain.calendar import CalendarEntry, EntryKind, calendar
from kit.domain.phases import Phase
from kit.domain.privacy import redacted
from kit.errors import FolderError
from kit.sources.ics import IcsEvent, write_ics
from kit.texts import Texts, texts_of

SUFFIX = ".ics"


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """One entry in words: `who` are the roles, `text` what is done and how one knows that it is finished.

    `owner` is the role that answers for it: a calendar program can sort and colour by it.
    """

    uid: str
    first: date
    last: date
    title: str
    owner: str
    who: str
    text: str


def calendar_lines(book: Book, words: Texts, municipality: str = "") -> tuple[CalendarLine, ...]:
    """The calendar of the network in order of time; with `municipality` also the due days of its open items."""
    return tuple(_line(book, words, entry) for entry in calendar(book, municipality))


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


def _name(book: Book, municipality: str) -> str:
    named = book.municipality(municipality)
    return f"{book.network.name} – {named.name}" if named else book.network.name


def _event(book: Book, line: CalendarLine) -> IcsEvent:
    text = "\n\n".join(part for part in (line.who, line.text) if part)
    return IcsEvent(
        f"{line.uid}@{book.network.id}.learning-network-kit", line.first, line.last, line.title, text, line.owner
    )


def _line(book: Book, words: Texts, entry: CalendarEntry) -> CalendarLine:
    title, text = _item(book, words, entry) if entry.kind is EntryKind.ITEM else _phase(book, words, entry)
    roles = [words.label(book.programme.roles[role]) for role in entry.roles if role in book.programme.roles]
    who = words("calendar.who", roles=", ".join(roles)) if roles else ""
    return CalendarLine(entry.uid, entry.first, entry.last, title, roles[0] if roles else "", who, text)


def _item(book: Book, words: Texts, entry: CalendarEntry) -> tuple[str, str]:
    item = book.programme.checklist.item(entry.ref)
    if item is None:
        return entry.ref, ""
    owner = book.programme.roles.get(entry.roles[0]) if entry.roles else None
    facts = {"owner": words.label(owner) if owner else "", "item": words.label(item.text)}
    title = words("calendar.due_critical" if item.critical else "calendar.due", **facts)
    return title, words("calendar.evidence", evidence=words.label(item.evidence))


def _phase(book: Book, words: Texts, entry: CalendarEntry) -> tuple[str, str]:
    phase = next((one for one in book.programme.phases if one.id == entry.phase), None)
    if entry.kind is EntryKind.SEMINAR:
        title = next((one.name for one in book.seminars if one.id == entry.ref), entry.ref)
        return title, _about(words, phase) if phase else ""
    if phase is None:
        return entry.ref, ""
    title = words.label(phase.name)
    return f"{title} {entry.number}" if entry.number else title, _about(words, phase)


def _about(words: Texts, phase: Phase) -> str:
    return f"{words.label(phase.task)}\n{words('calendar.exit', exit=words.label(phase.exit))}"
