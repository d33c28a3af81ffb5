"""Where ticks stand and what they say, and labels that do not lie on each other. Only the drawing needs these."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kit.domain.measure import ValueKind
from kit.figures.chart import Chart
from kit.figures.words import month_name
from kit.texts import Texts

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
MONTH_STEPS = ((8, 1), (16, 2), (27, 3), (54, 6), (108, 12))  # months shown, months from tick to tick
SMALL_PERCENT = 20.0  # a chart that never leaves the lowest fifth is drawn larger than 0–100


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis: its range, and where ticks stand with their words."""

    low: float
    high: float
    places: tuple[float, ...]
    words: tuple[str, ...]


def value_scale(chart: Chart, shown: Sequence[float], texts: Texts) -> Scale:
    """The value axis for everything that is shown: 0–100 for percent, from 0 for counts, rates and days."""
    top = max(shown, default=0.0)
    if chart.measure.value is ValueKind.PERCENT:
        return _percent_scale(top, texts)
    low = min(shown, default=0.0)
    start = 0.0 if chart.measure.value is not ValueKind.MEAN or low < top / 2 else low
    places = nice_places(start, top, whole=chart.measure.value in (ValueKind.COUNT, ValueKind.DAYS_BETWEEN))
    words = tuple(texts.formats.number(place) for place in places)
    return Scale(places[0], places[-1], places, words)


def _percent_scale(top: float, texts: Texts) -> Scale:
    places = nice_places(0.0, top, whole=False) if 0 < top <= SMALL_PERCENT else (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)
    digits = 0 if all(place == int(place) for place in places) else 1
    return Scale(0.0, places[-1], places, tuple(texts.formats.percent(place, digits) for place in places))


def nice_places(low: float, high: float, *, whole: bool, about: int = 4) -> tuple[float, ...]:
    """Four to seven round numbers from at or below `low` to at or above `high`; whole ones only, where asked."""
    span = max(high - low, 1.0 if whole else 1e-9 + abs(high) * 1e-3)
    power = 10.0 ** math.floor(math.log10(span / about))
    step = next(factor * power for factor in STEPS if factor * power >= span / about - 1e-12)
    if whole:
        step = max(1.0, math.ceil(step) if step < 10 else step)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(index * step, 10) for index in range(first, max(last, first + 1) + 1))


def month_ticks(first: date, last: date, texts: Texts, most: int = 9) -> tuple[tuple[date, ...], tuple[str, ...]]:
    """At most `most` calendar months between two days; the year stands under the first tick and January."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    fitting = (step for longest, step in MONTH_STEPS if months <= longest and months <= step * most)
    step = next(fitting, 12 * math.ceil(months / (12 * min(most, 9))))
    start = first.year * 12 + first.month - 1
    indices = [index for index in range(start, start + months) if index % min(step, 12) == 0]
    days = [date(index // 12, index % 12 + 1, 1) for index in indices or [start]]
    days = [day for day in days if step <= 12 or (day.year - days[0].year) % (step // 12) == 0]
    words, year = [], 0
    for day in days:
        words.append(month_name(day, texts) + (f"<br>{day.year}" if day.year != year else ""))
        year = day.year
    return tuple(days), tuple(words)


def event_ticks(chart: Chart, texts: Texts, most: int = 5) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Positions 1 to n of the intervals, some of them with the month in which they ended."""
    count = len(chart.x)
    gap = max(1, math.ceil(count / most))
    places = tuple(range(count, 0, -gap))[::-1]
    return places, tuple(f"{month_name(chart.x[place - 1], texts)}<br>{chart.x[place - 1].year}" for place in places)


def unit_word(chart: Chart, texts: Texts) -> str:
    """What the value axis counts, for the corner of the figure; nothing where the ticks say it themselves."""
    kind = chart.measure.value
    if kind is ValueKind.PERCENT:
        return ""
    return texts(f"figures.unit.{kind}", per=texts.formats.number(chart.measure.per, 0))


def margins_of_time(chart: Chart) -> tuple[date, date]:
    """The days at which the time axis begins and ends: a little air on both sides of the points."""
    air = max(6, round((chart.x[-1] - chart.x[0]).days * 0.025))
    return chart.x[0] - timedelta(days=air), chart.x[-1] + timedelta(days=air)


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Move label centres (pixels) as little as needed so that labels of these heights do not touch.

    Labels keep their order (of equal ones the first stands on top) and stay with their edges between `low` and `high`
    as far as there is room.
    """
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], -index))
    placed = [wanted[index] for index in order]
    halves = [heights[index] / 2 for index in order]
    for _ in placed:
        for upper in range(1, len(placed)):
            overlap = halves[upper] + halves[upper - 1] - (placed[upper] - placed[upper - 1])
            placed[upper - 1] -= max(0.0, overlap / 2)
            placed[upper] += max(0.0, overlap / 2)
    _press_down(placed, halves, high)
    _push_up(placed, halves, low)
    return [place for _, place in sorted(zip(order, placed, strict=True))]


def _press_down(placed: list[float], halves: list[float], high: float) -> None:
    for index in reversed(range(len(placed))):
        placed[index] = min(placed[index], high - halves[index])
        high = placed[index] - halves[index]


def _push_up(placed: list[float], halves: list[float], low: float) -> None:
    for index, half in enumerate(halves):
        placed[index] = max(placed[index], low + half)
        low = placed[index] + half
