"""Where reports are made: each in a forked process, or in a kernel of its own where nothing can be forked."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Protocol

from nbformat import NotebookNode

from kit.batch.execution import Executed, run_notebook
from kit.batch.inside import make
from kit.batch.kernel import Kernels, Limits, kernel_environment
from kit.batch.record import Fault, JobRecord
from kit.batch.worker import Task, Worker
from kit.kernels import fork
from kit.kernels.fork import Forked

SECONDS_TO_END = 10
log = logging.getLogger("kit.batch")


class Place(Protocol):
    """Where reports are made: on this computer or on a cluster (`cluster.Cluster`)."""

    @property
    def stopped(self) -> bool:
        """Whether the run was broken off."""

    def do(self, worker: Worker, task: Task) -> JobRecord:
        """Do a task to its record."""

    def stop(self) -> None:
        """End everything that runs."""


def place_here() -> Place:
    """This computer, the quickest way that it allows."""
    return Forks() if fork.usable() else Here()


@dataclass
class Here:
    """Kernels on this computer, one for each report; its page is made in this process."""

    kernels: Kernels = field(default_factory=Kernels)

    @property
    def stopped(self) -> bool:
        """Whether the run was broken off."""
        return self.kernels.stopped

    def do(self, worker: Worker, task: Task) -> JobRecord:
        """Do a task to its record."""
        return worker.do(task, self)

    def run(self, notebook: NotebookNode, parameters: Mapping[str, str], handed: Path, limits: Limits) -> Executed:
        """Run a notebook on what was handed over. Raises NotebookFailed with what to tell the reader."""
        given = {**parameters, "network": str(handed)}
        return Executed(run_notebook(notebook, given, self.kernels, handed.parent, limits), str(handed.parent))

    def stop(self) -> None:
        """End every kernel."""
        self.kernels.stop()


@dataclass
class Forks:
    """Processes on this computer, one for each report, forked with everything imported and every template compiled.

    A report's cells, its page and its files are made in there; back comes the record. Nothing goes through sockets, and
    this process has next to nothing to do. Where the fork server fails the report is made by `otherwise`.
    """

    otherwise: Here = field(default_factory=Here)
    live: set[Forked] = field(default_factory=set)
    gate: threading.Lock = field(default_factory=threading.Lock)
    stopped: bool = False

    def do(self, worker: Worker, task: Task) -> JobRecord:
        """Do a task to its record. A process that dies or takes too long becomes a page that says so."""
        ear, mouth = Pipe(duplex=False)
        with ear:
            try:
                process = self._fork(mouth, worker, task)
            except (OSError, EOFError, RuntimeError, AssertionError):
                log.warning("the warm processes cannot be used; a kernel makes this report", exc_info=True)
                return self.otherwise.do(worker, task)
            finally:
                mouth.close()
            try:
                found = self._heard(ear, worker.limits)
            finally:
                self.live.discard(process)
                if process.poll() is None:
                    _end(process)
        return found if isinstance(found, JobRecord) else worker.failed(task, found, page=not self.stopped)

    def _fork(self, mouth: Connection, worker: Worker, task: Task) -> Forked:
        with self.gate:
            process = fork.call(make, (mouth, worker, task), kernel_environment(), str(task.handed.path.parent), True)
            self.live.add(process)
            if self.stopped:
                process.kill()
        return process

    def _heard(self, ear: Connection, limits: Limits) -> JobRecord | Fault:
        """What the process says at last; before each cell it says a number."""
        deadline, patience = monotonic() + limits.job, limits.start
        while ear.poll(max(0, min(patience, deadline - monotonic()))):
            try:
                said = ear.recv()
            except (EOFError, OSError):
                return Fault("batch.fault.stopped" if self.stopped else "batch.fault.died")
            if isinstance(said, JobRecord):
                return said
            patience = limits.cell
        return Fault("batch.fault.slow")

    def stop(self) -> None:
        """End every process; those who wait for one find that it died."""
        with self.gate:
            self.stopped = True
            for process in tuple(self.live):
                process.kill()
        self.otherwise.stop()


def _end(process: Forked) -> None:
    """End a process with all that it started; one that has said everything is already on its way out."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(SECONDS_TO_END)
