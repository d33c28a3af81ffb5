"""Reading a TOML table key by key, noting every fault with its place instead of stopping at the first."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kit.domain.label import LANGUAGES, Label
from kit.domain.privacy import find_identifiers, redacted
from kit.errors import Problem, Value, Where

NOTHING = Label("", "", "")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_REQUIRED: Any = object()
_LONGEST_SHOWN = 60


class Entry:
    """One table of a file. A faulty key is noted in `problems` and read as something empty of the right kind."""

    def __init__(self, values: Mapping[str, Any], where: Where, problems: list[Problem]) -> None:
        self._values = values
        self._where = where
        self._problems = problems
        self._asked: set[str] = set()

    def note(self, key: str, name: str, **values: Value) -> None:
        """Note a fault of the key `name`; `key` is a sentence of the table ``programme`` unless it names another."""
        cell = ".".join(part for part in (self._where.cell, name) if part)
        full = key if "." in key else f"programme.{key}"
        told = {fact: redacted(value) if isinstance(value, str) else value for fact, value in values.items()}
        self._problems.append(Problem(full, Where(self._where.file, cell=redacted(cell)), told))

    def note_identifiers(self) -> None:
        """Note every text and key that holds a CPR number or fødselsnummer, never the number."""
        for name in _names_with_identifiers(self._values):
            self.note("problems.identifier", name)

    def _get(self, name: str, kind: type | tuple[type, ...], fault: str, default: Any) -> Any:
        self._asked.add(name)
        if name not in self._values:
            if default is _REQUIRED:
                self.note("missing", name, expected=name)
            return None if default is _REQUIRED else default
        value = self._values[name]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.note(fault, name, found=shown(value))
            return None
        return value

    def has(self, name: str) -> bool:
        """Whether the key is there."""
        return name in self._values

    def text(self, name: str, default: str = _REQUIRED) -> str:
        """A text that is not empty (unless the default is taken)."""
        value = self._get(name, str, "not_text", default)
        if isinstance(value, str) and not value.strip() and default is _REQUIRED:
            self.note("missing", name, expected=name)
        return str(value or "")

    def id(self, name: str = "id") -> str:
        """An id: letters, digits, point, hyphen and underscore."""
        value = self.text(name)
        if value and not _ID.fullmatch(value):
            self.note("not_id", name, found=shown(value))
        return value

    def choice(self, name: str, options: Collection[str], default: str = _REQUIRED) -> str:
        """One of `options`; with none known (their own file is at fault) nothing is held against it."""
        value = self.text(name, default)
        if value and options and value not in options:
            self.note("not_choice", name, found=shown(value), expected=", ".join(options))
        return value

    def choices(self, name: str, options: Collection[str], default: tuple[str, ...] = _REQUIRED) -> tuple[str, ...]:
        """A list of ids, each one of `options`."""
        values = self._get(name, (list, tuple), "not_list", default) or ()
        for value in values:
            if not isinstance(value, str) or (options and value not in options):
                self.note("not_choice", name, found=shown(value), expected=", ".join(options))
        return tuple(value for value in values if isinstance(value, str))

    def whole(self, name: str, least: int | None = None, default: int = _REQUIRED) -> int:
        """A whole number, at least `least`."""
        value = self._get(name, int, "not_whole", default)
        if value is not None and least is not None and value < least:
            self.note("too_small", name, found=value, expected=least)
        return int(value or 0)

    def number(self, name: str, default: float = _REQUIRED, least: int | None = None) -> float:
        """A number, at least `least`."""
        value = self._get(name, (int, float), "not_number", default)
        if value is not None and least is not None and value < least:
            self.note("too_small", name, found=shown(value), expected=least)
        return float(value or 0)

    def flag(self, name: str, default: bool = _REQUIRED) -> bool:
        """``true`` or ``false``."""
        return bool(self._get(name, bool, "not_flag", default))

    def label(self, name: str) -> Label:
        """A text in every language."""
        words = self._get(name, dict, "not_label", _REQUIRED)
        if words is None:
            return NOTHING
        missing = [x for x in LANGUAGES if not (isinstance(words.get(x), str) and words[x].strip())]
        if missing:
            self.note("no_language", name, expected=", ".join(missing))
        return Label(*(str(words.get(language, "")) for language in LANGUAGES))

    def label_or_none(self, name: str) -> Label | None:
        """A text in every language, or None when the key is left out."""
        self._asked.add(name)
        return self.label(name) if self.has(name) else None

    def labels(self, name: str) -> dict[str, Label]:
        """A table of texts by id, in the file's order."""
        table = Entry(self._get(name, dict, "not_table", _REQUIRED) or {}, self._below(name), self._problems)
        return {key: table.label(key) for key in table._values}

    def table(self, name: str) -> Entry:
        """A table inside this one."""
        return Entry(self._get(name, dict, "not_table", _REQUIRED) or {}, self._below(name), self._problems)

    def tables(self, name: str, key: str = "id") -> list[Entry]:
        """A list of tables; each is called by its `key` when it has one, else by its number."""
        values = self._get(name, list, "not_tables", _REQUIRED) or []
        entries = []
        for number, value in enumerate(values, start=1):
            if not isinstance(value, dict):
                self.note("not_tables", name, found=shown(value))
                continue
            called = f"{name}.{value.get(key, number)}"
            entries.append(Entry(value, self._below(called), self._problems))
        return entries

    def _below(self, name: str) -> Where:
        return Where(self._where.file, cell=".".join(part for part in (self._where.cell, name) if part))

    def finish(self) -> None:
        """Note every key that nothing asked for: a misspelt key would otherwise be lost in silence."""
        for name in sorted(self._values.keys() - self._asked):
            self.note("unknown_key", name, found=shown(name), expected=", ".join(sorted(self._asked)))


