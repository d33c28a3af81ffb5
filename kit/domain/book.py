"""The Book: everything known about one network at one moment. Everything else is a pure function of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from kit.domain.changes import Change
from kit.domain.checklist import ItemState, Readiness, readiness
from kit.domain.entries.entry import Entry, Kind, Record, entries
from kit.domain.measure import Measure
from kit.domain.network import MeasureInUse, Municipality, Network, Person, Seminar, Unit
from kit.domain.programme import Programme
from kit.domain.series import Series
from kit.domain.survey import Answer


@dataclass(frozen=True, slots=True)
class Book:
    """One network at `as_of`.

    `series` is keyed by (unit id, measure id); `checklist` by municipality code, then item id. `lately` is what was
    said in the last week, `decided` everything that was ever said about charts, the oldest first.
    """

    network: Network
    programme: Programme
    as_of: date
    municipalities: tuple[Municipality, ...]
    units: tuple[Unit, ...]
    people: tuple[Person, ...] = ()
    seminars: tuple[Seminar, ...] = ()
    in_use: tuple[MeasureInUse, ...] = ()
    series: Mapping[tuple[str, str], Series] = field(default_factory=dict)
    checklist: Mapping[str, Mapping[str, ItemState]] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    records: tuple[Record, ...] = ()
    lately: tuple[Change, ...] = ()
    decided: tuple[Record, ...] = ()

    def municipality(self, code: str) -> Municipality | None:
        """The municipality with this code, or None."""
        return next((m for m in self.municipalities if m.code == code), None)

    def unit(self, unit_id: str) -> Unit | None:
        """The unit with this id, or None."""
        return next((u for u in self.units if u.id == unit_id), None)

    def units_of(self, code: str) -> tuple[Unit, ...]:
        """The units of a municipality, in the order of the network file."""
        return tuple(unit for unit in self.units if unit.municipality == code)

    def use_of(self, unit: Unit, measure_id: str) -> MeasureInUse | None:
        """How `unit` follows the measure: the most specific line of the network file, or None when it does not."""
        lines = [line for line in self.in_use if line.measure == measure_id and line.covers(unit)]
        return max(lines, key=lambda line: (bool(line.unit), bool(line.municipality)), default=None)

    def measures_of(self, unit: Unit) -> tuple[Measure, ...]:
        """The measures `unit` follows, in the programme's order."""
        return tuple(m for m in self.programme.measures if self.use_of(unit, m.id))

    def series_of(self, unit_id: str, measure_id: str) -> Series:
        """What was measured; an empty series where nothing was."""
        return self.series.get((unit_id, measure_id)) or Series(unit_id, measure_id)

    def readiness(self, code: str) -> Readiness:
        """How ready the municipality is."""
        states = self.checklist.get(code, {})
        return readiness(self.programme.checklist, states, self.network.first_seminar, self.as_of)

    def entries(self, kind: Kind, municipality: str | None = None, unit: str | None = None) -> tuple[Entry[Any], ...]:
        """The entries of a kind that count now, of a municipality and a unit where given, the oldest first."""
        return entries(self.records, kind, municipality, unit)

    def only(self, code: str) -> Book:
        """A Book with this municipality's own rows and nothing of any other's."""
        units = self.units_of(code)
        ids = {unit.id for unit in units}
        return replace(
            self,
            programme=self.programme.without_own_of_others(code),
            municipalities=tuple(m for m in self.municipalities if m.code == code),
            units=units,
            people=tuple(p for p in self.people if p.municipality == code),
            in_use=tuple(line for line in self.in_use if line.municipality in ("", code)),
            series={key: series for key, series in self.series.items() if key[0] in ids},
            checklist={code: self.checklist[code]} if code in self.checklist else {},
            answers=tuple(a for a in self.answers if a.municipality == code),
            records=tuple(r for r in self.records if r.municipality in ("", code)),
            lately=tuple(change for change in self.lately if change.municipality == code),
            decided=tuple(r for r in self.decided if r.municipality == code),
        )
