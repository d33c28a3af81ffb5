"""Making a report inside a process that was forked for it: its cells, its page and its files."""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path

from nbformat import NotebookNode

from kit.batch.execution import Executed, Told, fault_inside, with_parameters
from kit.batch.kernel import Limits, NotebookFailed
from kit.batch.shell import ReportShell, take_over
from kit.batch.worker import Task, Worker


def make(mouth: Connection, worker: Worker, task: Task) -> None:
    """Do the task and say its record, in a process that has nothing else to do and ends at once."""
    gc.disable()  # what a report leaves lying goes with its process; looking for it takes a tenth of the time
    mouth.send(worker.do(task, Inside(mouth)))
    mouth.close()
    os._exit(0)


class Inside:
    """Runs a notebook's cells in this process. Before each it says the cell's number: who listens keeps the limits."""

    stopped = False

    def __init__(self, mouth: Connection) -> None:
        self._mouth = mouth

    def run(self, notebook: NotebookNode, parameters: Mapping[str, str], handed: Path, _limits: Limits) -> Executed:
        """Run a notebook on what was handed over. Raises NotebookFailed with what to tell the reader."""
        filled = with_parameters(notebook, {**parameters, "network": str(handed)})
        shell, told = take_over(), Told()
        for number, cell in enumerate(filled.cells):
            if cell.cell_type == "code" and cell.source.strip():
                self._mouth.send(number)
                _run_cell(shell, told, cell, number)
        return Executed(filled, str(handed.parent))


def _run_cell(shell: ReportShell, told: Told, cell: NotebookNode, number: int) -> None:
    shell.shown.begin()
    cell.execution_count = shell.execution_count
    result = shell.run_cell(cell.source, store_history=True)
    cell.outputs = shell.shown.outputs
    told.keep(cell, number)
    if not result.success:
        name, value, trace = shell.shown.error or (type(result.error_in_exec).__name__, str(result.error_in_exec), "")
        raise NotebookFailed(fault_inside(name, value, trace, told))
