"""Rare events: from the dates of events to the time between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .errors import DataError
from .grouping import as_dates
from .numbers import Floats

__all__ = ["DaysBetween", "days_between"]


@dataclass(frozen=True, eq=False)
class DaysBetween:
    """Days between neighbouring events.

    Attributes
    ----------
    gaps : float array
        Days from each event to the next one; one fewer than events. 0 for two events on one day.
    dates : datetime64[D] array
        Date of the event that ended each gap.
    n_events : int
    last_event : datetime64[D] or None
        Date of the latest event.
    open_days : float or None
        Days from the latest event to `as_of`: still running, so it is not one of the gaps and enters no limit.
        None without an event or without `as_of`.
    as_of : datetime64[D] or None
    """

    gaps: Floats
    dates: NDArray[np.datetime64]
    n_events: int
    last_event: np.datetime64 | None
    open_days: float | None
    as_of: np.datetime64 | None


def days_between(event_dates: object, *, as_of: object = None) -> DaysBetween:
    """Days between events, in order of date, with the open interval kept apart.

    Parameters
    ----------
    event_dates : array of dates
        One entry per event, in any order; two events on one day are two entries.
    as_of : date, optional
        Until when events are known.

    Returns
    -------
    DaysBetween

    Raises
    ------
    DataError
        A missing date, or an event after `as_of`.

    References
    ----------
    Benneyan JC. Number-between g-type statistical quality control charts. Health Care Manag Sci 2001;4:305-18.
    """
    days = as_dates(np.asarray(event_dates, dtype=object) if isinstance(event_dates, list) else event_dates)
    if np.isnat(days).any():
        point = int(np.flatnonzero(np.isnat(days))[0]) + 1
        raise DataError("event_dates", "a missing date", "a date for each event", point=point)
    days = np.sort(days)
    until = None if as_of is None else as_dates([as_of], "as_of")[0]
    last = days[-1] if len(days) else None
    if last is not None and until is not None and last > until:
        raise DataError("event_dates", f"an event on {last}", f"events up to as_of, {until}")
    open_days = None if last is None or until is None else float((until - last).astype(np.int64))
    gaps = np.diff(days).astype(np.int64).astype(np.float64)
    return DaysBetween(gaps, days[1:], len(days), last, open_days, until)
