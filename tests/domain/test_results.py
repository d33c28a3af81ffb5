"""What may be shown of a questionnaire: pooled cells, positive and unknown shares, the same cells in every table."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from survey_sample import VERSIONS, people, person, questionnaire

from kit.domain.agreement import SpreadWord
from kit.domain.reliability import cronbach
from kit.domain.survey import TOTAL, Answer, best_from, complete_rows, pool, results
from kit.domain.survey import cells as cells_of

LEADERS, STAFF = pool("leader"), pool("staff")


def test_leaders_of_all_groups_are_pooled_so_that_a_single_chief_is_not_shown() -> None:
    answers = people(1, "chief", 5) + people(2, "project", 4) + people(3, "unit", 4) + people(8, "nurse", 2)
    found = results(questionnaire(), answers)
    assert found.people == {TOTAL: 14, LEADERS: 6, STAFF: 8, "chief": None, "project": None, "unit": None} | {
        "data": 0,
        "nurse": 8,
    }
    assert found.score("one", LEADERS).mean == pytest.approx((5 + 2 * 4 + 3 * 4) / 6)
    assert found.score("one", "chief").hidden


def test_a_scale_where_few_have_a_score_is_hidden_there_and_shown_elsewhere() -> None:
    unsure = [a for _ in range(2) for a in person("unit", (4,) * 4, (None,) * 4)]
    found = results(questionnaire(), people(4, "unit", 4) + unsure + people(9, "nurse", 3))
    assert (found.score("one", LEADERS).n, found.score("one", STAFF).n) == (6, 9)
    assert found.score("two", LEADERS).hidden
    assert found.score("two", STAFF).hidden
    assert found.score("two", TOTAL).n == 13


def test_a_cell_hidden_among_the_people_is_hidden_on_every_scale() -> None:
    # on scale two nobody of the data group has a score: the nurses alone would be safe there, but how many they are is
    # hidden, and no scale may give it away
    unsure = [a for _ in range(3) for a in person("data", (4,) * 4, (None,) * 4)]
    found = results(questionnaire(), unsure + people(7, "nurse", 3) + people(6, "unit", 4))
    assert found.people["nurse"] is None
    assert found.score("two", "nurse").hidden
    assert found.score("two", STAFF).n == 7


def test_dont_know_is_kept_out_of_the_mean_and_its_share_is_told_apart() -> None:
    answers = people(4, "nurse", 4) + [a for _ in range(2) for a in person("nurse", (5, 5, None, None))]
    found = results(questionnaire(), answers).score("one", "nurse")
    assert found.mean == pytest.approx((4 * 4 + 2 * 5) / 6)
    assert found.unknown == pytest.approx(4 / 24)


def test_those_without_a_score_count_in_the_share_of_dont_know_only() -> None:
    answers = people(5, "nurse", 2) + person("nurse", (5, None, None, None))
    found = results(questionnaire(), answers).score("one", "nurse")
    assert (found.n, found.mean, found.positive) == (5, 2.0, 0.0)
    assert found.unknown == pytest.approx(3 / 24)


@pytest.mark.parametrize(("options", "lowest"), [(2, 2), (3, 3), (4, 3), (5, 4), (7, 6)])
def test_positive_is_the_two_best_of_four_or_more_options_else_the_best(options: int, lowest: int) -> None:
    assert best_from(questionnaire(options=options)) == lowest


def test_reverse_statements_are_turned_for_positive_and_agreement_too() -> None:
    answers = [a for _ in range(5) for a in person("nurse", (5, 1, 5, 1))]
    found = results(questionnaire(reverse=("one1", "one3")), answers).score("one", "nurse")
    assert (found.mean, found.positive, found.agreement) == (5.0, 1.0, 1.0)
    assert found.spread is SpreadWord.CLOSE


def test_agreement_and_deviation_are_those_of_the_people_with_a_score() -> None:
    values = [(4, 3, 4, 3), (4, 4, 5, 4), (5, 4, 5, 5), (4, 4, 4, 4), (3, 5, 2, 4)]
    found = results(questionnaire(), [a for one in values for a in person("nurse", one)]).score("one", "nurse")
    # variances 1/2, 1/2, 3/2 and 1/2: mean 3/4, q 3/8, 4 x 5/8 : (4 x 5/8 + 3/8) = 20/23 (James et al. 1984)
    assert found.agreement == pytest.approx(20 / 23)
    # person means 3.5, 4.25, 4.75, 4, 3.5: squares about 4.0 sum to 1.125
    assert found.deviation == pytest.approx((1.125 / 4) ** 0.5)


def test_a_hidden_score_holds_no_number_at_all() -> None:
    found = results(questionnaire(), people(4, "nurse", 3)).score("one", "nurse")
    assert found.hidden
    assert [found.n, found.mean, found.positive, found.unknown] == [None] * 4
    assert [found.deviation, found.agreement, found.spread] == [None] * 3


def test_answers_of_a_group_or_version_the_questionnaire_does_not_know_count_nowhere() -> None:
    known = people(5, "nurse", 3)
    strange = people(3, "visitor", 5)
    old = [Answer(a.response, a.municipality, a.group, "q", "0", a.statement, 5, a.at) for a in people(3, "nurse", 5)]
    assert results(questionnaire(), known + strange + old) == results(questionnaire(), known)


def test_only_complete_answers_of_a_shown_cell_go_into_alpha() -> None:
    rows = [person("nurse", (n % 5 + 1, (n + n // 7) % 5 + 1, n % 5 + 1, n % 4 + 1)) for n in range(31)]
    incomplete = person("nurse", (5, 5, 5, None)) + person("nurse", (1, 1, 1))
    found = complete_rows(questionnaire(), [*(a for row in rows for a in row), *incomplete], "one", "nurse")
    assert found[7] == [3, 4, 3, 4]
    assert len(found) == 31
    assert cronbach(found).n == 31


def test_a_column_of_complete_answers_is_one_statement_whatever_the_order_of_answering() -> None:
    backwards = [a for n in range(5) for a in reversed(person("nurse", (1, 2, 3, 4)))]
    assert complete_rows(questionnaire(), backwards, "one", "nurse") == [[1, 2, 3, 4]] * 5


def test_a_hidden_cell_gives_no_rows() -> None:
    assert complete_rows(questionnaire(), people(4, "nurse", 3), "one", "nurse") == []


@pytest.mark.parametrize("group", VERSIONS)
def test_the_pools_are_told_by_the_version_of_the_group(group: str) -> None:
    found = results(questionnaire(), people(6, group, 3))
    assert found.people[pool(VERSIONS[group])] == 6


def test_the_share_of_dont_know_of_one_person_is_not_given_back_by_two_shares() -> None:
    # project leaders: five have answered, but only one of them anything on scale two, and that with "don't know". The
    # scores are those of the five unit leaders in both cells, so the means may stand; the shares of "don't know" may
    # not: all leaders 4 of 24 answers, unit leaders 0 of 20, so the one person's answers are the 4 of 4 between them.
    silent = [a for _ in range(4) for a in person("project", (4,) * 4, ())]
    unsure = person("project", (4,) * 4, (None,) * 4)
    found = results(questionnaire(), silent + unsure + people(5, "unit", 4))
    assert (found.people["project"], found.people["unit"]) == (5, 5)
    assert found.score("two", LEADERS).unknown == pytest.approx(4 / 24)
    assert found.score("two", "unit").hidden
    assert found.score("two", "project").hidden


def _sets(cells: Mapping[str, frozenset[str]], groups: list[str]) -> np.ndarray:
    """Every set of groups, as rows of 0 and 1, that adding and subtracting the cells gives."""
    rows = np.array([[float(group in cell) for group in groups] for cell in cells.values()])
    every = np.array(list(product((0.0, 1.0), repeat=len(groups))))[1:]
    return every[np.abs(every - every @ (np.linalg.pinv(rows) @ rows)).max(axis=1) < 1e-9]


def _attack(cells: Mapping[str, frozenset[str]], who: Mapping[str, int]) -> None:
    """Assert that nothing sums over 1 to 4 people, when `who` counts those behind the numbers of the cells."""
    groups = [group for group in who if who[group]]
    cells = {name: cell & set(groups) for name, cell in cells.items() if cell & set(groups)}
    if cells:
        assert (_sets(cells, groups) @ np.array([who[group] for group in groups])).min() >= 5, (cells, who)


ANSWERS = st.tuples(*[st.sampled_from((1, 4, 5, None, "left out"))] * 2)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(list(VERSIONS)), ANSWERS), max_size=28))
def test_no_mean_share_or_number_of_people_can_be_subtracted_from_another(
    given_answers: list[tuple[str, tuple[object, object]]],
) -> None:
    asked = questionnaire()
    answers = []
    for group, values in given_answers:
        one, two = (() if value == "left out" else (value,) * 4 for value in values)
        answers += person(group, one, two)
    found, sums = results(asked, answers), cells_of(asked)
    counted = {g: len({a.response for a in answers if a.group == g}) for g in VERSIONS}
    _attack({cell: sums[cell] for cell, n in found.people.items() if n}, counted)
    for scale in ("one", "two"):
        told = {score.group: sums[score.group] for score in found.scores if score.scale == scale and not score.hidden}
        on_scale = [a for a in answers if a.statement.startswith(scale)]
        gave = {g: len({a.response for a in on_scale if a.group == g}) for g in VERSIONS}
        scored = {g: len({a.response for a in on_scale if a.group == g and a.value is not None}) for g in VERSIONS}
        for who in (counted, gave, scored):
            _attack(told, who)
