"""Which notebooks run for whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.batch.plan import Job, available, file_of, plan
from kit.domain.book import Book
from kit.errors import KitError

NAMES = ("preparation", "baseline")


def test_every_active_municipality_gets_every_notebook_in_the_networks_language(book: Book) -> None:
    assert plan(book, NAMES) == (
        Job("0001", "preparation", "da"),
        Job("0001", "baseline", "da"),
        Job("0002", "preparation", "da"),
        Job("0002", "baseline", "da"),
    )


def test_what_is_asked_for_narrows_the_plan_and_a_language_given_twice_runs_once(book: Book) -> None:
    jobs = plan(book, NAMES, municipalities=["0002"], only=["baseline"], languages=["nb", "en", "nb"])
    assert jobs == (Job("0002", "baseline", "nb"), Job("0002", "baseline", "en"))


def test_a_page_about_the_whole_network_runs_once_a_language_and_not_for_chosen_municipalities(book: Book) -> None:
    names = ("network", "preparation")
    jobs = plan(book, names, languages=["nb", "en"])
    assert [job for job in jobs if not job.municipality] == [Job("", "network", "nb"), Job("", "network", "en")]
    assert len(jobs) == 6
    assert plan(book, names, municipalities=["0001"]) == (Job("0001", "preparation", "da"),)
    assert plan(book, names, municipalities=["0001"], only=["network"]) == (Job("", "network", "da"),)
    assert (file_of("", "network", ".html"), file_of("0001", "baseline", ".html")) == (
        "network.html",
        "0001/baseline.html",
    )


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ({"municipalities": ["1"]}, "batch.unknown_municipality"),
        ({"only": ["basline"]}, "batch.unknown_notebook"),
        ({"languages": ["se"]}, "batch.unknown_language"),
        ({"municipalities": ["0003"]}, "batch.withdrawn_asked"),
    ],
)
def test_what_does_not_exist_is_refused_before_anything_runs(book: Book, asked: dict, key: str) -> None:
    with pytest.raises(KitError) as refused:
        plan(book, NAMES, **asked)
    assert refused.value.key == key


def test_notebooks_come_in_the_order_a_network_meets_them_and_others_after(tmp_path: Path) -> None:
    for name in ("zebra", "leadership", "run_chart", "attic", "preparation"):
        (tmp_path / f"{name}.ipynb").touch()
    assert list(available(tmp_path)) == ["preparation", "run_chart", "leadership", "attic", "zebra"]
