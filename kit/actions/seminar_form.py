"""What a participant's form says about an item: every field checked, whatever a phone has sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kit.actions import accept, accept_entry
from kit.domain.book import Book
from kit.domain.entries.entry import Kind
from kit.domain.entries.fields import Shape, specs
from kit.domain.entries.improvement import CYCLE
from kit.domain.entries.seminar import ACTION_PLAN, COMMITMENT_CARD, SeminarAnswer
from kit.domain.instruments import values_of
from kit.domain.seminars.plan import SCALE, Activity, Item
from kit.domain.seminars.seat import Seat
from kit.errors import FieldRefused, ValueRefused

Form = Mapping[str, Sequence[str]]

LONGEST = 600
CARD_KINDS: Mapping[Activity, Kind] = {
    Activity.PDSA: CYCLE,
    Activity.PLAN: ACTION_PLAN,
    Activity.COMMITMENT: COMMITMENT_CARD,
}
CARD_FIELDS: Mapping[Activity, tuple[str, ...]] = {
    Activity.PDSA: ("title", "question", "prediction", "plan", "who", "started_on"),
    Activity.PLAN: ("first", "test", "data", "meets", "ask", "by"),
    Activity.COMMITMENT: ("what", "owner", "by"),
}
INSTRUMENT = "seminar_evaluation"
DONE = ("done",)
_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,2})?")


@dataclass(frozen=True, slots=True)
class Said:
    """An answer, and the card that it makes: its kind, the unit it belongs to, and its value."""

    answer: SeminarAnswer
    kind: Kind | None = None
    unit: str = ""
    card: Any = None


def said(book: Book, seat: Seat, item: Item, form: Form, today: date) -> Said:
    """The checked answer. Raises FieldRefused or ValueRefused."""
    if item.activity in CARD_KINDS:
        return _card(book, seat, item, form, today)
    values = _READERS[item.activity](book, item, form)
    return Said(SeminarAnswer(seminar=seat.seminar, item=item.id, who=seat.who, **values))


def one(form: Form, name: str) -> str:
    """A field that is there once; empty when it is not there."""
    found = form.get(name, ())
    return found[0] if found else ""


def _single(_book: Book, item: Item, form: Form) -> dict[str, Any]:
    known = SCALE if item.activity is Activity.SCALE else tuple(item.options)
    chosen = form.get("chosen", ())
    if len(chosen) != 1 or chosen[0] not in known:
        raise ValueRefused("seminar.refused.choose_one")
    return {"chosen": (chosen[0],)}


def _several(_book: Book, item: Item, form: Form) -> dict[str, Any]:
    chosen = tuple(dict.fromkeys(form.get("chosen", ())))
    if not chosen or not set(chosen) <= set(item.options):
        raise ValueRefused("seminar.refused.choose_some")
    return {"chosen": tuple(option for option in item.options if option in chosen)}


def _rank(_book: Book, item: Item, form: Form) -> dict[str, Any]:
    places = {option: one(form, f"place.{option}") for option in item.options}
    if sorted(places.values()) != sorted(str(n) for n in range(1, len(places) + 1)):
        raise ValueRefused("seminar.refused.rank", n=len(places))
    return {"chosen": tuple(sorted(places, key=lambda option: int(places[option])))}


def _text(_book: Book, _item: Item, form: Form) -> dict[str, Any]:
    text = accept.text(one(form, "text"), LONGEST)
    if not text:
        raise ValueRefused("seminar.refused.empty")
    return {"text": text}


def _guess(_book: Book, _item: Item, form: Form) -> dict[str, Any]:
    typed = "".join(one(form, "number").split()).removesuffix("%")
    if not _NUMBER.fullmatch(typed):
        raise ValueRefused("seminar.refused.number")
    return {"number": float(typed.replace(",", "."))}


def _evaluation(book: Book, _item: Item, form: Form) -> dict[str, Any]:
    instrument = book.programme.instrument(INSTRUMENT)
    chosen = []
    for statement in instrument.items if instrument else ():
        value = one(form, f"value.{statement.id}")
        known = [f"{number:g}" for number in values_of(instrument, statement)] if instrument else []
        if value and value not in known:
            raise ValueRefused("seminar.refused.choose_one")
        if value:
            chosen.append(f"{statement.id}:{value}")
    if not chosen:
        raise ValueRefused("seminar.refused.no_statement")
    return {"chosen": tuple(chosen)}


def _card(book: Book, seat: Seat, item: Item, form: Form, today: date) -> Said:
    kind, unit = CARD_KINDS[item.activity], one(form, "unit") or seat.unit
    place = book.unit(unit) if unit else None
    if (unit and (place is None or place.municipality != seat.municipality)) or (kind is CYCLE and not unit):
        raise ValueRefused("seminar.refused.unit")
    if place is not None:
        accept.unit_still_in(book, place, today)
    shapes = {spec.name: spec.shape for spec in specs(kind.body)}
    values: dict[str, object] = {name: _value(form, name, shapes[name]) for name in CARD_FIELDS[item.activity]}
    if "seminar" in shapes:
        values["seminar"] = seat.seminar
    card = accept_entry.body(book, kind, seat.municipality, unit, values, today)
    answer = SeminarAnswer(seminar=seat.seminar, item=item.id, who=seat.who, chosen=DONE)
    return Said(answer, kind, unit, card)


def _value(form: Form, name: str, shape: Shape) -> object:
    text = one(form, name)
    if shape is not Shape.DAY:
        return text
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise FieldRefused("actions.not_date", name) from None


_READERS: Mapping[Activity, Callable[[Book, Item, Form], dict[str, Any]]] = {
    Activity.SINGLE: _single,
    Activity.SCALE: _single,
    Activity.CHART: _single,
    Activity.APPLY: _single,
    Activity.SEVERAL: _several,
    Activity.RANK: _rank,
    Activity.TEXT: _text,
    Activity.DEFINITION: _text,
    Activity.PREDICT: _guess,
    Activity.EVALUATION: _evaluation,
}
