"""Rules on an entry that need what was said before it, or who says it: one function for each kind that has any."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kit.domain.barriers import disordered
from kit.domain.cycles import hindsight
from kit.domain.entries.entry import Kind
from kit.domain.entries.improvement import BARRIER, CYCLE, Barrier, Cycle

NO_ANSWER = ("", None)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an entry may not be saved: the key of the sentence, and the field it is about."""

    key: str
    field: str


def fault(kind: Kind, new: Any, earlier: Sequence[Any], may_lead: bool) -> Fault | None:
    """What speaks against `new`. `earlier` is all that was said under its key, the oldest first; `may_lead` is whether
    who writes it may write for the municipality."""
    rule = _RULES.get(kind.id)
    return rule(new, earlier, may_lead) if rule else None


def has_rules(kind: Kind) -> bool:
    """Whether the kind has any."""
    return kind.id in _RULES


def _cycle(new: Cycle, earlier: Sequence[Cycle], _may_lead: bool) -> Fault | None:
    if hindsight(new, earlier):
        return Fault("improvement.refused.hindsight", "prediction")
    if new.ended_on and new.started_on and new.ended_on < new.started_on:
        return Fault("improvement.refused.ends_first", "ended_on")
    return None


def _barrier(new: Barrier, earlier: Sequence[Barrier], may_lead: bool) -> Fault | None:
    field = disordered(new)
    if field:
        return Fault("improvement.refused.before_raised", field)
    if bool(new.answer.strip()) != (new.answered_on is not None):
        return Fault("improvement.refused.half_answer", "answered_on" if new.answer.strip() else "answer")
    said = [_answer(one) for one in earlier]
    stands = said[-1] if said else NO_ANSWER
    brought_back = _answer(new) != NO_ANSWER and _answer(new) in said
    if may_lead or _answer(new) == stands or brought_back:
        return None
    return Fault("improvement.refused.leader_answers", "answer")


def _answer(barrier: Barrier) -> tuple[Any, ...]:
    return barrier.answer, barrier.answered_on


_RULES: Mapping[str, Callable[[Any, Sequence[Any], bool], Fault | None]] = {CYCLE.id: _cycle, BARRIER.id: _barrier}
