"""Who looks after the visitors' kernels: the queue, the kernels that are ready, the room, and the tidying up."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tornado.ioloop import PeriodicCallback

from kit.actions.folder import NetworkFolder
from kit.actions.kept import Keeper
from kit.serve.identity import KernelOwners
from kit.serve.line import PageKernels
from kit.serve.pool import Pool
from kit.serve.queue import Queue
from kit.serve.renderer import Compiled
from kit.serve.room import Room

EVERY_SECONDS = 5


class Reception:
    """Everything that a page needs to get its kernel. For one event loop."""

    def __init__(
        self,
        manager: PageKernels,
        owners: KernelOwners,
        folder: NetworkFolder,
        scratch: Path,
        *,
        expected: int,
    ) -> None:
        self.owners, self.compiled = owners, Compiled()
        self._keeper = Keeper(folder, scratch / "read-files.kept")
        self.pool = Pool(
            manager,
            folder.path,
            self._keeper.copy,
            expected=expected,
            in_use=lambda: len(owners.all(manager)),
            busy=lambda: self.queue.busy,
        )
        self.room = Room(manager, owners, self.pool, expected)
        self.queue = Queue(self.room)
        self._rounds = PeriodicCallback(self._round, EVERY_SECONDS * 1000)
        self._keeping = asyncio.Lock()

    def open(self) -> None:
        """Begin: read the network's files, start the first kernels, and go round now and then."""
        self._keeper.keep()
        self.pool.fill()
        self._rounds.start()

    def close(self) -> None:
        """Stop going round, and start no more kernels."""
        self._rounds.stop()
        self.pool.close()

    async def keep_files(self) -> None:
        """See to it that kernels find the network's files as they are now."""
        if self._keeper.stale:
            async with self._keeping:
                if self._keeper.stale:
                    await asyncio.to_thread(self._keeper.keep)

    async def _round(self) -> None:
        await self.room.tidy()
        self.pool.fill()
