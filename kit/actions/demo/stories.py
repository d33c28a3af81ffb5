"""What happens in the units of a demo network: which story each one lives, and in which months it measures."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kit.actions.demo.chance import dice, whole
from kit.actions.demo.recipe import MeasureRecipe, Recipe
from kit.domain.network import Unit
from kit.domain.period import later, period_start

TESTING = ("improver", "dropout")  # the stories in which a bundle works, for the dropout as long as it reports


@dataclass(frozen=True, slots=True)
class UnitStory:
    """`kind` is improver, flat, worsener, dropout or silent (never measured); it measures from month `starts` to
    month `stops`, both included; the last `calm_days` days pass without an event."""

    kind: str
    starts: int
    stops: int
    calm_days: int = 0


def story_of(recipe: Recipe, unit: Unit) -> UnitStory:
    """The unit's story: as the recipe writes it, otherwise drawn by the recipe's shares."""
    random = dice(recipe, "story", unit.id)
    at, drawn = random.random(), "flat"
    for name, share in recipe.stories.items():
        if at < share:
            drawn = name
            break
        at -= share
    written = recipe.unit(unit.name)
    kind = written.story or drawn
    stops = whole(random, recipe.months - 10, recipe.months - 3) if kind == "dropout" else recipe.months
    return UnitStory(kind, written.starts or 1, written.stops or stops, written.calm_days)


def progress(recipe: Recipe, month: int) -> float:
    """How far a bundle has come by `month` (1 = first): an S from 0 to 1 after the first seminar."""
    return 1.0 / (1.0 + math.exp(-(month - recipe.seminar_month - recipe.half_way) / (0.4 * recipe.half_way)))


def periods(measure: MeasureRecipe, story: UnitStory, first: date) -> Iterator[tuple[int, date]]:
    """The whole periods in which a unit measures, each with the month (1 = first) that it begins in."""
    step, end = measure.every, later(first, 1, story.stops)
    opens = later(first, 1, max(measure.starts, story.starts) - 1)
    day = period_start(opens, step)
    while later(day, step) <= end:
        if day >= opens:
            yield (day.year - first.year) * 12 + day.month - first.month + 1, day
        day = later(day, step)


def change(story: UnitStory, effect: float, far: float) -> float:
    """What the level is multiplied by when the bundle has come `far` (0 to 1)."""
    if story.kind == "worsener":
        return 1.0 + 0.5 * far
    return 1.0 + (effect - 1.0) * far if story.kind in TESTING else 1.0


def share_at(start: float, measure: MeasureRecipe, story: UnitStory, far: float) -> float:
    """The share when the bundle has come `far`: towards the target, or times the effect when there is no target."""
    if not measure.target:
        return min(1.0, start * change(story, measure.effect, far))
    if story.kind in TESTING:
        return start + (measure.target - start) * far
    return start * (1.0 - 0.7 * far) if story.kind == "worsener" else start


def note_months(recipe: Recipe, unit: Unit, story: UnitStory) -> list[int]:
    """The months with a PDSA note: two or three in every action period, in a unit that tests changes."""
    if story.kind not in TESTING:
        return []
    chosen: list[int] = []
    for start in range(recipe.seminar_month, recipe.months + 1, recipe.action_period):
        random = dice(recipe, "pdsa", unit.id, start)
        months = [month for month in range(start, start + recipe.action_period) if month <= story.stops]
        for _ in range(min(whole(random, 2, 3), len(months))):
            chosen.append(months.pop(whole(random, 0, len(months) - 1)))
    return sorted(chosen)
