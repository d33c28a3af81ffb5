"""Which kernels run below a process: started anew or forked."""

from __future__ import annotations

import psutil

FORK_SERVER = "multiprocessing.forkserver"


def living_kernels(process: psutil.Process) -> list[psutil.Process]:
    """The kernels below `process` that are alive, those of a server that it has started too; no fork server."""
    return [child for child in process.children(recursive=True) if _is_kernel(child)]


def own_kernels(process: psutil.Process) -> list[psutil.Process]:
    """The kernels that `process` itself asked for: a server that other tests have left running below it has its own."""
    near = process.children()
    forked = [child for server in near if FORK_SERVER in _line(server) for child in _children(server)]
    return [child for child in (*near, *forked) if _is_kernel(child)]


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children()
    except psutil.NoSuchProcess:
        return []


def _line(process: psutil.Process | None) -> str:
    try:
        return " ".join(process.cmdline()) if process else ""
    except psutil.NoSuchProcess:
        return ""


def _is_kernel(process: psutil.Process) -> bool:
    try:
        above = _line(process.parent())
        alive = process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
    line = _line(process)
    return alive and ("-m kit.kernels" in line or (FORK_SERVER in line and FORK_SERVER in above))
