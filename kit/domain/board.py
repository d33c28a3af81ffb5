"""What the improvement board of a unit shows of all that is entered: what is due, tested, in the way and agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from kit.domain.entries.boarding import BoardNote
from kit.domain.entries.entry import Entry
from kit.domain.entries.improvement import Barrier, Cycle
from kit.domain.entries.leading import Visit
from kit.domain.period import later, period_start
from kit.domain.series import Series

SHOWN_DONE_DAYS = 7  # how long an agreement that was kept stays on the board


def due_period(series: Series, step: int, today: date) -> date | None:
    """The newest period that is over, where it has no number yet; else None. `step` is as in `kit.domain.period`."""
    newest = later(period_start(today, step), step, -1)
    have = {period_start(point.period, step) for point in series.points}
    return None if newest in have else newest


def running(cycles: Sequence[Entry[Cycle]], today: date) -> tuple[Entry[Cycle], ...]:
    """The tests that have begun and are neither ended nor decided, the newest first."""
    mine = [one for one in cycles if _open(one.value, today) and not _ahead(one.value, today)]
    return tuple(sorted(mine, key=lambda one: one.value.started_on or date.min, reverse=True))


def coming(cycles: Sequence[Entry[Cycle]], today: date) -> Entry[Cycle] | None:
    """The next test that has not begun."""
    mine = [one for one in cycles if _open(one.value, today) and _ahead(one.value, today)]
    return min(mine, key=lambda one: one.value.started_on or date.max, default=None)


def _open(cycle: Cycle, today: date) -> bool:
    return not cycle.decision and (cycle.ended_on is None or cycle.ended_on > today)


def _ahead(cycle: Cycle, today: date) -> bool:
    return cycle.started_on is not None and cycle.started_on > today


def unsolved(barriers: Sequence[Entry[Barrier]], today: date) -> tuple[Entry[Barrier], ...]:
    """What still stands in the way, the longest waiting first."""
    mine = [one for one in barriers if one.value.solved_on is None and one.value.raised_on <= today]
    return tuple(sorted(mine, key=lambda one: one.value.raised_on))


def last_visit(visits: Sequence[Entry[Visit]], today: date) -> Entry[Visit] | None:
    """The newest visit of a leader."""
    mine = [one for one in visits if one.value.on <= today]
    return max(mine, key=lambda one: one.value.on, default=None)


def next_visit(visits: Sequence[Entry[Visit]], today: date) -> date | None:
    """The next day a leader comes: a visit ahead, or a follow-up of one that is not done."""
    ahead = [one.value.on for one in visits if one.value.on > today]
    ahead += [day for one in visits if (day := one.value.follow_up) and day >= today and one.value.done_on is None]
    return min(ahead, default=None)


def on_board(notes: Sequence[Entry[BoardNote]], today: date) -> tuple[Entry[BoardNote], ...]:
    """The agreements to show: the open ones by their day, then those kept within the last days."""
    since = today - timedelta(days=SHOWN_DONE_DAYS)
    still = [one for one in notes if one.value.done_on is None]
    kept = [one for one in notes if one.value.done_on is not None and one.value.done_on >= since]
    return (*sorted(still, key=_deadline), *kept)


def late(note: BoardNote, today: date) -> bool:
    """Whether the day of an open agreement has passed."""
    return note.done_on is None and note.by is not None and note.by < today


def _deadline(one: Entry[Any]) -> date:
    found: date | None = one.value.by
    return found or date.max
