"""Barriers: how long a team waits for its leader's answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kit.domain.barriers import State, Waiting, disordered, usual_days, waiting
from kit.domain.entries.improvement import Barrier

RAISED = date(2026, 3, 1)
OPEN = Barrier(what="Ingen tid til tavlemøde", raised_on=RAISED)
ANSWERED = replace(OPEN, answer="Ti minutter hver dag", answered_on=date(2026, 3, 6))


@pytest.mark.parametrize(
    ("as_of", "state", "days"),
    [
        (RAISED, State.WAITING, 0),
        (date(2026, 3, 15), State.WAITING, 14),
        (date(2026, 3, 16), State.LATE, 15),
        (date(2026, 2, 1), State.WAITING, 0),
    ],
)
def test_fifteen_days_without_an_answer_are_too_many(as_of: date, state: State, days: int) -> None:
    assert waiting(OPEN, as_of) == Waiting(state, days, None)


def test_an_answer_stops_the_waiting_and_a_solution_the_days() -> None:
    assert waiting(ANSWERED, date(2026, 4, 1)) == Waiting(State.ANSWERED, 31, 5)
    solved = replace(ANSWERED, solved_on=date(2026, 3, 11))
    assert waiting(solved, date(2026, 4, 1)) == Waiting(State.SOLVED, 10, 5)
    assert waiting(replace(OPEN, solved_on=date(2026, 3, 30)), date(2026, 4, 1)).state is State.SOLVED


def test_the_usual_days_are_the_median_of_those_answered() -> None:
    days = [replace(ANSWERED, answered_on=date(2026, 3, day)) for day in (2, 4, 21)]
    assert usual_days([OPEN, *days], date(2026, 4, 1)) == 3.0
    assert usual_days([OPEN], date(2026, 4, 1)) is None


def test_a_day_before_the_barrier_was_raised_is_found() -> None:
    assert disordered(ANSWERED) == ""
    assert disordered(replace(ANSWERED, answered_on=date(2026, 2, 28))) == "answered_on"
    assert disordered(replace(ANSWERED, escalated_on=date(2026, 2, 1))) == "escalated_on"
    assert disordered(replace(ANSWERED, solved_on=date(2026, 2, 1))) == "solved_on"
