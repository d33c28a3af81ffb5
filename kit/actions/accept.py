"""Is one entry acceptable? Asked again here whatever an app has asked: a browser can send anything."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date

from kit.domain import measured
from kit.domain.access import Role, Visitor, may_answer, may_write, may_write_unit
from kit.domain.book import Book
from kit.domain.checklist import ItemState, ItemStatus
from kit.domain.limits import EARLIEST, HIGHEST_NUMBER, LONGEST_TEXT, MOST_EVENTS_A_DAY
from kit.domain.measure import Measure
from kit.domain.network import Municipality, Unit
from kit.domain.period import period_start
from kit.domain.privacy import find_identifiers
from kit.domain.series import Event, Point
from kit.domain.survey import Questionnaire
from kit.errors import NotAllowed, ValueRefused

# Control characters, and those that turn the direction of the text after them.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_RESPONSE = re.compile(r"[A-Za-z0-9_-]{16,64}")


def own(book: Book, visitor: Visitor, code: object) -> Municipality:
    """The municipality, once it is known that the visitor may write for it.

    Raises NotAllowed ``actions.not_allowed`` first, so that nobody learns who else there is, then ValueRefused.
    """
    if not isinstance(code, str) or not may_write(visitor, code):
        raise NotAllowed("actions.not_allowed")
    return _known(book, code)


def _known(book: Book, code: str) -> Municipality:
    municipality = book.municipality(code)
    if municipality is None:
        raise ValueRefused("actions.unknown_municipality", found=known_part(code))
    return municipality


def answering(book: Book, visitor: Visitor, code: object, group: object, response: object) -> Municipality:
    """The municipality, once it is known that the visitor may fill in this response of its questionnaire.

    A respondent's link is good for one response, and for one group where it names one. Raises as `own` does.
    """
    if not isinstance(code, str) or not may_answer(visitor, code):
        raise NotAllowed("actions.not_allowed")
    if visitor.role is Role.RESPONDENT and (response != visitor.response or visitor.group not in ("", group)):
        raise NotAllowed("actions.not_allowed")
    return _known(book, code)


def own_unit(book: Book, visitor: Visitor, unit_id: object) -> Unit:
    """The unit, once it is known that the visitor may write for it. Raises NotAllowed, or ValueRefused for an id
    that no unit has."""
    unit = book.unit(unit_id) if isinstance(unit_id, str) else None
    if unit is None or not may_write_unit(visitor, unit.municipality, unit.id):
        raise NotAllowed("actions.not_allowed") if unit else ValueRefused("actions.unknown_unit")
    return unit


def known_part(text: str) -> str:
    """A short text that may be shown again, or nothing when it may not."""
    return "" if find_identifiers(text) else text[:20]


def measure_of(book: Book, unit: Unit, measure_id: object, *, events: bool) -> Measure:
    """The measure, once it is known that the unit follows it and that it is counted this way."""
    measure = book.programme.measure(measure_id) if isinstance(measure_id, str) else None
    if measure is None:
        raise ValueRefused("actions.unknown_measure")
    if book.use_of(unit, measure.id) is None:
        raise ValueRefused("actions.not_in_use", measure=measure.id, unit=unit.name)
    if measure.from_events is not events:
        raise ValueRefused("actions.needs_events" if measure.from_events else "actions.needs_numbers")
    return measure


def still_in(municipality: Municipality, day: date) -> None:
    """Raises ValueRefused ``actions.withdrawn`` for a day after the municipality's withdrawal."""
    if municipality.withdrawn_on and day > municipality.withdrawn_on:
        raise ValueRefused("actions.withdrawn", day=municipality.withdrawn_on.isoformat())


def unit_still_in(book: Book, unit: Unit, day: date) -> None:
    """The same for the municipality of a unit."""
    still_in(_known(book, unit.municipality), day)


def text(value: object, most: int = LONGEST_TEXT) -> str:
    """A text that may be stored, without control characters."""
    if not isinstance(value, str):
        raise ValueRefused("actions.not_text")
    if len(value) > most:
        raise ValueRefused("actions.too_long", n=len(value), most=most)
    clean = _CONTROL.sub("", value).strip()
    if not clean.isascii() and clean.encode("utf-8", errors="replace").decode("utf-8") != clean:
        raise ValueRefused("actions.not_text")  # half a character, which no file can hold
    if find_identifiers(clean):
        raise ValueRefused("actions.identifier")
    return clean


