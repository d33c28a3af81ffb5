"""What leaders do: rounds of the self-assessment, next actions, visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kit.domain.entries.entry import Kind, Level, Writers
from kit.domain.entries.fields import choice, day, line, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round of the questionnaire, open from `opened_on`; its results are shown once it is closed and not before."""

    name: str = line(required=True)
    opened_on: date = day(required=True)
    closed_on: date | None = day()


@dataclass(frozen=True, slots=True, kw_only=True)
class NextAction:
    """What is done about a result: one to three of them, each with an owner and a date."""

    what: str = line(required=True)
    scale: str = choice()
    owner: str = choice(required=True)
    due: date | None = day(future=True)
    done_on: date | None = day()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A leader at a board meeting or on a safety walkround, and the one to three problems chosen for action."""

    on: date = day(required=True)
    kind: str = choice("board", "walkround", "meeting", required=True)
    who: str = choice(required=True)
    heard: str = text(most=1000)
    chosen: str = text(most=500)
    follow_up: date | None = day(future=True)
    done_on: date | None = day()


ROUND = Kind("round", Round, Level.MUNICIPALITY, Writers.LEAD)
NEXT_ACTION = Kind("next_action", NextAction, Level.MUNICIPALITY, Writers.LEAD)
VISIT = Kind("visit", Visit, Level.EITHER, Writers.TEAM)
KINDS = (ROUND, NEXT_ACTION, VISIT)
