"""Calendar periods, dates of phases, days between events, facets."""

import datetime

import numpy as np
import pytest

from kit import spc


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("day", ["2025-12-31", "2026-01-01", "2026-02-28", "2024-02-29"]),
        ("week", ["2025-12-29", "2025-12-29", "2026-02-23", "2024-02-26"]),
        ("month", ["2025-12-01", "2026-01-01", "2026-02-01", "2024-02-01"]),
        ("quarter", ["2025-10-01", "2026-01-01", "2026-01-01", "2024-01-01"]),
        ("year", ["2025-01-01", "2026-01-01", "2026-01-01", "2024-01-01"]),
    ],
)
def test_a_date_belongs_to_the_period_that_begins_on_or_before_it(period, expected):
    dates = ["2025-12-31", "2026-01-01", "2026-02-28", "2024-02-29"]
    assert spc.period_start(dates, period).astype(str).tolist() == expected


def test_weeks_begin_on_monday_also_before_1970():
    for day in range(20):
        date = datetime.date(1969, 12, 25) + datetime.timedelta(days=day)
        monday = date - datetime.timedelta(days=date.weekday())
        assert str(spc.period_start([date], "week")[0]) == monday.isoformat()


def test_two_weeks_are_counted_from_the_monday_of_the_earliest_date():
    dates = ["2026-01-21", "2026-01-08", "2026-01-14", "2026-01-19"]
    assert spc.period_start(dates, "week", 2).astype(str).tolist() == [
        "2026-01-19",
        "2026-01-05",
        "2026-01-05",
        "2026-01-19",
    ]


def test_a_date_time_belongs_to_the_day_its_clock_shows():
    late = datetime.datetime(2026, 3, 31, 23, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
    assert str(spc.period_start([late], "month")[0]) == "2026-03-01"


def test_a_missing_date_stays_missing_and_its_row_is_left_out():
    months = spc.period_start(["2026-01-05", None, "2026-01-20"], "month")
    assert np.isnat(months).tolist() == [False, True, False]
    assert spc.analyse("run", [1, 2, 3], x=months, agg="sum").y.tolist() == [4]


def test_empty_periods_do_not_appear():
    months = spc.period_start(["2026-01-05", "2026-03-05"], "month")
    assert len(spc.analyse("run", [1, 2], x=months)) == 2


MONTHS = ["2026-01-01", "2026-02-01", "2026-04-01", "2026-05-01"]


@pytest.mark.parametrize(
    ("start", "ends"),
    [("2026-02-01", [1]), ("2026-03-15", [2]), ("2026-04-01", [2]), ("2026-01-01", []), ("2025-01-01", [])],
)
def test_a_phase_begins_at_the_first_point_on_or_after_its_date(start, ends):
    assert spc.ends_before(MONTHS, [start]) == ends
    assert spc.ends_before(MONTHS, datetime.date.fromisoformat(start)) == ends


def test_days_between_events_are_counted_in_order_and_the_open_interval_is_kept_apart():
    found = spc.days_between(["2026-03-10", "2026-01-01", "2026-01-31", "2026-01-31"], as_of="2026-03-31")
    assert found.gaps.tolist() == [30, 0, 38]
    assert found.dates.astype(str).tolist() == ["2026-01-31", "2026-01-31", "2026-03-10"]
    assert (found.n_events, found.open_days, str(found.last_event)) == (4, 21, "2026-03-10")


@pytest.mark.parametrize("events", [[], np.array([], dtype="datetime64[D]")])
def test_without_events_there_is_no_gap_and_no_open_interval(events):
    found = spc.days_between(events, as_of=datetime.date(2026, 1, 1))
    assert (found.gaps.size, found.n_events, found.open_days, found.last_event) == (0, 0, None, None)


def test_one_event_opens_an_interval_without_a_gap():
    found = spc.days_between([datetime.date(2026, 1, 1)], as_of=datetime.datetime(2026, 1, 15, 12))
    assert (found.gaps.size, found.open_days) == (0, 14)
    assert spc.days_between(["2026-01-01"]).open_days is None


def test_leap_days_are_counted():
    assert spc.days_between(["2024-02-28", "2024-03-01"]).gaps.tolist() == [2]


def test_facets_are_the_combinations_that_occur_in_sorted_order():
    found = [(key, rows.tolist()) for key, rows in spc.facets(["b", "a", "b", "a"], [1, 2, 1, 1])]
    assert found == [(("a", 1), [3]), (("a", 2), [1]), (("b", 1), [0, 2])]
