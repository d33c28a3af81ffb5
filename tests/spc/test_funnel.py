"""Funnels: limits by sigma, exact limits, overdispersion."""

import math

import numpy as np
import pytest

from kit import spc

Y, N = [5, 30, 12, 50, 9], [50, 200, 100, 400, 80]


def test_rows_of_one_unit_are_added_up_and_units_stand_in_order_of_denominator():
    found = spc.funnel("p", [1, 2, 3, 4], [10, 40, 20, 30], ["b", "a", "b", "c"])
    assert found.x.tolist() == ["b", "c", "a"]
    assert found.n.tolist() == [30, 30, 40]
    assert found.y.tolist() == [4 / 30, 4 / 30, 2 / 40]
    assert found.cl == 10 / 100


def test_sigma_limits_are_those_of_the_control_chart_at_each_denominator():
    for kind in ("p", "u"):
        found, chart = spc.funnel(kind, Y, N, multiply=100), spc.analyse(kind, Y, N, multiply=100)
        order = np.argsort(N)
        for name in ("y", "lcl", "ucl", "lcl_95", "ucl_95"):
            np.testing.assert_allclose(getattr(found, name), getattr(chart, name)[order], rtol=1e-12)


def test_units_without_a_denominator_are_left_out():
    assert spc.funnel("u", [0, 1, 2], [0, 10, 20]).n.tolist() == [10, 20]


@pytest.mark.parametrize("kind", ["p", "u"])
def test_exact_limits_leave_the_named_share_of_units_outside(kind):
    n = 500.0
    found = spc.funnel(kind, [50], [n], limits="exact")
    counts = np.arange(0, 140)
    if kind == "p":
        mass = np.array([math.comb(500, int(k)) * 0.1**k * 0.9 ** (500 - k) for k in counts])
    else:
        mass = np.array([math.exp(k * math.log(50) - 50 - math.lgamma(k + 1)) for k in counts])
    for lower, upper, tail in ((found.lcl[0], found.ucl[0], 0.001), (found.lcl_95[0], found.ucl_95[0], 0.025)):
        assert mass[counts < lower * n].sum() <= tail < mass[counts <= lower * n + 1].sum()
        assert mass[counts > upper * n + 1].sum() <= tail <= mass[counts > upper * n - 1].sum()


def test_exact_limits_of_a_funnel_without_events_are_zero():
    for kind in ("p", "u"):
        found = spc.funnel(kind, [0, 0], [10, 1000], limits="exact")
        assert not found.outside.any()
        assert not found.lcl.any()


def test_units_that_vary_as_chance_would_have_no_overdispersion():
    rng = np.random.default_rng(5)
    n = rng.integers(200, 2000, 300)
    calm = spc.funnel("u", rng.poisson(0.05 * n), n)
    wild = spc.funnel("u", rng.poisson(rng.gamma(4, 0.05 / 4, 300) * n), n)
    assert calm.phi < 1.0 < 3.0 < wild.phi


def test_overdispersion_widens_the_limits_and_additive_also_those_of_large_units():
    rng = np.random.default_rng(6)
    n = rng.integers(200, 200_000, 300)
    y = rng.poisson(rng.gamma(30, 0.05 / 30, 300) * n)
    plain = spc.funnel("u", y, n)
    many = spc.funnel("u", y, n, overdispersion="multiplicative")
    added = spc.funnel("u", y, n, overdispersion="additive")
    assert plain.outside.sum() > many.outside.sum()
    assert plain.outside.sum() > 10 * added.outside.sum()
    # winsorising at 10 % leaves about two thirds of the true spread
    assert 0.5 < added.tau / (0.05 / math.sqrt(30)) < 1
    assert added.ucl[-1] - added.cl > 3.09 * added.tau


def test_a_given_centre_is_kept():
    assert spc.funnel("p", Y, N, cl=0.2, multiply=100).cl == 20
    with pytest.raises(spc.OptionError, match="cl"):
        spc.funnel("p", Y, N, cl=20)


def test_the_additive_spread_follows_its_formula():
    y, n = np.array([2, 30, 9, 80, 4, 60, 33, 21, 90, 12]), np.array([100, 400, 250, 900, 60, 500, 450, 300, 800, 200])
    found = spc.funnel("u", y, n, overdispersion="additive")
    centre = y.sum() / n.sum()
    z = (y / n - centre) / np.sqrt(centre / n)
    phi = np.mean(np.clip(z, *np.quantile(z, [0.1, 0.9])) ** 2)
    weight = n / centre
    tau2 = (10 * phi - 9) / (weight.sum() - (weight**2).sum() / weight.sum())
    assert (found.phi, found.tau) == pytest.approx((phi, math.sqrt(tau2)), rel=1e-12)
    reach = 3.090232306167813 * math.sqrt(centre / 900 + tau2)
    assert found.ucl[-1] == pytest.approx(centre + reach, rel=1e-12)
