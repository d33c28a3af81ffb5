"""The improvement board of a unit: what a team stands in front of for ten minutes a week."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from kit.actions import accept
from kit.actions.chart import charts_of
from kit.actions.chart_rows import step
from kit.apps import entry
from kit.apps.desk import Desk
from kit.apps.saving import Receipt, closed
from kit.domain import board
from kit.domain.access import FACILITATOR, Visitor, may_write_unit
from kit.domain.book import Book
from kit.domain.entries.boarding import BOARD_NOTE, BoardNote
from kit.domain.entries.entry import Entry
from kit.domain.entries.fields import specs
from kit.domain.entries.improvement import BARRIER, CYCLE, Barrier, Cycle
from kit.domain.entries.leading import VISIT, Visit
from kit.domain.entries.plan import COLLECTION_PLAN
from kit.domain.measure import Measure
from kit.domain.network import Unit
from kit.domain.period import later
from kit.domain.safety_cross import Cross, cross
from kit.domain.seen import Seen
from kit.domain.series import Event
from kit.errors import ChangedMeanwhile, ValueRefused
from kit.figures.chart import Chart

MONTHS_BACK = entry.MONTHS_BACK


class SaveEvent(Protocol):
    """Saves how many events a day had; 0 takes the day back."""

    def __call__(self, unit: str, measure: str, on: date, count: int, note: str, *, seen: Seen) -> Receipt: ...


@dataclass(frozen=True, slots=True)
class EventCard:
    """One measure that is followed by event dates: its month as a cross, and its chart. `counted_from` is the day
    from which the collection plan says that it is counted."""

    chart: Chart
    cross: Cross
    counted_from: date | None = None

    @property
    def measure(self) -> Measure:
        """The measure."""
        return self.chart.measure

    @property
    def record(self) -> int | None:
        """The most days that ever lay between two events; None before the second event."""
        return max((int(row.value) for row in self.chart.rows if row.value is not None), default=None)


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that one unit's board shows, finished before anything is drawn. `due` is keyed by measure id."""

    book: Book
    unit: Unit
    cards: tuple[EventCard, ...]
    charts: tuple[Chart, ...]
    due: Mapping[str, date]
    running: tuple[Entry[Cycle], ...]
    coming: Entry[Cycle] | None
    barriers: tuple[Entry[Barrier], ...]
    last_visit: Entry[Visit] | None
    next_visit: date | None
    notes: tuple[Entry[BoardNote], ...]


@dataclass(frozen=True, slots=True)
class EventChange:
    """The last save of an event's day: enough to undo it."""

    unit: str
    measure: str
    on: date
    before: Event | None


