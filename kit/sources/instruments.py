"""Reading a programme's instruments: one file each in the folder ``instruments``, which may be missing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from kit.domain.disclosure import LOWEST_MINIMUM
from kit.domain.instruments import (
    Column,
    Criterion,
    Dimension,
    Instrument,
    InstrumentItem,
    InstrumentKind,
    Level,
    Rhythm,
    Task,
    Tier,
)
from kit.errors import Problem
from kit.sources.entries import Entry, finish_all, read_entry
from kit.sources.questionnaire import read_options, read_scales
from kit.sources.references import Reference, read_basis

FOLDER = "instruments"
_MARKS = ("C", "P")
References = dict[str, Reference]


def read_instruments(folder: Path, problems: list[Problem], references: References) -> tuple[Instrument, ...]:
    """The instruments of the programme in `folder`, in the order of their file names; faults go into `problems`.

    `references` are the programme's sources by code: with any there, a basis may only name these.
    """
    made = []
    for path in sorted((folder / FOLDER).glob("*.toml")):
        file = read_entry(path, problems, folder)
        instrument = _instrument(file, path.stem, references) if file else None
        if file and instrument:
            made.append(instrument)
            file.finish()
    return tuple(made)


def _instrument(file: Entry, stem: str, references: References) -> Instrument | None:
    """The instrument, or None when it is not known how to read it: then its kind is the one fault to tell."""
    kinds = [str(one) for one in InstrumentKind]
    found = file.choice("kind", kinds)
    if found not in kinds:
        return None
    kind = InstrumentKind(found)
    parts = _PARTS[kind](file, references)
    tiers = _tiers(file) if file.has("tier") else ()
    return Instrument(
        id=_file_id(file, stem),
        version=file.text("version"),
        kind=kind,
        title=file.label("title"),
        intro=file.label("intro"),
        licence=file.label("licence"),
        source=file.label("source"),
        basis=read_basis(file, references),
        mark=file.choice("mark", _MARKS, "P"),
        validated=file.flag("validated", False),
        minimum_group=_minimum_group(file, kind),
        tiers=tiers,
        tasks=_tasks(file, tiers, [item.id for item in parts.get("items", ())], references) if tiers else (),
        **parts,
    )


def _choice(entry: Entry, name: str, options: Sequence[str]) -> str:
    found = entry.choice(name, options)
    return found if found in options else options[0]


def _file_id(file: Entry, stem: str) -> str:
    name = file.id()
    if name and name != stem:
        file.note("instruments.file_name", "id", found=name, expected=f"{name}.toml")
    return name


def _minimum_group(file: Entry, kind: InstrumentKind) -> int:
    """Statements are answered by people one by one; the other kinds by a team together unless the file says more."""
    if kind is InstrumentKind.AGREEMENT or file.has("minimum_group"):
        return file.whole("minimum_group", least=LOWEST_MINIMUM)
    return 0


def _agreement(file: Entry, references: References) -> dict[str, Any]:
    scales, options = read_scales(file), read_options(file)
    items = _items(file, [scale.id for scale in scales], references, statement=True)
    _no_empty_scale(file, [scale.id for scale in scales], items)
    return {"scales": scales, "options": options, "items": items}


def _maturity(file: Entry, references: References) -> dict[str, Any]:
    scales = read_scales(file)
    items = _items(file, [scale.id for scale in scales], references, levels=True)
    _no_empty_scale(file, [scale.id for scale in scales], items)
    by_values = {tuple(level.value for level in item.levels) for item in items}
    if len(by_values) > 1:
        file.note("instruments.levels_differ", "item")
    return {"scales": scales, "items": items}


def _grid(file: Entry, references: References) -> dict[str, Any]:
    scales, dimensions = read_scales(file), _dimensions(file)
    columns = _columns(file, [dimension.id for dimension in dimensions])
    column_ids = [column.id for column in columns]
    items = _items(file, [scale.id for scale in scales], references, columns=column_ids)
    cells = [(item.scale, item.column) for item in items]
    for row in scales:
        for column in column_ids:
            if cells.count((row.id, column)) != 1:
                found = cells.count((row.id, column))
                file.note("instruments.cell", "item", row=row.id, column=column, found=found)
    return {"scales": scales, "dimensions": dimensions, "columns": columns, "items": items}


def _steps(file: Entry, references: References) -> dict[str, Any]:
    del references
    return {"steps": _levels(file, "step", criteria=True)}


_PARTS = {
    InstrumentKind.AGREEMENT: _agreement,
    InstrumentKind.MATURITY: _maturity,
    InstrumentKind.GRID: _grid,
    InstrumentKind.STEPS: _steps,
}


def _items(
    file: Entry,
    scales: Collection[str],
    references: References,
    *,
    statement: bool = False,
    levels: bool = False,
    columns: Collection[str] = (),
) -> tuple[InstrumentItem, ...]:
    entries = file.tables("item")
    items = tuple(
        InstrumentItem(
            id=entry.id(),
            scale=entry.choice("scale", scales),
            text=entry.label("text"),
            reverse=entry.flag("reverse", False) if statement else False,
            column=entry.choice("column", columns) if columns else "",
            levels=_levels(entry, "level") if levels else (),
            basis=read_basis(entry, references),
            mark=entry.choice("mark", _MARKS, "P"),
        )
        for entry in entries
    )
    finish_all(entries, [item.id for item in items])
    return items


def _no_empty_scale(file: Entry, scales: Collection[str], items: Collection[InstrumentItem]) -> None:
    used = {item.scale for item in items}
    for scale in scales:
        if scale and scale not in used:
            file.note("instruments.empty_scale", f"scale.{scale}", found=scale)


def _levels(entry: Entry, name: str, *, criteria: bool = False) -> tuple[Level, ...]:
    entries = entry.tables(name, key="value")
    levels = tuple(
        Level(
            one.number("value"),
            one.label("name"),
            one.label("text"),
            _criteria(one) if criteria else (),
            one.choice("mark", _MARKS, "P"),
        )
        for one in entries
    )
    values = [level.value for level in levels]
    if entries and (len(values) < 2 or values != sorted(set(values))):
        entry.note("instruments.not_rising", name)
    every = [criterion.id for level in levels for criterion in level.criteria]
    for double in sorted({one for one in every if one and every.count(one) > 1}):
        entry.note("duplicate", f"{name}.criterion", found=double)
    for one in entries:
        one.finish()
    return levels


def _criteria(step: Entry) -> tuple[Criterion, ...]:
    entries = step.tables("criterion")
    criteria = tuple(Criterion(entry.id(), entry.label("text")) for entry in entries)
    for entry in entries:
        entry.finish()
    return criteria


def _dimensions(file: Entry) -> tuple[Dimension, ...]:
    entries = file.tables("dimension")
    dimensions = tuple(
        Dimension(entry.id(), entry.label("name"), entry.label("meaning"), _levels(entry, "level")) for entry in entries
    )
    finish_all(entries, [dimension.id for dimension in dimensions])
    return dimensions


def _columns(file: Entry, dimensions: Collection[str]) -> tuple[Column, ...]:
    entries = file.tables("column")
    columns = tuple(Column(entry.id(), entry.choice("dimension", dimensions), entry.label("name")) for entry in entries)
    finish_all(entries, [column.id for column in columns])
    return columns


def _tiers(file: Entry) -> tuple[Tier, ...]:
    entries = file.tables("tier")
    tiers = tuple(Tier(entry.id(), entry.label("name")) for entry in entries)
    finish_all(entries, [tier.id for tier in tiers])
    return tiers


def _tasks(file: Entry, tiers: Collection[Tier], items: Collection[str], references: References) -> tuple[Task, ...]:
    entries = file.tables("task")
    tasks = tuple(
        Task(
            id=entry.id(),
            tier=entry.choice("tier", [tier.id for tier in tiers]),
            rhythm=Rhythm(_choice(entry, "rhythm", [str(one) for one in Rhythm])),
            text=entry.label("text"),
            supports=entry.choice("supports", items, ""),
            basis=read_basis(entry, references),
            mark=entry.choice("mark", _MARKS, "P"),
        )
        for entry in entries
    )
    finish_all(entries, [task.id for task in tasks])
    return tasks
