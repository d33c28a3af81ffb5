"""No sum or difference of shown numbers gives a hidden one back, over several overlapping tables at once.

The reference is worked out apart from the code under test: a set of groups can be worked out from the shown sums when
its row of 0 and 1 lies in their row space, by the projection onto it (numpy), and every set of groups is tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.domain.disclosure import gives_back_few, hidden_cells

SETS = {count: np.array(list(product((0.0, 1.0), repeat=count)))[1:] for count in range(1, 8)}
GROUPS = "abcdefg"


def partitions(groups: str) -> Iterator[list[frozenset[str]]]:
    """Every way to put the groups into pools."""
    if not groups:
        yield []
        return
    for rest in partitions(groups[1:]):
        yield [frozenset(groups[0]), *rest]
        for index, one in enumerate(rest):
            yield [*rest[:index], one | {groups[0]}, *rest[index + 1 :]]


def tables(groups: str, pools: list[frozenset[str]]) -> dict[str, frozenset[str]]:
    pooled = {f"pool {''.join(sorted(pool))}": pool for pool in pools}
    return {"total": frozenset(groups), **pooled, **{group: frozenset(group) for group in groups}}


def reachable(cells: Mapping[str, frozenset[str]], shown: list[str], people: list[str]) -> np.ndarray:
    """Every set of groups, as rows of 0 and 1, that can be worked out from the shown sums."""
    rows = np.array([[float(group in cells[name]) for group in people] for name in shown])
    every = SETS[len(people)]
    return every[np.abs(every - every @ (np.linalg.pinv(rows) @ rows)).max(axis=1) < 1e-9]


def check(cells: Mapping[str, frozenset[str]], sizes: Mapping[str, int], minimum: int) -> None:
    people = [group for group in sizes if sizes[group] > 0]
    hidden = hidden_cells(cells, sizes, minimum)
    filled = {name: cell & set(people) for name, cell in cells.items() if cell & set(people)}
    assert hidden <= filled.keys()
    shown = [name for name in filled if name not in hidden]
    if not shown:
        return
    found = reachable(filled, shown, people)
    counts = found @ np.array([sizes[group] for group in people])
    assert counts.min() >= max(3, minimum), (sizes, shown)
    known = {frozenset(np.array(people)[row == 1]) for row in found}
    assert not [name for name in hidden if filled[name] in known], (sizes, shown)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_with_up_to_four_groups_no_grouping_and_no_sizes_give_a_hidden_number_back(count: int) -> None:
    groups = GROUPS[:count]
    for pools in partitions(groups):
        cells = tables(groups, pools)
        for sizes in product((0, 4, 5) if count > 3 else (0, 1, 4, 5), repeat=count):
            check(cells, dict(zip(groups, sizes, strict=True)), 5)


@pytest.mark.parametrize("groups", [GROUPS[:5], GROUPS[:6]])
def test_with_five_and_six_groups_no_grouping_gives_a_hidden_number_back(groups: str) -> None:
    several = [(1, 1, 2, 3, 4, 5), (1, 4, 5, 6, 20, 2), (4, 4, 4, 9, 9, 1)]
    every = list(partitions(groups))
    assert len(every) == {5: 52, 6: 203}[len(groups)]  # the Bell numbers: none is left out
    for pools in every:
        for sizes in several:
            check(tables(groups, pools), dict(zip(groups, sizes, strict=False)), 5)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(0, 9), min_size=2, max_size=7),
    st.lists(st.sets(st.integers(0, 6), min_size=1), max_size=8),
    st.integers(1, 8),
)
def test_tables_that_overlap_in_any_way_give_no_hidden_number_back(
    sizes: list[int], sums: list[set[int]], minimum: int
) -> None:
    groups = GROUPS[: len(sizes)]
    cells = {f"sum {n}": frozenset(GROUPS[i] for i in one if i < len(sizes)) for n, one in enumerate(sums)}
    check(cells, dict(zip(groups, sizes, strict=True)), minimum)


def test_a_small_group_takes_another_with_it_so_that_the_total_does_not_give_it_back() -> None:
    cells = tables("abc", [])
    assert hidden_cells(cells, {"a": 3, "b": 6, "c": 9}, 5) == {"a", "c"}


def test_what_is_named_first_is_kept_and_what_is_named_later_gives_way() -> None:
    sizes = {"a": 3, "b": 9, "c": 6}
    wanted = {name: frozenset(name if name != "total" else "abc") for name in ("total", "b", "c", "a")}
    assert hidden_cells(wanted, sizes, 5) == {"c", "a"}
    groups_first = {name: wanted[name] for name in ("b", "c", "total", "a")}
    assert hidden_cells(groups_first, sizes, 5) == {"total", "a"}


def test_two_tables_that_are_each_safe_alone_are_not_both_shown_when_together_they_are_not() -> None:
    sizes = {"a": 4, "b": 6, "c": 6}
    one, other = {"ab": frozenset("ab")}, {"b": frozenset("b")}
    assert hidden_cells(one, sizes, 5) == hidden_cells(other, sizes, 5) == frozenset()
    assert hidden_cells(one | other, sizes, 5) == {"b"}


def test_three_sums_over_pairs_give_back_each_group_and_so_one_of_them_is_hidden() -> None:
    # (ab + bc - ac) / 2 = b: no simple difference shows it
    pairs = {"ab": frozenset("ab"), "bc": frozenset("bc"), "ac": frozenset("ac")}
    assert hidden_cells(pairs, {"a": 4, "b": 4, "c": 4}, 5) == {"ac"}


@pytest.mark.parametrize(("size", "hidden"), [(4, True), (5, False), (6, False)])
def test_the_minimum_is_the_first_number_that_is_shown(size: int, hidden: bool) -> None:
    assert hidden_cells({"a": frozenset("a")}, {"a": size}, 5) == ({"a"} if hidden else set())


@pytest.mark.parametrize(("size", "hidden"), [(2, True), (3, False)])
def test_no_minimum_under_three_is_accepted(size: int, hidden: bool) -> None:
    assert bool(hidden_cells({"a": frozenset("a")}, {"a": size}, 0)) is hidden


def test_a_cell_with_nobody_in_it_is_neither_shown_nor_hidden() -> None:
    assert hidden_cells({"a": frozenset("a"), "x": frozenset("x")}, {"a": 0}, 5) == frozenset()


def test_many_groups_of_one_do_not_make_it_slow() -> None:
    sizes = {f"g{n}": 1 for n in range(40)}
    cells = {"total": frozenset(sizes), "half": frozenset(list(sizes)[:20])} | {g: frozenset({g}) for g in sizes}
    assert hidden_cells(cells, sizes, 20) == set(sizes)


def test_a_sum_over_few_people_is_found_whichever_way_it_is_reached() -> None:
    assert gives_back_few([frozenset("abc"), frozenset("ab")], {"a": 9, "b": 9, "c": 2}, 5)
    assert not gives_back_few([frozenset("abc"), frozenset("ab")], {"a": 9, "b": 9, "c": 5}, 5)
