"""Is an entry acceptable as a whole, and beside what stands already? Rounds stay closed, few actions are open at a
time, a seminar begins at a time of day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from kit.domain.book import Book
from kit.domain.entries.entry import Entry, Record, entries
from kit.domain.entries.leading import (
    NEXT_ACTION,
    ROUND,
    CultureResult,
    InstrumentRating,
    NextAction,
    Round,
    Visit,
)
from kit.domain.entries.seminar import SeminarPlanChoice
from kit.domain.leading import MOST_OPEN_ACTIONS, known_rating, problems_of, too_many_open
from kit.domain.rounds import refused_change, takes_answers
from kit.domain.seminars.plan import CLOCK
from kit.errors import FieldRefused, ValueRefused

T = TypeVar("T")


def meaning(book: Book, made: T) -> T:
    """An entry whose fields fit each other and the programme. Raises ValueRefused, or FieldRefused with the field."""
    if isinstance(made, InstrumentRating):
        _rating(book, made)
    if isinstance(made, CultureResult):
        _culture(book, made)
    if isinstance(made, SeminarPlanChoice):
        _seminar(made)
    if isinstance(made, Visit) and problems_of(made) and made.follow_up is None:
        raise FieldRefused("leadership.visit.refused.follow_up", "follow_up")
    return made


def _seminar(made: SeminarPlanChoice) -> None:
    if made.starts and not CLOCK.fullmatch(made.starts):
        raise FieldRefused("seminar.refused.clock", "starts")


def _rating(book: Book, made: InstrumentRating) -> None:
    instrument = book.programme.instrument(made.instrument)
    if instrument is None or instrument.version != made.version or not known_rating(instrument, made):
        raise ValueRefused("apps.refused.choice")


def _culture(book: Book, made: CultureResult) -> None:
    least = book.programme.leadership.minimum
    if made.n < least:
        raise FieldRefused("leadership.culture.refused.few", "n", n=least)
    if made.percent is None:
        raise FieldRefused("entries.refused.required", "percent")


def change(records: Iterable[Record], record: Record, made: object, today: date) -> None:
    """Whether `made` may stand under the record's key (None: be taken back) beside what stands in the store now."""
    if record.kind not in (ROUND.id, NEXT_ACTION.id):
        return
    kind = ROUND if record.kind == ROUND.id else NEXT_ACTION
    found = entries(records, kind, record.municipality)
    others = [entry.value for entry in found if entry.key != record.key]
    if kind is ROUND:
        _round(found, record.key, made, others, today)
    elif isinstance(made, NextAction) and too_many_open(made, others):
        raise ValueRefused("leadership.action.refused.many", n=MOST_OPEN_ACTIONS)


def _round(found: Sequence[Entry[Round]], key: str, made: object, others: Sequence[Round], today: date) -> None:
    before = next((entry.value for entry in found if entry.key == key), None)
    after = made if isinstance(made, Round) else None
    if before is None and after is None:
        return
    why = refused_change(before, after, others, today)
    if why:
        raise ValueRefused(why)


def answering_now(records: Iterable[Record], municipality: str) -> None:
    """Raises ValueRefused while every round of the municipality is closed."""
    if not takes_answers([entry.value for entry in entries(records, ROUND, municipality)]):
        raise ValueRefused("leadership.round.refused.answer")
