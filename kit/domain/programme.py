"""A programme: everything a network runs on, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kit.domain.checklist import Checklist
from kit.domain.drivers import DriverDiagram
from kit.domain.glossary import Glossary
from kit.domain.instruments import Instrument
from kit.domain.label import Label
from kit.domain.letters import Letter
from kit.domain.measure import Measure
from kit.domain.phases import Phase, Watch
from kit.domain.seminars.plan import SeminarPlan
from kit.domain.survey import Questionnaire

OWN_PREFIX = "own."  # begins the ids of measures that municipalities make themselves, here


@dataclass(frozen=True, slots=True)
class Area:
    """A focus area."""

    id: str
    name: Label


@dataclass(frozen=True, slots=True)
class PlannedSeminar:
    """A gathering of the programme's shape; `week` counts from the first learning seminar (negative = before)."""

    id: str
    kind: str
    name: Label
    week: int


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme. `source` says what is confirmed by whom and what is the kit's proposal; readers see it."""

    id: str
    version: str
    country: str
    language: str
    weeks: int
    name: Label
    source: Label
    roles: Mapping[str, Label]
    unit_kinds: Mapping[str, Label]
    seminars: tuple[PlannedSeminar, ...]
    checklist: Checklist
    areas: tuple[Area, ...]
    measures: tuple[Measure, ...]
    leadership: Questionnaire
    instruments: tuple[Instrument, ...] = ()
    phases: tuple[Phase, ...] = ()
    watch: Watch = field(default_factory=Watch)
    glossary: Glossary = field(default_factory=Glossary)
    drivers: tuple[DriverDiagram, ...] = ()
    letters: tuple[Letter, ...] = ()
    plans: tuple[SeminarPlan, ...] = ()

    def without_own_of_others(self, code: str) -> Programme:
        """The programme without the own measures of every municipality but this one."""
        mine = f"{OWN_PREFIX}{code}."
        kept = tuple(m for m in self.measures if not m.is_own or m.id.startswith(mine))
        return replace(self, measures=kept) if len(kept) < len(self.measures) else self

    def measure(self, measure_id: str) -> Measure | None:
        """The measure with this id, or None."""
        return next((m for m in self.measures if m.id == measure_id), None)

    def instrument(self, instrument_id: str) -> Instrument | None:
        """The instrument with this id, or None."""
        return next((one for one in self.instruments if one.id == instrument_id), None)
