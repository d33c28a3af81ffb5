"""Every notebook runs from top to bottom as a report, and in a warm kernel exactly as in a stock one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from page_books import OWN, handed_over

from kit import resources
from kit.apps.parts import HTML, PLOTLY
from kit.kernels import jupyter_environment
from kit.kernels.fork import SWITCH

FIGURES = {"preparation": 0, "baseline": 0, "run_chart": 4, "leadership": 2, "improvement": 0, "board": 0}


def executed(name: str, network: Path, monkeypatch: pytest.MonkeyPatch, warm: str) -> list[Any]:
    """The outputs of a notebook, run as a report in a warm or a stock kernel."""
    for key, value in {**jupyter_environment(), "KIT_HOST": "report", SWITCH: warm}.items():
        monkeypatch.setenv(key, value)
    content = nbformat.read(resources.notebooks() / f"{name}.ipynb", as_version=4)
    content.cells[0].source = f'network, municipality, language, as_of = {str(network)!r}, "{OWN}", "nb", ""'
    NotebookClient(content, timeout=120, kernel_name="kit").execute()
    return [output for cell in content.cells for output in cell.get("outputs", [])]


@pytest.mark.slow
@pytest.mark.parametrize("name", FIGURES)
def test_a_notebook_runs_as_a_report_the_same_in_a_warm_kernel_and_a_stock_one(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = handed_over(tmp_path / "book.json")
    outputs = executed(name, network, monkeypatch, "1")
    assert outputs == executed(name, network, monkeypatch, "0")
    kinds = [set(output["data"]) for output in outputs]
    assert kinds.count({PLOTLY}) == FIGURES[name]
    assert all(kind in ({HTML}, {PLOTLY}) for kind in kinds)
    assert "Ærøby" in outputs[0]["data"][HTML]
