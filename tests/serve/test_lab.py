"""JupyterLab on a network folder."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import psutil
import pytest
from running_server import make_network

from kit import resources
from kit.actions.folder import find_folder
from kit.errors import FolderError, KitError
from kit.serve import lab
from kit.serve.lab import command, filled_in, surroundings, working_copy

START = (
    "import signal, sys; from pathlib import Path; from kit.serve import lab; "
    "signal.signal(signal.SIGINT, signal.default_int_handler); "  # which a job in the background is started without
    "lab(Path(sys.argv[1]), port=int(sys.argv[2]), open_browser=False, on_ready=lambda url: print(url, flush=True))"
)


def parameters(notebook: Path) -> str:
    """The source of the parameters cell."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return next("".join(cell["source"]) for cell in cells if "parameters" in cell["metadata"].get("tags", ()))


def test_the_folder_gets_its_own_notebooks_that_know_their_network_wherever_the_folder_lies(tmp_path: Path) -> None:
    own = working_copy(find_folder(make_network(tmp_path / "nett")))
    names = {path.name for path in own.rglob("*.ipynb")}
    assert {"preparation.ipynb", "baseline.ipynb", "run_chart.ipynb", "leadership.ipynb"} <= names
    source = parameters(own / "preparation.ipynb")
    assert 'network = ".."' in source
    assert 'municipality = ""' in source
    assert str(tmp_path) not in (own / "preparation.ipynb").read_text(encoding="utf-8")


def test_a_notebook_that_somebody_has_changed_is_never_replaced(tmp_path: Path) -> None:
    folder = find_folder(make_network(tmp_path / "nett"))
    own = working_copy(folder)
    (own / "preparation.ipynb").write_text("mine", encoding="utf-8")
    (own / "baseline.ipynb").unlink()
    working_copy(folder)
    assert (own / "preparation.ipynb").read_text(encoding="utf-8") == "mine"
    assert (own / "baseline.ipynb").exists()


def test_the_copy_is_the_kit_s_notebook_but_for_the_network(tmp_path: Path) -> None:
    own = working_copy(find_folder(make_network(tmp_path / "nett")))
    for name in ("preparation.ipynb", "leadership.ipynb"):
        copy = (own / name).read_text(encoding="utf-8")
        original = (resources.notebooks() / name).read_text(encoding="utf-8")
        assert json.loads(filled_in(copy, "")) == json.loads(filled_in(original, ""))


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    folder = make_network(tmp_path / "nett")
    (folder / "notebooks").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(FolderError) as refused:
        working_copy(find_folder(folder))
    assert refused.value.key == "serve.lab.unwritable"


def test_a_port_in_use_is_said_before_jupyterlab_starts(tmp_path: Path) -> None:
    folder = make_network(tmp_path / "nett")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(KitError) as refused:
            lab(folder, port=taken.getsockname()[1])
    assert refused.value.key == "serve.port_in_use"


def test_the_token_stands_in_no_command_line_and_no_app_setting_reaches_jupyterlab(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIT_HOST", "app")
    folder = find_folder(make_network(tmp_path / "nett"))
    around = surroundings(folder, "hemmelig")
    assert around["JUPYTER_TOKEN"] == "hemmelig"
    assert "KIT_HOST" not in around
    assert "--ServerApp.ip=127.0.0.1" in command(tmp_path, 8888, False)
    assert "hemmelig" not in " ".join(command(tmp_path, 8888, False))


@pytest.mark.slow
def test_jupyterlab_opens_with_the_kit_s_kernel_behind_a_token_and_ends_with_its_parent(tmp_path: Path) -> None:
    folder = make_network(tmp_path / "nett")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", START, str(folder), str(port)],
        env={**os.environ, "JUPYTER_CONFIG_DIR": str(tmp_path / "config")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout
    url = process.stdout.readline().strip()
    children = psutil.Process(process.pid).children(recursive=True)
    try:
        base, token = url.split("/lab/tree/start.ipynb?token=")
        assert httpx.get(f"{base}/api/contents").status_code == 403
        listed = httpx.get(f"{base}/api/contents", params={"token": token}).json()
        assert "preparation.ipynb" in {item["name"] for item in listed["content"]}
        kernels = httpx.get(f"{base}/api/kernelspecs", params={"token": token}).json()
        assert "kit" in kernels["kernelspecs"]
        page = httpx.get(url, follow_redirects=True).text
        assert "jupyterlab.github.io/assets/feed" not in page
    finally:
        process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        process.wait(60)
        _, alive = psutil.wait_procs(children, 20)
        for child in alive:
            child.kill()
    assert "LabApp]" not in process.communicate()[1], "a trainer reads the address, not JupyterLab's log"
    assert not alive or os.name == "nt"
