"""Many measurements at once from a page: shown first with every fault, then saved all or nothing.

A pasted table and an uploaded workbook take the same way: read, judged, compared with what is stored; what the reader
saw is what is saved, unless somebody has changed one of the places meanwhile.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from kit.actions import accept
from kit.actions.enter import Receipt, known_book, local_day, moment_of
from kit.actions.folder import find_folder
from kit.actions.readings import read_all
from kit.domain.access import Visitor
from kit.domain.book import Book
from kit.domain.compared import Compared, Preview
from kit.domain.measure import Measure
from kit.domain.network import Unit
from kit.domain.pasting import BETWEEN, PERIOD, Pasted, meanings
from kit.domain.series import Series
from kit.errors import Problem, StoreError, ValueRefused
from kit.sources import pasted
from kit.sources.content import NetworkFile
from kit.sources.measurements import write_measurements
from kit.store import Store, open_store

MOST_BYTES = 3_000_000
MOST_CHANGES = 20_000
_UNSAFE = re.compile(r"[^\w .-]")


def preview_pasted(
    folder: Path | str,
    visitor: Visitor,
    unit_id: str,
    measure_id: str,
    table: Pasted,
    means: Sequence[str],
    *,
    now: datetime | None = None,
    book: Book | None = None,
) -> Preview:
    """What a pasted table would change in a unit. `means` says what each column is (see `meanings`); `measure_id` is
    the measure of a bare list of days. Raises NotAllowed or ValueRefused."""
    book, moment = known_book(folder, book), moment_of(now)
    unit = accept.own_unit(book, visitor, unit_id)
    followed = book.measures_of(unit)
    chosen = next((one for one in followed if one.id == measure_id), None)
    if chosen is None or not set(means) <= set(meanings(followed)) or len(means) != table.width:
        raise ValueRefused("apps.refused.choice")
    _complete(means, followed, chosen)
    day = local_day(moment)
    series, problems = pasted.read_pasted(table, means, unit.id, chosen, _content(book), book.programme, day)
    return compared(folder, series, problems)


def _complete(means: Sequence[str], followed: Sequence[Measure], chosen: Measure) -> None:
    """Raises ValueRefused when the columns do not make whole measurements, or one meaning is there twice."""
    said = [meaning for meaning in means if meaning]
    if len(said) != len(set(said)):
        raise ValueRefused("paste.twice")
    if PERIOD not in said:
        raise ValueRefused("paste.no_period")
    numbers = {meaning for meaning in said if BETWEEN in meaning}
    if not numbers and not chosen.from_events:
        raise ValueRefused("paste.no_numbers")
    for measure in followed:
        there = {name for name in ("numerator", "denominator") if f"{measure.id}{BETWEEN}{name}" in numbers}
        if measure.needs_denominator and len(there) == 1:
            raise ValueRefused("paste.half", measure=measure.id)


def preview_workbook(
    folder: Path | str,
    visitor: Visitor,
    municipality: str,
    name: object,
    content: object,
    *,
    now: datetime | None = None,
    book: Book | None = None,
) -> Preview:
    """What a municipality's workbook (or CSV file) would change. It is read as an import reads it.

    Another municipality's file is refused: its units are none of this one's. Raises NotAllowed or ValueRefused.
    """
    book, moment = known_book(folder, book), moment_of(now)
    home = accept.own(book, visitor, municipality)
    if not isinstance(name, str) or not isinstance(content, bytes | bytearray | memoryview):
        raise ValueRefused("paste.no_file")
    if len(content) > MOST_BYTES:
        raise ValueRefused("paste.file_too_large", most=MOST_BYTES // 1_000_000)
    own = _content(book.only(home.code))
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / _safe(name)
        path.write_bytes(content)
        readings = read_all([path], own, book.programme, local_day(moment))
    series = tuple(one for reading in readings.read for one in reading.series)
    return compared(folder, series, tuple(_own_words(problem) for problem in readings.problems))


def _safe(name: str) -> str:
    """A name that is a file's and nothing else; its ending and the code it begins with matter to the reader."""
    bare = Path(name.replace("\\", "/")).name
    path = Path(_UNSAFE.sub("_", bare).strip(" .") or "_")
    return f"{path.stem[:60]}{path.suffix[:8]}"


def _own_words(problem: Problem) -> Problem:
    foreign = problem.key == "problems.file_municipality"
    return replace(problem, key="paste.foreign_file", values={}) if foreign else problem


def compared(folder: Path | str, series: Sequence[Series], problems: Sequence[Problem]) -> Preview:
    """What series would change of what is stored; nothing where there are problems."""
    found = tuple(problems)
    if found or not series:
        return Preview((), found)
    try:
        with open_store(find_folder(folder).database) as store:
            return Preview(store.compare(series))
    except StoreError as error:
        if error.key != "store.missing":
            raise
    with open_store(find_folder(folder).database, create=True) as store:
        return Preview(store.compare(series))


def save_preview(
    folder: Path | str,
    visitor: Visitor,
    preview: Preview,
    *,
    now: datetime | None = None,
    book: Book | None = None,
) -> Receipt:
    """Save what a preview shows, in one transaction: all or nothing. Every value is checked again.

    Raises NotAllowed, ValueRefused, or ChangedMeanwhile when one of the places has changed since it was shown.
    """
    book, moment = known_book(folder, book), moment_of(now)
    if preview.problems or not preview.changes or len(preview.changes) > MOST_CHANGES:
        raise ValueRefused("paste.not_ready")
    checked = [_checked(book, visitor, change, local_day(moment)) for change in preview.changes]
    events = {one.id for one in book.programme.measures if one.from_events}

    def save(store: Store) -> bool:
        return store.save_compared(checked, events, by=visitor.id, at=moment) > 0

    with open_store(find_folder(folder).database, create=True) as store:
        return Receipt(moment, save(store))


def _checked(book: Book, visitor: Visitor, change: Compared, today: date) -> Compared:
    unit: Unit = accept.own_unit(book, visitor, change.unit)
    known = book.programme.measure(change.measure)
    measure = accept.measure_of(book, unit, change.measure, events=bool(known and known.from_events))
    day = accept.day(date.fromisoformat(change.day), today)
    amount, bottom, note = change.after
    if measure.from_events:
        event = accept.event(day, amount, note)
        accept.unit_still_in(book, unit, day)
        return change._replace(after=(event.count, None, event.note))
    first_day = accept.period(day, measure, today)
    accept.unit_still_in(book, unit, first_day)
    point = accept.point(measure, first_day, amount, bottom, note)
    return change._replace(day=first_day.isoformat(), after=(point.numerator, point.denominator, point.note))


def workbook(folder: Path | str, visitor: Visitor, municipality: str, *, book: Book | None = None) -> tuple[str, bytes]:
    """The municipality's workbook as it would be made today, with everything stored filled in: (file name, bytes)."""
    book = known_book(folder, book)
    home = accept.own(book, visitor, municipality)
    units = [unit.id for unit in book.units_of(home.code)]
    try:
        with open_store(find_folder(folder).database) as store:
            series = store.series(units)
    except StoreError as error:
        if error.key != "store.missing":
            raise
        series = {}
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "workbook.xlsx"
        write_measurements(path, _content(book), book.programme, home.code, tuple(series.values()))
        return f"{home.code} {_safe(home.name)}.xlsx", path.read_bytes()


def _content(book: Book) -> NetworkFile:
    return NetworkFile(book.network, book.municipalities, book.units, book.people, book.seminars, book.in_use)
