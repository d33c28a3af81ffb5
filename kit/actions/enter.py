"""Entering: one thing somebody says, checked for access and for its value, and saved in one short transaction.

Every function takes the network's folder and the visitor, raises NotAllowed or ValueRefused when it may not be saved
(nothing was saved then), and returns a Receipt once it is on disk. `book` spares reading network.xlsx again where the
caller has loaded it already; only what it says about the network is used, nothing measured.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple

from kit.actions import accept, accept_entry, accept_leading
from kit.actions.folder import find_folder
from kit.actions.structure import read_structure, structure_book
from kit.domain.access import Visitor
from kit.domain.book import Book
from kit.domain.entries.entry import Record, written
from kit.domain.entries.leading import ROUND
from kit.domain.seen import Seen
from kit.domain.survey import Answer
from kit.errors import ValueRefused
from kit.store import Store, saving


@dataclass(frozen=True, slots=True)
class Receipt:
    """It is on disk since `at` (UTC). `changed` is False when exactly this was there already."""

    at: datetime
    changed: bool


def save_month(
    folder: Path | str,
    visitor: Visitor,
    unit: str,
    measure: str,
    period: date,
    numerator: float | None,
    denominator: float | None,
    note: str = "",
    *,
    seen: Seen | None = None,
    now: datetime | None = None,
    book: Book | None = None,
) -> Receipt:
    """Save one period of a unit's measure; any day of the period will do. None for both numbers takes it back.

    Here and below: with `seen`, ChangedMeanwhile is raised when something else stands there by now.
    """
    book, moment = known_book(folder, book), moment_of(now)
    place = accept.own_unit(book, visitor, unit)
    what = accept.measure_of(book, place, measure, events=False)
    first_day = accept.period(period, what, local_day(moment))
    accept.unit_still_in(book, place, first_day)
    if numerator is None and denominator is None:
        return _save(
            folder,
            moment,
            lambda store: store.withdraw_point(unit, measure, first_day, by=visitor.id, at=moment, seen=seen),
        )
    point = accept.point(what, first_day, numerator, denominator, note)
    return _save(
        folder, moment, lambda store: store.save_point(unit, measure, point, by=visitor.id, at=moment, seen=seen)
    )


def save_event_date(
    folder: Path | str,
    visitor: Visitor,
    unit: str,
    measure: str,
    on: date,
    count: int = 1,
    note: str = "",
    *,
    seen: Seen | None = None,
    now: datetime | None = None,
    book: Book | None = None,
) -> Receipt:
    """Save how many events a day had, in all; a `count` of 0 takes the day back."""
    book, moment = known_book(folder, book), moment_of(now)
    place = accept.own_unit(book, visitor, unit)
    accept.measure_of(book, place, measure, events=True)
    day = accept.day(on, local_day(moment))
    accept.unit_still_in(book, place, day)
    event = accept.event(day, count, note)
    return _save(
        folder, moment, lambda store: store.save_event(unit, measure, event, by=visitor.id, at=moment, seen=seen)
    )


def save_item(
    folder: Path | str,
    visitor: Visitor,
    municipality: str,
    item: str,
    status: str,
    owner: str,
    note: str,
    *,
    seen: Seen | None = None,
    now: datetime | None = None,
    book: Book | None = None,
) -> Receipt:
    """Save what a municipality says about an item of the checklist."""
    book, moment = known_book(folder, book), moment_of(now)
    accept.still_in(accept.own(book, visitor, municipality), local_day(moment))
    state = accept.item_state(book, item, status, owner, note)
    return _save(
        folder, moment, lambda store: store.save_item(municipality, state, by=visitor.id, at=moment, seen=seen)
    )


def save_answers(
    folder: Path | str,
    visitor: Visitor,
    municipality: str,
    group: str,
    response: str,
    values: Mapping[str, int | None],
    *,
    now: datetime | None = None,
    book: Book | None = None,
) -> Receipt:
    """Save answers to the leadership questionnaire, by statement id; None is "don't know".

    Nothing says who answered. The store keeps the day only (of the place where the kit runs, as for every other entry):
    a time of day beside the server's log would tell. Refused while every round of the municipality is closed.
    """
    book, moment = known_book(folder, book), moment_of(now)
    accept.still_in(accept.answering(book, visitor, municipality, group, response), local_day(moment))
    asked = book.programme.leadership
    mine = (accept.response_id(response), municipality, accept.group_id(asked, group), asked.id, asked.version)
    day = datetime.combine(local_day(moment), time(), tzinfo=UTC)
    answers = [Answer(*mine, statement, value, day) for statement, value in accept.answer_values(asked, values).items()]
    return _save(folder, moment, lambda store: _append_answers(store, answers))


def save_entry(
    folder: Path | str,
    visitor: Visitor,
    kind: str,
    municipality: str,
    unit: str,
    key: str,
    values: Mapping[str, object] | None,
    *,
    seen: Seen | None = None,
    now: datetime | None = None,
    book: Book | None = None,
) -> Receipt:
    """Save an entry of a kind under its key; None for `values` takes it back. `unit` is empty where it has none."""
    book, moment = known_book(folder, book), moment_of(now)
    accepted = accept_entry_of(book, visitor, Place(kind, municipality, unit, key), values, moment)
    return _save(folder, moment, lambda store: put_entry(store, visitor, accepted, seen=seen))


class Place(NamedTuple):
    """Where an entry stands: `unit` is empty where it has none, `municipality` too where it is the network's."""

    kind: str
    municipality: str
    unit: str
    key: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """An entry that its visitor may make and whose values can be; `made` is None for one that is taken back."""

    record: Record
    made: object


def accept_entry_of(
    book: Book, visitor: Visitor, place: Place, values: Mapping[str, object] | None, moment: datetime
) -> Accepted:
    """Check an entry for access and values. Raises NotAllowed, ValueRefused or FieldRefused."""
    made = accept_entry.entry(book, visitor, *place, values, local_day(moment))
    return Accepted(Record(*place, None if made is None else written(made), moment, visitor.id), made)


def put_entry(store: Store, visitor: Visitor, accepted: Accepted, *, seen: Seen | None = None) -> bool:
    """Check an entry beside what stands in the store now, and save it; False for nothing new."""
    record, made = accepted.record, accepted.made
    place = (record.kind, record.municipality, record.unit, record.key)
    accept_entry.by_the_rules(visitor, record, made, lambda: store.entry_history(*place))
    accept_leading.change(store.entries(record.municipality, (record.kind,)), record, made, local_day(record.at))
    return store.save_entry(record, seen=seen)


def _append_answers(store: Store, answers: list[Answer]) -> bool:
    """A response belongs to one group of one municipality for good: another may not add to it."""
    first = answers[0]
    accept_leading.answering_now(store.entries(first.municipality, (ROUND.id,)), first.municipality)
    if store.response_owner(first.response) not in (None, (first.municipality, first.group)):
        raise ValueRefused("actions.bad_response")
    return store.save_answers(answers) > 0


def known_book(folder: Path | str, book: Book | None) -> Book:
    """The Book that the caller has, else one that says what the network is."""
    return book or structure_book(*read_structure(find_folder(folder)), date.today())


def moment_of(now: datetime | None) -> datetime:
    """The moment of a save, in UTC."""
    return (now or datetime.now(UTC)).astimezone(UTC)


def local_day(moment: datetime) -> date:
    """The day of a moment where the kit runs."""
    return moment.astimezone().date()


def _save(folder: Path | str, moment: datetime, save: Callable[[Store], bool]) -> Receipt:
    with saving(find_folder(folder).database) as store:
        return Receipt(moment, save(store))
