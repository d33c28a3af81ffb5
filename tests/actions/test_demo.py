"""The demo network: the same for the same seed and month, and with the life in it that the recipe promises."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from kit.actions.check import check_folder
from kit.actions.demo import create_demo
from kit.actions.load import load_book
from kit.domain.book import Book
from kit.domain.checklist import Band
from kit.domain.survey import scale_scores
from kit.errors import FolderError

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return create_demo(tmp_path_factory.mktemp("demo") / "network", today=TODAY).path


@pytest.fixture(scope="module")
def book(folder: Path) -> Book:
    return load_book(folder, as_of=TODAY)


def test_there_are_5_pilots_and_14_new_ones_of_which_one_has_withdrawn_with_a_reason(book: Book) -> None:
    waves = [m.wave for m in book.municipalities]
    assert (waves.count("pilot"), waves.count("new")) == (5, 14)
    gone = [m for m in book.municipalities if not m.active]
    assert len(gone) == 1
    assert gone[0].withdrawn_on
    assert gone[0].withdrawn_reason


def test_every_municipality_has_2_to_5_units_and_codes_with_their_zero(book: Book) -> None:
    assert {len(book.units_of(m.code)) for m in book.municipalities} <= {2, 3, 4, 5}
    assert all(len(m.code) == 4 and m.code.startswith("09") for m in book.municipalities)


def test_the_measurements_cover_24_months_up_to_last_month(book: Book) -> None:
    months = {point.period for series in book.series.values() for point in series.points}
    assert (min(months), max(months)) == (date(2024, 11, 1), date(2026, 10, 1))
    assert len(months) == 24


def test_some_months_are_missing_but_not_many(book: Book) -> None:
    dropped = [s for s in book.series.values() if s.points and s.points[-1].period < date(2026, 9, 1)]
    assert 0 < len(dropped) < len(book.series) / 3
    measured = [len(s.points) / 24 for s in book.series.values() if s.points and s not in dropped]
    assert 0.92 < sum(measured) / len(measured) < 0.97


def test_one_unit_has_gone_more_than_300_days_without_a_pressure_ulcer(book: Book) -> None:
    calm = book.series[book.units[0].id, "pu.r.days_between"].events
    assert TODAY - calm[-1].on > timedelta(days=300)


def test_nothing_was_measured_after_the_withdrawal(book: Book) -> None:
    gone = next(m for m in book.municipalities if not m.active)
    ids = {unit.id for unit in book.units_of(gone.code)}
    days = [p.period for key, s in book.series.items() if key[0] in ids for p in s.points]
    assert days
    assert gone.withdrawn_on
    assert max(days) <= gone.withdrawn_on


def test_readiness_ranges_from_ready_to_not(book: Book) -> None:
    bands = {book.readiness(m.code).band for m in book.municipalities}
    assert {Band.GREEN, Band.AMBER} <= bands
    scores = [book.readiness(m.code).score or 0 for m in book.municipalities]
    assert min(scores) < 0.7
    assert max(scores) > 0.95


def test_leaders_see_themselves_brighter_and_small_groups_are_hidden(book: Book) -> None:
    questionnaire = book.programme.leadership
    version = {group.id: group.version for group in questionnaire.groups}
    scores = [s for s in scale_scores(questionnaire, book.answers) if s.mean is not None and s.group in version]
    means = {name: [s.mean for s in scores if s.mean and version[s.group] == name] for name in ("leader", "staff")}
    assert sum(means["leader"]) / len(means["leader"]) > sum(means["staff"]) / len(means["staff"])
    one = [a for a in book.answers if a.municipality == book.municipalities[0].code]
    assert any(s.hidden for s in scale_scores(questionnaire, one))


def test_the_folder_is_in_order(folder: Path) -> None:
    assert check_folder(folder, today=TODAY) == ()


def test_the_same_seed_and_month_give_the_same_network(book: Book, tmp_path: Path) -> None:
    again = load_book(create_demo(tmp_path / "again", today=TODAY).path, as_of=TODAY)
    assert again == book


def test_another_month_moves_the_measurements_along(tmp_path: Path) -> None:
    later = load_book(create_demo(tmp_path / "later", today=date(2027, 1, 5)).path, as_of=date(2027, 1, 5))
    assert max(p.period for s in later.series.values() for p in s.points) == date(2026, 12, 1)


def test_the_norwegian_demo_is_in_order_and_speaks_norwegian(tmp_path: Path) -> None:
    folder = create_demo(tmp_path / "nb", programme="i-trygge-hender", today=TODAY).path
    book = load_book(folder, as_of=TODAY)
    assert (book.network.language, book.programme.country) == ("nb", "no")
    assert [m.code for m in book.municipalities][:2] == ["9901", "9902"]
    assert sum(not m.active for m in book.municipalities) == 1
    assert check_folder(folder, today=TODAY) == ()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"x")
    with pytest.raises(FolderError):
        create_demo(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]
