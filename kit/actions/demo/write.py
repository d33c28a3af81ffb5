"""Cook a demo network into a folder: the workbooks a facilitator would have, imported the way a facilitator would."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from kit.actions.bring_in import import_files
from kit.actions.demo.people import answers, item_states
from kit.actions.demo.recipe import MunicipalityRecipe, Recipe, read_recipe
from kit.actions.demo.simulate import UnitStory, dice, series_of, story_of, whole
from kit.actions.folder import NetworkFolder
from kit.actions.new import empty_folder, write_read_me
from kit.domain.network import MeasureInUse, Municipality, Network, Seminar, Status, Unit
from kit.domain.period import later, next_month
from kit.domain.programme import Programme
from kit.domain.series import Series
from kit.sources.measurements import write_measurements
from kit.sources.network import NetworkFile, write_network
from kit.sources.programme import programme_folders, read_programme
from kit.store import open_store

CALM_UNIT = 0  # the first nursing home of the first pilot has its last pressure ulcer well over 300 days ago


def _withdrawn_on(recipe: Recipe, first: date) -> date:
    return later(first, 1, recipe.seminar_month + 4) - timedelta(days=1)


def _municipality(recipe: Recipe, row: MunicipalityRecipe, first: date) -> Municipality:
    if not row.withdrawn:
        return Municipality(row.code, row.name, row.wave)
    return Municipality(row.code, row.name, row.wave, Status.WITHDRAWN, _withdrawn_on(recipe, first), row.withdrawn)


def _units(recipe: Recipe) -> tuple[Unit, ...]:
    units = []
    for row in recipe.municipalities:
        for number, name in enumerate(row.units, start=1):
            kind = next(k for k in recipe.kinds if name.startswith(k.word))
            unit_id = f"{row.code}-{number}"
            places = whole(dice(recipe, "places", unit_id), *kind.places)
            units.append(Unit(unit_id, row.code, name, kind.id, places))
    return tuple(units)


def _in_use(recipe: Recipe, units: tuple[Unit, ...]) -> tuple[MeasureInUse, ...]:
    """One line for all where every kind of unit follows the measure, else one line a unit."""
    lines = []
    for measure in recipe.measures:
        baseline = 0 if measure.shape == "events" else recipe.baseline
        if not measure.kinds:
            lines.append(MeasureInUse(measure.id, baseline=baseline))
            continue
        followers = [u for u in units if u.kind in measure.kinds]
        lines += [MeasureInUse(measure.id, u.municipality, u.id, baseline) for u in followers]
    return tuple(lines)


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
        people=(),
        seminars=_seminars(programme, first_seminar, recipe.language),
        in_use=_in_use(recipe, units),
    )


def _story(recipe: Recipe, units: tuple[Unit, ...], unit: Unit) -> UnitStory:
    if unit is units[CALM_UNIT]:
        return UnitStory("improver", recipe.months, calm_from=recipe.months - 10)
    return story_of(recipe, unit)


def _until(series: Series, last: date) -> Series:
    points = tuple(p for p in series.points if next_month(p.period) <= last + timedelta(days=1))
    events = tuple(e for e in series.events if e.on <= last)
    return Series(series.unit, series.measure, points, events)


def _write_workbooks(
    recipe: Recipe, programme: Programme, content: NetworkFile, place: NetworkFolder, first: date
) -> None:
    place.data.mkdir(exist_ok=True)
    end = later(first, 1, recipe.months) - timedelta(days=1)
    for municipality in content.municipalities:
        last = municipality.withdrawn_on or end
        series = [
            _until(one, last)
            for unit in content.units
            if unit.municipality == municipality.code
            for one in series_of(recipe, unit, _story(recipe, content.units, unit), first)
        ]
        path = place.data / f"{municipality.code} {municipality.name}.xlsx"
        write_measurements(path, content, programme, municipality.code, series, until=end)


def _enter(recipe: Recipe, programme: Programme, place: NetworkFolder, now: datetime) -> None:
    with open_store(place.database) as store:
        for row in recipe.municipalities:
            for state in item_states(recipe, programme, row):
                store.save_item(row.code, state, by="demo", at=now - timedelta(days=30))
            store.save_answers(tuple(answers(recipe, programme.leadership, row.code, now)))


def create_demo(folder: Path, *, programme: str = "i-sikre-haender", today: date | None = None) -> NetworkFolder:
    """Write a demo network into the empty or missing `folder` and import its workbooks.

    `today` (default: this day) decides the months: 24 full months up to the last one. Raises FolderError when the
    folder holds something already or cannot be written.
    """
    recipe = read_recipe(programme)
    content_of = read_programme(programme_folders()[programme])
    day = today or date.today()
    first = later(day, 1, -recipe.months)
    place = empty_folder(folder)
    content = network_file(recipe, content_of, first)
    write_network(place.network_file, content, content_of)
    _write_workbooks(recipe, content_of, content, place, first)
    write_read_me(place, recipe.language)
    now = datetime.combine(day, time(9, 0), tzinfo=UTC)
    import_files(place.path, by="demo", now=now)
    _enter(recipe, content_of, place, now)
    return place
