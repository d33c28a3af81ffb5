"""Telling whoever runs the server of a fault on a live page.

A kernel's own error stream goes to the page, which shows none of it, so that without this nobody could find the fault
behind "Something went wrong".
"""

from __future__ import annotations

import sys
import traceback

from kit.domain.privacy import redacted
from kit.errors import KitError


def tell_fault(what: str, error: BaseException) -> None:
    """Write a fault with its traceback to this process's first error stream, which is the server's. What the kit itself
    refuses, and says so to the reader, is no fault."""
    if isinstance(error, KitError) or sys.__stderr__ is None:
        return
    lines = redacted("".join(traceback.format_exception(error)))
    print(f"{what}\n{lines}", file=sys.__stderr__, flush=True)
