"""The files a programme may leave out: phases.toml, glossary.csv, drivers.toml, letters/ and seminars/."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kit.domain.programme import Programme
from kit.errors import Problem, Where
from kit.sources.drivers import Known, read_drivers
from kit.sources.entries import Entry, read_entry
from kit.sources.glossary import read_glossary
from kit.sources.letters import read_letters
from kit.sources.phases import read_phases, read_watch
from kit.sources.references import Reference
from kit.sources.seminars import read_plans


def with_parts(
    programme: Programme, folder: Path, references: dict[str, Reference], problems: list[Problem]
) -> Programme:
    """`programme` with what its further files hold; what is wrong in them is added to `problems`."""
    phases = _optional(folder / "phases.toml", problems)
    drivers = _optional(folder / "drivers.toml", problems)
    known = Known([area.id for area in programme.areas], [one.id for one in programme.measures], references)
    items = [item.id for item in programme.checklist.items]
    seminars = {seminar.id: seminar.week for seminar in programme.seminars}
    whole = replace(
        programme,
        phases=read_phases(phases, programme.roles, seminars, references),
        watch=read_watch(phases, items, programme.roles),
        glossary=read_glossary(folder / "glossary.csv", problems),
        drivers=read_drivers(drivers, known),
        letters=read_letters(folder, items, references, problems),
        plans=read_plans(folder, problems),
    )
    for file in (phases, drivers):
        file.finish()
    return whole


def _optional(path: Path, problems: list[Problem]) -> Entry:
    """The file as one entry, or an empty one whose holes nobody hears of."""
    file = read_entry(path, problems) if path.is_file() else None
    return file or Entry({}, Where(), [])
