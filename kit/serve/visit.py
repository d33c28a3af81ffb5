"""One page load's kernel: told who the visitor is, and remembered as the visitor's own."""

from __future__ import annotations

from kit.domain.access import Pass
from kit.serve.environment import visitor_environment
from kit.serve.identity import KernelOwners
from kit.serve.pool import Pool, Ready


class Visit:
    """A visitor's page while it is being made."""

    def __init__(self, pool: Pool, owners: KernelOwners, link: Pass, query: str) -> None:
        self._pool, self._owners, self._pass, self._query = pool, owners, link, query
        self._kernel: Ready | None = None

    async def kernel(self, name: str) -> Ready:
        """The page's kernel."""
        self._kernel = await self._pool.take(name, visitor_environment(self._pass, self._query))
        self._owners.add(self._kernel.id, self._pass.visitor, self._kernel.manager.parent)
        return self._kernel

    async def end(self) -> None:
        """Stop the kernel, if it was started and still runs."""
        if self._kernel is not None:
            await self._pool.end(self._kernel)
