"""The phases of a chart: baseline, median, goal, and what each phase shows.

The statistics are `kit.spc`'s; what is decided here is written at the function that decides it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

import numpy as np

from kit import spc
from kit.domain.measure import Direction, GoalKind, Measure
from kit.figures.chart import Baseline, BaselineState, Break, Finding, Phase, Row, RowState, Run, Side

APART = (RowState.SPANS_BREAK, RowState.LEFT_OUT)  # drawn, and in no rule and no median
DRAWN = (RowState.MEASURED, *APART)
RUN_RULE = {"anhoej": "long_run", "ihi": "shift"}  # the rule about runs in each set that needs no limits


@dataclass(frozen=True, slots=True)
class _Values:
    """The useful values of a phase in time order: position, side of the median (1 above, -1 below), value."""

    positions: tuple[int, ...]
    sides: tuple[int, ...]
    values: tuple[float, ...]

    @property
    def half(self) -> int:
        """Where the newest half begins."""
        return len(self.sides) - len(self.sides) // 2


def judge(
    rows: Sequence[Row], measure: Measure, baseline: int, breaks: Sequence[Break], rules: str = "anhoej"
) -> tuple[spc.Analysis | None, tuple[Phase, ...]]:
    """Analyse the rows and judge each phase by `rules` (anhoej or ihi). Without any value there is nothing to judge.

    `baseline` is the number of measurements that freeze the median of each phase. A phase that the team has begun keeps
    the goal of the one before: whoever re-bases a chart does not move the goal.
    """
    if not any(row.state in DRAWN for row in rows):
        return None, ()
    ends = [mark.position for mark in breaks if 0 < mark.position < len(rows)]
    baselines = baselines_of(rows, ends, baseline)
    analysis = analysed("run", rows, measure, ends, baselines, rules=rules)
    team = {mark.position for mark in breaks if mark.team}
    phases: list[Phase] = []
    for part, base in zip(analysis.parts, baselines, strict=True):
        kept = phases[-1].goal if part.start in team else None
        phases.append(_phase(analysis, part, base, measure, kept))
    return analysis, tuple(phases)


def analysed(
    kind: str, rows: Sequence[Row], measure: Measure, ends: Sequence[int], baselines: Sequence[Baseline], *, rules: str
) -> spc.Analysis:
    """The rows as `kit.spc` analyses them: phases that end at `ends`, each with its baseline, some points left out.

    The points of periods carry their days; intervals are numbered, since several may end on one day.
    """
    starts = [0, *ends]
    return spc.analyse(
        kind,
        np.array([_number(row, measure) for row in rows], dtype=np.float64),
        np.array([row.denominator or None for row in rows], dtype=np.float64) if measure.needs_denominator else None,
        x=None if measure.from_events else [row.day for row in rows],
        part=list(ends) or None,
        freeze=[base.stop - start if base.stop else None for base, start in zip(baselines, starts, strict=True)],
        exclude=[place for place, row in enumerate(rows, 1) if row.state in APART] or None,
        multiply=measure.multiply,
        rules=rules,
    )


def _number(row: Row, measure: Measure) -> float | None:
    if row.state not in DRAWN:
        return None
    return row.value if measure.from_events else row.numerator


def baselines_of(rows: Sequence[Row], ends: Sequence[int], wanted: int) -> list[Baseline]:
    """The baseline of each phase."""
    usable = [row.state is RowState.MEASURED for row in rows]
    return [_baseline(usable, start, stop, wanted) for start, stop in pairwise([0, *ends, len(rows)])]


def _baseline(usable: Sequence[bool], start: int, stop: int, wanted: int) -> Baseline:
    """The first `wanted` measurements of the phase (gaps do not count); fewer than that freeze nothing."""
    if wanted < 2:
        return Baseline(BaselineState.NONE)
    places = [place for place in range(start, stop) if usable[place]]
    if len(places) < wanted:
        return Baseline(BaselineState.BUILDING, wanted, len(places))
    return Baseline(BaselineState.FROZEN, wanted, wanted, places[wanted - 1] + 1)


def _phase(analysis: spc.Analysis, part: spc.Part, baseline: Baseline, measure: Measure, kept: float | None) -> Phase:
    useful = _useful(analysis, part)
    fired = tuple(rule for rule, flags in analysis.signals.items() if flags[part.start : part.stop].any())
    run = _newest_long_run(analysis, useful) if part.enough else None
    side = _side(useful, run)
    centre = None if math.isnan(part.cl) else part.cl
    return Phase(
        start=part.start,
        stop=part.stop,
        median=centre,
        part=part,
        baseline=baseline,
        goal=_goal(measure, centre, part, baseline) if kept is None else kept,
        finding=_finding(measure, part, side, bool(fired)),
        side=side,
        run=run,
        level=_level(useful, run, side, centre) if part.enough and fired else centre,
        fired=fired,
    )


def _useful(analysis: spc.Analysis, part: spc.Part) -> _Values:
    places = [place for place in range(part.start, part.stop) if analysis.useful[place]]
    values = [float(analysis.y[place]) for place in places]
    sides = [1 if value > float(analysis.cl[place]) else -1 for place, value in zip(places, values, strict=True)]
    return _Values(tuple(places), tuple(sides), tuple(values))


def _newest_long_run(analysis: spc.Analysis, useful: _Values) -> Run | None:
    """The newest of the runs that `kit.spc` found longer than chance allows (a shift, by the IHI rules)."""
    flagged = analysis.signals[RUN_RULE[analysis.rules]]
    runs = [list(run) for _, run in groupby(range(len(useful.sides)), key=lambda index: useful.sides[index])]
    long_runs = [run for run in runs if flagged[useful.positions[run[0]]]]
    if not long_runs:
        return None
    newest = long_runs[-1]
    side = Side.ABOVE if useful.sides[newest[0]] > 0 else Side.BELOW
    return Run(tuple(useful.positions[index] for index in newest), side, ongoing=newest[-1] == len(useful.sides) - 1)


def _side(useful: _Values, run: Run | None) -> Side:
    """Where the newest values lie: on the side of a long run that still goes on; else on the side of the median that
    has at least two thirds of the newest half of the useful values; else on neither."""
    if run and run.ongoing:
        return run.side
    newest = useful.sides[useful.half :]
    above = sum(side > 0 for side in newest)
    if newest and 3 * above >= 2 * len(newest):
        return Side.ABOVE
    return Side.BELOW if newest and 3 * above <= len(newest) else Side.MIXED


def _finding(measure: Measure, part: spc.Part, side: Side, fired: bool) -> Finding:
    """Better or worse follows from the side of the newest values and the measure's direction. A measure that is only
    watched has no better side: more reports of events, for one, may mean better reporting."""
    if part.n_obs == part.n_missing:
        return Finding.NO_DATA
    if not part.enough:
        return Finding.TOO_FEW
    if not fired:
        return Finding.NONE
    if side is Side.MIXED or measure.goal.kind is GoalKind.WATCH:
        return Finding.SIGNAL_NEUTRAL
    better = (side is Side.ABOVE) == (measure.direction is Direction.UP)
    return Finding.IMPROVING if better else Finding.WORSENING


def _level(useful: _Values, run: Run | None, side: Side, centre: float | None) -> float | None:
    if run and run.ongoing:
        values: Iterable[float] = (v for p, v in zip(useful.positions, useful.values, strict=True) if p in run.points)
        return median(values)
    return centre if side is Side.MIXED else median(useful.values[useful.half :])


def _goal(measure: Measure, centre: float | None, part: spc.Part, baseline: Baseline) -> float | None:
    """The goal in display units. One that is stated from the baseline waits until the phase's baseline is finished:
    frozen, or, where no freeze is wanted, the median of enough measurements."""
    goal = measure.goal
    if goal.kind is GoalKind.VALUE:
        return goal.value
    finished = baseline.state is BaselineState.FROZEN or (
        baseline.state is BaselineState.NONE and part.n_obs - part.n_missing >= spc.ENOUGH_POINTS
    )
    if goal.kind is GoalKind.WATCH or centre is None or not finished:
        return None
    change = goal.value
    if goal.kind is GoalKind.BASELINE:
        change = -abs(goal.value) if measure.direction is Direction.UP else abs(goal.value)
    return centre * (1 + change / 100)
