"""A proposed phase change, with the evidence for it. A person decides; nothing is applied here.

Automatic re-phasing hides the very signal a chart is drawn to show, so the maintainers of the reference packages
advise against it. What is offered is a suggestion to accept with a reason, or not.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .errors import OptionError, ShapeError
from .numbers import Floats, median_of_rows
from .prepare import numbers

__all__ = ["DIRECTIONS", "PhaseProposal", "ProposedPhase", "propose_phases"]

DIRECTIONS = ("both", "above", "below")


@dataclass(frozen=True)
class ProposedPhase:
    """One stretch of a proposal. All positions are 0-based.

    Attributes
    ----------
    start, stop : int
        The phase as proposed, half open: up to the next phase, or the end of the series.
    first, last : int
        The points the median comes from: the baseline, or the sustained run that is the evidence.
    median : float
    side : "above", "below" or None
        Side of the former median on which the run lies; None for the baseline.
    run_length : int or None
        Points of the run that are not on the former median.
    former_median : float or None
    """

    start: int
    stop: int
    first: int
    last: int
    median: float
    side: str | None
    run_length: int | None
    former_median: float | None


@dataclass(frozen=True)
class PhaseProposal:
    """Baseline and proposed phases of one series; `phases` is empty when the series is too short to say."""

    baseline: int
    run_length: int
    direction: str
    phases: tuple[ProposedPhase, ...]

    @property
    def part(self) -> tuple[int, ...]:
        """The proposal as `part` for `analyse`: 1-based last points of all phases but the final one."""
        return tuple(phase.stop for phase in self.phases[:-1])

    @property
    def changes(self) -> tuple[ProposedPhase, ...]:
        """The phases after the baseline: the changes a person is asked to judge."""
        return self.phases[1:]


def propose_phases(y: ArrayLike, *, baseline: int = 13, run_length: int = 9, direction: str = "both") -> PhaseProposal:
    """Look for sustained runs beside the median of a baseline, and propose each as a new phase.

    Parameters
    ----------
    y : array
        One value per point, in order; NaN for missing.
    baseline : int
        Number of points, with a value, whose median the search begins with.
    run_length : int
        Points in a row on one side of the current median that make a proposal; points on it are skipped.
    direction : both, above or below
        On which side runs count.

    Returns
    -------
    PhaseProposal

    Raises
    ------
    OptionError, ShapeError, DataError

    References
    ----------
    MacKintosh J. runcharter: automated run charts (the search for sustained runs).
    Anhøj J, Mohammed MA. Mastering Statistical Process Control Charts in Healthcare (why a person decides).
    """
    _check(baseline, run_length, direction)
    values = numbers("y", y)
    if values.ndim != 1:
        raise ShapeError("y", f"shape {values.shape}", "one value per point")
    present = np.flatnonzero(~np.isnan(values))
    kept = values[present]
    if len(kept) < baseline + run_length:
        return PhaseProposal(baseline, run_length, direction, ())
    found: list[tuple[int, int, float, str | None, float | None]] = []
    median, done = _median(kept[:baseline]), baseline
    found.append((0, baseline - 1, median, None, None))
    while True:
        run = _first_run(np.sign(kept[done:] - median), run_length, direction)
        if run is None:
            return PhaseProposal(baseline, run_length, direction, _phases(found, present, len(values), run_length))
        places, side = done + run[0], run[1]
        former, median, done = median, _median(kept[places]), int(places[-1]) + 1
        found.append((int(places[0]), done - 1, median, side, former))


def _check(baseline: int, run_length: int, direction: str) -> None:
    if direction not in DIRECTIONS:
        raise OptionError("direction", f"{direction!r}", " ".join(DIRECTIONS))
    for name, value in (("baseline", baseline), ("run_length", run_length)):
        try:
            whole = operator.index(value)
        except TypeError:
            whole = 0
        if whole < 3:
            raise OptionError(name, f"{value!r}", "a whole number of 3 or more")


def _median(values: Floats) -> float:
    return float(median_of_rows(values[None, :])[0])


def _first_run(side: Floats, length: int, direction: str) -> tuple[np.ndarray, str] | None:
    """Positions of the first `length` points in a row on one side, those on the median left out."""
    run: list[int] = []
    current = 0.0
    for place, value in enumerate(side.tolist()):
        if value == 0:
            continue
        run = [*run, place] if value == current else [place]
        current = value
        name = "above" if value > 0 else "below"
        if len(run) == length and direction in ("both", name):
            return np.array(run), name
    return None


def _phases(
    found: list[tuple[int, int, float, str | None, float | None]], present: np.ndarray, points: int, run_length: int
) -> tuple[ProposedPhase, ...]:
    starts = [0, *(int(present[first]) for first, *_ in found[1:]), points]
    return tuple(
        ProposedPhase(
            start=starts[number],
            stop=starts[number + 1],
            first=int(present[first]),
            last=int(present[last]),
            median=median,
            side=side,
            run_length=None if side is None else run_length,
            former_median=former,
        )
        for number, (first, last, median, side, former) in enumerate(found)
    )
