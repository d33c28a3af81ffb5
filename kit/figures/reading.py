"""An analysis read to the end before anything is drawn: which points stand out, why, and for better or worse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kit import spc
from kit.spc import Analysis, MakingDataCount, Part

WHOLE_PHASE = ("few_crossings", "too_few_runs", "too_many_runs")  # they speak of a phase, not of a point
NO_SIDE = ("trend", "hugging", "avoiding", "alternating")  # beside the line, these say nothing about better or worse
SHARED_DATA = ("mr", "ewma")
IMPROVEMENTS = ("increase", "decrease", "neutral")

Annotations = Sequence[tuple[object, str]]


class Tone(StrEnum):
    """What a point that stands out means; the ids are those of the colours."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    NEUTRAL = "signal_neutral"


@dataclass(frozen=True, slots=True)
class Mark:
    """A point (0-based) that a rule has fired on."""

    place: int
    rules: tuple[str, ...]
    high: bool
    tone: Tone

    @property
    def outside(self) -> bool:
        """Beyond the control limits?"""
        return "outside_limits" in self.rules


@dataclass(frozen=True, slots=True)
class Reading:
    """An analysis and what it means. `improvement` is increase, decrease, neutral, or None for "not said"."""

    analysis: Analysis
    improvement: str | None
    marks: tuple[Mark, ...]
    counted: MakingDataCount | None

    @property
    def last(self) -> Part:
        """The newest phase."""
        return self.analysis.parts[-1]

    def fired(self, rule: str, part: Part) -> list[int]:
        """The points of a phase that a rule has fired on."""
        flags = self.analysis.signals[rule][part.start : part.stop]
        return [int(place) + part.start for place in np.flatnonzero(flags)]

    def phase_signal(self, part: Part) -> bool:
        """Has a rule about the run of the points fired in this phase?"""
        about_runs = ("long_run", *WHOLE_PHASE)
        return any(self.fired(rule, part) for rule in about_runs if rule in self.analysis.signals)

    def frozen_to(self, part: Part) -> int | None:
        """Where the frozen baseline of a phase ends (half open); None when all of its points make the line."""
        baseline = self.analysis.baseline[part.start : part.stop]
        if not baseline.any() or baseline.all():
            return None
        return part.start + int(np.flatnonzero(baseline)[-1]) + 1

    @property
    def present(self) -> list[int]:
        """The points with a value."""
        return [int(place) for place in np.flatnonzero(~np.isnan(self.analysis.y))]

    @property
    def moving_limits(self) -> bool:
        """Does a limit of the newest phase differ from point to point?"""
        here = slice(self.last.start, self.last.stop)
        return any(_differs(limit[here]) for limit in (self.analysis.lcl, self.analysis.ucl))

    @property
    def judges_runs(self) -> bool:
        """Can runs mean anything here? Not where neighbours share data, nor where points have no order."""
        ordered = not any(notice.id == "categorical_x" for notice in self.analysis.notices)
        return ordered and self.analysis.kind not in SHARED_DATA

    @property
    def newest_mark(self) -> Mark | None:
        """The newest point that stands out in the newest phase."""
        return next((mark for mark in reversed(self.marks) if mark.place >= self.last.start), None)

    def lasts(self, mark: Mark) -> bool:
        """Has every useful point since then stayed on the same side of the centre line?"""
        later = slice(mark.place + 1, self.last.stop)
        useful = self.analysis.useful[later]
        high = (self.analysis.y[later] > self.analysis.cl[later])[useful]
        return bool((high == mark.high).all())


def _differs(limit: np.ndarray) -> bool:
    known = limit[~np.isnan(limit)]
    return bool(known.size and not np.allclose(known, known[0], rtol=1e-9, atol=0))


def read(analysis: Analysis, improvement: str | None = None) -> Reading:
    """Read an analysis. Raises ValueError for a direction that does not exist."""
    if improvement is not None and improvement not in IMPROVEMENTS:
        raise ValueError(f"improvement is {improvement!r}; expected one of {', '.join(IMPROVEMENTS)}, or None")
    counted = spc.making_data_count(analysis, improvement or "neutral") if analysis.rules == "mdc" else None
    marks = []
    for place in range(len(analysis)):
        rules = tuple(rule for rule, flags in analysis.signals.items() if rule not in WHOLE_PHASE and flags[place])
        if rules:
            high = bool(analysis.y[place] > analysis.cl[place])
            marks.append(Mark(place, rules, high, _tone(rules, high, place, improvement, counted)))
    return Reading(analysis, improvement, tuple(marks), counted)


def _tone(
    rules: tuple[str, ...], high: bool, place: int, improvement: str | None, counted: MakingDataCount | None
) -> Tone:
    if counted is not None:
        kinds = {"improvement": Tone.IMPROVING, "concern": Tone.WORSENING}
        return kinds.get(counted.point_type[place], Tone.NEUTRAL)
    if improvement in (None, "neutral") or all(rule in NO_SIDE for rule in rules):
        return Tone.NEUTRAL
    return Tone.IMPROVING if high == (improvement == "increase") else Tone.WORSENING
