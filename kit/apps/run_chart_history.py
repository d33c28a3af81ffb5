"""Everything that was ever decided about a chart: what counts now, what was corrected and what was taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from kit.apps import html
from kit.apps.entry_words import who
from kit.apps.run_chart_words import entry_words
from kit.domain.book import Book
from kit.domain.entries.chart import DECISIONS
from kit.domain.entries.entry import Entry, Record, read
from kit.figures.chart import Chart
from kit.texts import Texts

_KINDS = {kind.id: kind for kind in DECISIONS}


@dataclass(frozen=True, slots=True)
class Step:
    """What one save did: `how` is new, corrected or taken_back; `entry` is what it said, or what it took back."""

    kind: str
    how: str
    entry: Entry[object]


def steps(chart: Chart, book: Book) -> tuple[Step, ...]:
    """What was said about one chart, the oldest first. What cannot be read is left out."""
    return tuple(step for step in _steps(book, chart.unit.id) if step.entry.value.measure == chart.measure.id)  # type: ignore[attr-defined]


def _steps(book: Book, unit: str) -> Iterator[Step]:
    stood: dict[tuple[str, str], object] = {}
    for record in book.decided:
        if record.unit != unit or record.kind not in _KINDS:
            continue
        before = stood.pop((record.kind, record.key), None)
        value = _value(record) or before
        if value is None:
            continue
        how = "taken_back" if record.content is None else "new" if before is None else "corrected"
        if record.content is not None:
            stood[record.kind, record.key] = value
        entry = Entry(record.municipality, record.unit, record.key, value, record.at, record.by)
        yield Step(record.kind, how, entry)


def _value(record: Record) -> object:
    try:
        return read(_KINDS[record.kind], record.content) if record.content else None
    except (TypeError, ValueError):
        return None


def history_html(chart: Chart, book: Book, texts: Texts) -> Markup | None:
    """Who said what and when, the newest first; None while nothing was corrected or taken back."""
    found = steps(chart, book)
    if all(step.how == "new" for step in found):
        return None
    headings = [texts(f"run_chart.history.{name}") for name in ("when", "what", "who")]
    rows = [_row(step, book, texts) for step in reversed(found)]
    name = texts.label(chart.measure.name)
    table = html.table(texts("run_chart.history.caption", measure=name, unit=chart.unit.name), headings, rows)
    return html.details(texts("run_chart.history.title", n=len(found)), table)


def _row(step: Step, book: Book, texts: Texts) -> tuple[html.Cell, ...]:
    local = step.entry.at.astimezone()
    when = texts("run_chart.history.at", day=texts.formats.short_date(local.date()), time=texts.formats.time(local))
    words = entry_words(step.kind, step.entry, texts)
    return when, texts(f"run_chart.history.{step.how}", what=words), who(step.entry.by, book, texts)
