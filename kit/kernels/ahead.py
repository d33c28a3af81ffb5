"""A kernel that was started ahead of its visitor: what it is told when the visitor comes, and how it makes the page.

While a page is made nobody listens to its widgets: the page asks for all of them when it opens. So the kernel says
nothing of them until then; a page has hundreds, and each would cost kernel and server a message.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

SHOWN = "application/json"


def _nothing(comm: Any, *_: Any, **__: Any) -> None:
    """Say nothing; but know the kernel, as after the first word: ipywidgets speaks only through a comm that does."""
    from ipykernel.kernelbase import Kernel

    if comm.kernel is None:
        comm.kernel = Kernel.instance()


class _Voice:
    """How this kernel speaks of its widgets; kept while it is silent."""

    spoken: Any = None


def be_silent() -> None:
    """Say nothing of widgets from now on."""
    from ipykernel.comm.comm import BaseComm

    if _Voice.spoken is None:
        _Voice.spoken = BaseComm.publish_msg
        BaseComm.publish_msg = _nothing  # type: ignore[method-assign]


def speak() -> None:
    """Say everything of widgets again."""
    from ipykernel.comm.comm import BaseComm

    if _Voice.spoken is not None:
        BaseComm.publish_msg = _Voice.spoken  # type: ignore[method-assign]
        _Voice.spoken = None


def welcome(visitor: Mapping[str, str]) -> None:
    """Take in who the visitor is and what was asked for; nothing of a visitor is here before."""
    os.environ.update(visitor)
    be_silent()


class _Shown:
    """What a cell has shown, in the form in which a kernel tells the value of an expression."""

    said: Mapping[str, Any] = MappingProxyType({})

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {SHOWN: self.said}


_last = _Shown()


def show(source: str) -> None:
    """Run a cell and keep what it shows, for `shown` to tell in the same answer.

    A cell that is run as Jupyter runs one is told of in five messages, and the server reads each twice.
    """
    from IPython.core.getipython import get_ipython
    from IPython.utils.capture import capture_output

    shell: Any = get_ipython()  # type: ignore[no-untyped-call]
    with capture_output() as kept:
        done = shell.run_cell(source, store_history=False)
    fault = done.error_before_exec or done.error_in_exec
    _last.said = {
        "outputs": [{"data": one.data, "metadata": one.metadata or {}} for one in kept.outputs],
        "fault": "".join(traceback.format_exception(fault)) if fault else "",
    }


def shown() -> _Shown:
    """What the last cell has shown."""
    return _last


def asked(function: str, *values: object) -> str:
    """The code that calls one of these functions in a kernel and leaves no name behind."""
    said = ", ".join(repr(value) for value in values)
    return f"__import__({__name__!r}, fromlist=['*']).{function}({said})"
