"""What a field of an entry may hold, said once: forms are drawn from it, and every value is checked against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from kit.domain.limits import HIGHEST_NUMBER, LONGEST_TEXT

SHORT = 200


class Shape(StrEnum):
    """How a field is asked for."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    LINK = "link"
    NUMBER = "number"
    WHOLE = "whole"
    DAY = "day"
    YES = "yes"


@dataclass(frozen=True, slots=True)
class Spec:
    """One field: `most` characters of a text or entries of a list; `low` to `high` of a number; `future` for days that
    may lie ahead; `of` the kind of entry whose key a link holds. `choices` are ids; where they are known only from the
    Book (units, roles, measures), the list is empty and whoever checks an entry asks the Book."""

    name: str = ""
    shape: Shape = Shape.LINE
    required: bool = False
    most: int = SHORT
    low: float = 0
    high: float = HIGHEST_NUMBER
    future: bool = False
    of: str = ""
    choices: tuple[str, ...] = ()


def _made(spec: Spec, default: Any = MISSING) -> Any:
    return field(metadata={"spec": spec}) if default is MISSING else field(default=default, metadata={"spec": spec})


def line(*, required: bool = False, most: int = SHORT) -> Any:
    """One line of text."""
    return _made(Spec(shape=Shape.LINE, required=required, most=most), MISSING if required else "")


def text(*, required: bool = False, most: int = LONGEST_TEXT) -> Any:
    """Several lines of text."""
    return _made(Spec(shape=Shape.TEXT, required=required, most=most), MISSING if required else "")


def choice(*ids: str, required: bool = False) -> Any:
    """One id of `ids`, or of what the Book knows where none are given; empty when nothing is chosen."""
    return _made(Spec(shape=Shape.CHOICE, required=required, choices=ids), MISSING if required else "")


def choices(*ids: str, most: int = 50) -> Any:
    """Several ids."""
    return _made(Spec(shape=Shape.CHOICES, most=most, choices=ids), ())


def link(kind: str) -> Any:
    """The key of an entry of the kind with this id; empty when it is tied to none."""
    return _made(Spec(shape=Shape.LINK, of=kind), "")


def number(low: float = 0, high: float = HIGHEST_NUMBER) -> Any:
    """A number, or None."""
    return _made(Spec(shape=Shape.NUMBER, low=low, high=high), None)


def whole(low: int = 0, high: int = int(HIGHEST_NUMBER), *, required: bool = False) -> Any:
    """A number without decimals, or None where it is not required."""
    spec = Spec(shape=Shape.WHOLE, low=low, high=high, required=required)
    return _made(spec, MISSING if required else None)


def day(*, future: bool = False, required: bool = False) -> Any:
    """A day, or None where it is not required; `future` lets it lie ahead."""
    return _made(Spec(shape=Shape.DAY, future=future, required=required), MISSING if required else None)


def yes() -> Any:
    """Yes or no."""
    return _made(Spec(shape=Shape.YES), False)


@cache
def specs(body: type) -> tuple[Spec, ...]:
    """The fields of an entry's class, in order."""
    return tuple(replace(one.metadata["spec"], name=one.name) for one in fields(body))


_READERS: Mapping[Shape, Callable[[Any], Any]] = {
    Shape.CHOICES: tuple,
    Shape.DAY: lambda value: None if value is None else date.fromisoformat(value),
}


def from_plain(body: type, content: Mapping[str, Any]) -> Any:
    """An entry from JSON values. What an older kit did not know yet takes its default; what it knew no more is left
    out. Raises TypeError or ValueError when something that is needed is missing or not as it was written."""
    known = {spec.name: spec for spec in specs(body) if spec.name in content}
    return body(**{name: _READERS.get(spec.shape, lambda v: v)(content[name]) for name, spec in known.items()})


def to_plain(entry: Any) -> dict[str, Any]:
    """An entry as JSON values."""
    values = {spec.name: getattr(entry, spec.name) for spec in specs(type(entry))}  # type: ignore[arg-type]
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
