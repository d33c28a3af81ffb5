"""A seat: where one phone sits in a seminar. It names a team, never a person."""

from __future__ import annotations

import json
from dataclasses import dataclass

from kit.domain.seminars.plan import OF_A_TEAM, Item

PARTICIPANT = "participant"  # who wrote, in the store: nobody in particular


@dataclass(frozen=True, slots=True)
class Seat:
    """One phone. `who` is a random key that it keeps; `unit` is empty for those who belong to no unit's team.

    `number` is that of the seminar's codes when the phone came in: a higher one calls it back.
    """

    seminar: str
    who: str
    municipality: str = ""
    unit: str = ""
    number: int = 0

    @property
    def holder(self) -> str:
        """Whose codes these are: all of a seminar are called back together."""
        return holder_of(self.seminar)

    @property
    def team(self) -> str:
        """The team at the table: the unit, else the municipality."""
        return self.unit or self.municipality

    def key(self, item: Item) -> str:
        """The key of the answer to an item: the phone's own, or the team's where a team has one answer together."""
        who = f"team-{self.team}" if item.activity in OF_A_TEAM else self.who
        return f"{self.seminar}.{item.id}.{who}"

    @property
    def text(self) -> str:
        """The seat as a cookie keeps it."""
        return json.dumps([self.seminar, self.who, self.municipality, self.unit, self.number])


def holder_of(seminar: str) -> str:
    """The holder of a seminar's codes among the numbers of the links."""
    return f"{PARTICIPANT}:{seminar}"


def seat_from(text: str) -> Seat | None:
    """The seat that `Seat.text` wrote, or None."""
    try:
        seminar, who, municipality, unit, number = json.loads(text)
    except (ValueError, TypeError):
        return None
    texts = (seminar, who, municipality, unit)
    whole = all(isinstance(one, str) for one in texts) and type(number) is int and seminar and who
    return Seat(seminar, who, municipality, unit, number) if whole else None
