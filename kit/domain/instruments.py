"""Instruments: what a team, a leader or a room answers beside the leadership self-assessment, and how it is scored.

Four kinds. An *agreement* scale is statements on common answer options; *maturity* is items that each describe their
own levels; a *grid* rates rows by columns, where the columns of one dimension share their levels; *steps* is a ladder
on which a step is reached when the evidence for it and for every step below is there.

Ratings are raw. An item that is left out, or rated None, is not known and is kept out of every mean; a mean needs at
least half of its items (the half rule). Cronbach's alpha has no place in a maturity check or a grid: its items are
parts that make up the whole, not mirrors of one thing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kit.domain.label import Label
from kit.domain.survey import Option, Questionnaire, RespondentGroup, Scale, Statement

Ratings = Mapping[str, float | None]


class InstrumentKind(StrEnum):
    """How an instrument is answered."""

    AGREEMENT = "agreement"
    MATURITY = "maturity"
    GRID = "grid"
    STEPS = "steps"


class Rhythm(StrEnum):
    """How often a task of the standard work comes back, the most often first."""

    SHIFT = "shift"
    DAY = "day"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One piece of evidence that a step asks for."""

    id: str
    text: Label


@dataclass(frozen=True, slots=True)
class Level:
    """A level with its name and what it looks like when you are there; `criteria` only on a ladder of steps."""

    value: float
    name: Label
    text: Label
    criteria: tuple[Criterion, ...] = ()
    mark: str = "P"


@dataclass(frozen=True, slots=True)
class InstrumentItem:
    """A statement, a driver or a cell of a grid. `levels` only in a maturity check, `column` only in a grid."""

    id: str
    scale: str
    text: Label
    reverse: bool = False
    column: str = ""
    levels: tuple[Level, ...] = ()
    basis: str = ""
    mark: str = "P"


@dataclass(frozen=True, slots=True)
class Dimension:
    """What the columns of a grid are rated by, with the levels they share."""

    id: str
    name: Label
    meaning: Label
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a grid."""

    id: str
    dimension: str
    name: Label


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier of leadership, the one nearest to daily work first."""

    id: str
    name: Label


