"""Time to import, check and load networks of several sizes: what stands before the first report.

Run it with `python benchmarks/book.py` (`--municipalities 8 16` for other sizes). Each network is made from the demo
recipe (benchmarks/country.py); its workbooks are then imported into an empty database, the whole folder is checked, and
the Book is loaded. Seconds a municipality that stay the same mean that the work grows in line with the network.
"""

from __future__ import annotations

import argparse
import platform
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from country import DENMARK, Spent, load, make_country, spent

from kit.actions.bring_in import import_files
from kit.actions.check import check_folder
from kit.actions.load import load_book


def _timed(work: Callable[[], object]) -> Spent:
    with spent() as result:
        work()
    return result


def measure(folder: Path) -> dict[str, Spent]:
    """What importing, checking and loading one network takes."""
    for file in folder.glob("kit.db*"):
        file.unlink()
    return {
        "import": _timed(lambda: import_files(folder)),
        "check": _timed(lambda: check_folder(folder)),
        "load": _timed(lambda: load_book(folder)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--municipalities", type=int, nargs="+", default=[DENMARK // 4, DENMARK // 2, DENMARK])
    sizes = parser.parse_args().municipalities
    names = ("openpyxl", "sqlalchemy", "pandas")
    print(f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in names))
    print(f"\n{'municipalities':>14}{'work':>10}{'wall s':>10}{'cpu s':>10}{'cpu s each':>12}{'of the first':>14}")
    first: dict[str, float] = {}
    with TemporaryDirectory(prefix="kit-bench-") as work:
        for size in sizes:
            for name, took in measure(make_country(Path(work) / str(size), size)).items():
                each = took.cpu / size
                ratio = each / first.setdefault(name, each)
                print(f"{size:>14}{name:>10}{took.wall:>10.2f}{took.cpu:>10.2f}{each:>12.4f}{ratio:>14.2f}")
    print(load())


if __name__ == "__main__":
    main()
