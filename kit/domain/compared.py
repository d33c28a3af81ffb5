"""Many measurements beside what is stored: what saving them would change, and what is in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from kit.errors import Problem

Said = tuple[float | None, float | None, str]  # numerator or count, denominator, note


class Compared(NamedTuple):
    """What stands for a unit, measure and day (the period's first, or the event's), and what would stand.

    (numerator, denominator, note) of a point, (count, None, note) of a day; `before` is None where nothing stands.
    """

    unit: str
    measure: str
    day: str
    before: Said | None
    after: Said

    @property
    def verdict(self) -> str:
        """new, corrected or unchanged."""
        if self.before is None:
            return "new"
        return "unchanged" if self.before == self.after else "corrected"


@dataclass(frozen=True, slots=True)
class Preview:
    """What saving would change, and every fault; with a fault nothing is saved."""

    changes: tuple[Compared, ...] = ()
    problems: tuple[Problem, ...] = ()

    def count(self, verdict: str) -> int:
        """How many changes are new, corrected or unchanged."""
        return sum(change.verdict == verdict for change in self.changes)

    @property
    def ready(self) -> bool:
        """Whether there is something to save and nothing in its way."""
        return not self.problems and any(change.verdict != "unchanged" for change in self.changes)
