"""What participants of a seminar save: that they are there, and what they answer. Asked again here who may and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from hashlib import sha256
from pathlib import Path

from kit.actions import accept
from kit.actions.enter import Receipt, local_day, moment_of
from kit.actions.folder import find_folder
from kit.actions.seminar_form import CARD_FIELDS, CARD_KINDS, Form, Said, one, said
from kit.domain import entry_rules
from kit.domain.book import Book
from kit.domain.entries.entry import Kind, Record, entries, read, written
from kit.domain.entries.fields import to_plain
from kit.domain.entries.seminar import ATTENDANCE, SEMINAR_ANSWER, Attendance
from kit.domain.held import KINDS_READ, Held, seminar_of
from kit.domain.seminars.plan import OF_A_TEAM, Item
from kit.domain.seminars.seat import PARTICIPANT, Seat
from kit.errors import FieldRefused, NotAllowed, ValueRefused
from kit.store import Store, saving

MOST_SEATS = 1500  # far more than a room holds; it keeps one phone from filling the disk with new seats


def fresh(book: Book, store: Store) -> Book:
    """The Book with what the store says now about seminars; its other entries stay."""
    kept = tuple(record for record in book.records if record.kind not in KINDS_READ)
    return replace(book, records=(*kept, *store.entries(kinds=KINDS_READ)))


def held_now(book: Book, store: Store, seminar_id: str) -> Held:
    """A seminar as it stands in the store now. Raises ValueRefused ``seminar.refused.unknown``."""
    found = seminar_of(fresh(book, store), seminar_id)
    if found is None:
        raise ValueRefused("seminar.refused.unknown")
    return found


def day_of(moment: datetime) -> datetime:
    """The day of a moment: what participants save keeps no time of day, which beside the server's log would tell who
    it was."""
    return datetime.combine(local_day(moment), time(), tzinfo=UTC)


def attend(folder: Path | str, book: Book, seat: Seat, *, now: datetime | None = None) -> Receipt:
    """Save that a phone is there, at its table. Once more changes nothing; after a move only the new table counts."""
    moment = moment_of(now)
    today = local_day(moment)
    _place(book, seat, today)
    key = f"{seat.seminar}.{seat.who}"
    with saving(find_folder(folder).database) as store:
        held = held_now(book, store, seat.seminar)
        if held.phones >= MOST_SEATS and not any(one.key == key for one in held.book.entries(ATTENDANCE)):
            raise ValueRefused("seminar.refused.full")
        for old in _elsewhere(held.book.records, ATTENDANCE.id, key, seat):
            store.save_entry(replace(old, content=None, at=day_of(moment)))
        _move_answers(store, held, seat, day_of(moment))
        content = written(Attendance(seminar=seat.seminar, on=today))
        record = Record(ATTENDANCE.id, seat.municipality, seat.unit, key, content, day_of(moment), PARTICIPANT)
        return Receipt(moment, store.save_entry(record))


def answer(
    folder: Path | str, book: Book, seat: Seat, item_id: object, form: Form, *, now: datetime | None = None
) -> Receipt:
    """Save a phone's, or its team's, answer to the item that is open. The same answer once more changes nothing.

    Raises ValueRefused when the question is not open, the team's answer has changed meanwhile, or the answer cannot be
    one; NotAllowed for a seat without a place.
    """
    moment = moment_of(now)
    _place(book, seat, local_day(moment))
    with saving(find_folder(folder).database) as store:
        held = held_now(book, store, seat.seminar)
        item = _open_item(held, item_id)
        made = said(held.book, seat, item, form, local_day(moment))
        _unchanged(held, seat, item, made, one(form, "seen"))
        changed = _save_card(store, seat, item, made, day_of(moment)) if made.kind else False
        record = Record(
            *(SEMINAR_ANSWER.id, seat.municipality, seat.unit, seat.key(item)),
            *(written(made.answer), day_of(moment), PARTICIPANT),
        )
        return Receipt(moment, store.save_entry(record) or changed)


def digest(text: str) -> str:
    """A short mark of what a form showed, to notice that a team mate has written something else since."""
    return sha256(text.encode()).hexdigest()[:12] if text else ""


def card_record(held: Held, seat: Seat, item: Item, unit: str = "") -> Record | None:
    """The card that stands for a phone's team, or for the phone itself where each has its own; None where none does."""
    kind = CARD_KINDS[item.activity]
    place = (kind.id, seat.municipality, unit or seat.unit, _card_key(seat, item, unit or seat.unit))
    found = (one for one in held.book.records if (one.kind, one.municipality, one.unit, one.key) == place)
    return next(found, None)