def shown(value: object) -> str:
    """A value as it may stand in a message."""
    text = redacted(str(value))
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


def _names_with_identifiers(value: object, name: str = "") -> Iterator[str]:
    """The names, from the top of the file, of what holds an identity number."""
    if isinstance(value, dict | list):
        inside = value.items() if isinstance(value, dict) else enumerate(value, start=1)
        for key, one in inside:
            called = one.get("id", key) if isinstance(one, dict) and isinstance(value, list) else key
            yield from _names_with_identifiers(one, f"{name}.{called}".removeprefix("."))
        if isinstance(value, dict) and any(find_identifiers(key) for key in value):
            yield name
    elif find_identifiers(str(value)):
        yield name


def no_doubles(entries: Iterable[tuple[Entry, str]]) -> None:
    """Note every id that an earlier entry of the same list has."""
    seen: set[str] = set()
    for entry, name in entries:
        if name and name in seen:
            entry.note("duplicate", "id", found=shown(name))
        seen.add(name)


def finish_all(entries: list[Entry], ids: list[str]) -> None:
    """End a list of tables: note every id used twice and every key that nothing asked for."""
    no_doubles(zip(entries, ids, strict=True))
    for entry in entries:
        entry.finish()


def read_entry(path: Path, problems: list[Problem], base: Path | None = None) -> Entry | None:
    """The whole file as one entry, or None when it cannot be read at all (which is noted).

    Messages name the file from the folder `base` on, its own folder when not given.
    """
    home = base or path.parent
    where = Where(f"{home.name}/{path.relative_to(home).as_posix()}")
    try:
        return Entry(tomllib.loads(path.read_bytes().decode("utf-8-sig")), where, problems)
    except OSError:
        problems.append(Problem("programme.no_file", where))
    except UnicodeDecodeError:
        problems.append(Problem("programme.not_utf8", where))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+), column (\d+)", str(error))
        line, column = (int(at[1]), int(at[2])) if at else (0, 0)
        key = "programme.not_toml" if at else "programme.cut_short"
        problems.append(Problem(key, where, {"line": line, "column": column}))
    return None
