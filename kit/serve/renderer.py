"""Voilà's renderer on a kernel that is ready already, with templates that are compiled once and not for every page.

Voilà runs the cells with nbclient, which waits for two answers on two channels before it asks for the next cell. Here
all are asked for at once, and a cell's answer brings what it shows.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from nbformat import from_dict
from voila.notebook_renderer import NotebookRenderer

from kit.kernels import ahead
from kit.serve.pool import Ready


class Compiled(BytecodeCache):
    """Compiled templates, kept in memory; jinja asks for a template anew when its text has changed."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give jinja what was compiled before from the same text."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what jinja has compiled."""
        self._kept[bucket.key] = (bucket.checksum, bucket.code)


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
        self.kernel_started = True
        return kernel_id

    async def _jinja_cell_generator(self, nb: Any, kernel_id: str) -> AsyncIterator[Any]:  # noqa: ARG002
        """The cells that run, one by one as they become ready. After one that fails come no others.

        From then on the kernel tells of its widgets, and the page listens instead of the server.
        """
        cells = [cell for cell in nb.cells if cell.cell_type == "code"]
        told = self.kernel.show([cell.source for cell in cells])
        fault = ""
        for cell in cells:
            try:
                shown = await anext(told)
                fault = shown["fault"]
                cell.outputs = from_dict([{"output_type": "display_data", **one} for one in shown["outputs"]])
            except RuntimeError as error:
                cell.outputs, fault = [], str(error)
            if fault:
                self.log.error("A cell failed: %s\n%s", cell.source, fault)
                cell.outputs.append(from_dict({"output_type": "error", "ename": "", "evalue": "", "traceback": []}))
            yield cell
            if fault:
                break
        with suppress(RuntimeError):  # a kernel that has ended says nothing more
            await self.kernel.run(ahead.asked("speak"))
        self.kernel.client.stop_channels()
