"""What a team says about a chart of its own: notes on the time line, phases with their reason, points left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kit.domain.entries.entry import Kind, Level, Writers
from kit.domain.entries.fields import choice, day, line, whole

RULE_SETS = ("anhoej", "ihi", "mdc", "western_electric", "nelson", "three_sigma")


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """Something that happened `on` a day and may explain the chart."""

    measure: str = choice(required=True)
    on: date = day(required=True)
    note: str = line(required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseStart:
    """A new phase from the first point on or after `on`. Never without a reason."""

    measure: str = choice(required=True)
    on: date = day(required=True)
    reason: str = line(required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """The centre line is that of the first `points` of each phase."""

    measure: str = choice(required=True)
    points: int = whole(0, 60, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """The point of a period is drawn but not counted. Never without a reason."""

    measure: str = choice(required=True)
    on: date = day(required=True)
    reason: str = line(required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """The rules that judge a chart."""

    measure: str = choice(required=True)
    rules: str = choice(*RULE_SETS, required=True)


ANNOTATION = Kind("annotation", Annotation, Level.UNIT, Writers.TEAM)
PHASE_START = Kind("phase_start", PhaseStart, Level.UNIT, Writers.TEAM)
FREEZE = Kind("freeze", Freeze, Level.UNIT, Writers.TEAM)
LEFT_OUT = Kind("left_out", LeftOut, Level.UNIT, Writers.TEAM)
RULE_SET = Kind("rule_set", RuleSet, Level.UNIT, Writers.TEAM)
DECISIONS = (PHASE_START, LEFT_OUT, FREEZE, RULE_SET)  # what changes a chart: everything ever said stays to be seen
KINDS = (ANNOTATION, PHASE_START, FREEZE, LEFT_OUT, RULE_SET)
