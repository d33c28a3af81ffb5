"""Best box and cut box: the table follows from the distribution of crossings and longest run."""

import math

import numpy as np
import pytest

from kit import spc
from kit.spc.boxes import BOX_RANGE, BOXES

SPECIFICITY = 0.925
SHIFT = 0.8
LARGEST = 40  # the whole table takes a minute; this much a second


def joint(p: float) -> np.ndarray:
    """Chance of n points with k runs, none longer than l: entry [l, n, k], for points above with chance p."""
    found = np.zeros((LARGEST + 1, LARGEST + 1, LARGEST + 2))
    for longest in range(1, LARGEST + 1):
        up, down = (np.zeros((LARGEST + 1, LARGEST + 2)) for _ in range(2))
        for n in range(1, LARGEST + 1):
            for last in range(1, min(longest, n) + 1):
                if last == n:
                    up[n, 1] += p**last
                    down[n, 1] += (1 - p) ** last
                else:
                    up[n, 1:] += p**last * down[n - last, :-1]
                    down[n, 1:] += (1 - p) ** last * up[n - last, :-1]
        found[longest] = up + down
    return found


@pytest.fixture(scope="module")
def chances() -> tuple[np.ndarray, np.ndarray]:
    return joint(0.5), joint(0.5 * math.erfc(-SHIFT / math.sqrt(2)))


def cell(table: np.ndarray, n: int, crossings: int, longest: int) -> float:
    return table[longest][n][crossings + 1] - table[longest - 1][n][crossings + 1]


def inside(table: np.ndarray, n: int, crossings: int, longest: int) -> float:
    return table[longest][n][crossings + 1 :].sum()


def best_box(chances, n: int) -> tuple[int, int]:
    level, shifted = chances
    boxes = [(c, longest) for c in range(n) for longest in range(1, n + 1) if cell(level, n, c, longest) > 0]
    specific = [box for box in boxes if inside(level, n, *box) >= SPECIFICITY]
    return min(specific, key=lambda box: inside(shifted, n, *box))


def cut_box(chances, n: int, crossings: int, longest: int) -> tuple[int, int]:
    """Take cells off the border beside the corner, the likeliest under a shift first, while specificity lasts."""
    level, shifted = chances
    kept = inside(level, n, crossings, longest) - cell(level, n, crossings, longest)
    if kept < SPECIFICITY:
        return 0, 0
    edge_c, edge_l = crossings + 1, longest - 1
    while True:
        options = [(crossings, edge_l), (edge_c, longest)]
        options = [at for at in options if at[1] >= 1 and kept - cell(level, n, *at) >= SPECIFICITY > 0]
        options = [at for at in options if cell(level, n, *at) > 0]
        if not options:
            return edge_c, edge_l
        best = max(options, key=lambda at: cell(shifted, n, *at))
        kept -= cell(level, n, *best)
        if best[1] == longest:
            edge_c += 1
        else:
            edge_l -= 1


def test_the_table_covers_10_to_100_points():
    assert len(BOXES) == BOX_RANGE[1] - BOX_RANGE[0] + 1


@pytest.mark.parametrize("n", range(10, LARGEST + 1))
def test_boxes_follow_from_the_joint_distribution(chances, n):
    crossings, longest = best_box(chances, n)
    assert BOXES[n - 10] == (crossings, longest, *cut_box(chances, n, crossings, longest))


def series(sizes: list[int]) -> list[int]:
    """A series of runs of the given sizes, one below, one above, and so on."""
    return [1 if place % 2 else -1 for place, size in enumerate(sizes) for _ in range(size)]


def verdicts(sizes: list[int]) -> list[bool]:
    y = series(sizes)
    return [spc.analyse("run", y, cl=0, method=method).parts[0].runs_signal for method in spc.METHODS]


def test_each_method_judges_eleven_points_by_its_own_limits():
    # Anhøj: no run above 6, at least 2 crossings; best box: 7 and 3; cut box: 3 crossings only with runs up to 6
    assert verdicts([6, 3, 2]) == [False, True, True]  # 2 crossings
    assert verdicts([7, 1, 2, 1]) == [True, False, True]  # 3 crossings and a run of 7: the corner
    assert verdicts([6, 2, 2, 1]) == [False, False, False]
    assert verdicts([7, 1, 1, 1, 1]) == [True, False, False]
    assert verdicts([8, 1, 1, 1]) == [True, True, True]


def test_a_run_in_the_cut_corner_is_flagged_point_by_point():
    result = spc.analyse("run", series([7, 1, 2, 1]), cl=0, method="cutbox")
    assert result.signals["long_run"].tolist() == [True] * 7 + [False] * 4


def test_the_reported_limits_stay_those_of_anhoej_and_short_series_fall_back():
    part = spc.analyse("run", series([7, 1, 3]), cl=0, method="bestbox").parts[0]
    assert (part.longest_run_max, part.n_crossings_min) == (6, 2)
    short = spc.analyse("run", series([8, 1]), cl=0, method="bestbox")
    assert short.parts[0].runs_signal
    assert spc.Notice("method_fell_back", 1) in short.notices
