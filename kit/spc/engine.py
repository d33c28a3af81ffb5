"""One series or thousands: from checked points to a finished result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .anhoej import Runs, runs_of_rows
from .charts import CHARTS, Lines, Phase
from .grouping import ends_of_labels
from .numbers import Bools, Floats, Ints, mean_of_rows, narrow
from .options import Options, Plan, check_options, plan_points
from .prepare import Frame, as_labels, frame_of_rows, frames_of_table
from .result import Analyses, Analysis, PartColumns, stacked
from .rules import Scene, Verdict, check_rules, fire, thresholds_of, verdict_of

__all__ = ["analyse", "analyse_many"]

Positions = int | Sequence[int] | None


def analyse(
    kind: str,
    y: ArrayLike,
    n: ArrayLike | None = None,
    *,
    x: object = None,
    freeze: int | Sequence[int | None] | None = None,
    part: Positions | Sequence[str] = None,
    exclude: Positions = None,
    multiply: float = 1.0,
    cl: ArrayLike | None = None,
    target: ArrayLike | None = None,
    method: str | None = None,
    agg: str = "mean",
    screened_mr: bool = True,
    rules: str = "anhoej",
    thresholds: Mapping[str, int] | None = None,
    weight: float = 0.2,
    parity: str | None = None,
) -> Analysis:
    """Analyse one series as a run chart or control chart.

    Parameters
    ----------
    kind : str
        run i ip mr xbar s t p pp c u up g ewma.
    y : array
        One value per row: counts, times or measurements; None or NaN for missing.
    n : array, optional
        Denominators. Required for p pp u up; y is then the numerator and y/n is plotted.
    x : array, optional
        Label of each row: numbers, dates or text. Rows of equal x make one point (a subgroup); numbers and dates
        are put in order, text keeps the order of first appearance. Default 1 to n.
    freeze : int or one per phase, optional
        Centre line and limits come from the first `freeze` points of each phase.
    part : int, positions or one text per row, optional
        1-based positions of the *last* point of each phase but the final one; or a text per row: a new phase begins
        where the text changes.
    exclude : positions, optional
        1-based positions of points that are drawn but not counted.
    multiply : float
        Factor for y, centre line and limits (also a given `cl`), applied after the analysis. Not for `target`.
    cl : float or one per row, optional
        Given centre line, on the scale before `multiply`.
    target : float or one per row, optional
        Target in the units of the chart; a trajectory when it differs by row.
    method : anhoej, bestbox or cutbox, optional
        Verdict of the runs analysis (bestbox and cutbox: Anhøj & Wentzel-Larsen 2020, 10 to 100 useful points).
    agg : mean, median, sum or sd
        How the rows of one x are put together when there is no denominator.
    screened_mr : bool
        Leave out moving ranges of 3.267 times their mean and more, once (Nelson 1982).
    rules : str
        Rule set: anhoej ihi mdc western_electric nelson three_sigma.
    thresholds : mapping of rule id to int, optional
        Other lengths for the rules of the set that allow it.
    weight : EWMA only, the weight of the newest point.
    parity : "qicharts2", optional
        Follow the reference also where this library deviates on purpose (see `docs/methods.md`).

    Returns
    -------
    Analysis

    Raises
    ------
    SpcError
        A subclass of ValueError that says what was given and what is allowed.

    References
    ----------
    Anhøj J, Olesen AV. Run charts revisited. PLoS ONE 2014;9(11):e113825.
    Provost LP, Murray SK. The Health Care Data Guide. Jossey-Bass 2011.
    """
    options = check_options(kind, multiply, method, agg, screened_mr, rules, thresholds, weight, parity)
    check_rules(options)
    with np.errstate(all="ignore"):
        frame, ends = _framed(options, y, n, x, cl, target, part)
        plan = plan_points(len(frame.x), freeze, ends, exclude, options.quirks)
        return _compute(options, frame, plan)[0]


def _framed(
    options: Options, y: ArrayLike, n: object, x: object, cl: object, target: object, part: Any
) -> tuple[Frame, Any]:
    frame = frame_of_rows(options, y, n, x, cl, target)
    if isinstance(part, (str, int, np.integer)) or part is None:
        return frame, part
    texts = as_labels(part)
    if texts.dtype.kind not in "UO":
        return frame, part
    return frame, ends_of_labels(texts, x)


def analyse_many(
    kind: str,
    Y: ArrayLike,  # noqa: N803 - the capital says table
    N: ArrayLike | None = None,  # noqa: N803
    *,
    x: object = None,
    freeze: int | Sequence[int | None] | None = None,
    part: Positions = None,
    exclude: Positions = None,
    multiply: float = 1.0,
    cl: ArrayLike | None = None,
    target: ArrayLike | None = None,
    method: str | None = None,
    agg: str = "mean",
    screened_mr: bool = True,
    rules: str = "anhoej",
    thresholds: Mapping[str, int] | None = None,
    weight: float = 0.2,
    parity: str | None = None,
) -> Analyses:
    """Analyse many series of the same points at once; the same results as `analyse` one by one.

    Parameters
    ----------
    Y, N : (series, points) arrays
        As `y` and `n` of `analyse`; (series, points, rows) for subgroups. NaN for missing, also at the end of
        series that are shorter than others.
    x : array, optional
        One label per point, none twice.
    cl, target : float, (series, 1) or (series, points) arrays, optional

    Returns
    -------
    Analyses
        `result[i]` is the `Analysis` of series i; the arrays of all series are attributes.

    Raises
    ------
    SpcError

    See Also
    --------
    analyse : all other parameters, and the references.
    """
    options = check_options(kind, multiply, method, agg, screened_mr, rules, thresholds, weight, parity)
    check_rules(options)
    with np.errstate(all="ignore"):
        blocks: list[Analyses] = []
        for frame in frames_of_table(options, Y, N, x, cl, target):
            plan = plan_points(len(frame.x), freeze, part, exclude, options.quirks)
            blocks.append(_compute(options, frame, plan))
        return stacked(blocks)


@dataclass(frozen=True, eq=False)
class _Done:
    """One finished phase, on the scale of the drawing but before `multiply`."""

    lines: Mapping[str, Floats]
    useful: Bools
    sigma_signal: Bools
    signals: Mapping[str, Bools]
    columns: PartColumns


def _compute(options: Options, frame: Frame, plan: Plan) -> Analyses:
    options = replace(options, categorical=frame.categorical)
    done = [_phase(options, frame, plan, number) for number in range(len(plan.phases))]
    lines = {name: _joined([phase.lines[name] for phase in done]) for name in done[0].lines}
    signals = {rule: _frozen(_joined([phase.signals[rule] for phase in done])) for rule in done[0].signals}
    return Analyses(
        kind=options.kind,
        rules=options.rules,
        method=options.method,
        agg=options.agg,
        multiply=options.multiply,
        screened_mr=options.screened_mr,
        thresholds=MappingProxyType(thresholds_of(options)),
        x=_frozen(frame.x),
        n=_frozen(frame.n),
        target=_frozen(frame.target),
        y_sum=_frozen(frame.y_sum),
        y_length=_frozen(frame.y_length),
        part=_frozen(plan.part),
        included=_frozen(plan.included),
        baseline=_frozen(plan.baseline),
        useful=_frozen(_joined([phase.useful for phase in done])),
        sigma_signal=_frozen(_joined([phase.sigma_signal for phase in done])),
        signals=MappingProxyType(signals),
        parts=tuple(phase.columns for phase in done),
        notices=frame.notices,
        given=np.asarray(~np.isnan(frame.cl).all(axis=1)),
        **{name: _frozen(value) for name, value in lines.items()},
    )


def _joined(arrays: list[Any]) -> Any:
    return arrays[0] if len(arrays) == 1 else np.concatenate(arrays, axis=1)


def _frozen(array: NDArray[Any]) -> Any:
    view = array.view()
    view.flags.writeable = False
    return view


def _phase(options: Options, frame: Frame, plan: Plan, index: int) -> _Done:
    start, stop = plan.phases[index]
    here = slice(start, stop)
    included, baseline = plan.included[here], plan.baseline[here]
    phase = Phase(
        options=options,
        y=frame.y[:, here],
        n=frame.n[:, here],
        y_sum=frame.y_sum[:, here],
        size=frame.y_length[:, here],
        sd=frame.sd[:, here],
        columns=included & baseline,
        given=frame.cl[:, here],
    )
    lines = CHARTS[options.kind](phase)
    if options.kind == "run":
        return _assemble(options, frame, phase, lines, included, (index + 1, start, stop), None)
    return _assemble(options, frame, phase, lines, included, (index + 1, start, stop), lines.limits(3))


def _assemble(
    options: Options,
    frame: Frame,
    phase: Phase,
    lines: Lines,
    included: Bools,
    place: tuple[int, int, int],
    limits: tuple[Floats, Floats] | None,
) -> _Done:
    side = _sign(lines.y, lines.cl)
    if not included.all():
        side[:, ~included] = 0
    runs = runs_of_rows(side)
    verdict = verdict_of(options, runs)
    outside = np.zeros(side.shape, dtype=np.bool_)
    if limits is not None:
        outside = (lines.y < limits[0]) | (lines.y > limits[1])
        if not options.quirks:
            outside &= included
    drawn = _drawn(options, frame, phase, lines, limits)
    columns = _columns(phase, lines, included, place, runs, verdict, outside, drawn["cl"])
    signals = fire(Scene(options, lines, included, side, runs), outside, verdict)
    return _Done(drawn, side != 0, outside, signals, columns)


def _sign(y: Floats, cl: Floats) -> NDArray[np.int8]:
    return (y > cl).view(np.int8) - (y < cl).view(np.int8)


def _drawn(
    options: Options, frame: Frame, phase: Phase, lines: Lines, limits: tuple[Floats, Floats] | None
) -> dict[str, Floats]:
    blank = np.broadcast_to(np.nan, lines.y.shape)
    found = {"cl": lines.cl, "lcl": blank, "ucl": blank, "lcl_95": blank, "ucl_95": blank}
    if limits is not None:
        found["lcl"], found["ucl"] = limits
        found["lcl_95"], found["ucl_95"] = lines.limits(2)
    if lines.power != 1.0:
        found = {name: value**lines.power for name, value in found.items()}
        if options.quirks:
            found["lcl_95"] = np.where(lines.middle - 2 * lines.sigma < 0, np.nan, found["lcl_95"])
        found["y"] = phase.y
    else:
        found["y"] = lines.y
    found["observed"] = phase.y
    up = frame.down[:, None]
    if frame.down.any():
        found = {name: np.ldexp(value, up) for name, value in found.items()}
    if options.multiply == 1.0:
        return found
    return {name: value * options.multiply for name, value in found.items()}


def _columns(
    phase: Phase,
    lines: Lines,
    included: Bools,
    place: tuple[int, int, int],
    runs: Runs,
    verdict: Verdict,
    outside: Bools,
    cl: Floats,
) -> PartColumns:
    series = len(lines.y)
    missing = np.isnan(lines.y)
    on_line = (lines.y == lines.cl) & included
    sigma, centre = narrow(lines.sigma), narrow(cl)
    unspread = np.where(np.isnan(sigma), 0.0, sigma).max(axis=1) == 0
    known = ~np.isnan(sigma).all(axis=1)
    return PartColumns(
        *place,
        cl=mean_of_rows(cl) if (centre != centre[:, :1]).any() else cl[:, 0],
        n_obs=np.full(series, int(included.sum())),
        n_missing=_count(missing & included),
        n_on_line=_count(on_line),
        n_baseline=_count(~np.isnan(phase.base)),
        n_useful=runs.n_useful,
        longest_run=runs.longest_run,
        longest_run_max=runs.longest_run_max,
        n_crossings=runs.n_crossings,
        n_crossings_min=runs.n_crossings_min,
        long_run_signal=verdict.long_run,
        few_crossings_signal=verdict.few_crossings,
        runs_signal=verdict.long_run | verdict.few_crossings,
        sigma_signals=_count(outside),
        sigma_z=np.full(series, np.nan) if lines.sigma_z is None else lines.sigma_z,
        constant=unspread & known,
    )


def _count(flags: Bools) -> Ints:
    return np.asarray(flags.sum(axis=1)) if flags.any() else np.zeros(len(flags), dtype=np.int64)
