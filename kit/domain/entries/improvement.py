"""The improvement work of a team: its aim, its tests, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kit.domain.entries.entry import Kind, Level, Writers
from kit.domain.entries.fields import choice, day, line, number, text

DECISIONS = ("adopt", "adapt", "abandon")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """How good, for whom, by when: `goal` in the measure's own unit."""

    what: str = text(required=True, most=500)
    whom: str = line()
    measure: str = choice()
    goal: float | None = number()
    by: date | None = day(future=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """A PDSA cycle. `follows` is the key of the cycle that it builds on; `predicted` and `found` in the measure's
    unit."""

    title: str = line(required=True)
    follows: str = line(most=80)
    measure: str = choice()
    question: str = text(most=500)
    prediction: str = text(most=500)
    predicted: float | None = number()
    plan: str = text()
    who: str = choice()
    started_on: date | None = day(future=True)
    ended_on: date | None = day()
    done: str = text()
    found: float | None = number()
    learned: str = text()
    decision: str = choice(*DECISIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier:
    """What stands in the way, whom it was raised with, and the leader's answer."""

    what: str = text(required=True, most=500)
    raised_on: date = day(required=True)
    raised_with: str = choice()
    answer: str = text(most=500)
    answered_on: date | None = day()
    solved_on: date | None = day()


AIM = Kind("aim", Aim, Level.UNIT, Writers.TEAM)
CYCLE = Kind("cycle", Cycle, Level.UNIT, Writers.TEAM)
BARRIER = Kind("barrier", Barrier, Level.UNIT, Writers.TEAM)
KINDS = (AIM, CYCLE, BARRIER)
