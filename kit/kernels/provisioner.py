"""How the kit's kernels come to life: forked from a warm process where that can be, started anew where not.

The kernelspec names this provisioner, so that Papermill, Voilà and JupyterLab all use it.
"""

from __future__ import annotations

import asyncio
import logging
import os
from functools import partial
from subprocess import DEVNULL
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from kit.kernels import fork

NAME = "kit-warm-provisioner"
_OURS = ["-m", "kit.kernels"]
_QUICK_LOOKS, _QUICK_PAUSE = 40, 0.005  # how often, and seconds between
log = logging.getLogger("kit.kernels")


class WarmProvisioner(LocalProvisioner):
    """Forks the kit's own kernels; whatever else it is asked to launch, it launches as Jupyter does."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Launch a kernel. When the fork server fails the kernel is started the slow way, and the log says so."""
        if not _can_fork(cmd, kwargs):
            return await super().launch_kernel(cmd, **kwargs)
        quiet = kwargs.get("stdout") == DEVNULL
        try:
            # In a thread: the first fork waits for the imports, and a server has others to serve meanwhile.
            ask = partial(fork.fork, cmd[3:], kwargs.get("env") or os.environ, kwargs.get("cwd"), quiet)
            self.process = await asyncio.to_thread(ask)
        except AssertionError:  # multiprocessing forbids children of a daemon, such as a dask worker
            log.info("no warm kernels here; a kernel is started the slow way")
            return await super().launch_kernel(cmd, **kwargs)
        except (OSError, EOFError, RuntimeError):
            log.warning("the warm kernels cannot be used; a kernel is started the slow way", exc_info=True)
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for the kernel's end; one that was killed is gone in a moment, which Jupyter looks for every 0.1 s."""
        for _ in range(_QUICK_LOOKS):
            if await self.poll() is not None:
                break
            await asyncio.sleep(_QUICK_PAUSE)
        code: int | None = await super().wait()
        return code

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel's group; to one that has ended, never: the number may be another's by now."""
        if self.process is None or self.process.poll() is None:
            await super().send_signal(signum)


def _can_fork(cmd: list[str], kwargs: dict[str, Any]) -> bool:
    """Whether this is the kit's own kernel with nothing that only a new process can be given."""
    piped = any(kwargs.get(name) not in (None, DEVNULL) for name in ("stdin", "stdout", "stderr"))
    return fork.usable() and cmd[1:3] == _OURS and not piped
