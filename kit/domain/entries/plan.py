"""What a unit measures, and how it collects its data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kit.domain.entries.entry import Kind, Level, Writers
from kit.domain.entries.fields import choice, day, line, number, text, whole
from kit.domain.measure import ValueKind

VALUES = tuple(map(str, ValueKind))
MOST_BASELINE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionPlan:
    """Who collects a measure's data, from where, when, from which day on."""

    measure: str = choice(required=True)
    who: str = choice(required=True)
    source: str = line(required=True)
    when: str = line()
    since: date | None = day(future=True)
    quality: str = text(most=500)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChoice:
    """A measure of the catalogue that a unit follows, or all units of a municipality; `baseline` first points freeze
    the median (0 = no freeze)."""

    measure: str = choice(required=True)
    baseline: int | None = whole(0, MOST_BASELINE)
    since: date | None = day(future=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMeasure:
    """A measure of the municipality's own. `goal` in its own unit; none means that it is only followed."""

    name: str = line(required=True, most=120)
    area: str = choice(required=True)
    kind: str = choice("outcome", "process", "balancing", required=True)
    value: str = choice(*VALUES, required=True)
    numerator: str = line(required=True)
    denominator: str = line()
    per: int | None = whole(1, 1_000_000)
    frequency: str = choice("month", "week", "half_month", "quarter", "half_year", required=True)
    direction: str = choice("up", "down", required=True)
    goal: float | None = number()
    baseline: int | None = whole(0, MOST_BASELINE)
    quality: str = text(most=500)

    @property
    def lacks(self) -> str:
        """The field that this value cannot do without and that is empty: the denominator of a share; else nothing."""
        return "denominator" if ValueKind(self.value).needs_denominator and not self.denominator else ""


COLLECTION_PLAN = Kind("collection_plan", CollectionPlan, Level.UNIT, Writers.TEAM)
MEASURE_CHOICE = Kind("measure_choice", MeasureChoice, Level.EITHER, Writers.LEAD)
OWN_MEASURE = Kind("own_measure", OwnMeasure, Level.EITHER, Writers.LEAD)
KINDS = (COLLECTION_PLAN, MEASURE_CHOICE, OWN_MEASURE)
