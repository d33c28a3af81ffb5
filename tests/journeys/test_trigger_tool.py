"""A network with a hospital that follows the Global Trigger Tool twice a month, with the measures the kit brings."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from kit import resources
from kit.actions.bring_in import import_files
from kit.actions.chart import chart_of
from kit.actions.check import check_folder
from kit.actions.enter import save_month
from kit.actions.folder import find_folder
from kit.actions.load import load_book
from kit.actions.structure import read_structure
from kit.apps.baseline import BaselineModel
from kit.apps.baseline_month import line_name, lines
from kit.apps.baseline_words import count_text, gaps_text
from kit.apps.entry import period_name
from kit.batch.run import run_reports
from kit.domain.access import FACILITATOR
from kit.domain.network import MeasureInUse, Municipality, Network, Unit
from kit.domain.period import HALF_MONTH
from kit.domain.series import Point
from kit.errors import ProblemsFound
from kit.sources.measurements import read_measurements, write_measurements, write_measurements_csv
from kit.sources.network import NetworkFile, write_network
from kit.sources.programme import programme_folders, read_programme
from kit.texts import texts

DAYS, ADMISSIONS = "gtt.r.days", "gtt.r.admissions"
TODAY = date(2026, 6, 20)
FIRST = date(2026, 1, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own = resources.templates("measures") / "global-trigger-tool.toml"
    shutil.copy(own, tmp_path / "measures.toml")
    programme = read_programme(programme_folders()["i-trygge-hender"], own=own)
    network = Network("gtt", "Nettverk med sykehus", programme.id, "nb", date(2026, 1, 14))
    content = NetworkFile(
        network,
        (Municipality("0301", "Oslo"),),
        (Unit("post-3", "0301", "Medisinsk post 3", "hospital"), Unit("hjem", "0301", "Sykehjem Oslo", "nursing_home")),
        (),
        (),
        (
            MeasureInUse(DAYS, "0301", "post-3"),
            MeasureInUse(ADMISSIONS, "0301", "post-3"),
            MeasureInUse("fall.r.rate", "0301", "hjem"),
        ),
    )
    write_network(tmp_path / "network.xlsx", content, programme)
    (tmp_path / "data").mkdir()
    rows = [f"post-3;{DAYS};{day};{harms};{bed_days}" for day, harms, bed_days in reviewed()]
    head = "unit_id;measure_id;month;numerator;denominator"
    (tmp_path / "data" / "0301.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    return tmp_path


def reviewed() -> list[tuple[str, int, int]]:
    """Ten records from each half month but the second half of March."""
    days = [f"2026-{month:02}-{day}" for month in range(1, 7) for day in ("01", "16")][:-1]
    harms = (2, 3, 1, 4, 2, 0, 3, 2, 5, 1, 2)
    return [(day, n, 50 + n) for day, n in zip(days, harms, strict=True) if day != "2026-03-16"]


def test_only_the_hospital_follows_it_and_every_half_month_is_a_point(folder: Path) -> None:
    assert check_folder(folder, today=TODAY) == ()
    import_files(folder)
    book = load_book(folder, as_of=TODAY)
    ward, home = (book.unit(name) for name in ("post-3", "hjem"))
    assert ward
    assert home
    assert [one.id for one in book.measures_of(ward)] == [DAYS, ADMISSIONS]
    assert [one.id for one in book.measures_of(home)] == ["fall.r.rate"]
    chart = chart_of(book, ward, DAYS)
    assert len([row for row in chart.rows if row.value is not None]) == len(reviewed())
    assert chart.rows[0].value == pytest.approx(2 / 52 * 1000)
    assert chart.completeness.gaps == (date(2026, 3, 16),)
    nb = texts("nb")
    assert count_text(chart, nb) == "10 av 11 halve måneder"
    assert gaps_text(chart, nb) == "16.–31. mars 2026"
    assert run_reports(folder, municipalities=["0301"], notebooks=["baseline", "run_chart"]).failed == ()


def test_a_month_has_a_row_for_each_of_its_halves(folder: Path) -> None:
    import_files(folder)
    book = load_book(folder, as_of=TODAY)
    model = BaselineModel(book, "0301")
    shown = [line_name(line, texts("nb")) for line in lines(model, model.unit("post-3"), date(2026, 2, 1))]
    assert shown[:2] == [
        "Pasientskader per 1 000 liggedøgn (GTT), 1.–15. februar 2026",
        "Pasientskader per 1 000 liggedøgn (GTT), 16.–28. februar 2026",
    ]
    save_month(folder, FACILITATOR, "post-3", DAYS, date(2026, 3, 20), 4, 61, now=None)
    points = load_book(folder, as_of=TODAY).series_of("post-3", DAYS).points
    assert Point(date(2026, 3, 16), 4, 61) in points


def test_files_bring_the_halves_back(folder: Path, tmp_path: Path) -> None:
    import_files(folder)
    content, programme = read_structure(find_folder(folder))
    series = load_book(folder, as_of=TODAY).series_of("post-3", DAYS)
    for name, write in (
        ("0301 Oslo.xlsx", lambda path: write_measurements(path, content, programme, "0301", (series,))),
        ("all.csv", lambda path: write_measurements_csv(path, [series], "nb")),
    ):
        path = tmp_path / name
        write(path)
        assert read_measurements(path, content, programme, TODAY).series == (series,)


def test_a_month_alone_does_not_say_which_half(folder: Path) -> None:
    content, programme = read_structure(find_folder(folder))
    path = folder / "data" / "0301.csv"
    path.write_text(f"unit_id;measure_id;month;numerator;denominator\npost-3;{DAYS};2026-03;1;50", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        read_measurements(path, content, programme, TODAY)
    assert [(one.key, one.where.cell) for one in found.value.problems] == [("problems.not_date", "C2")]


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("da", "1.-15. februar 2026", "16.-28. februar 2026"),
        ("nb", "1.–15. februar 2026", "16.–28. februar 2026"),
        ("en", "1–15 February 2026", "16–28 February 2026"),
    ],
)
def test_half_a_month_has_a_name(language: str, first: str, second: str) -> None:
    said = [period_name(date(2026, 2, day), HALF_MONTH, texts(language)) for day in (1, 16)]
    assert said == [first, second]


def test_it_says_of_itself_that_it_is_a_hospital_s_method() -> None:
    own = resources.templates("measures") / "global-trigger-tool.toml"
    for name in ("i-sikre-haender", "i-trygge-hender"):
        programme = read_programme(programme_folders()[name], own=own)
        for measure_id in (DAYS, ADMISSIONS):
            measure = programme.measure(measure_id)
            assert measure
            assert measure.settings == ("hospital",)
            assert measure.sample
            assert "not adapted to municipal services" in measure.sample.text("en")
