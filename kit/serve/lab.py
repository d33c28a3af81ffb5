"""`lab`: JupyterLab on a network folder, for trainers and analysts."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kit import resources
from kit.actions.folder import NetworkFolder, find_folder
from kit.errors import FolderError, KitError
from kit.kernels import jupyter_environment, jupyter_folder
from kit.kernels import surroundings as names

PORT = 8888
HOST = "127.0.0.1"
START = f"{resources.START_PAGE}.ipynb"
FIRST = f"/lab/tree/{START}"
START_SECONDS = 120.0
STOP_SECONDS = 20.0


def lab(
    folder: Path,
    *,
    port: int = PORT,
    open_browser: bool = True,
    welcome: Sequence[str] = (),
    on_ready: Callable[[str], None] | None = None,
) -> int:
    """Open JupyterLab on the folder's own copy of the notebooks, until Ctrl-C; gives JupyterLab's exit code.

    The copy lies in ``notebooks/`` in the network folder. It is made once: a notebook that is there is never replaced.
    `welcome` is what the cells of the start notebook show before anybody runs them.
    `on_ready` gets the address with its token when pages can be opened.

    Raises
    ------
    FolderError
        The folder is not a network folder, or nothing can be written in it (``serve.lab.unwritable``).
    KitError
        ``serve.port_in_use``, or ``serve.lab.failed`` when JupyterLab does not start.
    """
    where = find_folder(folder)
    notebooks = working_copy(where, welcome)
    _check_free(port)
    token = secrets.token_urlsafe(24)
    process = subprocess.Popen(command(notebooks, port, open_browser), env=surroundings(where, token))
    try:
        _wait_until_open(process, port)
        if on_ready:
            on_ready(f"http://{HOST}:{port}{FIRST}?token={token}")
        return process.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(process)


def working_copy(folder: NetworkFolder, welcome: Sequence[str] = ()) -> Path:
    """The folder's own notebooks, with the network filled in; those that are missing are copied from the kit."""
    own = folder.path / "notebooks"
    try:
        own.mkdir(exist_ok=True)
        for source in sorted(resources.notebooks().rglob("*.ipynb")):
            target = own / source.relative_to(resources.notebooks())
            if not target.exists():
                depth = len(target.relative_to(folder.path).parents) - 1
                target.parent.mkdir(parents=True, exist_ok=True)
                filled = filled_in(source.read_text(encoding="utf-8"), "/".join([".."] * depth))
                target.write_text(welcoming(filled, welcome) if source.name == START else filled, "utf-8")
    except OSError as fault:
        raise FolderError("serve.lab.unwritable", folder=str(own)) from fault
    return own


def welcoming(notebook: str, shown: Sequence[str]) -> str:
    """The start notebook with what its last cells will show, so that a newcomer sees cards and not code to run."""
    content: dict[str, Any] = json.loads(notebook)
    for cell, html in zip(content["cells"][len(content["cells"]) - len(shown) :], shown, strict=True):
        cell["outputs"] = [{"output_type": "display_data", "data": {"text/html": html}, "metadata": {}}]
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def filled_in(notebook: str, network: str) -> str:
    """The notebook's text with `network` as its network parameter, relative so that the folder can be moved."""
    content: dict[str, Any] = json.loads(notebook)
    for cell in content["cells"]:
        if "parameters" in cell["metadata"].get("tags", ()):
            lines = "".join(cell["source"]).splitlines()
            filled = [f"network = {json.dumps(network)}" if line.startswith("network =") else line for line in lines]
            cell["source"] = "\n".join(filled).splitlines(keepends=True)
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def command(notebooks: Path, port: int, open_browser: bool) -> list[str]:
    """The command that starts JupyterLab: for this machine only, asking nothing of the internet."""
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={notebooks}",
        f"--ServerApp.ip={HOST}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--ServerApp.open_browser={open_browser}",
        "--ServerApp.answer_yes=True",
        "--log-level=ERROR",
        "--LabApp.log_level=ERROR",  # it does not follow the other
        "--ServerApp.allow_root=True",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        f"--LabApp.default_url={FIRST}",
    ]


def surroundings(folder: NetworkFolder, token: str) -> dict[str, str]:
    """JupyterLab's environment. The token stands here because everybody on the machine can read a command line."""
    left_out = {names.HOST, names.VISITOR, names.LINK_NUMBER, names.KEPT, names.QUERY}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    own = {
        names.NETWORK: str(folder.path),
        "JUPYTER_TOKEN": token,
        "JUPYTER_CONFIG_PATH": str(jupyter_folder() / "config"),
    }
    return {**kept, **jupyter_environment(), **own}


def _check_free(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # as the server will do; on Windows it would let two programs share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as fault:
            raise KitError("serve.port_in_use", port=port) from fault


def _wait_until_open(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.2)
    raise KitError("serve.lab.failed")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