@dataclass(frozen=True, slots=True)
class Task:
    """A task of a tier's standard work; `supports` names the item it keeps alive."""

    id: str
    tier: str
    rhythm: Rhythm
    text: Label
    supports: str = ""
    basis: str = ""
    mark: str = "P"


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument with its version, and the licence and source lines that every reader sees.

    `mark` says whether a source confirms the structure (C) or it is the kit's proposal (P); the wording is always the
    kit's own. `minimum_group` is 0 when a team answers together and there is nobody to protect.
    """

    id: str
    version: str
    kind: InstrumentKind
    title: Label
    intro: Label
    licence: Label
    source: Label
    basis: str
    mark: str
    validated: bool
    minimum_group: int
    scales: tuple[Scale, ...] = ()
    items: tuple[InstrumentItem, ...] = ()
    options: tuple[Option, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    columns: tuple[Column, ...] = ()
    steps: tuple[Level, ...] = ()
    tiers: tuple[Tier, ...] = ()
    tasks: tuple[Task, ...] = ()

    def item(self, item_id: str) -> InstrumentItem | None:
        """The item with this id, or None."""
        return next((item for item in self.items if item.id == item_id), None)

    def column(self, column_id: str) -> Column | None:
        """The column with this id, or None."""
        return next((column for column in self.columns if column.id == column_id), None)


@dataclass(frozen=True, slots=True)
class ScaleProfile:
    """A scale in one set of ratings: the mean, the lowest and highest (turned) rating, and how many were rated.

    All three are None where fewer than half of the items were rated.
    """

    scale: str
    mean: float | None
    low: float | None
    high: float | None
    rated: int
    asked: int


@dataclass(frozen=True, slots=True)
class GridCell:
    """A row of a grid on one dimension: the mean over its columns, and the weakest column, which is as far as it
    reaches everywhere. Both None where fewer than half of the columns were rated."""

    row: str
    dimension: str
    mean: float | None
    weakest: float | None
    rated: int
    asked: int


@dataclass(frozen=True, slots=True)
class StepReached:
    """How far the evidence carries: `value` None when not even the first step is reached; `missing` is what the next
    step, or a step below it, still asks for. `beyond` are criteria that are met above a gap and so do not count yet."""

    value: float | None
    next: float | None
    missing: tuple[str, ...]
    beyond: tuple[str, ...]


def values_of(instrument: Instrument, item: InstrumentItem) -> tuple[float, ...]:
    """The values an item can be rated with, in rising order."""
    if item.levels:
        return tuple(level.value for level in item.levels)
    column = instrument.column(item.column)
    if column is not None:
        dimension = next(d for d in instrument.dimensions if d.id == column.dimension)
        return tuple(level.value for level in dimension.levels)
    return tuple(sorted(float(option.value) for option in instrument.options if option.value is not None))


def level_at(levels: Sequence[Level], value: float) -> Level | None:
    """The highest level that `value` has reached, or None below the first."""
    reached = [level for level in levels if level.value <= value]
    return reached[-1] if reached else None


def turned_ratings(instrument: Instrument, ratings: Ratings) -> dict[str, float]:
    """The known ratings by item, reverse items turned (min + max - x), in the instrument's order.

    Raises ValueError for an item the instrument does not have and for a value the item cannot be rated with.
    """
    unknown = sorted(ratings.keys() - {item.id for item in instrument.items})
    if unknown:
        raise ValueError(f"{instrument.id} has no item {', '.join(unknown)}")
    made = {}
    for item in instrument.items:
        rating = ratings.get(item.id)
        if rating is None:
            continue
        values = values_of(instrument, item)
        if rating not in values:
            raise ValueError(f"{item.id} is rated {rating:g}; expected one of {', '.join(f'{v:g}' for v in values)}")
        made[item.id] = float(values[0] + values[-1] - rating if item.reverse else rating)
    return made


def _mean(known: Sequence[float], asked: int) -> float | None:
    """The mean under the half rule."""
    return sum(known) / len(known) if known and 2 * len(known) >= asked else None


def profile(instrument: Instrument, ratings: Ratings) -> tuple[ScaleProfile, ...]:
    """One set of ratings as a profile over the scales, in the instrument's order.

    `ratings` by item id. Every scale weighs its items alike; no total is made of scales that mean different things.
    Raises ValueError like `turned_ratings`.
    """
    turned = turned_ratings(instrument, ratings)
    made = []
    for scale in instrument.scales:
        asked = [item.id for item in instrument.items if item.scale == scale.id]
        known = [turned[item] for item in asked if item in turned]
        mean = _mean(known, len(asked))
        low, high = (None, None) if mean is None else (min(known), max(known))
        made.append(ScaleProfile(scale.id, mean, low, high, len(known), len(asked)))
    return tuple(made)


def weakest_items(instrument: Instrument, ratings: Ratings, most: int = 3) -> tuple[str, ...]:
    """The items to talk about first: the lowest (turned) ratings, at most `most`, ties in the instrument's order.

    An item at the top of its own scale has nothing to talk about and is left out.
    """
    turned = turned_ratings(instrument, ratings)
    tops = {item.id: values_of(instrument, item)[-1] for item in instrument.items}
    open_items = [item for item, value in turned.items() if value < tops[item]]
    return tuple(sorted(open_items, key=lambda item: turned[item])[:most])


def grid(instrument: Instrument, ratings: Ratings) -> tuple[GridCell, ...]:
    """Every row on every dimension, row by row. Raises ValueError like `turned_ratings`."""
    turned = turned_ratings(instrument, ratings)
    dimension_of = {column.id: column.dimension for column in instrument.columns}
    made = []
    for row in instrument.scales:
        for dimension in instrument.dimensions:
            asked = [i.id for i in instrument.items if i.scale == row.id and dimension_of[i.column] == dimension.id]
            known = [turned[item] for item in asked if item in turned]
            mean = _mean(known, len(asked))
            weakest = None if mean is None else min(known)
            made.append(GridCell(row.id, dimension.id, mean, weakest, len(known), len(asked)))
    return tuple(made)


def step_reached(instrument: Instrument, met: Collection[str]) -> StepReached:
    """The highest step whose criteria, and those of every step below, are all in `met` (criterion ids).

    Raises ValueError for a criterion the instrument does not have.
    """
    known = {criterion.id for step in instrument.steps for criterion in step.criteria}
    unknown = sorted(set(met) - known)
    if unknown:
        raise ValueError(f"{instrument.id} has no criterion {', '.join(unknown)}")
    value: float | None = None
    for place, step in enumerate(instrument.steps):
        missing = tuple(criterion.id for criterion in step.criteria if criterion.id not in met)
        if missing:
            above = [criterion.id for later in instrument.steps[place + 1 :] for criterion in later.criteria]
            return StepReached(value, step.value, missing, tuple(one for one in above if one in met))
        value = step.value
    return StepReached(value, None, (), ())


def standard_work(instrument: Instrument, tier: str) -> dict[Rhythm, tuple[Task, ...]]:
    """The tasks of a tier by rhythm, the most often first; rhythms without a task are left out."""
    own = [task for task in instrument.tasks if task.tier == tier]
    by_rhythm = {rhythm: tuple(task for task in own if task.rhythm is rhythm) for rhythm in Rhythm}
    return {rhythm: tasks for rhythm, tasks in by_rhythm.items() if tasks}


def as_questionnaire(instrument: Instrument, groups: Sequence[RespondentGroup]) -> Questionnaire:
    """An agreement instrument as a questionnaire, so that it is scored and protected like every other one.

    All `groups` get the same wording and keep their version. Raises ValueError for another kind of instrument.
    """
    if instrument.kind is not InstrumentKind.AGREEMENT:
        raise ValueError(f"{instrument.id} is of the kind {instrument.kind}; only agreement scales are questionnaires")
    statements = tuple(Statement(i.id, i.scale, i.text, i.text, i.reverse) for i in instrument.items)
    return Questionnaire(
        id=instrument.id,
        version=instrument.version,
        title=instrument.title,
        intro=instrument.intro,
        licence=instrument.licence,
        source=instrument.source,
        minimum_group=instrument.minimum_group,
        options=instrument.options,
        groups=tuple(groups),
        scales=instrument.scales,
        statements=statements,
    )
