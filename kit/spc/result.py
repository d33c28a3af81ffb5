"""What an analysis gives back: frozen values, arrays that cannot be written to."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .anhoej import ENOUGH_POINTS
from .boxes import BOX_RANGE
from .numbers import Bools, Floats, Ints, narrow

__all__ = ["Analyses", "Analysis", "Notice", "Part", "PartColumns", "stacked"]


@dataclass(frozen=True)
class Part:
    """One phase of one series.

    `start` and `stop` are 0-based positions (half open). Counts are of included points; the Anhøj numbers are always
    worked out, whatever rule set was asked for, and are None where no point is useful.
    """

    number: int
    start: int
    stop: int
    cl: float
    n_obs: int
    n_missing: int
    n_on_line: int
    n_baseline: int
    n_useful: int
    longest_run: int | None
    longest_run_max: int | None
    n_crossings: int | None
    n_crossings_min: int | None
    long_run_signal: bool
    few_crossings_signal: bool
    runs_signal: bool
    sigma_signals: int
    sigma_z: float
    constant: bool

    @property
    def enough(self) -> bool:
        """Has the phase the ten useful points the rules were studied for?"""
        return self.n_useful >= ENOUGH_POINTS

    @property
    def share_on_line(self) -> float:
        """Share of the present, included points that lie exactly on the centre line (0 to 1)."""
        present = self.n_obs - self.n_missing
        return self.n_on_line / present if present else 0.0


@dataclass(frozen=True)
class Notice:
    """Something a reader of the result should know; `id` carries the meaning, words are made elsewhere."""

    id: str
    part: int | None = None


@dataclass(frozen=True, eq=False)
class _Arrays:
    """What one analysed series and a table of them have in common; see `Analysis` for each field."""

    kind: str
    rules: str
    method: str
    agg: str
    multiply: float
    screened_mr: bool
    thresholds: Mapping[str, int]
    x: NDArray[Any]
    y: Floats
    n: Floats
    cl: Floats
    lcl: Floats
    ucl: Floats
    lcl_95: Floats
    ucl_95: Floats
    target: Floats
    observed: Floats
    y_sum: Floats
    y_length: Ints
    part: Ints
    included: Bools
    baseline: Bools
    useful: Bools
    sigma_signal: Bools
    signals: Mapping[str, Bools]

    def __getstate__(self) -> dict[str, Any]:
        return {name: dict(value) if isinstance(value, Mapping) else value for name, value in vars(self).items()}

    def __setstate__(self, state: dict[str, Any]) -> None:
        # read-only mappings cannot be pickled and read-only arrays come back writable
        for name, value in state.items():
            if isinstance(value, np.ndarray):
                value.flags.writeable = False
            vars(self)[name] = MappingProxyType(value) if isinstance(value, dict) else value


@dataclass(frozen=True, eq=False)
class Analysis(_Arrays):
    """One analysed series. Arrays have one value per point, in the order of `x`; NaN where there is none.

    Attributes
    ----------
    kind, rules, method, agg : str
        The chart, the rule set, the verdict method of the Anhøj rules, how rows of one x were put together.
    thresholds : mapping of rule id to int
        Number of points each rule of the set takes.
    x : array
        Labels of the points as given (dates, numbers, text), or 1 to n.
    y, cl, lcl, ucl, lcl_95, ucl_95 : float arrays
        Plotted value, centre line, three-sigma and two-sigma limits, all times `multiply`.
    n : float array
        Denominators; NaN for charts without.
    target : float array
        Target in the units of the chart (not multiplied).
    observed : float array
        The value before it became a plotted one (moving range, EWMA); equals `y` for all other charts.
    y_sum, y_length : arrays
        Sum and number of present rows behind each point (not multiplied).
    part : int array
        Phase of each point, from 1.
    included, baseline, useful : bool arrays
        Not excluded; used for centre line and limits; counted by the run rules.
    sigma_signal : bool array
        Outside the three-sigma limits.
    signals : mapping of rule id to bool array
        Points that each rule of the rule set has fired on.
    parts : tuple of Part
    notices : tuple of Notice
    """

    parts: tuple[Part, ...]
    notices: tuple[Notice, ...]

    def __len__(self) -> int:
        return len(self.y)

    def as_dict(self) -> dict[str, Any]:
        """The result in plain Python values, ready for JSON: lists, None for "no value", dates as ISO text."""
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}

    @property
    def any_signal(self) -> bool:
        """Has any rule of the rule set fired anywhere?"""
        return any(bool(flags.any()) for flags in self.signals.values())


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        if value.dtype.kind == "M":
            return [None if text == "NaT" else text for text in value.astype(str).tolist()]
        return [_plain(item) for item in value.tolist()]
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, (Part, Notice)):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return None if isinstance(value, float) and not math.isfinite(value) else value


@dataclass(frozen=True, eq=False)
class PartColumns:
    """One phase of many series: the fields of `Part` as arrays with one entry a series (-1 for None)."""

    number: int
    start: int
    stop: int
    cl: Floats
    n_obs: Ints
    n_missing: Ints
    n_on_line: Ints
    n_baseline: Ints
    n_useful: Ints
    longest_run: Ints
    longest_run_max: Ints
    n_crossings: Ints
    n_crossings_min: Ints
    long_run_signal: Bools
    few_crossings_signal: Bools
    runs_signal: Bools
    sigma_signals: Ints
    sigma_z: Floats
    constant: Bools

    def row(self, series: int) -> Part:
        """The phase of one series (0-based)."""
        values = {name: getattr(self, name) for name in PART_FIELDS}
        plain = {
            name: value[series].item() if isinstance(value, np.ndarray) else value for name, value in values.items()
        }
        for name in OPTIONAL_COUNTS:
            plain[name] = None if plain[name] < 0 else plain[name]
        return Part(**plain)


PART_FIELDS = tuple(field.name for field in fields(Part))
OPTIONAL_COUNTS = ("longest_run", "longest_run_max", "n_crossings", "n_crossings_min")


@dataclass(frozen=True, eq=False)
class Analyses(_Arrays):
    """Many series analysed in one call: the arrays of `Analysis` with a leading axis of series.

    `x`, `part`, `included` and `baseline` are shared by all series and have one entry per point.
    `given` tells for each series whether it has a given centre line.
    `analyses[i]` is the `Analysis` of series i, the same as analysing that series alone.
    """

    parts: tuple[PartColumns, ...]
    notices: tuple[Notice, ...]
    given: Bools

    def __len__(self) -> int:
        return len(self.y)

    def __iter__(self) -> Iterator[Analysis]:
        return (self[index] for index in range(len(self)))

    def __getitem__(self, series: int) -> Analysis:
        if not -len(self) <= series < len(self):
            raise IndexError(f"series {series} of {len(self)}")
        parts = tuple(columns.row(series) for columns in self.parts)
        shared = {name: getattr(self, name) for name in SHARED_FIELDS}
        own = {name: getattr(self, name)[series] for name in SERIES_FIELDS}
        signals = MappingProxyType({rule: flags[series] for rule, flags in self.signals.items()})
        given = (Notice("given_centre_line"),) if self.given[series] else ()
        notices = self.notices + given + notices_of(self.kind, self.method, parts)
        return Analysis(**shared, **own, signals=signals, parts=parts, notices=notices)

    @property
    def any_signal(self) -> Bools:
        """For each series: has any rule of the rule set fired anywhere?"""
        fired = np.zeros(len(self), dtype=np.bool_)
        for flags in self.signals.values():
            fired |= flags.any(axis=1)
        return fired


SERIES_FIELDS = (
    *("y", "n", "cl", "lcl", "ucl", "lcl_95", "ucl_95", "target"),
    *("observed", "y_sum", "y_length", "useful", "sigma_signal"),
)
SHARED_FIELDS = (
    *("kind", "rules", "method", "agg", "multiply", "screened_mr", "thresholds"),
    *("x", "part", "included", "baseline"),
)


def stacked(blocks: list[Analyses]) -> Analyses:
    """Blocks of series, analysed with the same settings, as one table."""
    if len(blocks) == 1:
        return blocks[0]
    own: dict[str, Any] = {name: _stack([getattr(block, name) for block in blocks]) for name in SERIES_FIELDS}
    signals = {rule: _stack([block.signals[rule] for block in blocks]) for rule in blocks[0].signals}
    parts = tuple(_stacked_parts(phases) for phases in zip(*(block.parts for block in blocks), strict=True))
    given = np.concatenate([block.given for block in blocks])
    return replace(blocks[0], **own, signals=MappingProxyType(signals), parts=parts, given=given)


def _stacked_parts(phases: tuple[PartColumns, ...]) -> PartColumns:
    columns = {name: [getattr(phase, name) for phase in phases] for name in PART_FIELDS}
    joined: dict[str, Any] = {
        name: np.concatenate(arrays) for name, arrays in columns.items() if name not in ("number", "start", "stop")
    }
    return replace(phases[0], **joined)


def _stack(arrays: list[NDArray[Any]]) -> NDArray[Any]:
    shape = (sum(len(array) for array in arrays), arrays[0].shape[1])
    whole = np.broadcast_to(np.concatenate([narrow(array) for array in arrays]), shape)
    whole.flags.writeable = False
    return whole


ODD_SPREAD = (0.8, 1.25)  # sigma_z outside this band: the plain P and U limits are too wide or too narrow


def notices_of(kind: str, method: str, parts: tuple[Part, ...]) -> tuple[Notice, ...]:
    """What the phases of one result call attention to."""
    found = []
    for part in parts:
        if not part.enough:
            found.append(Notice("few_useful_points", part.number))
        if method != "anhoej" and not BOX_RANGE[0] <= part.n_useful <= BOX_RANGE[1]:
            found.append(Notice("method_fell_back", part.number))
        if part.share_on_line >= 0.5:
            found.append(Notice("half_on_line", part.number))
        if part.constant and kind != "run":
            found.append(Notice("constant_phase", part.number))
        if kind in ("p", "u") and not ODD_SPREAD[0] <= part.sigma_z <= ODD_SPREAD[1] and part.sigma_z >= 0:
            found.append(Notice("spread_differs", part.number))
    return tuple(found)
