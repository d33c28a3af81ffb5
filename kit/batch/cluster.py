"""The kernels of a run on the workers of a dask cluster: the same jobs, elsewhere.

A job travels whole: the notebook, the hand-over file's bytes and the parameters go out, the executed notebook comes
back, and pages are made where the run was started. Workers need the same kit and nothing of the network's folder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from nbformat import NotebookNode

from kit.batch.execution import Executed, run_notebook, tidy
from kit.batch.kernel import Kernels, Limits, NotebookFailed
from kit.batch.record import Fault, JobRecord
from kit.batch.worker import Task, Worker
from kit.domain.privacy import redacted
from kit.errors import KitError

SECONDS_TO_CONNECT = 10


def work(source: str, handed: bytes, parameters: Mapping[str, str], limits: Mapping[str, int]) -> dict[str, Any]:
    """On a worker: run one notebook in a kernel of its own; returns plain values, a fault among them, and raises none.

    What is returned is read by another process, perhaps with other versions of the libraries.
    """
    notebook = nbformat.reads(source, as_version=4)
    with TemporaryDirectory(prefix="kit-", ignore_cleanup_errors=True) as folder:
        place = Path(folder) / "book.json"
        place.write_bytes(handed)
        try:
            executed = run_notebook(
                notebook, {**parameters, "network": str(place)}, Kernels(), Path(folder), Limits(**limits)
            )
        except NotebookFailed as error:
            return {"fault": asdict(error.fault)}
        return {"notebook": json.dumps(executed), "folder": folder}


@dataclass
class Cluster:
    """A connected cluster, in the place of kernels on this computer. `client` is dask.distributed's."""

    client: Any
    stopped: bool = False

    @property
    def places(self) -> int:
        """How many jobs it can do at a time, as far as is known now."""
        return max(1, sum(self.client.nthreads().values()))

    def do(self, worker: Worker, task: Task) -> JobRecord:
        """Do the task: its cells on the cluster, its page here."""
        return worker.do(task, self)

    def run(self, notebook: NotebookNode, parameters: Mapping[str, str], handed: Path, limits: Limits) -> Executed:
        """As `places.Here.run`. A worker that is lost with its job is a fault of that job."""
        given = {name: value for name, value in parameters.items() if name != "network"}
        source, content = nbformat.writes(notebook), handed.read_bytes()
        if self.stopped:
            raise NotebookFailed(Fault("batch.fault.stopped"))
        try:
            future = self.client.submit(work, source, content, given, asdict(limits), pure=False)
            found: dict[str, Any] = future.result()
        except Exception as error:
            lost = "batch.fault.stopped" if self.stopped else "batch.fault.died"
            raise NotebookFailed(Fault(lost, detail=(tidy(f"{type(error).__name__}: {error}"),))) from error
        if "fault" in found:
            fault = found["fault"]
            raise NotebookFailed(Fault(fault["key"], fault["values"], tuple(fault["detail"])))
        return Executed(nbformat.from_dict(json.loads(found["notebook"])), found["folder"])

    def stop(self) -> None:
        """Give up every job; those that wait for one are told."""
        self.stopped = True
        with suppress(Exception):
            self.client.close()

    def leave(self) -> None:
        """Close the connection; the cluster lives on."""
        with suppress(Exception):
            self.client.close()


def connect(address: str) -> Cluster:
    """Connect to a scheduler such as ``tcp://10.0.0.5:8786``.

    Raises KitError ``batch.no_dask`` where dask.distributed is not installed, ``batch.no_cluster`` where none
    answers.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise KitError("batch.no_dask") from error
    try:
        return Cluster(Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False))
    except (OSError, ValueError, TimeoutError) as error:
        raise KitError("batch.no_cluster", address=redacted(address)[:80]) from error
