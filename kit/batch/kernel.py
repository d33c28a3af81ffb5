"""The kernels of a run: one for each report, which never outlives it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager
from jupyter_core.utils import ensure_event_loop

from kit.batch.record import Fault
from kit.errors import RunFailed
from kit.kernels import KERNEL_NAME, jupyter_environment, kernel_folder
from kit.kernels.surroundings import HOST, Host


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
        client_class="kit.batch.client.ReportClient",
        cache_ports=True,
    )


def kernel_environment() -> dict[str, str]:
    """The environment of a report's kernel: the own one, without anything that names a visitor."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HTTP_", "KIT_", "VOILA_"))}
    return {**kept, **jupyter_environment(kept), HOST: str(Host.REPORT), "PYTHONUTF8": "1"}
