"""Rule sets as data: which rules belong to each, and the points they fire on.

Anhøj, IHI, Western Electric and Nelson skip what is not there: missing and excluded points are taken out before a
rule looks at its neighbours. For rules about one side of the line a point on the line is skipped too. Making Data
Count does neither: a missing point or one on the line breaks the pattern.

References
----------
Perla RJ, Provost LP, Murray SK. The run chart: a simple analytical tool. BMJ Qual Saf 2011;20:46-51.
Western Electric. Statistical Quality Control Handbook. 1956.
Nelson LS. The Shewhart control chart: tests for special causes. J Qual Technol 1984;16:237-9.
NHS England. Making Data Count: strengthening your decisions. 2019.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .anhoej import Runs, run_lengths
from .boxes import box_verdict
from .charts import Lines
from .errors import OptionError
from .numbers import Bools, Floats, Ints
from .options import NO_RUNS_KINDS, Options
from .swed_eisenhart import runs_limits
from .windows import alternating, counts_in_windows, in_block, in_window, levels_of, of_window, steady

__all__ = ["Scene", "Verdict", "check_rules", "fire", "thresholds_of", "verdict_of"]


@dataclass(frozen=True, eq=False)
class Scene:
    """What the rules look at: one phase of many series. `side` is 0 where a point is not useful."""

    options: Options
    lines: Lines
    included: Bools
    side: NDArray[np.int8]
    runs: Runs


@dataclass(frozen=True, eq=False)
class Verdict:
    """Outcome of the runs analysis for each series; runs longer than `allowed` are flagged point by point."""

    long_run: Bools
    few_crossings: Bools
    allowed: Ints


@dataclass(frozen=True, eq=False)
class View:
    """Points as a rule meets them, absent ones out of the way: values, levels, and which places hold a point."""

    y: Floats
    level: NDArray[np.int8]
    present: Bools


@dataclass(frozen=True)
class Rule:
    """One rule: its test, how many points it takes, and the range in which that number may be set."""

    id: str
    test: Callable[[View, int], Bools]
    points: int
    allowed: tuple[int, int] | None = None


def _shift(view: View, points: int) -> Bools:
    """On one side of the line; points on the line are skipped."""
    return run_lengths(np.sign(view.level)) >= points


def _shift_strict(view: View, points: int) -> Bools:
    """On one side of the line; a point on the line breaks."""
    return in_block(view.level > 0, points) | in_block(view.level < 0, points)


def _trend(view: View, points: int) -> Bools:
    """All rising or all falling; an equal value breaks."""
    return steady(view.y, points, 1) | steady(view.y, points, -1)


def _trend_ties_skipped(view: View, points: int) -> Bools:
    """All rising or all falling; a value equal to the one before is skipped."""
    differs = view.present.copy()
    differs[:, 1:] &= view.y[:, 1:] != view.y[:, :-1]
    return _closed_up(View(view.y, view.level, differs), _trend, points)


def _of(needed: int, size: int, level: int) -> Callable[[View, int], Bools]:
    """`needed` of `size` neighbours at `level` or beyond on the same side; the points that are there are flagged."""

    def test(view: View, _: int) -> Bools:
        above, below = view.level >= level, view.level <= -level
        return of_window(above, needed, size) | of_window(below, needed, size)

    return test


def _two_of_three_near(view: View, count_outside: int) -> Bools:
    """Making Data Count: three neighbours on one side, two of them between two and three sigma; those are flagged.

    With `count_outside` 1 a point beyond three sigma counts as one of the two (announced in 2023).
    """
    found = np.zeros(view.level.shape, dtype=np.bool_)
    for side in (1, -1):
        level = view.level * side
        near = (level == 3) | ((level == 4) & (count_outside == 1))
        starts = (counts_in_windows(near, 3) >= 2) & (counts_in_windows(level > 0, 3) == 3)
        found |= near & in_window(starts, 3, level.shape[1])
    return found


def _hugging(view: View, points: int) -> Bools:
    """All within one sigma of the line."""
    return in_block(view.present & (np.abs(view.level) <= 1), points)


def _avoiding(view: View, points: int) -> Bools:
    """All more than one sigma from the line, whichever side."""
    return in_block(np.abs(view.level) >= 2, points)


def _alternating(view: View, points: int) -> Bools:
    return alternating(view.y, points)


RULES: Mapping[str, tuple[Rule, ...]] = {
    "three_sigma": (),
    "ihi_run": (Rule("shift", _shift, 6, (6, 9)), Rule("trend", _trend_ties_skipped, 5, (5, 7))),
    "ihi_control": (
        Rule("shift", _shift, 8, (7, 9)),
        Rule("trend", _trend_ties_skipped, 6, (5, 7)),
        Rule("two_of_three", _of(2, 3, 3), 3),
        Rule("hugging", _hugging, 15),
    ),
    "mdc": (
        Rule("trend", _trend, 7, (6, 7)),
        Rule("two_of_three", _two_of_three_near, 0, (0, 1)),
        Rule("shift", _shift_strict, 7, (6, 7)),
    ),
    "western_electric": (
        Rule("two_of_three", _of(2, 3, 3), 3),
        Rule("four_of_five", _of(4, 5, 2), 5),
        Rule("shift", _shift, 8, (7, 9)),
    ),
    "nelson": (
        Rule("shift", _shift, 9, (7, 9)),
        Rule("trend", _trend, 6, (5, 7)),
        Rule("alternating", _alternating, 14),
        Rule("two_of_three", _of(2, 3, 3), 3),
        Rule("four_of_five", _of(4, 5, 2), 5),
        Rule("hugging", _hugging, 15),
        Rule("avoiding", _avoiding, 8),
    ),
}


def _set_name(options: Options) -> str:
    if options.rules == "ihi":
        return "ihi_run" if options.kind == "run" else "ihi_control"
    return options.rules


def check_rules(options: Options) -> None:
    """Refuse a rule set the chart has no limits for, and thresholds the set does not leave open."""
    if options.kind == "run" and options.rules in ("three_sigma", "western_electric", "nelson"):
        raise OptionError("rules", f"{options.rules!r} with a run chart", "anhoej or ihi (a run chart has no limits)")
    open_rules = {rule.id: rule.allowed for rule in RULES.get(_set_name(options), ()) if rule.allowed}
    for rule, points in options.thresholds.items():
        if rule not in open_rules:
            choice = " ".join(open_rules) or f"none with {options.rules}"
            raise OptionError("thresholds", f"rule {rule!r}", choice)
        low, high = open_rules[rule]
        if isinstance(points, bool) or not isinstance(points, (int, np.integer)) or not low <= points <= high:
            raise OptionError("thresholds", f"{points!r} for {rule}", f"{low} to {high}")


def thresholds_of(options: Options) -> dict[str, int]:
    """Number of points each rule of the set takes, as set or by default (empty for Anhøj: it depends on the data)."""
    rules = RULES.get(_set_name(options), ())
    return {rule.id: int(options.thresholds.get(rule.id, rule.points)) for rule in rules}


def verdict_of(options: Options, runs: Runs) -> Verdict:
    """Runs analysis by the method asked for; never a signal where neighbours share data or have no order."""
    if options.kind in NO_RUNS_KINDS or options.categorical:
        nothing = np.zeros(len(runs.n_useful), dtype=np.bool_)
        return Verdict(nothing, nothing, runs.longest_run_max)
    if options.method == "anhoej":
        return Verdict(runs.long_run, runs.few_crossings, runs.longest_run_max)
    return Verdict(*box_verdict(runs, cut=options.method == "cutbox"))


def fire(scene: Scene, outside: Bools, verdict: Verdict) -> dict[str, Bools]:
    """Points each rule of the set fires on; `outside` are those beyond three sigma."""
    options = scene.options
    limited = {} if options.kind == "run" else {"outside_limits": outside}
    if options.rules == "anhoej":
        return _anhoej(scene, verdict) | limited
    signals = dict(limited)
    blank = np.zeros(scene.side.shape, dtype=np.bool_)
    if options.kind in NO_RUNS_KINDS or options.categorical:
        return signals | {rule.id: blank for rule in RULES[_set_name(options)]}
    limits = (scene.lines.limits(1), scene.lines.limits(2), scene.lines.limits(3))
    level = levels_of(scene.lines.y, scene.lines.cl, limits)
    points = thresholds_of(options)
    for rule in RULES[_set_name(options)]:
        signals[rule.id] = _with_gaps(scene, level, rule, points[rule.id])
    if _set_name(options) == "ihi_run":
        signals |= _number_of_runs(scene)
    return signals


def _with_gaps(scene: Scene, level: NDArray[np.int8], rule: Rule, points: int) -> Bools:
    present = ~np.isnan(scene.lines.y) & scene.included
    if scene.options.rules != "mdc":
        return _closed_up(View(scene.lines.y, level, present), rule.test, points)
    found = np.zeros(level.shape, dtype=np.bool_)
    here = scene.included
    found[:, here] = rule.test(View(scene.lines.y[:, here], level[:, here], present[:, here]), points)
    return found


def _closed_up(view: View, test: Callable[[View, int], Bools], points: int) -> Bools:
    """Apply a test with the absent points moved out of the way, and put its flags back in place."""
    if view.present.all():
        return test(view, points)
    order = np.argsort(~view.present, axis=1, kind="stable")
    present = np.take_along_axis(view.present, order, axis=1)
    y = np.where(present, np.take_along_axis(view.y, order, axis=1), np.nan)
    level = np.where(present, np.take_along_axis(view.level, order, axis=1), np.int8(0))
    back = np.zeros(present.shape, dtype=np.bool_)
    np.put_along_axis(back, order, test(View(y, level, present), points) & present, axis=1)
    return back


def _anhoej(scene: Scene, verdict: Verdict) -> dict[str, Bools]:
    long_run = verdict.long_run
    in_long_run = np.zeros(scene.side.shape, dtype=np.bool_)
    if long_run.any():
        in_long_run[long_run] = run_lengths(scene.side[long_run]) > verdict.allowed[long_run, None]
    return {"long_run": in_long_run, "few_crossings": (scene.side != 0) & verdict.few_crossings[:, None]}


def _number_of_runs(scene: Scene) -> dict[str, Bools]:
    fewest, most = runs_limits(scene.runs.n_useful)
    runs, useful = scene.runs.n_crossings + 1, scene.side != 0
    return {
        "too_few_runs": useful & (runs < fewest)[:, None],
        "too_many_runs": useful & (runs > most)[:, None],
    }
