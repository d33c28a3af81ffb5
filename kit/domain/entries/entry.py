"""An entry: what somebody wrote about their own work, kept by kind, place and key. The newest counts; history stays."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from kit.domain.entries.fields import from_plain, to_plain

T = TypeVar("T")


class Level(StrEnum):
    """Where a kind of entry belongs."""

    NETWORK = "network"
    MUNICIPALITY = "municipality"
    UNIT = "unit"
    EITHER = "either"  # a unit's, or the municipality's where `unit` is empty


class Writers(StrEnum):
    """Who may write a kind of entry."""

    TEAM = "team"  # the unit's team, the municipality's lead, a facilitator
    LEAD = "lead"  # the municipality's lead, a facilitator
    FACILITATOR = "facilitator"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry. `id` names it in the store for good; `body` is the class of its values."""

    id: str
    body: type
    level: Level
    writers: Writers


@dataclass(frozen=True, slots=True)
class Record:
    """An entry as it is stored and handed over: `content` is JSON text, None when it was taken back.

    `unit` is empty at the municipal level, `municipality` at that of the network. `at` is in UTC, `by` a
    `kit.domain.access.Visitor.id`.
    """

    kind: str
    municipality: str
    unit: str
    key: str
    content: str | None
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """An entry with its value read."""

    municipality: str
    unit: str
    key: str
    value: T
    at: datetime
    by: str


def written(value: Any) -> str:
    """The content of a record: the same value gives the same text."""
    return json.dumps(to_plain(value), ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":"))


def read(kind: Kind, content: str) -> Any:
    """The value that `written` wrote. Raises TypeError or ValueError when it is not one of `kind`."""
    found = json.loads(content)
    if not isinstance(found, dict):
        raise ValueError(f"an entry of the kind {kind.id} is {type(found).__name__}; expected an object")
    return from_plain(kind.body, found)


def entries(
    records: Iterable[Record], kind: Kind, municipality: str | None = None, unit: str | None = None
) -> tuple[Entry[Any], ...]:
    """The entries of a kind that count now, in the order in which they were first written down.

    `municipality` and `unit` narrow them; None takes all. What was taken back, or cannot be read, is left out.
    """
    found: list[Entry[Any]] = []
    for record in records:
        mine = municipality in (None, record.municipality) and unit in (None, record.unit)
        if record.kind == kind.id and mine and record.content is not None:
            try:
                value = read(kind, record.content)
            except (TypeError, ValueError):
                continue
            found.append(Entry(record.municipality, record.unit, record.key, value, record.at, record.by))
    return tuple(found)
