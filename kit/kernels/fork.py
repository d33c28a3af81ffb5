"""Forking a kernel from a process that has already imported everything, and watching over it.

The fork server is the standard library's (`multiprocessing`): a process that imports `kit.kernels.warm`, waits, and
forks when it is asked. It ends by itself when its creator and all kernels have ended.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import forkserver
from multiprocessing.connection import wait as wait_for
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

SWITCH = "KIT_WARM_KERNELS"  # "0" turns warm kernels off, "1" turns them on where they are off by default
REPORTS = "kit.batch.warm"  # the module that has ready what reports need besides
_gate = threading.Lock()
_context: ForkServerContext | None = None


def usable(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether kernels are forked here: on Linux, elsewhere only where it is asked for and possible.

    On macOS a process that has loaded system frameworks may crash when it is forked; Windows cannot fork.
    """
    wanted = environ.get(SWITCH, "")
    able = "forkserver" in multiprocessing.get_all_start_methods()
    return able and wanted != "0" and (sys.platform.startswith("linux") or wanted == "1")


def _server(also: Sequence[str] = ()) -> ForkServerContext:
    global _context  # noqa: PLW0603 - one fork server a process, as multiprocessing has it
    if _context is None:
        _context = multiprocessing.get_context("forkserver")
        _context.set_forkserver_preload(["kit.kernels.warm", *also])
    return _context


@contextmanager
def _no_main() -> Iterator[None]:
    """Hide the program's main module: multiprocessing would import it again in every child."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def prepare(*also: str) -> None:
    """Let the fork server begin its imports now, so that the first kernel need not wait for them.

    `also` are modules that it imports besides; a fork server that is there already leaves them to its children.
    """
    if usable():
        with _gate, _no_main(), suppress(OSError):
            _server(also)
            _once_more(forkserver.ensure_running)


def _once_more(ask: Callable[[], None]) -> None:
    """Ask the fork server, and once more when it has ended and somebody else in this process has waited for it.

    Of such a server multiprocessing knows no end: it asks the system after a child that is not there, every time anew.
    """
    try:
        ask()
    except ChildProcessError:
        server = forkserver._forkserver  # type: ignore[attr-defined]
        with suppress(OSError, TypeError):
            os.close(server._forkserver_alive_fd)
        server._forkserver_address = server._forkserver_alive_fd = server._forkserver_pid = None
        ask()


class Forked:
    """A forked kernel, with what `subprocess.Popen` offers of a process and the provisioner needs."""

    stdin = stdout = stderr = None

    def __init__(self, process: Any) -> None:
        self._process = process
        self.pid: int = process.pid

    def poll(self) -> int | None:
        """The exit code, negative for a signal; None while the kernel lives."""
        code: int | None = self._process.exitcode
        return code

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for the end. Raises subprocess.TimeoutExpired."""
        self._process.join(timeout)
        if self.poll() is None:
            raise subprocess.TimeoutExpired("kernel", timeout or 0)
        code = self.poll()
        with suppress(ValueError):
            self._process.close()
        self._process = _Ended(code)
        return code

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the kernel has ended: its number may be another process's by now."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the kernel."""
        self.send_signal(signal.SIGKILL)


class _Ended:
    """What is left of a process whose handle was given back."""

    def __init__(self, code: int | None) -> None:
        self.exitcode = code

    def join(self, timeout: float | None = None) -> None:
        """Nothing to wait for."""

    def close(self) -> None:
        """Nothing to close."""


def fork(arguments: Sequence[str], environ: Mapping[str, str], folder: str | None, quiet: bool) -> Forked:
    """Fork a kernel. `arguments` are those of `kit.kernels`; with `quiet` its output goes nowhere.

    Raises OSError or EOFError when the fork server cannot be reached.
    """
    return call(_kernel, (list(arguments),), environ, folder, quiet)


def call(
    work: Callable[..., None], given: tuple[Any, ...], environ: Mapping[str, str], folder: str | None, quiet: bool
) -> Forked:
    """Fork a process that does `work`, a function of a module, with what it is given, and ends.

    Raises OSError or EOFError when the fork server cannot be reached, AssertionError in a process that may have no
    children.
    """
    plain = {str.__str__(name): str.__str__(value) for name, value in environ.items()}
    with _gate, _no_main():
        process = _server().Process(target=_child, args=(work, given, plain, folder, quiet), daemon=True)
        _once_more(process.start)
    return Forked(process)


def _kernel(arguments: list[str]) -> None:
    from kit.kernels.__main__ import main

    main(arguments)


def _child(
    work: Callable[..., None], given: tuple[Any, ...], environ: dict[str, str], folder: str | None, quiet: bool
) -> None:
    """The process, from the fork to its end."""
    os.setsid()
    os.environ.clear()
    os.environ.update(environ)
    os.environ["JPY_PARENT_PID"] = str(os.getppid())
    if folder and Path(folder).is_dir():
        os.chdir(folder)
    if quiet:
        _say_nothing()
    _forget()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    work(*given)


def _say_nothing() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (1, 2):
        os.dup2(nowhere, number)
    os.close(nowhere)


def _forget() -> None:
    """Undo what was decided in the fork server and differs from kernel to kernel."""
    import time

    import numpy as np

    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    np.random.seed()
    if hasattr(time, "tzset"):
        time.tzset()
    multiprocessing.current_process().name = "MainProcess"
    _look_for_main()


def _look_for_main() -> None:
    """IPython puts the notebook's own module here; nothing of the fork server's is left in it."""
    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.modules["__main__"].__dict__["__builtins__"] = __builtins__


def _end_with_parent() -> None:
    """End when the process that asked for this kernel ends: nobody would be there to use or stop it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)
