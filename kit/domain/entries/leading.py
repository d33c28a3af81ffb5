"""What leaders do: rounds of the self-assessment, next actions, visits, standard work, and what they rate together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kit.domain.entries.entry import Kind, Level, Writers
from kit.domain.entries.fields import choice, day, line, number, text, whole

MOST_PEOPLE = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round of the questionnaire, open from `opened_on`; its results are shown once it is closed and not before.

    `invited_leaders` and `invited_staff` say how many were asked, for the response rate.
    """

    name: str = line(required=True, most=60)
    opened_on: date = day(required=True)
    closed_on: date | None = day()
    invited_leaders: int | None = whole(0, MOST_PEOPLE)
    invited_staff: int | None = whole(0, MOST_PEOPLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextAction:
    """What is done about a result: one to three of them, each with an owner and a date."""

    what: str = line(required=True)
    scale: str = choice()
    owner: str = choice(required=True)
    due: date = day(future=True, required=True)
    done_on: date | None = day()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A leader at a board meeting or on a safety walkround, and the one to three problems chosen for action."""

    on: date = day(required=True)
    kind: str = choice("board", "walkround", "meeting", required=True)
    who: str = choice(required=True)
    heard: str = text(most=1000)
    chosen: str = line()
    chosen_second: str = line()
    chosen_third: str = line()
    follow_up: date | None = day(future=True)
    done_on: date | None = day()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDone:
    """A task of the standard work, done in the period that `on` lies in."""

    task: str = choice(required=True)
    on: date = day(required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentRating:
    """What a management group agreed on for one item of an instrument, in the instrument's `version`."""

    instrument: str = choice(required=True)
    version: str = line(required=True, most=20)
    item: str = choice(required=True)
    value: float | None = number(0, 10)
    on: date = day(required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class CultureResult:
    """One theme of a safety-culture survey made elsewhere, already summed up: `percent` positive of `n` people."""

    wave: str = line(required=True, most=60)
    on: date = day(required=True)
    theme: str = line(required=True, most=100)
    n: int = whole(0, MOST_PEOPLE, required=True)
    percent: float | None = number(0, 100)


ROUND = Kind("round", Round, Level.MUNICIPALITY, Writers.LEAD)
NEXT_ACTION = Kind("next_action", NextAction, Level.MUNICIPALITY, Writers.LEAD)
VISIT = Kind("visit", Visit, Level.EITHER, Writers.TEAM)
TASK_DONE = Kind("task_done", TaskDone, Level.EITHER, Writers.TEAM)
INSTRUMENT_RATING = Kind("instrument_rating", InstrumentRating, Level.MUNICIPALITY, Writers.LEAD)
CULTURE_RESULT = Kind("culture_result", CultureResult, Level.MUNICIPALITY, Writers.LEAD)
KINDS = (ROUND, NEXT_ACTION, VISIT, TASK_DONE, INSTRUMENT_RATING, CULTURE_RESULT)
