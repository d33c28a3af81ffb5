"""Best box and cut box: other limits for longest run and crossings, for 10 to 100 useful points.

The best box is the pair of limits with the smallest chance of missing a shift of 0.8 standard deviations among all
pairs that keep a specificity of at least 0.925; the cut box takes corner cells off its border, one by one, as long as
the specificity stays there. The numbers were worked out from the joint distribution of crossings and longest run
(`tests/spc/test_boxes.py` does it again).

References
----------
Anhøj J, Wentzel-Larsen T. Smooth operator: modifying the Anhøj rules to improve runs analysis in statistical process
control. PLoS ONE 2020;15(6):e0233920.
"""

from __future__ import annotations

import numpy as np

from .anhoej import Runs
from .numbers import Bools, Ints

__all__ = ["BOXES", "BOX_RANGE", "box_verdict"]

BOX_RANGE = (10, 100)

# one entry for each number of useful points from 10: fewest crossings, longest run, and for the cut box the fewest
# crossings allowed together with that longest run, the longest run allowed together with those fewest crossings
# (both 0 where nothing can be cut)
# fmt: off
BOXES: tuple[tuple[int, int, int, int], ...] = (
    (2, 6, 3, 5), (3, 7, 4, 6), (3, 6, 0, 0), (3, 6, 0, 0), (3, 6, 0, 0), (4, 7, 6, 6), (5, 8, 6, 7), (5, 7, 0, 0),
    (5, 7, 6, 6), (5, 7, 6, 5), (6, 7, 0, 0), (7, 8, 0, 0), (6, 7, 7, 6), (6, 7, 7, 6), (6, 7, 7, 6), (6, 7, 0, 0),
    (9, 9, 10, 7), (9, 8, 10, 7), (9, 8, 11, 7), (10, 8, 0, 0), (11, 10, 12, 9), (11, 9, 14, 8), (11, 8, 0, 0),
    (11, 8, 12, 7), (11, 8, 13, 7), (12, 8, 0, 0), (13, 9, 15, 8), (14, 10, 0, 0), (13, 8, 0, 0), (15, 11, 0, 0),
    (15, 9, 0, 0), (15, 9, 17, 8), (14, 8, 0, 0), (14, 8, 0, 0), (17, 10, 0, 0), (17, 9, 0, 0), (17, 9, 19, 8),
    (17, 9, 20, 7), (19, 12, 20, 11), (19, 10, 21, 9), (19, 9, 0, 0), (19, 9, 21, 8), (19, 9, 21, 7), (21, 11, 23, 9),
    (21, 10, 23, 8), (21, 9, 0, 0), (21, 9, 23, 8), (23, 12, 25, 11), (23, 10, 24, 9), (23, 10, 26, 8), (23, 9, 0, 0),
    (23, 9, 24, 8), (25, 11, 27, 9), (25, 10, 27, 9), (26, 11, 27, 10), (26, 10, 27, 9), (27, 12, 29, 10),
    (27, 10, 0, 0), (27, 10, 29, 8), (28, 11, 29, 8), (29, 14, 30, 13), (29, 11, 31, 9), (29, 10, 30, 9),
    (30, 11, 31, 10), (30, 10, 0, 0), (31, 12, 32, 9), (31, 11, 34, 8), (31, 10, 33, 9), (32, 11, 33, 8),
    (33, 13, 37, 11), (33, 11, 35, 9), (33, 10, 0, 0), (34, 11, 36, 10), (33, 10, 36, 7), (35, 11, 0, 0),
    (35, 11, 38, 8), (35, 10, 36, 9), (35, 10, 38, 8), (37, 12, 38, 10), (37, 11, 39, 9), (38, 12, 0, 0),
    (37, 10, 39, 9), (39, 13, 41, 12), (39, 11, 40, 10), (39, 11, 42, 8), (39, 10, 0, 0), (39, 10, 41, 8),
    (41, 12, 42, 9), (41, 11, 44, 9), (42, 12, 43, 10), (41, 10, 42, 9),
)
# fmt: on


def box_verdict(runs: Runs, cut: bool) -> tuple[Bools, Bools, Ints]:
    """Long run, few crossings, and the longest run that is not flagged, for each series.

    Series with fewer than 10 or more than 100 useful points get the Anhøj verdict.
    """
    fits = (runs.n_useful >= BOX_RANGE[0]) & (runs.n_useful <= BOX_RANGE[1])
    table = np.array(BOXES)[np.where(fits, runs.n_useful - BOX_RANGE[0], 0)]
    crossings, longest, edge_crossings, edge_longest = table.T
    long_run, few = runs.longest_run > longest, runs.n_crossings < crossings
    allowed = longest
    if cut:
        cuttable = edge_crossings > 0
        cornered = cuttable & (runs.longest_run == longest) & (runs.n_crossings < edge_crossings)
        few = few | (cuttable & (runs.n_crossings == crossings) & (runs.longest_run > edge_longest))
        long_run = long_run | cornered
        allowed = np.where(cornered, longest - 1, longest)
    return (
        np.where(fits, long_run, runs.long_run),
        np.where(fits, few, runs.few_crossings),
        np.where(fits, allowed, runs.longest_run_max),
    )
