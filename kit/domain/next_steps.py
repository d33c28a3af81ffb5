"""What a team does next in its improvement work, and what is blocked until something else is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kit.domain.aims import Lack
from kit.domain.barriers import State, Waiting
from kit.domain.cycles import Chain, Stage, has_result, predicts, stage
from kit.domain.progress import Progress, Rater

RESULT_AFTER_DAYS = 14  # a test this old without a result is asked about


@dataclass(frozen=True, slots=True)
class Step:
    """A step by the id of its sentence, and what it is about. `blocked` steps wait for what the sentence says."""

    id: str
    about: str = ""
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """A team's work on the day `as_of`. `aims` holds what each aim lacks; `due` the days by which they are to be
    reached; `barriers` what each is and how long it has waited."""

    as_of: date
    follows_measures: bool
    aims: Sequence[tuple[Lack, ...]]
    due: Sequence[date]
    chains: Sequence[Chain]
    barriers: Sequence[tuple[str, Waiting]]
    progress: Progress


def next_steps(work: Work) -> tuple[Step, ...]:
    """The steps in the order in which they help most: what can be done now first, then what is blocked."""
    found = [*_aim(work), *_barriers(work.barriers), *_cycles(work), *_rating(work.progress)]
    return (*(step for step in found if not step.blocked), *(step for step in found if step.blocked))


def _aim(work: Work) -> Iterator[Step]:
    if not work.follows_measures:
        yield Step("measure")
        yield Step("chart", blocked=True)
    if not work.aims:
        yield Step("write_aim")
    elif all(work.aims):
        yield Step("complete_aim")
    elif work.due and max(work.due) < work.as_of:
        yield Step("renew_aim")


def _barriers(barriers: Iterable[tuple[str, Waiting]]) -> Iterator[Step]:
    for what, now in barriers:
        if now.state is State.LATE:
            yield Step("answer", what)


def _cycles(work: Work) -> Iterator[Step]:
    if not work.chains:
        yield Step("plan_cycle") if work.aims else Step("plan_cycle_first_aim", blocked=True)
    for chain in work.chains:
        yield from _chain(chain, work.as_of)


def _chain(chain: Chain, as_of: date) -> Iterator[Step]:
    cycle = chain[-1].value
    name, now = cycle.title, stage(cycle)
    if now is Stage.PLAN:
        yield Step("start" if predicts(cycle) else "predict", name)
    elif now is Stage.DO and cycle.started_on and (as_of - cycle.started_on).days > RESULT_AFTER_DAYS:
        yield Step("write_result", name)
    elif now is Stage.STUDY:
        yield Step("study", name)
    elif now is Stage.ACT:
        yield Step("decide", name)
    elif cycle.decision == "adapt":
        yield Step("next_cycle", name)
    elif cycle.decision == "adopt" and len(chain) == 1:
        yield Step("adopt", name, blocked=True)
    if has_result(cycle) and not predicts(cycle):
        yield Step("compare", name, blocked=True)


def _rating(progress: Progress) -> Iterator[Step]:
    if progress.team is None or progress.stale(Rater.TEAM):
        yield Step("rate" if progress.team is None else "rate_again")
    elif progress.talk:
        yield Step("talk")
