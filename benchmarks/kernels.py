"""Time and memory of a kernel that is ready with everything imported: the kit's warm one, its cold one, the stock one.

Run it with `python benchmarks/kernels.py` (`--leak 2000` starts so many warm kernels in a row and prints what is left).
"Ready" means that a client has had an answer, and that a cell has imported what a page needs and made a figure ready
to draw. Memory is private (USS): what the kernel costs beside the others. The processor time is the kernel's own and
that of this process, which starts it and talks to it.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import time
from dataclasses import dataclass
from importlib.metadata import version

import psutil
from country import load
from jupyter_client.manager import KernelManager

from kit.kernels import block_slow_import, fork, jupyter_environment

EVERYTHING = """
import ipywidgets, numpy, kit.notebook.door, kit.actions.chart, kit.apps.run_chart
import plotly.graph_objects as go
from plotly.io import renderers
_ = go.Figure(go.Scatter(y=[1, 2])).to_plotly_json()
"""
SEVERAL = 7


@dataclass(frozen=True)
class Ready:
    """One kernel: seconds of wall clock and processor until ready, private and shared-included MB, threads."""

    wall: float
    cpu: float
    private: float
    resident: float


def _cpu(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return times.user + times.system


def start(name: str) -> Ready:
    """Start a kernel, import everything, measure, and end it."""
    manager = KernelManager(kernel_name=name)
    start, own = time.perf_counter(), time.process_time()
    manager.start_kernel()
    client = manager.blocking_client()
    try:
        client.start_channels()
        client.wait_for_ready(timeout=120)
        client.execute_interactive(EVERYTHING, timeout=120)
        wall, cpu = time.perf_counter() - start, time.process_time() - own
        pid = manager.provisioner.process.pid
        memory = psutil.Process(pid).memory_full_info()
        return Ready(wall, cpu + _cpu(pid), memory.uss / 1e6, memory.rss / 1e6)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        manager.cleanup_resources()


def several(name: str, warm: str, count: int) -> Ready:
    """The median of a few, after one that is not counted: it waits for the fork server's imports."""
    os.environ[fork.SWITCH] = warm
    start(name)
    found = [start(name) for _ in range(count)]
    median = [statistics.median(getattr(one, field) for one in found) for field in Ready.__dataclass_fields__]
    return Ready(*median)


def leak(count: int) -> None:
    """Start so many warm kernels in a row, and print what this process and the fork server hold before and after."""
    os.environ[fork.SWITCH] = "1"
    start("kit")
    me = psutil.Process()
    server = next(child for child in me.children() if "multiprocessing.forkserver" in " ".join(child.cmdline()))

    def held() -> list[float]:
        memory = me.memory_info().rss / 1e6, server.memory_info().rss / 1e6
        return [me.num_fds(), server.num_fds(), me.num_threads(), len(me.children(recursive=True)), *memory]

    before, begun = held(), time.perf_counter()
    for _ in range(count):
        start("kit")
    took = time.perf_counter() - begun
    print(f"\n{count} starts in a row: {took / count:.2f} s each")
    names = ("files here", "files of the fork server", "threads here", "processes below", "MB here", "MB fork server")
    for name, was, now in zip(names, before, held(), strict=True):
        print(f"  {name:<28}{was:>10.0f}{now:>10.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--several", type=int, default=SEVERAL, help="starts of each kind")
    parser.add_argument("--leak", type=int, default=0, help="so many warm starts in a row")
    options = parser.parse_args()
    block_slow_import()
    os.environ.update(jupyter_environment(), KIT_HOST="report")
    names = ("ipykernel", "jupyter_client", "plotly", "numpy")
    print(f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in names))
    kinds = (("kit, forked from a warm process", "kit", "1"), ("kit, started anew", "kit", "0"))
    rows = [(name, several(kernel, warm, options.several)) for name, kernel, warm in kinds]
    rows.append(("stock (python3)", several("python3", "0", options.several)))
    base = rows[0][1]
    print(f"\nmedian of {options.several}, {load()}")
    print(f"{'a kernel with everything imported':<36}{'wall s':>9}{'cpu s':>9}{'private MB':>12}{'times kit':>24}")
    for name, one in rows:
        ratios = f"{one.wall / base.wall:>10.1f}{one.cpu / base.cpu:>7.1f}{one.private / base.private:>7.1f}"
        print(f"{name:<36}{one.wall:>9.2f}{one.cpu:>9.2f}{one.private:>12.1f}{ratios}")
    if options.leak:
        leak(options.leak)


if __name__ == "__main__":
    main()
