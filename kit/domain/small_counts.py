"""Numbers that may leave a municipality: sums over its units, with small counts taken away.

A count of 1 to 4 people, or of 1 to 4 that are left over, could be about somebody whom others know. Nothing is
published that such a cell could be worked out from: neither the sum over all municipalities nor the units' own numbers,
and no quarter that still runs: two exports of it would differ by one month's count. A quarter that is corrected later
can still be compared with what was shared before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kit.domain.book import Book
from kit.domain.entries.facilitating import SHARING
from kit.domain.measure import Measure, ValueKind
from kit.domain.network import Municipality
from kit.domain.period import period_start

SMALL = 5  # counts from 1 to one below are taken away
MONTHS = 3  # sums are by quarter: months hold too little


@dataclass(frozen=True, slots=True)
class Sum:
    """A municipality's sum of a measure in the quarter that begins on `quarter`; both None where it is taken away."""

    municipality: str
    measure: str
    quarter: date
    units: int
    numerator: float | None
    denominator: float | None


def is_small(numerator: float, denominator: float | None, value: ValueKind) -> bool:
    """Whether a count, or what it leaves of a share, is about so few that somebody could be known."""
    counts = [numerator]
    if value is ValueKind.PERCENT and denominator is not None:
        counts += [denominator, denominator - numerator]
    return any(0 < count < SMALL for count in counts)


def shareable(book: Book) -> Iterator[Sum]:
    """The sums of every measure that a municipality has agreed to share, by quarter that is over, small counts taken
    away."""
    for one in book.municipalities:
        agreed = {measure for entry in book.entries(SHARING, one.code) for measure in entry.value.measures}
        for measure in book.programme.measures:
            if one.active and measure.id in agreed and measure.value is not ValueKind.DAYS_BETWEEN:
                yield from _sums(book, one, measure)


def _sums(book: Book, one: Municipality, measure: Measure) -> Iterator[Sum]:
    found: dict[date, list[tuple[str, float, float]]] = {}
    for unit in book.units_of(one.code):
        for point in book.series_of(unit.id, measure.id).points:
            counted = point.numerator is not None and (point.denominator or not measure.value.needs_denominator)
            if counted:
                row = (unit.id, point.numerator or 0.0, point.denominator or 0.0)
                found.setdefault(period_start(point.period, MONTHS), []).append(row)
    found.pop(period_start(book.as_of, MONTHS), None)  # it still runs
    for quarter, rows in sorted(found.items()):
        units = len({unit for unit, _, _ in rows})
        over = sum(numerator for _, numerator, _ in rows)
        under = sum(below for _, _, below in rows) if measure.value.needs_denominator else None
        hidden = is_small(over, under, measure.value)
        yield Sum(one.code, measure.id, quarter, units, None if hidden else over, None if hidden else under)
