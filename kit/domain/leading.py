"""What leaders do about what they found: few actions at a time, visits that are followed up, work in a fixed rhythm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kit.domain.entries.entry import Entry
from kit.domain.entries.leading import CultureResult, InstrumentRating, NextAction, TaskDone, Visit
from kit.domain.instruments import Instrument, InstrumentKind, Rhythm, Task, standard_work, values_of
from kit.domain.period import WEEK, period_start

MOST_OPEN_ACTIONS = 3  # the kit's own limit: what is more than three is not done

_STEPS = {Rhythm.WEEK: WEEK, Rhythm.MONTH: 1, Rhythm.QUARTER: 3}


def too_many_open(action: NextAction | None, others: Sequence[NextAction]) -> bool:
    """Whether an action would be open beside `MOST_OPEN_ACTIONS` others that are."""
    if action is None or action.done_on is not None:
        return False
    return sum(other.done_on is None for other in others) >= MOST_OPEN_ACTIONS


def late_action(action: NextAction, as_of: date) -> bool:
    """Whether an open action is past its day."""
    return action.done_on is None and action.due is not None and action.due < as_of


def problems_of(visit: Visit) -> tuple[str, ...]:
    """The one to three problems that were chosen at a visit."""
    return tuple(one for one in (visit.chosen, visit.chosen_second, visit.chosen_third) if one)


def late_visit(visit: Visit, as_of: date) -> bool:
    """Whether what was chosen at a visit should have been followed up by now and was not."""
    waiting = bool(problems_of(visit)) and visit.done_on is None
    return waiting and visit.follow_up is not None and visit.follow_up < as_of


def turn_of(rhythm: Rhythm, day: date) -> date:
    """The first day of the turn in which a task of this rhythm has to be done once.

    A shift has no day of its own here: its tasks are ticked once a day. A fortnight is two weeks from a Monday, counted
    through without a break at New Year.
    """
    if rhythm in (Rhythm.SHIFT, Rhythm.DAY):
        return day
    if rhythm is Rhythm.FORTNIGHT:
        monday = period_start(day, WEEK)
        return monday - timedelta(weeks=(monday.toordinal() // 7) % 2)
    return period_start(day, _STEPS[rhythm])


@dataclass(frozen=True, slots=True)
class Turn:
    """A task in the turn that a day lies in: since when, and whether it is done."""

    task: Task
    since: date
    done: bool


def calendar(
    instrument: Instrument, tier: str, done: Iterable[Entry[TaskDone]], as_of: date
) -> Mapping[Rhythm, tuple[Turn, ...]]:
    """The standard work of a tier on a day, by rhythm."""
    ticks = {(entry.value.task, entry.value.on) for entry in done}
    made = {}
    for rhythm, tasks in standard_work(instrument, tier).items():
        since = turn_of(rhythm, as_of)
        made[rhythm] = tuple(
            Turn(task, since, any(name == task.id and since <= on <= as_of for name, on in ticks)) for task in tasks
        )
    return made


def tick_key(task: Task, as_of: date) -> str:
    """The key under which a task is ticked in the turn of a day, so that a second tick is no second entry."""
    return f"{task.id}:{turn_of(task.rhythm, as_of).isoformat()}"


def rated_together(instruments: Iterable[Instrument]) -> tuple[Instrument, ...]:
    """The instruments that a management group answers together, where nobody has to be protected."""
    kinds = (InstrumentKind.MATURITY, InstrumentKind.GRID)
    return tuple(one for one in instruments if one.kind in kinds and one.minimum_group == 0)


def rating_key(instrument: Instrument, item: str) -> str:
    """The key of a rating: one an item, in each version of the instrument."""
    return f"{instrument.id}:{instrument.version}:{item}"


def ratings_of(instrument: Instrument, entries: Iterable[Entry[InstrumentRating]]) -> dict[str, float | None]:
    """The ratings of this version by item; one that the instrument does not know (any more) is left out."""
    made: dict[str, float | None] = {}
    for entry in entries:
        one = entry.value
        if (one.instrument, one.version) == (instrument.id, instrument.version) and known_rating(instrument, one):
            made[one.item] = one.value
    return made


def known_rating(instrument: Instrument, rating: InstrumentRating) -> bool:
    """Whether an instrument has the item and the value of a rating; no value is "not rated"."""
    item = instrument.item(rating.item)
    return item is not None and (rating.value is None or rating.value in values_of(instrument, item))


@dataclass(frozen=True, slots=True)
class CultureRow:
    """One row of a survey made elsewhere: how many people answered on a theme, and the percent of positive answers."""

    theme: str
    n: int
    percent: float


@dataclass(frozen=True, slots=True)
class CultureLine:
    """A theme through the waves of a safety-culture survey, the oldest first."""

    theme: str
    results: tuple[CultureResult, ...]


def culture_lines(entries: Iterable[Entry[CultureResult]], minimum: int) -> tuple[CultureLine, ...]:
    """The themes with their results by day; what comes from fewer than `minimum` people is left out."""
    by_theme: dict[str, list[CultureResult]] = {}
    for entry in entries:
        if entry.value.n >= minimum and entry.value.percent is not None:
            by_theme.setdefault(entry.value.theme, []).append(entry.value)
    ordered = {theme: sorted(found, key=lambda one: (one.on, one.wave)) for theme, found in by_theme.items()}
    return tuple(CultureLine(theme, tuple(found)) for theme, found in ordered.items())
