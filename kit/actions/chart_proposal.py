"""A new phase that the points suggest. It is shown with its evidence; only a person with a reason begins it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from kit import spc
from kit.figures.chart import BaselineState, Chart, Side

BASELINE = 13  # measurements the search begins with where no baseline is frozen
SHORTEST = 3  # what `spc.propose_phases` needs at least


@dataclass(frozen=True, slots=True)
class Proposal:
    """A phase could begin on `on`: `run` points in a row on one `side` of the median `former`; theirs is `median`."""

    on: date
    run: int
    side: Side
    former: float
    median: float


def proposal_of(chart: Chart) -> Proposal | None:
    """The first change that the newest phase suggests; None where its rules have found no signal.

    Points that were left out are not looked at. Accepting one is the same as beginning a phase by hand.
    """
    phase = chart.last
    if phase is None or not phase.signal or chart.analysis is None:
        return None
    here = slice(phase.start, phase.stop)
    y = np.where(chart.analysis.included[here], chart.analysis.y[here], np.nan)
    frozen = phase.baseline.wanted if phase.baseline.state is BaselineState.FROZEN else BASELINE
    changes = spc.propose_phases(y, baseline=max(frozen, SHORTEST)).changes
    if not changes:
        return None
    first = changes[0]
    side = Side.ABOVE if first.side == "above" else Side.BELOW
    run, former = first.run_length or 0, first.former_median or 0.0
    return Proposal(chart.x[phase.start + first.start], run, side, former, first.median)
