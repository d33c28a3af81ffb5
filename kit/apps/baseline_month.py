"""A month of a unit on one screen: which rows there are, what stands in them, and what a row that was typed means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kit.actions import accept
from kit.apps import entry
from kit.apps.baseline import BaselineModel
from kit.apps.baseline_words import standing_value
from kit.domain import measured
from kit.domain.measure import Measure, ValueKind
from kit.domain.network import Unit
from kit.domain.period import later, period_start, told_by_day
from kit.domain.series import Point
from kit.errors import ValueRefused
from kit.figures.words import value_text
from kit.texts import Texts


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the screen: a measure and its period, or no period where event dates are entered."""

    measure: Measure
    period: date | None


def lines(model: BaselineModel, unit: Unit, month: date) -> tuple[Line, ...]:
    """The rows of a month: one a measure, one for every week or half that begins in the month, events at the end."""
    measures = model.book.measures_of(unit)
    made = [Line(m, day) for m in measures if not m.from_events for day in _periods(model, m, month)]
    return (*made, *(Line(m, None) for m in measures if m.from_events))


def _periods(model: BaselineModel, measure: Measure, month: date) -> list[date]:
    offered = model.periods(measure)
    if not told_by_day(measure.step):
        first = period_start(month, measure.step)
        return [first] if first in offered else []
    return sorted(day for day in offered if month <= day < later(month, 1))


def months(model: BaselineModel) -> tuple[date, ...]:
    """The months that can be chosen, the newest first; the second is the newest that is over."""
    return entry.periods(1, model.book.as_of)


def line_name(line: Line, texts: Texts) -> str:
    """The row's name: the measure, and its period where that is not the month."""
    name = texts.label(line.measure.name)
    if line.period is None or line.measure.step == 1:
        return name
    return f"{name}, {entry.period_name(line.period, line.measure.step, texts)}"


def read_line(
    model: BaselineModel, line: Line, numerator: object, denominator: object, note: object, texts: Texts
) -> Point | None:
    """The point that a row means; None when it is empty: then nothing was measured, which is no zero.

    Raises ValueRefused for what cannot be read, cannot be right, or is only half there.
    """
    measure, period = line.measure, model.period(line.measure, line.period)
    names = [texts(f"apps.measure.{name}") for name in (measured.NUMERATOR, measured.DENOMINATOR)]
    top = entry.number(numerator, names[0])
    bottom = entry.number(denominator, names[1]) if measure.needs_denominator else None
    if top is None and bottom is None:
        return None
    if top is None or (measure.needs_denominator and bottom is None):
        raise ValueRefused("apps_baseline.month.waits", field=names[0] if top is None else names[1])
    return accept.point(measure, period, top, bottom, note)


def odd(model: BaselineModel, unit: Unit, line: Line, point: Point) -> str:
    """What is asked about before a point is saved, as an id; empty when nothing is."""
    if model.point_at(unit.id, line.measure.id, point.period) == point:
        return ""
    return measured.odd(point, model.book.series_of(unit.id, line.measure.id).points)


def point_text(point: Point, measure: Measure, texts: Texts) -> str:
    """A point in words: ``4 af 20 = 20 %``."""
    said = standing_value(point, texts)
    if measure.value is ValueKind.COUNT or not point.denominator:
        return said
    value = point.numerator / point.denominator * measure.multiply
    return f"{said} = {value_text(value, measure, texts)}"


def filled(model: BaselineModel, unit: Unit, month: date) -> tuple[int, int]:
    """How many of the month's rows hold a measurement, and how many there are; events do not count."""
    rows = [line for line in lines(model, unit, month) if line.period]
    there = [line for line in rows if line.period and model.point_at(unit.id, line.measure.id, line.period)]
    return len(there), len(rows)
