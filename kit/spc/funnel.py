"""Funnel plots: many units at one time, limits that narrow with the denominator. No run rules: units have no order."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .errors import OptionError, ShapeError
from .numbers import Bools, Floats, mean_of_rows, ratio_of_sums, sds_of_rows, sums_of_rows
from .options import check_options
from .prepare import as_labels, check_values, numbers

__all__ = ["Funnel", "funnel"]

FUNNEL_KINDS = ("p", "u", "pp", "up")
LIMITS = ("sigma", "exact")
OVERDISPERSION = (None, "multiplicative", "additive")
TAILS = {"outer": 0.001, "inner": 0.025}  # 99.8 % and 95 %
NORMAL = {"outer": 3.090232306167813, "inner": 1.959963984540054}  # their normal quantiles
WINSORISED = 0.1


@dataclass(frozen=True, eq=False)
class Funnel:
    """Units in order of rising denominator, with the limits that go with each.

    Attributes
    ----------
    x : array
        Labels of the units.
    y, n : float arrays
        Plotted proportion or rate (times `multiply`), and denominator.
    cl : float
        Overall proportion or rate, times `multiply`.
    lcl, ucl, lcl_95, ucl_95 : float arrays
        Outer limits (three sigma, or 99.8 %) and inner ones (two sigma, or 95 %) at each unit's denominator.
    outside : bool array
        Beyond the outer limits.
    z : float array
        Standardised distance from the centre, before any allowance for overdispersion.
    phi : float
        Overdispersion of the winsorised z (1 = none); sigma_z squared for the prime kinds.
    tau : float
        Standard deviation between units for additive overdispersion, on the scale of y before `multiply`; else 0.
    """

    kind: str
    limits: str
    overdispersion: str | None
    multiply: float
    x: NDArray[np.generic]
    y: Floats
    n: Floats
    cl: float
    lcl: Floats
    ucl: Floats
    lcl_95: Floats
    ucl_95: Floats
    outside: Bools
    z: Floats
    phi: float
    tau: float


def funnel(
    kind: str,
    y: ArrayLike,
    n: ArrayLike,
    x: object = None,
    *,
    multiply: float = 1.0,
    cl: float | None = None,
    limits: str = "sigma",
    overdispersion: str | None = None,
) -> Funnel:
    """Compare units by proportion (p, pp) or rate (u, up).

    Parameters
    ----------
    kind : p, u, pp or up
        The prime kinds widen the limits by the standard deviation of the standardised values (Laney).
    y, n : arrays
        Numerator and denominator per row; rows of one unit are added up.
    x : array, optional
        Unit of each row; default one unit per row.
    multiply : float
        Factor for everything drawn.
    cl : float, optional
        Given centre, before `multiply`; default the overall proportion or rate.
    limits : sigma or exact
        Three and two sigma; or 99.8 % and 95 % limits from the binomial (p) or Poisson (u) distribution.
    overdispersion : None, multiplicative or additive
        Spiegelhalter's allowance from z values winsorised at 10 %; uses normal 99.8 % and 95 % limits. For p and u.

    Returns
    -------
    Funnel

    Raises
    ------
    OptionError, DataError, ShapeError

    References
    ----------
    Spiegelhalter DJ. Funnel plots for comparing institutional performance. Stat Med 2005;24:1185-202.
    Laney DB. Improved control charts for attributes. Qual Eng 2002;14:531-7 (the prime funnel).
    """
    _check(kind, limits, overdispersion)
    with np.errstate(all="ignore"):
        labels, over, under = _units(kind, y, n, x, multiply)
        centre = float(ratio_of_sums(over[None, :], under[None, :])[0]) if cl is None else float(cl)
        if not 0 <= centre <= (1 if kind in ("p", "pp") else math.inf):
            raise OptionError("cl", f"{centre:g}", "a proportion, or a rate of 0 or more, before multiply")
        variance = centre * (1 - centre) if kind in ("p", "pp") else centre
        sigma = np.sqrt(variance / under)
        z = (over / under - centre) / np.where(sigma > 0, sigma, np.nan)
        phi, tau = _overdispersion(kind, z, sigma, overdispersion)
        outer, inner = _limits(kind, centre, under, sigma, limits, overdispersion, phi, tau)
    plotted = over / under
    return Funnel(
        kind=kind,
        limits=limits,
        overdispersion=overdispersion,
        multiply=float(multiply),
        x=labels,
        y=plotted * multiply,
        n=under,
        cl=centre * multiply,
        lcl=outer[0] * multiply,
        ucl=outer[1] * multiply,
        lcl_95=inner[0] * multiply,
        ucl_95=inner[1] * multiply,
        outside=(plotted < outer[0]) | (plotted > outer[1]),
        z=z,
        phi=phi,
        tau=tau,
    )


def _check(kind: str, limits: str, overdispersion: str | None) -> None:
    chosen = {"kind": (kind, FUNNEL_KINDS), "limits": (limits, LIMITS)}
    for name, (value, allowed) in (chosen | {"overdispersion": (overdispersion, OVERDISPERSION)}).items():
        if value not in allowed:
            raise OptionError(name, f"{value!r}", " ".join(str(choice) for choice in allowed))
    if kind in ("pp", "up") and (overdispersion or limits == "exact"):
        raise OptionError("kind", f"{kind!r} with {overdispersion or limits} limits", "p or u, or limits 'sigma'")
    if overdispersion and limits == "exact":
        raise OptionError("limits", "'exact' with overdispersion", "'sigma' with overdispersion")


def _units(
    kind: str, y: ArrayLike, n: ArrayLike, x: object, multiply: float
) -> tuple[NDArray[np.generic], Floats, Floats]:
    """Rows added up by unit, units without a denominator left out, in order of denominator."""
    over, under = numbers("y", y), numbers("n", n)
    if over.ndim != 1 or over.shape != under.shape or not over.size:
        raise ShapeError("n", f"shapes {over.shape} and {under.shape}", "one numerator and one denominator per row")
    options = check_options(kind, multiply=multiply)
    check_values(options, over[None, :], under[None, :])
    labels = np.arange(1, len(over) + 1) if x is None else as_labels(x)
    if labels.shape != over.shape:
        raise ShapeError("x", f"shape {labels.shape}", f"one unit per row ({len(over)})")
    present = ~(np.isnan(over) | np.isnan(under))
    if not (under[present] > 0).any():
        raise ShapeError("n", "no unit with a denominator above 0", "at least one")
    distinct, inverse = np.unique(labels[present], return_inverse=True)
    totals = [
        sums_of_rows(np.where(inverse == unit, values[present], 0.0)[None, :])[0]
        for values in (over, under)
        for unit in range(len(distinct))
    ]
    sums = np.array(totals).reshape(2, -1)
    order = np.argsort(sums[1], kind="stable")
    order = order[sums[1][order] > 0]
    return distinct[order], sums[0][order], sums[1][order]


def _overdispersion(kind: str, z: Floats, sigma: Floats, how: str | None) -> tuple[float, float]:
    known = z[~np.isnan(z)]
    if kind in ("pp", "up"):
        return (float(sds_of_rows(known[None, :])[0]) ** 2 if known.size > 1 else 0.0), 0.0
    if known.size < 2:
        return 1.0, 0.0
    low, high = np.quantile(known, [WINSORISED, 1 - WINSORISED])
    phi = float(mean_of_rows((np.clip(known, low, high) ** 2)[None, :])[0])
    if how != "additive":
        return phi, 0.0
    weights = 1 / sigma[~np.isnan(z)] ** 2
    spread = weights.sum() - (weights**2).sum() / weights.sum()
    excess = known.size * phi - (known.size - 1)
    return phi, math.sqrt(max(excess, 0.0) / spread) if spread > 0 else 0.0


Pair = tuple[Floats, Floats]


def _limits(
    kind: str, centre: float, n: Floats, sigma: Floats, how: str, over: str | None, phi: float, tau: float
) -> tuple[Pair, Pair]:
    ceiling = 1.0 if kind in ("p", "pp") else math.inf
    if how == "exact":
        outer, inner = (_exact(kind, centre, n, TAILS[name]) for name in ("outer", "inner"))
        return outer, inner
    if kind in ("pp", "up"):
        sigma = sigma * math.sqrt(phi)
    reach = (3.0, 2.0)
    if over is not None:
        reach = (NORMAL["outer"], NORMAL["inner"])
        sigma = sigma * math.sqrt(max(phi, 1.0)) if over == "multiplicative" else np.sqrt(sigma**2 + tau**2)
    outer, inner = (
        (np.clip(centre - k * sigma, 0.0, ceiling), np.clip(centre + k * sigma, 0.0, ceiling)) for k in reach
    )
    return outer, inner


def _exact(kind: str, centre: float, n: Floats, tail: float) -> Pair:
    """Limits from the distribution itself, interpolated between whole numbers as Spiegelhalter does."""
    lower = np.array([_quantile(kind, centre, size, tail) for size in n.tolist()])
    upper = np.array([_quantile(kind, centre, size, 1 - tail) for size in n.tolist()])
    return np.maximum(lower, 0.0) / n, np.maximum(upper, 0.0) / n


def _quantile(kind: str, centre: float, size: float, chance: float) -> float:
    mean = centre * size
    spread = 12 * math.sqrt(mean + 1) + 30
    top = min(mean + spread, size) if kind == "p" else mean + spread
    counts = np.arange(max(0, math.floor(mean - spread)), math.floor(top) + 1, dtype=np.float64)
    mass = np.exp(_log_mass(kind, centre, size, counts))
    reached = np.cumsum(mass)
    place = min(int(np.searchsorted(reached, chance, side="right")), len(counts) - 1)
    if mass[place] == 0:
        return float(counts[place])
    return float(counts[place] - (reached[place] - chance) / mass[place])


def _log_mass(kind: str, centre: float, size: float, counts: Floats) -> Floats:
    log_factorial = np.array([math.lgamma(count + 1) for count in counts.tolist()])
    if centre == 0 or (kind == "p" and centre == 1):
        return np.where(counts == math.floor(centre * size), 0.0, -np.inf)
    if kind == "u":
        return np.asarray(counts * math.log(centre * size) - centre * size - log_factorial)
    rest = np.array([math.lgamma(size - count + 1) for count in counts.tolist()])
    ways = math.lgamma(size + 1) - log_factorial - rest
    return np.asarray(ways + counts * math.log(centre) + (size - counts) * math.log1p(-centre))
