"""The recipe of a demo network, as it stands in `datasets/demo/<programme>/recipe.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kit import resources


@dataclass(frozen=True, slots=True)
class MeasureRecipe:
    """How one measure behaves: `low` and `high` bound a unit's level before the network.

    `every` is the months between two periods (0 = weeks); `starts` the month of the recipe in which measuring begins;
    `followed_by` the municipalities, and `kinds` the kinds of unit, that follow it (empty = all); `notes` are written
    beside figures of units that test changes, in that order.
    """

    id: str
    shape: str  # events, rate, percent
    low: float
    high: float
    effect: float = 1.0  # what a working bundle multiplies the level by
    target: float = 0.0  # what a working bundle brings a share to; 0 = `effect` says it
    sample: tuple[int, int] = (0, 0)  # (0, 0) = nearly everybody in the unit
    early_rise: float = 1.0
    spread: float = 0.0
    autumn: float = 1.0
    every: int = 1
    starts: int = 1
    kinds: tuple[str, ...] = ()
    followed_by: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MunicipalityRecipe:
    """A municipality with the names of its units.

    `prepared` is well, fairly or badly; `lacks` are ids of warnings whose checklist items are open; `answers` says who
    filled in the self-assessment: many, few or none.
    """

    code: str
    name: str
    wave: str
    units: tuple[str, ...]
    withdrawn: str = ""
    prepared: str = "fairly"
    lacks: tuple[str, ...] = ()
    answers: str = "many"


@dataclass(frozen=True, slots=True)
class KindRecipe:
    """Which word in a unit's name makes it of this kind, and between which sizes it lies."""

    word: str
    id: str
    places: tuple[int, int]


@dataclass(frozen=True, slots=True)
class UnitRecipe:
    """A unit whose story is written, not drawn. Months count from 1; 0 = as for everybody."""

    name: str
    story: str = ""
    starts: int = 0
    stops: int = 0
    calm_days: int = 0  # so many days up to the end of the months pass without an event
    team: str = ""  # what is wrong with its improvement team, see `kit.actions.demo.teams`


@dataclass(frozen=True, slots=True)
class WrittenSeries:
    """A series written by hand, month by month up to the last one: `hits` of `out_of`."""

    unit: str
    measure: str
    baseline: int
    hits: tuple[int, ...]
    out_of: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BreakRecipe:
    """A new reporting rule on the day `on`: before it the level was `before` times as high.

    The figures of `measures` come from a register that reaches back to `since`, long before the network began.
    """

    measures: tuple[str, ...]
    on: date
    since: date
    before: float
    reason: str


@dataclass(frozen=True, slots=True)
class Names:
    """Made-up names for the people in the network."""

    first: tuple[str, ...]
    last: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything a demo network is cooked from."""

    programme: str
    language: str
    seed: int
    name: str
    months: int
    baseline: int
    seminar_month: int
    half_way: float
    withdrawn_month: int
    action_period: int
    missing: float
    quiet_months: tuple[int, ...]
    autumn_months: tuple[int, ...]
    practice: str
    units_per_mistake: int
    stories: Mapping[str, float]
    municipalities: tuple[MunicipalityRecipe, ...]
    kinds: tuple[KindRecipe, ...]
    units: tuple[UnitRecipe, ...]
    measures: tuple[MeasureRecipe, ...]
    written: tuple[WrittenSeries, ...]
    reporting: BreakRecipe
    names: Names

    def unit(self, name: str) -> UnitRecipe:
        """What is written about the unit with this name; nothing, for most."""
        return next((unit for unit in self.units if unit.name == name), UnitRecipe(name))


def _fixed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def _municipalities(first_code: int, rows: Iterable[Mapping[str, Any]]) -> tuple[MunicipalityRecipe, ...]:
    return tuple(
        MunicipalityRecipe(**{"code": f"{code:04d}", "wave": "new", **_fixed(row)})
        for code, row in enumerate(rows, first_code)
    )


def recipes() -> tuple[str, ...]:
    """The programmes that have a demo network."""
    return tuple(sorted(path.parent.name for path in resources.datasets("demo").glob("*/recipe.toml")))


def read_recipe(programme: str) -> Recipe:
    """The recipe of the demo network for `programme`; raises FileNotFoundError when there is none."""
    path = resources.datasets("demo") / programme / "recipe.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Recipe(
        **_fixed(data["network"]),
        stories=data["stories"],
        municipalities=_municipalities(data["first_code"], data["municipality"]),
        kinds=tuple(KindRecipe(**_fixed(row)) for row in data["kind"]),
        units=tuple(UnitRecipe(**row) for row in data["unit"]),
        measures=tuple(MeasureRecipe(**_fixed(row)) for row in data["measure"]),
        written=tuple(WrittenSeries(**_fixed(row)) for row in data["series"]),
        reporting=BreakRecipe(**_fixed(data["break"])),
        names=Names(**_fixed(data["names"])),
    )
