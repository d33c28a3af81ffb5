"""The finished values of one chart: what a figure draws and a sentence says. Nothing is worked out after this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kit.domain.entries.entry import Entry, Kind
from kit.domain.measure import GoalKind, Measure
from kit.domain.network import MeasureInUse, Unit
from kit.domain.series import Completeness
from kit.spc import Analysis, Part


class Finding(StrEnum):
    """What a phase shows. Ids carry the meaning; `kit.figures.captions` has the words."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    SIGNAL_NEUTRAL = "signal_neutral"  # not random, but without a good or bad direction
    NONE = "none"
    TOO_FEW = "too_few"
    NO_DATA = "no_data"


class Side(StrEnum):
    """Where the newest values lie, seen from the median."""

    ABOVE = "above"
    BELOW = "below"
    MIXED = "mixed"


class BaselineState(StrEnum):
    """Whether the median is frozen."""

    NONE = "none"
    BUILDING = "building"  # a freeze is wanted, but there are too few measurements yet
    FROZEN = "frozen"


class RowState(StrEnum):
    """Why a row has a value, or has none."""

    MEASURED = "measured"
    GAP = "gap"  # the period was not measured
    NOTHING_TO_COUNT = "nothing_to_count"  # measured, but the denominator is 0
    NO_DENOMINATOR = "no_denominator"
    FIRST_EVENT = "first_event"  # intervals are counted from here
    SPANS_BREAK = "spans_break"  # an interval that began before the break and ended after it: in no rule, no median
    LEFT_OUT = "left_out"  # drawn and not counted, since the team said why


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table behind the chart; `value` is in display units (percent 0–100, rate per `per`, days).

    `reason` says why a point was left out.
    """

    day: date
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    note: str = ""
    state: RowState = RowState.MEASURED
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Values in a row on one side of the median: `points` are their positions."""

    points: tuple[int, ...]
    side: Side
    ongoing: bool


@dataclass(frozen=True, slots=True)
class Baseline:
    """The baseline of a phase: `have` of `wanted` measurements; `stop` is the position after the last one."""

    state: BaselineState
    wanted: int = 0
    have: int = 0
    stop: int = 0


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase (points `start` to `stop`, half open), judged on its own by the chart's rule set.

    `fired` are the ids of the rules that have fired in it, on few points too. `median` None means no value at all.
    `run` is the newest run longer than chance allows. `side` says where the newest values lie,
    `level` what is typical now: the median of the run or newest half that decided, else the phase's median.
    """

    start: int
    stop: int
    median: float | None
    part: Part
    baseline: Baseline
    goal: float | None
    finding: Finding
    side: Side
    run: Run | None
    level: float | None
    fired: tuple[str, ...] = ()

    @property
    def measured(self) -> int:
        """Points with a value."""
        return self.part.n_obs - self.part.n_missing

    @property
    def signal(self) -> bool:
        """Whether the rules have fired on enough points."""
        return self.part.enough and bool(self.fired)


@dataclass(frozen=True, slots=True)
class Break:
    """A new phase from `on`: the points from `position` are judged apart. A new definition or reporting rule of the
    network file, or, with `team`, a phase that the team has begun with its reason."""

    on: date
    reason: str
    position: int
    team: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened `on` a day: a note, or a test (`cycle`), still `running` or ended with its decision."""

    on: date
    text: str
    cycle: bool = False
    running: bool = False
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Aim:
    """The team's own aim in the measure's unit, `by` a day where it says one."""

    goal: float
    by: date | None


@dataclass(frozen=True, slots=True)
class Path:
    """The straight way from a level to the team's aim; `now` is where it stands at the chart's day."""

    since: date
    level: float
    by: date
    goal: float
    now: float


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of the team; `in_force` says whether it changes the chart as it is now."""

    kind: Kind
    entry: Entry[Any]
    in_force: bool


@dataclass(frozen=True, slots=True)
class OpenInterval:
    """Days since the newest event: not yet a measurement. `longest` says that it already exceeds every closed one."""

    since: date
    days: int
    longest: bool


@dataclass(frozen=True, eq=False)
class Chart:
    """One unit on one measure, ready to be drawn and told.

    `x` has one day a point: the period's first day, or the event that ended the interval. `rows` is one a point, too,
    except that a chart of events has its first event in front. `analysis` is None when there is no value at all.

    `rules` is the rule set that the team has chosen, `judged_by` the one that judges the run chart: a rule set that
    needs limits judges the control chart alone.
    """

    unit: Unit
    measure: Measure
    use: MeasureInUse
    as_of: date
    x: tuple[date, ...]
    y: tuple[float | None, ...]
    rows: tuple[Row, ...]
    analysis: Analysis | None
    phases: tuple[Phase, ...]
    completeness: Completeness
    breaks: tuple[Break, ...] = ()
    open_interval: OpenInterval | None = None
    rules: str = "anhoej"
    marks: tuple[Mark, ...] = ()
    aim: Aim | None = None
    path: Path | None = None
    decided: tuple[Decided, ...] = ()

    @property
    def judged_by(self) -> str:
        """The rule set that judges the run chart."""
        return self.analysis.rules if self.analysis else "anhoej"

    @property
    def points(self) -> tuple[Row, ...]:
        """The rows that are points, one for each day of `x`."""
        return self.rows[len(self.rows) - len(self.x) :]

    @property
    def events(self) -> int:
        """Number of events behind a days-between chart."""
        return len(self.rows) if self.measure.from_events else 0

    @property
    def last(self) -> Phase | None:
        """The newest phase: the one that the finding is about."""
        return self.phases[-1] if self.phases else None

    @property
    def finding(self) -> Finding:
        """What the newest phase shows."""
        return self.last.finding if self.last else Finding.NO_DATA

    @property
    def goal_value(self) -> float | None:
        """The goal in display units, or None when there is none (or its baseline has no value yet)."""
        if self.last:
            return self.last.goal
        return self.measure.goal.value if self.measure.goal.kind is GoalKind.VALUE else None

    @property
    def open_interval_days(self) -> int | None:
        """Days since the newest event."""
        return self.open_interval.days if self.open_interval else None

    @property
    def newest(self) -> Row | None:
        """The newest row with a value."""
        return next((row for row in reversed(self.rows) if row.value is not None), None)
