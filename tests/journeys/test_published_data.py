"""The main job on real published data: the network of hospital infections, compared with the reference results."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path

import pytest

from kit import resources
from kit.actions.bring_in import import_files
from kit.actions.chart import chart_of
from kit.actions.folder import find_folder
from kit.actions.load import load_book
from kit.actions.structure import read_structure
from kit.cli import run

ROOT = Path(__file__).parents[2]
NETWORK = resources.datasets("textbook") / "hospital-infections"
REFERENCE = ROOT / "tests" / "gold" / "cases" / "hai-run-grid.json"
MEASURES = {"BAC": "hospital.r.bacteraemia", "CDI": "hospital.r.cdi", "UTI": "hospital.r.uti"}
FIELDS = ("n_obs", "n_useful", "longest_run", "longest_run_max", "n_crossings", "n_crossings_min", "runs_signal")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy: what is run writes beside what it reads."""
    copy = tmp_path_factory.mktemp("textbook") / "hospital-infections"
    ignore = shutil.ignore_patterns("*.db*", "reports", "secret.key")
    return Path(shutil.copytree(NETWORK, copy, ignore=ignore))


def maker():
    spec = importlib.util.spec_from_file_location("maker", ROOT / "scripts" / "make_textbook_network.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_ready_network_is_what_its_script_makes_of_the_published_rows(tmp_path: Path) -> None:
    maker().make(tmp_path)
    shutil.copy(NETWORK / "measures.toml", tmp_path)
    assert read_structure(find_folder(tmp_path)) == read_structure(find_folder(NETWORK))
    made = {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()}
    assert made == {path.name: path.read_bytes() for path in (NETWORK / "data").iterdir()}


def test_all_18_findings_equal_the_reference(folder: Path) -> None:
    """qicharts2 0.8.1 on the same rows, multiplied by 10,000 (hai-run-grid)."""
    import_files(folder)
    book = load_book(folder)
    expected = json.loads(REFERENCE.read_text(encoding="utf-8"))["expected"]["parts"]
    assert len(expected) == 18
    for part in expected:
        unit = book.unit(part["facet2"])
        assert unit
        analysis = chart_of(book, unit, MEASURES[part["facet1"]]).analysis
        assert analysis
        mine = analysis.parts[0]
        assert {name: getattr(mine, name) for name in FIELDS} == {name: part[name] for name in FIELDS}, part
        assert mine.cl == pytest.approx(part["cl_mean"], rel=1e-9)


@pytest.mark.slow
def test_kit_run_makes_the_reports_of_published_data(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["run", str(folder), "--notebook", "run_chart", "--lang", "en", "--as-of", "2017-01-31"]
    assert run([*words, "--municipality", "HGH", "--municipality", "AHH"]) == 0
    assert "2 made" in capsys.readouterr().out
    page = (folder / "reports" / "2017-01-31-en" / "AHH" / "run_chart.html").read_text(encoding="utf-8")
    assert "Bacteraemias per 10,000 risk days" in page
    assert "9.42" in page
    assert run([*words, "--municipality", "HGH", "--municipality", "AHH"]) == 0
    assert "2 unchanged" in capsys.readouterr().out
