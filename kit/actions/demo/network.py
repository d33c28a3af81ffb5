"""The network file of a demo network: who is in it, what they follow, and when they meet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kit.actions.demo.chance import dice, whole
from kit.actions.demo.recipe import MeasureRecipe, MunicipalityRecipe, Recipe
from kit.actions.demo.simulate import follows
from kit.actions.demo.teams import people
from kit.domain.network import MeasureInUse, Municipality, Network, Seminar, Status, Unit
from kit.domain.period import later
from kit.domain.programme import Programme
from kit.sources.network import NetworkFile


def _municipality(recipe: Recipe, row: MunicipalityRecipe, first: date) -> Municipality:
    if not row.withdrawn:
        return Municipality(row.code, row.name, row.wave)
    left = later(first, 1, recipe.withdrawn_month) - timedelta(days=1)
    return Municipality(row.code, row.name, row.wave, Status.WITHDRAWN, left, row.withdrawn)


def _units(recipe: Recipe) -> tuple[Unit, ...]:
    units = []
    for row in recipe.municipalities:
        for number, name in enumerate(row.units, start=1):
            kind = next(k for k in recipe.kinds if name.startswith(k.word))
            unit_id = f"{row.code}-{number}"
            places = whole(dice(recipe, "places", unit_id), *kind.places)
            units.append(Unit(unit_id, row.code, name, kind.id, places))
    return tuple(units)


def _line(recipe: Recipe, measure: MeasureRecipe, first: date, municipality: str = "", unit: str = "") -> MeasureInUse:
    """A line of the sheet of measures in use: baseline for monthly and weekly figures, break where the rule changed."""
    baseline = recipe.baseline if measure.shape != "events" and measure.every in (0, 1) else 0
    rule = recipe.reporting
    broken = measure.id in rule.measures and rule.on < later(first, 1, recipe.months)
    on, reason = (rule.on, rule.reason) if broken else (None, "")
    return MeasureInUse(measure.id, municipality, unit, baseline, on, reason)


def _in_use(recipe: Recipe, units: tuple[Unit, ...], first: date) -> Iterator[MeasureInUse]:
    """One line for all where everybody follows the measure, else one line a unit."""
    for measure in recipe.measures:
        if not measure.kinds and not measure.followed_by:
            yield _line(recipe, measure, first)
            continue
        for unit in units:
            if follows(recipe, measure, unit):
                yield _line(recipe, measure, first, unit.municipality, unit.id)
    for row in recipe.written:
        unit = next(unit for unit in units if unit.name == row.unit)
        yield MeasureInUse(row.measure, unit.municipality, unit.id, row.baseline)


def _seminars(programme: Programme, first_seminar: date, language: str) -> tuple[Seminar, ...]:
    return tuple(
        Seminar(s.id, s.kind, s.name.text(language), first_seminar + timedelta(weeks=s.week))
        for s in programme.seminars
    )


def network_file(recipe: Recipe, programme: Programme, first: date) -> NetworkFile:
    """The demo network's file; `first` is the first day of the first month of measurements."""
    month = later(first, 1, recipe.seminar_month - 1)
    first_seminar = month + timedelta(days=(15 - month.weekday()) % 7 + 8)  # a Tuesday in the middle of the month
    units = _units(recipe)
    return NetworkFile(
        network=Network("demo", recipe.name, recipe.programme, recipe.language, first_seminar),
        municipalities=tuple(_municipality(recipe, row, first) for row in recipe.municipalities),
        units=units,
        people=tuple(people(recipe, units)),
        seminars=_seminars(programme, first_seminar, recipe.language),
        in_use=tuple(_in_use(recipe, units, first)),
    )
