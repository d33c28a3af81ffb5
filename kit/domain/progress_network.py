"""How far every unit of a network is, as its team and the facilitator each see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kit.domain.book import Book
from kit.domain.entries.entry import Entry
from kit.domain.entries.improvement import PROGRESS_FACILITATOR, PROGRESS_TEAM
from kit.domain.network import Municipality, Unit
from kit.domain.portfolio import taking_part
from kit.domain.progress import Progress, Rater, Rating, progress


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """The newest ratings of one unit."""

    municipality: Municipality
    unit: Unit
    progress: Progress

    @property
    def rated(self) -> bool:
        """Whether anybody has rated it."""
        return self.progress.team is not None or self.progress.facilitator is not None

    @property
    def stale(self) -> bool:
        """Whether the team has not rated itself lately, or never."""
        return self.progress.team is None or self.progress.stale(Rater.TEAM)


def progress_of_network(book: Book) -> tuple[UnitProgress, ...]:
    """Every unit of those that take part: first those to talk with, the widest gap first, then those whose rating is
    old or missing, equals in the network file's order."""
    ratings: dict[str, list[Rating]] = {}
    for kind, rater in ((PROGRESS_TEAM, Rater.TEAM), (PROGRESS_FACILITATOR, Rater.FACILITATOR)):
        for unit, rating in _ratings(book.entries(kind), rater):
            ratings.setdefault(unit, []).append(rating)
    found = [
        UnitProgress(municipality, unit, progress(ratings.get(unit.id, ()), book.as_of))
        for municipality in taking_part(book)
        for unit in book.units_of(municipality.code)
    ]
    return tuple(sorted(found, key=lambda one: (not one.progress.talk, -abs(one.progress.gap or 0.0), not one.stale)))


def _ratings(entries: Iterable[Entry[Any]], rater: Rater) -> Iterable[tuple[str, Rating]]:
    for entry in entries:
        yield entry.unit, Rating(rater, float(entry.value.step), entry.value.on)
