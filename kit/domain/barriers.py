"""Barriers and the leader's answer: how long a team has waited, and who must be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from kit.domain.entries.improvement import Barrier

LATE_AFTER_DAYS = 14  # the kit's own limit for an answer


class State(StrEnum):
    """Where a barrier stands."""

    WAITING = "waiting"
    LATE = "late"  # no answer for more than `LATE_AFTER_DAYS`
    ANSWERED = "answered"
    SOLVED = "solved"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A barrier on a day: days since it was raised (to the day it was solved), and days to the answer (None without
    one)."""

    state: State
    days_open: int
    days_to_answer: int | None


def waiting(barrier: Barrier, as_of: date) -> Waiting:
    """Where a barrier stands on the day `as_of`. Days never fall below 0."""
    end = min(barrier.solved_on or as_of, as_of)
    days_open = max(0, (end - barrier.raised_on).days)
    answered = barrier.answered_on
    days = None if answered is None else max(0, (answered - barrier.raised_on).days)
    if barrier.solved_on is not None:
        return Waiting(State.SOLVED, days_open, days)
    if answered is not None:
        return Waiting(State.ANSWERED, days_open, days)
    return Waiting(State.LATE if days_open > LATE_AFTER_DAYS else State.WAITING, days_open, None)


def usual_days(barriers: Iterable[Barrier], as_of: date) -> float | None:
    """The median of the days to the leader's answer; None where nothing was answered."""
    days = [found.days_to_answer for found in (waiting(one, as_of) for one in barriers)]
    known = [one for one in days if one is not None]
    return float(median(known)) if known else None


def disordered(barrier: Barrier) -> str:
    """The field whose day lies before the barrier was raised; an empty text where none does."""
    days = {"escalated_on": barrier.escalated_on, "answered_on": barrier.answered_on, "solved_on": barrier.solved_on}
    return next((name for name, on in days.items() if on is not None and on < barrier.raised_on), "")
