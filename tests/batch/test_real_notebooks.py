"""The kit's own notebooks, run as reports in all three languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kit.batch.run import RunSummary, Wanted, run_book
from kit.domain.book import Book
from kit.domain.label import LANGUAGES
from kit.resources import PAGES
from kit.texts import texts

pytestmark = pytest.mark.slow
NAMES = PAGES


@pytest.fixture(scope="module")
def run(real_book: Book, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RunSummary]:
    reports = tmp_path_factory.mktemp("real") / "reports"
    return reports, run_book(real_book, reports, Wanted(municipalities=("0001",), languages=LANGUAGES))


def test_each_notebook_becomes_a_page_in_each_language(run: tuple[Path, RunSummary]) -> None:
    reports, summary = run
    assert [failure.text for failure in summary.failed] == []
    assert summary.ran == len(NAMES) * len(LANGUAGES)
    for language in LANGUAGES:
        folder = reports / f"2026-05-03-{language}"
        assert f'<html lang="{language}">' in (folder / "index.html").read_text(encoding="utf-8")
        for name in NAMES:
            page = (folder / "0001" / f"{name}.html").read_text(encoding="utf-8")
            title = texts(language)(f"apps.title.{name}")
            assert f"<title>{title} – Ås &amp; Ø – Trygge &lt;b&gt;hænder&lt;/b&gt;</title>" in page
            assert page.count("<h1") == 1
            assert page.count("</nav>") == 1


def test_charts_come_as_data_with_a_sentence_and_tables_without_scripts(run: tuple[Path, RunSummary]) -> None:
    folder = run[0] / "2026-05-03-nb"
    page = (folder / "0001" / "run_chart.html").read_text(encoding="utf-8")
    figures = page.split('<figure class="kit-chart">')[1:]
    assert len(figures) == 3
    for figure in figures:
        sentence, _, rest = figure.split('<figcaption class="kit-hidden">')[1].partition("</figcaption>")
        data = json.loads(rest.split('<script type="application/json">')[1].split("</script>")[0])
        assert len(sentence) > 20
        assert data["data"]
        assert data["config"]["showSendToCloud"] is False
    plain = (folder / "0001" / "preparation.html").read_text(encoding="utf-8")
    assert "<script" not in plain


def test_no_page_and_no_kept_notebook_holds_user_markup_or_a_path_of_this_machine(
    run: tuple[Path, RunSummary],
) -> None:
    for path in run[0].rglob("*.*"):
        if path.suffix in (".html", ".ipynb", ".json"):
            text = path.read_text(encoding="utf-8")
            assert "<script>alert" not in text.replace("\\", ""), path.name
            assert str(Path.home()) not in text, path.name
            assert str(run[0].parent) not in text, path.name
