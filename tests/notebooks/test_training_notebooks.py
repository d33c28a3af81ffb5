"""The notebooks of the course are what the script writes, and run from top to bottom in three languages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from kit import resources
from kit.apps.parts import HTML, PLOTLY
from kit.domain.label import LANGUAGES
from kit.kernels import jupyter_environment
from kit.texts import texts

SCRIPT = Path(__file__).parents[2] / "scripts" / "make_training_notebooks.py"
WITHOUT_FIGURES = ("11_own_data",)  # its figure is made from what participants bring


def test_the_notebooks_are_what_the_script_writes() -> None:
    code = f"import runpy, json; print(json.dumps(runpy.run_path({str(SCRIPT)!r})['files']()))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    import json

    for name, content in json.loads(shown.stdout).items():
        assert (resources.notebooks() / name).read_text(encoding="utf-8") == content, f"run {SCRIPT.name}"


def executed(path: Path, language: str, monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    for key, value in {**jupyter_environment(), "KIT_HOST": "report"}.items():
        monkeypatch.setenv(key, value)
    content = nbformat.read(path, as_version=4)
    content.cells[0].source = f'network, language = "", "{language}"'
    NotebookClient(content, timeout=120, kernel_name="kit").execute()
    return [output["data"] for cell in content.cells for output in cell.get("outputs", [])]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["start", *resources.lesson_names()])
def test_a_notebook_of_the_course_runs_in_every_language(
    name: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = resources.notebooks() / ("" if name == "start" else "training") / f"{name}.ipynb"
    outputs = executed(path, language, monkeypatch)
    assert all(set(data) in ({HTML}, {PLOTLY}) for data in outputs)
    words = "".join(data.get(HTML, "") for data in outputs)
    assert texts(language)("training.start.title" if name == "start" else "training.score.title") in words
    assert any(PLOTLY in data for data in outputs) is (name not in ("start", *WITHOUT_FIGURES))
