"""What network.xlsx holds."""

from __future__ import annotations

from dataclasses import dataclass

from kit.domain.network import MeasureInUse, Municipality, Network, Person, Seminar, Unit


@dataclass(frozen=True, slots=True)
class NetworkFile:
    """Who is in the network and what they follow, in the order of the file."""

    network: Network
    municipalities: tuple[Municipality, ...]
    units: tuple[Unit, ...]
    people: tuple[Person, ...] = ()
    seminars: tuple[Seminar, ...] = ()
    in_use: tuple[MeasureInUse, ...] = ()

    def municipality(self, code: str) -> Municipality | None:
        """The municipality with this code, or None."""
        return next((one for one in self.municipalities if one.code == code), None)

    def unit(self, unit_id: str) -> Unit | None:
        """The unit with this id, or None."""
        return next((one for one in self.units if one.id == unit_id), None)

    def units_of(self, code: str) -> tuple[Unit, ...]:
        """The units of a municipality, in the order of the file."""
        return tuple(unit for unit in self.units if unit.municipality == code)

    def follows(self, unit: Unit, measure_id: str) -> bool:
        """Whether the unit follows the measure."""
        return any(line.measure == measure_id and line.covers(unit) for line in self.in_use)
