"""Time of `kit run`: a country's reports, beside a loop of Papermill and nbconvert, and beside plain function calls.

Run it with `python benchmarks/batch.py` (`--municipalities 8` for a smaller network, `--stock 16` for how many reports
the loop makes). It makes a network of 98 municipalities (benchmarks/country.py) and then the same four reports each:

- kit: `kit run`, everything included, from the folder to the index page (a process of its own, as anybody starts it);
- loop: two processes, each `papermill.execute_notebook` and nbconvert's HTML in turn, with the stock kernel (python3)
  and the same hand-over files. A sample is run, spread over the network, and scaled to all; starting the two processes
  is not counted;
- functions: what the cells of the notebooks call, and the making of the page, one report after the other in this
  process, which has imported everything.

Seconds of processor time stand beside the wall clock: on a busy machine only they can be compared.
"""

from __future__ import annotations

import argparse
import ast
import os
import platform
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
from country import DENMARK, REPORTS, Spent, load, make_country, spent, spent_by

from kit import resources
from kit.actions.load import load_book
from kit.batch.assets import put_assets
from kit.batch.pages import Pages, Surroundings
from kit.domain.book import Book
from kit.kernels.surroundings import HOST, Host
from kit.sources.handover import write_handover
from kit.texts import texts_of

LOOPS = 2


def kit_run(folder: Path, jobs: int) -> Spent:
    """All reports by the command."""
    shutil.rmtree(folder / "reports", ignore_errors=True)
    chosen = [part for name in REPORTS for part in ("--notebook", name)]
    command = [sys.executable, "-m", "kit", "run", str(folder), "--jobs", str(jobs), *chosen]
    return spent_by(command)


def hand_over(book: Book, folder: Path) -> dict[str, Path]:
    """A file with its own rows for every municipality."""
    files = {}
    for municipality in book.municipalities:
        files[municipality.code] = folder / f"{municipality.code}.json"
        write_handover(files[municipality.code], book.only(municipality.code))
    return files


def stock_report(task: tuple[str, str, str, str]) -> None:
    """One report as one would make it: run the notebook to a file, and the file to a page."""
    import papermill
    from nbconvert import HTMLExporter

    name, network, code, target = task
    os.environ[HOST] = Host.REPORT
    parameters = {"network": network, "municipality": code, "language": "da"}
    source = resources.notebooks() / f"{name}.ipynb"
    papermill.execute_notebook(source, f"{target}.ipynb", parameters, kernel_name="python3", progress_bar=False)
    page, _ = HTMLExporter(exclude_input=True).from_filename(f"{target}.ipynb")
    Path(f"{target}.html").write_text(page, encoding="utf-8")


def _ready(_: int) -> None:
    import nbconvert
    import papermill

    assert nbconvert
    assert papermill
    time.sleep(0.5)  # so that each of the two processes is asked once


def stock_loop(files: dict[str, Path], sample: int, folder: Path) -> tuple[Spent, int]:
    """A sample of the reports in two processes; returns what it took and how many they were."""
    every = [(name, str(path), code) for code, path in files.items() for name in REPORTS]
    # a step that shares no factor with the four notebooks, so that each comes up as often as the others
    step = max(1, len(every) // sample) | 1
    chosen = [(*one, str(folder / f"{one[2]}-{one[0]}")) for one in every[::step]]
    with ProcessPoolExecutor(LOOPS, mp_context=get_context("spawn")) as pool:
        list(pool.map(_ready, range(LOOPS)))
        with spent() as result:
            list(pool.map(stock_report, chosen))
    return result, len(chosen)


def _cells(name: str) -> list[ast.Module]:
    content = nbformat.read(resources.notebooks() / f"{name}.ipynb", as_version=4)
    return [ast.parse(cell.source) for cell in content.cells if cell.cell_type == "code"]


def _run_cell(cell: ast.Module, names: dict[str, Any]) -> list[Any]:
    *statements, last = cell.body
    exec(compile(ast.Module(statements, []), "cell", "exec"), names)
    if not isinstance(last, ast.Expr):
        exec(compile(ast.Module([last], []), "cell", "exec"), names)
        return []
    shown = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    return [nbformat.v4.new_output("display_data", data, metadata=about) for data, about in shown.bundles()]


def functions(book: Book, files: dict[str, Path], folder: Path) -> Spent:
    """All reports by plain calls."""
    os.environ[HOST] = Host.REPORT
    notebooks = {name: _cells(name) for name in REPORTS}
    pages, beside = Pages(put_assets(folder, datetime.now())), {name: f"{name}.html" for name in REPORTS}

    def report(code: str, name: str) -> None:
        names: dict[str, Any] = {}
        outputs = []
        for number, cell in enumerate(notebooks[name]):
            outputs += _run_cell(cell, names)
            if number == 0:
                names |= {"network": str(files[code]), "municipality": code, "language": "da"}
        made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("", outputs=outputs)])
        municipality = book.municipality(code)
        assert municipality is not None
        around = Surroundings(book.network, municipality, name, book.as_of, datetime.now(), beside)
        page = pages.report(made, texts_of(book.network, "da"), around)
        (folder / f"{code}-{name}.html").write_text(page, encoding="utf-8")

    for name in REPORTS:  # everything is imported and every template compiled before the clock starts
        report(book.municipalities[0].code, name)
    with spent() as result:
        for code in files:
            for name in REPORTS:
                report(code, name)
    return result


def _row(name: str, took: Spent, reports: int, kit: Spent) -> str:
    each = f"{took.wall / reports:>9.2f}{took.cpu / reports:>9.2f}"
    return f"{name:<44}{took.wall:>9.1f}{took.cpu:>9.1f}{each}{took.wall / kit.wall:>9.2f}{took.cpu / kit.cpu:>9.2f}"


def _scaled(took: Spent, by: float) -> Spent:
    return Spent(took.wall * by, took.cpu * by)


def compare(folder: Path, jobs: int, sample: int, say: Callable[[str], None] = print) -> None:
    """Run all three and print the table."""
    say(f"before: {load()}")
    kit = kit_run(folder, jobs)
    say(f"kit run done: {load()}")
    book = load_book(folder)
    reports = len(book.municipalities) * len(REPORTS)
    with TemporaryDirectory(prefix="kit-bench-") as work:
        files = hand_over(book, Path(work))
        plain = functions(book, files, Path(work))
        say(f"functions done: {load()}")
        loop, made = stock_loop(files, sample, Path(work))
        say(f"loop done: {load()}")
    say(f"\n{reports} reports ({len(book.municipalities)} municipalities, {len(REPORTS)} notebooks)")
    say(f"{'seconds':<44}{'wall':>9}{'cpu':>9}{'each':>9}{'cpu':>9}{'wall/kit':>9}{'cpu/kit':>9}")
    say(_row(f"kit run --jobs {jobs}", kit, reports, kit))
    say(_row(f"{LOOPS}-process loop, {made} run and scaled", _scaled(loop, reports / made), reports, kit))
    say(_row("the same functions in one warm process", plain, reports, kit))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--municipalities", type=int, default=DENMARK)
    parser.add_argument("--stock", type=int, default=48, help="about how many reports the loop makes")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="a network made before, instead of a new one")
    options = parser.parse_args(arguments)
    names = ("papermill", "nbconvert", "ipykernel", "jupyter_client", "plotly")
    print(f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in names))
    with TemporaryDirectory(prefix="kit-bench-") as work:
        folder = options.folder or make_country(Path(work) / "country", options.municipalities)
        compare(folder, options.jobs, options.stock)


if __name__ == "__main__":
    main()
