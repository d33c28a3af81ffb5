"""Kernels that are ready before anybody comes, so that nobody waits for one to start.

A kernel of the pool has imported everything and has been talked to. It knows the network's folder and nothing of a
visitor: that is handed to it when it is given to one, and it is given once. (Voilà's own pool hands the address of one
visitor to the next.)
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from kit.kernels import KERNEL_NAME, ahead
from kit.kernels.answers import answers
from kit.serve.environment import kernel_environment
from kit.serve.memory import FREE_BYTES, free_memory

ALWAYS = 3  # ready kernels while anybody is expected, so that the next one need not wait
READY_SECONDS = 180.0
LOOK_SECONDS = 1.0  # how often a kernel that does not answer is looked at, whether it lives
PAUSE = 0.2
log = logging.getLogger("kit.serve")


@dataclass(frozen=True, slots=True)
class Ready:
    """A kernel that answers, with the line that the server talks to it by."""

    id: str
    manager: Any
    client: Any

    async def run(self, code: str) -> None:
        """Run code that shows nothing. Raises RuntimeError when it fails or ends, and TimeoutError when it hangs."""
        async with asyncio.timeout(READY_SECONDS):
            await self._answer(self.client.execute(code, silent=True, store_history=False))

    async def show(self, cells: Sequence[str]) -> AsyncIterator[Mapping[str, Any]]:
        """What each cell shows, in their order: its `outputs`, and its `fault`, empty for none, as a traceback.

        All are asked for at once, so that the kernel need not wait for the server in between. Raises RuntimeError
        when the kernel ends.
        """
        wanted = {"shown": ahead.asked("shown")}
        asked = [
            self.client.execute(ahead.asked("show", cell), silent=True, store_history=False, user_expressions=wanted)
            for cell in cells
        ]
        for one in asked:
            answer = await self._answer(one)
            yield answer["user_expressions"]["shown"]["data"][ahead.SHOWN]

    async def _answer(self, asked: str) -> Mapping[str, Any]:
        while True:
            try:
                reply = await self.client.get_shell_msg(timeout=LOOK_SECONDS)
            except Empty:
                if not await ensure_async(self.manager.is_alive()):
                    raise RuntimeError("a kernel has ended") from None
                continue
            if reply["parent_header"].get("msg_id") == asked:
                break
        content: Mapping[str, Any] = reply["content"]
        if content["status"] != "ok":
            raise RuntimeError(f"a kernel failed: {content.get('evalue', '')}")
        return content


class Pool:
    """Starts kernels, keeps some ready, and gives each away once."""

    def __init__(
        self,
        manager: AsyncMappingKernelManager,
        folder: Path,
        kept: Path,
        *,
        expected: int,
        in_use: Callable[[], int],
        busy: Callable[[], bool],
    ) -> None:
        self._manager, self._environment = manager, kernel_environment(os.environ, folder, kept)
        self._expected, self._in_use, self._busy = expected, in_use, busy
        self._ready: list[Ready] = []
        self._filling: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._ready)

    @property
    def wanted(self) -> int:
        """How many ought to be ready: those who are expected and not here yet, and always a few for the next."""
        return max(min(ALWAYS, self._expected), self._expected - self._in_use())

    async def take(self, kernel_name: str, visitor: Mapping[str, str]) -> Ready:
        """A kernel for one visitor, who is told to it: a ready one, or else a new one.

        Raises what stands in the way of a kernel; one that fails is ended.
        """
        kernel = await self._living() if kernel_name == KERNEL_NAME else None
        kernel = kernel or await self._start(kernel_name)
        try:
            await kernel.run(ahead.asked("welcome", dict(visitor)))
        except BaseException:
            await self.end(kernel)
            raise
        return kernel

    async def end(self, kernel: Ready) -> None:
        """Stop a kernel, if it still runs."""
        kernel.client.stop_channels()
        if kernel.id in self._manager:
            await ensure_async(self._manager.shutdown_kernel(kernel.id, now=True))

    def fill(self) -> None:
        """See to it that enough kernels are ready soon."""
        if self._filling is None or self._filling.done():
            self._filling = asyncio.create_task(self._fill())

    def close(self) -> None:
        """Start no more."""
        if self._filling is not None:
            self._filling.cancel()

    async def _fill(self) -> None:
        """Start what is missing, while nobody's page is being made and the machine has memory to spare."""
        while len(self._ready) < self.wanted and free_memory() > 2 * FREE_BYTES:
            if self._busy():
                await asyncio.sleep(PAUSE)
                continue
            try:
                self._ready.append(await self._start(KERNEL_NAME))
            except Exception:
                log.warning("a kernel could not be made ready", exc_info=True)
                return

    async def _living(self) -> Ready | None:
        """The kernel that has been ready for longest; those that have ended meanwhile are put away."""
        while self._ready:
            kernel = self._ready.pop(0)
            if kernel.id in self._manager and await ensure_async(kernel.manager.is_alive()):
                return kernel
            with suppress(Exception):
                await self.end(kernel)
        return None

    async def _start(self, name: str) -> Ready:
        started = await ensure_async(self._manager.start_kernel(kernel_name=name, env=dict(self._environment)))
        manager = self._manager.get_kernel(started)
        client = manager.client()
        kernel = Ready(started, manager, client)
        try:
            client.start_channels(hb=False, stdin=False)
            await answers(client, READY_SECONDS)
            await kernel.run(ahead.asked("be_silent"))
        except BaseException:
            await self.end(kernel)
            raise
        return kernel
