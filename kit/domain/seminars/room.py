"""Where the room is, and how it moves on: from one state of the room to the next. Pure; times are in UTC."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from kit.domain.entries.seminar import MOST_MINUTES, SeminarRoom
from kit.domain.seminars.plan import SeminarPlan

MORE_MINUTES = 5


class Move(StrEnum):
    """What a facilitator can do with the room."""

    NEXT = "next"  # starts the seminar when it has not begun
    PREVIOUS = "previous"
    PAUSE = "pause"  # and on again
    MORE = "more"
    OPEN = "open"
    CLOSE = "close"
    SHOW = "show"
    HIDE = "hide"
    END = "end"


def moved(room: SeminarRoom, plan: SeminarPlan, move: Move, now: datetime) -> SeminarRoom:
    """The room after a move; the same room where the move means nothing.

    Showing results closes the question first: while answers still come in, every one of them could be told from the
    difference.
    """
    if room.ended and move is not Move.PREVIOUS:
        return room
    return _MOVES[move](room, plan, now)


def at_item(room: SeminarRoom, item_id: str, now: datetime) -> SeminarRoom:
    """The room at an item, its clock begun anew, with nothing open and nothing shown."""
    return replace(room, item=item_id, since=now.isoformat(), held="", extra=None, open=False, shown=False, ended=False)


def elapsed(room: SeminarRoom, now: datetime) -> timedelta:
    """How long the item has run, pauses left out."""
    if not room.since:
        return timedelta()
    end = datetime.fromisoformat(room.held) if room.held else now
    return max(end - datetime.fromisoformat(room.since), timedelta())


def minutes_of(room: SeminarRoom, plan: SeminarPlan) -> int:
    """How long the item may take, with what was added."""
    item = plan.item(room.item)
    return (item.minutes if item else 0) + (room.extra or 0)


def _step(room: SeminarRoom, plan: SeminarPlan, now: datetime, by: int) -> SeminarRoom:
    found = plan.beside(room.item, by)
    return room if found is None else at_item(room, found.id, now)


def _previous(room: SeminarRoom, plan: SeminarPlan, now: datetime) -> SeminarRoom:
    return at_item(room, room.item, now) if room.ended else _step(room, plan, now, -1)


def _pause(room: SeminarRoom, _plan: SeminarPlan, now: datetime) -> SeminarRoom:
    if not room.since:
        return room
    if not room.held:
        return replace(room, held=now.isoformat())
    return replace(room, since=(now - elapsed(room, now)).isoformat(), held="")


def _more(room: SeminarRoom, _plan: SeminarPlan, _now: datetime) -> SeminarRoom:
    return replace(room, extra=min((room.extra or 0) + MORE_MINUTES, MOST_MINUTES)) if room.since else room


def _asked(room: SeminarRoom, plan: SeminarPlan) -> bool:
    item = plan.item(room.item)
    return item is not None and item.asks


def _open(room: SeminarRoom, plan: SeminarPlan, _now: datetime) -> SeminarRoom:
    return replace(room, open=True, shown=False) if _asked(room, plan) else room


def _show(room: SeminarRoom, plan: SeminarPlan, _now: datetime) -> SeminarRoom:
    if not _asked(room, plan):
        return room
    released = room.released if room.item in room.released else (*room.released, room.item)
    return replace(room, open=False, shown=True, released=released)


def _next(room: SeminarRoom, plan: SeminarPlan, now: datetime) -> SeminarRoom:
    return _step(room, plan, now, 1)


def _close(room: SeminarRoom, _plan: SeminarPlan, _now: datetime) -> SeminarRoom:
    return replace(room, open=False)


def _hide(room: SeminarRoom, _plan: SeminarPlan, _now: datetime) -> SeminarRoom:
    return replace(room, shown=False)


def _end(room: SeminarRoom, _plan: SeminarPlan, _now: datetime) -> SeminarRoom:
    return replace(room, open=False, ended=True) if room.item else room


_MOVES: Mapping[Move, Callable[[SeminarRoom, SeminarPlan, datetime], SeminarRoom]] = {
    Move.NEXT: _next,
    Move.PREVIOUS: _previous,
    Move.PAUSE: _pause,
    Move.MORE: _more,
    Move.OPEN: _open,
    Move.CLOSE: _close,
    Move.SHOW: _show,
    Move.HIDE: _hide,
    Move.END: _end,
}
