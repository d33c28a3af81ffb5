"""A list with a row for each reported event, counted for one unit: shown first, saved as every preview is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from kit.actions import accept
from kit.actions.enter import known_book, local_day, moment_of
from kit.actions.previewing import compared
from kit.domain.access import Visitor
from kit.domain.book import Book
from kit.domain.compared import Preview
from kit.domain.measure import Measure
from kit.domain.pasting import Pasted
from kit.domain.reported_events import DAY, MEANINGS, PICKED, Picks, Span, Tally, counts_events, tallied, whole_periods
from kit.domain.series import Event, Point, Series
from kit.errors import Problem, ValueRefused, Where
from kit.sources.reported_events import names_in, read_reported


def preview_list(
    folder: Path | str,
    visitor: Visitor,
    unit_id: str,
    measure_id: str,
    table: Pasted,
    means: Sequence[str],
    picks: Picks,
    span: Span,
    *,
    now: datetime | None = None,
    book: Book | None = None,
) -> tuple[Preview, Tally]:
    """What a list would change in a unit's measure, and where its rows went.

    `picks` are the unit's own places, and the kinds of event that the measure counts, among those that the list names.
    A rate's denominators are those already stored; the notes that stand are kept.

    Raises NotAllowed or ValueRefused.
    """
    book, moment = known_book(folder, book), moment_of(now)
    unit = accept.own_unit(book, visitor, unit_id)
    measure = next((one for one in book.measures_of(unit) if one.id == measure_id and counts_events(one)), None)
    if measure is None or not set(means) <= set(MEANINGS) or len(means) != table.width:
        raise ValueRefused("apps.refused.choice")
    today = local_day(moment)
    periods = _settled(table, means, picks, span, measure, today)
    language = book.network.language
    reported, elsewhere, problems = read_reported(table, means, picks, today, language)
    counts, tally = tallied(reported, measure, periods)
    series, missing = _series(counts, measure, book.series_of(unit.id, measure.id))
    return compared(folder, [series], (*problems, *missing)), replace(tally, elsewhere=elsewhere)


def _settled(
    table: Pasted, means: Sequence[str], picks: Picks, span: Span, measure: Measure, today: date
) -> tuple[date, ...]:
    """The periods that the list covers; none for a measure of event dates. Raises ValueRefused for a missing choice."""
    said = [meaning for meaning in means if meaning]
    if len(said) != len(set(said)):
        raise ValueRefused("paste.twice")
    if DAY not in said:
        raise ValueRefused("paste.list.no_day")
    if set(picks) != {meaning for meaning in PICKED if meaning in said}:
        raise ValueRefused("apps.refused.choice")
    for meaning, names in picks.items():
        if not names:
            raise ValueRefused(f"paste.list.no_{meaning}")
        if not set(names) <= set(names_in(table, means, meaning)):
            raise ValueRefused("apps.refused.choice")
    if measure.from_events:
        return ()
    first, last = span
    if first is None or last is None or first > last:
        raise ValueRefused("paste.list.no_span")
    periods = whole_periods(accept.day(first, today), accept.day(last, today), measure.step)
    if not periods:
        raise ValueRefused("paste.list.short_span")
    return periods


def _series(counts: Mapping[date, int], measure: Measure, stored: Series) -> tuple[Series, list[Problem]]:
    if measure.from_events:
        notes = {event.on: event.note for event in stored.events}
        events = [Event(day, count, notes.get(day, "")) for day, count in sorted(counts.items())]
        return replace(stored, points=(), events=tuple(events)), []
    before = {point.period: point for point in stored.points}
    points, problems = [], []
    for period, count in sorted(counts.items()):
        there = before.get(period)
        bottom = there.denominator if there else None
        if measure.needs_denominator and (bottom is None or (count and not bottom)):
            problems.append(Problem("problems.list_no_denominator", Where(), {"period": period.isoformat()}))
            continue
        points.append(Point(period, count, bottom, there.note if there else ""))
    return replace(stored, points=tuple(points), events=()), problems
