"""Agreement r_wg(j) against the uniform null, and the spread of scores."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.domain.agreement import Spread, SpreadWord, null_variance, r_wg_j, spread

FIVE = st.lists(st.lists(st.integers(1, 5), min_size=4, max_size=4), min_size=1, max_size=6)


def test_r_wg_j_equals_the_formula_worked_by_hand() -> None:
    # James, Demaree & Wolf (1984), five options, so the null variance is (25 - 1) / 12 = 2. Variances 1/2, 1/2 and 3/2,
    # mean 5/6; q = 5/12; J(1 - q) = 3 x 7/12 = 7/4; 7/4 : (7/4 + 5/12) = 21/26.
    statements = [(4, 4, 5, 4, 3), (3, 4, 4, 4, 5), (4, 5, 5, 4, 2)]
    assert r_wg_j(statements, 5) == pytest.approx(21 / 26, abs=1e-12)


def test_one_statement_gives_r_wg() -> None:
    assert r_wg_j([(4, 4, 5, 4, 3)], 5) == pytest.approx(1 - 0.5 / 2)


@given(FIVE)
def test_r_wg_j_is_the_spearman_brown_step_up_of_the_mean_statement(statements: list[list[int]]) -> None:
    # how James et al. derive it: one statement with the mean variance, lengthened J times
    single = max(0.0, 1 - sum(_variance(values) for values in statements) / len(statements) / 2)
    j = len(statements)
    assert r_wg_j(statements, 5) == pytest.approx(j * single / (1 + (j - 1) * single))


def _variance(values: list[int]) -> float:
    middle = sum(values) / len(values)
    return sum((value - middle) ** 2 for value in values) / (len(values) - 1)


@pytest.mark.parametrize(("options", "expected"), [(2, 0.25), (4, 1.25), (5, 2.0), (7, 4.0)])
def test_the_null_variance_is_that_of_equally_likely_answers(options: int, expected: float) -> None:
    assert null_variance(options) == expected


def test_all_alike_is_full_agreement_and_more_variance_than_chance_is_none() -> None:
    assert r_wg_j([(3, 3, 3), (5, 5, 5)], 5) == 1.0
    assert r_wg_j([(1, 5, 1, 5)], 5) == 0.0


def test_people_who_left_a_statement_out_do_not_count_in_its_variance() -> None:
    assert r_wg_j([(4, 4, 5, 4, 3), (3,), ()], 5) == r_wg_j([(4, 4, 5, 4, 3)], 5)
    assert r_wg_j([(3,), ()], 5) is None


def test_one_option_is_refused() -> None:
    with pytest.raises(ValueError, match="at least two answers"):
        r_wg_j([(1, 1)], 1)


def test_quartiles_are_interpolated_as_in_definition_seven() -> None:
    # Hyndman & Fan (1996), definition 7, as R's quantile(c(1, 2, 3, 4)): 1.75, 2.5, 3.25
    found = spread([4, 2, 1, 3])
    assert found == Spread(1, 1.75, 2.5, 3.25, 4)
    assert (found.iqr, found.range) == (1.5, 3)


def test_one_person_has_no_spread() -> None:
    assert spread([3.0]) is None


@pytest.mark.parametrize(
    ("upper", "word"),
    [
        (4.4, SpreadWord.CLOSE),  # 0.6 of 4 points, the limit
        (4.41, SpreadWord.SOME),
        (5.0, SpreadWord.SOME),  # 1.2
        (5.01, SpreadWord.WIDE),
    ],
)
def test_the_word_for_the_spread_changes_at_its_limits(upper: float, word: SpreadWord) -> None:
    assert Spread(1, 3.8, 4, upper, 5).word(4) is word
