"""Talking to a report's kernel with nothing opened, and no time waited, that a report has no use for."""

from __future__ import annotations

import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient

PATIENCE = 1.0  # seconds until a kernel that has not answered is asked again
HEARING = 0.2  # the same for what it should have published with its answer


class ReportClient(AsyncKernelClient):
    """A client with the two channels that a report needs.

    Heartbeats are a thread, and the manager knows whether the kernel lives; nobody types, and nothing is debugged.
    """

    def start_channels(self, *_: Any, **__: Any) -> None:
        """Open the channel for requests and the one for what is shown."""
        super().start_channels(shell=True, iopub=True, stdin=False, hb=False, control=False)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return when the kernel answers on both channels. Raises RuntimeError when it dies or takes too long.

        Jupyter's own then listens for 0.2 seconds until nothing more comes. Here the published "idle" that belongs to
        the answer is waited for: what was published before it has come by then.
        """
        deadline = time.monotonic() + (float("inf") if timeout is None else timeout)
        while not await self._answers():
            if self.parent is not None and not await self.parent._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > deadline:
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _answers(self) -> bool:
        asked = self.kernel_info()
        try:
            while (await self.get_shell_msg(timeout=PATIENCE))["parent_header"].get("msg_id") != asked:
                continue
            while not _idle(await self.get_iopub_msg(timeout=HEARING), asked):
                continue
        except Empty:
            return False
        return True


def _idle(message: dict[str, Any], asked: str) -> bool:
    content: dict[str, Any] = message["content"]
    return message["parent_header"].get("msg_id") == asked and content.get("execution_state") == "idle"
