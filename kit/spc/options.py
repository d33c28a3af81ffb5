"""The settings of an analysis, checked, and the plan of points and phases they make."""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from .errors import OptionError, PositionError
from .numbers import Bools, Ints

__all__ = ["AGGREGATES", "KINDS", "METHODS", "RULE_SETS", "Options", "Plan", "check_options", "plan_points"]

KINDS = ("run", "i", "ip", "mr", "xbar", "s", "t", "p", "pp", "c", "u", "up", "g", "ewma")
RATE_KINDS = ("p", "pp", "u", "up")  # need a denominator
RATIO_KINDS = ("run", "i", "ip", "mr", "ewma", *RATE_KINDS)  # may have one
COUNT_KINDS = ("p", "pp", "c", "u", "up", "g")  # not below zero
LINEAR_KINDS = ("run", "i", "ip", "mr", "xbar", "s", "ewma")  # twice the data, twice the chart
NO_RUNS_KINDS = ("mr", "ewma")  # neighbouring points share data: run rules say nothing
RULE_SETS = ("anhoej", "ihi", "mdc", "western_electric", "nelson", "three_sigma")
METHODS = ("anhoej", "bestbox", "cutbox")
AGGREGATES = ("mean", "median", "sum", "sd")
PARITY = "qicharts2"


@dataclass(frozen=True)
class Options:
    """Checked settings.

    `quirks` is True when the reference's silent behaviour was asked for by name, `categorical` when the points are
    units without an order.
    """

    kind: str
    multiply: float
    method: str
    agg: str
    screened_mr: bool
    rules: str
    thresholds: Mapping[str, int]
    weight: float
    quirks: bool
    categorical: bool = False


def check_options(
    kind: str,
    multiply: float = 1.0,
    method: str | None = None,
    agg: str = "mean",
    screened_mr: bool = True,
    rules: str = "anhoej",
    thresholds: Mapping[str, int] | None = None,
    weight: float = 0.2,
    parity: str | None = None,
) -> Options:
    """Check the named choices; raise `OptionError` for the first one that does not exist."""
    _one_of("kind", kind, KINDS)
    _one_of("agg", agg, AGGREGATES)
    _one_of("rules", rules, RULE_SETS)
    _one_of("method", method, (*METHODS, None))
    _one_of("parity", parity, (PARITY, None))
    _number("multiply", multiply, low=0.0)
    _number("weight", weight, low=0.0, high=1.0)
    if rules == "mdc" and kind != "i":
        raise OptionError("rules", f"'mdc' with a {kind} chart", "'mdc' with an i chart (it is defined for XmR charts)")
    return Options(
        kind=kind,
        multiply=float(multiply),
        method=method or "anhoej",
        agg=agg,
        screened_mr=bool(screened_mr),
        rules=rules,
        thresholds=dict(thresholds or {}),
        weight=float(weight),
        quirks=parity is not None,
    )


def _one_of(name: str, value: object, allowed: Sequence[object]) -> None:
    if value not in allowed:
        raise OptionError(name, f"{value!r}", " ".join(str(choice) for choice in allowed))


def _number(name: str, value: object, *, low: float, high: float = math.inf) -> None:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        number = math.nan
    if not (low < number <= high and math.isfinite(number)):
        limit = "" if math.isinf(high) else f" and at most {high:g}"
        raise OptionError(name, f"{value!r}", f"a number above {low:g}{limit}")


@dataclass(frozen=True)
class Plan:
    """Which points belong where: phases as half-open 0-based pairs, and per point included and baseline."""

    phases: tuple[tuple[int, int], ...]
    included: Bools
    baseline: Bools

    @property
    def part(self) -> Ints:
        """Phase number of each point, from 1."""
        sizes = [stop - start for start, stop in self.phases]
        return np.repeat(np.arange(1, len(sizes) + 1), sizes)


def plan_points(
    points: int,
    freeze: int | Sequence[int | None] | None,
    part: int | Sequence[int] | None,
    exclude: int | Sequence[int] | None,
    quirks: bool,
) -> Plan:
    """Lay out phases, baseline and excluded points for `points` points.

    `freeze` counts from the start of each phase; a sequence gives one value (or None) per phase.
    With `quirks` the reference is followed: positions out of range are ignored, and so is
    `freeze` when `part` is given.
    """
    ends = _positions("part", part, points - 1, quirks)
    edges = [0, *ends, points]
    phases = tuple(pairwise(edges))
    included = np.ones(points, dtype=np.bool_)
    included[[place - 1 for place in _positions("exclude", exclude, points, quirks)]] = False
    baseline = np.ones(points, dtype=np.bool_)
    if not (quirks and part is not None):
        for (start, stop), length in zip(phases, _freezes(freeze, len(phases), quirks), strict=True):
            if length is not None:
                baseline[min(start + length, stop) : stop] = False
    return Plan(phases, included, baseline)


def _positions(name: str, given: object, last: int, quirks: bool) -> list[int]:
    if given is None:
        return []
    places = [_whole(name, value) for value in _as_list(given)]
    for place in places:
        if not 1 <= place <= last and not quirks:
            allowed = f"positions 1 to {last}" if last >= 1 else "no position: the series is too short"
            raise PositionError(name, f"position {place}", allowed)
    return sorted({place for place in places if 1 <= place <= last})


def _freezes(freeze: object, phases: int, quirks: bool) -> list[int | None]:
    if freeze is None:
        return [None] * phases
    single = not isinstance(freeze, (list, tuple, np.ndarray))
    given = [freeze] * phases if single else _as_list(freeze)
    if len(given) != phases:
        raise PositionError("freeze", f"{len(given)} values", f"one number, or one for each of the {phases} phases")
    lengths = [None if value is None else _whole("freeze", value) for value in given]
    for length in lengths:
        if length is not None and length < 2 and not quirks:
            raise PositionError("freeze", f"{length} points", "2 or more points from the start of a phase")
    return [None if length is None else max(length, 0) for length in lengths]


def _as_list(given: object) -> list[Any]:
    if isinstance(given, (str, bytes)):
        return [given]
    try:
        return list(given)  # type: ignore[call-overload, no-any-return]
    except TypeError:
        return [given]


def _whole(name: str, value: object) -> int:
    if isinstance(value, (bool, np.bool_)):
        raise PositionError(name, f"{value!r}", "whole numbers, counted from 1")
    try:
        return operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        if isinstance(value, (float, np.floating)) and float(value).is_integer():
            return int(value)
        raise PositionError(name, f"{value!r}", "whole numbers, counted from 1") from None
