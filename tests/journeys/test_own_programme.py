"""Somebody who does not program copies a programme, writes about something else in it, and runs a network on it."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kit.actions.chart import charts_of
from kit.actions.enter import save_answers, save_event_date, save_item
from kit.actions.folder import find_folder
from kit.actions.load import load_book
from kit.actions.new import refresh_workbooks
from kit.actions.structure import read_structure
from kit.cli import run
from kit.domain.access import Role, Visitor
from kit.domain.book import Book
from kit.domain.checklist import Band
from kit.domain.network import MeasureInUse, Municipality, Unit
from kit.domain.series import Point, Series
from kit.domain.survey import TOTAL, scale_scores
from kit.sources.handover import read_handover, write_handover
from kit.sources.measurements import write_measurements
from kit.sources.network import write_network
from kit.sources.programme import programme_folders

OURS = Path(__file__).parent / "school_meals"
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 10, 42, tzinfo=UTC)
FIRST = date(2026, 3, 3)
NORTH = Visitor(Role.MUNICIPALITY, "0101")
MUNICIPALITIES = (Municipality("0101", "Nordby"), Municipality("0102", "Sydby"), Municipality("0103", "Vestby"))
UNITS = tuple(
    unit
    for one in MUNICIPALITIES
    for unit in (
        Unit(f"{one.code}-1", one.code, "Skolen", "school"),
        Unit(f"{one.code}-2", one.code, "Køkkenet", "central_kitchen"),
    )
)
EATING = (40, 42, 38, 41, 60, 62, 65, 66, 68)


def rewritten(text: str) -> str:
    """The copied programme.toml with another id, name and other kinds of unit; roles and seminars stay."""
    text = text.replace('id = "i-sikre-haender"', 'id = "skolemad"', 1)
    for language, name in (("da", "God skolemad"), ("nb", "God skolemat"), ("en", "Good school meals")):
        text = re.sub(rf"(?m)^name\.{language} = .*$", f'name.{language} = "{name}"', text, count=1)
    kinds = "".join(
        f'[unit_kinds.{kind}]\nda = "{da}"\nnb = "{nb}"\nen = "{en}"\n\n'
        for kind, da, nb, en in (
            ("school", "Skole", "Skole", "School"),
            ("central_kitchen", "Centralkøkken", "Sentralkjøkken", "Central kitchen"),
        )
    )
    return re.sub(r"(?s)\[unit_kinds\..*?(?=# ---- Seminars)", lambda _: kinds, text)


@pytest.fixture
def programme(tmp_path: Path) -> Path:
    """The Danish programme, copied and rewritten into one about school meals; what is about care is deleted."""
    folder = tmp_path / "mine programmer" / "skolemad"
    shutil.copytree(programme_folders()["i-sikre-haender"], folder)
    for path in folder.iterdir():
        if path.is_dir() and path.name != "instruments":
            shutil.rmtree(path)
        elif path.is_file() and path.name != "programme.toml":
            path.unlink()
    for path in (folder / "instruments").iterdir():
        if path.stem not in ("progress", "seminar_evaluation"):
            path.unlink()
    sources = (OURS / "sources.toml").read_text(encoding="utf-8")
    kept = (programme_folders()["i-sikre-haender"] / "sources.toml").read_text(encoding="utf-8")
    for path in OURS.glob("*.toml"):
        shutil.copyfile(path, folder / path.name)
    (folder / "sources.toml").write_text(kept + "\n" + sources, encoding="utf-8")
    own = folder / "programme.toml"
    own.write_text(rewritten(own.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


@pytest.fixture
def network(programme: Path, tmp_path: Path) -> Path:
    """A network of three municipalities on it, with measurements for one of them, made as a facilitator makes it."""
    folder = tmp_path / "netværk"
    assert run(["new", str(folder), "--programme", str(programme), "--lang", "da"]) == 0
    assert run(["check", str(folder)]) == 0
    content, read = read_structure(find_folder(folder))
    for path in (folder / "data").iterdir():
        path.unlink()
    content = replace(
        content,
        network=replace(content.network, first_seminar=FIRST),
        municipalities=MUNICIPALITIES,
        units=UNITS,
        in_use=(MeasureInUse("meal.r.eat", baseline=4), MeasureInUse("meal.r.mixup"), MeasureInUse("waste.r.grams")),
    )
    write_network(folder / "network.xlsx", content, read)
    assert len(refresh_workbooks(folder)) == 3
    points = tuple(Point(date(2026, 1 + n, 1), eaten, 100) for n, eaten in enumerate(EATING))
    path = next((folder / "data").glob("0101*"))
    write_measurements(path, content, read, "0101", (Series("0101-1", "meal.r.eat", points),))
    return folder


def filled(folder: Path) -> Book:
    assert run(["import", str(folder)]) == 0
    assert run(["check", str(folder)]) == 0
    for item in ("M1", "M2"):
        save_item(folder, NORTH, "0101", item, "done", "", "", now=NOW)
    for day in (3, 9, 21):
        save_event_date(folder, NORTH, "0101-1", "meal.r.mixup", date(2026, 9, day), now=NOW)
    for person, value in enumerate((2, 2, 1, 1)):
        values = {"Q1": value, "Q2": 0}
        save_answers(folder, NORTH, "0101", "kitchen", f"{person:032x}", values, now=NOW)
    return load_book(folder, as_of=TODAY)


def test_a_programme_about_school_meals_runs_a_network_of_three_municipalities(network: Path) -> None:
    book = filled(network)
    assert book.programme.name.da == "God skolemad"
    assert [one.name for one in book.municipalities] == ["Nordby", "Sydby", "Vestby"]
    assert {one.id for one in book.programme.instruments} == {"progress", "seminar_evaluation"}

    school, kitchen = book.units_of("0101")
    eating, mixups, waste = charts_of(book, school)
    assert eating.y == EATING
    assert eating.phases[0].median == 40.5  # of the four points of the baseline: 38, 40, 41, 42
    assert (mixups.y, waste.y) == ((6.0, 12.0), ())
    assert [chart.measure.id for chart in charts_of(book, kitchen)] == ["meal.r.eat", "meal.r.mixup", "waste.r.grams"]

    ready = book.readiness("0101")
    assert ready.score == (2 * 3 + 3) / (2 * 3 + 3 + 3)  # the critical item weighs double, the third is not begun
    assert (ready.band, ready.blockers, ready.overdue) == (Band.AMBER, (), ("M3",))
    assert book.readiness("0102").blockers == ("M1",)

    scores = {score.group: score for score in scale_scores(book.programme.leadership, book.answers)}
    assert (scores["kitchen"].n, scores["kitchen"].mean) == (4, (2 + 2 + 1.5 + 1.5) / 4)
    assert scores[TOTAL].n == 4


def test_a_report_is_handed_the_whole_programme(network: Path, tmp_path: Path) -> None:
    book = filled(network).only("0101")
    write_handover(tmp_path / "0101.json", book)
    assert read_handover(tmp_path / "0101.json") == book


def test_the_programme_travels_in_the_network_folder(network: Path, programme: Path) -> None:
    shutil.rmtree(programme)
    assert run(["check", str(network)]) == 0
    assert load_book(network, as_of=TODAY).programme.id == "skolemad"


def test_a_mistake_in_the_programme_is_told_with_its_file_key_and_what_is_expected(
    network: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copied = network / "programmes" / "skolemad"
    for name, old, new in (
        ("measures.toml", 'direction = "down"', 'direction = "ned"'),
        ("instruments/progress.toml", "value = 4.5", "value = 3.5"),
    ):
        path = copied / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    capsys.readouterr()
    assert run(["check", str(network), "--json"]) == 1
    said = capsys.readouterr().out
    assert "skolemad/measures.toml, measure.waste.r.grams.direction: Her står »ned«. Forventet en af: up, down." in said
    assert "skolemad/instruments/progress.toml, step: Værdierne (value) står ikke i stigende rækkefølge" in said


def test_a_programme_with_a_mistake_makes_no_network(programme: Path, tmp_path: Path) -> None:
    path = programme / "checklist.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('["DA"]', '["XX"]'), encoding="utf-8")
    assert run(["new", str(tmp_path / "nyt"), "--programme", str(programme)]) == 1
    assert not (tmp_path / "nyt").exists()


def test_a_programme_of_ones_own_takes_the_place_of_the_kits_with_the_same_id(tmp_path: Path) -> None:
    folder = tmp_path / "n"
    assert run(["new", str(folder), "--programme", "i-sikre-haender"]) == 0
    own = folder / "programmes" / "i-sikre-haender"
    shutil.copytree(programme_folders()["i-sikre-haender"], own)
    path = own / "checklist.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('name.da = "Ledelse"', 'name.da = "Ledelsen hos os"', 1), encoding="utf-8")
    assert load_book(folder, as_of=TODAY).programme.checklist.themes[0].name.da == "Ledelsen hos os"


def test_a_network_folder_inside_the_programme_is_not_copied_into_itself(programme: Path) -> None:
    folder = programme / "netværk"
    assert run(["new", str(folder), "--programme", str(programme)]) == 0
    assert not (folder / "programmes" / "skolemad" / "netværk").exists()
    assert run(["check", str(folder)]) == 0


@pytest.mark.parametrize("name", ["~nobody-here/x", "x" * 5000, "ingen mappe"])
def test_a_programme_that_is_nowhere_gets_a_sentence(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new", str(tmp_path / "n"), "--programme", name, "--lang", "da"]) == 1
    assert "findes ikke. Vælg et af disse: i-sikre-haender, i-trygge-hender." in capsys.readouterr().err
    assert not (tmp_path / "n").exists()
