"""Gaps, freshness and months."""

from __future__ import annotations

from datetime import date

from kit.domain.series import Event, Point, Series, completeness, months_between

JAN, MAR = date(2026, 1, 1), date(2026, 3, 1)


def test_a_series_until_a_day_holds_what_had_begun_or_happened_by_then() -> None:
    whole = Series("u", "m", (Point(JAN, 0), Point(MAR, 4)), (Event(JAN), Event(MAR)))
    assert whole.until(date(2026, 2, 28)) == Series("u", "m", (Point(JAN, 0),), (Event(JAN),))
    assert whole.until(MAR) == whole


def test_completeness_counts_full_months_up_to_today() -> None:
    got = completeness(Series("u", "m", (Point(JAN, 1), Point(MAR, 1))), date(2026, 6, 10))
    assert (got.expected, got.measured) == (5, 2)
    assert got.gaps == (date(2026, 2, 1), date(2026, 4, 1), date(2026, 5, 1))
    assert got.age_days == (date(2026, 6, 10) - date(2026, 4, 1)).days


def test_the_running_month_is_no_gap_and_its_point_is_fresh() -> None:
    got = completeness(Series("u", "m", (Point(MAR, 1),)), date(2026, 3, 20))
    assert (got.expected, got.gaps, got.age_days) == (1, (), 0)


def test_the_age_of_events_counts_from_the_newest_event() -> None:
    assert completeness(Series("u", "m", events=(Event(JAN), Event(MAR))), date(2026, 3, 31)).age_days == 30


def test_an_empty_series_has_no_age() -> None:
    assert completeness(Series("u", "m"), MAR).age_days is None


def test_months_cross_the_turn_of_the_year() -> None:
    assert months_between(date(2025, 12, 5), JAN) == ((2025, 12), (2026, 1))
    assert months_between(MAR, JAN) == ()
