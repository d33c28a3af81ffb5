"""Made-up measurements with real-looking noise.

Only `random.Random.random` is used, seeded by text: its stream is the same on every Python version, which the
distribution methods do not promise.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from kit.actions.demo.recipe import MeasureRecipe, Recipe
from kit.domain.network import Unit
from kit.domain.period import next_month
from kit.domain.series import Event, Point, Series

QUIET_MONTHS = (7, 12)  # holidays: fewer audits


@dataclass(frozen=True, slots=True)
class UnitStory:
    """What happens in a unit: `kind` is improver, flat, worsener or dropout; `stops` the month it stops reporting."""

    kind: str
    stops: int
    calm_from: int | None = None  # from this month on no event happens (the unit with 300 days)


def dice(recipe: Recipe, *words: object) -> Random:
    """A stream of its own for whatever `words` name."""
    return Random(":".join(str(word) for word in (recipe.seed, *words)))


def between(random: Random, low: float, high: float) -> float:
    """A number between `low` and `high`."""
    return low + (high - low) * random.random()


def whole(random: Random, low: int, high: int) -> int:
    """A whole number from `low` to `high`, both included."""
    return low + int(random.random() * (high - low + 1))


def poisson(random: Random, mean: float) -> int:
    """A Poisson number, by counting exponential gaps (exact; `mean` stays well under 1,000 here)."""
    n, time = 0, -math.log(1.0 - random.random())
    while time < mean:
        n, time = n + 1, time - math.log(1.0 - random.random())
    return n


def binomial(random: Random, n: int, share: float) -> int:
    """A binomial number."""
    return sum(random.random() < share for _ in range(n))


def progress(recipe: Recipe, month: int) -> float:
    """How far a bundle has come by `month` (1 = first): an S from 0 to 1 over the year after the first seminar."""
    return 1.0 / (1.0 + math.exp(-(month - recipe.seminar_month - 3.5) / 1.4))


def story_of(recipe: Recipe, unit: Unit) -> UnitStory:
    """The unit's story, drawn by the shares of the recipe."""
    random = dice(recipe, "story", unit.id)
    at, kind = random.random(), "flat"
    for name, share in recipe.stories.items():
        if at < share:
            kind = name
            break
        at -= share
    stops = whole(random, recipe.months - 10, recipe.months - 3) if kind == "dropout" else recipe.months
    return UnitStory(kind, stops)


def _change(story: UnitStory, effect: float, far: float) -> float:
    """What the level is multiplied by when the bundle has come `far` (0 to 1)."""
    if story.kind == "worsener":
        return 1.0 + 0.5 * far
    return 1.0 + (effect - 1.0) * far if story.kind in ("improver", "dropout") else 1.0


def _months(first: date, count: int) -> list[date]:
    months = [first]
    while len(months) < count:
        months.append(next_month(months[-1]))
    return months


def _days(month: date) -> int:
    return (next_month(month) - month).days


def _events(recipe: Recipe, measure: MeasureRecipe, unit: Unit, story: UnitStory, first: date) -> Series:
    random = dice(recipe, measure.id, unit.id)
    level = between(random, measure.low, measure.high) * (unit.places or 0) / 1000.0
    events: dict[date, int] = {}
    for number, month in enumerate(_months(first, story.stops), start=1):
        rate = level * _change(story, measure.effect, progress(recipe, number))
        for day in range(_days(month)):
            n = poisson(random, rate)
            if n and not (story.calm_from and number >= story.calm_from):
                events[month + timedelta(days=day)] = n
    return Series(unit.id, measure.id, events=tuple(Event(on, n) for on, n in sorted(events.items())))


def _missing(random: Random) -> bool:
    return random.random() < 0.05


def _rate(recipe: Recipe, measure: MeasureRecipe, unit: Unit, story: UnitStory, first: date) -> Series:
    random = dice(recipe, measure.id, unit.id)
    level, points = between(random, measure.low, measure.high), []
    for number, month in enumerate(_months(first, story.stops), start=1):
        far = progress(recipe, number)
        rise = 1.0 + (measure.early_rise - 1.0) * 4.0 * far * (1.0 - far)  # reporting is best while it is new
        wobble = 1.0 + measure.spread * (2.0 * random.random() - 1.0)
        bed_days = (unit.places or 0) * _days(month) - whole(random, 0, 2 * (unit.places or 0))
        mean = level * rise * wobble * _change(story, measure.effect, far) * bed_days / 1000.0
        point = Point(month, float(poisson(random, mean)), float(bed_days))
        if not _missing(random):
            points.append(point)
    return Series(unit.id, measure.id, points=tuple(points))


def _share(start: float, measure: MeasureRecipe, story: UnitStory, far: float) -> float:
    if story.kind in ("improver", "dropout"):
        return start + (measure.target - start) * far
    return start * (1.0 - 0.45 * far) if story.kind == "worsener" else start


def _percent(recipe: Recipe, measure: MeasureRecipe, unit: Unit, story: UnitStory, first: date) -> Series:
    random = dice(recipe, measure.id, unit.id)
    start, points = between(random, measure.low, measure.high), []
    for number, month in enumerate(_months(first, story.stops), start=1):
        low, high = measure.sample
        n = whole(random, low, high // 2 if month.month in QUIET_MONTHS else high)
        hits = binomial(random, n, _share(start, measure, story, progress(recipe, number)))
        if not _missing(random):
            points.append(Point(month, float(hits), float(n)))
    return Series(unit.id, measure.id, points=tuple(points))


SHAPES: Mapping[str, Callable[[Recipe, MeasureRecipe, Unit, UnitStory, date], Series]] = {
    "events": _events,
    "rate": _rate,
    "percent": _percent,
}


def series_of(recipe: Recipe, unit: Unit, story: UnitStory, first: date) -> tuple[Series, ...]:
    """All measurements of a unit; `first` is the first day of the first month."""
    followed = [m for m in recipe.measures if not m.kinds or unit.kind in m.kinds]
    return tuple(SHAPES[m.shape](recipe, m, unit, story, first) for m in followed)
