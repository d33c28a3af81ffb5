"""Instruments are scored from the answers alone, so that every number can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kit.domain.instruments import (
    Column,
    Criterion,
    Dimension,
    GridCell,
    Instrument,
    InstrumentItem,
    InstrumentKind,
    Level,
    Rhythm,
    ScaleProfile,
    StepReached,
    Task,
    Tier,
    as_questionnaire,
    grid,
    level_at,
    profile,
    standard_work,
    step_reached,
    weakest_items,
)
from kit.domain.label import same
from kit.domain.survey import Answer, Option, RespondentGroup, Scale, results

X = same("x")


def levels(*values: float) -> tuple[Level, ...]:
    return tuple(Level(value, X, X) for value in values)


def instrument(kind: InstrumentKind, **parts: object) -> Instrument:
    return Instrument("one", "1", kind, X, X, X, X, "", "P", False, 0, **parts)  # type: ignore[arg-type]


def item(name: str, scale: str, **parts: object) -> InstrumentItem:
    return InstrumentItem(name, scale, X, **parts)  # type: ignore[arg-type]


SCALES = (Scale("control", X, X), Scale("culture", X, X))
MATURITY = instrument(
    InstrumentKind.MATURITY,
    scales=SCALES,
    items=(
        *(item(name, "control", levels=levels(0, 1, 2, 3)) for name in ("a", "b", "c", "d")),
        *(item(name, "culture", levels=levels(0, 1, 2, 3)) for name in ("e", "f", "g")),
    ),
)
AGREEMENT = replace(
    instrument(
        InstrumentKind.AGREEMENT,
        scales=SCALES[:1],
        options=(*(Option(value, X) for value in (1, 2, 3, 4, 5)), Option(None, X)),
        items=(item("a", "control"), item("b", "control"), item("c", "control", reverse=True)),
    ),
    minimum_group=5,
)
GRID = instrument(
    InstrumentKind.GRID,
    scales=(Scale("planning", X, X), Scale("check", X, X)),
    dimensions=(Dimension("reach", X, X, levels(0, 1, 2, 3)), Dimension("whole", X, X, levels(0, 1, 2))),
    columns=(Column("team", "reach", X), Column("top", "reach", X), Column("all", "whole", X)),
    items=tuple(
        item(f"{row}.{column}", row, column=column)
        for row in ("planning", "check")
        for column in ("team", "top", "all")
    ),
)
STEPS = instrument(
    InstrumentKind.STEPS,
    steps=(
        Level(0.5, X, X, (Criterion("a", X),)),
        Level(1.0, X, X, (Criterion("b", X), Criterion("c", X))),
        Level(1.5, X, X, (Criterion("d", X),)),
    ),
)


def test_a_maturity_profile_is_the_mean_of_the_levels_with_its_lowest_and_highest() -> None:
    rated = {"a": 3, "b": 1, "c": 2, "d": 0, "e": 2, "f": 3, "g": 3}
    control, culture = profile(MATURITY, rated)
    assert control == ScaleProfile("control", 1.5, 0, 3, 4, 4)  # (3 + 1 + 2 + 0) / 4
    assert culture == ScaleProfile("culture", pytest.approx(8 / 3), 2, 3, 3, 3)


def test_half_of_the_items_are_enough_for_a_mean_and_fewer_are_not() -> None:
    control, culture = profile(MATURITY, {"a": 3, "b": 2, "c": None, "e": 1})
    assert control == ScaleProfile("control", 2.5, 2, 3, 2, 4)
    assert culture == ScaleProfile("culture", None, None, None, 1, 3)
    assert profile(MATURITY, {})[0] == ScaleProfile("control", None, None, None, 0, 4)


def test_a_reverse_statement_is_turned_before_it_counts() -> None:
    assert profile(AGREEMENT, {"a": 4, "b": 5, "c": 2}) == (ScaleProfile("control", pytest.approx(13 / 3), 4, 5, 3, 3),)


@pytest.mark.parametrize(
    ("rated", "said"),
    [({"z": 1}, "one has no item z"), ({"a": 4}, "a is rated 4; expected one of 0, 1, 2, 3")],
)
def test_a_rating_that_cannot_be_is_refused(rated: dict[str, float], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        profile(MATURITY, rated)


def test_the_weakest_items_come_first_and_what_is_at_the_top_is_left_out() -> None:
    rated = {"a": 3, "b": 1, "c": 2, "d": 0, "e": 1, "f": 3}
    assert weakest_items(MATURITY, rated) == ("d", "b", "e")
    assert weakest_items(MATURITY, rated, most=9) == ("d", "b", "e", "c")
    assert weakest_items(AGREEMENT, {"a": 5, "b": 4, "c": 5}, most=1) == ("c",)


def test_a_row_of_a_grid_has_come_everywhere_only_as_far_as_its_weakest_column() -> None:
    rated = {"planning.team": 3, "planning.top": 1, "planning.all": 2, "check.team": 2, "check.top": None}
    assert grid(GRID, rated) == (
        GridCell("planning", "reach", 2.0, 1, 2, 2),
        GridCell("planning", "whole", 2.0, 2, 1, 1),
        GridCell("check", "reach", 2.0, 2, 1, 2),
        GridCell("check", "whole", None, None, 0, 1),
    )


def test_a_cell_is_rated_with_the_levels_of_its_own_dimension() -> None:
    with pytest.raises(ValueError, match=r"planning.all is rated 3; expected one of 0, 1, 2"):
        grid(GRID, {"planning.all": 3})


def test_a_level_is_reached_at_its_value_and_not_before() -> None:
    reached = [level_at(levels(1, 2, 3), value) for value in (0.9, 1, 1.9, 2, 3, 7)]
    assert [level and level.value for level in reached] == [None, 1, 1, 2, 3, 3]


@pytest.mark.parametrize(
    ("met", "expected"),
    [
        ("", StepReached(None, 0.5, ("a",), ())),
        ("a", StepReached(0.5, 1.0, ("b", "c"), ())),
        ("ab", StepReached(0.5, 1.0, ("c",), ())),
        ("abc", StepReached(1.0, 1.5, ("d",), ())),
        ("abcd", StepReached(1.5, None, (), ())),
        ("abd", StepReached(0.5, 1.0, ("c",), ("d",))),
        ("bcd", StepReached(None, 0.5, ("a",), ("b", "c", "d"))),
    ],
)
def test_a_step_needs_its_own_evidence_and_that_of_every_step_below(met: str, expected: StepReached) -> None:
    assert step_reached(STEPS, set(met)) == expected


def test_evidence_the_ladder_does_not_ask_for_is_refused() -> None:
    with pytest.raises(ValueError, match="one has no criterion q"):
        step_reached(STEPS, {"a", "q"})


def test_standard_work_comes_by_rhythm_the_most_often_first() -> None:
    tasks = (
        Task("1", "unit", Rhythm.MONTH, X),
        Task("2", "unit", Rhythm.DAY, X),
        Task("3", "top", Rhythm.QUARTER, X),
        Task("4", "unit", Rhythm.MONTH, X),
    )
    made = standard_work(replace(MATURITY, tiers=(Tier("unit", X), Tier("top", X)), tasks=tasks), "unit")
    assert {rhythm: [task.id for task in own] for rhythm, own in made.items()} == {
        Rhythm.DAY: ["2"],
        Rhythm.MONTH: ["1", "4"],
    }
    assert list(made) == [Rhythm.DAY, Rhythm.MONTH]


def _answers(people: int, values: dict[str, int]) -> list[Answer]:
    at = datetime(2026, 11, 22, tzinfo=UTC)
    return [Answer(f"r{n}", "0301", "staff", "one", "1", i, v, at) for n in range(people) for i, v in values.items()]


def test_statements_are_scored_and_protected_as_every_questionnaire_is() -> None:
    groups = (RespondentGroup("staff", X, "staff"),)
    survey = as_questionnaire(AGREEMENT, groups)
    five = results(survey, _answers(5, {"a": 4, "b": 5, "c": 2})).score("control", "staff")
    assert five is not None
    assert (five.n, five.mean, five.positive) == (5, pytest.approx(13 / 3), 1.0)
    four = results(survey, _answers(4, {"a": 4, "b": 5, "c": 2})).score("control", "staff")
    assert four is not None
    assert four.hidden


def test_only_statements_can_be_a_questionnaire() -> None:
    with pytest.raises(ValueError, match="only agreement scales"):
        as_questionnaire(MATURITY, ())
