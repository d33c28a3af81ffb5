"""Running reports: what lands on disk, what runs again, and what a fault leaves behind."""

from __future__ import annotations

import json
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import nbformat
import psutil
import pytest
from living_kernels import own_kernels
from waiting import until

from kit.batch.execution import tidy
from kit.batch.kernel import Limits
from kit.batch.run import RunSummary, Wanted, run_book
from kit.domain.book import Book
from kit.texts import texts

FOLDER = "2026-05-03-da"


def children() -> list[str]:
    """The kernels that this process has left running."""
    return [" ".join(child.cmdline()) for child in own_kernels(psutil.Process())]


def record(reports: Path) -> dict:
    """The run record, its jobs by (municipality, notebook)."""
    content = json.loads((reports / FOLDER / "run.json").read_text(encoding="utf-8"))
    return {**content, "jobs": {(job["municipality"], job["notebook"]): job for job in content["jobs"]}}


def page(reports: Path, place: str) -> str:
    """The text of a page."""
    return (reports / FOLDER / place).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def well(book: Book, notebooks: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RunSummary, list]:
    """A run where all is well: the reports, the summary, what progress was told."""
    seen: list = []
    reports = tmp_path_factory.mktemp("well") / "reports"
    folder = notebooks / "works"
    summary = run_book(book, reports, Wanted(), notebooks=folder, progress=lambda *told: seen.append(told))
    return reports, summary, seen


@pytest.fixture
def reports(well: tuple, tmp_path: Path) -> Path:
    """A copy of it to run into again."""
    return Path(shutil.copytree(well[0], tmp_path / "reports"))


@pytest.fixture(scope="module")
def mixed(book: Book, notebooks: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RunSummary]:
    """A run in Norwegian where one municipality fails twice: the run's folder and the summary."""
    reports = tmp_path_factory.mktemp("mixed") / "reports"
    summary = run_book(book, reports, Wanted(languages=("nb",)), notebooks=notebooks / "mixed")
    return reports / "2026-05-03-nb", summary


class TestANetworkWhereAllIsWell:
    def test_pages_say_who_and_when_hold_only_their_own_rows_and_inject_nothing(self, well: tuple) -> None:
        reports, summary, _ = well
        text = page(reports, "0001/ok.html")
        assert (summary.ran, summary.skipped, summary.failed) == (2, 0, ())
        assert '<html lang="da">' in text
        assert "Ås &amp; Ø" in text
        assert "Opgjort pr. 3. maj 2026" in text
        assert "0001 da 2026-05-03" in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
        assert "<script>alert" not in text
        assert "Nabohjemmet" not in text
        assert "host report, visitor none" in text
        assert "shown to nobody" not in text

    def test_a_page_asks_for_nothing_but_the_two_shared_scripts(self, well: tuple) -> None:
        reports, _, _ = well
        text = page(reports, "0001/ok.html")
        scripts = [line for line in text.splitlines() if "<script defer" in line]
        assert len(scripts) == 2
        assert all('src="../assets/' in line for line in scripts)
        assert "//" not in text.replace("<!doctype html>", "")
        assert "connect-src 'none'; form-action 'none'" in text
        for line in scripts:
            assert (reports / FOLDER / "0001" / line.split('"')[1]).resolve().is_file()

    def test_the_kept_notebook_opens_where_it_lies_and_names_no_place_on_this_machine(self, well: tuple) -> None:
        reports, _, _ = well
        text = page(reports, "0001/ok.ipynb")
        notebook = nbformat.reads(text, as_version=4)
        injected = next(cell for cell in notebook.cells if "injected-parameters" in cell.metadata.get("tags", ()))
        assert injected.source.splitlines() == [
            'network = "../../.."',
            'municipality = "0001"',
            'language = "da"',
            'as_of = "2026-05-03"',
        ]
        assert "papermill" not in text
        assert str(Path.home()) not in text
        assert ".json" not in text.replace("json.loads", "")
        assert "a warning from" not in "".join(str(cell.outputs) for cell in notebook.cells if "outputs" in cell)

    def test_the_index_links_every_page_and_says_who_has_withdrawn(self, well: tuple) -> None:
        reports, summary, _ = well
        text = page(reports, "index.html")
        assert summary.index == reports / FOLDER / "index.html"
        assert 'href="0001/ok.html"' in text
        assert 'href="0002/ok.html"' in text
        assert "0003/ok.html" not in text
        assert "Trådt ud af netværket 1. april 2026. &lt;i&gt;Syg&lt;/i&gt;" in text
        assert "Trygge &lt;b&gt;hænder&lt;/b&gt;" in text

    def test_progress_counts_to_the_end_and_no_kernel_is_left(self, well: tuple) -> None:
        _, _, seen = well
        assert seen[0] == (0, 2, "")
        assert [done for done, _, _ in seen] == [0, 1, 2]
        assert {label for _, _, label in seen[1:]} == {"Ås & Ø, Ok", "Byen, Ok"}
        assert children() == []

    def test_a_second_run_does_only_what_changed(self, reports: Path, book: Book, notebooks: Path) -> None:
        again = run_book(book, reports, Wanted(), notebooks=notebooks / "works")
        assert (again.ran, again.skipped) == (0, 2)
        units = tuple(replace(unit, name="Nyt navn") if unit.id == "u2" else unit for unit in book.units)
        changed = run_book(replace(book, units=units), reports, Wanted(), notebooks=notebooks / "works")
        assert (changed.ran, changed.skipped) == (1, 1)
        assert "Nyt navn" in page(reports, "0002/ok.html")
        jobs = record(reports)["jobs"]
        assert {key: job["status"] for key, job in jobs.items()} == {("0001", "ok"): "skipped", ("0002", "ok"): "ran"}

    def test_a_page_that_was_deleted_is_made_again(self, reports: Path, book: Book, notebooks: Path) -> None:
        (reports / FOLDER / "0001" / "ok.html").unlink()
        again = run_book(book, reports, Wanted(), notebooks=notebooks / "works")
        assert (again.ran, again.skipped) == (1, 1)

    def test_force_and_a_chosen_municipality_run_that_one_and_keep_the_rest(
        self, reports: Path, book: Book, notebooks: Path
    ) -> None:
        wanted = Wanted(municipalities=("0002",), force=True)
        again = run_book(book, reports, wanted, notebooks=notebooks / "works")
        assert (again.ran, again.skipped) == (1, 0)
        assert 'href="0001/ok.html"' in page(reports, "index.html")


