"""Talking to a report's kernel with nothing opened, and no time waited, that a report has no use for."""

from __future__ import annotations

from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient

from kit.kernels.answers import answers


class ReportClient(AsyncKernelClient):
    """A client with the two channels that a report needs.

    Heartbeats are a thread, and the manager knows whether the kernel lives; nobody types, and nothing is debugged.
    """

    def start_channels(self, *_: Any, **__: Any) -> None:
        """Open the channel for requests and the one for what is shown."""
        super().start_channels(shell=True, iopub=True, stdin=False, hb=False, control=False)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return when the kernel answers on both channels. Raises RuntimeError when it dies or takes too long."""
        try:
            await answers(self, timeout)
        except TimeoutError:
            raise RuntimeError(f"the kernel did not answer in {timeout} seconds") from None
