"""A Book as one JSON file: what a report kernel or a trainer is handed instead of the whole network.

The file holds the rows of the Book it was given and no others. The same Book gives the same bytes.

The programme is most of a file, and the same in all files of a network: each of its parts stands as a text of its own,
written once and read once by a process.
"""

from __future__ import annotations

import json
import os
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from kit.domain.book import Book
from kit.domain.programme import Programme
from kit.domain.series import Series
from kit.errors import FolderError

FORMAT = "learning-network-kit book"
SCHEMA = 2
PARTS_KEPT = 256  # of programmes, some twenty each


def write_handover(path: Path, book: Book) -> None:
    """Write `book` to `path`, whole or not at all. Raises FolderError ``handover.unwritable``."""
    text = _dumps(to_json(book))
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise FolderError("handover.unwritable", file=path.name) from error


def read_handover(path: Path) -> Book:
    """The Book that `write_handover` wrote.

    Raises
    ------
    FolderError
        ``handover.missing``, ``handover.broken`` (cut short, changed, or another file), ``handover.newer``.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"), parse_constant=_no_number)
    except OSError as error:
        raise FolderError("handover.missing", file=path.name) from error
    except ValueError as error:
        raise FolderError("handover.broken", file=path.name) from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise FolderError("handover.broken", file=path.name)
    if content.get("schema") != SCHEMA:
        raise FolderError("handover.newer", file=path.name, found=str(content.get("schema")), expected=SCHEMA)
    try:
        return from_json(content)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FolderError("handover.broken", file=path.name) from error


def to_json(book: Book) -> dict[str, Any]:
    """A Book as plain JSON values, in an order that depends on the Book alone."""
    series = [book.series[key] for key in sorted(book.series)]
    checklist = {code: dict(sorted(book.checklist[code].items())) for code in sorted(book.checklist)}
    rest = {field.name: getattr(book, field.name) for field in fields(book) if field.name != "programme"}
    return {
        "format": FORMAT,
        "schema": SCHEMA,
        "programme": _programme_texts(book.programme),
        "book": _plain({**rest, "series": {}, "checklist": checklist}),
        "series": _plain(tuple(series)),
    }


def from_json(content: Mapping[str, Any]) -> Book:
    """The Book in what `to_json` gave; raises KeyError, TypeError or ValueError when something is not as it was."""
    series: tuple[Series, ...] = _reader(tuple[Series, ...])(content["series"])
    programme = _programme(content["programme"])
    book: dict[str, Any] = {
        name: read(content["book"][name]) for name, read in _field_readers(Book) if name != "programme"
    }
    return Book(**{**book, "programme": programme, "series": {(one.unit, one.measure): one for one in series}})


def know_programme(programme: Programme) -> None:
    """Have its parts at hand for the files that this process and those forked from it will read."""
    _programme(_programme_texts(programme))


def _programme_texts(programme: Programme) -> dict[str, str]:
    """Each part of a programme as JSON, worked out anew only for the parts that another programme does not share."""
    return {field.name: _part_text(_Same(getattr(programme, field.name))) for field in fields(programme)}


class _Same:
    """A part of a programme, known by being that very object: parts hold mappings, which have no hash."""

    def __init__(self, part: Any) -> None:
        self.part = part

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.part is other.part

    def __hash__(self) -> int:
        return id(self.part)


@lru_cache(maxsize=PARTS_KEPT)
def _part_text(same: _Same) -> str:
    return _dumps(_plain(same.part))


def _programme(texts: Mapping[str, str]) -> Programme:
    return Programme(**{name: _part(name, texts[name]) for name, _ in _field_readers(Programme)})


@lru_cache(maxsize=PARTS_KEPT)
def _part(name: str, text: str) -> Any:
    return dict(_field_readers(Programme))[name](json.loads(text, parse_constant=_no_number))


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _plain(value: Any) -> Any:
    return _writer(type(value))(value)


@cache
def _writer(kind: type) -> Callable[[Any], Any]:
    """What turns a value of this very type into JSON values; worked out once a type, as `_reader` is."""
    if is_dataclass(kind):
        names = tuple(field.name for field in fields(kind))
        return lambda value: {name: _plain(getattr(value, name)) for name in names}
    if issubclass(kind, Mapping):
        return lambda value: {key: _plain(inner) for key, inner in value.items()}
    if issubclass(kind, tuple):
        return lambda value: [_plain(inner) for inner in value]
    if issubclass(kind, date):
        return kind.isoformat
    return str if issubclass(kind, Enum) else lambda value: value


Reader = Callable[[Any], Any]


@cache
def _reader(kind: Any) -> Reader:
    """What turns a JSON value into `kind`: a union with None, a tuple, a mapping, or a class.

    Worked out once a type: a municipality's file holds some twenty thousand values, and a report reads one each time.
    """
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _or_none(_reader(next(one for one in get_args(kind) if one is not type(None))))
    if origin is tuple:
        return _all(_reader(get_args(kind)[0]))
    if origin is not None:
        return _each(_reader(get_args(kind)[1]))
    if is_dataclass(kind):
        return _made(kind)
    if issubclass(kind, date):
        return cast("Reader", kind.fromisoformat)
    return kind if issubclass(kind, Enum) else _checked(kind)


def _or_none(inner: Reader) -> Reader:
    return lambda value: None if value is None else inner(value)


def _all(inner: Reader) -> Reader:
    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise TypeError(f"{value!r} is not a list")
        return tuple([inner(one) for one in value])

    return read


def _each(inner: Reader) -> Reader:
    return lambda value: {key: inner(one) for key, one in value.items()}


def _made(kind: Any) -> Reader:
    def read(value: Any) -> Any:
        return kind(**{name: inner(value[name]) for name, inner in _field_readers(kind)})

    return read


@cache
def _field_readers(kind: type) -> tuple[tuple[str, Reader], ...]:
    """Asked for when the first value is read, not when the reader is made: a type may hold others of its kind."""
    return tuple((name, _reader(inner)) for name, inner in get_type_hints(kind).items())


def _checked(kind: type) -> Reader:
    wanted = (int, float) if kind is float else kind

    def read(value: Any) -> Any:
        if not isinstance(value, wanted) or (kind is not bool and isinstance(value, bool)):
            raise TypeError(f"{value!r} is not {kind.__name__}")
        return value

    return read


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is not a number")
