"""Is the collection of data ready: has every measure in use a definition, a source, a time and a collector?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kit.domain.book import Book
from kit.domain.entries.entry import Entry
from kit.domain.entries.plan import COLLECTION_PLAN
from kit.domain.measure import Measure
from kit.domain.network import Unit


@dataclass(frozen=True, slots=True)
class Gap:
    """What is not settled for a measure of a unit: some of plan, who, source, when, definition, denominator."""

    unit: Unit
    measure: Measure
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataReadiness:
    """How many measures of units are in use, and those with gaps in the order of units and measures."""

    in_use: int
    gaps: tuple[Gap, ...]


def data_readiness(book: Book, code: str) -> DataReadiness:
    """The gaps of a municipality's units."""
    uses = [(unit, measure) for unit in book.units_of(code) for measure in book.measures_of(unit)]
    gaps = [Gap(unit, measure, tuple(_missing(book, unit, measure))) for unit, measure in uses]
    return DataReadiness(len(uses), tuple(gap for gap in gaps if gap.missing))


def _missing(book: Book, unit: Unit, measure: Measure) -> Iterator[str]:
    plans = book.entries(COLLECTION_PLAN, unit.municipality, unit.id)
    plan: Entry[Any] | None = next((one for one in plans if one.value.measure == measure.id), None)
    if plan is None:
        yield "plan"
    else:
        for name in ("who", "source", "when"):
            if not getattr(plan.value, name).strip():
                yield name
    if not measure.numerator.da.strip():
        yield "definition"
    if measure.needs_denominator and measure.denominator is None:
        yield "denominator"
