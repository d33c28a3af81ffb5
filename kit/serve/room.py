"""How much of the server one visitor may take, so that there is room for the others.

A municipality's link is in many hands, and nobody's page may depend on the good will of all of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import psutil
from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from kit.domain.access import Visitor
from kit.serve.identity import KernelOwners

MOST_KERNELS = 300
MOST_EACH = 100
MOST_ASLEEP = 40
FREE_BYTES = 400_000_000  # a page takes about a hundred million, and the machine needs the rest
SLOW_PHONE = timedelta(minutes=2)


class Turns:
    """Lets a few pages be made at a time; one visitor never has all the places."""

    def __init__(self, at_once: int = 4, each: int = 3) -> None:
        self._all, self._each = asyncio.Semaphore(at_once), each
        self._own: dict[str, asyncio.Semaphore] = {}

    @asynccontextmanager
    async def turn(self, visitor: Visitor) -> AsyncIterator[None]:
        """Wait until it is the visitor's turn, and hold a place meanwhile."""
        async with self._own.setdefault(visitor.id, asyncio.Semaphore(self._each)), self._all:
            yield


def free_memory() -> int:
    """The bytes that a new process can have without others being pushed out."""
    return int(psutil.virtual_memory().available)


async def make_room(manager: AsyncMappingKernelManager, owners: KernelOwners, visitor: Visitor) -> bool:
    """Whether one more kernel may be started for the visitor.

    Kernels of a visitor that no page is connected to (a closed phone says no good-bye) are ended, the oldest first,
    when there are too many of them. One that has just been used is left: its page may still be on its way.
    """
    mine = owners.of(visitor, manager)
    if len(manager) >= MOST_KERNELS or len(mine) >= MOST_EACH or free_memory() < FREE_BYTES:
        return False
    asleep = [kernel for kernel in mine if not manager._kernel_connections.get(kernel)]
    for kernel in asleep[: max(0, len(asleep) - MOST_ASLEEP + 1)]:
        if datetime.now(UTC) - manager.get_kernel(kernel).last_activity < SLOW_PHONE:
            return False
        await ensure_async(manager.shutdown_kernel(kernel, now=True))
    return True
