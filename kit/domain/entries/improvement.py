"""The improvement work of a team: its aim, what drives it, its tests, how far it is, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kit.domain.entries.entry import Kind, Level, Writers
from kit.domain.entries.fields import choice, choices, day, line, link, number, text, whole, yes

DECISIONS = ("adopt", "adapt", "abandon")
SCALES = ("one", "few", "day", "week", "unit", "units")  # how big a test is, the smallest first
IDEA_STATUS = ("idea", "testing", "adopted", "abandoned")
STORY_SORTS = ("success", "lesson")
STEPS = ("0.5", "1.0", "1.5", "2.0", "2.5", "3.0", "3.5", "4.0", "4.5", "5.0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """How good, for whom, by when: `goal` in the measure's own unit."""

    what: str = text(required=True, most=500)
    whom: str = line()
    measure: str = choice()
    goal: float | None = number()
    by: date | None = day(future=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """What the aim hangs on. Under the id of one of the programme's drivers it stands in that one's place;
    `under` names the primary driver that a secondary one belongs to; `dropped` crosses it out."""

    area: str = choice(required=True)
    name: str = line(required=True)
    under: str = link("driver")
    measures: tuple[str, ...] = choices()
    dropped: bool = yes()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeIdea:
    """A change to test: one card of the change package. `place` is its place in the order, `avoid` what not to do."""

    what: str = line(required=True)
    driver: str = link("driver")
    status: str = choice(*IDEA_STATUS)
    measure: str = choice()
    place: int | None = whole(1, 99)
    avoid: str = text(most=500)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """A PDSA cycle, in the order Plan, Do, Study, Act. `follows` is the key of the cycle that it builds on;
    `predicted` and `found` in the measure's unit; `how_many` people, times or days of the size `scale`."""

    title: str = line(required=True)
    follows: str = link("cycle")
    idea: str = link("change_idea")
    measure: str = choice()
    question: str = text(most=500)
    prediction: str = text(most=500)
    predicted: float | None = number()
    scale: str = choice(*SCALES)
    how_many: int | None = whole(1, 10_000)
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
    """What stands in the way, whom it was raised with, to whom it went on, and the leader's answer."""

    what: str = text(required=True, most=500)
    raised_on: date = day(required=True)
    raised_with: str = choice()
    escalated_on: date | None = day()
    escalated_to: str = choice()
    answer: str = text(most=500)
    answered_on: date | None = day()
    solved_on: date | None = day()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressRating:
    """A step on the programme's progress scale, on a day, with the criteria (`met`) that can be shown."""

    on: date = day(required=True)
    step: str = choice(*STEPS, required=True)
    met: tuple[str, ...] = choices(most=100)
    note: str = text(most=500)


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementUsed:
    """An element of leadership (a scale of the self-assessment) that was used on a day, and how."""

    on: date = day(required=True)
    element: str = choice(required=True)
    who: str = choice()
    how: str = line(required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What changed, and why: the words beside a chart. `sort` tells a success from a lesson that was learned the hard
    way; with `share` the other municipalities may read it."""

    title: str = line(required=True)
    on: date = day(required=True)
    measure: str = choice()
    sort: str = choice(*STORY_SORTS)
    what: str = text(required=True, most=1500)
    why: str = text(most=1000)
    share: bool = yes()


AIM = Kind("aim", Aim, Level.UNIT, Writers.TEAM)
DRIVER = Kind("driver", Driver, Level.UNIT, Writers.TEAM)
CHANGE_IDEA = Kind("change_idea", ChangeIdea, Level.UNIT, Writers.TEAM)
CYCLE = Kind("cycle", Cycle, Level.UNIT, Writers.TEAM)
BARRIER = Kind("barrier", Barrier, Level.UNIT, Writers.TEAM)
PROGRESS_TEAM = Kind("progress_team", ProgressRating, Level.UNIT, Writers.TEAM)
PROGRESS_FACILITATOR = Kind("progress_facilitator", ProgressRating, Level.UNIT, Writers.FACILITATOR)
ELEMENT_USED = Kind("element_used", ElementUsed, Level.MUNICIPALITY, Writers.LEAD)
STORY = Kind("story", Story, Level.UNIT, Writers.TEAM)
KINDS = (AIM, DRIVER, CHANGE_IDEA, CYCLE, BARRIER, PROGRESS_TEAM, PROGRESS_FACILITATOR, ELEMENT_USED, STORY)
