"""A network and who is in it. Codes are text: a leading zero is part of the code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kit.domain.local_words import LocalWord

WAVES = ("new", "pilot")
SEMINAR_KINDS = ("information", "preparation", "learning", "guidance", "final", "other")


class Status(StrEnum):
    """Whether a municipality still takes part."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Network:
    """One run of a programme. `first_seminar` is the day of the first learning seminar, from which due weeks count.

    `local_words` are the network's own words, in its language.
    """

    id: str
    name: str
    programme: str
    language: str
    first_seminar: date
    contact: str = ""
    local_words: tuple[LocalWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality in the network. A withdrawn one keeps its date and reason, so that denominators stay right."""

    code: str
    name: str
    wave: str = "new"  # one of `WAVES`
    status: Status = Status.ACTIVE
    withdrawn_on: date | None = None
    withdrawn_reason: str = ""

    @property
    def active(self) -> bool:
        """Whether the municipality still takes part."""
        return self.status is Status.ACTIVE


def folder_name(code: str) -> str:
    """A municipality's code as the name of the folder of its reports."""
    return re.sub(r"[^0-9A-Za-z_-]", "_", code) or "_"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of a municipality; `kind` is an id such as ``nursing_home`` or ``home_care``."""

    id: str
    municipality: str
    name: str
    kind: str
    places: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff with a role in the network (never a citizen or patient). `unit` is empty at municipal level."""

    municipality: str
    unit: str
    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Seminar:
    """A dated gathering; `kind` is one of `SEMINAR_KINDS`."""

    id: str
    kind: str
    name: str
    on: date


@dataclass(frozen=True, slots=True)
class MeasureInUse:
    """Who follows a measure and how. Empty `municipality` or `unit` means all of them.

    `baseline` is the number of first points that freeze the median (0 = no freeze). `break_on` marks the first day of
    a new definition or reporting rule, with its reason: points before and after are never judged together.
    """

    measure: str
    municipality: str = ""
    unit: str = ""
    baseline: int = 0
    break_on: date | None = None
    break_reason: str = ""
    chosen: bool = False  # by the municipality on its page, and not in the network file

    def covers(self, unit: Unit) -> bool:
        """Whether `unit` is among those who follow the measure."""
        return self.municipality in ("", unit.municipality) and self.unit in ("", unit.id)
