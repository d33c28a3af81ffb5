"""PDSA cycles: chains, predictions beside results, and the fidelity check with worked examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import small_programme
from improvement_sample import entry

from kit.domain.cycles import (
    Feature,
    Grade,
    Outcome,
    Stage,
    chains,
    fidelity,
    hindsight,
    outcome,
    stage,
)
from kit.domain.entries.improvement import Cycle

START = date(2026, 3, 2)
UP = small_programme().measure("pu.risk")
PLANNED = Cycle(title="Hudtjek", prediction="8 af 10 bliver set", predicted=80.0, started_on=START, measure="pu.risk")
DONE = replace(PLANNED, done="Vi så 9", found=90.0)


def test_chains_follow_their_links_whatever_the_order_of_writing() -> None:
    third = entry("c", Cycle(title="3", follows="b"))
    first, second, alone = entry("a", Cycle(title="1")), entry("b", Cycle(title="2", follows="a")), entry("x", DONE)
    found = chains([third, first, alone, second])
    assert [[one.key for one in chain] for chain in found] == [["a", "b", "c"], ["x"]]


def test_two_that_build_on_one_are_one_chain() -> None:
    made = [entry("a", Cycle(title="1")), *(entry(key, Cycle(title=key, follows="a")) for key in "bc")]
    assert [[one.key for one in chain] for chain in chains(made)] == [["a", "b", "c"]]


def test_a_link_to_nothing_or_in_a_circle_loses_no_cycle_and_ends() -> None:
    links = {"a": "b", "b": "a", "c": "a", "d": "gone", "e": "e"}
    made = [entry(key, Cycle(title=key, follows=link)) for key, link in links.items()]
    found = chains(made)
    assert sorted(one.key for chain in found for one in chain) == sorted(links)
    assert found[0][0].key == "a"
    assert {len(chain) for chain in found} == {3, 1}


@pytest.mark.parametrize(
    ("cycle", "found"),
    [
        (Cycle(title="x"), Stage.PLAN),
        (replace(PLANNED, started_on=None), Stage.PLAN),
        (PLANNED, Stage.DO),
        (DONE, Stage.STUDY),
        (replace(DONE, learned="Det går"), Stage.ACT),
        (replace(DONE, learned="Det går", decision="adopt"), Stage.DONE),
        (replace(PLANNED, decision="adopt"), Stage.DO),
    ],
)
def test_a_cycle_says_which_letter_comes_next(cycle: Cycle, found: Stage) -> None:
    assert stage(cycle) is found


@pytest.mark.parametrize(
    ("predicted", "found", "told"),
    [
        (80.0, 90.0, Outcome.BETTER),
        (80.0, 84.0, Outcome.AS_PREDICTED),
        (80.0, 76.0, Outcome.AS_PREDICTED),
        (80.0, 70.0, Outcome.WORSE),
        (0.0, 0.0, Outcome.AS_PREDICTED),
        (None, 70.0, Outcome.IN_WORDS),
    ],
)
def test_what_was_found_is_told_beside_what_was_predicted(predicted: float | None, found: float, told: Outcome) -> None:
    assert outcome(replace(DONE, predicted=predicted, found=found), UP) is told


def test_lower_is_better_where_the_measure_says_so() -> None:
    falls = small_programme().measure("pu.days")
    assert falls
    down = replace(falls, direction=type(falls.direction)("down"))
    assert outcome(DONE, down) is Outcome.WORSE
    assert outcome(replace(DONE, found=10.0), down) is Outcome.BETTER


def test_no_result_and_no_prediction_are_told_apart() -> None:
    assert outcome(PLANNED, UP) is Outcome.OPEN
    assert outcome(replace(DONE, prediction="", predicted=None), UP) is Outcome.UNPREDICTED


def test_a_prediction_made_before_the_result_stays() -> None:
    assert not hindsight(PLANNED, ())
    assert not hindsight(DONE, (PLANNED,))
    assert not hindsight(replace(DONE, learned="Nyt"), (PLANNED, DONE))


def test_a_prediction_first_written_with_or_after_the_result_is_hindsight() -> None:
    blind = replace(DONE, prediction="", predicted=None)
    assert hindsight(DONE, ())
    assert hindsight(DONE, (blind,))
    assert hindsight(replace(DONE, predicted=90.0), (PLANNED, DONE))
    assert hindsight(replace(PLANNED, predicted=90.0), (PLANNED, DONE)), "taking the result out does not open it again"
    assert not hindsight(blind, (PLANNED,)), "a prediction may be given up"


def grades(*cycles: Cycle, points: int = 6) -> dict[Feature, tuple[Grade, str]]:
    chain = tuple(entry(str(n), cycle) for n, cycle in enumerate(cycles))
    return {one.feature: (one.grade, one.says) for one in fidelity(chain, lambda measure, since: points)}


def test_a_chain_with_all_four_features() -> None:
    small = replace(DONE, scale="one")
    found = grades(small, replace(small, scale="day"), replace(small, scale="unit"))
    assert {grade for grade, _ in found.values()} == {Grade.THERE}


def test_one_big_cycle_without_prediction_or_measure_has_none_of_them() -> None:
    found = grades(Cycle(title="Ny rutine", scale="unit"))
    assert found == {
        Feature.ITERATIVE: (Grade.MISSING, "missing"),
        Feature.PREDICTION: (Grade.MISSING, "missing"),
        Feature.SMALL_SCALE: (Grade.MISSING, "big"),
        Feature.DATA: (Grade.MISSING, "missing"),
    }


def test_one_small_finished_cycle_is_on_its_way() -> None:
    found = grades(replace(DONE, scale="one"), points=2)
    assert found == {
        Feature.ITERATIVE: (Grade.PARTLY, "partly"),
        Feature.PREDICTION: (Grade.THERE, "there"),
        Feature.SMALL_SCALE: (Grade.PARTLY, "small"),
        Feature.DATA: (Grade.PARTLY, "few"),
    }


def test_a_prediction_in_some_cycles_is_partly_there() -> None:
    assert grades(DONE, Cycle(title="2"))[Feature.PREDICTION] == (Grade.PARTLY, "partly")


def test_growing_in_number_is_growing_and_staying_or_shrinking_is_not() -> None:
    one = replace(DONE, scale="few", how_many=3)
    assert grades(one, replace(one, how_many=8))[Feature.SMALL_SCALE][0] is Grade.THERE
    assert grades(one, one)[Feature.SMALL_SCALE] == (Grade.PARTLY, "small")
    assert grades(one, replace(one, scale="one"))[Feature.SMALL_SCALE] == (Grade.PARTLY, "small")


def test_a_first_cycle_of_unknown_size_is_asked_about() -> None:
    assert grades(DONE, replace(DONE, scale="unit"))[Feature.SMALL_SCALE] == (Grade.MISSING, "unknown")


def test_data_are_counted_from_the_first_day_of_the_chain() -> None:
    asked: list[tuple[str, date]] = []

    def count(measure: str, since: date) -> int:
        asked.append((measure, since))
        return 3

    later = replace(DONE, started_on=date(2026, 4, 1))
    found = fidelity((entry("a", DONE), entry("b", later)), count)
    assert found[3].grade is Grade.THERE
    assert set(asked) == {("pu.risk", START)}
    assert grades(replace(DONE, started_on=None))[Feature.DATA] == (Grade.PARTLY, "no_start")
