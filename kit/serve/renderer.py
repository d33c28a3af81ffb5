"""Voilà's renderer on a kernel that is ready already, with templates that are compiled once and not for every page."""

from __future__ import annotations

from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from voila.execute import VoilaExecutor
from voila.notebook_renderer import NotebookRenderer

from kit.kernels import ahead
from kit.serve.pool import Ready


class Compiled(BytecodeCache):
    """Compiled templates, kept in memory; jinja asks for a template anew when its text has changed."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give jinja what was compiled before."""
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what jinja has compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


class Renderer(NotebookRenderer):  # type: ignore[misc]
    """Renders one page on one kernel."""

    kernel: Ready

    def __init__(self, compiled: Compiled, **settings: Any) -> None:
        super().__init__(**settings)
        self._compiled = compiled

    async def initialize(self, **settings: Any) -> None:
        """Read the notebook and set up its exporter."""
        await super().initialize(**settings)
        self.exporter.environment.bytecode_cache = self._compiled

    async def _jinja_kernel_start(self, nb: Any, kernel_id: str, kernel_future: Any) -> str:  # noqa: ARG002
        self.executor = VoilaExecutor(
            nb,
            km=self.kernel.manager,
            config=self.traitlet_config,
            show_tracebacks=self.voila_configuration.show_tracebacks,
        )
        self.executor.kc = self.kernel.client
        self.kernel_started = True
        return kernel_id

    async def _cleanup_resources(self) -> None:
        """The page is made: from now on the kernel tells of its widgets, and the page listens instead of the server."""
        await self.kernel.run(ahead.asked("speak"))
        self.kernel.client.stop_channels()
