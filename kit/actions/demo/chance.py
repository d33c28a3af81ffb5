"""Chance for the demo network.

Only `random.Random.random` is used, seeded by text: its stream is the same on every Python version, which the
distribution methods do not promise.
"""

from __future__ import annotations

import math
from random import Random

from kit.actions.demo.recipe import Recipe


def dice(recipe: Recipe, *words: object) -> Random:
    """A stream of its own for whatever `words` name."""
    return Random(":".join(str(word) for word in (recipe.seed, *words)))


def between(random: Random, low: float, high: float) -> float:
    """A number between `low` and `high`."""
    return low + (high - low) * random.random()


def whole(random: Random, low: int, high: int) -> int:
    """A whole number from `low` to `high`, both included."""
    return low + int(random.random() * (high - low + 1))


def poisson(random: Random, mean: float) -> int:
    """A Poisson number, by counting exponential gaps (exact; `mean` stays well under 1,000 here)."""
    n, time = 0, -math.log(1.0 - random.random())
    while time < mean:
        n, time = n + 1, time - math.log(1.0 - random.random())
    return n


def binomial(random: Random, n: int, share: float) -> int:
    """A binomial number."""
    return sum(random.random() < share for _ in range(n))
