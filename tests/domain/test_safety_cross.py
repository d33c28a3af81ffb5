from __future__ import annotations

from datetime import date

import pytest

from kit.domain.safety_cross import SIDE, DayState, cross, place
from kit.domain.series import Event

TODAY = date(2026, 3, 20)
MARCH, FEBRUARY, APRIL = date(2026, 3, 1), date(2026, 2, 1), date(2026, 4, 1)
EVENTS = (Event(date(2026, 2, 10)), Event(date(2026, 3, 4)), Event(date(2026, 3, 9), 2))


def states(*args) -> dict[int, DayState]:
    return {day.on.day: day.state for day in cross(*args).days}


def test_every_day_of_a_month_has_its_own_field_inside_the_cross():
    fields = [place(day) for day in range(1, 32)]
    assert len(set(fields)) == 31
    assert all(1 <= row <= SIDE and 1 <= column <= SIDE for row, column in fields)


def test_the_cross_is_a_plus_with_equal_arms_read_from_the_top():
    fields = [place(day) for day in range(1, 32)]
    assert fields == sorted(fields)
    assert {column for row, column in fields if row in (1, 2, 6)} == {3, 4, 5}
    assert [place(day) for day in (7, 13, 27, 31)] == [(3, 1), (3, 7), (5, 7), (7, 4)]


@pytest.mark.parametrize("day", [0, 32, -1])
def test_no_other_day_has_a_field(day: int):
    with pytest.raises(ValueError, match=str(day)):
        place(day)


@pytest.mark.parametrize(("month", "days"), [(FEBRUARY, 28), (date(2024, 2, 15), 29), (APRIL, 30), (MARCH, 31)])
def test_a_month_has_its_own_number_of_days(month: date, days: int):
    made = cross((), month, TODAY)
    assert [day.on.day for day in made.days] == list(range(1, days + 1))
    assert made.month == month.replace(day=1)


def test_a_day_is_an_event_free_today_or_ahead():
    found = states(EVENTS, MARCH, TODAY)
    assert {day for day, state in found.items() if state is DayState.EVENT} == {4, 9}
    assert [found[day] for day in (1, 19, 20, 21)] == [DayState.FREE, DayState.FREE, DayState.TODAY, DayState.AHEAD]


def test_several_events_on_a_day_are_one_day_with_a_number():
    made = cross((*EVENTS, Event(date(2026, 3, 9))), MARCH, TODAY)
    assert made.event_days == (date(2026, 3, 4), date(2026, 3, 9))
    assert made.days[8].count == 3
    assert made.events == 4


def test_days_before_anybody_counted_are_never_called_free():
    found = states(EVENTS, FEBRUARY, TODAY)
    assert (found[9], found[10], found[11]) == (DayState.UNCOUNTED, DayState.EVENT, DayState.FREE)
    assert not cross((), MARCH, TODAY).counted


def test_the_plan_says_from_which_day_a_unit_without_events_counts():
    found = states((), MARCH, TODAY, date(2026, 3, 10))
    assert (found[9], found[10], found[20]) == (DayState.UNCOUNTED, DayState.FREE, DayState.TODAY)


def test_an_event_before_the_planned_day_was_counted_all_the_same():
    assert states(EVENTS, FEBRUARY, TODAY, MARCH)[28] is DayState.FREE


def test_an_event_of_today_is_an_event_and_one_that_lies_ahead_is_not_shown():
    made = cross((Event(TODAY), Event(date(2026, 3, 25))), MARCH, TODAY)
    assert made.event_days == (TODAY,)


def test_a_day_taken_back_is_free_again():
    assert states((*EVENTS, Event(date(2026, 3, 12), 0)), MARCH, TODAY)[12] is DayState.FREE
