"""Response rates."""

from __future__ import annotations

import pytest

from kit.domain.response import response_rate


def test_the_rate_is_the_answered_of_the_invited() -> None:
    rate = response_rate(12, 16)
    assert rate is not None
    assert (rate.share, rate.caution, rate.contradicts) == (0.75, False, False)


@pytest.mark.parametrize(("answered", "caution"), [(59, True), (60, False), (61, False)])
def test_under_sixty_percent_calls_for_caution(answered: int, caution: bool) -> None:
    rate = response_rate(answered, 100)
    assert rate is not None
    assert rate.caution is caution


@pytest.mark.parametrize(("answered", "invited"), [(None, 16), (12, None), (None, None)])
def test_there_is_no_rate_without_invitations_or_with_a_hidden_number(answered, invited) -> None:
    assert response_rate(answered, invited) is None


def test_more_answers_than_invitations_have_no_share_and_say_so() -> None:
    rate = response_rate(17, 16)
    assert rate is not None
    assert (rate.share, rate.contradicts, rate.caution) == (None, True, False)


def test_nobody_invited_has_no_share() -> None:
    rate = response_rate(0, 0)
    assert rate is not None
    assert rate.share is None


@pytest.mark.parametrize(("answered", "invited"), [(-1, 5), (1, -5)])
def test_a_negative_number_is_refused(answered: int, invited: int) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        response_rate(answered, invited)
