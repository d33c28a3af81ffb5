"""Driver diagrams: from an aim, by what drives it, to changes that a team can test."""

from __future__ import annotations

from dataclasses import dataclass

from kit.domain.label import Label


@dataclass(frozen=True, slots=True)
class SecondaryDriver:
    """What has to happen for its primary driver to move; `measures` are ids that show it, `ideas` changes to test."""

    id: str
    name: Label
    ideas: tuple[Label, ...]
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrimaryDriver:
    """One of the few things that the aim hangs on."""

    id: str
    name: Label
    secondary: tuple[SecondaryDriver, ...]


@dataclass(frozen=True, slots=True)
class BundleHeading:
    """One part of the bundle of a focus area. `mark` C: a source names this part, never its clinical content."""

    text: Label
    basis: str = ""
    mark: str = "P"


@dataclass(frozen=True, slots=True)
class DriverDiagram:
    """The diagram of one focus area, with the headings of its bundle.

    `mark` is about the aim; drivers and ideas are always the kit's proposals.
    """

    area: str
    aim: Label
    primary: tuple[PrimaryDriver, ...]
    basis: str = ""
    mark: str = "P"
    bundle: tuple[BundleHeading, ...] = ()
