"""The recipe of a demo network, as it stands in `datasets/demo/<programme>/recipe.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kit import resources


@dataclass(frozen=True, slots=True)
class MeasureRecipe:
    """How one measure behaves: `low` and `high` bound a unit's level before the network."""

    id: str
    shape: str  # events, rate, percent
    low: float
    high: float
    effect: float = 1.0  # what a working bundle multiplies a rate by
    target: float = 0.0  # what a working bundle brings a share to
    sample: tuple[int, int] = (0, 0)
    early_rise: float = 1.0
    spread: float = 0.0
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MunicipalityRecipe:
    """A municipality with the names of its units."""

    code: str
    name: str
    wave: str
    units: tuple[str, ...]
    withdrawn: str


@dataclass(frozen=True, slots=True)
class KindRecipe:
    """Which word in a unit's name makes it of this kind, and between which sizes it lies."""

    word: str
    id: str
    places: tuple[int, int]


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
    stories: Mapping[str, float]
    municipalities: tuple[MunicipalityRecipe, ...]
    kinds: tuple[KindRecipe, ...]
    measures: tuple[MeasureRecipe, ...]


def _measure(row: Mapping[str, Any]) -> MeasureRecipe:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return MeasureRecipe(**values)


def _municipality(code: int, row: Mapping[str, Any]) -> MunicipalityRecipe:
    return MunicipalityRecipe(
        f"{code:04d}", row["name"], row.get("wave", "new"), tuple(row["units"]), row.get("withdrawn", "")
    )


def recipes() -> tuple[str, ...]:
    """The programmes that have a demo network."""
    return tuple(sorted(path.parent.name for path in resources.datasets("demo").glob("*/recipe.toml")))


def read_recipe(programme: str) -> Recipe:
    """The recipe of the demo network for `programme`; raises FileNotFoundError when there is none."""
    path = resources.datasets("demo") / programme / "recipe.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Recipe(
        programme=data["programme"],
        language=data["language"],
        seed=data["seed"],
        name=data["name"],
        months=data["months"],
        baseline=data["baseline"],
        seminar_month=data["seminar_month"],
        stories=data["stories"],
        municipalities=tuple(_municipality(n, row) for n, row in enumerate(data["municipality"], data["first_code"])),
        kinds=tuple(KindRecipe(row["word"], row["id"], tuple(row["places"])) for row in data["kind"]),
        measures=tuple(_measure(row) for row in data["measure"]),
    )