def team_text(held: Held, seat: Seat, item: Item) -> str:
    """What a phone's team has answered to an item so far, empty where it has not."""
    found = [one.value.text for one in held.answers_to(item) if one.key == seat.key(item)]
    return found[-1] if found else ""


def _place(book: Book, seat: Seat, today: date) -> None:
    """Whether the seat has a place in the network that still takes part."""
    municipality = book.municipality(seat.municipality) if seat.municipality else None
    if municipality is None:
        raise NotAllowed("actions.not_allowed")
    unit = book.unit(seat.unit) if seat.unit else None
    if seat.unit and (unit is None or unit.municipality != municipality.code):
        raise NotAllowed("actions.not_allowed")
    accept.still_in(municipality, today)


def _open_item(held: Held, item_id: object) -> Item:
    item = held.item
    if item is None or item.id != item_id or not item.asks or not held.room.open:
        raise ValueRefused("seminar.refused.closed")
    return item


def _unchanged(held: Held, seat: Seat, item: Item, made: Said, seen: str) -> None:
    if item.activity not in OF_A_TEAM:
        return
    if made.kind is not None:
        record = card_record(held, seat, item, made.unit)
        stands, new = (record.content if record else "") or "", written(made.card)
        told = _card_words(made.kind, stands, item)
    else:
        stands, new = team_text(held, seat, item), made.answer.text
        told = stands
    if stands and stands != new and digest(stands) != seen:
        raise ValueRefused("seminar.refused.team_wrote", text=told)


def _card_words(kind: Kind, content: str, item: Item) -> str:
    """What a card says, in one line."""
    values = to_plain(read(kind, content)) if content else {}
    said_now = (values.get(name) for name in CARD_FIELDS[item.activity])
    return " · ".join(str(value) for value in said_now if value)


def _save_card(store: Store, seat: Seat, item: Item, made: Said, at: datetime) -> bool:
    assert made.kind is not None
    key = _card_key(seat, item, made.unit)
    record = Record(made.kind.id, seat.municipality, made.unit, key, written(made.card), at, PARTICIPANT)
    if entry_rules.has_rules(made.kind):
        history = store.entry_history(made.kind.id, seat.municipality, made.unit, key)
        earlier = [entry.value for past in history for entry in entries([past], made.kind)]
        found = entry_rules.fault(made.kind, made.card, earlier, False)
        if found:
            raise FieldRefused(found.key, found.field)
    return store.save_entry(record)


def _card_key(seat: Seat, item: Item, unit: str) -> str:
    who = f"team-{unit or seat.municipality}" if item.activity in OF_A_TEAM else seat.who
    return f"seminar-{seat.seminar}-{item.id}-{who}"[:80]


def _elsewhere(records: Sequence[Record], kind: str, key: str, seat: Seat) -> list[Record]:
    here = (seat.municipality, seat.unit)
    return [one for one in records if one.kind == kind and one.key == key and (one.municipality, one.unit) != here]


def _move_answers(store: Store, held: Held, seat: Seat, at: datetime) -> None:
    """A phone that sat at the wrong table takes its own answers along."""
    mine = {one.key for one in held.answers if one.value.who == seat.who and one.key.endswith(seat.who)}
    for key in sorted(mine):
        for old in _elsewhere(held.book.records, SEMINAR_ANSWER.id, key, seat):
            store.save_entry(replace(old, municipality=seat.municipality, unit=seat.unit, at=at))
            store.save_entry(replace(old, content=None, at=at))
