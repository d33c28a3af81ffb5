"""Everything as tables: complete, safe in a spreadsheet, whole or not at all; and what may leave a municipality."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from kit.actions.demo import create_demo
from kit.actions.enter import save_month
from kit.actions.export import NOT_EXPORTED, READ_ME, everything, export
from kit.actions.load import load_book
from kit.cli import run
from kit.domain.access import FACILITATOR
from kit.domain.book import Book
from kit.domain.entries.entry import Record, written
from kit.domain.entries.facilitating import SHARING, Sharing
from kit.domain.entries.fields import Shape, specs
from kit.domain.entries.improvement import CYCLE, Cycle
from kit.domain.entries.kinds import KINDS
from kit.domain.label import LANGUAGES
from kit.domain.measure import ValueKind
from kit.domain.series import Point, Series
from kit.domain.small_counts import SMALL, is_small, shareable
from kit.errors import FolderError, KitError
from kit.texts import texts

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return create_demo(tmp_path_factory.mktemp("export") / "demo", today=TODAY).path


@pytest.fixture(scope="module")
def book(demo: Path) -> Book:
    return load_book(demo, as_of=TODAY)


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))


def test_every_measurement_is_there_and_reads_back_as_it_was(demo: Path, book: Book, tmp_path: Path) -> None:
    made = export(demo, tmp_path / "all", as_of=TODAY)
    head, *found = rows(made.folder / "points.csv")
    back = {(row[2], row[4], row[6]): tuple(row[7:9]) for row in found}
    points = {
        (unit, measure, point.period.isoformat()): point
        for (unit, measure), series in book.series.items()
        for point in series.points
    }
    assert len(found) == len(points) > 1000
    assert len(head) == len(found[0])
    for key, point in points.items():
        numbers = [None if text == "" else float(text.replace(",", ".")) for text in back[key]]
        assert numbers == [point.numerator, point.denominator]


def test_the_workbook_holds_the_same_tables_with_numbers_as_numbers(demo: Path, book: Book, tmp_path: Path) -> None:
    made = export(demo, tmp_path / "all", as_of=TODAY)
    workbook = openpyxl.load_workbook(made.folder / "netværket.xlsx", read_only=True)
    assert workbook.sheetnames == [table.title[:31] for table in everything(book, texts("da"))]
    for sheet, name in (("Målinger", "points"), ("PDSA-cirkler", "cycle")):
        assert sum(1 for _ in workbook[sheet].iter_rows()) == len(rows(made.folder / f"{name}.csv"))
    first = next(workbook["Målinger"].iter_rows(min_row=2, values_only=True))
    assert isinstance(first[6], datetime)
    assert isinstance(first[7], int | float)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_can_be_written_in_every_language(book: Book, language: str) -> None:
    empty = [Record(kind.id, "0901", "0901-1", "k", _sample(kind.id, book), NOW, "x") for kind in KINDS.values()]
    told = {table.id: table for table in everything(replace(book, records=tuple(empty)), texts(language))}
    assert set(KINDS) - set(told) == set(NOT_EXPORTED)
    for table in told.values():
        assert all(len(row) == len(table.headings) for row in table.rows)
        assert all(table.headings)


def _sample(kind: str, book: Book) -> str:
    known = [record.content for record in book.records if record.kind == kind and record.content]
    if known:
        return str(known[0])
    shapes = {Shape.DAY: TODAY, Shape.WHOLE: 1, Shape.NUMBER: 1.0, Shape.YES: True, Shape.CHOICES: ("x",)}
    body = KINDS[kind].body
    return written(body(**{spec.name: shapes.get(spec.shape, "x") for spec in specs(body)}))


def test_text_never_becomes_a_formula(book: Book, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wicked = Cycle(title='=HYPERLINK("http://x";"y")', plan="@SUM(A1)", done="+1", learned="-1")
    record = Record(CYCLE.id, "0901", "0901-1", "wicked", written(wicked), NOW, "x")
    monkeypatch.setattr("kit.actions.export.load_book", lambda *_, **__: replace(book, records=(record,)))
    made = export(demo, tmp_path / "wicked")
    (line,) = rows(made.folder / "cycle.csv")[1:]
    assert not [cell for cell in line if cell.startswith(("=", "+", "-", "@"))]
    sheet = openpyxl.load_workbook(made.folder / "netværket.xlsx")["PDSA-cirkler"]
    assert [cell.data_type for cell in sheet[2] if cell.value and "HYPERLINK" in str(cell.value)] == ["s"]


def test_single_answers_are_nowhere_and_small_groups_are_hidden(demo: Path, book: Book, tmp_path: Path) -> None:
    made = export(demo, tmp_path / "all", as_of=TODAY)
    every = "".join((made.folder / name).read_text(encoding="utf-8-sig") for name in made.files if "xlsx" not in name)
    assert not [answer.response for answer in book.answers if answer.response in every]
    hidden = [row for row in rows(made.folder / "leadership.csv")[1:] if row[-1]]
    assert hidden
    assert all(row[6:8] == ["", ""] for row in hidden)
    shown = [int(row[6]) for row in rows(made.folder / "leadership.csv")[1:] if row[6]]
    assert min(n for n in shown if n) >= SMALL


def test_one_municipality_gets_its_own_and_nobody_else_s(demo: Path, book: Book, tmp_path: Path) -> None:
    made = export(demo, tmp_path / "own", municipality="0902", as_of=TODAY)
    for name in ("points", "units", "checklist", "people", "cycle"):
        assert {row[0] for row in rows(made.folder / f"{name}.csv")[1:]} == {"0902"}


def test_what_may_be_shared_is_agreed_sums_without_small_counts_and_without_words(
    demo: Path, book: Book, tmp_path: Path
) -> None:
    made = export(demo, tmp_path / "share", to_share=True, language="en", as_of=TODAY)
    assert set(made.files) == {"network.xlsx", "shared.csv", "measures.csv", READ_ME}
    agreed = {(e.municipality, m) for e in book.entries(SHARING) for m in e.value.measures}
    found = rows(made.folder / "shared.csv")[1:]
    assert {(row[0], row[2]) for row in found} == agreed
    for row in found:
        if row[6]:
            over, under = float(row[6]), float(row[7]) if row[7] else None
            measure = book.programme.measure(row[2])
            assert measure
            assert not is_small(over, under, measure.value)
    text = (made.folder / "shared.csv").read_text(encoding="utf-8-sig")
    assert not [unit.name for unit in book.units if unit.name in text]
    assert not [person.name for person in book.people if person.name in text]


def test_a_small_count_and_a_small_rest_are_taken_away(book: Book) -> None:
    def told(numerator: float, denominator: float) -> float | None:
        series = Series("0901-1", "pu.p.risk", points=(Point(date(2026, 7, 1), numerator, denominator),))
        record = Record(SHARING.id, "0901", "", "k", written(Sharing(measures=("pu.p.risk",))), NOW, "x")
        small = replace(book, series={("0901-1", "pu.p.risk"): series}, records=(record,))
        (one,) = shareable(small)
        return one.numerator

    assert [told(n, d) for n, d in ((4, 40), (37, 40), (3, 4))] == [None, None, None]
    assert [told(n, d) for n, d in ((0, 40), (5, 40), (35, 40), (40, 40))] == [0, 5, 35, 40]
    assert is_small(3, 900, ValueKind.RATE)
    assert not is_small(6, 900, ValueKind.RATE)


def test_a_quarter_that_still_runs_is_not_shared(book: Book) -> None:
    points = (Point(date(2026, 9, 1), 20, 40), Point(date(2026, 10, 1), 20, 40))
    record = Record(SHARING.id, "0901", "", "k", written(Sharing(measures=("pu.p.risk",))), NOW, "x")
    series = {("0901-1", "pu.p.risk"): Series("0901-1", "pu.p.risk", points=points)}
    known = replace(book, series=series, records=(record,))
    for as_of, quarters in ((date(2026, 12, 31), 1), (date(2027, 1, 1), 2)):
        assert len(list(shareable(replace(known, as_of=as_of)))) == quarters


def test_a_folder_that_is_there_is_left_alone_and_nothing_half_written_stays(demo: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    with pytest.raises(FolderError) as refused:
        export(demo, there)
    assert refused.value.key == "export.there"
    assert list(tmp_path.iterdir()) == [there]
    with pytest.raises(KitError) as unknown:
        export(demo, tmp_path / "x", municipality="=1+1")
    assert unknown.value.key == "batch.unknown_municipality"
    assert list(tmp_path.iterdir()) == [there]


def test_a_disk_that_fails_leaves_nothing(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("kit.actions.export.write_csv", full)
    with pytest.raises(FolderError):
        export(demo, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_where_the_files_are(demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save_month(demo, FACILITATOR, "0901-1", "pu.p.risk", date(2026, 10, 1), 3, 9, "ny")
    assert run(["export", str(demo), "--out", str(tmp_path / "out"), "--lang", "nb"]) == 0
    assert "filer ligger her" in capsys.readouterr().out
    assert (tmp_path / "out" / "nettverket.xlsx").is_file()
    assert run(["export", str(demo), "--out", str(tmp_path / "out")]) != 0
    assert "findes allerede" in capsys.readouterr().err
