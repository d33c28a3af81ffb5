"""What an entry can be tied to: the cycle it follows, the idea it tests, the driver it hangs on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kit.apps.desk import Desk
from kit.domain.driver_tree import Branch, Words, every_idea, loose, tree
from kit.domain.entries.fields import Spec
from kit.domain.entries.improvement import CHANGE_IDEA, CYCLE, DRIVER


def linked(desk: Desk, spec: Spec, unit: str) -> dict[str, Words]:
    """The keys that a link can hold in a unit, each with what it is called."""
    find = _LINKED.get(f"{spec.of}.{spec.name}") or _LINKED[spec.of]
    return find(desk, unit)


def areas_of(desk: Desk, unit: str) -> tuple[str, ...]:
    """The focus areas of a unit: those of its measures and those it has drivers for, in the programme's order."""
    place = desk.book.unit(unit)
    known = {measure.area for measure in (desk.book.measures_of(place) if place else ())}
    known |= {entry.value.area for entry in desk.of(DRIVER, unit)}
    return tuple(area.id for area in desk.book.programme.areas if area.id in known)


def unit_tree(desk: Desk, unit: str, area: str) -> tuple[Branch, ...]:
    """The driver diagram of a unit for one focus area."""
    diagram = next((one for one in desk.book.programme.drivers if one.area == area), None)
    return tree(area, diagram, desk.of(DRIVER, unit), desk.of(CHANGE_IDEA, unit))


def loose_ideas(desk: Desk, unit: str) -> dict[str, Words]:
    """The unit's ideas that hang on no driver of any of its areas."""
    branches = [branch for area in areas_of(desk, unit) for branch in unit_tree(desk, unit, area)]
    return {idea.id: idea.what for idea in loose(branches, desk.of(CHANGE_IDEA, unit))}


def _cycles(desk: Desk, unit: str) -> dict[str, Words]:
    return {entry.key: entry.value.title for entry in desk.of(CYCLE, unit)}


def _drivers(desk: Desk, unit: str) -> dict[str, Words]:
    found: dict[str, Words] = {}
    for area in areas_of(desk, unit):
        for branch in unit_tree(desk, unit, area):
            found[branch.id] = branch.name
            found.update({low.id: low.name for low in branch.below})
    return found


def _primary(desk: Desk, unit: str) -> dict[str, Words]:
    branches = [branch for area in areas_of(desk, unit) for branch in unit_tree(desk, unit, area)]
    return {branch.id: branch.name for branch in branches}


def _ideas(desk: Desk, unit: str) -> dict[str, Words]:
    branches = [branch for area in areas_of(desk, unit) for branch in unit_tree(desk, unit, area)]
    return {idea.id: idea.what for idea in every_idea(branches)} | loose_ideas(desk, unit)


_LINKED: Mapping[str, Callable[[Desk, str], dict[str, Words]]] = {
    "cycle": _cycles,
    "change_idea": _ideas,
    "driver": _drivers,
    "driver.under": _primary,
}
