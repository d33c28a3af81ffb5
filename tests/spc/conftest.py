"""Golden cases: results of other programs on published data, and how a case is read, run and compared."""

from __future__ import annotations

import csv
import json
import math
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from kit import spc

ROOT = Path(__file__).resolve().parents[2]
CARRIED = ROOT / "tests" / "gold"
CARRIED_DATA = ROOT / "datasets" / "textbook"
SHARED = ROOT.parent / "shared" / "golden"
ABSENT = "the other published reference cases are not beside this checkout (../shared/golden); the carried ones ran"
NOTHING = pytest.param(None, id="absent")
FIELDS = ("y", "y_sum", "y_length", "n", "cl", "lcl", "ucl", "lcl_95", "ucl_95", "target")
COUNTS = ("n_obs", "n_useful", "longest_run", "longest_run_max", "n_crossings", "n_crossings_min", "runs_signal")
MEANS = (("cl_mean", "cl"), ("lcl_mean", "lcl"), ("ucl_mean", "ucl"))


@dataclass(frozen=True)
class Case:
    """One reference case and where its data lie."""

    content: dict
    data: Path

    @property
    def name(self) -> str:
        return self.content["id"]

    @property
    def chart(self) -> str:
        return self.content["call"].get("chart", "")

    @property
    def call(self) -> dict:
        return self.content["call"]

    @property
    def expected(self) -> dict:
        return self.content["expected"]

    def column(self, role: str) -> list[str]:
        return self.table[self.content["columns"][role]]

    @property
    def table(self) -> dict[str, list[str]]:
        with self.data.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        return dict(zip(rows[0], (list(column) for column in zip(*rows[1:], strict=True)), strict=True))


def cases_in(folder: str) -> dict[str, Case]:
    """All cases of one reference program: the carried ones, and the others when they are beside this checkout."""
    found = {}
    for home, data in ((CARRIED, CARRIED_DATA), (SHARED, SHARED / "data")):
        for path in sorted((home / folder).glob("*.json")):
            content = json.loads(path.read_text(encoding="utf-8"))
            found.setdefault(content["id"], Case(content, data / Path(content["data"]).name))
    return found


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test with an argument `<program>_case` or `<program>_<chart>_case` runs once for each such case."""
    programs = {"qic": "cases", "nhs": "cases_nhs", "runcharter": "cases_runcharter"}
    for argument in metafunc.fixturenames:
        program, _, rest = argument.partition("_")
        if program not in programs or not rest.endswith("case"):
            continue
        chart = rest.removesuffix("case").rstrip("_")
        chosen = [case for case in cases_in(programs[program]).values() if _fits(case, chart)]
        metafunc.parametrize(argument, [pytest.param(case, id=case.name) for case in chosen] or [NOTHING])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests whose cases are all absent: `test_golden_complete` says so once."""
    here = Path(__file__).parent
    idle = [item for item in items if item.name.endswith(f"[{NOTHING.id}]") and here in item.path.parents]
    if idle:
        config.hook.pytest_deselected(items=idle)
        items[:] = [item for item in items if item not in idle]


def _fits(case: Case, chart: str) -> bool:
    kinds = {"run": ("run",), "pareto": ("pareto",), "cusum": ("bernoulli_cusum",), "funnel": ()}
    if "x_category_order" in case.content:
        return chart == "funnel"
    if chart == "control":
        return case.chart in spc.KINDS and case.chart != "run"
    return not chart or case.chart in kinds[chart]


def numbers(texts: list[str]) -> np.ndarray:
    """A column of numbers; an empty cell is missing."""
    return np.array([float(text) if text else math.nan for text in texts])


def labels(texts: list[str]) -> np.ndarray:
    """A column of numbers, ISO dates or text, whichever it is; an empty cell is missing."""
    for kind, empty in ((np.float64, "nan"), ("datetime64[D]", "NaT")):
        try:
            return np.array([text or empty for text in texts]).astype(kind)
        except ValueError:
            continue
    return np.array(texts)


