"""Cronbach's alpha with Feldt's interval, and where it is kept quiet."""

from __future__ import annotations

import numpy as np
import pytest

from kit.domain.reliability import beta_share, cronbach, f_quantile, feldt_interval

# The example of the documentation of StatsBase.jl (cronbachalpha): alpha 0.8136 from this covariance matrix.
COVARIANCE = np.array([[10, 6, 6, 6], [6, 11, 6, 6], [6, 6, 12, 6], [6, 6, 6, 13]], dtype=float)


def rows_with(covariance: np.ndarray, people: int) -> list[list[float]]:
    """Rows whose sample covariance is exactly this matrix."""
    noise = np.random.default_rng(4).normal(size=(people, len(covariance)))
    basis = np.linalg.qr(noise - noise.mean(axis=0))[0] * np.sqrt(people - 1)
    return (basis @ np.linalg.cholesky(covariance).T).tolist()


def test_alpha_equals_the_published_example() -> None:
    found = cronbach(rows_with(COVARIANCE, 40))
    assert found is not None
    assert found.alpha == pytest.approx(0.8136, abs=5e-5)
    assert (found.n, found.statements) == (40, 4)
    assert found.low < found.alpha < found.high


def test_alpha_of_statements_that_say_the_same_is_one() -> None:
    found = cronbach([[n % 5, n % 5, n % 5] for n in range(30)])
    assert found is not None
    assert found.alpha == pytest.approx(1.0)


@pytest.mark.parametrize(("people", "told"), [(29, False), (30, True)])
def test_alpha_is_told_from_thirty_complete_answers_on(people: int, told: bool) -> None:
    assert (cronbach(rows_with(COVARIANCE, people)) is not None) is told


def test_alpha_is_not_told_for_one_statement_or_when_all_have_the_same_sum() -> None:
    assert cronbach([[n % 5] for n in range(40)]) is None
    assert cronbach([[3, 3]] * 40) is None
    assert cronbach([]) is None


def test_rows_with_holes_are_refused() -> None:
    with pytest.raises(ValueError, match="complete answers"):
        cronbach([[1, 2]] * 39 + [[1]])


def test_the_f_quantile_reproduces_a_published_interval() -> None:
    # R package statpsych, ci.cronbach(.05, .85, 7, 89): 0.7971254 to 0.8931436. It takes n(k - 1) as the second degrees
    # of freedom, where Feldt, Woodruff & Salih (1987) and the kit take (n - 1)(k - 1).
    low, high = (1 - 0.15 * f_quantile(p, 88, 89 * 6) for p in (0.975, 0.025))
    assert (low, high) == (pytest.approx(0.7971254, abs=5e-8), pytest.approx(0.8931436, abs=5e-8))
    assert feldt_interval(0.85, 89, 7) == (pytest.approx(0.79706, abs=5e-6), pytest.approx(0.89317, abs=5e-6))


@pytest.mark.parametrize(
    ("p", "first", "second", "expected"), [(0.95, 5, 10, 3.326), (0.95, 1, 10, 4.965), (0.99, 10, 20, 3.368)]
)
def test_the_f_quantile_equals_the_printed_tables(p: float, first: int, second: int, expected: float) -> None:
    assert f_quantile(p, first, second) == pytest.approx(expected, abs=6e-4)


@pytest.mark.parametrize("x", [0.01, 0.3, 0.5, 0.9, 0.999])
def test_the_beta_share_equals_its_closed_forms(x: float) -> None:
    assert beta_share(x, 1, 1) == pytest.approx(x)
    assert beta_share(x, 2, 3) == pytest.approx(6 * x**2 - 8 * x**3 + 3 * x**4)
    assert beta_share(x, 44, 264) + beta_share(1 - x, 264, 44) == pytest.approx(1)


def test_a_narrower_confidence_gives_a_narrower_interval_round_alpha() -> None:
    wide, narrow = feldt_interval(0.7, 50, 5), feldt_interval(0.7, 50, 5, confidence=0.8)
    assert wide[0] < narrow[0] < 0.7 < narrow[1] < wide[1]
