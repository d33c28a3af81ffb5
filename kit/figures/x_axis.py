"""The axis along which an analysis runs: days, numbers, or units by name."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from kit.figures.scales import month_ticks, nice_places
from kit.figures.theme import width_of
from kit.figures.wording import number_text
from kit.figures.words import plain
from kit.texts import Texts

SHORT_SPAN = 75  # days; below this months are too few to be ticks
LONGEST_NAME, LONGEST_TURNED = 14, 26  # characters
TICK, DATE, TURNED = 36, 50, 15  # pixels along the axis that a month or number, a date, a turned name needs


@dataclass(frozen=True, slots=True)
class XAxis:
    """Where points stand. `numbers` are days since year 1, plain numbers, or 1 to n for names; `labels` their words.

    `turned` when the ticks' words must be read from below, since they have no room beside each other.
    """

    kind: str
    numbers: tuple[float, ...]
    labels: tuple[str, ...]
    low: float
    high: float
    ticks: tuple[float, ...]
    words: tuple[str, ...]
    turned: bool = False

    def place(self, number: float) -> Any:
        """A position as plotly takes it: days as ISO text."""
        if self.kind != "day":
            return number
        moment = datetime.fromordinal(math.floor(number)) + timedelta(days=number - math.floor(number))
        return moment.date().isoformat() if moment.time() == datetime.min.time() else moment.isoformat()

    @property
    def places(self) -> list[Any]:
        """Where every point stands."""
        return [self.place(number) for number in self.numbers]

    def edge(self, point: int) -> float:
        """Half-way between a point and the one before; the axis' ends for the first and behind the last."""
        if point <= 0:
            return self.low
        if point >= len(self.numbers):
            return self.high
        return (self.numbers[point - 1] + self.numbers[point]) / 2

    def share(self, number: float) -> float:
        """Where a position lies on the axis, from 0 to 1."""
        return (number - self.low) / (self.high - self.low)

    def find(self, x: object) -> float | None:
        """The position of a day, number or name; None when it lies outside the axis or is none of these."""
        number = self._number(x)
        return number if number is not None and self.low <= number <= self.high else None

    def _number(self, x: object) -> float | None:
        if self.kind == "name":
            return float(self.labels.index(str(x)) + 1) if str(x) in self.labels else None
        try:
            return day_number(x) if self.kind == "day" else float(x)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            return None


def day_number(x: object) -> float:
    """Days since year 1 of a date, a date-time, numpy's or ISO text. Raises ValueError for anything else."""
    if isinstance(x, str):
        x = datetime.fromisoformat(x)
    if isinstance(x, np.datetime64):
        x = x.astype("datetime64[us]").astype(datetime)
    if isinstance(x, datetime):
        return x.toordinal() + (x.hour * 3600 + x.minute * 60 + x.second) / 86400
    if isinstance(x, date):
        return float(x.toordinal())
    raise ValueError(f"not a date: {type(x).__name__}")


def x_axis(x: np.ndarray, texts: Texts, room: int = 220) -> XAxis:
    """The axis for the labels `x` of an analysis, with as many ticks as have room in `room` pixels."""
    if x.dtype.kind == "M":
        return _days(x, texts, room)
    if x.dtype.kind in "iuf":
        return _numbers(x, texts, max(2, min(6, room // TICK)))
    return _names([str(name) for name in x.tolist()], room)


def _days(x: np.ndarray, texts: Texts, room: int) -> XAxis:
    numbers = tuple(day_number(day) for day in x)
    days = [date.fromordinal(math.floor(number)) for number in numbers]
    monthly = all(day.day == 1 for day in days)
    labels = tuple(texts.formats.month(day) if monthly else texts.formats.short_date(day) for day in days)
    air = max(0.5, (numbers[-1] - numbers[0]) * 0.025)
    low, high = numbers[0] - air, numbers[-1] + air
    if numbers[-1] - numbers[0] <= SHORT_SPAN:
        chosen = _some(len(numbers), max(2, room // DATE))
        ticks, words = [numbers[i] for i in chosen], _dates([days[i] for i in chosen], texts)
        return XAxis("day", numbers, labels, low, high, tuple(ticks), tuple(words))
    months, names = month_ticks(days[0], days[-1], texts, max(2, room // TICK))
    ticks = [float(month.toordinal()) for month in months]
    kept = [(tick, name) for tick, name in zip(ticks, names, strict=True) if low <= tick <= high]
    return XAxis("day", numbers, labels, low, high, tuple(t for t, _ in kept), tuple(name for _, name in kept))


def _dates(days: list[date], texts: Texts) -> list[str]:
    """Days with their months; the year stands under the first one and where it changes."""
    words, year = [], 0
    for day in days:
        words.append(texts.formats.day_of_month(day) + (f"<br>{day.year}" if day.year != year else ""))
        year = day.year
    return words


def _numbers(x: np.ndarray, texts: Texts, most: int) -> XAxis:
    numbers = tuple(float(value) for value in x)
    whole = all(value == int(value) for value in numbers)
    air = max((numbers[-1] - numbers[0]) * 0.025, 0.5 if whole else 1e-9)
    low, high = numbers[0] - air, numbers[-1] + air
    places = nice_places(numbers[0], numbers[-1], whole=whole, about=most)
    ticks = tuple(place for place in places if low <= place <= high)
    labels = tuple(number_text(value, texts) for value in numbers)
    return XAxis("number", numbers, labels, low, high, ticks, tuple(number_text(tick, texts) for tick in ticks))


def _names(names: list[str], room: int) -> XAxis:
    numbers = tuple(float(place) for place in range(1, len(names) + 1))
    turned = max(width_of(name[:LONGEST_NAME]) for name in names) + 8 > room / len(names)
    most = LONGEST_TURNED if turned else LONGEST_NAME
    words = [name if len(name) <= most else f"{name[: most - 1].rstrip()}…" for name in names]
    chosen = _some(len(names), max(2, room // TURNED)) if turned else list(range(len(names)))
    ticks = tuple(numbers[i] for i in chosen)
    shown = tuple(plain(words[i]) for i in chosen)
    return XAxis("name", numbers, tuple(names), 0.5, len(names) + 0.5, ticks, shown, turned)


def _some(count: int, most: int) -> list[int]:
    gap = max(1, math.ceil(count / most))
    return list(range(0, count, gap))
