"""`kit doctor`: is this computer fit for the kit?"""

from __future__ import annotations

import importlib.metadata
import platform
import socket
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kit import __version__, resources
from kit.actions.folder import risky_place
from kit.cli.talk import FINDINGS, FINE, Terminal, write, write_json
from kit.kernels import fork
from kit.sources.papers.browser import find_browser
from kit.store import sqlite_version

OLDEST_PYTHON = (3, 11)
FIXED_SQLITE = (3, 51, 3)  # the WAL-reset fix, sqlite.org/wal.html#walresetbug
PORTS = (8866, 8888)
PACKAGES = ("jupyterlab", "voila", "ipywidgets", "papermill", "plotly", "pandas", "sqlalchemy", "openpyxl")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `level` is fine, remark or fault; `key` and `value` make the sentence."""

    level: str
    key: str
    value: str = ""


def _python() -> Finding:
    fit = sys.version_info >= OLDEST_PYTHON
    return Finding("fine" if fit else "fault", "cli.doctor.python", platform.python_version())


def _sqlite() -> Finding:
    version = sqlite_version()
    fixed = tuple(int(part) for part in version.split(".")) >= FIXED_SQLITE
    return Finding("fine" if fixed else "remark", "cli.doctor.sqlite" if fixed else "cli.doctor.sqlite_old", version)


def _browser() -> Finding:
    path = find_browser()
    return Finding("fine", "cli.doctor.browser", str(path)) if path else Finding("remark", "cli.doctor.no_browser")


def _fonts() -> Finding:
    found = any(any(Path(folder).rglob("*.[to]t[fc]")) for folder in FONT_FOLDERS if Path(folder).is_dir())
    return Finding("fine", "cli.doctor.fonts") if found else Finding("remark", "cli.doctor.no_fonts")


def _kernels() -> Finding:
    return Finding("fine", "cli.doctor.warm" if fork.usable() else "cli.doctor.stock")


def _writing(folder: Path) -> Iterator[Finding]:
    try:
        with tempfile.TemporaryFile(dir=folder):
            yield Finding("fine", "cli.doctor.write", str(folder))
    except OSError:
        yield Finding("fault", "cli.doctor.no_write", str(folder))
    if key := risky_place(folder):
        yield Finding("remark", key, str(folder))


def _port(port: int) -> Finding:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return Finding("remark", "cli.doctor.port_taken", str(port))
    return Finding("fine", "cli.doctor.port", str(port))


def _packages() -> Iterator[Finding]:
    yield Finding("fine", "cli.doctor.kit", __version__)
    for name in PACKAGES:
        try:
            yield Finding("fine", "cli.doctor.package", f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            yield Finding("fault", "cli.doctor.no_package", name)


def _files() -> Finding:
    try:
        for name in resources.FOLDERS:
            resources.folder(name)
    except FileNotFoundError as error:
        return Finding("fault", "cli.doctor.no_files", str(error))
    return Finding("fine", "cli.doctor.files")


def findings(folder: Path) -> tuple[Finding, ...]:
    """Everything looked at, in the order it is told."""
    ports = (_port(port) for port in PORTS)
    return (_python(), _sqlite(), _browser(), _fonts(), *_writing(folder), *ports, _files(), _kernels(), *_packages())


def doctor(terminal: Terminal, folder: Path, as_json: bool) -> int:
    """Say every finding; 1 when something makes the kit unable to work."""
    found = findings(folder.absolute())
    t = terminal.texts
    if as_json:
        rows = [{"level": f.level, "check": f.key, "value": f.value, "text": t(f.key, value=f.value)} for f in found]
        write_json({"findings": rows})
    else:
        for one in found:
            write(f"{t(f'cli.doctor.{one.level}')}: {t(one.key, value=one.value)}")
    return FINDINGS if any(one.level == "fault" for one in found) else FINE
