"""One page load's kernel: started in a clean environment, and remembered as the visitor's own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from kit.domain.access import Pass
from kit.serve.environment import kernel_environment
from kit.serve.identity import KernelOwners


class Visit:
    """A visitor's page while it is being made."""

    def __init__(
        self, manager: AsyncMappingKernelManager, owners: KernelOwners, folder: Path, link: Pass, query: str
    ) -> None:
        self._manager, self._owners = manager, owners
        self._folder, self._pass, self._query = folder, link, query
        self.kernel_id = ""

    async def start_kernel(self, kernel_name: str) -> Any:
        """Start the page's kernel; gives its manager."""
        environment = kernel_environment(os.environ, self._folder, self._pass, self._query)
        self.kernel_id = await ensure_async(self._manager.start_kernel(kernel_name=kernel_name, env=environment))
        self._owners.add(self.kernel_id, self._pass.visitor, self._manager)
        return self._manager.get_kernel(self.kernel_id)

    async def end(self) -> None:
        """Stop the kernel, if it was started and still runs."""
        if self.kernel_id and self.kernel_id in self._manager:
            await ensure_async(self._manager.shutdown_kernel(self.kernel_id, now=True))
