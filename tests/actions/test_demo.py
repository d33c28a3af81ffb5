"""The demo networks: the same for the same seed and month, and with the life in them that the recipes promise."""

from __future__ import annotations

import csv
import hashlib
import zipfile
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from kit import resources
from kit.actions import accept_entry
from kit.actions.bring_in import import_files
from kit.actions.chart import chart_of, charts_of
from kit.actions.check import check_folder
from kit.actions.demo import create_demo, recipes
from kit.actions.demo.recipe import Recipe, read_recipe
from kit.actions.demo.stories import story_of
from kit.actions.demo.summary import COLUMNS, summary
from kit.actions.demo.teams import FAULTS
from kit.actions.folder import find_folder
from kit.actions.load import load_book
from kit.domain.access import FACILITATOR
from kit.domain.barriers import State, waiting
from kit.domain.book import Book
from kit.domain.checklist import Band
from kit.domain.cycles import Outcome, chains, outcome
from kit.domain.entries.entry import Record, read, written
from kit.domain.entries.fields import specs
from kit.domain.entries.improvement import BARRIER, CYCLE
from kit.domain.entries.kinds import KINDS
from kit.domain.network import Unit
from kit.domain.series import Series
from kit.domain.survey import scale_scores
from kit.domain.warnings import CHECKS, warnings
from kit.errors import FolderError, ProblemsFound
from kit.figures.chart import Finding
from kit.store import open_store

TODAY = date(2026, 11, 22)
FIRST, LAST = date(2024, 11, 1), date(2026, 10, 1)
RULE = date(2023, 7, 1)
CALM = "pu.r.days_between"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    place = tmp_path_factory.mktemp("demo")
    return {name: create_demo(place / name, programme=name, today=TODAY).path for name in recipes()}


@pytest.fixture(scope="module")
def books(folders: Mapping[str, Path]) -> Mapping[str, Book]:
    return {name: load_book(folder, as_of=TODAY) for name, folder in folders.items()}


@pytest.fixture(scope="module")
def danish(books: Mapping[str, Book]) -> Book:
    return books["i-sikre-haender"]


