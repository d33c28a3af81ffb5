"""What a list of reported events counts."""

from __future__ import annotations

from datetime import date

import pytest
from builders import small_programme

from kit.domain.period import WEEK
from kit.domain.reported_events import Reported, Tally, counts_events, tallied, whole_periods

PROGRAMME = small_programme()
DAYS, COUNT = PROGRAMME.measure("pu.days"), PROGRAMME.measure("fall.count")
ROWS = (
    Reported(date(2026, 1, 5), "a"),
    Reported(date(2026, 1, 5), "a"),
    Reported(date(2026, 1, 5), "b"),
    Reported(date(2026, 3, 2), amount=4),
    Reported(date(2026, 3, 2)),
    Reported(date(2026, 4, 1), "c"),
)
QUARTER = (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1))


def test_every_period_that_the_list_covers_is_counted_and_none_besides() -> None:
    counts, tally = tallied(ROWS, COUNT, QUARTER)
    assert counts == {date(2026, 1, 1): 2, date(2026, 2, 1): 0, date(2026, 3, 1): 5}
    assert tally == Tally(counted=4, twice=1, outside=1)
    assert tally.rows == len(ROWS)


def test_a_measure_of_event_dates_gets_its_days_and_no_zeros() -> None:
    counts, tally = tallied(ROWS, DAYS, ())
    assert counts == {date(2026, 1, 5): 2, date(2026, 3, 2): 5, date(2026, 4, 1): 1}
    assert tally == Tally(counted=5, twice=1)


@pytest.mark.parametrize(
    ("first", "last", "step", "found"),
    [
        (date(2026, 1, 1), date(2026, 2, 28), 1, [date(2026, 1, 1), date(2026, 2, 1)]),
        (date(2026, 1, 2), date(2026, 2, 27), 1, []),
        (date(2025, 12, 31), date(2026, 2, 1), 1, [date(2026, 1, 1)]),
        (date(2026, 1, 5), date(2026, 1, 18), WEEK, [date(2026, 1, 5), date(2026, 1, 12)]),
        (date(2026, 1, 1), date(2026, 6, 30), 3, [date(2026, 1, 1), date(2026, 4, 1)]),
    ],
)
def test_a_period_counts_only_when_all_of_it_is_covered(first: date, last: date, step: int, found: list[date]) -> None:
    assert list(whole_periods(first, last, step)) == found


def test_shares_and_means_need_more_than_a_list_of_events() -> None:
    assert [one.id for one in PROGRAMME.measures if counts_events(one)] == ["pu.days", "fall.rate", "fall.count"]
