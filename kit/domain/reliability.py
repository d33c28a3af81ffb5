"""Cronbach's alpha of a scale, only where it means something, with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, log1p
from statistics import variance

LEAST_COMPLETE = 30


@dataclass(frozen=True, slots=True)
class Reliability:
    """Cronbach's alpha over `n` complete answers to `statements` statements, with its confidence interval (Feldt)."""

    alpha: float
    low: float
    high: float
    n: int
    statements: int


def cronbach(rows: Sequence[Sequence[float]], confidence: float = 0.95) -> Reliability | None:
    """Alpha of complete answers, one row a person with the turned value of each statement.

    None for fewer than `LEAST_COMPLETE` people, fewer than two statements, or when everybody has the same sum. It says
    something only for a scale whose statements mirror one thing; not for a checklist. Raises ValueError when the rows
    differ in length.
    Source: Cronbach (1951), Psychometrika 16, 297-334.
    """
    if len({len(row) for row in rows}) > 1:
        raise ValueError("the rows differ in length; alpha needs complete answers")
    if len(rows) < LEAST_COMPLETE or len(rows[0]) < 2:
        return None
    total = variance([sum(row) for row in rows])
    if total == 0:
        return None
    k = len(rows[0])
    parts = sum(variance(values) for values in zip(*rows, strict=True))
    alpha = k / (k - 1) * (1 - parts / total)
    return Reliability(alpha, *feldt_interval(alpha, len(rows), k, confidence), len(rows), k)


def feldt_interval(alpha: float, n: int, statements: int, confidence: float = 0.95) -> tuple[float, float]:
    """The interval of an alpha from `n` people and `statements` statements, by the F distribution.

    1 - (1 - alpha) F, F at both tails with n - 1 and (n - 1)(k - 1) degrees of freedom.
    Source: Feldt, Woodruff & Salih (1987), Applied Psychological Measurement 11, 93-103, formulas 6 and 7.
    """
    first, second = n - 1, (n - 1) * (statements - 1)
    tail = (1 - confidence) / 2
    return 1 - (1 - alpha) * f_quantile(1 - tail, first, second), 1 - (1 - alpha) * f_quantile(tail, first, second)


def f_quantile(p: float, first: int, second: int) -> float:
    """The value below which the share `p` of the F distribution lies: the beta quantile, found by halving."""
    low, high = 0.0, 1.0
    while high - low > 1e-15:
        half = (low + high) / 2
        low, high = (half, high) if beta_share(half, first / 2, second / 2) < p else (low, half)
        if half in {0.0, 1.0}:
            break
    x = (low + high) / 2
    return second * x / (first * (1 - x))


def beta_share(x: float, a: float, b: float) -> float:
    """The share of the beta distribution below `x`: the regularised incomplete beta function.

    Continued fraction of DLMF 8.17.22, on the side where it converges fast.
    """
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_share(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front / _continued(x, a, b)


def _continued(x: float, a: float, b: float) -> float:
    """1 + d1/(1 + d2/(1 + ...)), from the inside out: 300 terms are far more than 15 digits need here."""
    value = 1.0
    for m in range(150, 0, -1):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m - 1) * (a + b + m - 1) * x / ((a + 2 * m - 2) * (a + 2 * m - 1))
        value = 1 + odd / (1 + even / value)
    return value
