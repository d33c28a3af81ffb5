"""The phases of a programme: what happens, who acts, and how one knows that a phase is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kit.domain.label import Label


class Span(StrEnum):
    """How a phase lies in time."""

    STRETCH = "stretch"  # from one moment to another
    GATHERING = "gathering"  # every seminar of one kind
    BETWEEN = "between"  # the weeks between one learning seminar and the next
    MONTHLY = "monthly"  # one day in every month


@dataclass(frozen=True, slots=True)
class Moment:
    """A day `week` weeks after a seminar of the programme (negative = before), the first one when none is named."""

    week: int
    seminar: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase. `actors` are role ids, the first one answers for it; `exit` is the test that ends the phase.

    `start` and `end` are for a stretch and for monthly days; a gathering uses `start` when the network has no seminar
    of the kind `gathering`. `days` says how many days the seminar with that id lasts, one when it is not named. `day`
    is the day of the month. `mark` is C when a source confirms the phase (never the wording), P for a proposal.
    """

    id: str
    name: Label
    length: Label
    task: Label
    exit: Label
    actors: tuple[str, ...]
    span: Span
    start: Moment | None = None
    end: Moment | None = None
    gathering: str = ""
    days: Mapping[str, int] = field(default_factory=dict)
    day: int = 0
    basis: str = ""
    mark: str = "P"


@dataclass(frozen=True, slots=True)
class Watch:
    """What warnings and letters look at: checklist items by warning id, and role ids by their part in the work."""

    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
