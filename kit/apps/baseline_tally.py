"""Counting at the board, one at a time: what one tap means for a measure, and how it is saved."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kit.actions import accept
from kit.apps import entry
from kit.apps.baseline import BaselineModel
from kit.apps.baseline_month import point_text
from kit.apps.saving import Receipt
from kit.domain.measure import Measure, ValueKind
from kit.domain.network import Unit
from kit.domain.period import period_start
from kit.domain.series import Event, Point
from kit.errors import ChangedMeanwhile, ValueRefused
from kit.texts import Texts

TRIES = 5  # two people who tap at once: the second counts on from what the first has saved


@dataclass(frozen=True, slots=True)
class Tap:
    """What a tap adds."""

    name: str
    numerator: int = 0
    denominator: int = 0


YES, NO, ONE = Tap("yes", 1, 1), Tap("no", 0, 1), Tap("one", 1)


def taps(measure: Measure) -> tuple[Tap, ...]:
    """The taps of a measure: yes and no of a share, one more of everything else."""
    return (YES, NO) if measure.value is ValueKind.PERCENT else (ONE,)


def tap(model: BaselineModel, unit: Unit, measure: Measure, what: Tap) -> Receipt:
    """Count one more in the period (or on the day) that is now, on top of whatever stands by then, and save."""
    for _ in range(TRIES):
        try:
            return _tap(model, unit, measure, what)
        except ChangedMeanwhile:
            continue  # the model knows by now what stands
    return _tap(model, unit, measure, what)


def _tap(model: BaselineModel, unit: Unit, measure: Measure, what: Tap) -> Receipt:
    today = model.book.as_of
    if measure.from_events:
        there = model.event_on(unit.id, measure.id, today) or Event(today, 0)
        event = accept.event(today, there.count + what.numerator, there.note)
        return model.put_event(unit, measure, event)
    first_day = period_start(today, measure.step)
    point = model.point_at(unit.id, measure.id, first_day)
    if point is None and measure.needs_denominator and measure.value is not ValueKind.PERCENT:
        raise ValueRefused("apps_baseline.tally.no_denominator")
    point = point or Point(first_day, 0, 0 if measure.needs_denominator else None)
    bottom = None if point.denominator is None else point.denominator + what.denominator
    made = replace(point, numerator=point.numerator + what.numerator, denominator=bottom)
    return model.put_point(
        unit, measure, first_day, accept.point(measure, first_day, made.numerator, made.denominator, made.note)
    )


def tally_text(model: BaselineModel, unit: Unit, measure: Measure, texts: Texts) -> str:
    """What has been counted in the period (or on the day) that is now."""
    today = model.book.as_of
    if measure.from_events:
        event = model.event_on(unit.id, measure.id, today)
        return texts("apps_baseline.tally.today", n=event.count if event else 0)
    first_day = period_start(today, measure.step)
    point = model.point_at(unit.id, measure.id, first_day)
    period = entry.period_name(first_day, measure.step, texts)
    value = point_text(point, measure, texts) if point else texts("apps_baseline.nothing_there")
    return texts("apps_baseline.tally.now", period=period, value=value)
