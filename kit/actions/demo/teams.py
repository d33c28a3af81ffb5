"""Made-up people: sponsors, project leaders and the improvement teams of the units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kit.actions.demo.chance import dice, whole
from kit.actions.demo.recipe import Recipe
from kit.domain.network import Person, Unit

SPONSOR, PROJECT_LEADER = "SPONSOR", "PL"

# A team as (role, number of the person): the same number twice is one person with two roles.
Team = tuple[tuple[str, int], ...]
WHOLE: Team = (("UL", 0), ("TL", 1), ("DA", 2), ("EXPERT", 3), ("MEMBER", 4), ("MEMBER", 5), ("MEMBER", 6))
FAULTS: Mapping[str, Team] = {
    "missing": (),
    "few": (("UL", 0), ("TL", 0), ("DA", 1)),
    "many": (*WHOLE, ("MEMBER", 7), ("MEMBER", 8), ("MEMBER", 9)),
    "no_leader": (("TL", 1), ("DA", 2), ("MEMBER", 4), ("MEMBER", 5)),
    "roles": (("UL", 0), ("TL", 1), ("MEMBER", 4), ("MEMBER", 5)),  # nobody looks after the data
    "same_role": (("MEMBER", 4), ("MEMBER", 5), ("MEMBER", 6), ("MEMBER", 7)),  # one profession, no other role
    "one_person": (("UL", 0), ("TL", 1), ("DA", 1), ("MEMBER", 4), ("MEMBER", 5)),  # team leader and data lead in one
}


def _named(recipe: Recipe, place: str) -> Iterator[str]:
    """Names that differ for as long as there are first names, from another start for every place."""
    first, last = recipe.names.first, recipe.names.last
    random = dice(recipe, "names", place)
    start, other = whole(random, 0, len(first) - 1), whole(random, 0, len(last) - 1)
    for n in range(len(first)):
        yield f"{first[(start + n) % len(first)]} {last[(other + 5 * n) % len(last)]}"


def _team(recipe: Recipe, unit: Unit) -> Team:
    fault = recipe.unit(unit.name).team
    return FAULTS[fault] if fault else WHOLE[: whole(dice(recipe, "team", unit.id), 4, len(WHOLE))]


def people(recipe: Recipe, units: Iterable[Unit]) -> Iterator[Person]:
    """Everybody with a role, municipality by municipality; one that lacks anchoring among leaders names no sponsor."""
    every = tuple(units)
    for row in recipe.municipalities:
        sponsor, leader = [name for name, _ in zip(_named(recipe, row.code), range(2), strict=False)]
        if "leaders" not in row.lacks:
            yield Person(row.code, "", SPONSOR, sponsor)
        yield Person(row.code, "", PROJECT_LEADER, leader)
        for unit in every:
            if unit.municipality == row.code:
                names = tuple(_named(recipe, unit.id))
                yield from (Person(row.code, unit.id, role, names[n]) for role, n in _team(recipe, unit))
