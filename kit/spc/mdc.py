"""Making Data Count: what each point means, and the variation and assurance icons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .errors import OptionError
from .numbers import Bools, Floats
from .result import Analysis, Part
from .windows import steady

__all__ = ["IMPROVEMENTS", "MakingDataCount", "making_data_count"]

IMPROVEMENTS = ("increase", "decrease", "neutral")
COMMON = "common_cause"
ENOUGH_FOR_LIMITS = 13  # limits from fewer points are trial limits


@dataclass(frozen=True)
class MakingDataCount:
    """Reading of an analysis with `rules="mdc"`.

    Attributes
    ----------
    special_cause : tuple of str
        One id per point, the first that applies of: above_limit below_limit, trend_up trend_down,
        two_of_three_above two_of_three_below, shift_above shift_below, common_cause.
    point_type : tuple of str
        improvement, concern, neutral_high, neutral_low or common_cause.
    variation : str
        Point type of the last point that has a value.
    variation_high : bool or None
        Does that point's signal lie high? None for common cause.
    assurance : str or None
        pass, fail or hit_and_miss: the target against the limits of the last phase; None without target or limits,
        or when no direction is an improvement.
    short_phases : tuple of int
        Numbers of the phases with fewer than 13 points: their limits are trial limits.
    """

    improvement: str
    special_cause: tuple[str, ...]
    point_type: tuple[str, ...]
    variation: str
    variation_high: bool | None
    assurance: str | None
    short_phases: tuple[int, ...]


def making_data_count(analysis: Analysis, improvement: str = "increase") -> MakingDataCount:
    """Read an I chart analysed with `rules="mdc"`.

    Parameters
    ----------
    analysis : Analysis
    improvement : increase, decrease or neutral
        Which direction is better.

    Returns
    -------
    MakingDataCount

    Raises
    ------
    OptionError
        Another rule set, or another direction.

    References
    ----------
    NHS England. Making Data Count: strengthening your decisions. 2019. As in the package NHSRplotthedots 0.2.2.
    """
    if analysis.rules != "mdc":
        raise OptionError("analysis", f"an analysis with rules {analysis.rules!r}", "one with rules 'mdc'")
    if improvement not in IMPROVEMENTS:
        raise OptionError("improvement", f"{improvement!r}", " ".join(IMPROVEMENTS))
    causes, high = _special_causes(analysis)
    types = tuple(_type(cause, up, improvement) for cause, up in zip(causes, high, strict=True))
    last = _last_value(analysis.y)
    return MakingDataCount(
        improvement=improvement,
        special_cause=tuple(causes),
        point_type=types,
        variation=types[last],
        variation_high=None if types[last] == COMMON else bool(high[last]),
        assurance=_assurance(analysis, improvement, last),
        short_phases=tuple(part.number for part in analysis.parts if part.n_obs < ENOUGH_FOR_LIMITS),
    )


def _special_causes(analysis: Analysis) -> tuple[list[str], Bools]:
    """First cause that applies to each point, and whether it is a high one. Later steps overwrite earlier ones."""
    above = analysis.y > analysis.cl
    causes = [COMMON] * len(analysis)
    high = above.copy()
    for rule in ("shift", "two_of_three"):
        for point in np.flatnonzero(analysis.signals[rule]):
            causes[point] = f"{rule}_above" if above[point] else f"{rule}_below"
    rising = _rising(analysis)
    for point in np.flatnonzero(analysis.signals["trend"]):
        causes[point], high[point] = ("trend_up", True) if rising[point] else ("trend_down", False)
    for point in np.flatnonzero(analysis.signals["outside_limits"]):
        causes[point], high[point] = ("above_limit", True) if above[point] else ("below_limit", False)
    return causes, high


def _rising(analysis: Analysis) -> Bools:
    """Is the trend through each point a rising one? A point that ends one trend and begins another takes the later."""
    rising = np.zeros(len(analysis), dtype=np.bool_)
    points = analysis.thresholds["trend"]
    for part in analysis.parts:
        here = np.flatnonzero(analysis.included[part.start : part.stop]) + part.start
        values = analysis.y[here][None, :]
        up, down = steady(values, points, 1)[0], steady(values, points, -1)[0]
        next_up = np.append(np.diff(values[0]) > 0, False)
        rising[here] = np.where(up & down, next_up, up)
    return rising


def _type(cause: str, high: bool, improvement: str) -> str:
    if cause == COMMON:
        return COMMON
    if improvement == "neutral":
        return "neutral_high" if high else "neutral_low"
    return "improvement" if high == (improvement == "increase") else "concern"


def _last_value(y: Floats) -> int:
    present = np.flatnonzero(~np.isnan(y))
    return int(present[-1]) if present.size else len(y) - 1


def _assurance(analysis: Analysis, improvement: str, last: int) -> str | None:
    target, lower, upper = analysis.target[last], *_last_limits(analysis, analysis.parts)
    if improvement == "neutral" or np.isnan(target) or np.isnan(lower) or np.isnan(upper):
        return None
    if lower <= target <= upper:
        return "hit_and_miss" if lower < upper else "pass"
    return "pass" if (target < lower) == (improvement == "increase") else "fail"


def _last_limits(analysis: Analysis, parts: Sequence[Part]) -> tuple[float, float]:
    place = parts[-1].stop - 1
    return float(analysis.lcl[place]), float(analysis.ucl[place])
