"""A pasted table: its cells, and everything that a column of it may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kit.domain.measure import Measure

PERIOD, NOTE, NOTHING = "period", "note", ""
NUMBERS = ("numerator", "denominator", "count")
BETWEEN = "/"  # a column's meaning is ``measure id/numerator``


@dataclass(frozen=True, slots=True)
class Pasted:
    """A pasted table. `headings` is empty where the first row is one of numbers; `first` is the first data row's number
    in the paste. `titles` say what each column may be called: its heading, or its first cells."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first: int
    titles: tuple[str, ...]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.titles)


def numbers_of(measure: Measure) -> tuple[str, ...]:
    """Which numbers a measure is made of."""
    if measure.from_events:
        return ("count",)
    return ("numerator", "denominator") if measure.needs_denominator else ("numerator",)


def meaning(measure: Measure, name: str) -> str:
    """The meaning of a column that holds this number of the measure."""
    return f"{measure.id}{BETWEEN}{name}"


def meanings(measures: Sequence[Measure]) -> tuple[str, ...]:
    """Everything a column may mean: nothing, the period, a note, or a number of a measure."""
    return (NOTHING, PERIOD, NOTE, *(meaning(measure, name) for measure in measures for name in numbers_of(measure)))
