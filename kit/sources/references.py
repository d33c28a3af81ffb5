"""The sources a programme leans on: what the codes in `basis` stand for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kit.errors import Problem
from kit.sources.entries import Entry, finish_all, read_entry

OWN = "P"  # in a basis: the kit's own proposal


@dataclass(frozen=True, slots=True)
class Reference:
    """A source with its address. The kit never opens it: it is for people to read."""

    id: str
    title: str
    address: str


def read_references(folder: Path, problems: list[Problem]) -> dict[str, Reference]:
    """The sources in ``sources.toml`` by code; none when the programme has no such file."""
    path = folder / "sources.toml"
    file = read_entry(path, problems) if path.is_file() else None
    if file is None:
        return {}
    entries = file.tables("source")
    made = [Reference(entry.id(), entry.text("title"), entry.text("address")) for entry in entries]
    finish_all(entries, [reference.id for reference in made])
    file.finish()
    return {reference.id: reference for reference in made}


def codes(basis: str) -> tuple[str, ...]:
    """The codes in a basis such as ``D8, P``, in order."""
    return tuple(code.strip() for code in basis.split(",") if code.strip())


def read_basis(entry: Entry, references: dict[str, Reference]) -> str:
    """The entry's basis; a code that ``sources.toml`` does not have is noted."""
    basis = entry.text("basis", "")
    unknown = [code for code in codes(basis) if code != OWN and code not in references]
    if references and unknown:
        entry.note("instruments.unknown_source", "basis", found=", ".join(unknown))
    return basis
