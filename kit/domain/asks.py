"""What a municipality asks of its leader this month: one thing, found in what is entered and measured.

The order is the kit's own proposal: first what somebody already waits for an answer to, then what is late, then the
leader's own presence. One ask at a time: a leader who is asked for ten things answers none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kit.domain.barriers import LATE_AFTER_DAYS, State, waiting
from kit.domain.board import last_visit
from kit.domain.book import Book
from kit.domain.entries.improvement import BARRIER
from kit.domain.entries.leading import NEXT_ACTION, VISIT
from kit.domain.leading import late_action, late_visit, problems_of
from kit.domain.network import Unit
from kit.domain.team import NO_SPONSOR, everybody, lead_faults
from kit.domain.warnings import results_late, stale_data

VISIT_DAYS = 31  # the kit's own limit: a month without a leader at a unit's board


class AskKind(StrEnum):
    """What is asked for, the most pressing first."""

    BARRIER = "barrier"  # answer what stands in a team's way
    SPONSOR = "sponsor"  # name who answers for the work
    ITEM = "item"  # close a critical item of the preparation that is late
    FOLLOW_UP = "follow_up"  # follow up what was chosen at a visit
    ACTION = "action"  # finish an own action that is late
    DATA = "data"  # give time for data
    VISIT = "visit"  # come to a unit's board
    COMING = "coming"  # close the next critical item, which is not late yet
    THANKS = "thanks"  # nothing waits: come and ask what was learned


@dataclass(frozen=True, slots=True)
class Ask:
    """One ask. `what` is in somebody's own words, `item`, `role` and `unit` are ids; `days` how long it has waited,
    None where that is not known; `answer_by` the day by which the leader answers."""

    kind: AskKind
    answer_by: date
    unit: str = ""
    what: str = ""
    item: str = ""
    role: str = ""
    days: int | None = None


def asks(book: Book, code: str) -> tuple[Ask, ...]:
    """Everything that could be asked for, the most pressing first; what waits longest comes first among equals."""
    municipality = book.municipality(code)
    if municipality is None or not municipality.active:
        return ()
    found: list[Ask] = []
    for look in _LOOKS:
        found += sorted(look(book, code), key=lambda ask: -(ask.days or 0))
    return tuple(found) or (_thanks(book, code),)


def _by(book: Book) -> date:
    return book.as_of + timedelta(days=LATE_AFTER_DAYS)


def _barriers(book: Book, code: str) -> Iterator[Ask]:
    """Barriers that wait too long for an answer, those that were sent on before the others."""
    late = [e for e in book.entries(BARRIER, code) if waiting(e.value, book.as_of).state is State.LATE]
    sent = [entry for entry in late if entry.value.escalated_on is not None]
    for entry in sent or late:
        days = waiting(entry.value, book.as_of).days_open
        role = entry.value.escalated_to or entry.value.raised_with
        yield Ask(AskKind.BARRIER, _by(book), entry.unit, entry.value.what, role=role, days=days)


def _sponsor(book: Book, code: str) -> Iterator[Ask]:
    named = everybody(book, code)
    if named and NO_SPONSOR in lead_faults(named, book.programme.watch.roles):
        yield Ask(AskKind.SPONSOR, _by(book))


def _items(book: Book, code: str) -> Iterator[Ask]:
    state = book.readiness(code)
    for item_id in state.overdue:
        if item_id in state.blockers:
            yield _of_item(book, code, AskKind.ITEM, item_id)


def _of_item(book: Book, code: str, kind: AskKind, item_id: str) -> Ask:
    item = book.programme.checklist.item(item_id)
    if item is None:
        return Ask(kind, _by(book), item=item_id)
    state = book.checklist.get(code, {}).get(item_id)
    owner = (state.owner if state else "") or next(iter(item.owners), "")
    due = item.due(book.network.first_seminar)
    return Ask(kind, max(due, _by(book)), item=item_id, role=owner, days=max(0, (book.as_of - due).days))


def _follow_ups(book: Book, code: str) -> Iterator[Ask]:
    for entry in book.entries(VISIT, code):
        visit = entry.value
        if late_visit(visit, book.as_of) and visit.follow_up:
            days = (book.as_of - visit.follow_up).days
            yield Ask(AskKind.FOLLOW_UP, _by(book), entry.unit, problems_of(visit)[0], role=visit.who, days=days)


def _actions(book: Book, code: str) -> Iterator[Ask]:
    for entry in book.entries(NEXT_ACTION, code):
        action = entry.value
        if late_action(action, book.as_of):
            days = (book.as_of - action.due).days
            yield Ask(AskKind.ACTION, _by(book), what=action.what, role=action.owner, days=days)


def _data(book: Book, code: str) -> Iterator[Ask]:
    for check in (results_late, stale_data):
        for alert in check(book, code):
            days = alert.facts.get("days")
            unit = next(iter(alert.units), "")
            yield Ask(AskKind.DATA, _by(book), unit, days=days if isinstance(days, int) else None)


def _visits(book: Book, code: str) -> Iterator[Ask]:
    """Units that no leader has come to for a month; they are only missed once the work has begun."""
    if (book.as_of - book.network.first_seminar).days <= VISIT_DAYS:
        return
    for unit in book.units_of(code):
        days = _days_without_visit(book, unit)
        if days is None or days > VISIT_DAYS:
            yield Ask(AskKind.VISIT, _by(book), unit.id, days=days)


def _days_without_visit(book: Book, unit: Unit) -> int | None:
    visit = last_visit(book.entries(VISIT, unit.municipality, unit.id), book.as_of)
    return None if visit is None else (book.as_of - visit.value.on).days


def _coming(book: Book, code: str) -> Iterator[Ask]:
    """The critical item that is due next."""
    items = [item for item in book.programme.checklist.items if item.id in book.readiness(code).blockers]
    ahead = [item for item in items if item.due(book.network.first_seminar) >= book.as_of]
    if ahead:
        first = min(ahead, key=lambda item: item.due(book.network.first_seminar))
        yield _of_item(book, code, AskKind.COMING, first.id)


def _thanks(book: Book, code: str) -> Ask:
    units = book.units_of(code)
    longest = max(units, key=lambda unit: _days_without_visit(book, unit) or 0, default=None)
    return Ask(AskKind.THANKS, _by(book), longest.id if longest else "")


_LOOKS: tuple[Callable[[Book, str], Iterator[Ask]], ...] = (
    *(_barriers, _sponsor, _items, _follow_ups, _actions, _data, _visits, _coming),
)
