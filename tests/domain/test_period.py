"""Weeks, months, quarters and half years by their first days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.domain.period import FREQUENCIES, HALF_MONTH, WEEK, later, next_month, period_start, step_of, told_by_day

DAY = date(2026, 11, 22)
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("frequency", "first", "after"),
    [
        ("month", date(2026, 11, 1), date(2026, 12, 1)),
        ("week", date(2026, 11, 16), date(2026, 11, 23)),
        ("half_month", date(2026, 11, 16), date(2026, 12, 1)),
        ("quarter", date(2026, 10, 1), date(2027, 1, 1)),
        ("half_year", date(2026, 7, 1), date(2027, 1, 1)),
        ("event", date(2026, 11, 1), date(2026, 12, 1)),
    ],
)
def test_a_period_is_known_by_its_first_day_and_the_next_begins_where_it_ends(
    frequency: str, first: date, after: date
) -> None:
    step = step_of(frequency)
    assert period_start(DAY, step) == first
    assert later(first, step) == after


@given(DAYS, st.sampled_from(FREQUENCIES), st.integers(-40, 40))
def test_going_forth_and_back_comes_to_the_same_period(day: date, frequency: str, times: int) -> None:
    step = step_of(frequency)
    first = period_start(day, step)
    assert first <= day < later(first, step)
    assert later(later(first, step, times), step, -times) == first
    assert period_start(later(first, step, times), step) == later(first, step, times)


def test_the_month_after_december_is_january_of_the_next_year() -> None:
    assert next_month(date(2025, 12, 31)) == date(2026, 1, 1)


def test_weeks_are_told_from_every_step_in_months() -> None:
    assert [name for name in FREQUENCIES if step_of(name) == WEEK] == ["week"]


def test_a_month_does_not_say_which_of_its_weeks_or_halves_is_meant() -> None:
    assert [name for name in FREQUENCIES if told_by_day(step_of(name))] == ["week", "half_month"]


def test_the_halves_of_a_month_meet_after_the_15th() -> None:
    assert period_start(date(2026, 2, 15), HALF_MONTH) == date(2026, 2, 1)
    assert period_start(date(2026, 2, 28), HALF_MONTH) == date(2026, 2, 16)
    assert [later(date(2026, 12, 16), HALF_MONTH, n) for n in (-1, 1, 3)] == [
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 2, 1),
    ]
