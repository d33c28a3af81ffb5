"""The safety cross: a month drawn as a cross of 31 days, each marked by whether something happened on it.

The shape is a plus of seven by seven fields: 1–6 on top, 7–27 across, 28–31 at the foot. A day without an event is
only called free of events when it is known that somebody counted on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kit.domain.period import next_month
from kit.domain.series import Event

SIDE = 7  # fields a side
_ARM = 3  # fields across the upper and the lower arm
_UPPER, _MIDDLE, _LAST = 6, 27, 31  # the last day of the upper arm, of the middle, and of the cross


class DayState(StrEnum):
    """What is known of a day."""

    EVENT = "event"
    FREE = "free"
    TODAY = "today"  # nothing so far, and the day is not over
    AHEAD = "ahead"
    UNCOUNTED = "uncounted"  # before anybody counted


@dataclass(frozen=True, slots=True)
class CrossDay:
    """One day: `count` events, and what is known of it."""

    on: date
    state: DayState
    count: int = 0


@dataclass(frozen=True, slots=True)
class Cross:
    """A month of a measure that is followed by event dates. `days` has every day of the month, in order."""

    month: date
    days: tuple[CrossDay, ...]

    @property
    def event_days(self) -> tuple[date, ...]:
        """The days with an event."""
        return tuple(day.on for day in self.days if day.state is DayState.EVENT)

    @property
    def events(self) -> int:
        """How many events the month had."""
        return sum(day.count for day in self.days)

    @property
    def counted(self) -> bool:
        """Whether anybody counted on any day of the month."""
        return any(day.state in (DayState.EVENT, DayState.FREE, DayState.TODAY) for day in self.days)


def cross(events: Iterable[Event], month: date, today: date, counted_from: date | None = None) -> Cross:
    """The cross of the month that `month` lies in, as it stands on `today`.

    Days are counted from `counted_from`, or from the first event where that is earlier or nothing else is known.
    """
    counts: dict[date, int] = {}
    for event in events:
        if event.on <= today and event.count:
            counts[event.on] = counts.get(event.on, 0) + event.count
    known = [day for day in (counted_from, min(counts, default=None)) if day is not None]
    start = min(known, default=None)
    first = month.replace(day=1)
    length = (next_month(first) - first).days
    days = (first + timedelta(days=n) for n in range(length))
    return Cross(first, tuple(CrossDay(day, _state(day, counts, today, start), counts.get(day, 0)) for day in days))


def _state(day: date, counts: dict[date, int], today: date, start: date | None) -> DayState:
    if day in counts:
        return DayState.EVENT
    if day > today:
        return DayState.AHEAD
    if start is None or day < start:
        return DayState.UNCOUNTED
    return DayState.TODAY if day == today else DayState.FREE


def place(day_of_month: int) -> tuple[int, int]:
    """The field of a day (1–31) as row and column, both from 1 to `SIDE`."""
    if not 1 <= day_of_month <= _LAST:
        raise ValueError(f"{day_of_month} is not a day of a month")
    first_column = (SIDE - _ARM) // 2 + 1
    if day_of_month <= _UPPER:
        row, column = divmod(day_of_month - 1, _ARM)
        return row + 1, first_column + column
    if day_of_month <= _MIDDLE:
        row, column = divmod(day_of_month - _UPPER - 1, SIDE)
        return row + _UPPER // _ARM + 1, column + 1
    if day_of_month == _LAST:
        return SIDE, (SIDE + 1) // 2
    return SIDE - 1, first_column + day_of_month - _MIDDLE - 1
