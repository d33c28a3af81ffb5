"""How much memory the machine has left."""

from __future__ import annotations

import psutil

FREE_BYTES = 400_000_000  # a page takes about a hundred million at most, and the machine needs the rest


def free_memory() -> int:
    """The bytes that a new process can have without others being pushed out."""
    return int(psutil.virtual_memory().available)
