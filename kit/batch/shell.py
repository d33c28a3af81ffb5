"""IPython without a kernel: cells run in this process, and what they show is taken down as a notebook keeps it.

A kernel's sockets, threads and signed messages cost a report a third of its time, and in a process that makes one
report and ends, nobody is there to talk to.
"""

from __future__ import annotations

import io
import os
import sys
from functools import cache
from typing import Any

import nbformat.v4 as nbf
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode, from_dict
from traitlets import Any as AnyTrait
from traitlets import Type
from traitlets.config import Config

EXTENSIONS = ("kit.kernels.faults", "kit.kernels.anew")


class Shown:
    """What the running cell has shown so far, as outputs of a notebook."""

    def __init__(self) -> None:
        self.outputs: list[NotebookNode] = []
        self.error: tuple[str, str, str] | None = None
        self._known: dict[str, list[NotebookNode]] = {}
        self._clear = False

    def begin(self) -> None:
        """A new cell runs."""
        self.outputs, self.error, self._clear = [], None, False

    def write(self, name: str, text: str) -> None:
        """Text went to a stream."""
        last = self.outputs[-1] if self.outputs and not self._clear else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"] += text
        elif text:
            self._add(nbf.new_output("stream", name=name, text=text))

    def display(self, kind: str, data: Any, metadata: Any, **more: Any) -> NotebookNode:
        """Data are shown, or are a cell's value."""
        output: NotebookNode = nbf.new_output(kind, from_dict(data), metadata=from_dict(metadata or {}), **more)
        self._add(output)
        return output

    def known_as(self, display_id: str, output: NotebookNode) -> None:
        """Remember an output by its name."""
        self._known.setdefault(display_id, []).append(output)

    def update(self, display_id: str, data: Any, metadata: Any) -> None:
        """Change every output of this name, in earlier cells too."""
        for output in self._known.get(display_id, ()):
            output.data, output.metadata = from_dict(data), from_dict(metadata or {})

    def clear(self, wait: bool) -> None:
        """Forget what was shown, or with `wait` when there is more to show."""
        self._clear = wait
        if not wait:
            self.outputs.clear()

    def _add(self, output: NotebookNode) -> None:
        if self._clear:
            self.clear(wait=False)
        self.outputs.append(output)


class _Stream(io.TextIOBase):
    """A stream of this process that writes into the notebook."""

    encoding = "utf-8"

    def __init__(self, name: str, shown: Shown) -> None:
        self._name, self._shown = name, shown

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._shown.write(self._name, text)
        return len(text)


class _Publisher(DisplayPublisher):
    shown = AnyTrait()

    def publish(
        self, data: Any, metadata: Any = None, *, transient: Any = None, update: bool = False, **_: Any
    ) -> None:
        name = (transient or {}).get("display_id", "")
        if update:
            self.shown.update(name, data, metadata)
            return
        output = self.shown.display("display_data", data, metadata)
        if name:
            self.shown.known_as(name, output)

    def clear_output(self, wait: bool = False) -> None:
        self.shown.clear(wait)


class _Hook(DisplayHook):
    def write_output_prompt(self) -> None:
        """Notebooks number a cell themselves."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        shell: Any = self.shell
        shell.shown.display("execute_result", format_dict, md_dict, execution_count=self.prompt_count)

    def finish_displayhook(self) -> None:
        """Nothing is printed."""


class ReportShell(InteractiveShell):
    """An IPython whose `shown` holds what the running cell has shown."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)

    def __init__(self, **options: Any) -> None:
        self.shown = Shown()
        super().__init__(**options)
        self.display_pub.shown = self.shown

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        self.shown.error = (getattr(etype, "__name__", str(etype)), str(evalue), "\n".join(stb))


@cache
def prepared() -> ReportShell:
    """The shell of this process and of those forked from it; it has no thread, and nothing is known of it yet."""
    config = Config()
    config.HistoryManager.enabled = False
    main = sys.modules["__main__"]
    try:
        return ReportShell(config=config)
    finally:
        sys.modules["__main__"] = main


def take_over() -> ReportShell:
    """Make the shell this process's own, in a process that does nothing else: streams, main module, `get_ipython`."""
    shell = prepared()
    for kind in type(shell)._walk_mro():
        kind._instance = shell
    sys.modules["__main__"] = shell.user_module
    sys.stdout, sys.stderr = _Stream("stdout", shell.shown), _Stream("stderr", shell.shown)
    os.environ.setdefault("PLOTLY_RENDERER", "plotly_mimetype")
    for name in EXTENSIONS:
        shell.extension_manager.load_extension(name)
    return shell
