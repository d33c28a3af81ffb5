"""A report made in a forked process: like one made by a kernel, alone with itself, and gone when it is done."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import nbformat.v4 as nbf
import psutil
import pytest
from living_kernels import own_kernels

from kit.batch import places
from kit.batch.kernel import Limits
from kit.batch.places import Forks, Here, place_here
from kit.batch.run import Wanted, run_book
from kit.domain.book import Book
from kit.kernels import fork
from kit.resources import PAGES

pytestmark = pytest.mark.skipif(
    not fork.usable({}), reason="processes are forked on Linux only; elsewhere kernels serve"
)
FOLDER = "2026-05-03-da"


def notebook(folder: Path, name: str, *cells: str) -> None:
    """Write a notebook with the four parameters and these cells."""
    parameters = nbf.new_code_cell('network = municipality = language = as_of = ""', metadata={"tags": ["parameters"]})
    made = nbf.new_notebook(cells=[parameters, *(nbf.new_code_cell(cell) for cell in cells)])
    for number, cell in enumerate(made.cells):
        cell["id"] = f"c{number}"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.ipynb").write_text(json.dumps(made), encoding="utf-8")


def printed(reports: Path, name: str) -> list[str]:
    """What the kept notebooks of both municipalities printed."""
    found = []
    for code in ("0001", "0002"):
        content = json.loads((reports / FOLDER / code / f"{name}.ipynb").read_text(encoding="utf-8"))
        texts = [out["text"] for cell in content["cells"] for out in cell.get("outputs", ()) if "text" in out]
        found.append("".join(texts).strip())
    return found


def outputs(reports: Path) -> dict[str, list[object]]:
    """What the cells of every kept notebook showed."""
    found = {}
    for path in sorted(reports.rglob("*.ipynb")):
        content = json.loads(path.read_text(encoding="utf-8"))
        found[path.relative_to(reports).as_posix()] = [cell.get("outputs") for cell in content["cells"]]
    return found


def test_reports_are_forked_here_and_made_by_kernels_where_that_is_turned_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(fork.SWITCH, raising=False)
    assert isinstance(place_here(), Forks)
    monkeypatch.setenv(fork.SWITCH, "0")
    assert isinstance(place_here(), Here)


LEAVES = (
    "import builtins, os, sys, random, plotly.io, numpy as np",
    "builtins.left = left = municipality; os.environ['LEFT'] = 'x'; sys.modules['left_module'] = sys",
    "plotly.io.renderers.default = 'png'; kept = open(os.devnull); os.chdir('/'); random.seed(1); np.random.seed(1)",
    "import kit.texts.catalogue as c; c.texts = None",
)
LOOKS = (
    "import builtins, os, sys, plotly.io, kit.texts.catalogue as c",
    "print(hasattr(builtins, 'left'), 'left' in globals(), 'LEFT' in os.environ, 'left_module' in sys.modules, "
    "plotly.io.renderers.default, callable(c.texts), os.getcwd() == '/')",
)


def test_nothing_of_one_report_is_seen_by_another(book: Book, tmp_path: Path) -> None:
    notebook(tmp_path / "n", "a_leaves", *LEAVES)
    notebook(tmp_path / "n", "b_looks", *LOOKS)
    run_book(book, tmp_path / "r", Wanted(jobs=1), notebooks=tmp_path / "n")
    assert printed(tmp_path / "r", "b_looks") == ["False False False False plotly_mimetype True False"] * 2


def test_chance_differs_from_report_to_report(book: Book, tmp_path: Path) -> None:
    throw = "import random, numpy as np, uuid; print(random.random(), np.random.rand(), uuid.uuid4())"
    notebook(tmp_path / "n", "throws", throw)
    run_book(book, tmp_path / "r", Wanted(), notebooks=tmp_path / "n")
    assert len({part for line in printed(tmp_path / "r", "throws") for part in line.split()}) == 6


def test_a_report_that_starts_a_process_and_hangs_leaves_neither(book: Book, tmp_path: Path) -> None:
    started = tmp_path / "started"
    start = "import subprocess, time; p = subprocess.Popen(['sleep', '600'])"
    say = f"f = open({str(started)!r}, 'w'); f.write(str(p.pid)); f.close()"
    notebook(tmp_path / "n", "hangs", start, say, "time.sleep(600)")
    wanted = Wanted(municipalities=("0001",), limits=Limits(cell=2))
    summary = run_book(book, tmp_path / "r", wanted, notebooks=tmp_path / "n")
    assert len(summary.failed) == 1
    pid = int(started.read_text(encoding="utf-8"))
    assert not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    assert own_kernels(psutil.Process()) == []


def _refuse(*_: object) -> None:
    raise EOFError


def test_a_fork_server_that_fails_costs_time_and_no_report(
    book: Book, notebooks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places.fork, "call", _refuse)
    summary = run_book(book, tmp_path, Wanted(municipalities=("0001",)), notebooks=notebooks / "works")
    assert (summary.ran, summary.failed) == (1, ())


def test_a_fork_server_that_is_killed_is_followed_by_another(book: Book, notebooks: Path, tmp_path: Path) -> None:
    def kill(done: int, *_: object) -> None:
        if done == 0:
            fork.prepare()
            servers = [one for one in psutil.Process().children() if "forkserver" in " ".join(one.cmdline())]
            os.kill(servers[0].pid, signal.SIGKILL)
            servers[0].wait(30)

    summary = run_book(book, tmp_path, Wanted(jobs=1), notebooks=notebooks / "works", progress=kill)
    assert (summary.ran, summary.failed) == (2, ())


@pytest.mark.slow
def test_a_forked_report_shows_what_a_kernel_shows(
    real_book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for switch in ("1", "0"):
        monkeypatch.setenv(fork.SWITCH, switch)
        assert run_book(real_book, tmp_path / switch, Wanted(municipalities=("0001",))).failed == ()
        found.append(outputs(tmp_path / switch))
    forked, kernels = found
    assert forked.keys() == kernels.keys()
    assert len(forked) == len(PAGES)
    for name, shown in forked.items():
        assert shown == kernels[name], name
