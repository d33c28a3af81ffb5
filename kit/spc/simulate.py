"""Simulations that teach variation. Each is a pure function of its seed: the same seed gives the same numbers.

References
----------
Deming WE. Out of the Crisis. MIT 1986, chapter 11 (the red beads and the funnel).
Nelson LS. The Deming funnel experiment. J Qual Technol 1987;19 (its four rules).
Anhøj J. Diagnostic value of run chart analysis. PLoS ONE 2015;10(3):e0121349.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .engine import analyse_many
from .numbers import Floats, Ints, mean_of_rows

__all__ = [
    "STORIES",
    "Drops",
    "before_after",
    "coin_spins",
    "drop_marbles",
    "events_at_random",
    "false_signals",
    "outside_rates",
    "red_beads",
    "small_numbers",
]

WHITE, RED = 3200, 800  # Deming's box: one bead in five is red
PADDLE = 50
STORIES = ("shift", "already_falling", "bad_months", "bad_start", "went_back")


def red_beads(
    seed: int, workers: int, rounds: int, *, red: int = RED, white: int = WHITE, paddle: int = PADDLE
) -> Ints:
    """Red beads that each worker draws in each round: (rounds, workers) counts, hypergeometric.

    The beads go back after every draw, so all workers and rounds have the same expectation,
    ``paddle * red / (red + white)``; nothing that a worker does changes it.
    """
    drawn = np.random.default_rng(seed).hypergeometric(red, white, paddle, size=(rounds, workers))
    return np.asarray(drawn, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Drops:
    """Marbles dropped through a funnel at a target in (0, 0): (drops, 2) places of the funnel and of the marbles."""

    funnel: Floats
    marble: Floats

    @property
    def distance(self) -> Floats:
        """How far each marble came to rest from the target."""
        return np.asarray(np.hypot(self.marble[:, 0], self.marble[:, 1]))


def drop_marbles(rule: int, drops: int, seed: int, *, spread: float = 1.0) -> Drops:
    """The funnel experiment by one of its four rules.

    Parameters
    ----------
    rule : 1 to 4
        1: leave the funnel over the target. 2: move it from where it is, against the last error. 3: move it to the
        other side of the target, as far off as the last marble. 4: put it over the last marble.
    spread : float
        Standard deviation of a marble around the funnel, in each direction.

    Notes
    -----
    Variance of the marbles in each direction: rule 1 has ``spread**2``; rule 2 twice as much from the second drop on;
    rules 3 and 4 grow with every drop, the k-th marble having ``k * spread**2``.

    Raises
    ------
    ValueError
        Another rule.
    """
    if rule not in (1, 2, 3, 4):
        raise ValueError(f"rule is {rule!r}; expected 1, 2, 3 or 4")
    errors = np.random.default_rng(seed).normal(scale=spread, size=(drops, 2))
    funnel, marble = np.zeros((drops, 2)), np.zeros((drops, 2))
    for drop in range(drops):
        if drop:
            last = marble[drop - 1]
            moved = {1: 0 * last, 2: funnel[drop - 1] - last, 3: -last, 4: last}
            funnel[drop] = moved[rule]
        marble[drop] = funnel[drop] + errors[drop]
    return Drops(funnel, marble)


def false_signals(
    points: int, series: int, seed: int, *, shift: float = 0.0, rules: str = "anhoej", kind: str = "run"
) -> float:
    """The share of `series` normal series of `points` in which a rule set signals.

    Parameters
    ----------
    shift : float
        How far the second half lies from the first, in standard deviations. With 0 every signal is a false one;
        with more the result is the power.
    rules, kind : str
        As for `kit.spc.analyse`.
    """
    values = np.random.default_rng(seed).normal(size=(series, points))
    values[:, points // 2 :] += shift
    return float(analyse_many(kind, values, rules=rules).any_signal.mean())


def outside_rates(sigmas: NDArray[np.float64], points: int, series: int, seed: int, *, shift: float = 0.0) -> Floats:
    """For each width of the limits the share of series with a point outside: what narrow limits cost, and wide ones.

    Centre line and limits are known here (0, and so many standard deviations), which keeps the arithmetic plain:
    without a shift the share is ``1 - (1 - 2 * (1 - Phi(sigma))) ** points``.

    Parameters
    ----------
    shift : float
        How far the last point lies from the others, in standard deviations.
    """
    values = np.random.default_rng(seed).normal(size=(series, points))
    values[:, -1] += shift
    farthest = np.abs(values).max(axis=1)
    return np.asarray([(farthest > sigma).mean() for sigma in sigmas], dtype=np.float64)


def events_at_random(per_year: float, months: int, seed: int, *, factor: float = 1.0) -> Ints:
    """Days (from 0) of rare events that happen independently of each other: a Poisson process in months of 30 days.

    Parameters
    ----------
    factor : float
        What the rate is multiplied by in the second half of the time.
    """
    random = np.random.default_rng(seed)
    per_day = per_year / 360
    half = months * 30 // 2
    rates = np.where(np.arange(months * 30) < half, per_day, per_day * factor)
    return np.repeat(np.arange(months * 30), random.poisson(rates)).astype(np.int64)


def before_after(story: str, seed: int, *, before: float = 6.5, after: float = 5.0, months: int = 12) -> Floats:
    """Two times `months` values with one and the same mean before and after, whatever the story.

    Parameters
    ----------
    story : one of `STORIES`
        ``shift``: lower from the middle on. ``already_falling``: falling all the time. ``bad_months``: level, but
        for two months far off. ``bad_start``: level, but for the three bad months that made somebody begin.
        ``went_back``: lower for a while, then as before and higher.

    Raises
    ------
    ValueError
        Another story.
    """
    if story not in STORIES:
        raise ValueError(f"story is {story!r}; expected one of {', '.join(STORIES)}")
    noise = np.random.default_rng(seed).normal(scale=0.6, size=2 * months)
    step = np.arange(2 * months)
    first, gain = step < months, before - after
    shape = {
        "shift": np.zeros(2 * months),
        "already_falling": -np.where(first, step, step - months) * gain / months,
        "bad_months": np.where(np.isin(step, (2, months - 5)), gain * months / 2, 0.0),
        "bad_start": np.where((step >= months - 3) & first, gain * months / 3, 0.0),
        "went_back": np.where(first, 0.0, (step - months) * 0.3 * gain),
    }[story]
    values = shape + noise
    halves = mean_of_rows(values.reshape(2, months))
    return np.asarray(values - np.repeat(halves, months) + np.where(first, before, after))


def small_numbers(share: float, sizes: NDArray[np.int64], seed: int) -> Ints:
    """How many of `sizes` residents have a finding in places that are all equally good: binomial counts."""
    return np.asarray(np.random.default_rng(seed).binomial(sizes, share), dtype=np.int64)


SURFACE = {"table": 1.0, "book": 1.35, "cloth": 0.45}
GRIP = {"two_hands": 1.0, "flick": 1.6}
COIN = {"small": 1.0, "large": 1.25}


def coin_spins(surface: str, grip: str, coin: str, spins: int, seed: int) -> Floats:
    """Seconds that a coin spins, for `spins` tries: lognormal around 4 seconds times a factor for each choice.

    The factors are made up for the game; what matters is that some changes help, one hurts, and every try varies.

    Raises
    ------
    KeyError
        A surface, grip or coin that the game does not have.
    """
    centre = 4.0 * SURFACE[surface] * GRIP[grip] * COIN[coin]
    return np.asarray(centre * np.exp(np.random.default_rng(seed).normal(scale=0.25, size=spins)))
