"""Periods of measuring: weeks, months, quarters and half years, each known by its first day."""

from __future__ import annotations

from datetime import date, timedelta

FREQUENCIES = ("week", "month", "quarter", "half_year", "event")
WEEK = 0  # the step of weeks; every other step is a number of months
_STEPS = {"week": WEEK, "quarter": 3, "half_year": 6}


def step_of(frequency: str) -> int:
    """Months from one period to the next, or `WEEK`. Events have no periods: what is asked of them goes by months."""
    return _STEPS.get(frequency, 1)


def period_start(day: date, step: int) -> date:
    """The first day of the period that `day` lies in: its Monday, or the first of its month, quarter or half year."""
    if step == WEEK:
        return day - timedelta(days=day.weekday())
    return date(day.year, (day.month - 1) // step * step + 1, 1)


def later(first_day: date, step: int, times: int = 1) -> date:
    """The first day of the period that comes `times` periods later (earlier, when negative)."""
    if step == WEEK:
        return first_day + timedelta(weeks=times)
    month = first_day.year * 12 + first_day.month - 1 + step * times
    return date(month // 12, month % 12 + 1, 1)


def next_month(day: date) -> date:
    """The first day of the month after `day`."""
    return later(day, 1)
