"""The simulators of the lessons: the same seed gives the same numbers, and they behave as the theory says."""

from __future__ import annotations

import json
import math
from math import exp

import numpy as np
import pytest

from kit.spc import simulate
from kit.spc.simulate import STORIES

ROUNDS = 4000


def test_the_same_seed_gives_the_same_beads_and_another_seed_others():
    first = simulate.red_beads(1, 6, 5)
    assert first.shape == (5, 6)
    assert np.array_equal(first, simulate.red_beads(1, 6, 5))
    assert not np.array_equal(first, simulate.red_beads(2, 6, 5))


def test_red_beads_are_hypergeometric():
    drawn = simulate.red_beads(3, 1, ROUNDS)
    variance = 50 * 0.2 * 0.8 * (4000 - 50) / (4000 - 1)
    assert abs(drawn.mean() - 10) < 4 * math.sqrt(variance / ROUNDS)
    assert abs(drawn.var() - variance) < 4 * variance * math.sqrt(2 / ROUNDS)


def test_the_funnel_left_alone_and_moved_against_the_error():
    alone = simulate.drop_marbles(1, ROUNDS, 5).marble
    moved = simulate.drop_marbles(2, ROUNDS, 5).marble[1:]
    error = 4 * 2 * math.sqrt(2 / ROUNDS) * 2  # neighbours of rule 2 are not independent
    assert abs(alone.var(axis=0) - 1).max() < error
    assert abs(moved.var(axis=0) - 2).max() < error


@pytest.mark.parametrize("rule", [3, 4])
def test_by_rules_three_and_four_the_marbles_spread_further_with_every_drop(rule: int):
    ends = np.array([simulate.drop_marbles(rule, 20, seed).marble for seed in range(1000)])
    for drop in (5, 20):
        variance = ends[:, drop - 1].var()
        assert abs(variance - drop) < 4 * drop * math.sqrt(2 / 2000)


def test_by_rule_three_the_marbles_change_sides_and_by_rule_four_they_wander():
    swinging, wandering = (simulate.drop_marbles(rule, 200, 9, spread=1.0).marble[100:, 0] for rule in (3, 4))
    assert (np.sign(swinging[1:]) != np.sign(swinging[:-1])).mean() > 0.8
    assert (np.sign(wandering[1:]) == np.sign(wandering[:-1])).mean() > 0.8


@pytest.mark.parametrize("rule", [0, 5])
def test_another_rule_of_the_funnel_is_refused(rule: int):
    with pytest.raises(ValueError, match="1, 2, 3 or 4"):
        simulate.drop_marbles(rule, 3, 1)


@pytest.mark.parametrize("points", [12, 24, 36, 60])
def test_false_signals_are_as_frequent_as_exactly_worked_out(points: int, golden: dict):
    rates = json.loads((golden["root"] / "anhoej_exact_false_signal_rates.json").read_text(encoding="utf-8"))
    exact = next(one for one in rates if one["n_useful"] == points)["empirical_median"]["either"]
    found = simulate.false_signals(points, 8000, points)
    assert abs(found - exact) < 4 * math.sqrt(exact * (1 - exact) / 8000)


def test_power_grows_with_the_change_and_is_what_the_reference_simulation_says():
    found = [simulate.false_signals(24, 4000, 6, shift=shift) for shift in (1.0, 2.0, 3.0)]
    for rate, expected in zip(found, (0.16, 0.63, 0.95), strict=True):  # published to whole percents
        assert abs(rate - expected) < 0.005 + 4 * math.sqrt(expected * (1 - expected) / 4000)


@pytest.mark.parametrize("sigma", [1.0, 2.0, 3.0])
def test_what_limits_cost_agrees_with_the_normal_distribution(sigma: float):
    within = math.erf(sigma / math.sqrt(2))
    expected = 1 - within**24
    found = simulate.outside_rates(np.array([sigma]), 24, 4000, 2)[0]
    assert abs(found - expected) < 4 * math.sqrt(expected * (1 - expected) / 4000)


def test_a_point_four_deviations_off_is_outside_three_sigma_five_times_in_six():
    expected = 0.5 * math.erfc(-1 / math.sqrt(2))
    found = simulate.outside_rates(np.array([3.0]), 1, 4000, 2, shift=4.0)[0]
    assert abs(found - expected) < 4 * math.sqrt(expected * (1 - expected) / 4000)


def test_rare_events_leave_as_many_months_empty_as_chance_does():
    months = 12_000
    days = simulate.events_at_random(6, months, 4)
    empty = 1 - len(np.unique(days // 30)) / months
    expected = exp(-6 / 12)
    assert abs(empty - expected) < 4 * math.sqrt(expected * (1 - expected) / months)
    assert (np.diff(days) >= 0).all()


def test_rare_events_become_rarer_in_the_second_half():
    days = simulate.events_at_random(24, 2400, 4, factor=0.25)
    early, late = (days < 36_000).sum(), (days >= 36_000).sum()
    assert abs(late / early - 0.25) < 0.05


@pytest.mark.parametrize("story", STORIES)
def test_every_story_has_the_same_two_means(story: str):
    values = simulate.before_after(story, 8)
    assert values[:12].mean() == pytest.approx(6.5)
    assert values[12:].mean() == pytest.approx(5.0)
    assert (values > 0).all()


def test_the_stories_are_seen_in_their_order_of_time():
    at = {story: np.mean([simulate.before_after(story, seed) for seed in range(50)], axis=0) for story in STORIES}
    assert at["already_falling"][0] - at["already_falling"][11] > 1
    assert at["went_back"][-1] > at["went_back"][0]
    assert at["bad_start"][9:12].min() > at["bad_start"][:9].max() + 3
    assert at["bad_months"][:12].max() > 10
    assert np.ptp(at["shift"][12:]) < 1


def test_another_story_is_refused():
    with pytest.raises(ValueError, match="bad_start"):
        simulate.before_after("miracle", 1)


def test_small_places_vary_more_than_large_ones():
    sizes = np.array([8, 200])
    shares = np.array([simulate.small_numbers(0.1, sizes, seed) / sizes for seed in range(2000)])
    assert shares.mean(axis=0) == pytest.approx([0.1, 0.1], abs=0.015)
    for size, deviation in zip(sizes, shares.std(axis=0), strict=True):
        assert deviation == pytest.approx(math.sqrt(0.09 / size), rel=0.1)


def test_a_coin_spins_longer_on_a_book_and_shorter_on_cloth():
    table, book, cloth = (
        np.median(simulate.coin_spins(s, "two_hands", "small", 999, 3)) for s in ("table", "book", "cloth")
    )
    assert cloth < table < book
    assert table == pytest.approx(4, rel=0.05)
