"""Letters, forms and reports as texts with fields: what a municipality sends and fills in along the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from string import Formatter

from kit.domain.label import Label

FIELDS = (
    *("municipality", "network", "programme", "weeks", "units", "areas", "first_seminar"),
    *("sponsor", "project_leader", "contact", "readiness", "today"),
)


@dataclass(frozen=True, slots=True)
class Letter:
    """One text. `item` is the checklist item it helps to close, empty when there is none.

    In `text` a line that begins with ``## `` is a heading, one that begins with ``- `` a point of a list, and an empty
    line parts paragraphs; {fields} are names of `FIELDS`.
    """

    id: str
    name: Label
    text: Label
    item: str = ""
    basis: str = ""
    mark: str = "P"


def fields_of(text: str) -> frozenset[str]:
    """The names in braces. Raises ValueError when a brace stands alone or a field holds more than a name."""
    found = set()
    for _, name, form, conversion in Formatter().parse(text):
        if name is not None:
            if form or conversion:
                raise ValueError(f"the field {name!r} holds more than a name")
            found.add(name)
    return frozenset(found)


def blocks(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A letter's text in order, as (what it is, its lines): heading, list or paragraph."""
    for empty, lines in groupby(text.strip().split("\n"), key=lambda line: not line.strip()):
        if not empty:
            for mark, group in groupby(lines, key=_mark):
                yield _BLOCKS[mark], tuple(line[len(mark) :].strip() for line in group)


def plain(title: str, text: str) -> str:
    """A letter as plain text: title and headings in capitals."""
    lines = [line.removeprefix("## ").upper() if line.startswith("## ") else line for line in text.strip().split("\n")]
    return "\n".join([title.upper(), "", *lines, ""])


_BLOCKS = {"## ": "heading", "- ": "list", "": "paragraph"}


def _mark(line: str) -> str:
    return next((mark for mark in ("## ", "- ") if line.startswith(mark)), "")
