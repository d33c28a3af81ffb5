"""Two waves of one questionnaire."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from survey_sample import people, person, questionnaire

from kit.domain.survey import ScaleScore
from kit.domain.waves import Change, Claim, Wave, change, changes, wave_results

SPRING = Wave("spring", date(2026, 3, 1), date(2026, 3, 31))
AUTUMN = Wave("autumn", date(2026, 9, 1), date(2026, 9, 30))


def on(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def score(n: int, mean: float, deviation: float | None = 0.8) -> ScaleScore:
    return ScaleScore("one", "nurse", n, mean, 0.5, 0.0, deviation)


def test_each_wave_has_its_own_results_with_its_number_of_people() -> None:
    answers = (
        people(6, "nurse", 3, at=on(3, 10)) + people(8, "nurse", 4, at=on(9, 10)) + people(9, "nurse", 1, at=on(6, 1))
    )
    found = wave_results(questionnaire(), answers, [AUTUMN, SPRING])
    assert [(wave.id, got.people["nurse"], got.score("one", "nurse").mean) for wave, got in found] == [
        ("spring", 6, 3.0),
        ("autumn", 8, 4.0),
    ]


def test_a_small_group_is_hidden_in_its_wave_alone() -> None:
    answers = people(4, "nurse", 3, at=on(3, 10)) + people(8, "nurse", 4, at=on(9, 10))
    (_, spring), (_, autumn) = wave_results(questionnaire(), answers, [SPRING, AUTUMN])
    assert spring.people["nurse"] is None
    assert autumn.people["nurse"] == 8
    assert changes(questionnaire(), spring, autumn, "nurse") == ()


@pytest.mark.parametrize(
    ("day", "inside"), [(on(2, 28, 23), False), (on(3, 1, 0), True), (on(3, 31, 23), True), (on(4, 1, 0), False)]
)
def test_both_end_days_are_within_a_wave(day: datetime, inside: bool) -> None:
    ((_, found),) = wave_results(questionnaire(), people(5, "nurse", 3, at=day), [SPRING])
    assert found.people["nurse"] == (5 if inside else 0)


def test_what_is_added_or_corrected_after_the_last_day_does_not_change_a_wave() -> None:
    late = person("nurse", (3, 3, 3, 3), at=on(3, 31, 23))
    changed = [replace(answer, value=1, at=answer.at + timedelta(hours=2)) for answer in late]
    given = [*people(4, "nurse", 3, at=on(3, 5)), *late]
    ((_, before),) = wave_results(questionnaire(), given, [SPRING])
    ((_, after),) = wave_results(questionnaire(), [*given, *changed], [SPRING])
    assert before == after
    assert before.score("one", "nurse").mean == 3


def test_waves_that_overlap_or_end_before_they_begin_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        wave_results(questionnaire(), [], [SPRING, Wave("again", date(2026, 3, 31), date(2026, 4, 5))])
    with pytest.raises(ValueError, match="before it begins"):
        Wave("wrong", date(2026, 3, 2), date(2026, 3, 1))


@pytest.mark.parametrize(("n", "claim"), [(29, Claim.TOO_FEW), (30, Claim.HIGHER), (31, Claim.HIGHER)])
def test_nothing_is_claimed_with_fewer_than_thirty_in_either_wave(n: int, claim: Claim) -> None:
    assert change(score(n, 3.0), score(60, 4.0)).claim is claim
    assert change(score(60, 3.0), score(n, 4.0)).claim is claim


def test_without_a_claim_both_means_and_their_difference_are_still_there_but_no_interval() -> None:
    found = change(score(6, 3.0), score(8, 4.0))
    assert found == Change(score(6, 3.0), score(8, 4.0), Claim.TOO_FEW, 1.0)


def test_the_interval_is_that_of_two_independent_means() -> None:
    # sqrt(0.9^2/36 + 0.8^2/64) = sqrt(0.0225 + 0.01) = 0.180278; 1.959964 of it is 0.353338 (Welch 1938)
    found = change(score(36, 3.0, 0.9), score(64, 3.5, 0.8))
    assert found.interval == (pytest.approx(0.146662, abs=1e-6), pytest.approx(0.853338, abs=1e-6))
    assert found.claim is Claim.HIGHER
    assert change(score(64, 3.5, 0.8), score(36, 3.0, 0.9)).claim is Claim.LOWER
    assert change(score(36, 3.0, 0.9), score(64, 3.3, 0.8)).claim is Claim.UNCLEAR


def test_changes_are_told_scale_by_scale() -> None:
    answers = people(6, "nurse", 3, two=2, at=on(3, 10)) + people(8, "nurse", 4, two=1, at=on(9, 10))
    (_, spring), (_, autumn) = wave_results(questionnaire(), answers, [SPRING, AUTUMN])
    found = changes(questionnaire(), spring, autumn, "nurse")
    assert [(c.before.scale, c.difference, c.before.n, c.after.n) for c in found] == [
        ("one", 1, 6, 8),
        ("two", -1, 6, 8),
    ]
