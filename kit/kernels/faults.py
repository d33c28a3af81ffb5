"""Hand an error of the kit from a report's kernel to whoever runs it: as its key and facts, not as English text."""

from __future__ import annotations

import os
from types import TracebackType
from typing import Any

from kit.errors import KitError
from kit.kernels.surroundings import HOST, Host

FAULT_MIME = "application/vnd.kit.fault+json"


def fault_of(error: KitError) -> dict[str, Any]:
    """The error as JSON values."""
    return {"key": error.key, "values": dict(error.values), "kind": type(error).__name__}


def load_ipython_extension(shell: Any) -> None:
    """Tell IPython what to do with a KitError that reaches the top of a cell; only reports want it."""
    if os.environ.get(HOST) == Host.REPORT:
        shell.set_custom_exc((KitError,), _publish)


def _publish(
    shell: Any, kind: type[KitError], error: KitError, trace: TracebackType, tb_offset: int | None = None
) -> None:
    shell.display_pub.publish(data={FAULT_MIME: fault_of(error)})
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
