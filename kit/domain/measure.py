"""Measures: what is counted, how it becomes a value, and which way is better."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kit.domain.label import Label
from kit.domain.period import step_of


class MeasureKind(StrEnum):
    """What the measure says something about."""

    OUTCOME = "outcome"
    PROCESS = "process"
    BALANCING = "balancing"


class ValueKind(StrEnum):
    """How numbers become the plotted value."""

    PERCENT = "percent"  # numerator of denominator, numerator <= denominator
    RATE = "rate"  # numerator per `per` of the denominator; may exceed it
    COUNT = "count"  # numerator alone
    MEAN = "mean"  # numerator (a sum) divided by denominator
    DAYS_BETWEEN = "days_between"  # event dates; the value is days since the previous event

    @property
    def needs_denominator(self) -> bool:
        """Whether a point must have a denominator."""
        return self in (ValueKind.PERCENT, ValueKind.RATE, ValueKind.MEAN)


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class GoalKind(StrEnum):
    """How a goal is stated."""

    VALUE = "value"  # reach this value, in the measure's own unit (95 = 95 %)
    CHANGE = "change"  # change from the baseline median by this many percent (-75)
    BASELINE = "baseline"  # not worse than the baseline, within this many percent
    WATCH = "watch"  # follow it; no goal


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal: `value` in the unit that `kind` says."""

    kind: GoalKind
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure with its operational definition. `mark` is the evidence mark: C confirmed, P the kit's proposal, O a
    municipality's own."""

    id: str
    area: str
    kind: MeasureKind
    name: Label
    numerator: Label
    denominator: Label | None
    value: ValueKind
    per: int
    frequency: str  # one of `kit.domain.period.FREQUENCIES`
    direction: Direction
    goal: Goal
    exclusions: Label | None = None
    sample: Label | None = None
    settings: tuple[str, ...] = ()
    basis: str = ""
    mark: str = "P"

    @property
    def needs_denominator(self) -> bool:
        """Whether a point of this measure must have a denominator."""
        return self.value.needs_denominator

    @property
    def is_own(self) -> bool:
        """Whether a municipality has made it itself."""
        return self.mark == "O"

    @property
    def step(self) -> int:
        """Months from one period to the next, or one of the shorter steps of `kit.domain.period`."""
        return step_of(self.frequency)

    @property
    def from_events(self) -> bool:
        """Whether the measure is followed by event dates, not by numbers per period."""
        return self.value is ValueKind.DAYS_BETWEEN

    @property
    def multiply(self) -> float:
        """What numerator/denominator is multiplied by: 100 for percent, `per` for rates, else 1."""
        if self.value is ValueKind.PERCENT:
            return 100.0
        return float(self.per) if self.value is ValueKind.RATE else 1.0
