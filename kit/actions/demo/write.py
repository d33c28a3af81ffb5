"""Cook a demo network into a folder: the workbooks a facilitator would have, imported the way a facilitator would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from kit.actions.bring_in import import_files
from kit.actions.demo.network import network_file
from kit.actions.demo.people import answers, first_round, item_states
from kit.actions.demo.recipe import Recipe, read_recipe
from kit.actions.demo.simulate import series_of
from kit.actions.demo.stories import story_of
from kit.actions.demo.work import improvement_work
from kit.actions.folder import NetworkFolder
from kit.actions.new import empty_folder, write_read_me
from kit.domain.period import later
from kit.domain.programme import Programme
from kit.domain.series import Series
from kit.sources.measurements import write_measurements
from kit.sources.network import NetworkFile, write_network
from kit.sources.programme import programme_folders, read_programme
from kit.store import open_store


def _until(series: Series, last: date, step: int) -> Series:
    points = tuple(p for p in series.points if later(p.period, step) <= last + timedelta(days=1))
    events = tuple(e for e in series.events if e.on <= last)
    return Series(series.unit, series.measure, points, events)


def measured(recipe: Recipe, content: NetworkFile, code: str, first: date) -> Iterator[Series]:
    """Everything one municipality has measured, up to the day it left if it did."""
    municipality = content.municipality(code)
    left = municipality.withdrawn_on if municipality else None
    step = {measure.id: measure.every for measure in recipe.measures}
    for unit in content.units_of(code):
        for one in series_of(recipe, unit, story_of(recipe, unit), first):
            yield _until(one, left, step[one.measure]) if left else one


def _write_workbooks(
    recipe: Recipe, programme: Programme, content: NetworkFile, place: NetworkFolder, first: date
) -> None:
    place.data.mkdir(exist_ok=True)
    end = later(first, 1, recipe.months) - timedelta(days=1)
    for one in content.municipalities:
        path = place.data / f"{one.code} {one.name}.xlsx"
        write_measurements(path, content, programme, one.code, measured(recipe, content, one.code, first), until=end)


def _with_mistakes(series: Iterable[Series], count: int, measure: str) -> Iterator[Series]:
    """The series, with more counted than there were to count in the last month of `count` units."""
    left = count
    for one in series:
        mistaken = one.measure == measure and bool(one.points) and left > 0
        left -= mistaken
        yield _mistaken(one) if mistaken else one


def _mistaken(series: Series) -> Series:
    last = series.points[-1]
    wrong = replace(last, numerator=(last.denominator or 0.0) + 3.0)
    return replace(series, points=(*series.points[:-1], wrong))


def _write_practice(
    recipe: Recipe, programme: Programme, content: NetworkFile, place: NetworkFolder, first: date
) -> None:
    """A workbook with typing mistakes, one for so many units of the network, that the import must refuse."""
    folder = place.path / recipe.practice
    folder.mkdir()
    home = max((m for m in content.municipalities if m.active), key=lambda m: len(content.units_of(m.code)))
    count = max(1, round(len(content.units) / recipe.units_per_mistake))
    shares = next(m.id for m in recipe.measures if m.shape == "percent" and not m.kinds and not m.followed_by)
    series = _with_mistakes(measured(recipe, content, home.code, first), count, shares)
    end = later(first, 1, recipe.months) - timedelta(days=1)
    write_measurements(folder / f"{home.code} {home.name}.xlsx", content, programme, home.code, series, until=end)


def _enter(recipe: Recipe, programme: Programme, content: NetworkFile, place: NetworkFolder, now: datetime) -> None:
    with open_store(place.database) as store:
        for row in recipe.municipalities:
            for state in item_states(recipe, programme, row, content.network, now):
                store.save_item(row.code, state, by="demo", at=state.changed_at or now)
            given = tuple(answers(recipe, programme.leadership, row, now))
            store.save_answers(given)
            if given:
                store.save_entry(first_round(row.code, recipe.language, given, now))
        store.save_entries(improvement_work(recipe, programme, content, now))


def create_demo(folder: Path, *, programme: str = "i-sikre-haender", today: date | None = None) -> NetworkFolder:
    """Write a demo network into the empty or missing `folder` and import its workbooks.

    `today` (default: this day) decides the months: 24 full months up to the last one. Raises FolderError when the
    folder holds something already or cannot be written.
    """
    return cook(folder, read_recipe(programme), today or date.today())


def cook(folder: Path, recipe: Recipe, day: date) -> NetworkFolder:
    """Write the network of a recipe as `create_demo` does; `recipe` may have been changed, to another size say."""
    content_of = read_programme(programme_folders()[recipe.programme])
    first = later(day, 1, -recipe.months)
    place = empty_folder(folder)
    content = network_file(recipe, content_of, first)
    write_network(place.network_file, content, content_of)
    _write_workbooks(recipe, content_of, content, place, first)
    _write_practice(recipe, content_of, content, place, first)
    write_read_me(place, recipe.language)
    now = datetime.combine(day, time(9, 0), tzinfo=UTC)
    import_files(place.path, by="demo", now=now)
    _enter(recipe, content_of, content, place, now)
    return place
