"""A made-up network as large as a country: the demo recipe with as many municipalities as are asked for.

Used by the other benchmarks. The municipalities repeat those of the recipe under new codes and names; units of the
same name draw new numbers, because what is drawn depends on the unit's id. Nobody has withdrawn.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import cycle, islice
from pathlib import Path

import psutil

from kit.actions.demo.recipe import Recipe, read_recipe
from kit.actions.demo.write import cook

DENMARK = 98
REPORTS = ("preparation", "baseline", "run_chart", "leadership")
PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
DAY = date(2026, 11, 22)


def country(municipalities: int = DENMARK) -> Recipe:
    """The Danish demo recipe with so many municipalities, all taking part."""
    recipe = read_recipe("i-sikre-haender")
    rows = islice(cycle(recipe.municipalities), municipalities)
    first = int(recipe.municipalities[0].code)
    grown = (
        replace(row, code=f"{first + n:04d}", name=f"{row.name} {n + 1}", withdrawn="") for n, row in enumerate(rows)
    )
    return replace(recipe, municipalities=tuple(grown))


def make_country(folder: Path, municipalities: int = DENMARK) -> Path:
    """Write and import such a network, and return its folder."""
    return cook(folder, country(municipalities), DAY).path


@dataclass
class Spent:
    """What a piece of work took: wall clock and processor time of this process and its children, in seconds."""

    wall: float = 0.0
    cpu: float = 0.0


def _processor_time() -> float:
    """Of this process and its descendants, living ones and those that were waited for."""
    total = sum(os.times()[:4])
    for child in psutil.Process().children(recursive=True):
        try:
            times = child.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + getattr(times, "children_user", 0) + getattr(times, "children_system", 0)
    return total


def _adopt_orphans() -> None:
    """Have Linux give this process the children of its children that end after their parents, as a fork server does."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _wait_for_orphans() -> None:
    while sys.platform.startswith("linux"):
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def spent_by(command: Sequence[str]) -> Spent:
    """What a command took, with every process that it left to end by itself. This process may have no other child."""
    _adopt_orphans()
    with spent() as result:
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wall = time.perf_counter() - start
        _wait_for_orphans()
    result.wall = wall
    return result


@contextmanager
def spent() -> Iterator[Spent]:
    """Measure what happens inside; the figures are there when it ends."""
    result, start, before = Spent(), time.perf_counter(), _processor_time()
    yield result
    result.wall, result.cpu = time.perf_counter() - start, _processor_time() - before


def load() -> str:
    """How busy the machine is, as it stands beside every table."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors" if hasattr(os, "getloadavg") else ""
