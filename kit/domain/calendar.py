"""A programme's phases and a municipality's deadlines as dates, counted from the network's own seminars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kit.domain.book import Book
from kit.domain.checklist import CLOSED, ItemState
from kit.domain.network import Seminar
from kit.domain.phases import Moment, Phase, Span
from kit.domain.series import months_between

_SATURDAY = 5


class EntryKind(StrEnum):
    """What stands in the calendar."""

    SEMINAR = "seminar"
    PHASE = "phase"
    MONTHLY = "monthly"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """Whole days, `first` to `last`, both included. `uid` stays the same when the dates move.

    `ref` is the id of the seminar, phase or checklist item; `phase` the phase it belongs to, if any; `number` counts
    the action periods from 1 and is 0 for everything else. `roles` are role ids, the one who answers for it first.
    """

    uid: str
    kind: EntryKind
    ref: str
    first: date
    last: date
    roles: tuple[str, ...] = ()
    phase: str = ""
    number: int = 0


def calendar(book: Book, municipality: str = "") -> tuple[CalendarEntry, ...]:
    """Every dated thing of the network in order of time; with `municipality` also the due days of its open items."""
    entries = [*_seminars(book)]
    for phase in book.programme.phases:
        entries += _dated(book, phase)
    if municipality:
        entries += _items(book, municipality)
    return tuple(sorted(entries, key=lambda entry: (entry.first, entry.last, entry.uid)))


def undated(book: Book) -> tuple[Phase, ...]:
    """The phases that have no day in this network, such as a preparation seminar that it does not hold."""
    dated = {entry.phase for entry in calendar(book)}
    return tuple(phase for phase in book.programme.phases if phase.id not in dated)


def _seminars(book: Book) -> Iterator[CalendarEntry]:
    for seminar in book.seminars:
        phase = next((p for p in book.programme.phases if p.gathering == seminar.kind), None)
        roles, name = (phase.actors, phase.id) if phase else ((), "")
        last = seminar.on + timedelta(days=_length(book, seminar) - 1)
        yield CalendarEntry(f"seminar.{seminar.id}", EntryKind.SEMINAR, seminar.id, seminar.on, last, roles, name)


def _length(book: Book, seminar: Seminar) -> int:
    return max((phase.days.get(seminar.id, 1) for phase in book.programme.phases), default=1)


def _dated(book: Book, phase: Phase) -> Iterator[CalendarEntry]:
    if phase.span is Span.BETWEEN:
        yield from _between(book, phase)
    elif phase.span is Span.MONTHLY:
        yield from _monthly(book, phase)
    elif phase.span is Span.STRETCH or not any(one.kind == phase.gathering for one in book.seminars):
        yield from _stretch(book, phase)


def _stretch(book: Book, phase: Phase) -> Iterator[CalendarEntry]:
    if phase.start is None:
        return
    first = day_of(book, phase.start)
    last = day_of(book, phase.end) if phase.end else first
    yield CalendarEntry(f"phase.{phase.id}", EntryKind.PHASE, phase.id, first, max(first, last), phase.actors, phase.id)


def _between(book: Book, phase: Phase) -> Iterator[CalendarEntry]:
    """From the day after a learning seminar to the day before the next gathering; the last one ends with the run."""
    gatherings = sorted((one for one in book.seminars if one.kind in ("learning", "final")), key=lambda one: one.on)
    run_ends = book.network.first_seminar + timedelta(weeks=book.programme.weeks)
    learning = [one for one in gatherings if one.kind == "learning"]
    for number, seminar in enumerate(learning, start=1):
        first = seminar.on + timedelta(days=_length(book, seminar))
        next_on = next((one.on for one in gatherings if one.on > seminar.on), run_ends)
        last = next_on - timedelta(days=1)
        if first <= last:
            uid = f"phase.{phase.id}.{seminar.id}"
            yield CalendarEntry(uid, EntryKind.PHASE, phase.id, first, last, phase.actors, phase.id, number)


def _monthly(book: Book, phase: Phase) -> Iterator[CalendarEntry]:
    if phase.start is None or phase.end is None:
        return
    start, end = day_of(book, phase.start), day_of(book, phase.end)
    for year, month in months_between(start, end):
        on = _weekday(date(year, month, phase.day))
        if start <= on <= end:
            uid = f"phase.{phase.id}.{year}-{month:02d}"
            yield CalendarEntry(uid, EntryKind.MONTHLY, phase.id, on, on, phase.actors, phase.id)


def _weekday(day: date) -> date:
    """The same day, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= _SATURDAY else day


def _items(book: Book, municipality: str) -> Iterator[CalendarEntry]:
    states = book.checklist.get(municipality, {})
    for item in book.programme.checklist.items:
        state = states.get(item.id, ItemState(item.id))
        if state.status not in CLOSED:
            due = item.due(book.network.first_seminar)
            roles = (state.owner, *item.owners[1:]) if state.owner else item.owners
            yield CalendarEntry(f"item.{item.id}.{municipality}", EntryKind.ITEM, item.id, due, due, roles)


def day_of(book: Book, moment: Moment) -> date:
    """The day a moment falls on; a seminar that the network does not hold counts from the programme's own plan."""
    return _anchor(book, moment.seminar) + timedelta(weeks=moment.week)


def _anchor(book: Book, seminar: str) -> date:
    held = next((one.on for one in book.seminars if one.id == seminar), None)
    planned = next((one.week for one in book.programme.seminars if one.id == seminar), 0)
    return held or book.network.first_seminar + timedelta(weeks=planned)
