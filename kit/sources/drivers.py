"""Reading a programme's drivers.toml: one driver diagram for every focus area."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kit.domain.drivers import BundleHeading, DriverDiagram, PrimaryDriver, SecondaryDriver
from kit.domain.label import LANGUAGES, Label
from kit.sources.entries import Entry, finish_all
from kit.sources.phases import MARKS
from kit.sources.references import Reference, read_basis


@dataclass(frozen=True, slots=True)
class Known:
    """What a diagram may speak of."""

    areas: Collection[str]
    measures: Collection[str]
    references: dict[str, Reference]


def read_drivers(file: Entry, known: Known) -> tuple[DriverDiagram, ...]:
    """The diagrams of the file, in its order; faults are noted, among them an area with two diagrams."""
    entries = file.tables("diagram", key="area")
    diagrams = tuple(_diagram(entry, known) for entry in entries)
    areas = [diagram.area for diagram in diagrams]
    for number, (entry, area) in enumerate(zip(entries, areas, strict=True)):
        if area in areas[:number]:
            entry.note("duplicate", "area", found=area)
        entry.finish()
    return diagrams


def _diagram(entry: Entry, known: Known) -> DriverDiagram:
    inner = entry.tables("primary")
    primary = tuple(PrimaryDriver(one.id(), one.label("name"), _secondary(one, known)) for one in inner)
    finish_all(inner, [driver.id for driver in primary])
    return DriverDiagram(
        area=entry.choice("area", known.areas),
        aim=entry.label("aim"),
        primary=primary,
        basis=read_basis(entry, known.references),
        mark=entry.choice("mark", MARKS, "P"),
        bundle=_bundle(entry, known) if entry.has("bundle") else (),
    )


def _bundle(entry: Entry, known: Known) -> tuple[BundleHeading, ...]:
    inner = entry.tables("bundle")
    headings = tuple(
        BundleHeading(one.label("text"), read_basis(one, known.references), one.choice("mark", MARKS, "P"))
        for one in inner
    )
    for one in inner:
        one.finish()
    return headings


def _secondary(entry: Entry, known: Known) -> tuple[SecondaryDriver, ...]:
    inner = entry.tables("secondary")
    drivers = tuple(
        SecondaryDriver(one.id(), one.label("name"), _ideas(one), one.choices("measures", known.measures, ()))
        for one in inner
    )
    finish_all(inner, [driver.id for driver in drivers])
    return drivers


def _ideas(entry: Entry) -> tuple[Label, ...]:
    inner = entry.tables("idea")
    ideas = tuple(Label(*(one.text(language) for language in LANGUAGES)) for one in inner)
    for one in inner:
        one.finish()
    return ideas
