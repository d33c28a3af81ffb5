"""The measurements of one municipality as its page works on them: every save says what it saw; the last is undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from kit.actions import accept
from kit.actions.chart import chart_of
from kit.apps import entry
from kit.apps.saving import Receipt, closed
from kit.domain.book import Book
from kit.domain.compared import Preview
from kit.domain.measure import Measure
from kit.domain.network import Unit
from kit.domain.pasting import Pasted
from kit.domain.reported_events import Picks, Span, Tally, counts_events
from kit.domain.seen import Seen
from kit.domain.series import Event, Point, Series
from kit.errors import ChangedMeanwhile, ValueRefused
from kit.figures.chart import Chart


class SaveMonth(Protocol):
    """Saves one period's measurement; a numerator of None takes it back."""

    def __call__(
        self,
        unit: str,
        measure: str,
        period: date,
        numerator: float | None,
        denominator: float | None,
        note: str,
        *,
        seen: Seen,
    ) -> Receipt: ...


class SaveEvent(Protocol):
    """Saves the day of an event; a count of 0 takes it back."""

    def __call__(self, unit: str, measure: str, on: date, count: int, note: str, *, seen: Seen) -> Receipt: ...


class Many(Protocol):
    """What the page hands in for many measurements at once and for files, bound to its folder and visitor."""

    def split(self, text: object) -> Pasted: ...

    def propose(self, table: Pasted, followed: Sequence[Measure], chosen: Measure) -> tuple[str, ...]: ...

    def pasted(self, unit: str, measure: str, table: Pasted, means: tuple[str, ...]) -> Preview: ...

    def read_list(self, content: object) -> Pasted: ...

    def propose_columns(self, table: Pasted) -> tuple[str, ...]: ...

    def names_in(self, table: Pasted, means: tuple[str, ...], meaning: str) -> tuple[str, ...]: ...

    def listed(
        self, unit: str, measure: str, table: Pasted, means: tuple[str, ...], picks: Picks, span: Span
    ) -> tuple[Preview, Tally]: ...

    def workbook(self, name: object, content: object) -> Preview: ...

    def save(self, preview: Preview) -> Receipt: ...

    def fresh(self) -> tuple[str, bytes]: ...

    def printed(self, title: str, body: str) -> bytes: ...

    def reload(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Step:
    """What the last save wrote over: enough to undo it."""

    unit: str
    measure: str
    on: date
    before: Point | Event | None


class BaselineModel:
    """The measurements of one municipality. Everything that comes in is checked here, and again where it is saved.

    `book` always holds what was saved last. When somebody else has changed a period or a day meanwhile, the model
    takes over what they saved and raises ChangedMeanwhile: saving again writes over it knowingly.
    """

    def __init__(
        self, book: Book, code: str, save_month: SaveMonth | None = None, save_event: SaveEvent | None = None
    ) -> None:
        self.book, self.code = book, code
        self.own_unit = ""  # the unit that the visitor writes for, if it is one alone
        self.may_lead = False  # whether the visitor writes for the whole municipality
        self.many: Many | None = None
        self._save_month, self._save_event = save_month, save_event
        self._last: Step | None = None
        self._watchers: list[Callable[[], None]] = []

    @property
    def can_save(self) -> bool:
        """Whether the page may save."""
        return self._save_month is not None and self._save_event is not None

    @property
    def can_undo(self) -> bool:
        """Whether there is a save of this page to undo."""
        return self._last is not None

    @property
    def units(self) -> tuple[Unit, ...]:
        """The municipality's units that follow at least one measure."""
        return tuple(unit for unit in self.book.units_of(self.code) if self.book.measures_of(unit))

    @property
    def to_fill(self) -> tuple[Unit, ...]:
        """The units that the visitor may write for."""
        return tuple(unit for unit in self.units if self.own_unit in ("", unit.id))

    @property
    def to_count(self) -> tuple[Unit, ...]:
        """Those of them that follow a measure which a list of events says something of."""
        return tuple(unit for unit in self.to_fill if any(map(counts_events, self.book.measures_of(unit))))

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
        first_day = self.period(measure, period)
        top = entry.needed(numerator, fields[0])
        bottom = entry.needed(denominator, fields[1]) if measure.needs_denominator else None
        return self.put_point(unit, measure, first_day, accept.point(measure, first_day, top, bottom, note))

    def take_back(self, unit_id: object, measure_id: object, period: object) -> Receipt:
        """Take back what stands for a period; the history keeps it."""
        unit = self.unit(unit_id)
        measure = self.measure(unit, measure_id)
        first_day = self.period(measure, period)
        if self.point_at(unit.id, measure.id, first_day) is None:
            raise ValueRefused("apps.refused.nothing")
        return self.put_point(unit, measure, first_day, None)

    def period(self, measure: Measure, period: object) -> date:
        """The first day of a period that can be entered; raises ValueRefused for anything else."""
        if measure.from_events or not isinstance(period, date) or period not in self.periods(measure):
            raise ValueRefused("apps.refused.choice")
        return period

    def put_point(self, unit: Unit, measure: Measure, period: date, point: Point | None) -> Receipt:
        """Save a point that was checked, or take the period's back (None).

        Raises ChangedMeanwhile, or whatever the save raises; then nothing was saved.
        """
        if self._save_month is None:
            raise closed()
        before = self.point_at(unit.id, measure.id, period)
        seen = Seen(None if before is None else (before.numerator, before.denominator, before.note))
        said = (None, None, "") if point is None else (point.numerator, point.denominator, point.note)
        try:
            receipt = self._save_month(unit.id, measure.id, period, *said, seen=seen)
        except ChangedMeanwhile as news:
            theirs = Point(period, *news.said) if isinstance(news.said, tuple) else None  # type: ignore[arg-type]
            self._keep_point(unit, measure, period, theirs)
            raise
        self._remember(receipt, Step(unit.id, measure.id, period, before))
        self._keep_point(unit, measure, period, point)
        return receipt

    def _keep_point(self, unit: Unit, measure: Measure, period: date, point: Point | None) -> None:
        series = self.book.series_of(unit.id, measure.id)
        kept = [one for one in series.points if one.period != period] + ([] if point is None else [point])
        self._keep(replace(series, points=tuple(sorted(kept, key=lambda one: one.period))))

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
        return self.put_event(unit, measure, event)

    def put_event(self, unit: Unit, measure: Measure, event: Event) -> Receipt:
        """Save a day that was checked; a count of 0 takes it back. Raises as `put_point`."""
        if self._save_event is None:
            raise closed()
        before = self.event_on(unit.id, measure.id, event.on)
        seen = Seen(None if before is None else (before.count, None, before.note))
        try:
            receipt = self._save_event(unit.id, measure.id, event.on, event.count, event.note, seen=seen)
        except ChangedMeanwhile as news:
            said = news.said if isinstance(news.said, tuple) else (0, None, "")
            self._keep_event(unit, measure, Event(event.on, int(said[0]), str(said[2])))  # type: ignore[call-overload]
            raise
        self._remember(receipt, Step(unit.id, measure.id, event.on, before or Event(event.on, 0)))
        self._keep_event(unit, measure, event)
        return receipt

    def _keep_event(self, unit: Unit, measure: Measure, event: Event) -> None:
        series = self.book.series_of(unit.id, measure.id)
        kept = [one for one in series.events if one.on != event.on] + ([event] if event.count else [])
        self._keep(replace(series, events=tuple(sorted(kept, key=lambda one: one.on))))

    def _remember(self, receipt: Receipt, step: Step) -> None:
        self._last = step if receipt.changed else self._last

    def undo(self) -> Receipt:
        """Undo the last save of this page, unless somebody has changed it since."""
        last = self._last
        if last is None:
            raise ValueRefused("entries.undo.nothing")
        unit = self.unit(last.unit)
        measure = self.measure(unit, last.measure)
        if isinstance(last.before, Event):
            receipt = self.put_event(unit, measure, last.before)
        else:
            receipt = self.put_point(unit, measure, last.on, last.before)
        self._last = None
        return receipt

    def _keep(self, series: Series) -> None:
        self.take(replace(self.book, series={**self.book.series, (series.unit, series.measure): series}))

    def take(self, book: Book) -> None:
        """Go on with a newer Book, and tell everybody who watches."""
        self.book = book
        for watcher in self._watchers:
            watcher()

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` after every save."""
        self._watchers.append(watcher)