def arguments(case: Case) -> dict:
    """The arguments of `spc.analyse` that are the same for every facet of a case."""
    call = case.call
    given = {name: call[name] for name in ("multiply", "freeze", "exclude", "cl", "target", "method") if name in call}
    if isinstance(call.get("part"), list):
        given["part"] = call["part"]
    given["agg"] = call.get("agg_fun", "mean")
    given["screened_mr"] = call.get("screenedmr", True)
    return given


def analysed(case: Case, **more: object) -> dict[tuple, spc.Analysis]:
    """The case run by this library, by facet values."""
    roles = case.content["columns"]
    y = numbers(case.column("y"))
    n = numbers(case.column("n")) if "n" in roles else None
    x = labels(case.column("x")) if "x" in roles else None
    if "x_period" in case.call:
        x = spc.period_start(x, case.call["x_period"])
    part = case.column("part") if case.call.get("part") == "column:part" else None
    facets = [case.table[name] for name in roles.get("facets", [])]
    groups = spc.facets(*facets) if facets else [((), np.arange(len(y)))]
    found = {}
    for values, rows in groups:
        given = arguments(case)
        if part is not None:
            given["part"] = [part[row] for row in rows]
        pick = partial(_pick, rows)
        found[values] = spc.analyse(case.chart, y[rows], pick(n), x=pick(x), **(given | more))
    return found


def _pick(rows: np.ndarray, column: np.ndarray | None) -> np.ndarray | None:
    return None if column is None else column[rows]


def differences(case: Case, found: dict[tuple, spc.Analysis]) -> list[str]:
    """Everything in which a result is not the reference's; empty when all fields are equal."""
    points, wrong = case.expected["points"], []
    scale = max((abs(value) for value in points["y"] if value is not None), default=1.0) or 1.0
    facets = [name for name in ("facet1", "facet2") if name in points]
    assert sum(len(result) for result in found.values()) == len(points["y"])
    for place in range(len(points["y"])):
        result = found[tuple(points[name][place] for name in facets)]
        at = points["xx"][place] - 1
        wrong += [f"{case.name}[{place}].{text}" for text in _point_differences(points, place, result, at, scale)]
    for part in case.expected["parts"]:
        result = found[tuple(str(part[name]) for name in facets)]
        wrong += [f"{case.name} part {part['part']}: {text}" for text in _part_differences(part, result, scale)]
    return wrong


def _point_differences(points: dict, place: int, result: spc.Analysis, at: int, scale: float) -> list[str]:
    wrong = []
    for name in FIELDS:
        if name in points:
            own = max(scale, abs(points[name][place] or 0.0)) if name in ("n", "y_sum") else scale
            _compare(wrong, name, getattr(result, name)[at], points[name][place], own)
    ours = {"part": result.part, "include": result.included, "baseline": result.baseline}
    ours["sigma_signal"] = result.sigma_signal
    wrong += [name for name, array in ours.items() if array[at] != points[name][place]]
    if _label(result.x[at]) != points["x"][place]:
        wrong.append("x")
    return wrong


def _label(value: object) -> object:
    return str(value) if isinstance(value, np.datetime64) else value.item()


def _part_differences(part: dict, result: spc.Analysis, scale: float) -> list[str]:
    ours = result.parts[part["part"] - 1]
    wrong = [name for name in COUNTS if getattr(ours, name) != part[name]]
    if ours.sigma_signals != part["sigma_signal"]:
        wrong.append("sigma_signals")
    for name, field in MEANS:
        values = getattr(result, field)[ours.start : ours.stop]
        mean = np.mean(values[~np.isnan(values)]) if not np.isnan(values).all() else math.nan
        _compare(wrong, name, mean, part[name], scale)
    return wrong


def _compare(wrong: list[str], name: str, ours: float, reference: float | None, scale: float) -> None:
    if reference is None:
        if not math.isnan(ours):
            wrong.append(f"{name}: {ours} where the reference has none")
    elif not abs(ours - float(reference)) <= 1e-9 * scale:
        wrong.append(f"{name}: {ours} != {reference}")


@pytest.fixture(scope="session")
def golden() -> dict:
    """The tools above, for tests."""
    return {
        "absent": ABSENT,
        "analysed": analysed,
        "cases_in": cases_in,
        "differences": differences,
        "numbers": numbers,
        "labels": labels,
        "shared": SHARED,
        "root": CARRIED,
    }
