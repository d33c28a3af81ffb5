"""The same questionnaire answered again: two waves side by side, with how many answered in each.

A person has no id across waves, so two waves are two groups of people, and a difference is never one person's change.
No answer is in two waves, so nothing can be subtracted between them, and each protects its own small groups. Results of
all waves together, shown beside them, would share answers: they would need `hidden_cells` over groups and waves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import sqrt
from statistics import NormalDist

from kit.domain.survey import Answer, Questionnaire, Results, ScaleScore, results

CLAIM_FROM = 30  # people in each wave before the kit says more than "this many, this mean"
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Wave:
    """A round of answering, from `first` to `last` day (of UTC), both within.

    Raises ValueError when it ends before it begins.
    """

    id: str
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"wave {self.id} ends on {self.last}, before it begins on {self.first}")


class Claim(StrEnum):
    """What may be said of the difference between two waves."""

    TOO_FEW = "too_few"  # both numbers are shown, and no claim is made
    UNCLEAR = "unclear"  # the interval of the difference holds 0
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True, slots=True)
class Change:
    """A scale of one cell in two waves; `difference` is later minus earlier, with its interval where one is made."""

    before: ScaleScore
    after: ScaleScore
    claim: Claim
    difference: float | None = None
    interval: tuple[float, float] | None = None


def wave_results(
    questionnaire: Questionnaire, answers: Iterable[Answer], waves: Sequence[Wave]
) -> tuple[tuple[Wave, Results], ...]:
    """The results of each wave, from the answers given in its days and from no others: what somebody adds or corrects
    after the last day must not change results that have been shown. What falls outside all waves counts in none.

    Raises ValueError when two waves overlap.
    """
    ordered = sorted(waves, key=lambda wave: wave.first)
    for earlier, later in pairwise(ordered):
        if later.first <= earlier.last:
            raise ValueError(f"waves {earlier.id} and {later.id} overlap on {later.first}")
    given = list(answers)
    inside = [(wave, [answer for answer in given if wave.first <= answer.at.date() <= wave.last]) for wave in ordered]
    return tuple((wave, results(questionnaire, mine)) for wave, mine in inside)


def changes(questionnaire: Questionnaire, before: Results, after: Results, cell: str) -> tuple[Change, ...]:
    """What two waves say of a cell, scale by scale; only the scales on which it is shown, with a mean, in both."""
    pairs = [(before.score(scale.id, cell), after.score(scale.id, cell)) for scale in questionnaire.scales]
    return tuple(
        change(early, late)
        for early, late in pairs
        if early and late and early.mean is not None and late.mean is not None
    )


def change(before: ScaleScore, after: ScaleScore) -> Change:
    """Two scores compared; no claim with fewer than `CLAIM_FROM` people in either.

    The interval is that of a difference of two independent means with unequal variances (Welch 1938, Biometrika 29,
    350-362), by the normal distribution, which is near enough from 30 people on. Those who answered in both waves make
    it wider than it need be, not narrower.
    """
    if before.mean is None or after.mean is None:
        return Change(before, after, Claim.TOO_FEW)
    difference = after.mean - before.mean
    if min(before.n or 0, after.n or 0) < CLAIM_FROM or before.deviation is None or after.deviation is None:
        return Change(before, after, Claim.TOO_FEW, difference)
    error = sqrt(before.deviation**2 / (before.n or 1) + after.deviation**2 / (after.n or 1))
    reach = NormalDist().inv_cdf((1 + CONFIDENCE) / 2) * error
    low, high = difference - reach, difference + reach
    claim = Claim.HIGHER if low > 0 else Claim.LOWER if high < 0 else Claim.UNCLEAR
    return Change(before, after, claim, difference, (low, high))
