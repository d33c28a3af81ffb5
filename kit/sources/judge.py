"""Judging rows of measurements: which are points and events of this network, and what is wrong with the rest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kit.domain import measured
from kit.domain.limits import EARLIEST, MOST_EVENTS_A_DAY
from kit.domain.measure import Measure
from kit.domain.network import Unit
from kit.domain.period import period_start, told_by_day
from kit.domain.programme import Programme
from kit.domain.series import Event, Point, Series
from kit.sources.content import NetworkFile
from kit.sources.row import Row

EVENT_COLUMNS = ("date", "count")
POINT_COLUMNS = ("month", "numerator", "denominator")

Found = tuple[str, str, Point | Event]


def day_of(row: Row, column: str, today: date, *, month_will_do: bool = False) -> date | None:
    """The day in a column, none that is to come or long ago; what is wrong is noted."""
    day = row.day(column, required=True, month_will_do=month_will_do)
    rule = "" if day is None else measured.day_rule(day, today)
    if rule == "future":
        row.note(column, "future", found=row.found(column), today=today.isoformat())
    elif rule:
        row.note(column, "long_ago", found=row.found(column), earliest=EARLIEST.isoformat())
    return day if row.good(column) else None


def count_of(row: Row) -> int:
    """How many events a row stands for: 1 where it does not say; what is wrong is noted."""
    count = row.number("count", whole=True, least=1)
    if count is not None and measured.count_rule(count):
        row.note("count", "too_high", found=row.found("count"), expected=MOST_EVENTS_A_DAY)
    return int(1 if count is None else count)


class Judge:
    """Knows the network, and what was read so far. `home` is the code of the file's municipality, or empty."""

    def __init__(self, network: NetworkFile, programme: Programme, today: date, home: str = "") -> None:
        self._network = network
        self._programme = programme
        self._today = today
        self._home = home
        self._units = {unit.id: unit for unit in network.units}
        self._measures = {measure.id: measure for measure in programme.measures}
        self._seen: dict[tuple[str, str, date], tuple[str, str]] = {}
        self._found: list[Found] = []

    def take(self, rows: Iterable[Row], *, columns: Iterable[str]) -> None:
        """Judge the rows of one table that has these columns; those where nothing was measured are passed over."""
        for row in rows:
            if not row.empty(*columns):
                self._row(row)

    def series(self) -> tuple[Series, ...]:
        """What was accepted, in time order, in the order of the network's units and the programme's measures."""
        places = {unit: n for n, unit in enumerate(self._units)}
        order = {measure: n for n, measure in enumerate(self._measures)}
        keys = sorted({(unit, measure) for unit, measure, _ in self._found}, key=lambda k: (places[k[0]], order[k[1]]))
        return tuple(self._one(unit, measure) for unit, measure in keys)

    def _one(self, unit: str, measure: str) -> Series:
        mine = [value for u, m, value in self._found if (u, m) == (unit, measure)]
        points = sorted((v for v in mine if isinstance(v, Point)), key=lambda p: p.period)
        events = sorted((v for v in mine if isinstance(v, Event)), key=lambda e: e.on)
        return Series(unit, measure, tuple(points), tuple(events))

    def _row(self, row: Row) -> None:
        unit = self._unit(row)
        measure = self._measure(row)
        if unit and measure and not self._network.follows(unit, measure.id):
            row.note("measure_id", "not_in_use", found=measure.id, unit=unit.id)
        if measure is None:
            self._rest(row)
            return
        value = self._event(row) if measure.from_events else self._point(row, measure)
        if unit and value and self._new(row, unit.id, measure.id, value):
            self._found.append((unit.id, measure.id, value))

    def _rest(self, row: Row) -> None:
        """Of a row whose measure is not known, what is wrong whatever the measure is."""
        for column in ("month", "date"):
            if not row.empty(column):
                self._time(row, column, month_will_do=column == "month")
        for column in ("numerator", "denominator", "count"):
            row.number(column)

    def _unit(self, row: Row) -> Unit | None:
        name = row.id("unit_id", required=True)
        if not row.known("unit_id", name, self._units, "unknown_unit"):
            return None
        unit = self._units[name]
        if self._home and unit.municipality != self._home:
            row.note("unit_id", "foreign_unit", found=name, other=unit.municipality, expected=self._home)
        return unit

    def _measure(self, row: Row) -> Measure | None:
        name = row.id("measure_id", required=True)
        if not name:
            return None
        if name not in self._measures:
            row.note("measure_id", "unknown_measure", found=name, expected=self._programme.id)
            return None
        measure = self._measures[name]
        if measure.from_events and (row.empty(*EVENT_COLUMNS) or not row.empty("numerator", "denominator")):
            row.note("measure_id", "needs_events", found=name)
            return None
        if not measure.from_events and row.has("date") and row.empty(*POINT_COLUMNS):
            row.note("measure_id", "needs_numbers", found=name)
            return None
        return measure

    def _new(self, row: Row, unit: str, measure: str, value: Point | Event) -> bool:
        """Whether nothing was said before of this unit, measure and time."""
        column, day = ("month", value.period) if isinstance(value, Point) else ("date", value.on)
        here = (row.sheet, row.place(column))
        before = self._seen.setdefault((unit, measure, day), here)
        if before == here:
            return True
        key = "month_twice" if isinstance(value, Point) else "day_twice"
        row.note(column, key, found=row.found(column), other=before[1], unit=unit, measure=measure)
        return False

    def _time(self, row: Row, column: str, *, month_will_do: bool) -> date | None:
        return day_of(row, column, self._today, month_will_do=month_will_do)

    def _event(self, row: Row) -> Event | None:
        day = self._time(row, "date", month_will_do=False)
        count = count_of(row)
        note = row.text("note")
        return None if day is None or not row.good("count", "note") else Event(day, count, note)

    def _point(self, row: Row, measure: Measure) -> Point | None:
        day = self._time(row, "month", month_will_do=not told_by_day(measure.step))
        top = row.number("numerator", whole=measured.counts_whole(measure, "numerator"))
        there = {name: not row.empty(name) for name in ("numerator", "denominator")}
        for field, rule in measured.presence_rules(measure, **there):
            row.note(field, rule, **_facts(row, measure, rule))
        bottom = row.number("denominator", whole=measured.counts_whole(measure, "denominator"))
        if top is not None and bottom is not None and row.good("numerator", "denominator"):
            _compare(row, measure, top, bottom)
        note = row.text("note")
        if day is None or top is None or not row.good("numerator", "denominator", "note"):
            return None
        return Point(period_start(day, measure.step), top, bottom, note)


def _facts(row: Row, measure: Measure, rule: str) -> dict[str, str]:
    return {"found": row.found("denominator"), "measure": measure.id} if rule == "needless_denominator" else {}


def _compare(row: Row, measure: Measure, top: float, bottom: float) -> None:
    broken = measured.pair_rule(measure, top, bottom)
    if broken and broken.rule == "over_denominator":
        row.note(broken.field, broken.rule, found=top, expected=bottom)
    elif broken:
        row.note(broken.field, broken.rule, found=top)
