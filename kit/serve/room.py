"""How much of the server there is and how much of it one visitor may take, so that there is room for the others.

A municipality's link is in many hands, and nobody's page may depend on the good will of all of them.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from jupyter_core.utils import ensure_async

from kit.domain.access import Visitor
from kit.serve.identity import KernelOwners
from kit.serve.line import PageKernels
from kit.serve.memory import FREE_BYTES, free_memory
from kit.serve.pool import Pool

MOST_KERNELS = 300
MOST_EACH = 100  # or everybody who is expected: a whole hall may come by one link
MOST_ASLEEP = 40
SLOW_PHONE = timedelta(minutes=2)
AWAY = timedelta(hours=1)  # a phone in a pocket finds its page again for so long, where there is room for it


class Room:
    """The kernels of the visitors: how many there may be, and which have to go."""

    def __init__(self, manager: PageKernels, owners: KernelOwners, pool: Pool, expected: int = 0) -> None:
        self._manager, self._owners, self._pool = manager, owners, pool
        self._most_each = max(MOST_EACH, expected)
        self._most = max(MOST_KERNELS, expected + MOST_EACH)

    @property
    def full(self) -> bool:
        """Whether nobody can come in now. A kernel that is ready takes little more than it has already."""
        if len(self._manager) - len(self._pool) >= self._most:
            return True
        return not len(self._pool) and free_memory() < FREE_BYTES

    def full_for(self, visitor: Visitor) -> bool:
        """Whether the visitor has all the pages that one visitor may have."""
        mine = self._owners.of(visitor, self._manager)
        fresh = [kernel for kernel in mine if self._connected(kernel) or not self._idle_for(kernel, SLOW_PHONE)]
        asleep = [kernel for kernel in mine if not self._connected(kernel)]
        return len(mine) >= self._most_each or (len(asleep) >= MOST_ASLEEP and len(fresh) == len(mine))

    async def make(self, visitor: Visitor) -> bool:
        """Whether one more kernel may be started for the visitor, once those that nobody uses have made way.

        Kernels of a visitor that no page is connected to (a closed phone says no good-bye) are ended, the oldest first,
        when there are too many of them; on a full machine anybody's. One that has just been used is left: its page may
        still be on its way.
        """
        if self.full_for(visitor):
            return False
        mine = [kernel for kernel in self._owners.of(visitor, self._manager) if not self._connected(kernel)]
        for kernel in mine[: max(0, len(mine) - MOST_ASLEEP + 1)]:
            if self._idle_for(kernel, SLOW_PHONE):
                await self._end(kernel)
        for kernel in self._owners.all(self._manager):
            if not self.full:
                break
            if not self._connected(kernel) and self._idle_for(kernel, SLOW_PHONE):
                await self._end(kernel)
        return not self.full

    async def tidy(self) -> None:
        """End the kernels that no page has been connected to for long. Everything that was saved is saved.

        One that no page ever came to waits for a slow phone and no longer: its page was closed before it could say so.
        """
        for kernel in self._owners.all(self._manager):
            patience = AWAY if kernel in self._manager.met else SLOW_PHONE
            if not self._connected(kernel) and self._idle_for(kernel, patience):
                await self._end(kernel)

    def _connected(self, kernel: str) -> bool:
        return bool(self._manager._kernel_connections.get(kernel))

    def _idle_for(self, kernel: str, time: timedelta) -> bool:
        if kernel not in self._manager:  # it has said good-bye while another was being ended
            return False
        return bool(datetime.now(UTC) - self._manager.get_kernel(kernel).last_activity >= time)

    async def _end(self, kernel: str) -> None:
        if kernel in self._manager:
            await ensure_async(self._manager.shutdown_kernel(kernel, now=True))
