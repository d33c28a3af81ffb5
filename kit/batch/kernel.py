"""Running one notebook with Papermill on a kernel of its own that never outlives the job."""

from __future__ import annotations

import copy
import logging
import os
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

import papermill
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from kit.batch.record import Fault
from kit.domain.privacy import redacted
from kit.errors import RunFailed
from kit.kernels import KERNEL_NAME, jupyter_environment, kernel_folder
from kit.kernels.faults import FAULT_MIME
from kit.kernels.surroundings import HOST, Host

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_FOLDERS = re.compile(r"(?:[A-Za-z]:)?[\\/](?:[^\\/\s:'\"<>|]+[\\/])+")
DETAIL_LINES = 40


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a kernel may take to start, a cell to run, and a job altogether, in seconds."""

    start: int = 90
    cell: int = 180
    job: int = 600


class NotebookFailed(RunFailed):
    """A notebook could not be run to its end."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.key)
        self.fault = fault


@dataclass
class Kernels:
    """The kernels of one run: started one at a time, stopped all at once when the run is broken off."""

    live: set[Manager] = field(default_factory=set)
    gate: threading.Lock = field(default_factory=threading.Lock)
    stopped: bool = False

    @contextmanager
    def kernel(self, folder: Path) -> Iterator[Manager]:
        """A started kernel that is stopped on the way out, whatever happened. `folder` is where it works.

        To be called in a thread of its own: the thread's event loop is made here and closed again.
        """
        loop = ensure_event_loop(prefer_selector_loop=True)  # zmq cannot use the loop that is usual on Windows
        manager = _manager()
        try:
            with self.gate:  # ports are chosen before they are bound: never two at once
                if self.stopped:
                    raise NotebookFailed(Fault("batch.fault.stopped"))
                manager.start_kernel(env=kernel_environment(), cwd=str(folder), stdout=DEVNULL, stderr=DEVNULL)
                self.live.add(manager)
            yield manager
        finally:
            self.live.discard(manager)
            manager.leave()
            loop.close()

    def stop(self) -> None:
        """End every kernel; jobs that wait for one find that it died."""
        with self.gate:
            self.stopped = True
            for manager in tuple(self.live):
                end(manager)


def end(manager: KernelManager) -> None:
    """Kill a kernel's process from any thread; who runs it notices and cleans up."""
    process = getattr(manager.provisioner, "process", None)
    if process is not None:
        process.kill()


class Manager(KernelManager):
    """A kernel's manager that closes what was opened to talk to the kernel, which nbclient leaves to the owner."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._opened: list[Any] = []

    def client(self, **options: Any) -> Any:
        """A client, remembered until the kernel is left."""
        client = super().client(**options)
        self._opened.append(client)
        return client

    def leave(self) -> None:
        """Stop the kernel if it runs, and close every socket."""
        for client in self._opened:
            client.stop_channels()
            client.context.destroy(linger=0)
        if self.has_kernel:
            self.shutdown_kernel(now=True)
        self.context.destroy(linger=0)


def _manager() -> Manager:
    return Manager(
        kernel_name=KERNEL_NAME,
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(kernel_folder())], ensure_native_kernel=False),
        client_class="jupyter_client.asynchronous.AsyncKernelClient",
        cache_ports=True,
    )


def kernel_environment() -> dict[str, str]:
    """The environment of a report's kernel: the own one, without anything that names a visitor."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HTTP_", "KIT_", "VOILA_"))}
    return {**kept, **jupyter_environment(kept), HOST: str(Host.REPORT), "PYTHONUTF8": "1"}


def run_notebook(
    notebook: NotebookNode, parameters: Mapping[str, str], kernels: Kernels, folder: Path, limits: Limits
) -> NotebookNode:
    """The executed notebook; the one given stays as it is. Raises NotebookFailed with what to tell the reader."""
    told = _Told()
    with kernels.kernel(folder) as manager, _deadline(manager, limits.job) as late:
        try:
            return _execute(notebook, parameters, manager, limits, told)
        except PapermillExecutionError as error:
            raise NotebookFailed(_inside(error, told)) from error
        except CellTimeoutError as error:
            raise NotebookFailed(Fault("batch.fault.slow")) from error
        except Exception as error:
            raise NotebookFailed(_outside(error, late.is_set(), kernels.stopped)) from error


class _Told:
    """Keeps the fault that a kernel handed over before its cell failed."""

    def __init__(self) -> None:
        self.fault: dict[str, Any] | None = None

    def keep(self, cell: NotebookNode, **_: Any) -> None:
        for output in cell.get("outputs", ()):
            self.fault = output.get("data", {}).get(FAULT_MIME, self.fault)


def _execute(
    notebook: NotebookNode, parameters: Mapping[str, str], manager: KernelManager, limits: Limits, told: _Told
) -> NotebookNode:
    quiet = logging.getLogger("papermill")
    if not quiet.handlers:
        quiet.addHandler(logging.NullHandler())  # else its English warnings end up among the progress
    return papermill.execute_notebook(
        copy.deepcopy(notebook),
        None,
        parameters=dict(parameters),
        kernel_name=KERNEL_NAME,
        language="python",
        progress_bar=False,
        request_save_on_cell_execute=False,
        autosave_cell_every=0,
        start_timeout=limits.start,
        execution_timeout=limits.cell,
        km=manager,
        on_cell_executed=told.keep,
    )


@contextmanager
def _deadline(manager: KernelManager, seconds: float) -> Iterator[threading.Event]:
    late = threading.Event()

    def ring() -> None:
        late.set()
        end(manager)

    timer = threading.Timer(seconds, ring)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


def _inside(error: PapermillExecutionError, told: _Told) -> Fault:
    lines = tuple(tidy(line) for block in error.traceback for line in block.splitlines())
    detail = (tidy(f"{error.ename}: {error.evalue}"), f"cell {error.cell_index}", *lines[-DETAIL_LINES:])
    if told.fault is None:
        return Fault("batch.fault.unexpected", detail=detail)
    return Fault(told.fault["key"], told.fault["values"], detail)


def _outside(error: Exception, late: bool, stopped: bool) -> Fault:
    if isinstance(error, NotebookFailed):
        return error.fault
    detail = (tidy(f"{type(error).__name__}: {error}"),)
    if stopped:
        return Fault("batch.fault.stopped", detail=detail)
    if late or isinstance(error, TimeoutError):
        return Fault("batch.fault.slow", detail=detail)
    return Fault("batch.fault.died" if isinstance(error, DeadKernelError) else "batch.fault.unexpected", detail=detail)


def tidy(line: str) -> str:
    """A technical line without colours, without the machine's folders and without anything like a personal number."""
    return redacted(_FOLDERS.sub(".../", _COLOUR.sub("", line)))