@pytest.fixture(params=recipes())
def programme(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def book(books: Mapping[str, Book], programme: str) -> Book:
    return books[programme]


@pytest.fixture
def recipe(programme: str) -> Recipe:
    return read_recipe(programme)


def unit_named(book: Book, name: str) -> Unit:
    return next(unit for unit in book.units if unit.name == name)


# -- the same again


def test_the_measurements_equal_the_reference_number_for_number(recipe: Recipe, book: Book, programme: str) -> None:
    with (resources.datasets("demo") / programme / "summary.csv").open(encoding="utf-8", newline="") as file:
        header, *reference = csv.reader(file)
    assert tuple(header) == COLUMNS
    assert [list(row) for row in summary(recipe, book.programme, TODAY)] == reference
    assert len(reference) > 100


def test_what_the_workbooks_bring_in_is_what_the_summary_counts(recipe: Recipe, book: Book) -> None:
    rows = {(row[1], row[3]): (int(row[4]), float(row[7])) for row in summary(recipe, book.programme, TODAY)}
    for key, (periods, total) in rows.items():
        series = book.series_of(*key)
        assert len(series.points) + len(series.events) == periods
        assert sum(p.numerator for p in series.points) + sum(e.count for e in series.events) == total


def test_the_same_seed_and_month_give_the_same_network_and_workbooks(
    books: Mapping[str, Book], folders: Mapping[str, Path], tmp_path: Path
) -> None:
    name = "i-trygge-hender"
    again = create_demo(tmp_path / "again", programme=name, today=TODAY).path
    assert load_book(again, as_of=TODAY) == books[name]
    assert digests(again) == digests(folders[name])


def digests(folder: Path) -> dict[str, str]:
    """Every part of every workbook but the one that says when the file was written."""
    found = {}
    for path in sorted(folder.rglob("*.xlsx")):
        with zipfile.ZipFile(path) as book:
            for part in set(book.namelist()) - {"docProps/core.xml"}:
                found[f"{path.relative_to(folder).as_posix()}/{part}"] = hashlib.sha256(book.read(part)).hexdigest()
    return found


def test_another_month_moves_the_measurements_along_and_leaves_the_new_rule_where_it_was(
    recipe: Recipe, book: Book
) -> None:
    rows = [row for row in summary(recipe, book.programme, date(2027, 1, 5)) if row[3] == "med.r.rate"]
    assert max(row[6] for row in rows) == "2026-12-01"
    assert min(row[5] for row in rows) == "2022-07-01"


# -- the network


def test_there_are_5_pilots_and_14_new_ones_of_which_one_has_withdrawn(danish: Book) -> None:
    waves = [m.wave for m in danish.municipalities]
    assert (waves.count("pilot"), waves.count("new")) == (5, 14)
    assert {len(danish.units_of(m.code)) for m in danish.municipalities} <= {2, 3, 4, 5}
    assert all(len(m.code) == 4 and m.code.startswith("09") for m in danish.municipalities)


def test_the_norwegian_demo_speaks_norwegian(books: Mapping[str, Book]) -> None:
    book = books["i-trygge-hender"]
    assert (book.network.language, book.programme.country) == ("nb", "no")
    assert [m.code for m in book.municipalities][:2] == ["9901", "9902"]


def test_the_folder_is_in_order(folders: Mapping[str, Path], programme: str) -> None:
    assert check_folder(folders[programme], today=TODAY) == ()


def test_one_municipality_left_with_a_date_and_a_reason_and_measured_nothing_after(book: Book) -> None:
    gone = [m for m in book.municipalities if not m.active]
    assert len(gone) == 1
    assert gone[0].withdrawn_reason
    assert gone[0].withdrawn_on
    ids = {unit.id for unit in book.units_of(gone[0].code)}
    days = [p.period for key, s in book.series.items() if key[0] in ids for p in s.points]
    assert days
    assert max(days) <= gone[0].withdrawn_on


def test_every_name_in_the_recipe_is_somebody_s(recipe: Recipe, book: Book) -> None:
    names = [name for row in recipe.municipalities for name in row.units]
    assert len(set(names)) == len(names)
    assert {unit.name for unit in recipe.units} | {row.unit for row in recipe.written} <= set(names)
    chosen = {name for measure in recipe.measures for name in measure.followed_by}
    assert chosen <= {row.name for row in recipe.municipalities}
    assert {unit.team for unit in recipe.units} <= {"", *FAULTS}
    assert {check for row in recipe.municipalities for check in row.lacks} <= set(book.programme.watch.items)


def test_measures_are_measured_as_often_and_where_the_programme_says(recipe: Recipe, book: Book) -> None:
    for one in recipe.measures:
        measure = book.programme.measure(one.id)
        assert measure
        assert (one.shape == "events") == measure.from_events
        assert measure.from_events or one.every == measure.step
        assert set(one.kinds or {kind.id for kind in recipe.kinds}) <= set(measure.settings)


# -- the stories


def test_the_units_live_the_stories_of_the_recipe(recipe: Recipe, book: Book) -> None:
    kinds = [story_of(recipe, unit).kind for unit in book.units]
    shares = {kind: kinds.count(kind) / len(kinds) for kind in recipe.stories}
    assert all(shares.values())
    assert shares["improver"] > 0.4
    assert shares["flat"] > 2 * shares["worsener"]
    assert shares["dropout"] < 0.25


def test_charts_show_who_improves_who_stays_and_who_gets_worse(recipe: Recipe, book: Book) -> None:
    found: dict[str, list[Finding]] = defaultdict(list)
    for unit in book.units:
        story = story_of(recipe, unit)
        if story.starts == 1 and story.kind != "silent" and unit.name not in {row.unit for row in recipe.written}:
            found[story.kind].append(chart_of(book, unit, "pu.p.risk").phases[-1].finding)
    better = {kind: results.count(Finding.IMPROVING) / len(results) for kind, results in found.items()}
    assert better["improver"] > 0.7
    assert better["flat"] < 0.2
    worse = [u for u in book.units if story_of(recipe, u).kind == "worsener"]
    assert Finding.WORSENING in {c.phases[-1].finding for u in worse for c in charts_of(book, u) if c.phases}


def test_some_periods_are_missing_but_not_many(recipe: Recipe, book: Book) -> None:
    gone = {m.code for m in book.municipalities if not m.active}
    whole = {
        u.id for u in book.units if story_of(recipe, u).kind in ("improver", "flat") and u.municipality not in gone
    }
    late = {u.id for u in book.units if story_of(recipe, u).starts > 1} | {
        u.id for u in book.units if u.name in {r.unit for r in recipe.written}
    }
    series = [s for (unit, name), s in book.series.items() if name == "med.p.recon" and unit in whole - late]
    assert {p.period for s in series for p in s.points} == set(months(FIRST, LAST))
    measured = [len(s.points) / 24 for s in series]
    assert 0.92 < sum(measured) / len(measured) < 0.97


def months(first: date, last: date) -> list[date]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(count)]