class BoardModel:
    """The boards of a municipality. What comes in is checked here, and again where it is saved."""

    def __init__(self, desk: Desk, save_event: SaveEvent | None = None, visitor: Visitor = FACILITATOR) -> None:
        self.desk, self.visitor, self._save_event = desk, visitor, save_event
        self._last: EventChange | None = None
        self._watchers: list[Callable[[], None]] = []
        desk.watch(self._tell)

    @property
    def book(self) -> Book:
        """What is known now."""
        return self.desk.book

    @property
    def units(self) -> tuple[Unit, ...]:
        """The municipality's units, the visitor's own first."""
        units = self.book.units_of(self.desk.code)
        return tuple(sorted(units, key=lambda unit: unit.id != self.visitor.unit))

    def unit(self, unit_id: object) -> Unit:
        """The unit with this id, if it is one of the page's; raises ValueRefused otherwise."""
        unit = next((unit for unit in self.units if unit.id == unit_id), None)
        if unit is None:
            raise ValueRefused("apps.refused.choice")
        return unit

    def may_save(self, unit: Unit) -> bool:
        """Whether the visitor may write on this unit's board."""
        able = self._save_event is not None and self.desk.can_save
        return able and may_write_unit(self.visitor, self.desk.code, unit.id)

    @property
    def today(self) -> date:
        """The last day that counts: for one that has withdrawn, the day it did."""
        owner = self.book.municipality(self.desk.code)
        left = owner.withdrawn_on if owner and not owner.active else None
        return min(self.book.as_of, left) if left else self.book.as_of

    def months(self) -> tuple[date, ...]:
        """The months that can be shown, the newest first."""
        newest = self.today.replace(day=1)
        return tuple(later(newest, 1, -n) for n in range(MONTHS_BACK))

    def event_measures(self, unit: Unit) -> tuple[Measure, ...]:
        """The measures that the unit follows by event dates."""
        return tuple(measure for measure in self.book.measures_of(unit) if measure.from_events)

    def board(self, unit_id: object, month: date | None = None) -> Board:
        """A unit's board, with the crosses of `month` (this month when not given)."""
        unit, today, desk = self.unit(unit_id), self.today, self.desk
        shown = month if month in self.months() else today
        charts = charts_of(self.book, unit)
        cycles, visits = desk.of(CYCLE, unit.id), (*desk.of(VISIT, unit.id), *desk.of(VISIT))
        return Board(
            book=self.book,
            unit=unit,
            cards=tuple(self._card(chart, shown) for chart in charts if chart.measure.from_events),
            charts=charts,
            due=self._due(unit, charts),
            running=board.running(cycles, today),
            coming=board.coming(cycles, today),
            barriers=board.unsolved(desk.of(BARRIER, unit.id), today),
            last_visit=board.last_visit(visits, today),
            next_visit=board.next_visit(visits, today),
            notes=board.on_board(desk.of(BOARD_NOTE, unit.id), today),
        )

    def _card(self, chart: Chart, month: date) -> EventCard:
        plans = [plan.value for plan in self.desk.of(COLLECTION_PLAN, chart.unit.id)]
        days = [plan.since for plan in plans if plan.measure == chart.measure.id and plan.since]
        since = min(days, default=None)
        events = self.book.series_of(chart.unit.id, chart.measure.id).events
        return EventCard(chart, cross(events, month, self.today, since), since)

    def _due(self, unit: Unit, charts: tuple[Chart, ...]) -> dict[str, date]:
        found = {}
        for measure in (chart.measure for chart in charts if not chart.measure.from_events):
            series = self.book.series_of(unit.id, measure.id)
            day = board.due_period(series, step(measure, series.points), self.today)
            if day is not None:
                found[measure.id] = day
        return found

    # -- events

    def event_on(self, unit: str, measure: str, on: date) -> Event | None:
        """What stands on a day already."""
        return next((e for e in self.book.series_of(unit, measure).events if e.on == on), None)

    def tap(self, unit_id: object, measure_id: object, on: object) -> Receipt | None:
        """One tap on a day registers one event. None when the day has events already: then the number is asked for."""
        unit, measure = self._place(unit_id, measure_id)
        day = accept.day(on, self.book.as_of)
        if self.event_on(unit.id, measure.id, day):
            return None
        return self._write(unit, measure, Event(day))

    def save_event(self, unit_id: object, measure_id: object, on: object, count: object, field: str) -> Receipt:
        """Check and save how many events a day had; 0 takes the day back. `field` is the word above the number."""
        unit, measure = self._place(unit_id, measure_id)
        day = accept.day(on, self.book.as_of)
        before = self.event_on(unit.id, measure.id, day)
        event = accept.event(day, entry.needed(count, field), before.note if before else "")
        if event.count == 0 and before is None:
            raise ValueRefused("apps.refused.one", field=field)
        return self._write(unit, measure, event)

    @property
    def can_undo(self) -> bool:
        """Whether there is a day of this page to undo."""
        return self._last is not None

    def undo(self) -> Receipt:
        """Undo the last day that was saved, unless somebody has changed it since."""
        last = self._last
        if last is None:
            raise ValueRefused("entries.undo.nothing")
        unit, measure = self._place(last.unit, last.measure)
        receipt = self._write(unit, measure, last.before or Event(last.on, 0))
        self._last = None
        return receipt

    def _place(self, unit_id: object, measure_id: object) -> tuple[Unit, Measure]:
        unit = self.unit(unit_id)
        measure = next((m for m in self.event_measures(unit) if m.id == measure_id), None)
        if measure is None:
            raise ValueRefused("apps.refused.choice")
        if not self.may_save(unit):
            raise closed()
        return unit, measure

    def _write(self, unit: Unit, measure: Measure, event: Event) -> Receipt:
        if self._save_event is None:
            raise closed()
        before = self.event_on(unit.id, measure.id, event.on)
        seen = Seen((before.count, None, before.note) if before else None)
        try:
            receipt = self._save_event(unit.id, measure.id, event.on, event.count, event.note, seen=seen)
        except ChangedMeanwhile as news:
            self._keep(unit, measure, _event_said(event.on, news.said))
            raise
        if receipt.changed:
            self._last = EventChange(unit.id, measure.id, event.on, before)
        self._keep(unit, measure, event)
        return receipt

    def _keep(self, unit: Unit, measure: Measure, event: Event) -> None:
        series = self.book.series_of(unit.id, measure.id)
        others = [e for e in series.events if e.on != event.on]
        events = sorted([*others, event] if event.count else others, key=lambda e: e.on)
        kept = {**self.book.series, (unit.id, measure.id): replace(series, events=tuple(events))}
        self.desk.book = replace(self.book, series=kept)
        self._tell()

    # -- agreements

    def tick(self, unit_id: object, key: str, done: bool) -> Receipt:
        """Tick an agreement off with today's day, or open it again."""
        unit = self.unit(unit_id)
        found = self.desk.one(BOARD_NOTE, unit.id, key)
        if found is None:
            raise ValueRefused("apps.refused.choice")
        values: dict[str, Any] = {spec.name: getattr(found.value, spec.name) for spec in specs(BoardNote)}
        return self.desk.save(BOARD_NOTE, unit.id, key, {**values, "done_on": self.today if done else None})

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` after every save, and after every notice of another's."""
        self._watchers.append(watcher)

    def _tell(self) -> None:
        for watcher in self._watchers:
            watcher()


def _event_said(on: date, said: object) -> Event:
    """The event that stands in the store now, from what the store says of it."""
    if isinstance(said, tuple) and said and isinstance(said[0], int | float):
        return Event(on, int(said[0]), str(said[2] or "") if len(said) > 2 else "")
    return Event(on, 0)
