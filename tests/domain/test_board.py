from __future__ import annotations

from datetime import UTC, date, datetime

from kit.domain import board
from kit.domain.entries.boarding import BoardNote
from kit.domain.entries.entry import Entry
from kit.domain.entries.improvement import Barrier, Cycle
from kit.domain.entries.leading import Visit
from kit.domain.period import WEEK
from kit.domain.series import Point, Series

TODAY = date(2026, 4, 10)
AT = datetime(2026, 4, 1, tzinfo=UTC)


def entry(value, key: str = "k") -> Entry:
    return Entry("0101", "u1", key, value, AT, "facilitator")


def series(*periods: date) -> Series:
    return Series("u1", "m", tuple(Point(day, 1.0) for day in periods))


def test_the_number_of_the_month_that_is_over_is_due_until_it_is_there():
    march = date(2026, 3, 1)
    assert board.due_period(series(date(2026, 2, 1)), 1, TODAY) == march
    assert board.due_period(series(march), 1, TODAY) is None
    assert board.due_period(series(date(2026, 4, 1)), 1, TODAY) == march


def test_a_week_and_a_quarter_are_due_when_they_are_over():
    assert board.due_period(series(), WEEK, TODAY) == date(2026, 3, 30)
    assert board.due_period(series(date(2026, 1, 1)), 3, TODAY) is None
    assert board.due_period(series(date(2025, 10, 1)), 3, TODAY) == date(2026, 1, 1)


def test_running_tests_have_begun_and_are_neither_ended_nor_decided():
    cycles = [
        entry(Cycle(title="older", started_on=date(2026, 3, 1)), "a"),
        entry(Cycle(title="newer", started_on=TODAY), "b"),
        entry(Cycle(title="no day"), "c"),
        entry(Cycle(title="ended", started_on=date(2026, 3, 1), ended_on=date(2026, 4, 1)), "d"),
        entry(Cycle(title="decided", started_on=date(2026, 3, 1), decision="adopt"), "e"),
        entry(Cycle(title="ahead", started_on=date(2026, 5, 1)), "f"),
        entry(Cycle(title="next", started_on=date(2026, 4, 20)), "g"),
    ]
    assert [one.value.title for one in board.running(cycles, TODAY)] == ["newer", "older", "no day"]
    assert board.coming(cycles, TODAY).value.title == "next"
    assert board.coming(cycles[:5], TODAY) is None


def test_barriers_stay_until_they_are_solved_the_longest_waiting_first():
    barriers = [
        entry(Barrier(what="new", raised_on=date(2026, 4, 1)), "a"),
        entry(Barrier(what="answered", raised_on=date(2026, 2, 1), answer="ja"), "b"),
        entry(Barrier(what="solved", raised_on=date(2026, 1, 1), solved_on=date(2026, 3, 1)), "c"),
    ]
    assert [one.value.what for one in board.unsolved(barriers, TODAY)] == ["answered", "new"]


def test_the_next_visit_is_one_ahead_or_a_follow_up_that_is_not_done():
    visits = [
        entry(Visit(on=date(2026, 3, 1), kind="board", who="TOP", follow_up=date(2026, 4, 20)), "a"),
        entry(Visit(on=date(2026, 4, 1), kind="board", who="UL", follow_up=date(2026, 4, 15), done_on=TODAY), "b"),
    ]
    assert board.last_visit(visits, TODAY).value.on == date(2026, 4, 1)
    assert board.next_visit(visits, TODAY) == date(2026, 4, 20)
    ahead = entry(Visit(on=date(2026, 4, 12), kind="board", who="UL"), "c")
    assert board.next_visit([*visits, ahead], TODAY) == date(2026, 4, 12)
    assert board.last_visit([ahead], TODAY) is None
    assert board.next_visit(visits[1:], TODAY) is None


def test_agreements_stand_by_their_day_and_those_kept_stay_a_week():
    notes = [
        entry(BoardNote(what="no day"), "a"),
        entry(BoardNote(what="later", by=date(2026, 5, 1)), "b"),
        entry(BoardNote(what="late", by=date(2026, 4, 1)), "c"),
        entry(BoardNote(what="kept", done_on=date(2026, 4, 3)), "d"),
        entry(BoardNote(what="long ago", done_on=date(2026, 4, 2)), "e"),
    ]
    assert [one.value.what for one in board.on_board(notes, TODAY)] == ["late", "later", "no day", "kept"]


def test_an_agreement_is_late_the_day_after_its_day_and_never_once_it_is_kept():
    assert not board.late(BoardNote(what="x", by=TODAY), TODAY)
    assert board.late(BoardNote(what="x", by=date(2026, 4, 9)), TODAY)
    assert not board.late(BoardNote(what="x", by=date(2026, 4, 9), done_on=TODAY), TODAY)
    assert not board.late(BoardNote(what="x"), TODAY)
