"""Periods of measuring: weeks, half months, months, quarters and half years, each known by its first day."""

from __future__ import annotations

from datetime import date, timedelta

FREQUENCIES = ("week", "half_month", "month", "quarter", "half_year", "event")
WEEK, HALF_MONTH = 0, -1  # the steps of weeks and half months; every other step is a number of months
_MIDDLE = 16  # the day on which the second half of a month begins
_STEPS = {"week": WEEK, "half_month": HALF_MONTH, "quarter": 3, "half_year": 6}


def step_of(frequency: str) -> int:
    """Months from one period to the next, `WEEK` or `HALF_MONTH`. Events are asked of by the month."""
    return _STEPS.get(frequency, 1)


def told_by_day(step: int) -> bool:
    """Whether a month does not say which period is meant: there are several in it."""
    return step in (WEEK, HALF_MONTH)


def period_start(day: date, step: int) -> date:
    """The first day of the period that `day` lies in: its Monday, the first or the 16th, or the first of its month,
    quarter or half year."""
    if step == WEEK:
        return day - timedelta(days=day.weekday())
    if step == HALF_MONTH:
        return day.replace(day=_MIDDLE if day.day >= _MIDDLE else 1)
    return date(day.year, (day.month - 1) // step * step + 1, 1)


def later(first_day: date, step: int, times: int = 1) -> date:
    """The first day of the period that comes `times` periods later (earlier, when negative)."""
    if step == WEEK:
        return first_day + timedelta(weeks=times)
    if step == HALF_MONTH:
        months, half = divmod((first_day.day >= _MIDDLE) + times, 2)
        return later(first_day.replace(day=1), 1, months).replace(day=_MIDDLE if half else 1)
    month = first_day.year * 12 + first_day.month - 1 + step * times
    return date(month // 12, month % 12 + 1, 1)


def next_month(day: date) -> date:
    """The first day of the month after `day`."""
    return later(day, 1)
