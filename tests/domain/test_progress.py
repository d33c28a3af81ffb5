"""Progress from 0.5 to 5.0 by two raters."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kit.domain.progress import Rater, Rating, on_scale, progress, shown_to_team

TODAY = date(2026, 6, 1)
TEAM, FACILITATOR = Rater.TEAM, Rater.FACILITATOR


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_the_ten_steps_are_on_the_scale_and_nothing_else() -> None:
    assert [value / 4 for value in range(24) if on_scale(value / 4)] == [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5]


@pytest.mark.parametrize("value", [0, 0.25, 0.4, 2.75, 5.5, -1, float("nan"), float("inf")])
def test_a_value_beside_the_steps_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match=r"expected 0\.5 to 5\.0"):
        Rating(TEAM, value, TODAY)


def test_the_newest_of_each_rater_counts_with_its_date_and_the_gap_is_team_minus_facilitator() -> None:
    ratings = [
        Rating(TEAM, 3.0, days_ago(10)),
        Rating(TEAM, 1.5, days_ago(90)),
        Rating(FACILITATOR, 2.5, days_ago(20)),
    ]
    found = progress(ratings, TODAY)
    assert (found.team, found.facilitator) == (ratings[0], ratings[2])
    assert found.gap == 0.5


def test_of_two_on_one_day_the_last_given_counts_and_later_ones_not_yet() -> None:
    ratings = [Rating(TEAM, 2.0, TODAY), Rating(TEAM, 2.5, TODAY), Rating(TEAM, 5.0, TODAY + timedelta(days=1))]
    found = progress(ratings, TODAY).team
    assert found is not None
    assert found.value == 2.5


@pytest.mark.parametrize(("days", "stale"), [(59, False), (60, False), (61, True)])
def test_a_rating_is_stale_after_sixty_days(days: int, stale: bool) -> None:
    found = progress([Rating(TEAM, 2.0, days_ago(days))], TODAY)
    assert found.stale(TEAM) is stale
    assert not found.stale(FACILITATOR)


def test_the_number_of_days_can_be_set_and_not_below_zero() -> None:
    assert progress([Rating(TEAM, 2.0, days_ago(8))], TODAY, stale_after=7).stale(TEAM)
    with pytest.raises(ValueError, match="0 days or more"):
        progress([], TODAY, stale_after=-1)


def test_two_ratings_far_apart_in_time_have_no_gap() -> None:
    ratings = [Rating(TEAM, 4.0, TODAY), Rating(FACILITATOR, 2.0, days_ago(61))]
    assert progress(ratings, TODAY).gap is None
    assert progress(ratings, TODAY, stale_after=61).gap == 2.0


@pytest.mark.parametrize(("team", "talk"), [(2.5, False), (3.0, True), (3.5, True), (1.0, True), (1.5, False)])
def test_a_gap_of_two_steps_either_way_calls_for_a_talk(team: float, talk: bool) -> None:
    found = progress([Rating(TEAM, team, TODAY), Rating(FACILITATOR, 2.0, TODAY)], TODAY)
    assert found.talk is talk


def test_one_rater_alone_has_no_gap() -> None:
    found = progress([Rating(TEAM, 2.0, TODAY)], TODAY)
    assert (found.gap, found.talk, found.facilitator) == (None, False, None)


def test_a_team_sees_the_facilitator_s_rating_only_when_it_has_given_its_own_for_the_month() -> None:
    march, april = (Rating(Rater.FACILITATOR, 2.0, date(2026, month, 20)) for month in (3, 4))
    assert shown_to_team([march, april], []) == ()
    assert shown_to_team([march, april], [Rating(Rater.TEAM, 2.5, date(2026, 3, 31))]) == (march,)
    assert shown_to_team([march, april], [Rating(Rater.TEAM, 2.5, date(2026, 4, 1))]) == (march, april)
    assert shown_to_team([march], [Rating(Rater.TEAM, 2.5, date(2025, 12, 1))]) == ()
