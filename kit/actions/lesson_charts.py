"""The charts of a network that a lesson looks at, unit by unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kit.actions.chart import chart_of
from kit.domain.book import Book
from kit.domain.measure import Measure
from kit.figures.chart import Chart


@dataclass(frozen=True, slots=True)
class LessonNetwork:
    """A Book, and whether it is the published one."""

    book: Book
    published: bool

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that at least two units have values for, in the programme's order."""
        return tuple(one for one in self.book.programme.measures if len(self.charts(one.id)) > 1)

    def charts(self, measure: str) -> Mapping[str, Chart]:
        """One chart for each unit with values, by the unit's name in the order of the alphabet: no ranking."""
        book, found = self.book, dict[str, Chart]()
        for unit in sorted(book.units, key=lambda one: one.name):
            if book.use_of(unit, measure) is not None:
                chart = chart_of(book, unit, measure)
                if chart.analysis is not None:
                    name = unit.name if unit.name not in found else f"{unit.name} ({unit.id})"
                    found[name] = chart
        return found
