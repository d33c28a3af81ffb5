"""What a team does next, and what is blocked by what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from improvement_sample import entry

from kit.domain.aims import Lack
from kit.domain.barriers import State, Waiting
from kit.domain.entries.improvement import Cycle
from kit.domain.next_steps import Step, Work, next_steps
from kit.domain.progress import Progress, Rater, Rating

TODAY = date(2026, 4, 1)
RATED = Progress(Rating(Rater.TEAM, 2.0, TODAY), None, TODAY, 60)
WORK = Work(TODAY, True, [()], [date(2026, 12, 1)], [], [], RATED)
PLANNED = Cycle(title="Hudtjek", prediction="Det går", started_on=date(2026, 3, 1))
DONE = replace(PLANNED, done="Det gik", learned="Mere lys", decision="adopt")


def ids(work: Work) -> list[str]:
    return [f"{'!' if step.blocked else ''}{step.id}" for step in next_steps(work)]


def test_a_team_that_has_nothing_begins_with_measure_aim_and_rating_and_is_told_what_waits() -> None:
    nothing = Work(TODAY, False, [], [], [], [], Progress(None, None, TODAY, 60))
    assert ids(nothing) == ["measure", "write_aim", "rate", "!chart", "!plan_cycle_first_aim"]


def test_one_whole_aim_is_enough() -> None:
    assert ids(replace(WORK, aims=[(Lack.WHOM,), ()])) == ["plan_cycle"]
    assert ids(replace(WORK, aims=[(Lack.WHOM,)])) == ["complete_aim", "plan_cycle"]


def test_an_aim_whose_day_has_passed_is_renewed() -> None:
    assert ids(replace(WORK, due=[date(2026, 3, 31)])) == ["renew_aim", "plan_cycle"]
    assert ids(replace(WORK, due=[TODAY])) == ["plan_cycle"]


@pytest.mark.parametrize(
    ("cycle", "found"),
    [
        (Cycle(title="x"), ["predict"]),
        (replace(PLANNED, started_on=None), ["start"]),
        (replace(PLANNED, started_on=date(2026, 3, 18)), []),
        (PLANNED, ["write_result"]),
        (replace(DONE, learned="", decision=""), ["study"]),
        (replace(DONE, decision=""), ["decide"]),
        (replace(DONE, decision="adapt"), ["next_cycle"]),
        (DONE, ["!adopt"]),
        (replace(DONE, decision="abandon"), []),
        (replace(DONE, prediction="", decision="abandon"), ["!compare"]),
    ],
)
def test_the_newest_cycle_of_a_chain_says_what_comes_next(cycle: Cycle, found: list[str]) -> None:
    assert ids(replace(WORK, chains=[(entry("a", cycle),)])) == found


def test_two_cycles_that_ended_in_adopting_block_nothing() -> None:
    assert ids(replace(WORK, chains=[(entry("a", DONE), entry("b", DONE))])) == []


def test_an_answer_that_is_late_is_named() -> None:
    barriers = [("Ingen tid", Waiting(State.LATE, 15, None)), ("Andet", Waiting(State.WAITING, 3, None))]
    assert next_steps(replace(WORK, barriers=barriers))[0] == Step("answer", "Ingen tid")


def test_an_old_rating_is_renewed_and_a_gap_is_talked_about() -> None:
    old = Progress(Rating(Rater.TEAM, 2.0, date(2026, 1, 1)), None, TODAY, 60)
    apart = replace(RATED, facilitator=Rating(Rater.FACILITATOR, 3.5, TODAY))
    assert ids(replace(WORK, progress=old)) == ["plan_cycle", "rate_again"]
    assert ids(replace(WORK, progress=apart)) == ["plan_cycle", "talk"]
