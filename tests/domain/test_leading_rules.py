"""What leaders do: few open actions, visits followed up, standard work by its rhythm, ratings, culture surveys."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from kit.domain.entries.entry import Entry
from kit.domain.entries.leading import CultureResult, InstrumentRating, NextAction, TaskDone, Visit
from kit.domain.instruments import Rhythm
from kit.domain.leading import (
    calendar,
    culture_lines,
    late_action,
    late_visit,
    problems_of,
    rated_together,
    rating_key,
    ratings_of,
    tick_key,
    too_many_open,
    turn_of,
)
from kit.sources.programme import programme_folders, read_programme

PROGRAMME = read_programme(programme_folders()["i-sikre-haender"])
SUSTAINING = PROGRAMME.instrument("sustaining")
DAY = date(2026, 4, 10)  # a Friday
OPEN = NextAction(what="x", owner="PL", due=date(2026, 4, 9))
DONE = NextAction(what="x", owner="PL", due=date(2026, 4, 9), done_on=date(2026, 4, 8))


def entry(value, key: str = "k") -> Entry:
    return Entry("0301", "", key, value, datetime(2026, 4, 1, tzinfo=UTC), "municipality:0301")


@pytest.mark.parametrize(("others", "many"), [([OPEN] * 2, False), ([OPEN] * 3, True), ([OPEN, OPEN, DONE], False)])
def test_at_most_three_actions_are_open(others, many: bool) -> None:
    assert too_many_open(OPEN, others) is many
    assert not too_many_open(DONE, others)
    assert not too_many_open(None, others)


@pytest.mark.parametrize(("due", "late"), [(date(2026, 4, 9), True), (DAY, False), (date(2026, 4, 11), False)])
def test_what_is_past_its_day_is_late(due: date, late: bool) -> None:
    assert late_action(NextAction(what="x", owner="PL", due=due), DAY) is late
    assert not late_action(NextAction(what="x", owner="PL", due=due, done_on=DAY), DAY)
    visit = Visit(on=date(2026, 3, 1), kind="board", who="PL", chosen="Lift", chosen_third="Lys", follow_up=due)
    assert problems_of(visit) == ("Lift", "Lys")
    assert late_visit(visit, DAY) is late
    assert not late_visit(Visit(on=date(2026, 3, 1), kind="board", who="PL", follow_up=due), DAY)


@pytest.mark.parametrize(
    ("rhythm", "since"),
    [
        (Rhythm.SHIFT, DAY),
        (Rhythm.DAY, DAY),
        (Rhythm.WEEK, date(2026, 4, 6)),
        (Rhythm.MONTH, date(2026, 4, 1)),
        (Rhythm.QUARTER, date(2026, 4, 1)),
    ],
)
def test_a_task_has_to_be_done_once_in_its_turn(rhythm: Rhythm, since: date) -> None:
    assert turn_of(rhythm, DAY) == since


def test_fortnights_are_two_weeks_from_a_monday_also_over_new_year() -> None:
    starts = {turn_of(Rhythm.FORTNIGHT, date.fromordinal(date(2026, 12, 1).toordinal() + n)) for n in range(56)}
    assert all(start.weekday() == 0 for start in starts)
    ordered = sorted(starts)
    assert {(late - early).days for early, late in pairwise(ordered)} == {14}


def test_a_tick_counts_in_its_own_turn_and_not_in_the_next() -> None:
    weekly = next(task for task in SUSTAINING.tasks if task.rhythm is Rhythm.WEEK and task.tier == "unit")
    ticks = [entry(TaskDone(task=weekly.id, on=date(2026, 4, 7)))]

    def done(day: date) -> bool:
        return next(t.done for t in calendar(SUSTAINING, "unit", ticks, day)[Rhythm.WEEK] if t.task is weekly)

    assert done(DAY)
    assert not done(date(2026, 4, 13))
    assert not done(date(2026, 4, 6))
    assert tick_key(weekly, DAY) == tick_key(weekly, date(2026, 4, 6)) != tick_key(weekly, date(2026, 4, 13))


def test_maturity_and_grid_are_rated_together_and_questionnaires_are_not() -> None:
    assert {one.id for one in rated_together(PROGRAMME.instruments)} == {
        *("sustaining", "system_quality", "organisation_maturity", "spread"),
    }


def test_ratings_of_another_version_or_of_an_unknown_value_do_not_count() -> None:
    item = SUSTAINING.items[0].id

    def rating(**other) -> Entry:
        given = {"instrument": "sustaining", "version": SUSTAINING.version, "item": item, "value": 2.0, "on": DAY}
        return entry(InstrumentRating(**given | other))

    assert ratings_of(SUSTAINING, [rating()]) == {item: 2.0}
    wrong = [rating(version="0"), rating(value=9.0), rating(item="nosuch"), rating(instrument="spread")]
    assert ratings_of(SUSTAINING, wrong) == {}
    assert rating_key(SUSTAINING, item) == f"sustaining:{SUSTAINING.version}:{item}"


def test_a_theme_is_followed_through_the_waves_and_small_results_are_left_out() -> None:
    def result(wave: str, day: date, n: int, percent: float) -> Entry:
        return entry(CultureResult(wave=wave, on=day, theme="Teamarbejde", n=n, percent=percent))

    given = [
        result("2026", date(2026, 2, 1), 40, 71.0),
        result("2024", date(2024, 2, 1), 35, 64.0),
        result("2025", date(2025, 2, 1), 4, 90.0),
    ]
    (line,) = culture_lines(given, 5)
    assert [(one.wave, one.percent) for one in line.results] == [("2024", 64.0), ("2026", 71.0)]
