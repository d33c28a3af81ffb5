"""The faults of one file, gathered while it is read to the end."""

from __future__ import annotations

from pathlib import Path

from kit.domain.privacy import find_identifiers, redacted
from kit.errors import Problem, ProblemsFound, Value, Where


class Faults:
    """Notes the problems of one file; nothing is raised before everything was read."""

    def __init__(self, path: Path, language: str) -> None:
        self.file = redacted(path.name)
        self.language = language
        self.found: list[Problem] = []
        self._noted: set[tuple[object, ...]] = set()
        if find_identifiers(path.name):
            self.note("identifier_in_name")

    def note(self, key: str, sheet: str = "", cell: str = "", **values: Value) -> None:
        """Note a fault: `key` is the end of a catalogue key under ``problems``."""
        mark = (key, sheet, cell, *sorted(values.items()))
        if mark not in self._noted:  # a set: a file may have a hundred thousand faults
            self._noted.add(mark)
            self.found.append(Problem(f"problems.{key}", Where(self.file, redacted(sheet), cell), values))

    def refuse(self) -> None:
        """Raises ProblemsFound when there is any fault."""
        if self.found:
            raise ProblemsFound(tuple(self.found))
