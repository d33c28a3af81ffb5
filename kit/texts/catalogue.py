"""The catalogues: every sentence the kit says, three languages side by side, in `tables/*.csv`."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

from kit.domain.label import LANGUAGES, Label
from kit.domain.local_words import LocalWord, Renaming
from kit.domain.network import Network
from kit.errors import KitError, Problem, Value, Where
from kit.texts.formats import Formats

_ADDRESS = re.compile(r"\$?[A-Z]{1,3}\$?\d")
# What files are told by and read back with, and problems that point at it, say the same in every network.
_NEVER_RENAMED = (
    *(f"workbook.{kind}." for kind in ("sheet", "heading", "key", "word", "alias")),
    *("problems.", "programme."),
)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Label]:
    """Every key with its three texts, from all tables. Raises ValueError when two rows share a key."""
    rows: dict[str, Label] = {}
    tables = (f for f in files("kit.texts").joinpath("tables").iterdir() if f.name.endswith(".csv"))
    for table in sorted(tables, key=lambda f: f.name):
        for row in csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"):
            if row["key"] in rows:
                raise ValueError(f"{table.name}: the key {row['key']!r} stands twice")
            rows[row["key"]] = Label(*(row[language].replace("\\n", "\n") for language in LANGUAGES))
    return MappingProxyType(rows)


class Texts:
    """All words in one language. Calling it gives a sentence; `formats` writes numbers and dates.

    `local_words` stand in the sentences and labels instead of the kit's own; what is filled into a {field} stays.
    """

    def __init__(self, language: str, local_words: tuple[LocalWord, ...] = ()) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"language is {language!r}; expected one of {', '.join(LANGUAGES)}")
        self.language = language
        self.formats = Formats(language)
        self._local = Renaming(local_words)

    def __call__(self, key: str, **values: Value) -> str:
        """The sentence for `key` with `values` in its {fields}; floats are written with the language's decimal mark
        and ISO dates the language's way (but for {found}, which shows what stands in the file).

        Raises KeyError for an unknown key (a test makes sure that every key used is there).
        """
        shown = {name: self._show(value, verbatim=name == "found") for name, value in values.items()}
        pattern = catalogue()[key].text(self.language)
        return (pattern if key.startswith(_NEVER_RENAMED) else self._local(pattern)).format(**shown)

    def counted(self, key: str, n: int, **values: Value) -> str:
        """The sentence for a number of things: `key` + ``.one`` or ``.other``, with the field {n}."""
        return self(f"{key}.{'one' if n == 1 else 'other'}", n=n, **values)

    def has(self, key: str) -> bool:
        """Whether the catalogue has `key`."""
        return key in catalogue()

    def label(self, label: Label) -> str:
        """A label in this language, with the local words."""
        return self._local(label.text(self.language))

    def verbatim(self, label: Label) -> str:
        """A label as its author wrote it: names, and statements whose wording is part of an instrument's version."""
        return label.text(self.language)

    def place(self, where: Where) -> str:
        """A place as the reader would name it: file, sheet, and the cell (C7) or key (item.P01.owners)."""
        parts = [where.file]
        if where.sheet:
            parts.append(self("problems.sheet", sheet=where.sheet))
        if where.cell:
            parts.append(self("problems.cell", cell=where.cell) if _ADDRESS.match(where.cell) else where.cell)
        return ", ".join(part for part in parts if part)

    def problem(self, problem: Problem) -> str:
        """A problem as one line: the place, then what is wrong and what to do."""
        sentence = self(problem.key, **problem.values)
        place = self.place(problem.where)
        return f"{place}: {sentence}" if place else sentence

    def error(self, error: KitError) -> str:
        """An error of the kit as one sentence."""
        return self(error.key, **error.values)

    def _show(self, value: Value, *, verbatim: bool = False) -> str:
        if isinstance(value, float):
            return self.formats.number(value)
        day = None if verbatim else _day(value)
        if day is not None:
            return self.formats.short_date(day)
        return "" if value is None else str(value)


def _day(value: Value) -> date | None:
    """The day an ISO date names, else None: a file may hold any text."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and _ISO_DAY.fullmatch(value) else None
    except ValueError:
        return None


@lru_cache(maxsize=64)
def texts(language: str, local_words: tuple[LocalWord, ...] = ()) -> Texts:
    """The texts in `language` with the local words, made once."""
    return Texts(language, local_words)


def texts_of(network: Network, language: str = "") -> Texts:
    """The texts of a network, in its own language or another; its local words belong to its own language alone."""
    wanted = language or network.language
    return texts(wanted, network.local_words if wanted == network.language else ())
