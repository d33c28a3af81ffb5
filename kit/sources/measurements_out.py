"""Writing a municipality's measurement workbook: only what is to be filled in is open for typing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from kit.domain.measure import Measure, ValueKind
from kit.domain.network import Unit
from kit.domain.period import later, period_start, told_by_day
from kit.domain.programme import Programme
from kit.domain.series import Point, Series
from kit.sources.content import NetworkFile
from kit.sources.paper import HEAD_ROW, Paper, Value, put
from kit.sources.safe_write import written_whole
from kit.sources.words import EVENTS, MEASUREMENTS, heading, with_id

LINES = tuple(f"workbook.measurements.line{n}" for n in range(6))
WEEKS_BEFORE = 12
SPARE_ROWS = 100
EVENT_ROWS = 500
WIDTHS = {"unit_id": 18, "unit": 30, "measure_id": 22, "measure": 44, "month": 12, "numerator": 10, "denominator": 10,
          "date": 13, "count": 10, "note": 50}  # fmt: skip
NUMERATOR, DENOMINATOR = MEASUREMENTS.columns.index("numerator"), MEASUREMENTS.columns.index("denominator")
_ALLOWED = {"autofilter": True, "format_columns": True, "format_rows": True, "sort": True}


@dataclass(frozen=True, slots=True)
class Block:
    """A unit on a measure: its periods, and what is known of them."""

    unit: Unit
    measure: Measure
    periods: tuple[date, ...]
    points: dict[date, Point]


def write_measurements(
    path: Path,
    network: NetworkFile,
    programme: Programme,
    municipality: str,
    series: Iterable[Series] = (),
    until: date | None = None,
) -> None:
    """Write the workbook of a municipality, one line per unit, measure and period, filled in as far as `series` says.

    Periods run from `WEEKS_BEFORE` weeks before the first learning seminar (or the first point known) to `until`, by
    default the programme's end. Raises FolderError when the file is open elsewhere or cannot be written.
    """
    known = {(one.unit, one.measure): one for one in series}
    last = until or network.network.first_seminar + timedelta(weeks=programme.weeks)
    blocks = list(_blocks(network, programme, municipality, known, last))
    home = network.municipality(municipality)
    name = home.name if home else ""
    written_whole(path, lambda draft: _Workbook(draft, network, programme, municipality, name).write(blocks, known))


def _blocks(
    network: NetworkFile, programme: Programme, code: str, known: dict[tuple[str, str], Series], last: date
) -> Iterator[Block]:
    first = network.network.first_seminar - timedelta(weeks=WEEKS_BEFORE)
    for unit in network.units_of(code):
        for measure in programme.measures:
            if measure.from_events or not network.follows(unit, measure.id):
                continue
            points = {point.period: point for point in known.get((unit.id, measure.id), Series("", "")).points}
            periods = {*points, *_periods(min([first, *points]), last, measure.step)}
            yield Block(unit, measure, tuple(sorted(periods)), points)


def _periods(first: date, last: date, step: int) -> Iterator[date]:
    """The first days of all periods from the one that holds `first` to the one that holds `last`."""
    day = period_start(first, step)
    while day <= last:
        yield day
        day = later(day, step)


class _Workbook:
    def __init__(self, path: Path, network: NetworkFile, programme: Programme, code: str, name: str) -> None:
        self.network, self.programme, self.code, self.name = network, programme, code, name
        self.paper = Paper(path, network.network, f"{code} {name}")

    def write(self, blocks: Sequence[Block], known: dict[tuple[str, str], Series]) -> None:
        """Write all sheets."""
        paper = self.paper
        fact = (heading("code", paper.language), self.code, self.name)
        sheet = paper.sheet("instructions")
        paper.lines(sheet, LINES, [fact])
        sheet.protect("", _ALLOWED)
        self._measurements(blocks)
        self._events(known)
        paper.close()

    def _measurements(self, blocks: Sequence[Block]) -> None:
        sheet = self.paper.sheet("measurements")
        self.paper.head(sheet, MEASUREMENTS, "workbook.measurements.top", WIDTHS)
        row = HEAD_ROW + 1
        for block in blocks:
            self._block(sheet, row, block)
            row += len(block.periods)
        self._spare(sheet, row)
        sheet.autofilter(HEAD_ROW, 0, row + SPARE_ROWS - 1, len(MEASUREMENTS.columns) - 1)
        sheet.protect("", _ALLOWED)

    def _block(self, sheet: Any, top: int, block: Block) -> None:
        paper, measure = self.paper, block.measure
        fixed, number = paper.style("text"), paper.style("number", fill=True, locked=False)
        closed = paper.style("text")
        when = paper.style("date" if told_by_day(measure.step) else "month")
        names: tuple[Value, ...] = (block.unit.id, block.unit.name, measure.id, paper.texts.label(measure.name))
        for row, period in enumerate(block.periods, start=top):
            point = block.points.get(period)
            for column, value in enumerate(names):
                put(sheet, row, column, value, fixed)
            put(sheet, row, 4, period, when)
            put(sheet, row, NUMERATOR, point.numerator if point else None, number)
            bottom = point.denominator if point else None
            put(sheet, row, DENOMINATOR, bottom, number if measure.needs_denominator else closed)
            put(sheet, row, 7, point.note if point else None, paper.style("note", fill=True, locked=False))
        if block.periods:
            self._number_checks(sheet, top, top + len(block.periods) - 1, measure)

    def _number_checks(self, sheet: Any, top: int, bottom: int, measure: Measure) -> None:
        """While typing: not negative, whole where things are counted, and for percent not over the denominator."""
        over, under = xl_rowcol_to_cell(top, NUMERATOR), xl_rowcol_to_cell(top, DENOMINATOR)
        percent = measure.value is ValueKind.PERCENT
        for column, cell in ((NUMERATOR, over), (DENOMINATOR, under)):
            whole = percent or (column == NUMERATOR and measure.value is not ValueKind.MEAN)
            formula = f"AND(ISNUMBER({cell}),{cell}>=0{f',{cell}=INT({cell})' if whole else ''}"
            formula += f',OR({over}="",{under}="",{over}<={under}))' if percent else ")"
            message = "percent" if percent else "whole" if whole else "number"
            rule = self.paper.check({"validate": "custom", "value": f"={formula}"}, message)
            sheet.data_validation(top, column, bottom, column, rule)

    def _spare(self, sheet: Any, top: int) -> None:
        """Open lines at the end, for months before or after those laid out."""
        names = ("text", "text", "text", "text", "month", "number", "number", "note")
        styles = [self.paper.style(name, fill=True, locked=False) for name in names]
        for row in range(top, top + SPARE_ROWS):
            for column, style in enumerate(styles):
                put(sheet, row, column, None, style)
        last = top + SPARE_ROWS - 1
        measures = [one for one in self._followed() if not one.from_events]
        self._lists(sheet, top, last, {"unit_id": 0, "measure_id": 2}, "numbers", measures)

    def _followed(self) -> list[Measure]:
        units = self.network.units_of(self.code)
        return [one for one in self.programme.measures if any(self.network.follows(unit, one.id) for unit in units)]

    def _lists(
        self, sheet: Any, top: int, bottom: int, columns: dict[str, int], name: str, measures: Sequence[Measure]
    ) -> None:
        words = self.paper.texts
        units = self.paper.list("unit", [with_id(one.id, one.name) for one in self.network.units_of(self.code)])
        chosen = self.paper.list(name, [with_id(one.id, words.label(one.name)) for one in measures])
        for column, source in ((columns["unit_id"], units), (columns["measure_id"], chosen)):
            if source:
                sheet.data_validation(top, column, bottom, column, self.paper.choice(source))

    def _events(self, known: dict[tuple[str, str], Series]) -> None:
        paper = self.paper
        sheet = paper.sheet("events")
        paper.head(sheet, EVENTS, "workbook.events.top", {**WIDTHS, "unit_id": 38, "measure_id": 58})
        rows = list(self._event_rows(known))
        styles = [paper.style(name, fill=True, locked=False) for name in ("text", "text", "date", "whole", "note")]
        blank: tuple[Value, ...] = (None,) * len(styles)
        for number, row in enumerate([*rows, *[blank] * EVENT_ROWS], start=HEAD_ROW + 1):
            for column, value in enumerate(row):
                put(sheet, number, column, value, styles[column])
        bottom = HEAD_ROW + len(rows) + EVENT_ROWS
        events = [one for one in self._followed() if one.from_events]
        self._lists(sheet, HEAD_ROW + 1, bottom, {"unit_id": 0, "measure_id": 1}, "events", events)
        sheet.data_validation(HEAD_ROW + 1, 2, bottom, 2, paper.a_date())
        sheet.data_validation(HEAD_ROW + 1, 3, bottom, 3, paper.a_whole(1))
        sheet.protect("", _ALLOWED)

    def _event_rows(self, known: dict[tuple[str, str], Series]) -> Iterator[tuple[Value, ...]]:
        words = self.paper.texts
        for unit in self.network.units_of(self.code):
            for measure in self.programme.measures:
                for event in known.get((unit.id, measure.id), Series("", "")).events:
                    names = with_id(unit.id, unit.name), with_id(measure.id, words.label(measure.name))
                    yield (*names, event.on, event.count, event.note)
