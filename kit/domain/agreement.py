"""How much the people of one group agree: r_wg(j) over the statements of a scale, and the spread of their scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import mean, quantiles, variance

# The kit's own limits, as shares of the scale's width: on a scale from 1 to 5 they are 0.6 and 1.2 points.
CLOSE_UP_TO = 0.15
SOME_UP_TO = 0.30


class SpreadWord(StrEnum):
    """How far apart the middle half of the people is."""

    CLOSE = "close"
    SOME = "some"
    WIDE = "wide"


@dataclass(frozen=True, slots=True)
class Spread:
    """Lowest, lower quartile, median, upper quartile and highest of the people's scores on a scale."""

    low: float
    lower: float
    median: float
    upper: float
    high: float

    @property
    def iqr(self) -> float:
        """The distance between the quartiles."""
        return self.upper - self.lower

    @property
    def range(self) -> float:
        """The distance between the lowest and the highest."""
        return self.high - self.low

    def word(self, width: float) -> SpreadWord:
        """The spread as a word, on a scale `width` points wide."""
        share = round(self.iqr / width, 9)  # 4.4 - 3.8 is a little more than 0.6 for a computer
        return SpreadWord.CLOSE if share <= CLOSE_UP_TO else SpreadWord.SOME if share <= SOME_UP_TO else SpreadWord.WIDE


def spread(scores: Sequence[float]) -> Spread | None:
    """The spread of one score a person, or None for fewer than two.

    Quartiles by linear interpolation between the ordered scores (Hyndman & Fan 1996, definition 7).
    """
    if len(scores) < 2:
        return None
    lower, median, upper = quantiles(scores, n=4, method="inclusive")
    return Spread(min(scores), lower, median, upper, max(scores))


def null_variance(options: int) -> float:
    """The variance when all `options` evenly spaced answers are equally likely: (A² - 1) / 12."""
    if options < 2:
        raise ValueError(f"options is {options}; agreement needs at least two answers to choose from")
    return float(options**2 - 1) / 12


def r_wg_j(statements: Sequence[Sequence[float]], options: int) -> float | None:
    """Within-group agreement over the J statements of a scale against the uniform null, from 0 to 1.

    `statements`: for each statement the values of those who answered it, turned so that higher is better; answers a
    whole step apart, `options` of them. J(1 - q) / (J(1 - q) + q), where q is the mean of the statements' variances
    (n - 1 below the line) over `null_variance`. More variance than chance counts as no agreement, 0. None when no
    statement has two answers. For one statement it is r_wg.
    Source: James, Demaree & Wolf (1984), Journal of Applied Psychology 69, 85-98.
    """
    known = [variance(values) for values in statements if len(values) > 1]
    if not known:
        return None
    q = min(1.0, mean(known) / null_variance(options))
    agreed = len(known) * (1 - q)
    return agreed / (agreed + q)
