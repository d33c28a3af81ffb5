"""From a Book to a chart: gaps, baselines, breaks, days between events, and what a phase shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from folder_sample import CONTENT, DAYS, PERCENT, PROGRAMME, RATE, TODAY, UNUSED

from kit.actions.chart import chart_of, charts_of
from kit.domain.book import Book
from kit.domain.measure import Direction, Goal, GoalKind, Measure
from kit.domain.network import MeasureInUse
from kit.domain.series import Event, Point, Series
from kit.errors import ValueRefused
from kit.figures.chart import BaselineState, Chart, Finding, RowState, Side

UNIT = CONTENT.units[0]
HIGH, LOW = 12, 8  # of 20, on both sides of a median of 10


def measure(measure_id: str, **changes: object) -> Measure:
    found = PROGRAMME.measure(measure_id)
    assert found is not None
    return replace(found, **changes)


def chart(
    kind: Measure, data: Sequence[Point] | Sequence[Event], as_of: date = TODAY, unit: str = UNIT.id, **use: object
) -> Chart:
    series = Series(unit, kind.id, **{"events" if kind.from_events else "points": tuple(data)})
    programme = replace(PROGRAMME, measures=(kind,))
    lines = (MeasureInUse(kind.id, **use),)
    book = Book(CONTENT.network, programme, as_of, CONTENT.municipalities, CONTENT.units, in_use=lines)
    book = replace(book, series={(unit, kind.id): series})
    found = book.unit(unit)
    assert found is not None
    return chart_of(book, found, kind.id)


def month(number: int) -> date:
    """Months counted from January 2024 as 1."""
    return date(2024 + (number - 1) // 12, (number - 1) % 12 + 1, 1)


def points(numerators: Sequence[float | None], denominator: float = 20) -> list[Point]:
    return [Point(month(at), n, denominator) for at, n in enumerate(numerators, 1) if n is not None]


def percent(numerators: Sequence[float | None], **options: object) -> Chart:
    return chart(measure(PERCENT), points(numerators), **options)


def sides(pattern: str) -> list[int]:
    """Numerators from a pattern of A (above) and B (below); as many of each give a median between them."""
    return [HIGH if letter == "A" else LOW for letter in pattern]


# 24 useful points, where chance allows runs of 8 and asks for 8 crossings
RUN_OF_EIGHT = "ABBB" * 4 + "A" * 8
RUN_OF_NINE = "BBBA" * 3 + "BBB" + "A" * 9
LOW_AT_LAST = "AABB" * 3 + "A" * 6 + "B" * 6


def test_a_month_that_was_not_measured_is_a_gap_and_never_zero() -> None:
    found = percent([9, None, None, 12])
    assert found.x == tuple(month(n) for n in (1, 2, 3, 4))
    assert found.y == (45, None, None, 60)
    assert [row.state for row in found.rows[1:3]] == [RowState.GAP] * 2


def test_a_denominator_of_zero_has_no_value_and_says_why() -> None:
    found = chart(measure(PERCENT), [Point(month(1), 5, 10), Point(month(2), 0, 0), Point(month(3), 0, 10)])
    assert found.y == (50, None, 0)
    assert [row.state for row in found.rows] == [RowState.MEASURED, RowState.NOTHING_TO_COUNT, RowState.MEASURED]


def test_a_rate_is_given_per_its_thousand() -> None:
    assert chart(measure(RATE), [Point(month(1), 3, 750)]).y == (4,)


def test_what_comes_after_the_day_of_the_book_is_left_out() -> None:
    assert percent([9, 9, 9], as_of=date(2024, 2, 20)).x == (month(1), month(2))
    open_now = chart(measure(DAYS), [Event(date(2024, 1, 5)), Event(date(2024, 3, 1))], as_of=date(2024, 2, 1))
    assert open_now.x == ()
    assert open_now.open_interval_days == 27


def test_a_quarterly_measure_has_gaps_of_quarters_only() -> None:
    kind = measure(PERCENT, frequency="quarter")
    found = chart(kind, [Point(month(n), 5, 10) for n in (1, 4, 10)], as_of=date(2025, 4, 20))
    assert found.x == tuple(month(n) for n in (1, 4, 7, 10))
    assert found.completeness.gaps == (month(7), month(13))
    assert (found.completeness.measured, found.completeness.expected) == (3, 5)
    assert found.completeness.age_days == (date(2025, 4, 20) - date(2025, 1, 1)).days


def test_a_weekly_measure_is_weekly_only_where_weeks_were_measured() -> None:
    kind = measure(PERCENT, frequency="week")
    monday = date(2024, 1, 1)
    weekly = chart(kind, [Point(monday + timedelta(weeks=n), 5, 10) for n in (0, 1, 4)], as_of=date(2024, 2, 5))
    assert len(weekly.x) == 5
    assert weekly.completeness.gaps == (monday + timedelta(weeks=2), monday + timedelta(weeks=3))
    assert len(chart(kind, points([5, None, 6])).x) == 3


def test_fewer_points_than_the_baseline_freeze_nothing() -> None:
    phase = percent([9] * 5 + [15] * 6, baseline=12).phases[0]
    assert (phase.baseline.state, phase.baseline.have, phase.baseline.wanted) == (BaselineState.BUILDING, 11, 12)
    assert phase.median == 75


def test_a_full_baseline_keeps_its_median_whatever_comes_later() -> None:
    phase = percent([9, None, 10, 11] + [15] * 12, baseline=3).phases[0]
    assert phase.baseline.state is BaselineState.FROZEN
    assert phase.baseline.stop == 4, "a gap is no measurement"
    assert phase.median == 50


def test_points_before_and_after_a_break_are_judged_apart() -> None:
    found = percent(sides("AB" * 6) + [18] * 12, break_on=month(13), break_reason="ny regel")
    assert [(phase.start, phase.stop, phase.median) for phase in found.phases] == [(0, 12, 50), (12, 24, 90)]
    assert found.breaks[0].position == 12
    assert percent(sides("AB" * 6) + [18] * 12).finding is not Finding.NONE
    assert found.phases[0].finding is Finding.NONE


@pytest.mark.parametrize("day", [month(1), date(2023, 7, 1), date(2027, 1, 1)])
def test_a_break_outside_the_measurements_divides_nothing(day: date) -> None:
    found = percent([9, 10, 11], break_on=day)
    assert (len(found.phases), found.breaks) == (1, ())


def test_each_phase_freezes_its_own_baseline() -> None:
    found = percent([8, 9, 10, 2, 2, 16, 17, 18, 2, 2], break_on=month(6), baseline=3)
    assert [(phase.median, phase.baseline.stop) for phase in found.phases] == [(45, 3), (85, 8)]


def test_a_run_as_long_as_chance_allows_is_no_signal_and_one_more_is() -> None:
    at_limit, beyond = percent(sides(RUN_OF_EIGHT)), percent(sides(RUN_OF_NINE))
    assert (at_limit.phases[0].part.longest_run, at_limit.phases[0].part.longest_run_max) == (8, 8)
    assert (at_limit.finding, at_limit.phases[0].run) == (Finding.NONE, None)
    assert beyond.phases[0].run is not None
    assert beyond.phases[0].run.points == tuple(range(15, 24))
    assert beyond.finding is Finding.IMPROVING
    assert beyond.phases[0].level == 60


@pytest.mark.parametrize(
    ("direction", "pattern", "expected"),
    [
        (Direction.UP, RUN_OF_NINE, Finding.IMPROVING),
        (Direction.DOWN, RUN_OF_NINE, Finding.WORSENING),
        (Direction.UP, RUN_OF_NINE[::-1], Finding.WORSENING),
        (Direction.UP, LOW_AT_LAST, Finding.SIGNAL_NEUTRAL),
    ],
)
def test_better_or_worse_follows_from_the_newest_values_and_the_direction(
    direction: Direction, pattern: str, expected: Finding
) -> None:
    found = chart(measure(PERCENT, direction=direction), points(sides(pattern)))
    assert found.phases[0].signal
    assert found.finding is expected


def test_a_measure_that_is_only_watched_is_not_called_better_or_worse() -> None:
    watched = chart(measure(PERCENT, goal=Goal(GoalKind.WATCH)), points(sides(RUN_OF_NINE)))
    assert (watched.finding, watched.phases[0].side) == (Finding.SIGNAL_NEUTRAL, Side.ABOVE)


def test_an_ongoing_run_decides_even_when_older_values_outnumber_it() -> None:
    found = percent([10, 9, 11, 10, *sides("B" * 20 + "A" * 9)], baseline=4, as_of=date(2027, 1, 1))
    assert found.phases[0].run is not None
    assert found.phases[0].run.ongoing
    assert found.finding is Finding.IMPROVING


def test_fewer_than_ten_useful_values_are_never_a_signal() -> None:
    enough = percent([9, 10, 11] + [15] * 8, baseline=3).phases[0]
    assert (enough.part.n_useful, enough.finding, enough.signal) == (10, Finding.IMPROVING, True)
    few = percent([10, 10] + [15] * 9, baseline=2).phases[0]
    assert (few.part.n_useful, few.part.runs_signal) == (9, True)
    assert (few.finding, few.signal, few.run) == (Finding.TOO_FEW, False, None)


def test_ten_equal_values_leave_nothing_to_judge() -> None:
    assert percent([20] * 12).finding is Finding.TOO_FEW
    assert percent([]).finding is Finding.NO_DATA


def test_the_first_event_starts_the_count_and_events_of_one_day_lie_zero_days_apart() -> None:
    days = [Event(date(2026, 1, 1)), Event(date(2026, 1, 11), 2), Event(date(2026, 2, 10))]
    found = chart(measure(DAYS), days)
    assert found.y == (10, 0, 30)
    assert found.rows[0].state is RowState.FIRST_EVENT
    assert found.events == 4
    assert found.phases[0].median == 10


def test_the_open_interval_is_kept_apart_from_the_measurements() -> None:
    found = chart(measure(DAYS), [Event(date(2026, 1, 1)), Event(date(2026, 1, 31))])
    assert found.open_interval is not None
    assert (found.open_interval.days, found.open_interval.longest) == (43, True)
    assert found.y == (30,)
    assert found.analysis is not None
    assert len(found.analysis.y) == 1
    alone = chart(measure(DAYS), [Event(date(2026, 1, 1))])
    assert (alone.x, alone.finding, alone.open_interval_days) == ((), Finding.NO_DATA, 73)


def test_nobody_counts_open_days_after_a_municipality_has_withdrawn() -> None:
    left = chart(measure(DAYS), [Event(date(2025, 1, 1)), Event(date(2025, 2, 1))], unit="4601-1")
    assert left.open_interval is None


def test_an_interval_across_a_break_is_shown_but_counts_in_neither_phase() -> None:
    events = [Event(date(2025, 1, 1) + timedelta(days=10 * n)) for n in range(6)]
    events += [Event(date(2025, 6, 1) + timedelta(days=20 * n)) for n in range(5)]
    found = chart(measure(DAYS), events, break_on=date(2025, 5, 1))
    assert [row.value for row in found.rows if row.state is RowState.SPANS_BREAK] == [101]
    assert [(phase.median, phase.measured) for phase in found.phases] == [(10, 5), (20, 4)]
    first = chart(measure(DAYS), [Event(date(2025, 1, 1)), Event(date(2025, 6, 1))], break_on=date(2025, 5, 1))
    assert (first.finding, len(first.breaks)) == (Finding.NO_DATA, 1)


@pytest.mark.parametrize(
    ("goal", "direction", "expected"),
    [
        (Goal(GoalKind.VALUE, 95), Direction.UP, 95),
        (Goal(GoalKind.CHANGE, -75), Direction.DOWN, 12.5),
        (Goal(GoalKind.BASELINE, 10), Direction.DOWN, 55),
        (Goal(GoalKind.BASELINE, 10), Direction.UP, 45),
        (Goal(GoalKind.WATCH), Direction.UP, None),
    ],
)
def test_the_goal_is_in_the_units_of_the_chart(goal: Goal, direction: Direction, expected: float | None) -> None:
    kind = measure(PERCENT, goal=goal, direction=direction)
    found = chart(kind, points([9, 10, 11] + [2] * 9), baseline=3)
    assert found.goal_value == (None if expected is None else pytest.approx(expected))


def test_a_goal_stated_from_the_baseline_waits_until_the_baseline_is_finished() -> None:
    kind = measure(PERCENT, goal=Goal(GoalKind.CHANGE, -50))
    assert chart(kind, points([10] * 11), baseline=12).goal_value is None
    assert chart(kind, points([10] * 9)).goal_value is None
    assert chart(kind, points([10] * 10)).goal_value == 25


def test_a_unit_has_one_chart_for_each_measure_it_follows_in_the_order_of_the_programme() -> None:
    book = Book(CONTENT.network, PROGRAMME, TODAY, CONTENT.municipalities, CONTENT.units, in_use=CONTENT.in_use[::-1])
    order = [m.id for m in PROGRAMME.measures if m.id in (RATE, PERCENT, DAYS)]
    assert [found.measure.id for found in charts_of(book, UNIT)] == order


@pytest.mark.parametrize(("asked", "key"), [("nonsense", "figures.unknown_measure"), (UNUSED, "figures.not_in_use")])
def test_a_measure_that_is_not_followed_is_refused_by_name(asked: str, key: str) -> None:
    book = Book(CONTENT.network, PROGRAMME, TODAY, CONTENT.municipalities, CONTENT.units, in_use=CONTENT.in_use)
    with pytest.raises(ValueRefused) as refused:
        chart_of(book, UNIT, asked)
    assert (refused.value.key, refused.value.values["measure"]) == (key, asked)
