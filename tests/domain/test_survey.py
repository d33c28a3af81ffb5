"""Scale scores, the half rule, reverse statements, and small groups that stay hidden."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.domain.label import same
from kit.domain.survey import (
    TOTAL,
    Answer,
    Option,
    Questionnaire,
    RespondentGroup,
    Scale,
    Statement,
    hidden_groups,
    scale_scores,
)

AT = datetime(2026, 1, 1, tzinfo=UTC)


def questionnaire(statements: int = 4, reverse: tuple[int, ...] = ()) -> Questionnaire:
    return Questionnaire(
        id="q",
        version="1",
        title=same("q"),
        intro=same("q"),
        licence=same("own"),
        source=same("own"),
        minimum_group=5,
        options=(*(Option(v, same(str(v))) for v in range(1, 6)), Option(None, same("?"))),
        groups=(RespondentGroup("leader", same("l"), "leader"), RespondentGroup("staff", same("s"), "staff")),
        scales=(Scale("one", same("one"), same("one")),),
        statements=tuple(Statement(f"s{n}", "one", same("l"), same("s"), n in reverse) for n in range(statements)),
    )


def answered(who: str, group: str, *values: int | None) -> list[Answer]:
    return [Answer(who, "0901", group, "q", "1", f"s{n}", value, AT) for n, value in enumerate(values)]


def people(count: int, group: str, *values: int | None) -> list[Answer]:
    return [one for n in range(count) for one in answered(f"{group}{n}", group, *values)]


def score(group: str, answers: list[Answer], q: Questionnaire | None = None):
    return next(s for s in scale_scores(q or questionnaire(), answers) if s.group == group)


def test_the_mean_is_the_mean_of_people_and_positive_the_share_of_the_two_best_answers() -> None:
    got = score("staff", people(5, "staff", 5, 4, 3, 2))
    assert (got.n, got.mean, got.positive) == (5, 3.5, 0.5)


def test_a_reverse_statement_is_turned_when_scoring() -> None:
    got = score("staff", people(5, "staff", 1, 5, 5, 5), questionnaire(reverse=(0,)))
    assert got.mean == 5.0


@pytest.mark.parametrize(("values", "n"), [((4, None, None, None), 0), ((4, 4, None, None), 5), ((4, 4, 4, None), 5)])
def test_a_person_counts_from_half_of_the_statements_on(values, n) -> None:
    assert score("staff", people(5, "staff", *values)).n == n


def test_only_the_newest_answer_to_a_statement_counts() -> None:
    changed = [a for n in range(5) for a in answered(f"p{n}", "staff", 5, 5, 5, 5)]
    assert score("staff", people(5, "x", 1, 1, 1, 1) + answered("p0", "staff", 1, 1, 1, 1) + changed).mean == 5.0


def test_four_are_hidden_and_five_are_shown() -> None:
    assert score("staff", people(4, "staff", 3, 3, 3, 3)).hidden
    assert not score("staff", people(5, "staff", 3, 3, 3, 3)).hidden


def test_a_small_group_cannot_be_found_by_subtracting_from_the_total() -> None:
    answers = people(3, "leader", 5, 5, 5, 5) + people(20, "staff", 3, 3, 3, 3)
    scores = {s.group: s.hidden for s in scale_scores(questionnaire(), answers)}
    assert scores == {"leader": True, "staff": True, TOTAL: False}


@given(st.lists(st.integers(0, 12), min_size=1, max_size=6), st.integers(1, 8))
def test_what_is_shown_never_gives_back_fewer_people_than_the_minimum(sizes: list[int], minimum: int) -> None:
    groups = {f"g{n}": size for n, size in enumerate(sizes)}
    hidden = hidden_groups(groups, minimum)
    least = max(3, minimum)
    people_hidden = sum(size for name, size in groups.items() if name in hidden)
    assert all(size == 0 or size >= least for name, size in groups.items() if name not in hidden)
    if TOTAL not in hidden:
        assert people_hidden == 0 or people_hidden >= least
        assert people_hidden == 0 or len(hidden) > 1


def test_the_minimum_is_never_taken_lower_than_three() -> None:
    assert "g" in hidden_groups({"g": 2, "h": 9}, minimum=1)