def test_fewer_are_looked_at_in_july_and_at_christmas(recipe: Recipe, book: Book) -> None:
    points = [p for (_, name), s in book.series.items() if name == "fall.p.post" for p in s.points]
    quiet = [p.denominator or 0 for p in points if p.period.month in (7, 12)]
    busy = [p.denominator or 0 for p in points if p.period.month not in (7, 12)]
    assert sum(quiet) / len(quiet) < 0.75 * sum(busy) / len(busy)


def test_there_are_more_infections_in_autumn_than_in_the_rest_of_the_year(books: Mapping[str, Book]) -> None:
    seen = [s for book in books.values() for (_, name), s in book.series.items() if name == "inf.r.uti_abx"]
    rest, autumn = rate(seen, date(2024, 12, 1), date(2025, 9, 1)), rate(seen, date(2025, 9, 1), date(2025, 12, 1))
    assert autumn > 1.1 * rest  # before the gatherings in both networks, so no bundle works yet


def rate(series: list[Series], start: date, stop: date) -> float:
    points = [p for s in series for p in s.points if start <= p.period < stop]
    return 1000 * sum(p.numerator for p in points) / sum(p.denominator or 0 for p in points)


# -- what is baked in on purpose


def test_reported_events_break_on_1_july_2023_and_the_charts_judge_each_side_alone(book: Book) -> None:
    lines = [line for line in book.in_use if line.break_on]
    assert {line.measure for line in lines} == {"med.r.rate"}
    assert {line.break_on for line in lines} == {RULE}
    assert all(line.break_reason for line in lines)
    charts = [
        chart_of(book, unit, "med.r.rate")
        for unit in book.units
        if book.use_of(unit, "med.r.rate") and len(book.series_of(unit.id, "med.r.rate").points) > 24
    ]
    assert len(charts) >= 8
    for chart in charts:
        assert [mark.on for mark in chart.breaks] == [RULE]
        assert [phase.start for phase in chart.phases] == [0, 12]
    fallen = [c for c in charts if (c.phases[0].median or 0) > (c.phases[1].median or 0)]
    assert len(fallen) > 0.9 * len(charts)


def test_one_unit_passes_300_days_without_an_ulcer_and_its_chart_counts_on(recipe: Recipe, book: Book) -> None:
    calm = [row.name for row in recipe.units if row.calm_days]
    assert len(calm) == 1
    unit = unit_named(book, calm[0])
    newest = book.series_of(unit.id, CALM).events[-1].on
    chart = chart_of(book, unit, CALM)
    assert chart.open_interval
    assert chart.open_interval.days == (TODAY - newest).days >= 300
    assert len(chart.y) >= 10
    others = [u for u in book.units if u is not unit and story_of(recipe, u).kind in ("flat", "worsener")]
    intervals = [chart_of(book, u, CALM).open_interval for u in others]
    assert sum(o is not None and o.days >= 300 for o in intervals) <= len(others) / 5


def test_13_points_with_7_on_one_side_are_no_signal(recipe: Recipe, book: Book) -> None:
    unit = unit_named(book, recipe.written[0].unit)
    part = chart_of(book, unit, "pu.p.risk").phases[0].part
    assert (part.n_useful, part.longest_run, part.longest_run_max, part.runs_signal) == (13, 7, 7, False)