def day(value: object, today: date) -> date:
    """A day between `EARLIEST` and `today`."""
    if type(value) is not date:
        raise ValueRefused("actions.not_date")
    rule = measured.day_rule(value, today)
    if rule == "future":
        raise ValueRefused("actions.future", found_day=value.isoformat(), today=today.isoformat())
    if rule:
        raise ValueRefused("actions.long_ago", found_day=value.isoformat(), earliest=EARLIEST.isoformat())
    return value


def period(value: object, measure: Measure, today: date) -> date:
    """The first day of the period that the day lies in: its month, or the measure's own."""
    return period_start(day(value, today), measure.step)


def number(value: object) -> float:
    """A finite number from 0 to `HIGHEST_NUMBER`."""
    return _checked(value, whole=False)


def whole(value: object) -> float:
    """A number without decimals."""
    return _checked(value, whole=True)


def _checked(value: object, *, whole: bool) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueRefused("actions.not_number")
    rule = measured.number_rule(value, whole=whole)
    if rule:
        raise refusal(rule)
    return float(value)


_RULES = {
    "not_finite": "actions.not_number",
    "negative": "actions.negative",
    "too_high": "actions.too_high",
    "not_whole": "actions.not_whole",
    "no_numerator": "actions.not_number",
    "no_denominator": "actions.needs_denominator",
    "needless_denominator": "actions.no_denominator",
    "over_denominator": "actions.over_denominator",
    "zero_denominator": "actions.over_denominator",
}


def refusal(rule: str, numerator: float | None = None, denominator: float | None = None) -> ValueRefused:
    """The refusal of a measurement that breaks a rule of `kit.domain.measured`."""
    values = {"most": int(HIGHEST_NUMBER), "numerator": numerator, "denominator": denominator}
    return ValueRefused(_RULES[rule], **values)


def point(measure: Measure, first_day: date, numerator: object, denominator: object, note: object) -> Point:
    """A point of the measure. A numerator is a count, but for a mean, where it is a sum."""
    top = number(numerator)
    bottom = None if denominator is None else number(denominator)
    broken = measured.broken_rules(measure, top, bottom)
    if broken:
        raise refusal(broken[0].rule, top, bottom)
    return Point(first_day, top, bottom, text(note))


def event(on: date, count: object, note: object) -> Event:
    """How many events a day had; 0 takes the day back."""
    n = whole(count)
    if measured.count_rule(n, least=0):
        raise ValueRefused("actions.too_high", most=MOST_EVENTS_A_DAY)
    return Event(on, int(n), text(note))


def item_state(book: Book, item: object, status: object, owner: object, note: object) -> ItemState:
    """What is said about an item of the checklist."""
    if not isinstance(item, str) or book.programme.checklist.item(item) is None:
        raise ValueRefused("actions.unknown_item")
    if not isinstance(status, str) or status not in [str(one) for one in ItemStatus]:
        raise ValueRefused("actions.unknown_status")
    if not isinstance(owner, str) or (owner and owner not in book.programme.roles):
        raise ValueRefused("actions.unknown_role")
    return ItemState(item, ItemStatus(status), owner, text(note))


def response_id(value: object) -> str:
    """The random id of one filled-in questionnaire."""
    if not isinstance(value, str) or not _RESPONSE.fullmatch(value):
        raise ValueRefused("actions.bad_response")
    return value


def group_id(questionnaire: Questionnaire, value: object) -> str:
    """A group of those who answer."""
    known: Collection[str] = [group.id for group in questionnaire.groups]
    if not isinstance(value, str) or value not in known:
        raise ValueRefused("actions.unknown_group")
    return value


def answer_values(questionnaire: Questionnaire, values: object) -> dict[str, int | None]:
    """The answers by statement, each one of the questionnaire's options."""
    if not isinstance(values, Mapping) or not values:
        raise ValueRefused("actions.no_answers")
    options = [option.value for option in questionnaire.options]
    for statement, value in values.items():
        if not isinstance(statement, str) or questionnaire.statement(statement) is None:
            raise ValueRefused("actions.unknown_statement")
        if isinstance(value, bool) or not (value is None or isinstance(value, int)) or value not in options:
            raise ValueRefused("actions.unknown_option")
    return dict(values)
