"""Who may come in: the network's name, language and municipalities, as the network file says them now."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

from kit.actions.folder import NetworkFolder
from kit.actions.structure import read_structure
from kit.domain.access import Role, Visitor
from kit.domain.network import Municipality, Network, Unit
from kit.errors import KitError

AGAIN_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Roster:
    """The part of the network file that signing in needs."""

    network: Network
    municipalities: tuple[Municipality, ...]
    units: tuple[Unit, ...] = ()

    def municipality(self, code: str) -> Municipality | None:
        """The municipality with this code, or None."""
        return next((m for m in self.municipalities if m.code == code), None)

    def unit(self, visitor: Visitor) -> Unit | None:
        """The unit of a unit's team, or None."""
        mine = (u for u in self.units if u.id == visitor.unit and u.municipality == visitor.municipality)
        return next(mine, None)

    def knows(self, visitor: Visitor) -> bool:
        """Whether the visitor still belongs here: a municipality or unit taken out of the network file does not."""
        if visitor.role is Role.UNIT:
            return self.unit(visitor) is not None
        return visitor.role is Role.FACILITATOR or self.municipality(visitor.municipality) is not None


def read_roster(folder: NetworkFolder) -> Roster:
    """The roster in a folder's network file. Raises ProblemsFound with everything that is wrong in it."""
    content, _ = read_structure(folder)
    return Roster(content.network, tuple(content.municipalities), tuple(content.units))


class LiveRoster:
    """The roster, read again when the facilitator has saved the network file.

    A file that is faulty or half written changes nothing: the last good roster stays until the file is good again.
    """

    def __init__(self, folder: NetworkFolder, clock: Callable[[], float] = monotonic) -> None:
        self._folder, self._clock = folder, clock
        self._failed = (0, 0.0)
        self._stamp = folder.network_file.stat().st_mtime_ns
        self._roster = read_roster(folder)

    def now(self) -> Roster:
        """The roster as of this moment."""
        with suppress(KitError, OSError):
            self._look(self._folder.network_file.stat().st_mtime_ns)
        return self._roster

    def _look(self, stamp: int) -> None:
        """Read a file that has changed. One that could not be read is read again after a while, changed or not: Excel
        or OneDrive may have held it."""
        failed, at = self._failed
        if stamp == self._stamp or (stamp == failed and self._clock() - at < AGAIN_SECONDS):
            return
        self._failed = (stamp, self._clock())
        self._roster = read_roster(self._folder)
        self._stamp = stamp
