"""All municipalities of a network side by side: who is ready, and what is late. Nobody's self-assessment is compared.

A municipality that has withdrawn, or whose work is finished, is in no number here: the denominator is always those that
take part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kit.domain.book import Book
from kit.domain.checklist import AMBER_FROM, GREEN_FROM, Band, ChecklistItem, Readiness
from kit.domain.entries.facilitating import FINISHED, Finished
from kit.domain.network import Municipality


@dataclass(frozen=True, slots=True)
class ThemeState:
    """One theme of one municipality: `score` 0 to 1 and `band` are None when nothing in it is relevant; `late` counts
    its critical items past their due day."""

    theme: str
    score: float | None
    band: Band | None
    late: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one municipality's preparation is; `late` are the ids of critical items past their due day."""

    municipality: Municipality
    readiness: Readiness
    themes: tuple[ThemeState, ...]
    late: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LateItem:
    """A critical item, the day it was due, and who has it open still, in the network file's order."""

    item: ChecklistItem
    due: date
    open_in: tuple[Municipality, ...]


def taking_part(book: Book) -> tuple[Municipality, ...]:
    """The municipalities that every number about the network is out of: neither withdrawn nor finished."""
    done = finished(book)
    return tuple(one for one in book.municipalities if one.active and one.code not in done)


def finished(book: Book) -> dict[str, Finished]:
    """The municipalities whose work is done by the day of the Book, by code; the newest word counts."""
    return {entry.municipality: entry.value for entry in book.entries(FINISHED) if entry.value.on <= book.as_of}


def standings(book: Book) -> tuple[Standing, ...]:
    """Those that take part: most critical items late first, then most of them open, equals in the network file's
    order. What is late and open are facts of the checklist, so this is an order of need and no ranking."""
    found = [_standing(book, municipality) for municipality in taking_part(book)]
    return tuple(sorted(found, key=lambda one: (-len(one.late), -len(one.readiness.blockers))))


def _standing(book: Book, municipality: Municipality) -> Standing:
    state = book.readiness(municipality.code)
    late = tuple(item for item in state.overdue if item in state.blockers)
    of_theme = {item.id: item.theme for item in book.programme.checklist.items}
    blocked = {of_theme[item] for item in state.blockers}
    themes = tuple(
        ThemeState(
            theme.theme,
            theme.score,
            _band(theme.score, theme.theme in blocked),
            sum(of_theme[item] == theme.theme for item in late),
        )
        for theme in state.themes
    )
    return Standing(municipality, state, themes, late)


def _band(score: float | None, blocked: bool) -> Band | None:
    """The band of a theme, by the same limits as that of the whole list."""
    if score is None:
        return None
    if score < AMBER_FROM:
        return Band.RED
    return Band.GREEN if score >= GREEN_FROM and not blocked else Band.AMBER


def late_items(book: Book, found: Sequence[Standing]) -> tuple[LateItem, ...]:
    """The critical items that are late anywhere, those with most municipalities first, then the oldest."""
    rows = []
    order = {municipality.code: place for place, municipality in enumerate(book.municipalities)}
    for item in book.programme.checklist.items:
        lacking = [one.municipality for one in found if item.id in one.late]
        if lacking:
            lacking.sort(key=lambda one: order[one.code])
            rows.append(LateItem(item, item.due(book.network.first_seminar), tuple(lacking)))
    return tuple(sorted(rows, key=lambda row: (-len(row.open_in), row.due)))


def counted(found: Sequence[Standing]) -> dict[Band, int]:
    """How many municipalities are in each band."""
    return {band: sum(one.readiness.band is band for one in found) for band in Band}


def counted_by_theme(found: Sequence[Standing]) -> dict[str, dict[Band, int]]:
    """How many municipalities are in each band, theme by theme; those for whom a theme is not relevant are left out."""
    table: dict[str, dict[Band, int]] = {}
    for one in found:
        for state in one.themes:
            row = table.setdefault(state.theme, dict.fromkeys(Band, 0))
            if state.band is not None:
                row[state.band] += 1
    return table
