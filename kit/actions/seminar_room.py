"""What the facilitator does with the room: moves it on, judges texts, counts those present."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from kit.actions import accept_entry
from kit.actions.enter import Receipt, local_day, moment_of
from kit.actions.folder import find_folder
from kit.actions.own_chart import medians
from kit.actions.seminar import held_now
from kit.domain.access import FACILITATOR, Visitor
from kit.domain.book import Book
from kit.domain.entries.entry import Kind, Record, written
from kit.domain.entries.seminar import (
    ATTENDANCE_COUNT,
    SEMINAR_MODERATION,
    SEMINAR_RESULT,
    SEMINAR_ROOM,
    AttendanceCount,
    SeminarModeration,
    SeminarRoom,
)
from kit.domain.held import Held
from kit.domain.seminars.plan import Activity, Item
from kit.domain.seminars.room import Move, at_item, moved
from kit.domain.seminars.tally import WRITTEN, as_result
from kit.errors import NotAllowed, ValueRefused
from kit.store import Store, saving


def move_room(
    folder: Path | str,
    book: Book,
    visitor: Visitor | None,
    seminar_id: str,
    move: object,
    *,
    now: datetime | None = None,
) -> Receipt:
    """Move the room. `move` is one of `Move`, or ``to:`` and the id of an item. Raises NotAllowed or ValueRefused."""
    _facilitator(visitor)
    moment = moment_of(now)
    with saving(find_folder(folder).database) as store:
        held = held_now(book, store, seminar_id)
        room = _wanted(held, move, moment)
        if room.shown and held.item:
            _release(store, held, held.item, moment)
        return Receipt(moment, _put(store, SEMINAR_ROOM, seminar_id, room, moment))


def judge_texts(
    folder: Path | str,
    book: Book,
    visitor: Visitor | None,
    seminar_id: str,
    keys: Collection[str],
    shown: bool,
    *,
    now: datetime | None = None,
) -> Receipt:
    """Say whether participants' texts to one item may be shown. What the room is shown follows at once.

    Raises NotAllowed, and ValueRefused when one of the keys is no text's; then nothing is saved.
    """
    _facilitator(visitor)
    moment = moment_of(now)
    with saving(find_folder(folder).database) as store:
        held = held_now(book, store, seminar_id)
        asked = {one.key: one.value.item for one in held.answers}
        items = {asked.get(key, "") for key in keys}
        item = held.plan.item(items.pop()) if len(items) == 1 else None
        if item is None or item.activity not in WRITTEN:
            raise ValueRefused("seminar.refused.no_text")
        said = SeminarModeration(seminar=seminar_id, shown=shown)
        saved = [_put(store, SEMINAR_MODERATION, key, said, moment) for key in keys]
        if item.id in held.room.released:
            _release(store, held_now(book, store, seminar_id), item, moment)
        return Receipt(moment, any(saved))


def count_present(
    folder: Path | str,
    book: Book,
    visitor: Visitor | None,
    seminar_id: str,
    municipality: str,
    people: object,
    *,
    now: datetime | None = None,
) -> Receipt:
    """Save how many came from a municipality; None takes the count back."""
    _facilitator(visitor)
    moment = moment_of(now)
    values = None if people is None else {"people": people}
    made = accept_entry.entry(
        book, FACILITATOR, ATTENDANCE_COUNT.id, municipality, "", seminar_id, values, local_day(moment)
    )
    content = written(made) if isinstance(made, AttendanceCount) else None
    with saving(find_folder(folder).database) as store:
        held_now(book, store, seminar_id)
        record = Record(ATTENDANCE_COUNT.id, municipality, "", seminar_id, content, moment, FACILITATOR.id)
        return Receipt(moment, store.save_entry(record))


def _facilitator(visitor: Visitor | None) -> None:
    if visitor != FACILITATOR:
        raise NotAllowed("actions.not_allowed")


def _wanted(held: Held, move: object, moment: datetime) -> SeminarRoom:
    name = move if isinstance(move, str) else ""
    if name.startswith("to:") and held.plan.item(name.removeprefix("to:")):
        return at_item(held.room, name.removeprefix("to:"), moment)
    if name not in list(Move):
        raise ValueRefused("seminar.refused.move")
    return moved(held.room, held.plan, Move(name), moment)


def _release(store: Store, held: Held, item: Item, moment: datetime) -> None:
    """Keep what the room is shown: every municipality's report holds it, and nobody else's answers.

    Opinions that were shown before stay as they were until as many more have answered as a group must have: the room
    could else read the answer of the one who came last off the difference.
    """
    if held.too_few_since_shown(item):
        return
    made = held.counted(item, guessed_at(held, item))
    _put(store, SEMINAR_RESULT, f"{held.seminar.id}.{item.id}", as_result(held.seminar.id, made), moment)


def guessed_at(held: Held, item: Item) -> dict[str, float]:
    """The medians of the units that have guessed, by unit id; nothing for an item without guesses."""
    guessing = item.activity is Activity.PREDICT
    return medians(held.book, (one.unit for one in held.answers_to(item))) if guessing else {}


def _put(store: Store, kind: Kind, key: str, value: object, moment: datetime) -> bool:
    return store.save_entry(Record(kind.id, "", "", key, written(value), moment, FACILITATOR.id))
