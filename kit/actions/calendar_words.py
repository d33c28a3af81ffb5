"""The network's calendar in words: a pure function of the Book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kit.domain.book import Book
from kit.domain.calendar import CalendarEntry, EntryKind, calendar
from kit.domain.phases import Phase
from kit.texts import Texts


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
    return tuple(line_of(book, words, entry) for entry in calendar(book, municipality))


def line_of(book: Book, words: Texts, entry: CalendarEntry) -> CalendarLine:
    """One entry of the calendar in words."""
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
