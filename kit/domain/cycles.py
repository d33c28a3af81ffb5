"""PDSA cycles: chains, what was predicted beside what was found, and whether a chain is what a PDSA should be.

The fidelity check looks for the four published features: iterative cycles, a test with a prediction, small scale that
grows, data over time. Of 72 published projects that could be judged 3 had all four (Knudsen 2019,
doi 10.1186/s12913-019-4482-6). The limits below are the kit's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kit.domain.entries.entry import Entry
from kit.domain.entries.improvement import SCALES, Cycle
from kit.domain.measure import Direction, Measure

SMALL = ("one", "few", "day")  # sizes of a first test
NEAR = 0.05  # as predicted: within 5 % of the predicted number
ENOUGH_POINTS = 3  # fewer points are no course over time
Chain = tuple[Entry[Any], ...]
PointsSince = Callable[[str, date], int]


class Outcome(StrEnum):
    """What was found beside what was predicted."""

    OPEN = "open"  # nothing found yet
    UNPREDICTED = "unpredicted"  # found, but nothing had been predicted
    IN_WORDS = "in_words"  # predicted and found, not both as numbers: people compare
    AS_PREDICTED = "as_predicted"
    BETTER = "better"
    WORSE = "worse"


class Stage(StrEnum):
    """How far a cycle is: the letter that comes next."""

    PLAN = "plan"
    DO = "do"
    STUDY = "study"
    ACT = "act"
    DONE = "done"


class Feature(StrEnum):
    """One of the four features of a chain of cycles."""

    ITERATIVE = "iterative"
    PREDICTION = "prediction"
    SMALL_SCALE = "small_scale"
    DATA = "data"


class Grade(StrEnum):
    """How far a feature is there."""

    THERE = "there"
    PARTLY = "partly"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """A feature, how far it is there, and the id of what to say: what is there, or what to add next."""

    feature: Feature
    grade: Grade
    says: str


def predicts(cycle: Cycle) -> bool:
    """Whether something was predicted, in words or as a number."""
    return bool(cycle.prediction.strip()) or cycle.predicted is not None


def has_result(cycle: Cycle) -> bool:
    """Whether something was found, in words or as a number."""
    return bool(cycle.done.strip()) or cycle.found is not None


def hindsight(new: Cycle, earlier: Iterable[Cycle]) -> bool:
    """Whether `new` holds a prediction that is written for the first time although the result is known.

    `earlier` is everything that was ever saved of the cycle. A prediction made before its result stays as it is.
    """
    before = tuple(earlier)
    known = any(has_result(one) for one in (*before, new))
    told = {(one.prediction, one.predicted) for one in before}
    return predicts(new) and known and (new.prediction, new.predicted) not in told


def stage(cycle: Cycle) -> Stage:
    """What comes next in a cycle."""
    if cycle.decision and has_result(cycle):
        return Stage.DONE
    if has_result(cycle):
        return Stage.ACT if cycle.learned.strip() else Stage.STUDY
    return Stage.DO if predicts(cycle) and cycle.started_on is not None else Stage.PLAN


def outcome(cycle: Cycle, measure: Measure | None) -> Outcome:
    """What was found beside what was predicted. Which way is better is the measure's; without one, more is better."""
    if not has_result(cycle):
        return Outcome.OPEN
    if not predicts(cycle):
        return Outcome.UNPREDICTED
    if cycle.predicted is None or cycle.found is None:
        return Outcome.IN_WORDS
    if abs(cycle.found - cycle.predicted) <= NEAR * abs(cycle.predicted):
        return Outcome.AS_PREDICTED
    up = measure is None or measure.direction is Direction.UP
    return Outcome.BETTER if (cycle.found > cycle.predicted) is up else Outcome.WORSE


def chains(cycles: Sequence[Entry[Any]]) -> tuple[Chain, ...]:
    """The cycles in chains, each from its first cycle on, in the order in which they were written down.

    A link that leads nowhere, or in a circle, begins a chain of its own; a cycle that two build on is one chain.
    """
    by_key = {cycle.key: cycle for cycle in cycles}
    found: dict[str, list[Entry[Any]]] = {}
    for cycle in cycles:
        found.setdefault(_root(cycle, by_key), []).append(cycle)
    return tuple(tuple(sorted(chain, key=lambda one: _depth(one, by_key))) for chain in found.values())


def _path(cycle: Entry[Any], by_key: dict[str, Entry[Any]]) -> list[str]:
    """The keys from a cycle back to the first of its chain; a circle is cut at its smallest key."""
    path, now = [cycle.key], cycle
    while now.value.follows in by_key:
        now = by_key[now.value.follows]
        if now.key in path:
            circle = path[path.index(now.key) :]
            return path[: path.index(min(circle)) + 1] if min(circle) != cycle.key else path[:1]
        path.append(now.key)
    return path


def _root(cycle: Entry[Any], by_key: dict[str, Entry[Any]]) -> str:
    return _path(cycle, by_key)[-1]


def _depth(cycle: Entry[Any], by_key: dict[str, Entry[Any]]) -> int:
    return len(_path(cycle, by_key))


def fidelity(chain: Chain, points_since: PointsSince) -> tuple[Finding, ...]:
    """The four features of a chain. `points_since` counts a measure's points from a day on."""
    cycles = [entry.value for entry in chain]
    return (_iterative(cycles), _predicted(cycles), _scaled(cycles), _data(cycles, points_since))


def _iterative(cycles: list[Cycle]) -> Finding:
    if len(cycles) > 1:
        return Finding(Feature.ITERATIVE, Grade.THERE, "there")
    grade = Grade.PARTLY if has_result(cycles[0]) else Grade.MISSING
    return Finding(Feature.ITERATIVE, grade, str(grade))


def _predicted(cycles: list[Cycle]) -> Finding:
    made = sum(predicts(cycle) for cycle in cycles)
    grade = Grade.THERE if made == len(cycles) else Grade.PARTLY if made else Grade.MISSING
    return Finding(Feature.PREDICTION, grade, str(grade))


def _size(cycle: Cycle) -> tuple[int, int]:
    return SCALES.index(cycle.scale), cycle.how_many or 1


def _scaled(cycles: list[Cycle]) -> Finding:
    told = [cycle for cycle in cycles if cycle.scale in SCALES]
    if not told or told[0] is not cycles[0]:
        return Finding(Feature.SMALL_SCALE, Grade.MISSING, "unknown")
    if told[0].scale not in SMALL:
        return Finding(Feature.SMALL_SCALE, Grade.MISSING, "big")
    grows = any(_size(cycle) > _size(told[0]) for cycle in told[1:])
    return Finding(Feature.SMALL_SCALE, Grade.THERE if grows else Grade.PARTLY, "there" if grows else "small")


def _data(cycles: list[Cycle], points_since: PointsSince) -> Finding:
    followed = [cycle for cycle in cycles if cycle.measure]
    if not followed:
        return Finding(Feature.DATA, Grade.MISSING, "missing")
    starts = [cycle.started_on for cycle in cycles if cycle.started_on is not None]
    if not starts:
        return Finding(Feature.DATA, Grade.PARTLY, "no_start")
    most = max(points_since(cycle.measure, min(starts)) for cycle in followed)
    enough = most >= ENOUGH_POINTS
    return Finding(Feature.DATA, Grade.THERE if enough else Grade.PARTLY, "there" if enough else "few")
