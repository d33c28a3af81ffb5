"""What a unit's team has decided about a chart, read from its entries: nothing without a reason, nothing against the
network file.

A break of the network file (a new definition) stays whatever a team decides, and an interval across it never counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kit.domain.entries.chart import ANNOTATION, FREEZE, LEFT_OUT, PHASE_START, RULE_SET
from kit.domain.entries.entry import Entry, Kind, Record, entries
from kit.domain.entries.improvement import AIM, CYCLE, Cycle
from kit.domain.measure import Measure
from kit.domain.network import MeasureInUse
from kit.domain.period import period_start
from kit.figures.chart import Aim, Break, Decided, Mark, Row, RowState

RUN_RULES = ("anhoej", "ihi")  # the rule sets that need no limits
_REASONED = {PHASE_START.id: "reason", LEFT_OUT.id: "reason", ANNOTATION.id: "note", CYCLE.id: "title", AIM.id: "what"}


@dataclass(frozen=True, slots=True)
class Decisions:
    """The entries about one measure of one unit. Of `freeze`, `rules` and `aim` the newest counts."""

    phases: tuple[Entry[Any], ...] = ()
    left_out: tuple[Entry[Any], ...] = ()
    freeze: Entry[Any] | None = None
    rules: Entry[Any] | None = None
    notes: tuple[Entry[Any], ...] = ()
    cycles: tuple[Entry[Any], ...] = ()
    aim: Entry[Any] | None = None

    @property
    def rule_set(self) -> str:
        """The rule set chosen; the Anhøj rules where none was."""
        return self.rules.value.rules if self.rules else RUN_RULES[0]

    def baseline(self, use: MeasureInUse) -> int:
        """How many first points of each phase freeze the median: the team's word before the network file's."""
        return self.freeze.value.points if self.freeze else use.baseline


def decisions_of(records: Iterable[Record], unit: str, measure: str) -> Decisions:
    """What stands about a measure of a unit. An entry that should have a reason and has none does not exist."""
    mine = [record for record in records if record.unit == unit]

    def about(kind: Kind) -> tuple[Entry[Any], ...]:
        field = _REASONED.get(kind.id)
        found = (entry for entry in entries(mine, kind) if entry.value.measure == measure)
        return tuple(entry for entry in found if field is None or getattr(entry.value, field).strip())

    def newest(kind: Kind) -> Entry[Any] | None:
        return max(about(kind), key=lambda entry: entry.at, default=None)

    return Decisions(
        phases=tuple(sorted(about(PHASE_START), key=lambda entry: (entry.value.on, entry.at))),
        left_out=about(LEFT_OUT),
        freeze=newest(FREEZE),
        rules=newest(RULE_SET),
        notes=about(ANNOTATION),
        cycles=about(CYCLE),
        aim=newest(AIM),
    )


def leave_out(rows: Sequence[Row], said: Decisions, measure: Measure, step: int) -> list[Row]:
    """The rows with the team's points left out: of the period that the day lies in, or of the event of that day.

    Only what was measured can be left out; what spans a break of the network file is left out anyway.
    """
    reasons = {_row_day(entry.value.on, measure, step): entry.value.reason for entry in said.left_out}
    return [
        replace(row, state=RowState.LEFT_OUT, reason=reasons[row.day])
        if row.state is RowState.MEASURED and row.day in reasons
        else row
        for row in rows
    ]


def _row_day(on: date, measure: Measure, step: int) -> date:
    return on if measure.from_events else period_start(on, step)


def breaks_of(use: MeasureInUse, said: Decisions, days: Sequence[date], *, spans: bool = False) -> tuple[Break, ...]:
    """Where phases begin among points of these days: the break of the network file, then the team's own.

    A phase begins at the first point on or after its day; where that is the first point of all, or none, it divides
    nothing. Two that begin at the same point are one, and the network file's word is the one that stands. With
    `spans`, an interval goes across the network file's break, which is then told even where it divides nothing.
    """
    found: dict[int, Break] = {}
    if use.break_on:
        position = _position(use.break_on, days)
        if spans or 0 < position < len(days):
            found[position] = Break(use.break_on, use.break_reason, position)
    for entry in said.phases:
        position = _position(entry.value.on, days)
        if 0 < position < len(days):
            found.setdefault(position, Break(entry.value.on, entry.value.reason, position, team=True))
    return tuple(found[position] for position in sorted(found))


def _position(on: date, days: Sequence[date]) -> int:
    return sum(day < on for day in days)


def marks_of(said: Decisions, as_of: date) -> tuple[Mark, ...]:
    """What happened along the way, in order of time: notes, and each test on the day it ended, or else began."""
    notes = [Mark(entry.value.on, entry.value.note) for entry in said.notes]
    cycles = [mark for entry in said.cycles if (mark := _cycle(entry.value, as_of))]
    return tuple(sorted((mark for mark in (*notes, *cycles) if mark.on <= as_of), key=lambda mark: mark.on))


def _cycle(cycle: Cycle, as_of: date) -> Mark | None:
    """A test's mark: on the day it ended, while it runs on the day it began; None where neither is known."""
    ended = cycle.ended_on is not None and cycle.ended_on <= as_of
    on = cycle.ended_on if ended else cycle.started_on
    return Mark(on, cycle.title, cycle=True, running=not ended, decision=cycle.decision) if on else None


def aim_of(said: Decisions) -> Aim | None:
    """The team's own aim for the measure, where it says how good."""
    aim = said.aim.value if said.aim else None
    return Aim(aim.goal, aim.by) if aim and aim.goal is not None else None


def decided(
    said: Decisions, rows: Sequence[Row], breaks: Sequence[Break], measure: Measure, step: int
) -> tuple[Decided, ...]:
    """Everything that was decided, with whether it changes the chart as it is now; the newest first."""
    starts = {(mark.on, mark.reason) for mark in breaks if mark.team}
    out = {row.day for row in rows if row.state is RowState.LEFT_OUT}
    found = [Decided(PHASE_START, entry, (entry.value.on, entry.value.reason) in starts) for entry in said.phases]
    found += [Decided(LEFT_OUT, entry, _row_day(entry.value.on, measure, step) in out) for entry in said.left_out]
    found += [Decided(FREEZE, said.freeze, True)] if said.freeze else []
    found += [Decided(RULE_SET, said.rules, True)] if said.rules else []
    return tuple(sorted(found, key=lambda one: one.entry.at, reverse=True))
