"""The plain values that go into the store and come out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from kit.domain.series import Series


@dataclass(frozen=True, slots=True)
class Incoming:
    """What one file says: `digest` names its exact bytes."""

    file: str
    digest: str
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class ImportReceipt:
    """What an import did, counted in points and event days.

    `kept` were left alone because somebody has corrected them by hand since, and the file says nothing it did not say
    before. `already`: exactly this file was the last one imported under its name, so nothing was looked at.
    """

    new: int = 0
    corrected: int = 0
    unchanged: int = 0
    already: bool = False
    kept: int = 0


class Correction(NamedTuple):
    """One row of a point's history; `numerator` None means that the month was taken back."""

    at: datetime
    by: str
    numerator: float | None
    denominator: float | None
    note: str


class PastImport(NamedTuple):
    """One import that was made."""

    file: str
    digest: str
    by: str
    at: datetime


def stamp(at: datetime) -> str:
    """A moment as the store keeps it: ISO text in UTC. Raises ValueError for a time without a time zone."""
    if at.tzinfo is None:
        raise ValueError(f"the time {at.isoformat()} has no time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """The moment that `stamp` wrote, in UTC."""
    return datetime.fromisoformat(text)
