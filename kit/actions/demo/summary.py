"""The measurements of a demo network as a small table: what the tests compare with, and what changed in a recipe."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date

from kit.actions.demo.network import network_file
from kit.actions.demo.recipe import Recipe
from kit.actions.demo.stories import story_of
from kit.actions.demo.write import measured
from kit.domain.period import later
from kit.domain.programme import Programme
from kit.domain.series import Series

COLUMNS = ("municipality", "unit", "story", "measure", "periods", "first", "last", "numerator", "denominator", "digest")


def summary(recipe: Recipe, programme: Programme, today: date) -> Iterator[tuple[str, ...]]:
    """One row a unit and measure, in `COLUMNS`: how many periods or days with events, the first and the last of them,
    the sums, and a digest of every number and note."""
    first = later(today, 1, -recipe.months)
    content = network_file(recipe, programme, first)
    stories = {unit.id: story_of(recipe, unit).kind for unit in content.units}
    for municipality in content.municipalities:
        for one in measured(recipe, content, municipality.code, first):
            yield (municipality.code, one.unit, stories[one.unit], one.measure, *_row(one))


def _row(series: Series) -> tuple[str, ...]:
    numbers = [(p.period, p.numerator, p.denominator or 0.0, p.note) for p in series.points]
    numbers += [(e.on, float(e.count), 0.0, e.note) for e in series.events]
    days = [day.isoformat() for day, *_ in numbers]
    sums = (sum(row[1] for row in numbers), sum(row[2] for row in numbers))
    return (
        str(len(numbers)),
        *((days[0], days[-1]) if days else ("", "")),
        *(f"{total:.0f}" for total in sums),
        _digest(f"{day} {top:.0f} {bottom:.0f} {note}" for day, top, bottom, note in numbers),
    )


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]
