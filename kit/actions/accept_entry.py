"""Is one entry of a team acceptable? Who may write it, and whether every field holds what its kind says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from kit.actions import accept, accept_leading
from kit.domain import entry_rules
from kit.domain.access import FACILITATOR, Visitor, may_write
from kit.domain.book import Book
from kit.domain.entries.chart import FREEZE
from kit.domain.entries.entry import Kind, Level, Record, Writers, entries
from kit.domain.entries.fields import Shape, Spec, specs
from kit.domain.entries.kinds import KINDS
from kit.domain.leading import rated_together
from kit.errors import FieldRefused, NotAllowed, ValueRefused

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,79}")
LATEST = date(2099, 12, 31)


def entry(
    book: Book,
    visitor: Visitor,
    kind_id: object,
    municipality: object,
    unit: object,
    key: object,
    values: object,
    today: date,
) -> Any:
    """The value of an entry, once it is known that the visitor may write it there; None when it is taken back.

    Raises NotAllowed, FieldRefused with the field's name, or ValueRefused.
    """
    kind = KINDS.get(kind_id) if isinstance(kind_id, str) else None
    if kind is None:
        raise ValueRefused("entries.refused.unknown_kind")
    place(book, visitor, kind, municipality, unit, today)
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise ValueRefused("entries.refused.bad_key")
    return None if values is None else body(book, kind, str(municipality), str(unit), values, today)


def place(book: Book, visitor: Visitor, kind: Kind, municipality: object, unit: object, today: date) -> None:
    """Where an entry of the kind may be written by the visitor."""
    if kind.writers is Writers.FACILITATOR and visitor != FACILITATOR:
        raise NotAllowed("actions.not_allowed")
    if kind.level is Level.NETWORK:
        if visitor != FACILITATOR or municipality or unit:
            raise NotAllowed("actions.not_allowed")
        return
    if unit:
        where = accept.own_unit(book, visitor, unit)
        if kind.level is Level.MUNICIPALITY or where.municipality != municipality:
            raise NotAllowed("actions.not_allowed")
        if kind.writers is Writers.LEAD:
            accept.own(book, visitor, municipality)
    elif kind.level is Level.UNIT:
        raise ValueRefused("actions.unknown_unit")
    else:
        accept.own(book, visitor, municipality)
    owner = book.municipality(str(municipality))
    assert owner is not None
    accept.still_in(owner, today)


def by_the_rules(visitor: Visitor, record: Record, made: Any, history: Callable[[], Sequence[Record]]) -> None:
    """The rules that need what was said under the key before, and who says it. Raises FieldRefused."""
    kind = KINDS[record.kind]
    if made is None or not entry_rules.has_rules(kind):
        return
    earlier = [entry.value for one in history() for entry in entries([one], kind)]
    found = entry_rules.fault(kind, made, earlier, may_write(visitor, record.municipality))
    if found:
        raise FieldRefused(found.key, found.field)


def body(book: Book, kind: Kind, municipality: str, unit: str, values: object, today: date) -> Any:
    """The checked value of a kind from what a form or a file says, by field name. Every field is checked."""
    fields = specs(kind.body)
    if not isinstance(values, Mapping) or not set(values) <= {spec.name for spec in fields}:
        raise ValueRefused("entries.refused.unknown_field")
    made = {}
    for spec in fields:
        allowed = spec.choices or choices(book, municipality, unit, kind, spec.name)
        made[spec.name] = field(spec, values.get(spec.name), allowed, today)
    if kind is FREEZE and made["points"] == 1:
        raise FieldRefused("run_chart.refused.one_point", "points")
    value = kind.body(**made)
    lacks = getattr(value, "lacks", "")
    if lacks:
        raise FieldRefused("entries.refused.required", lacks)
    return accept_leading.meaning(book, value)


def field(spec: Spec, value: object, allowed: tuple[str, ...], today: date) -> Any:
    """The checked value of one field. Raises FieldRefused."""
    try:
        found = _CHECKS[spec.shape](spec, value, allowed, today)
    except FieldRefused:
        raise
    except ValueRefused as error:
        raise FieldRefused(error.key, spec.name, **error.values) from error
    if spec.required and (found is None or found in ("", ())):
        raise FieldRefused("entries.refused.required", spec.name)
    return found


def _words(spec: Spec, value: object, _allowed: tuple[str, ...], _today: date) -> str:
    return accept.text("" if value is None else value, spec.most)


def _line(spec: Spec, value: object, allowed: tuple[str, ...], today: date) -> str:
    return " ".join(_words(spec, value, allowed, today).split())


def _choice(_spec: Spec, value: object, allowed: tuple[str, ...], _today: date) -> str:
    if value in (None, ""):
        return ""
    if not isinstance(value, str) or value not in allowed:
        raise ValueRefused("entries.refused.unknown_choice")
    return value


def _choices(spec: Spec, value: object, allowed: tuple[str, ...], today: date) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list | tuple) or len(value) > spec.most:
        raise ValueRefused("entries.refused.unknown_choice")
    return tuple(dict.fromkeys(_choice(spec, one, allowed, today) for one in value))


def _link(_spec: Spec, value: object, _allowed: tuple[str, ...], _today: date) -> str:
    """A key, whether or not the entry is still there: whoever follows a link passes over one that leads nowhere."""
    if value in (None, ""):
        return ""
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise ValueRefused("entries.refused.unknown_choice")
    return value


def _number(spec: Spec, value: object, _allowed: tuple[str, ...], _today: date) -> float | None:
    if value is None:
        return None
    found = accept.number(value)
    if not spec.low <= found <= spec.high:
        raise ValueRefused("entries.refused.range", low=float(spec.low), high=float(spec.high))
    return found


def _whole(spec: Spec, value: object, allowed: tuple[str, ...], today: date) -> int | None:
    if value is None:
        return None
    return int(accept.whole(_number(spec, value, allowed, today)))


def _day(spec: Spec, value: object, _allowed: tuple[str, ...], today: date) -> date | None:
    if value is None:
        return None
    return accept.day(value, LATEST if spec.future else today)


def _yes(_spec: Spec, value: object, _allowed: tuple[str, ...], _today: date) -> bool:
    if value not in (True, False, None):
        raise ValueRefused("entries.refused.unknown_choice")
    return bool(value)


_CHECKS: Mapping[Shape, Callable[[Spec, object, tuple[str, ...], date], Any]] = {
    Shape.LINE: _line,
    Shape.TEXT: _words,
    Shape.CHOICE: _choice,
    Shape.CHOICES: _choices,
    Shape.LINK: _link,
    Shape.NUMBER: _number,
    Shape.WHOLE: _whole,
    Shape.DAY: _day,
    Shape.YES: _yes,
}


def choices(book: Book, municipality: str, unit: str, kind: Kind, name: str) -> tuple[str, ...]:
    """The ids that a field may hold where only the Book knows them."""
    known = _FROM_BOOK.get(f"{kind.id}.{name}") or _FROM_BOOK.get(name)
    return () if known is None else tuple(known(book, municipality, unit))


def _roles(book: Book, _municipality: str, _unit: str) -> tuple[str, ...]:
    return tuple(book.programme.roles)


def _measures(book: Book, municipality: str, unit: str) -> tuple[str, ...]:
    units = [u for u in book.units_of(municipality) if unit in ("", u.id)]
    return tuple(dict.fromkeys(m.id for u in units for m in book.measures_of(u)))


def _letters(book: Book, _municipality: str, _unit: str) -> tuple[str, ...]:
    return tuple(letter.id for letter in book.programme.letters)


def _scales(book: Book, _municipality: str, _unit: str) -> tuple[str, ...]:
    return tuple(scale.id for scale in book.programme.leadership.scales)


def _catalogue(book: Book, _municipality: str, _unit: str) -> tuple[str, ...]:
    return tuple(one.id for one in book.programme.measures if not one.is_own)


def _areas(book: Book, _municipality: str, _unit: str) -> tuple[str, ...]:
    return tuple(area.id for area in book.programme.areas)


def _criteria(book: Book, _municipality: str, _unit: str) -> tuple[str, ...]:
    scale = book.programme.instrument("progress")
    return tuple(one.id for step in (scale.steps if scale else ()) for one in step.criteria)


def _instruments(book: Book, _municipality: str, _unit: str) -> tuple[str, ...]:
    return tuple(one.id for one in rated_together(book.programme.instruments))


def _items(book: Book, _municipality: str, _unit: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.id for one in rated_together(book.programme.instruments) for item in one.items))


def _tasks(book: Book, _municipality: str, _unit: str) -> tuple[str, ...]:
    return tuple(task.id for one in book.programme.instruments for task in one.tasks)


def _pilots(book: Book, _municipality: str, _unit: str) -> tuple[str, ...]:
    return tuple(one.code for one in book.municipalities if one.active and one.wave == "pilot")


def _new(book: Book, _municipality: str, _unit: str) -> tuple[str, ...]:
    return tuple(one.code for one in book.municipalities if one.active and one.wave != "pilot")


def _templates(book: Book, _municipality: str, _unit: str) -> tuple[str, ...]:
    return tuple(plan.id for plan in book.programme.plans)


_FROM_BOOK: Mapping[str, Callable[[Book, str, str], tuple[str, ...]]] = {
    "role": _roles,
    "owner": _roles,
    "who": _roles,
    "raised_with": _roles,
    "escalated_to": _roles,
    "measure": _measures,
    "letter": _letters,
    "scale": _scales,
    "area": _areas,
    "measure_choice.measure": _catalogue,
    "element": _scales,
    "driver.measures": _measures,
    "met": _criteria,
    "instrument": _instruments,
    "item": _items,
    "task": _tasks,
    "template": _templates,
    "keeper": _roles,
    "sharing.measures": _measures,
    "mentor_pair.mentor": _pilots,
    "mentor_pair.learner": _new,
}
