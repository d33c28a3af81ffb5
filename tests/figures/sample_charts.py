"""Small Books and the charts made from them, for the tests of figures and captions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from kit.actions.chart import chart_of
from kit.domain.book import Book
from kit.domain.checklist import Checklist
from kit.domain.entries.entry import Kind, Record, written
from kit.domain.label import same
from kit.domain.measure import Direction, Goal, GoalKind, Measure, MeasureKind, ValueKind
from kit.domain.network import MeasureInUse, Municipality, Network, Unit
from kit.domain.programme import Programme
from kit.domain.series import Event, Point, Series
from kit.domain.survey import Questionnaire
from kit.figures.chart import Chart

UNIT = Unit("u1", "0301", "Solbakken", "nursing_home", 40)
PERCENT = Measure(
    *("pu.p.risk", "pu", MeasureKind.PROCESS, same("Risk assessment"), same("assessed"), same("new citizens")),
    *(ValueKind.PERCENT, 100, "month", Direction.UP, Goal(GoalKind.VALUE, 95)),
)
COUNT = replace(
    PERCENT,
    id="pu.r.count",
    value=ValueKind.COUNT,
    per=1,
    denominator=None,
    direction=Direction.DOWN,
    goal=Goal(GoalKind.CHANGE, -75),
)
RATE = replace(PERCENT, id="pu.r.rate", value=ValueKind.RATE, per=1000, direction=Direction.DOWN)
DAYS = replace(COUNT, id="pu.r.days", value=ValueKind.DAYS_BETWEEN, frequency="event", direction=Direction.UP)
DAYS = replace(DAYS, goal=Goal(GoalKind.VALUE, 300))

# 24 random months: no run longer than expected, and as many crossings as expected
STABLE = (9, 12, 8, 11, 10, 13, 7, 9, 12, 11, 8, 10, 13, 9, 11, 7, 12, 8, 10, 11, 9, 13, 8, 12)
# twelve months around 9 of 20, then twelve around 15 of 20
SHIFTED = (9, 10, 8, 9, 11, 7, 9, 10, 8, 9, 10, 9, 15, 16, 14, 15, 17, 15, 14, 16, 15, 14, 16, 15)


def month(number: int, year: int = 2024) -> date:
    """The first day of month `number`, counted on from January (1) of `year`."""
    return date(year + (number - 1) // 12, (number - 1) % 12 + 1, 1)


def points(numerators: Iterable[float | None], denominator: float | None = 20) -> tuple[Point, ...]:
    """One point a month from January 2024; None leaves the month out."""
    every = enumerate(numerators, 1)
    return tuple(Point(month(at), value, denominator) for at, value in every if value is not None)


def events(gaps: Sequence[int], first: date = date(2024, 1, 10)) -> tuple[Event, ...]:
    """Events with these days between them."""
    days = [first + timedelta(days=sum(gaps[:count])) for count in range(len(gaps) + 1)]
    return tuple(Event(day) for day in days)


def book(measure: Measure, series: Series, use: MeasureInUse | None = None, as_of: date = date(2026, 1, 13)) -> Book:
    """A network of one municipality with one unit that follows one measure."""
    none = same("")
    programme = Programme(
        *("p", "1", "dk", "da", 104, none, none, {}, {}, (), Checklist((), ()), (), (measure,)),
        leadership=Questionnaire("q", "1", none, none, none, none, 5, (), (), (), ()),
    )
    return Book(
        *(Network("n", "Net", "p", "da", date(2024, 1, 15)), programme, as_of),
        municipalities=(Municipality("0301", "Oslo"),),
        units=(UNIT,),
        in_use=(use or MeasureInUse(measure.id),),
        series={(UNIT.id, measure.id): series},
    )


def chart(
    measure: Measure,
    data: Sequence[Point] | Sequence[Event] = (),
    *,
    baseline: int = 0,
    break_on: date | None = None,
    reason: str = "",
    as_of: date = date(2026, 1, 13),
    records: tuple[Record, ...] = (),
) -> Chart:
    """The chart of one measure with these points or events, and with what its team has written."""
    kind = "events" if measure.from_events else "points"
    series = Series(UNIT.id, measure.id, **{kind: tuple(data)})
    use = MeasureInUse(measure.id, baseline=baseline, break_on=break_on, break_reason=reason)
    made = replace(book(measure, series, use, as_of), records=records)
    return chart_of(made, UNIT, measure.id)


def said(kind: Kind, measure: Measure, **values: object) -> Record:
    """What the team has written about a measure."""
    content = written(kind.body(measure=measure.id, **values))
    return Record(kind.id, UNIT.municipality, UNIT.id, content[:60], content, datetime(2025, 1, 1, tzinfo=UTC), "x")
