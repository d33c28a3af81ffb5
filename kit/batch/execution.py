"""Running one notebook with a municipality's parameters, and what to tell the reader when it fails."""

from __future__ import annotations

import copy
import logging
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_client.manager import KernelManager
from jupyter_core.utils import run_sync
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.parameterize import parameterize_notebook

from kit.batch.kernel import Kernels, Limits, NotebookFailed, end
from kit.batch.record import Fault
from kit.domain.privacy import redacted
from kit.kernels import KERNEL_NAME
from kit.kernels.faults import FAULT_MIME

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_FOLDERS = re.compile(r"(?:[A-Za-z]:)?[\\/](?:[^\\/\s:'\"<>|]+[\\/])+")
DETAIL_LINES = 40


@dataclass(frozen=True, slots=True)
class Executed:
    """An executed notebook, and the folder it ran in, which nobody needs to read about in what is kept."""

    notebook: NotebookNode
    folder: str


def run_notebook(
    notebook: NotebookNode, parameters: Mapping[str, str], kernels: Kernels, folder: Path, limits: Limits
) -> NotebookNode:
    """The executed notebook; the one given stays as it is. Raises NotebookFailed with what to tell the reader."""
    told = Told()
    with kernels.kernel(folder) as manager, _deadline(manager, limits.job) as late:
        try:
            return _execute(notebook, parameters, manager, limits, told)
        except CellExecutionError as error:
            raise NotebookFailed(fault_inside(error.ename, error.evalue, error.traceback, told)) from error
        except CellTimeoutError as error:
            raise NotebookFailed(Fault("batch.fault.slow")) from error
        except Exception as error:
            raise NotebookFailed(_outside(error, late.is_set(), kernels.stopped)) from error


class Told:
    """Keeps which cell ran last, and the fault that a kernel handed over before its cell failed."""

    def __init__(self) -> None:
        self.cell = 0
        self.fault: dict[str, Any] | None = None

    def keep(self, cell: NotebookNode, cell_index: int, **_: Any) -> None:
        """Take note of a cell that has run."""
        self.cell = cell_index
        for output in cell.get("outputs", ()):
            self.fault = output.get("data", {}).get(FAULT_MIME, self.fault)


def _execute(
    notebook: NotebookNode, parameters: Mapping[str, str], manager: KernelManager, limits: Limits, told: Told
) -> NotebookNode:
    """Papermill writes the parameters, nbclient runs the cells.

    Papermill's own loop writes the notebook out after every cell, at both ends and when nobody asked for a file; that
    took as long as the cells.
    """
    client = NotebookClient(
        with_parameters(notebook, parameters),
        km=manager,
        timeout=limits.cell,
        startup_timeout=limits.start,
        record_timing=False,
        on_cell_executed=told.keep,
    )
    run_sync(_run_cells)(client)
    executed: NotebookNode = client.nb
    return executed


def with_parameters(notebook: NotebookNode, parameters: Mapping[str, str]) -> NotebookNode:
    """A copy of the notebook with Papermill's cell of parameters."""
    quiet = logging.getLogger("papermill")
    if not quiet.handlers:
        quiet.addHandler(logging.NullHandler())  # else its English warnings end up among the progress
    filled = copy.deepcopy(notebook)
    filled.metadata["papermill"] = {}  # this and the tags are what Papermill adds when it reads a file
    for cell in filled.cells:
        cell.metadata.setdefault("tags", [])
    done: NotebookNode = parameterize_notebook(filled, dict(parameters), kernel_name=KERNEL_NAME, language="python")
    return done


async def _run_cells(client: NotebookClient) -> None:
    """As `client.execute` does, which besides leaves a task for the end of the process when a kernel does not start."""
    client.reset_execution_trackers()
    await client.async_start_new_kernel_client()
    for index, cell in enumerate(client.nb.cells):
        await client.async_execute_cell(cell, index, execution_count=client.code_cells_executed + 1)


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


def fault_inside(name: str, value: str, trace: str, told: Told) -> Fault:
    """What a cell that raised tells the reader: the kit's own sentence, or that it was not expected."""
    lines = tuple(tidy(line) for line in trace.splitlines())
    detail = (tidy(f"{name}: {value}"), f"cell {told.cell}", *lines[-DETAIL_LINES:])
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