def test_units_that_test_changes_write_two_or_three_notes_in_every_action_period(recipe: Recipe, book: Book) -> None:
    start = months(FIRST, LAST)[recipe.seminar_month - 1]
    counts = []
    for unit in book.units:
        notes = [p.period for p in book.series_of(unit.id, "pu.p.risk").points if p.note]
        assert all(month >= start for month in notes)
        assert not notes or story_of(recipe, unit).kind in ("improver", "dropout")
        if story_of(recipe, unit).kind == "improver":
            counts.append(len(notes))
    periods = -(-(recipe.months - recipe.seminar_month + 1) // recipe.action_period)
    assert 2 * periods * 0.8 <= sum(counts) / len(counts) <= 3 * periods


def test_the_practice_workbook_has_a_mistake_for_every_30_units_and_is_refused(
    recipe: Recipe, book: Book, folders: Mapping[str, Path], programme: str
) -> None:
    files = list((folders[programme] / recipe.practice).glob("*.xlsx"))
    with pytest.raises(ProblemsFound) as refused:
        import_files(folders[programme], files, now=None)
    assert len(refused.value.problems) == max(1, round(len(book.units) / 30))


# -- preparation, people and answers


def test_every_failure_detector_fires_somewhere_and_in_most_municipalities_it_does_not(book: Book) -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for one in warnings(book):
        for alert in one.alerts:
            places[alert.check].add(alert.municipality)
    assert set(places) == {check.__name__ for check in CHECKS}
    assert max(len(codes) for codes in places.values()) < len(book.municipalities) / 2


def test_every_fault_of_a_team_is_there(books: Mapping[str, Book]) -> None:
    for book in books.values():
        reasons = {a.reason for one in warnings(book) for a in one.alerts if a.check == "team"}
        assert reasons == {"missing", "few", "many", "no_leader", "roles", "same_role"}


def test_some_municipalities_need_no_help(book: Book) -> None:
    quiet = {m.code for m in book.municipalities if m.active} - {one.municipality.code for one in warnings(book)}
    assert len(quiet) >= 2


def test_readiness_ranges_from_ready_to_not(book: Book) -> None:
    bands = {book.readiness(m.code).band for m in book.municipalities}
    assert {Band.GREEN, Band.AMBER} <= bands
    scores = [book.readiness(m.code).score or 0 for m in book.municipalities]
    assert min(scores) < 0.7
    assert max(scores) > 0.95


def test_leaders_see_themselves_brighter_and_small_groups_are_hidden(danish: Book) -> None:
    questionnaire = danish.programme.leadership
    version = {group.id: group.version for group in questionnaire.groups}
    scores = [s for s in scale_scores(questionnaire, danish.answers) if s.mean is not None and s.group in version]
    means = {name: [s.mean for s in scores if s.mean and version[s.group] == name] for name in ("leader", "staff")}
    assert sum(means["leader"]) / len(means["leader"]) > sum(means["staff"]) / len(means["staff"])
    one = [a for a in danish.answers if a.municipality == danish.municipalities[0].code]
    assert any(s.hidden for s in scale_scores(questionnaire, one))


def test_staff_see_less_leadership_where_leaders_are_not_anchored(recipe: Recipe, book: Book) -> None:
    questionnaire = book.programme.leadership

    def mean(codes: set[str]) -> float:
        scores = scale_scores(questionnaire, [a for a in book.answers if a.municipality in codes])
        seen = [s.mean for s in scores if s.group == "staff" and s.mean is not None]
        return sum(seen) / len(seen)

    weak = {row.code for row in recipe.municipalities if "leaders" in row.lacks}
    well = {row.code for row in recipe.municipalities if row.prepared == "well"}
    assert mean(weak) < mean(well) - 0.5


def test_one_municipality_has_not_answered(recipe: Recipe, book: Book) -> None:
    silent = {m.code for m in book.municipalities} - {a.municipality for a in book.answers}
    assert silent == {row.code for row in recipe.municipalities if row.answers == "none"}
    assert len(silent) == 1


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"x")
    with pytest.raises(FolderError):
        create_demo(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


# -- improvement work


def test_everything_that_was_written_down_would_have_been_accepted(
    folders: Mapping[str, Path], programme: str, book: Book
) -> None:
    with open_store(find_folder(folders[programme]).database) as store:
        records = store.every_entry(tuple(KINDS))
    said: dict[tuple[str, ...], list[Record]] = defaultdict(list)
    gone = {one.code for one in book.municipalities if not one.active}  # what it said before it left stays
    for record in (one for one in records if one.municipality not in gone):
        place = (record.kind, record.municipality, record.unit, record.key)
        told = read(KINDS[record.kind], record.content or "")
        values = {spec.name: getattr(told, spec.name) for spec in specs(KINDS[record.kind].body)}
        made = accept_entry.entry(book, FACILITATOR, *place, values, book.as_of)
        earlier = tuple(said[place])
        accept_entry.by_the_rules(FACILITATOR, record, made, lambda earlier=earlier: earlier)
        assert written(made) == record.content
        assert record.at.date() <= book.as_of
        said[place].append(record)
    assert {"aim", "cycle", "barrier", "progress_team", "visit", "board_note", "story", "guidance"} <= {
        place[0] for place in said
    }


def test_cycles_stand_in_chains_that_were_predicted_before_they_were_done_but_for_some(book: Book) -> None:
    seen = [chain for unit in book.units for chain in chains(book.entries(CYCLE, unit.municipality, unit.id))]
    assert max(len(chain) for chain in seen) >= 3
    outcomes = Counter(outcome(one.value, book.programme.measure(one.value.measure)) for chain in seen for one in chain)
    assert {Outcome.UNPREDICTED, Outcome.BETTER, Outcome.WORSE, Outcome.OPEN} <= set(outcomes)


def test_barriers_stand_in_every_state(danish: Book) -> None:
    states = {waiting(one.value, danish.as_of).state for one in danish.entries(BARRIER)}
    assert states == set(State)
