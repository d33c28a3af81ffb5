"""What surrounds the server and its kernels: Jupyter's search paths, a kernel's variables, the open-files limit."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from jupyter_core.paths import jupyter_config_dir

from kit.domain.access import Pass
from kit.kernels import jupyter_environment
from kit.kernels.surroundings import HOST, KEPT, LINK_NUMBER, NETWORK, QUERY, VISITOR, Host

# What a Python process needs to start on Linux, macOS and Windows. Everything else in the server's environment
# (tokens, passwords, another request's variables) stays out of the kernels.
PASSED_ON = frozenset(
    [
        "CONDA_PREFIX", "DYLD_LIBRARY_PATH", "IPYTHONDIR", "LD_LIBRARY_PATH", "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS", "PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "PYTHONUTF8",
        "PYTHONWARNDEFAULTENCODING", "VIRTUAL_ENV",
        "HOME", "LANG", "LANGUAGE", "LOGNAME", "PATH", "TMPDIR", "TZ", "USER",
        "APPDATA", "COMSPEC", "HOMEDRIVE", "HOMEPATH", "LOCALAPPDATA", "NUMBER_OF_PROCESSORS", "OS", "PATHEXT",
        "PROCESSOR_ARCHITECTURE", "PROGRAMDATA", "PROGRAMFILES", "SYSTEMDRIVE", "SYSTEMROOT", "TEMP", "TMP",
        "USERNAME", "USERPROFILE", "WINDIR",
    ]
)  # fmt: skip
OPEN_FILES = 8192


def kernel_environment(surroundings: Mapping[str, str], folder: Path, kept: Path) -> dict[str, str]:
    """The whole environment of a kernel that nobody has yet. `kept` is the server's copy of the network's files."""
    passed_on = {
        name: value
        for name, value in surroundings.items()
        if name.upper() in PASSED_ON or name.upper().startswith("LC_")
    }
    return {
        **passed_on,
        **jupyter_environment(),
        HOST: str(Host.APP),
        NETWORK: str(folder),
        KEPT: str(kept),
    }


def visitor_environment(link: Pass, query: str) -> dict[str, str]:
    """What a kernel is told of its visitor; nothing that a browser sent is in it but the cleaned query."""
    return {VISITOR: link.visitor.id, LINK_NUMBER: str(link.number), QUERY: query}


@contextmanager
def own_jupyter() -> Iterator[Path]:
    """Let Jupyter in this process find the kit's templates and kernel, and nothing from the user's home.

    Gives a scratch folder for what Jupyter wants to write; it is removed at the end, and the variables are put back.
    """
    with tempfile.TemporaryDirectory(prefix="kit-serve-", ignore_cleanup_errors=True) as scratch:
        changes = {
            **jupyter_environment(),
            "JUPYTER_NO_CONFIG": "1",
            "JUPYTER_PREFER_ENV_PATH": "1",
            "JUPYTER_CONFIG_DIR": str(Path(scratch, "config")),
            "JUPYTER_DATA_DIR": str(Path(scratch, "data")),
            "JUPYTER_RUNTIME_DIR": str(Path(scratch, "runtime")),
            "JUPYTER_PLATFORM_DIRS": "1",
        }
        before = {name: os.environ.get(name) for name in changes}
        os.environ.update(changes)
        try:
            yield Path(scratch)
        finally:
            _remove_clean_settings()
            _put_back(before)


def _remove_clean_settings() -> None:
    """Jupyter makes an empty folder of settings when it is to read none, and leaves it behind."""
    made = Path(jupyter_config_dir())
    if made.name.startswith("jupyter-clean-cfg-"):
        shutil.rmtree(made, ignore_errors=True)


def _put_back(before: Mapping[str, str | None]) -> None:
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def raise_open_files(wanted: int = OPEN_FILES) -> None:
    """Ask for more open files, where the system counts them: a visitor needs about twenty."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    ceiling = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < ceiling:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (ceiling, hard))
