"""The baseline of one municipality: what is measured and how, how far it is, and the entry of new measurements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Protocol

from markupsafe import Markup

from kit.actions import accept
from kit.actions.chart import chart_of
from kit.apps import entry, html
from kit.apps.saving import Receipt, closed
from kit.domain.book import Book
from kit.domain.measure import Goal, GoalKind, Measure
from kit.domain.network import Unit
from kit.domain.series import Event, Point, Series
from kit.errors import ValueRefused
from kit.figures import captions
from kit.figures.chart import BaselineState, Chart
from kit.figures.words import value_text
from kit.texts import Texts

SHOWN_GAPS = 4


class SaveMonth(Protocol):
    """Saves one period's measurement; a numerator of None takes it back."""

    def __call__(
        self, unit: str, measure: str, period: date, numerator: float | None, denominator: float | None, note: str
    ) -> Receipt: ...


class SaveEvent(Protocol):
    """Saves the day of an event."""

    def __call__(self, unit: str, measure: str, on: date, count: int, note: str) -> Receipt: ...


class BaselineModel:
    """The measurements of one municipality. Everything that comes in is checked here, and again where it is saved."""

    def __init__(
        self, book: Book, code: str, save_month: SaveMonth | None = None, save_event: SaveEvent | None = None
    ) -> None:
        self.book, self.code = book, code
        self._save_month, self._save_event = save_month, save_event
        self._watchers: list[Callable[[], None]] = []

    @property
    def can_save(self) -> bool:
        """Whether the page may save."""
        return self._save_month is not None and self._save_event is not None

    @property
    def units(self) -> tuple[Unit, ...]:
        """The municipality's units that follow at least one measure."""
        return tuple(unit for unit in self.book.units_of(self.code) if self.book.measures_of(unit))

    def unit(self, unit_id: object) -> Unit:
        """The unit with this id, if it is one of the page's; raises ValueRefused otherwise."""
        unit = next((unit for unit in self.units if unit.id == unit_id), None)
        if unit is None:
            raise ValueRefused("apps.refused.choice")
        return unit

    def measure(self, unit: Unit, measure_id: object) -> Measure:
        """The measure with this id, if the unit follows it; raises ValueRefused otherwise."""
        measure = next((m for m in self.book.measures_of(unit) if m.id == measure_id), None)
        if measure is None:
            raise ValueRefused("apps.refused.choice")
        return measure

    def measures(self) -> tuple[Measure, ...]:
        """Every measure that some unit of the page follows, in the programme's order."""
        followed = {m.id for unit in self.units for m in self.book.measures_of(unit)}
        return tuple(m for m in self.book.programme.measures if m.id in followed)

    def periods(self, measure: Measure) -> tuple[date, ...]:
        """The periods that can be entered, the newest first. The second is the newest that is over."""
        return entry.periods(measure.step, self.book.as_of)

    def charts(self, unit: Unit) -> tuple[Chart, ...]:
        """The unit's measures, worked out from what is registered now."""
        return tuple(chart_of(self.book, unit, measure.id) for measure in self.book.measures_of(unit))

    def point_at(self, unit: str, measure: str, period: date) -> Point | None:
        """What stands for a period already."""
        return next((p for p in self.book.series_of(unit, measure).points if p.period == period), None)

    def event_on(self, unit: str, measure: str, on: date) -> Event | None:
        """What stands on a day already."""
        return next((e for e in self.book.series_of(unit, measure).events if e.on == on), None)

    def save_month(
        self,
        unit_id: object,
        measure_id: object,
        period: object,
        numerator: object,
        denominator: object,
        note: object,
        fields: tuple[str, str],
    ) -> Receipt:
        """Check and save one period. `fields` are the words above the two number fields, for the refusal."""
        unit = self.unit(unit_id)
        measure = self.measure(unit, measure_id)
        first_day = self._period(measure, period)
        top = entry.needed(numerator, fields[0])
        bottom = entry.needed(denominator, fields[1]) if measure.needs_denominator else None
        point = accept.point(measure, first_day, top, bottom, note)
        if self._save_month is None:
            raise closed()
        receipt = self._save_month(unit.id, measure.id, first_day, point.numerator, point.denominator, point.note)
        self._keep_points(unit, measure, first_day, (point,))
        return receipt

    def take_back(self, unit_id: object, measure_id: object, period: object) -> Receipt:
        """Take back what stands for a period; the history keeps it."""
        unit = self.unit(unit_id)
        measure = self.measure(unit, measure_id)
        first_day = self._period(measure, period)
        if self.point_at(unit.id, measure.id, first_day) is None:
            raise ValueRefused("apps.refused.nothing")
        if self._save_month is None:
            raise closed()
        receipt = self._save_month(unit.id, measure.id, first_day, None, None, "")
        self._keep_points(unit, measure, first_day, ())
        return receipt

    def _period(self, measure: Measure, period: object) -> date:
        if measure.from_events or not isinstance(period, date) or period not in self.periods(measure):
            raise ValueRefused("apps.refused.choice")
        return period

    def _keep_points(self, unit: Unit, measure: Measure, period: date, new: tuple[Point, ...]) -> None:
        series = self.book.series_of(unit.id, measure.id)
        others = [p for p in series.points if p.period != period]
        self._keep(replace(series, points=tuple(sorted([*others, *new], key=lambda p: p.period))))

    def save_event(
        self, unit_id: object, measure_id: object, on: object, count: object, note: object, field: str
    ) -> Receipt:
        """Check and save how many events a day had; 0 takes the day back. `field` is the word above the number."""
        unit = self.unit(unit_id)
        measure = self.measure(unit, measure_id)
        if not measure.from_events:
            raise ValueRefused("apps.refused.choice")
        event = accept.event(accept.day(on, self.book.as_of), entry.needed(count, field), note)
        if event.count == 0 and self.event_on(unit.id, measure.id, event.on) is None:
            raise ValueRefused("apps.refused.one", field=field)
        if self._save_event is None:
            raise closed()
        receipt = self._save_event(unit.id, measure.id, event.on, event.count, event.note)
        series = self.book.series_of(unit.id, measure.id)
        others = [e for e in series.events if e.on != event.on]
        events = sorted([*others, event] if event.count else others, key=lambda e: e.on)
        self._keep(replace(series, events=tuple(events)))
        return receipt

    def _keep(self, series: Series) -> None:
        self.book = replace(self.book, series={**self.book.series, (series.unit, series.measure): series})
        for watcher in self._watchers:
            watcher()

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` after every save."""
        self._watchers.append(watcher)


def goal_text(measure: Measure, texts: Texts) -> str:
    """The goal in words."""
    goal: Goal = measure.goal
    key = f"apps.goal.{goal.kind}.{measure.direction}" if goal.kind in (GoalKind.VALUE, GoalKind.CHANGE) else ""
    value = value_text(goal.value, measure, texts) if goal.kind is GoalKind.VALUE else ""
    change = texts.formats.percent(abs(goal.value))
    return texts(key or f"apps.goal.{goal.kind}", value=value, change=change)


def definition(measure: Measure, texts: Texts) -> Markup:
    """How the measure is counted, folded under its name."""
    terms = [
        ("numerator", measure.numerator),
        ("denominator", measure.denominator),
        ("exclusions", measure.exclusions),
        ("sample", measure.sample),
    ]
    pairs = [(texts(f"apps.measure.{name}"), texts.label(label) if label else "") for name, label in terms]
    pairs += [
        (texts("apps.measure.kind"), texts(f"apps.measure.kind.{measure.kind}")),
        (texts("apps.measure.frequency"), texts(f"apps.measure.frequency.{measure.frequency}")),
        (texts("apps.measure.goal"), goal_text(measure, texts)),
        (texts("apps.measure.mark"), texts(f"apps.measure.mark.{measure.mark}")),
    ]
    return html.details(texts.label(measure.name), html.definitions(pairs))


def measures_html(model: BaselineModel, texts: Texts) -> Markup:
    """Every measure in use with its definition, by focus area."""
    parts = [html.heading(2, texts("apps.measures.title")), html.paragraph(texts("apps.measures.intro"))]
    for area in model.book.programme.areas:
        mine = [measure for measure in model.measures() if measure.area == area.id]
        if mine:
            parts += [html.heading(3, texts.label(area.name)), *(definition(measure, texts) for measure in mine)]
    return html.join(*parts)


def count_text(chart: Chart, texts: Texts) -> str:
    """How many measurements there are, and of how many months (weeks, quarters, half-years)."""
    if chart.measure.from_events:
        return texts.counted("apps.status.events", chart.events)
    full = chart.completeness
    if not full.expected:
        return texts("apps.status.nothing")
    return texts(f"apps.status.measured.{chart.measure.frequency}", n=full.measured, expected=full.expected)


def gaps_text(chart: Chart, texts: Texts) -> str:
    """Which periods are missing; the newest few by name."""
    gaps, step = chart.completeness.gaps, chart.measure.step
    name = texts.formats.short_month if step == 1 else lambda day: entry.period_name(day, step, texts)
    names = ", ".join(name(gap) for gap in gaps[-SHOWN_GAPS:])
    more = len(gaps) - SHOWN_GAPS
    return texts("apps.status.more", names=names, n=more) if more > 0 else names or texts.formats.number(None)


def median_text(chart: Chart, texts: Texts) -> str:
    """The median, and whether it is frozen or how far its baseline is."""
    phase = chart.last
    if phase is None or phase.median is None:
        return texts.formats.number(None)
    value = value_text(phase.median, chart.measure, texts)
    base = phase.baseline
    if base.state is BaselineState.NONE:
        return value
    return texts(f"apps.status.baseline.{base.state}", value=value, have=base.have, wanted=base.wanted)


def status_html(model: BaselineModel, texts: Texts) -> Markup:
    """How far every unit is with every measure."""
    headings = [texts(f"apps.status.{name}") for name in ("measure", "count", "gaps", "newest", "median")]
    parts = [html.heading(2, texts("apps.status.title")), html.paragraph(texts("apps.status.how"), "small")]
    for unit in model.units:
        rows = [
            (
                texts.label(chart.measure.name),
                count_text(chart, texts),
                gaps_text(chart, texts),
                captions.freshness(chart, texts),
                median_text(chart, texts),
            )
            for chart in model.charts(unit)
        ]
        parts.append(html.table(unit.name, headings, rows))
    return html.join(*parts)


def standing(model: BaselineModel, unit: str, measure: Measure, day: date | None, texts: Texts) -> str:
    """What stands for the chosen month or day already, and that saving keeps the history."""
    if day is None:
        return ""
    if measure.from_events:
        event = model.event_on(unit, measure.id, day)
        shown = texts.formats.day(day)
        return texts("apps.entry.has_event", day=shown, n=event.count) if event else ""
    point = model.point_at(unit, measure.id, day)
    shown = entry.period_name(day, measure.step, texts)
    if point is None:
        return texts("apps.entry.empty", period=shown)
    value = texts.formats.number(point.numerator)
    if point.denominator is not None:
        value = texts("apps.entry.of", numerator=point.numerator, denominator=point.denominator)
    return texts("apps.entry.has_point", period=shown, value=value)
