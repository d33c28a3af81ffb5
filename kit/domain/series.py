"""Measurements of one unit on one measure, and honest questions about their completeness."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kit.domain.period import later, next_month


@dataclass(frozen=True, slots=True)
class Point:
    """One period's measurement. `period` is the period's first day; a denominator of 0 means "none to count"."""

    period: date
    numerator: float
    denominator: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """`count` events that happened on `on`."""

    on: date
    count: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One unit on one measure: `points` by period or, for days between, `events` by date; both in time order."""

    unit: str
    measure: str
    points: tuple[Point, ...] = ()
    events: tuple[Event, ...] = ()

    def until(self, day: date) -> Series:
        """What had begun or happened by the end of `day`."""
        points = tuple(point for point in self.points if point.period <= day)
        return replace(self, points=points, events=tuple(event for event in self.events if event.on <= day))


@dataclass(frozen=True, slots=True)
class Completeness:
    """How complete and how fresh a series is at `as_of`.

    `expected` full months lie between the first month and the last full month before `as_of`; `measured` of them have
    a point; `gaps` are the missing ones. `age_days` counts from the end of the newest period (or the newest event).
    """

    expected: int
    measured: int
    gaps: tuple[date, ...]
    age_days: int | None


def months_between(first: date, last: date) -> tuple[tuple[int, int], ...]:
    """(year, month) from `first` to `last`, both included; empty when `last` comes before `first`."""
    start, stop = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return tuple((index // 12, index % 12 + 1) for index in range(start, stop + 1))


def completeness(series: Series, as_of: date) -> Completeness:
    """Completeness of a series at `as_of`; a series of events has no expected months."""
    if series.events:
        return Completeness(0, 0, (), (as_of - series.events[-1].on).days)
    if not series.points:
        return Completeness(0, 0, (), None)
    newest = series.points[-1].period
    have = {(p.period.year, p.period.month) for p in series.points}
    expected = months_between(series.points[0].period, max(newest, later(as_of, 1, -1)))
    gaps = tuple(date(year, month, 1) for year, month in expected if (year, month) not in have)
    return Completeness(len(expected), len(expected) - len(gaps), gaps, max(0, (as_of - next_month(newest)).days))
