"""Patterns in a row of points: runs, trends, k of m, alternation. Bulk: every array is (series, points).

A `level` says where a point lies: 0 on the centre line, 1 within one sigma, 2 between one and two, 3 between two
and three, 4 beyond three sigma; negative below the line.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .numbers import Bools, Floats, Ints, sizes_of_groups

__all__ = ["alternating", "counts_in_windows", "in_block", "in_window", "levels_of", "of_window", "steady"]

Levels = NDArray[np.int8]


def levels_of(
    y: Floats, cl: Floats, limits: tuple[tuple[Floats, Floats], tuple[Floats, Floats], tuple[Floats, Floats]]
) -> Levels:
    """Level of each point from the limits at one, two and three sigma; a missing point gets 0."""
    level = (y > cl).astype(np.int8) - (y < cl).astype(np.int8)
    for lower, upper in limits:
        level += (y > upper).astype(np.int8) - (y < lower).astype(np.int8)
    return level


def in_block(flags: Bools, length: int) -> Bools:
    """Flags that stand in an unbroken block of `length` or more."""
    return block_sizes(flags) >= length


def block_sizes(flags: Bools) -> Ints:
    """Size of the unbroken block of True each place belongs to; 0 at False."""
    opens = flags.copy()
    opens[:, 1:] &= ~flags[:, :-1]
    return sizes_of_groups(opens, flags)


def of_window(hit: Bools, needed: int, size: int) -> Bools:
    """Hits that stand in some window of `size` neighbouring places with at least `needed` hits."""
    return hit & in_window(counts_in_windows(hit, size) >= needed, size, hit.shape[1])


def counts_in_windows(hit: Bools, size: int) -> Ints:
    """Number of hits in each full window, by the window's first place."""
    total = np.zeros((hit.shape[0], hit.shape[1] + 1), dtype=np.int64)
    np.cumsum(hit, axis=1, out=total[:, 1:])
    return total[:, size:] - total[:, :-size] if hit.shape[1] >= size else np.zeros((len(hit), 0), dtype=np.int64)


def in_window(starts: Bools, size: int, points: int) -> Bools:
    """Places covered by any window of `size` that begins at a True of `starts`."""
    covered = np.zeros((len(starts), points), dtype=np.bool_)
    for shift in range(size):
        covered[:, shift : shift + starts.shape[1]] |= starts
    return covered


def steps_of(y: Floats) -> Levels:
    """Direction of each step: entry j is the sign of y[j + 1] - y[j]; 0 when equal or missing."""
    return (y[:, 1:] > y[:, :-1]).astype(np.int8) - (y[:, 1:] < y[:, :-1]).astype(np.int8)


def steady(y: Floats, points: int, direction: int) -> Bools:
    """Points of `points` or more neighbours that all rise (direction 1) or all fall (-1)."""
    rising = in_block(steps_of(y) == direction, points - 1)
    found = np.zeros(y.shape, dtype=np.bool_)
    found[:, :-1] |= rising
    found[:, 1:] |= rising
    return found


def alternating(y: Floats, points: int) -> Bools:
    """Points of `points` or more neighbours that go up and down in turn."""
    steps = steps_of(y)
    turns = in_block((steps[:, 1:] * steps[:, :-1]) == -1, points - 2)
    found = np.zeros(y.shape, dtype=np.bool_)
    for shift in range(3):
        found[:, shift : shift + turns.shape[1]] |= turns
    return found
