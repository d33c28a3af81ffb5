"""Every notebook runs from top to bottom under nbmake, in three languages, and speaks one of them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from outputs import neutral_book
from page_books import OWN, handed_over
from telltale import bare_keys, foreign, read_out

from kit import resources
from kit.apps.parts import HTML, PLOTLY
from kit.domain.label import LANGUAGES
from kit.kernels import jupyter_environment
from kit.texts import texts

PATHS = {path.stem: path for path in resources.notebooks().rglob("*.ipynb")}
LESSONS = resources.lesson_names()
NAMES = (*resources.ALL_PAGES, resources.START_PAGE, *LESSONS)
WITHOUT_FIGURES = ("11_own_data",)  # its figure is made from what participants bring
NAMES_IN = {"12_network": {"en: hospital"}}  # published data: Danish hospitals are called so
CODE = re.compile(r"<pre>.*?</pre>", re.DOTALL)
pytestmark = pytest.mark.slow


def first_cell(name: str, network: Path, language: str) -> str:
    """The parameters, as Papermill would set them."""
    if name == "start" or name in LESSONS:
        return f'network, language = "", "{language}"'
    whose = OWN if name in resources.PAGES else ""
    return f'network, municipality, language, as_of = {str(network)!r}, "{whose}", "{language}", ""'


@pytest.fixture(scope="module", params=LANGUAGES)
def ran(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A language, and the folder in which nbmake has run every notebook and kept its outputs."""
    language: str = request.param
    folder = tmp_path_factory.mktemp(language)
    network = handed_over(folder / "book.json", neutral_book())
    for name in NAMES:
        content = nbformat.read(PATHS[name], as_version=4)
        content.cells[0].source = first_cell(name, network, language)
        nbformat.write(content, folder / f"{name}.ipynb")
    options = ["--nbmake", "--nbmake-timeout=120", "--nbmake-kernel=kit", "--overwrite", "--rootdir", str(folder)]
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, str(folder)],
        env={**os.environ, **jupyter_environment(), "KIT_HOST": "report"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert f"{len(NAMES)} passed" in told.stdout, told.stdout[-3000:] + told.stderr[-1000:]
    return language, folder


def test_no_notebook_is_left_out() -> None:
    assert sorted(PATHS) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_shows_its_page_in_one_language(name: str, ran: tuple[str, Path]) -> None:
    language, folder = ran
    content = nbformat.read(folder / f"{name}.ipynb", as_version=4)
    shown = [output["data"] for cell in content.cells for output in cell.get("outputs", [])]
    assert shown
    assert all(set(data) in ({HTML}, {PLOTLY}) for data in shown)
    said = read_out(CODE.sub(" ", "".join(data.get(HTML, "") for data in shown)))
    assert (foreign(said, language) - NAMES_IN.get(name, set()), bare_keys(said)) == (set(), set())


@pytest.mark.parametrize("name", ["start", *LESSONS])
def test_a_lesson_has_its_score_and_its_figures(name: str, ran: tuple[str, Path]) -> None:
    language, folder = ran
    content = nbformat.read(folder / f"{name}.ipynb", as_version=4)
    shown = [output["data"] for cell in content.cells for output in cell.get("outputs", [])]
    said = "".join(data.get(HTML, "") for data in shown)
    assert texts(language)("training.start.title" if name == "start" else "training.score.title") in said
    assert any(PLOTLY in data for data in shown) is (name not in ("start", *WITHOUT_FIGURES))
