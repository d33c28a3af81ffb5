"""What stood in a place when somebody began to write over it: how two people editing the same thing find out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page showed. `said` is what the store would say of it: (status, owner, note) of a checklist item,
    (numerator, denominator, note) of a point, (count, None, note) of an event's day, the content of an entry. None
    where nothing stood."""

    said: tuple[object, ...] | str | None