def test_the_pages_about_the_whole_network_stay_noted_between_runs(book: Book, notebooks: Path, tmp_path: Path) -> None:
    own = tmp_path / "notebooks"
    own.mkdir()
    for name in ("ok", "network"):
        shutil.copyfile(notebooks / "works" / "ok.ipynb", own / f"{name}.ipynb")
    first = run_book(book, tmp_path / "reports", Wanted(), notebooks=own)
    assert (first.ran, first.failed) == (3, ())
    again = run_book(book, tmp_path / "reports", Wanted(), notebooks=own)
    assert (again.ran, again.skipped) == (0, 3)
    run_book(book, tmp_path / "reports", Wanted(municipalities=("0002",), force=True), notebooks=own)
    assert 'href="network.html"' in page(tmp_path / "reports", "index.html")


def test_many_runs_leave_no_thread_and_no_open_file_behind(book: Book, notebooks: Path, tmp_path: Path) -> None:
    def held() -> tuple[int, int]:
        files = psutil.Process().num_fds() if hasattr(psutil.Process, "num_fds") else 0
        return threading.active_count(), files

    seen = []
    for _ in range(3):
        run_book(book, tmp_path, Wanted(force=True), notebooks=notebooks / "works")
        seen.append(held())
    # A process that ends at this moment still holds its files: what is left over stays, and that goes.
    before = tuple(map(min, *seen[:2]))
    assert until(lambda: all(now <= then for now, then in zip(held(), before, strict=True))), (seen, held())


