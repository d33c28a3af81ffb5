"""`run_reports` on a network folder: everything wrong is said before the first kernel starts."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import small_network_file
from openpyxl import load_workbook

from kit import resources
from kit.actions.folder import NetworkFolder
from kit.batch import run_reports
from kit.batch.kernel import Manager
from kit.domain.network import MeasureInUse
from kit.errors import FolderError, KitError, ProblemsFound
from kit.sources.network import write_network
from kit.sources.programme import programme_folders, read_programme

DAY = date(2026, 5, 3)


@pytest.fixture
def folder(tmp_path: Path, notebooks: Path, monkeypatch: pytest.MonkeyPatch) -> NetworkFolder:
    """A folder with a network and nothing measured, and the quick notebooks in place of the kit's own."""
    monkeypatch.setattr(resources, "notebooks", lambda: notebooks / "works")
    programme = read_programme(programme_folders()["i-sikre-haender"])
    content = replace(small_network_file(), in_use=tuple(MeasureInUse(one.id) for one in programme.measures[:2]))
    place = NetworkFolder(tmp_path / "net")
    place.path.mkdir()
    write_network(place.network_file, content, programme)
    return place


@pytest.fixture
def no_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail as soon as a kernel is started."""

    def started(*_: object, **__: object) -> None:
        raise AssertionError("a kernel was started")

    monkeypatch.setattr(Manager, "start_kernel", started)


def test_reports_land_in_the_folder_and_the_record_names_what_they_were_made_from(folder: NetworkFolder) -> None:
    summary = run_reports(folder.path, municipalities=["0301"], as_of=DAY)
    run = folder.reports / "2026-05-03-da"
    record = json.loads((run / "run.json").read_text(encoding="utf-8"))
    assert (summary.ran, summary.index) == (1, run / "index.html")
    assert (run / "0301" / "ok.html").is_file()
    assert len(record["inputs"]["network.xlsx"]) == 64
    assert record["jobs"][0]["seconds"] > 0
    assert run_reports(folder.path, municipalities=["0301"], as_of=DAY).skipped == 1


@pytest.mark.usefixtures("no_kernel")
def test_a_fault_in_the_network_file_stops_the_run_before_it_starts(folder: NetworkFolder) -> None:
    book = load_workbook(folder.network_file)
    book.remove(next(sheet for sheet in book.worksheets if any("Nordvang" in row for row in sheet.values)))
    book.save(folder.network_file)
    with pytest.raises(ProblemsFound):
        run_reports(folder.path, as_of=DAY)
    assert not folder.reports.exists()


@pytest.mark.usefixtures("no_kernel")
def test_a_code_that_the_network_does_not_have_stops_it_too(folder: NetworkFolder) -> None:
    with pytest.raises(KitError) as refused:
        run_reports(folder.path, municipalities=["301"], as_of=DAY)
    assert refused.value.key == "batch.unknown_municipality"
    assert not folder.reports.exists()


@pytest.mark.usefixtures("no_kernel")
def test_reports_that_cannot_be_written_are_refused_with_their_name(folder: NetworkFolder) -> None:
    folder.reports.write_text("a file in the way", encoding="utf-8")
    with pytest.raises(FolderError) as refused:
        run_reports(folder.path, as_of=DAY)
    assert refused.value.key == "batch.cannot_write"


def test_a_folder_without_a_network_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderError):
        run_reports(tmp_path)
