"""A run whose notebooks are run by the workers of a dask cluster."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from distributed import LocalCluster

from kit.batch.run import Wanted, run_book
from kit.domain.book import Book
from kit.errors import KitError

FOLDER = "2026-05-03-da"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A cluster of one worker with two places, in a process of its own."""
    with LocalCluster(n_workers=1, threads_per_worker=2, host="127.0.0.1", dashboard_address=None) as cluster:
        yield cluster.scheduler_address


def test_pages_come_from_the_cluster_as_they_come_from_this_computer(
    book: Book, notebooks: Path, address: str, tmp_path: Path
) -> None:
    there = run_book(book, tmp_path / "there", Wanted(cluster=address), notebooks=notebooks / "works")
    here = run_book(book, tmp_path / "here", Wanted(), notebooks=notebooks / "works")
    assert (there.ran, there.failed) == (here.ran, here.failed) == (2, ())
    for place in ("0001/ok.ipynb", "0002/ok.ipynb"):
        one, other = (nbformat.read(tmp_path / where / FOLDER / place, 4) for where in ("there", "here"))
        assert [cell.get("outputs") for cell in one.cells] == [cell.get("outputs") for cell in other.cells]
        assert one.metadata == other.metadata


def test_a_notebook_that_fails_on_the_cluster_fails_alone_and_says_why(
    book: Book, notebooks: Path, address: str, tmp_path: Path
) -> None:
    there = run_book(book, tmp_path / "there", Wanted(cluster=address), notebooks=notebooks / "mixed")
    here = run_book(book, tmp_path / "here", Wanted(), notebooks=notebooks / "mixed")
    assert there.ran == here.ran
    assert there.failed
    assert sorted(there.failed, key=str) == sorted(here.failed, key=str)


def test_a_cluster_that_does_not_answer_is_said_and_nothing_is_made(
    book: Book, notebooks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kit.batch.cluster.SECONDS_TO_CONNECT", 1)
    for address in ("tcp://127.0.0.1:9", "nowhere at all"):
        with pytest.raises(KitError) as refused:
            run_book(book, tmp_path / "there", Wanted(cluster=address), notebooks=notebooks / "works")
        assert refused.value.key == "batch.no_cluster"
    assert not (tmp_path / "there").exists()
