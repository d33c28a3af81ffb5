"""Which kernels run below a process: started anew or forked."""

from __future__ import annotations

import psutil

FORK_SERVER = "multiprocessing.forkserver"


def living_kernels(process: psutil.Process) -> list[psutil.Process]:
    """The kernels below `process` that are alive, without the fork server itself."""
    return [child for child in process.children(recursive=True) if _is_kernel(child)]


def _is_kernel(process: psutil.Process) -> bool:
    try:
        line, parent = " ".join(process.cmdline()), process.parent()
        above = " ".join(parent.cmdline()) if parent else ""
        alive = process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
    return alive and ("-m kit.kernels" in line or (FORK_SERVER in line and FORK_SERVER in above))
