"""Time and memory of a kernel that is ready with everything imported: the kit's warm one, its cold one, the stock one.

Run it with `python benchmarks/kernels.py` (`--leak 2000` starts so many warm kernels in a row and prints what is left).
"Ready" means that a client has had an answer, and that a cell has imported what a page needs and made a figure ready
to draw. All are waited for as the kit's server waits (`kit.kernels.answers`); Jupyter's own client, which Papermill
uses, listens 0.2 s longer, and the last column has that. Memory is private (USS): what the kernel costs beside the
others. The processor time is the kernel's own and that of this process, which starts it and talks to it.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import statistics
import time
from dataclasses import dataclass
from importlib.metadata import version

import psutil
from country import load
from jupyter_client.manager import AsyncKernelManager

from kit.kernels import block_slow_import, fork, jupyter_environment
from kit.kernels.answers import answers

EVERYTHING = """
import ipywidgets, numpy, kit.notebook.door, kit.actions.chart, kit.apps.run_chart
import plotly.graph_objects as go
from plotly.io import renderers
_ = go.Figure(go.Scatter(y=[1, 2])).to_plotly_json()
"""
SEVERAL, SECONDS = 7, 120.0


@dataclass(frozen=True)
class Ready:
    """One kernel: seconds of wall clock and processor until ready, private MB."""

    wall: float
    cpu: float
    private: float


def _cpu(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return times.user + times.system


async def _started(manager: AsyncKernelManager, *, patient: bool) -> Ready:
    start, own = time.perf_counter(), time.process_time()
    await manager.start_kernel()
    client = manager.client()
    try:
        client.start_channels()
        await (client.wait_for_ready(timeout=SECONDS) if patient else answers(client, SECONDS))
        await client.execute_interactive(EVERYTHING, timeout=SECONDS)
        wall, cpu = time.perf_counter() - start, time.process_time() - own
        pid = manager.provisioner.process.pid
        return Ready(wall, cpu + _cpu(pid), psutil.Process(pid).memory_full_info().uss / 1e6)
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)


def start(name: str, *, patient: bool = False) -> Ready:
    """Start a kernel, import everything, measure, and end it; `patient` waits as Jupyter's own client does."""
    return asyncio.run(_started(AsyncKernelManager(kernel_name=name), patient=patient))


def several(name: str, warm: str, count: int) -> tuple[Ready, float]:
    """The median of a few, after one that is not counted, as it waits for the imports; and the wall by Jupyter's."""
    os.environ[fork.SWITCH] = warm
    start(name)
    found = [start(name) for _ in range(count)]
    median = [statistics.median(getattr(one, field) for one in found) for field in Ready.__dataclass_fields__]
    return Ready(*median), statistics.median(start(name, patient=True).wall for _ in range(count))


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
    base = rows[0][1][0]
    print(f"\nmedian of {options.several}, {load()}")
    heads = f"{'wall s':>9}{'cpu s':>9}{'private MB':>12}{'times kit':>24}{'wall, Jupyter':>16}"
    print(f"{'a kernel with everything imported':<36}{heads}")
    for name, (one, patient) in rows:
        ratios = f"{one.wall / base.wall:>10.1f}{one.cpu / base.cpu:>7.1f}{one.private / base.private:>7.1f}"
        print(f"{name:<36}{one.wall:>9.2f}{one.cpu:>9.2f}{one.private:>12.1f}{ratios}{patient:>16.2f}")
    if options.leak:
        leak(options.leak)


if __name__ == "__main__":
    main()
