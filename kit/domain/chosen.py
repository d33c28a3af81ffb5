"""Measures that a municipality has chosen itself: from the catalogue, or of its own making.

They are merged into what the network file says when a Book is loaded, so that nothing else need know where a measure
comes from. What network.xlsx says of a unit stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kit.domain.book import Book
from kit.domain.entries.entry import Entry, Record, entries
from kit.domain.entries.plan import MEASURE_CHOICE, OWN_MEASURE, OwnMeasure
from kit.domain.label import same
from kit.domain.measure import Direction, Goal, GoalKind, Measure, MeasureKind, ValueKind
from kit.domain.network import MeasureInUse, Unit
from kit.domain.programme import OWN_PREFIX, Programme

PER = 1000
_KEY = re.compile(r"[A-Za-z0-9_-]{1,20}")


def own_id(municipality: str, key: str) -> str:
    """The id of a municipality's own measure: ``own.0301.1f3a…``. It stays when the measure gets another name."""
    return f"{OWN_PREFIX}{municipality}.{key}"


def own_measure(municipality: str, key: str, said: OwnMeasure) -> Measure:
    """A measure from what a municipality says of it."""
    value = ValueKind(said.value)
    kind = GoalKind.WATCH if said.goal is None else GoalKind.VALUE
    return Measure(
        id=own_id(municipality, key),
        area=said.area,
        kind=MeasureKind(said.kind),
        name=same(said.name),
        numerator=same(said.numerator),
        denominator=same(said.denominator) if value.needs_denominator else None,
        value=value,
        per=(said.per or PER) if value is ValueKind.RATE else 1,
        frequency="event" if value is ValueKind.DAYS_BETWEEN else said.frequency,
        direction=Direction(said.direction),
        goal=Goal(kind, said.goal or 0.0),
        mark="O",
    )


def merged(
    programme: Programme, in_use: Sequence[MeasureInUse], units: Sequence[Unit], records: Iterable[Record]
) -> tuple[Programme, tuple[MeasureInUse, ...]]:
    """The programme with the municipalities' own measures, and the lines in use with what they chose.

    Own measures come after the programme's; one whose id is taken, or that cannot be, is left out. Lines that were
    chosen before are made anew.
    """
    kept = tuple(records)
    own = [one for one in entries(kept, OWN_MEASURE) if _usable(one, programme)]
    known = {measure.id for measure in programme.measures}
    made = {own_id(one.municipality, one.key): own_measure(one.municipality, one.key, one.value) for one in own}
    fresh = tuple(measure for name, measure in made.items() if name not in known)
    lines = tuple(line for line in in_use if not line.chosen)
    more: list[MeasureInUse] = []
    wanted = [(one, own_id(one.municipality, one.key), one.value.baseline) for one in own]
    wanted += [(one, one.value.measure, one.value.baseline) for one in entries(kept, MEASURE_CHOICE)]
    for one, measure, baseline in sorted(wanted, key=lambda row: not row[0].unit):
        for unit in units:
            here = unit.municipality == one.municipality and one.unit in ("", unit.id)
            if here and not any(line.measure == measure and line.covers(unit) for line in (*lines, *more)):
                more.append(MeasureInUse(measure, unit.municipality, unit.id, int(baseline or 0), chosen=True))
    return replace(programme, measures=(*programme.measures, *fresh)), (*lines, *more)


def _usable(one: Entry[OwnMeasure], programme: Programme) -> bool:
    area = one.value.area in {area.id for area in programme.areas}
    return bool(_KEY.fullmatch(one.key)) and area


def with_choices(book: Book) -> Book:
    """The Book with what its records say of chosen and own measures now; one that was taken back is gone."""
    plain = replace(book.programme, measures=tuple(one for one in book.programme.measures if not one.is_own))
    programme, in_use = merged(plain, book.in_use, book.units, book.records)
    return replace(book, programme=programme, in_use=in_use)
