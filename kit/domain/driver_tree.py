"""The driver diagram of a unit: the programme's for the focus area, with what the team changed, added, crossed out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from kit.domain.drivers import DriverDiagram
from kit.domain.entries.entry import Entry
from kit.domain.entries.improvement import ChangeIdea, Driver
from kit.domain.label import Label

Words = Label | str  # the programme's words, or the team's own
LAST = 100  # after every place that an idea can be given


@dataclass(frozen=True, slots=True)
class Idea:
    """A change idea. `written` is whether the team has said anything about it; `place` its place in the order."""

    id: str
    what: Words
    status: str = "idea"
    measure: str = ""
    place: int | None = None
    avoid: str = ""
    written: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """A driver with the secondary drivers and the ideas under it. `own` is what the programme does not have."""

    id: str
    name: Words
    measures: tuple[str, ...] = ()
    dropped: bool = False
    own: bool = False
    below: tuple[Branch, ...] = ()
    ideas: tuple[Idea, ...] = ()


def programme_ids(diagram: DriverDiagram) -> Iterator[tuple[str, str, Words]]:
    """Every driver of a programme's diagram: its id in a unit's diagram, the id above it, its name."""
    for primary in diagram.primary:
        top = f"{diagram.area}:{primary.id}"
        yield top, "", primary.name
        for secondary in primary.secondary:
            yield f"{top}:{secondary.id}", top, secondary.name


def tree(
    area: str, diagram: DriverDiagram | None, drivers: Iterable[Entry[Any]], ideas: Iterable[Entry[Any]]
) -> tuple[Branch, ...]:
    """The primary drivers of a focus area with all that hangs on them.

    An entry under the id of one of the programme's drivers or ideas stands in its place. A secondary driver whose
    primary is gone is shown as a primary one; ideas that hang on no driver of the area are left to `loose`.
    """
    said = {entry.key: entry.value for entry in drivers if entry.value.area == area}
    cards = {entry.key: entry.value for entry in ideas}
    given = _given(diagram, said, cards) if diagram else []
    theirs = set(_all_ids(given))
    own = {key: driver for key, driver in said.items() if key not in theirs}
    anchors = {branch.id for branch in given} | {key for key, one in own.items() if not one.under}
    tops = [key for key, one in own.items() if one.under not in anchors]
    return (*(_with_own(branch, own, cards) for branch in given), *(_own(key, own, cards) for key in tops))


def _all_ids(branches: Iterable[Branch]) -> Iterator[str]:
    for branch in branches:
        yield branch.id
        yield from _all_ids(branch.below)


def _given(diagram: DriverDiagram, said: dict[str, Driver], cards: dict[str, ChangeIdea]) -> list[Branch]:
    made = []
    for primary in diagram.primary:
        top = f"{diagram.area}:{primary.id}"
        below = []
        for secondary in primary.secondary:
            name = f"{top}:{secondary.id}"
            first = {f"{name}:{n}": words for n, words in enumerate(secondary.ideas, start=1)}
            branch = _driver(name, secondary.name, secondary.measures, said)
            below.append(replace(branch, ideas=_ideas(name, first, cards)))
        branch = _driver(top, primary.name, (), said)
        made.append(replace(branch, below=tuple(below), ideas=_ideas(top, {}, cards)))
    return made


def _driver(key: str, name: Label, measures: tuple[str, ...], said: dict[str, Driver]) -> Branch:
    entry = said.get(key)
    if entry is None:
        return Branch(key, name, measures)
    return Branch(key, entry.name, entry.measures or measures, entry.dropped)


def _ideas(driver: str, first: dict[str, Label], cards: dict[str, ChangeIdea]) -> tuple[Idea, ...]:
    """The ideas of a driver: in the order they were given, those without a place last."""
    made = [_idea(key, cards[key]) if key in cards else Idea(key, words) for key, words in first.items()]
    made += [_idea(key, card) for key, card in cards.items() if card.driver == driver and key not in first]
    return tuple(sorted(made, key=lambda idea: LAST if idea.place is None else idea.place))


def _idea(key: str, card: ChangeIdea) -> Idea:
    return Idea(key, card.what, card.status or "idea", card.measure, card.place, card.avoid, written=True)


def _leaf(key: str, driver: Driver, cards: dict[str, ChangeIdea]) -> Branch:
    return Branch(key, driver.name, driver.measures, driver.dropped, own=True, ideas=_ideas(key, {}, cards))


def _own(key: str, own: dict[str, Driver], cards: dict[str, ChangeIdea]) -> Branch:
    made = _leaf(key, own[key], cards)
    return made if own[key].under else _with_own(made, own, cards)


def _with_own(branch: Branch, own: dict[str, Driver], cards: dict[str, ChangeIdea]) -> Branch:
    added = tuple(_leaf(key, one, cards) for key, one in own.items() if one.under == branch.id)
    return replace(branch, below=(*branch.below, *added))


def every_idea(branches: Iterable[Branch]) -> Iterator[Idea]:
    """Every idea of a diagram, from the top down."""
    for branch in branches:
        yield from branch.ideas
        yield from every_idea(branch.below)


def loose(branches: Iterable[Branch], ideas: Iterable[Entry[Any]]) -> tuple[Idea, ...]:
    """The team's ideas that hang on none of these drivers."""
    hung = {idea.id for idea in every_idea(branches)}
    return tuple(_idea(entry.key, entry.value) for entry in ideas if entry.key not in hung)
