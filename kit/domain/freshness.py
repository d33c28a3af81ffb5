"""How old the newest figures are: what counts as fresh, late, and half a year late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kit.domain.book import Book
from kit.domain.measure import Measure
from kit.domain.network import Municipality, Unit
from kit.domain.period import later, step_of
from kit.domain.portfolio import taking_part
from kit.domain.series import Point

LATEST_DAYS = 31  # from the end of a period until its figure should be in
LATE_DAYS = 182  # results known half a year late


class Age(StrEnum):
    """How old the newest figure of a measure is. Events have no age: no event may be good news."""

    FRESH = "fresh"
    LATE = "late"
    HALF_YEAR = "half_year"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Lag:
    """Days since the newest period ended (`age`), and since the one that should have followed it ended (`overdue`)."""

    age: int
    overdue: int

    @property
    def state(self) -> Age:
        """Fresh as long as the next figure need not be in yet."""
        if self.overdue <= LATEST_DAYS:
            return Age.FRESH
        return Age.LATE if self.age < LATE_DAYS else Age.HALF_YEAR


def lag_of(points: Sequence[Point], measure: Measure, as_of: date) -> Lag | None:
    """The lag of one series; None when it was never measured, or is one of events."""
    if not points or measure.from_events:
        return None
    step = step_of(measure.frequency)
    ends = [later(points[-1].period, step, times) for times in (1, 2)]
    return Lag(*((as_of - end).days for end in ends))


@dataclass(frozen=True, slots=True)
class Followed:
    """One unit on one measure by period; `age` in days is None when it was never measured."""

    municipality: Municipality
    unit: Unit
    measure: Measure
    state: Age
    age: int | None


def followed(book: Book) -> Iterator[Followed]:
    """Every series by period that a unit in the network should have, of those that take part and no others."""
    for municipality in taking_part(book):
        for unit in book.units_of(municipality.code):
            for measure in book.measures_of(unit):
                if not measure.from_events:
                    lag = lag_of(book.series_of(unit.id, measure.id).points, measure, book.as_of)
                    state = lag.state if lag else Age.NEVER
                    yield Followed(municipality, unit, measure, state, lag.age if lag else None)
