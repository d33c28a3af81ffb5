"""Rounds of the questionnaire: a closed round never changes, and nobody can subtract two looks at it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from survey_sample import people, person, questionnaire

from kit.domain.entries.entry import Entry
from kit.domain.entries.leading import Round
from kit.domain.rounds import OWN_DAYS, Asked, refused_change, round_results, rounds, takes_answers

TODAY = date(2026, 4, 10)
SPRING = Round(name="Forår", opened_on=date(2026, 3, 1), closed_on=date(2026, 3, 20))
OPEN = Round(name="Åben", opened_on=date(2026, 4, 1))


def entry(value: Round, key: str = "r1") -> Entry[Round]:
    return Entry("0301", "", key, value, datetime(2026, 3, 1, tzinfo=UTC), "municipality:0301")


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def test_an_opened_round_has_its_own_days_and_is_open_until_it_is_closed() -> None:
    found = rounds([entry(SPRING), entry(OPEN, "r2")], [], TODAY)
    assert found == (
        Asked("r1", "Forår", date(2026, 3, 1), date(2026, 3, 20)),
        Asked("r2", "Åben", date(2026, 4, 1), None),
    )
    assert [one.open for one in found] == [False, True]


def test_a_report_of_an_earlier_day_knows_nothing_of_what_came_later() -> None:
    (found,) = rounds([entry(SPRING), entry(OPEN, "r2")], [], date(2026, 3, 10))
    assert found.open


@pytest.mark.parametrize(("days", "closed"), [(OWN_DAYS - 1, False), (OWN_DAYS, True)])
def test_where_nobody_opened_a_round_the_first_answer_begins_one_of_four_weeks(days: int, closed: bool) -> None:
    first = TODAY - timedelta(days=days)
    (found,) = rounds([], [first, first + timedelta(days=3)], TODAY)
    assert found.first == first
    assert found.open is not closed


def test_a_late_answer_begins_the_next_round_and_moves_no_end() -> None:
    first = date(2026, 1, 1)
    before = rounds([], [first], TODAY)
    after = rounds([], [first, first + timedelta(days=OWN_DAYS), TODAY], TODAY)
    assert after[0] == before[0]
    assert [one.first for one in after] == [first, first + timedelta(days=OWN_DAYS), TODAY]


def test_opening_the_first_round_ends_the_one_that_the_days_made() -> None:
    found = rounds([entry(OPEN)], [date(2026, 3, 30), date(2026, 4, 2)], TODAY)
    assert [(one.first, one.last) for one in found] == [
        (date(2026, 3, 30), date(2026, 3, 31)),
        (date(2026, 4, 1), None),
    ]


def test_an_open_round_shows_nothing_and_a_closed_one_never_changes() -> None:
    given = people(6, "nurse", 3, at=at(date(2026, 3, 5)))
    asked = rounds([entry(SPRING), entry(OPEN, "r2")], [], TODAY)
    ((shown, before),) = round_results(questionnaire(), given, asked)
    late = person("nurse", (5, 5, 5, 5), at=at(date(2026, 4, 3))) + person("nurse", (5,) * 4, at=at(date(2026, 3, 25)))
    assert round_results(questionnaire(), [*given, *late], asked) == ((shown, before),)
    assert (shown.name, before.people["nurse"]) == ("Forår", 6)


def test_the_same_link_used_in_two_rounds_counts_once_in_each() -> None:
    first = person("nurse", (3, 3, 3, 3), at=at(date(2026, 3, 5)))
    again = [type(a)(*[getattr(a, f) for f in a.__slots__[:-2]], 5, at(date(2026, 4, 2))) for a in first]
    rest = people(5, "nurse", 3, at=at(date(2026, 3, 5))) + people(5, "nurse", 3, at=at(date(2026, 4, 2)))
    closed = Round(name="To", opened_on=date(2026, 4, 1), closed_on=date(2026, 4, 8))
    asked = rounds([entry(SPRING), entry(closed, "r2")], [], TODAY)
    (_, one), (_, two) = round_results(questionnaire(), [*rest, *first, *again], asked)
    assert [found.people["nurse"] for found in (one, two)] == [6, 6]
    assert one.score("one", "nurse").mean == 3
    assert two.score("one", "nurse").mean == pytest.approx(20 / 6)


def test_answers_are_taken_while_a_round_is_open_or_nobody_has_opened_one() -> None:
    assert takes_answers([])
    assert takes_answers([SPRING, OPEN])
    assert not takes_answers([SPRING])


NEW = Round(name="Ny", opened_on=TODAY)
CLOSING = Round(name="Åben", opened_on=OPEN.opened_on, closed_on=TODAY)


@pytest.mark.parametrize(
    ("before", "after", "others", "why"),
    [
        (None, NEW, [], ""),
        (None, NEW, [SPRING], ""),
        (None, NEW, [OPEN], "open"),
        (None, NEW, [Round(name="x", opened_on=date(2026, 4, 1), closed_on=TODAY)], "tomorrow"),
        (None, Round(name="x", opened_on=date(2026, 4, 9)), [], "days"),
        (None, Round(name="x", opened_on=TODAY, closed_on=TODAY), [], "days"),
        (OPEN, CLOSING, [], ""),
        (OPEN, Round(name="Andet navn", opened_on=OPEN.opened_on, invited_staff=40), [], ""),
        (OPEN, Round(name="Åben", opened_on=OPEN.opened_on, closed_on=date(2026, 4, 5)), [], "days"),
        (OPEN, Round(name="Åben", opened_on=date(2026, 3, 25)), [], "days"),
        (SPRING, Round(name="Forår", opened_on=SPRING.opened_on), [], "closed"),
        (SPRING, Round(name="Forår", opened_on=SPRING.opened_on, closed_on=TODAY), [], "closed"),
        (SPRING, Round(name="Nyt navn", opened_on=SPRING.opened_on, closed_on=SPRING.closed_on), [OPEN], ""),
        (OPEN, None, [], "stays"),
        (SPRING, None, [], "stays"),
    ],
)
def test_a_round_opens_today_closes_today_and_stays_closed(before, after, others, why: str) -> None:
    found = refused_change(before, after, others, TODAY)
    assert found == (f"leadership.round.refused.{why}" if why else "")


def test_two_rounds_of_the_same_days_are_read_as_one_after_the_other_and_never_fail() -> None:
    twins = [
        entry(SPRING),
        entry(SPRING, "r2"),
        entry(Round(name="Lang", opened_on=SPRING.opened_on, closed_on=TODAY), "r3"),
    ]
    asked = rounds(twins, [], date(2026, 5, 1))
    found = round_results(questionnaire(), (), asked)
    assert [one.id for one, _ in found] == ["r1", "r3"]
