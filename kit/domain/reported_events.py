"""A list with a row for each reported event, such as an extract from an incident database: what it counts for a unit.

Danish units find theirs in DPSD, whose report centre gives lists with columns of the reader's own choice. The authority
behind it says that it is no statistical system: the number of reports is not the number of events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kit.domain.measure import Measure, ValueKind
from kit.domain.period import later, period_start

NOTHING, DAY, CASE, PLACE, KIND, AMOUNT = "", "day", "case", "place", "kind", "amount"
MEANINGS = (NOTHING, DAY, CASE, PLACE, KIND, AMOUNT)
PICKED = (PLACE, KIND)  # columns of which only some values are the unit's and the measure's
Picks = Mapping[str, Collection[str]]  # which those are, by the column's meaning
Span = tuple[date | None, date | None]  # the first and the last day that a list covers, where they are known
_COUNTED = (ValueKind.COUNT, ValueKind.RATE, ValueKind.DAYS_BETWEEN)


@dataclass(frozen=True, slots=True)
class Reported:
    """A row of the list that is the unit's: the day of the event, the case's number where there is one, and how many
    events it stands for (a collective report has many)."""

    on: date
    case: str = ""
    amount: int = 1


@dataclass(frozen=True, slots=True)
class Tally:
    """Where the rows of a list went: counted, the same case once more, outside the whole periods, of another place or
    kind."""

    counted: int = 0
    twice: int = 0
    outside: int = 0
    elsewhere: int = 0

    @property
    def rows(self) -> int:
        """All of them."""
        return self.counted + self.twice + self.outside + self.elsewhere


def counts_events(measure: Measure) -> bool:
    """Whether a list of events says anything of the measure: shares and means need more than that."""
    return measure.value in _COUNTED


def whole_periods(first: date, last: date, step: int) -> tuple[date, ...]:
    """The first days of the periods that lie wholly between `first` and `last`, both days included."""
    start = period_start(first, step)
    if start < first:
        start = later(start, step)
    found = []
    while later(start, step) - timedelta(days=1) <= last:
        found.append(start)
        start = later(start, step)
    return tuple(found)


def tallied(
    reported: Iterable[Reported], measure: Measure, periods: Collection[date]
) -> tuple[Mapping[date, int], Tally]:
    """How many events each day or period had, and where the rows went.

    For a measure that is followed by event dates the days with events are given; for the others every one of
    `periods`, which the list is known to cover: 0 means that none was reported.
    """
    found: Counter[date] = Counter() if measure.from_events else Counter(dict.fromkeys(periods, 0))
    went: Counter[str] = Counter()
    cases: set[str] = set()
    for one in reported:
        when = one.on if measure.from_events else period_start(one.on, measure.step)
        if one.case and one.case in cases:
            went["twice"] += 1
        elif not measure.from_events and when not in found:
            went["outside"] += 1
        else:
            went["counted"] += 1
            found[when] += one.amount
            cases.add(one.case)
    return found, Tally(**went)
