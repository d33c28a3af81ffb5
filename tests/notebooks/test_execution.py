from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from page_books import OWN, handed_over

from kit import resources
from kit.apps.parts import HTML, PLOTLY
from kit.kernels import jupyter_environment

FIGURES = {"preparation": 0, "baseline": 0, "run_chart": 4, "leadership": 1}


@pytest.mark.slow
@pytest.mark.parametrize("name", FIGURES)
def test_a_notebook_runs_from_top_to_bottom_as_a_report(name: str, tmp_path: Path, monkeypatch):
    for key, value in {**jupyter_environment(), "KIT_HOST": "report"}.items():
        monkeypatch.setenv(key, value)
    content = nbformat.read(resources.notebooks() / f"{name}.ipynb", as_version=4)
    network = handed_over(tmp_path / "book.json")
    content.cells[0].source = f'network, municipality, language, as_of = {str(network)!r}, "{OWN}", "nb", ""'
    NotebookClient(content, timeout=120, kernel_name="kit").execute()
    outputs = [output for cell in content.cells for output in cell.get("outputs", [])]
    kinds = [set(output["data"]) for output in outputs]
    assert kinds.count({PLOTLY}) == FIGURES[name]
    assert all(kind in ({HTML}, {PLOTLY}) for kind in kinds)
    assert "Ærøby" in outputs[0]["data"][HTML]
