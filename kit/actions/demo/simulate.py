"""Made-up measurements with real-looking noise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from kit.actions.demo.chance import between, binomial, dice, poisson, whole
from kit.actions.demo.recipe import MeasureRecipe, Recipe, WrittenSeries
from kit.actions.demo.stories import UnitStory, change, note_months, periods, progress, share_at
from kit.domain.network import Unit
from kit.domain.period import later, next_month
from kit.domain.series import Event, Point, Series

Months = Iterable[tuple[int, date]]  # the number of a month (1 = first of the recipe) and a period's first day in it


@dataclass(frozen=True, slots=True)
class Case:
    """One unit on one measure."""

    recipe: Recipe
    measure: MeasureRecipe
    unit: Unit
    story: UnitStory
    first: date  # the first day of the recipe's first month

    @property
    def months(self) -> Months:
        """The periods it measures in."""
        return periods(self.measure, self.story, self.first)

    @property
    def places(self) -> int:
        """How many people the unit cares for."""
        return self.unit.places or 0

    def autumn(self, day: date) -> float:
        """What the season multiplies a rate by."""
        return self.measure.autumn if day.month in self.recipe.autumn_months else 1.0


def _days(month: date) -> int:
    return (next_month(month) - month).days


def _events(case: Case, random: Random) -> Series:
    level = between(random, case.measure.low, case.measure.high) * case.places / 1000.0
    calm = later(case.first, 1, case.recipe.months) - timedelta(days=case.story.calm_days)
    events: dict[date, int] = {}
    for number, month in case.months:
        rate = level * change(case.story, case.measure.effect, progress(case.recipe, number)) * case.autumn(month)
        for day in (month + timedelta(days=n) for n in range(_days(month))):
            n = poisson(random, rate)
            if n and day < calm:
                events[day] = n
    return Series(case.unit.id, case.measure.id, events=tuple(Event(on, n) for on, n in sorted(events.items())))


def _history(case: Case) -> Iterator[tuple[int, date]]:
    """The months that the register holds from before the network: the bundle had not begun."""
    day = case.recipe.reporting.since
    known = case.measure.id in case.recipe.reporting.measures and case.story.starts == 1
    while known and day < case.first:
        yield 0, day
        day = next_month(day)


def _rule(case: Case, day: date) -> float:
    """What the reporting rule of that day multiplies a rate by."""
    rule = case.recipe.reporting
    return rule.before if case.measure.id in rule.measures and day < rule.on else 1.0


def _counts(case: Case, random: Random, level: float, months: Months, missing: float) -> Iterator[Point]:
    for number, month in months:
        far = progress(case.recipe, number)
        rise = 1.0 + (case.measure.early_rise - 1.0) * 4.0 * far * (1.0 - far)  # reporting is best while it is new
        wobble = 1.0 + case.measure.spread * (2.0 * random.random() - 1.0)
        rate = level * rise * wobble * change(case.story, case.measure.effect, far)
        bed_days = case.places * _days(month) - whole(random, 0, 2 * case.places)
        mean = rate * case.autumn(month) * _rule(case, month) * bed_days / 1000.0
        point = Point(month, float(poisson(random, mean)), float(bed_days))
        if random.random() >= missing:
            yield point


def _rate(case: Case, random: Random) -> Series:
    """A register has no holes; what the units count themselves has."""
    level = between(random, case.measure.low, case.measure.high)
    earlier = dice(case.recipe, case.measure.id, case.unit.id, "history")
    points = [
        *_counts(case, earlier, level, _history(case), 0.0),
        *_counts(case, random, level, case.months, case.recipe.missing),
    ]
    return Series(case.unit.id, case.measure.id, points=tuple(points))


def _asked(case: Case, random: Random, month: date) -> int:
    """How many are looked at: the sample, smaller in the holidays, or nearly everybody in the unit."""
    low, high = case.measure.sample
    if not high:
        return whole(random, round(0.85 * case.places), case.places)
    return whole(random, low, max(low, high // 2) if month.month in case.recipe.quiet_months else high)


def _percent(case: Case, random: Random) -> Series:
    start, points = between(random, case.measure.low, case.measure.high), []
    for number, month in case.months:
        n = _asked(case, random, month)
        hits = binomial(random, n, share_at(start, case.measure, case.story, progress(case.recipe, number)))
        if random.random() >= case.recipe.missing:
            points.append(Point(month, float(hits), float(n)))
    return Series(case.unit.id, case.measure.id, points=_with_notes(case, points))


def _with_notes(case: Case, points: Iterable[Point]) -> tuple[Point, ...]:
    months = note_months(case.recipe, case.unit, case.story) if case.measure.notes else []
    told = {
        later(case.first, 1, month - 1): case.measure.notes[n]
        for n, month in enumerate(months)
        if n < len(case.measure.notes)
    }
    return tuple(replace(point, note=told.get(point.period, "")) for point in points)


SHAPES: Mapping[str, Callable[[Case, Random], Series]] = {"events": _events, "rate": _rate, "percent": _percent}


def follows(recipe: Recipe, measure: MeasureRecipe, unit: Unit) -> bool:
    """Whether the unit follows the measure: by its kind and its municipality's choice."""
    home = next(row.name for row in recipe.municipalities if row.code == unit.municipality)
    return (not measure.kinds or unit.kind in measure.kinds) and (
        not measure.followed_by or home in measure.followed_by
    )


def _by_hand(row: WrittenSeries, recipe: Recipe, unit: Unit, first: date) -> Series:
    start = recipe.months - len(row.hits)
    points = (
        Point(later(first, 1, start + n), float(hits), float(out_of))
        for n, (hits, out_of) in enumerate(zip(row.hits, row.out_of, strict=True))
    )
    return Series(unit.id, row.measure, points=tuple(points))


def series_of(recipe: Recipe, unit: Unit, story: UnitStory, first: date) -> tuple[Series, ...]:
    """All measurements of a unit; `first` is the first day of the first month."""
    if story.kind == "silent":
        return ()
    by_hand = {row.measure: row for row in recipe.written if row.unit == unit.name}
    made = []
    for measure in recipe.measures:
        if measure.id in by_hand:
            made.append(_by_hand(by_hand[measure.id], recipe, unit, first))
        elif follows(recipe, measure, unit):
            case = Case(recipe, measure, unit, story, first)
            made.append(SHAPES[measure.shape](case, dice(recipe, measure.id, unit.id)))
    return tuple(made)