class TestANetworkWhereOneMunicipalityFails:
    def test_the_others_get_their_pages_and_the_failed_ones_one_sentence_each(self, mixed: tuple) -> None:
        folder, summary = mixed
        assert (summary.ran, [(f.municipality, f.notebook) for f in summary.failed]) == (
            4,
            [("0002", "fails"), ("0002", "kit_error")],
        )
        unexpected = (folder / "0002" / "fails.html").read_text(encoding="utf-8")
        known = (folder / "0002" / "kit_error.html").read_text(encoding="utf-8")
        assert texts("nb")("batch.fault.unexpected") in unexpected
        assert "Byen (0002) har trukket seg fra nettverket og får ingen rapporter." in known
        for text in (unexpected, known):
            assert "Error" not in text
            assert "papermill" not in text.lower()
        assert not (folder / "0002" / "fails.ipynb").exists()

    def test_the_index_marks_them_and_the_record_keeps_the_technical_part(self, mixed: tuple) -> None:
        folder, _ = mixed
        index = (folder / "index.html").read_text(encoding="utf-8")
        jobs = json.loads((folder / "run.json").read_text(encoding="utf-8"))["jobs"]
        faults = {job["notebook"]: job["fault"] for job in jobs if job["status"] == "failed"}
        assert index.count("Kunne ikke lages") == 2
        assert "2 sider kunne ikke lages" in index
        assert faults["fails"]["detail"][0] == "ZeroDivisionError: division by zero"
        assert faults["kit_error"]["key"] == "batch.withdrawn_asked"

    def test_what_failed_runs_again_and_nothing_else(self, mixed: tuple, book: Book, notebooks: Path) -> None:
        folder, _ = mixed
        again = run_book(book, folder.parent, Wanted(languages=("nb",)), notebooks=notebooks / "mixed")
        assert (again.ran, again.skipped, len(again.failed)) == (0, 4, 2)


@pytest.mark.parametrize(
    ("situation", "limits", "key"),
    [
        ("hangs", Limits(cell=1), "batch.fault.slow"),
        ("hangs", Limits(job=2), "batch.fault.slow"),
        ("dies", Limits(), "batch.fault.died"),
    ],
)
def test_a_kernel_that_hangs_or_dies_becomes_a_page_and_leaves_no_process(
    book: Book, notebooks: Path, tmp_path: Path, situation: str, limits: Limits, key: str
) -> None:
    wanted = Wanted(municipalities=("0001",), limits=limits)
    summary = run_book(book, tmp_path, wanted, notebooks=notebooks / situation)
    assert [failure.text for failure in summary.failed] == [texts("da")(key)]
    assert texts("da")(key) in page(tmp_path, f"0001/{situation}.html")
    assert children() == []


def test_a_run_that_is_broken_off_stops_its_kernels_keeps_what_was_done_and_goes_on_from_there(
    book: Book, notebooks: Path, tmp_path: Path
) -> None:
    both = Path(shutil.copytree(notebooks / "works", tmp_path / "notebooks"))
    shutil.copy(notebooks / "hangs" / "hangs.ipynb", both)

    running: list[str] = []

    def press_ctrl_c(done: int, total: int, label: str) -> None:
        if label.endswith("Ok"):
            running.extend(children())
            raise KeyboardInterrupt

    one = ("0001",)
    with pytest.raises(KeyboardInterrupt):
        run_book(book, tmp_path / "r", Wanted(one), notebooks=both, progress=press_ctrl_c)
    assert running
    assert children() == []
    assert list(record(tmp_path / "r")["jobs"]) == [("0001", "ok")]
    assert 'href="0001/ok.html"' in page(tmp_path / "r", "index.html")
    again = run_book(book, tmp_path / "r", Wanted(one, limits=Limits(cell=1)), notebooks=both)
    assert (again.ran, again.skipped, len(again.failed)) == (0, 1, 1)


def test_a_network_without_anyone_taking_part_gets_an_index_that_says_so(
    book: Book, notebooks: Path, tmp_path: Path
) -> None:
    nobody = replace(book, municipalities=book.municipalities[2:])
    summary = run_book(nobody, tmp_path, Wanted(), notebooks=notebooks / "works")
    assert (summary.ran, summary.failed) == (0, ())
    assert "Trådt ud af netværket" in page(tmp_path, "index.html")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("File /home/kari/kit/a.py:3, in f", "File .../a.py:3, in f"),
        (r"File C:\Users\Kåre\kit\a.py:3", "File .../a.py:3"),
        ("\x1b[31mno\x1b[0m", "no"),
        ("note 010190-1234 found", "note ······ found"),
    ],
)
def test_technical_lines_hold_no_folder_of_the_machine_and_no_personal_number(line: str, shown: str) -> None:
    assert tidy(line) == shown
