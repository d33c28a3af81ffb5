"""The network that a lesson looks at: the trainer's own, or the published one that comes with the kit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kit import resources
from kit.actions.chart import chart_of
from kit.actions.folder import find_folder
from kit.actions.load import load_book
from kit.actions.readings import data_files, read_all
from kit.actions.structure import read_structure, structure_book
from kit.domain.book import Book
from kit.domain.measure import Measure
from kit.errors import ProblemsFound
from kit.figures.chart import Chart

TEXTBOOK = ("textbook", "hospital-infections")
PUBLISHED_UNTIL = date(2017, 1, 31)


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


def lesson_network(folder: Path | None) -> LessonNetwork:
    """The network in `folder`, where it has measurements of at least two units; else the published one.

    Raises as `load_book` does when the folder cannot be used.
    """
    if folder is not None:
        own = LessonNetwork(load_book(folder), published=False)
        if own.measures:
            return own
    return LessonNetwork(_published(), published=True)


def _published() -> Book:
    """The published network, read straight from its files: the folder of an installed kit cannot be written in."""
    folder = find_folder(resources.datasets(TEXTBOOK[0]) / TEXTBOOK[1])
    content, programme = read_structure(folder)
    found = read_all(data_files(folder), content, programme, PUBLISHED_UNTIL)
    if found.problems:
        raise ProblemsFound(found.problems)
    series = {(one.unit, one.measure): one for reading in found.read for one in reading.series}
    return replace(structure_book(content, programme, PUBLISHED_UNTIL), series=series)
