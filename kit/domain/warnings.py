"""Who needs help now: the failures that learning networks tell of, each a named check of a Book.

A warning rests on facts (deadlines, the table of people, dates of measurements), never on how anybody answered a
self-assessment. The failures are known from public reports of Danish and Norwegian networks; the checks and their
limits are the kit's own proposals. A check whose items or roles the programme does not name stays silent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from kit.domain.barriers import State, waiting
from kit.domain.book import Book
from kit.domain.entries.improvement import BARRIER, PROGRESS_FACILITATOR, PROGRESS_TEAM
from kit.domain.freshness import LATE_DAYS, LATEST_DAYS, Lag, lag_of
from kit.domain.network import Municipality, Unit
from kit.domain.portfolio import finished
from kit.domain.progress import Rater, Rating, progress
from kit.domain.team import (
    COMPOSITION,
    NO_DEPUTY,
    NO_HOURS,
    NO_SPONSOR,
    everybody,
    lead_faults,
    names,
    team_faults,
    team_of,
)

SILENT_DAYS = 30  # without anything done by a leader while one of the leader's own items is overdue
ENOUGH_POINTS = 10  # fewer cannot be read with the rules of a run chart
LEFT_DAYS = 90  # how long a municipality that left is worth a conversation


class Urgency(StrEnum):
    """How much a warning presses, the most pressing first."""

    NOW = "now"
    SOON = "soon"
    WATCH = "watch"


@dataclass(frozen=True, slots=True)
class Alert:
    """One warning about one municipality: `check` is the check's id, `reason` which of its findings.

    `n` counts what the finding counts (items, units or days); `items`, `units` and `roles` are the ids behind it.
    """

    check: str
    municipality: str
    reason: str
    urgency: Urgency
    n: int = 0
    items: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    facts: Mapping[str, str | int | float | None] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The key of what was found."""
        return f"warnings.{self.check}.{self.reason}"

    @property
    def next_step(self) -> str:
        """The key of what to do about it."""
        return f"warnings.{self.check}.next"


@dataclass(frozen=True, slots=True)
class Alerts:
    """A municipality and its warnings, the most pressing first."""

    municipality: Municipality
    alerts: tuple[Alert, ...]


Check = Callable[[Book, str], Iterable[Alert]]


def warnings(book: Book) -> tuple[Alerts, ...]:
    """Every municipality with a warning: the one with most to do now first, equals in the network file's order.

    One whose work in the network is finished is left in peace.
    """
    order, done = list(Urgency), finished(book)
    found = []
    for municipality in (one for one in book.municipalities if one.code not in done):
        alerts = sorted(alerts_of(book, municipality), key=lambda alert: order.index(alert.urgency))
        if alerts:
            found.append(Alerts(municipality, tuple(alerts)))
    return tuple(sorted(found, key=lambda one: [-count for count in _counts(one.alerts)]))


def _counts(alerts: Iterable[Alert]) -> list[int]:
    pressing = [alert.urgency for alert in alerts]
    return [pressing.count(urgency) for urgency in Urgency]


def alerts_of(book: Book, municipality: Municipality) -> Iterator[Alert]:
    """What the checks find in one municipality; of one that has left only that it did."""
    checks = CHECKS if municipality.active else (left,)
    for check in checks:
        yield from check(book, municipality.code)


def preparation(book: Book, code: str) -> Iterator[Alert]:
    """The municipality is not prepared: critical items are past their due day."""
    state = book.readiness(code)
    late = tuple(item for item in state.overdue if item in state.blockers)
    if late:
        percent = None if state.score is None else round(100 * state.score)
        urgency = Urgency.SOON if _started(book) else Urgency.NOW
        yield Alert("preparation", code, "overdue", urgency, len(late), late, facts={"percent": percent})


def team(book: Book, code: str) -> Iterator[Alert]:
    """It is unclear who is in the team: too few, too many, no leader, a role nobody holds, or all alike."""
    late = _overdue(book, code, "team")
    due = _earliest(book, "team")
    if not book.people and not everybody(book, code):  # nobody is named: what the municipality ticks off must do
        yield from _of_items(book, code, "team")
        return
    if due is None or book.as_of <= due:
        return
    for reason, units in _faulty_teams(book, code).items():
        if reason in COMPOSITION:
            roles = book.programme.watch.roles.get("needed", ()) if reason == "roles" else ()
            urgency = _urgency(book, late or _watched(book, "team"))
            yield Alert("team", code, reason, urgency, len(units), late, units, roles)


def _faulty_teams(book: Book, code: str) -> dict[str, tuple[str, ...]]:
    """The units with a fault in their team, by fault."""
    found: dict[str, tuple[str, ...]] = {}
    for unit in book.units_of(code):
        for reason in team_faults(team_of(book, code, unit.id), book.programme.watch.roles):
            found[reason] = (*found.get(reason, ()), unit.id)
    return found


def _lacking(book: Book, code: str, check: str, reason: str) -> Iterator[Alert]:
    """A fault of teams that is told by another check than `team`, once an item of that check was due."""
    due = _earliest(book, check)
    units = _faulty_teams(book, code).get(reason, ())
    if units and due is not None and book.as_of > due:
        yield Alert(check, code, reason, _urgency(book, _watched(book, check)), len(units), units=units)


def leaders(book: Book, code: str) -> Iterator[Alert]:
    """Leaders are not anchored: no sponsor, their items overdue, or nothing done by them for thirty days."""
    sponsors = book.programme.watch.roles.get("sponsor", ())
    due = _earliest(book, "leaders")
    crew = everybody(book, code)
    missing = NO_SPONSOR in lead_faults(crew, book.programme.watch.roles)
    if (book.people or crew) and missing and due is not None and book.as_of > due:
        yield Alert("leaders", code, NO_SPONSOR, _urgency(book, _watched(book, "leaders")), roles=sponsors)
    yield from _of_items(book, code, "leaders")
    yield from _silent(book, code, sponsors)


def _silent(book: Book, code: str, sponsors: Sequence[str]) -> Iterator[Alert]:
    states = book.checklist.get(code, {})
    own = []
    for item in book.programme.checklist.items:
        state = states.get(item.id)
        owner = (state.owner if state else "") or item.owners[0]
        if owner in sponsors:
            own.append(item.id)
    late = tuple(item for item in book.readiness(code).overdue if item in own)
    moments = [state.changed_at.date() for name, state in states.items() if name in own and state.changed_at]
    if not late or not moments:
        return
    days = (book.as_of - max(moments)).days
    if days > SILENT_DAYS:
        yield Alert("leaders", code, "silent", _urgency(book, late), days, late)


def time(book: Book, code: str) -> Iterator[Alert]:
    """The time set aside for the work is not told, or no member of a team has any."""
    yield from _of_items(book, code, "time")
    yield from _lacking(book, code, "time", NO_HOURS)


def role(book: Book, code: str) -> Iterator[Alert]:
    """The team's role is not told at the workplace."""
    yield from _of_items(book, code, "role")


def method(book: Book, code: str) -> Iterator[Alert]:
    """The method is learned too late: the members only grasp it when the work is under way."""
    yield from _of_items(book, code, "method")


def doctors(book: Book, code: str) -> Iterator[Alert]:
    """GPs and nursing-home doctors are not informed."""
    yield from _of_items(book, code, "doctors")


def one_person(book: Book, code: str) -> Iterator[Alert]:
    """Everything rests on one person: no deputies, or one and the same person in every needed role."""
    yield from _of_items(book, code, "one_person")
    yield from _lacking(book, code, "one_person", NO_DEPUTY)
    needed = set(book.programme.watch.roles.get("needed", ()))
    if len(needed) < 2:
        return
    units = tuple(unit.id for unit in book.units_of(code) if _one_holds(needed, book, unit))
    if units:
        yield Alert("one_person", code, "same", Urgency.WATCH, len(units), units=units, roles=tuple(sorted(needed)))


def _one_holds(needed: set[str], book: Book, unit: Unit) -> bool:
    held = [member for member in team_of(book, unit.municipality, unit.id) if member.role in needed]
    return {member.role for member in held} == needed and len(names(held)) == 1


def few_points(book: Book, code: str) -> Iterator[Alert]:
    """Only a few data points since the start: too few to see whether a change is an improvement."""
    if not _started(book):
        return
    most = {unit.id: max(_points(book, unit), default=0) for unit in book.units_of(code)}
    short = {name: n for name, n in most.items() if 0 < n < ENOUGH_POINTS}
    if short:
        facts = {"fewest": min(short.values()), "enough": ENOUGH_POINTS}
        yield Alert("few_points", code, "few", Urgency.WATCH, len(short), units=tuple(short), facts=facts)


def _points(book: Book, unit: Unit) -> Iterator[int]:
    for measure in book.measures_of(unit):
        if not measure.from_events:
            yield len(book.series_of(unit.id, measure.id).points)


def stale_data(book: Book, code: str) -> Iterator[Alert]:
    """The newest figures of a unit are older than they should be."""
    lags = [(unit, lag) for unit in book.units_of(code) if (lag := _lag(book, unit)) is not None]
    old = [(unit, lag) for unit, lag in lags if lag.overdue > LATEST_DAYS and lag.age < LATE_DAYS]
    if old:
        units, facts = tuple(unit.id for unit, _ in old), {"days": max(lag.age for _, lag in old)}
        yield Alert("stale_data", code, "old", Urgency.SOON, len(units), units=units, facts=facts)


def results_late(book: Book, code: str) -> Iterator[Alert]:
    """Results are known half a year late, or nothing was ever measured although the work has begun."""
    late, never = [], []
    for unit in book.units_of(code):
        lag = _lag(book, unit)
        if lag is not None and lag.overdue > LATEST_DAYS and lag.age >= LATE_DAYS:
            late.append((unit.id, lag.age))
        elif lag is None and _started(book) and _unmeasured(book, unit):
            never.append(unit.id)
    if late:
        units, facts = tuple(name for name, _ in late), {"days": max(age for _, age in late)}
        yield Alert("results_late", code, "late", Urgency.NOW, len(units), units=units, facts=facts)
    if never:
        yield Alert("results_late", code, "never", Urgency.NOW, len(never), units=tuple(never))


def _lag(book: Book, unit: Unit) -> Lag | None:
    """The freshest of the unit's measures by period; None when none of them was ever measured."""
    found = (lag_of(book.series_of(unit.id, m.id).points, m, book.as_of) for m in book.measures_of(unit))
    lags = [lag for lag in found if lag is not None]
    if not lags:
        return None
    return Lag(min(lag.age for lag in lags), min(lag.overdue for lag in lags))


def _unmeasured(book: Book, unit: Unit) -> bool:
    """Whether the unit follows measures and has neither figures nor events; no event at all may be good news."""
    return any(not measure.from_events for measure in book.measures_of(unit)) and not any(
        book.series_of(unit.id, measure.id).events for measure in book.measures_of(unit)
    )


def stale_ratings(book: Book, code: str) -> Iterator[Alert]:
    """The newest progress rating of a unit, by its team or the facilitator, is too old to steer by."""
    ages = {unit.id: age for unit in book.units_of(code) if (age := _rating_age(book, unit)) is not None}
    if ages:
        facts = {"days": max(ages.values())}
        yield Alert("stale_ratings", code, "old", Urgency.WATCH, len(ages), units=tuple(ages), facts=facts)


def _rating_age(book: Book, unit: Unit) -> int | None:
    """Days since the older of the two raters' newest ratings, where it is stale; None where none is."""
    kinds = {Rater.TEAM: PROGRESS_TEAM, Rater.FACILITATOR: PROGRESS_FACILITATOR}
    ratings = [
        Rating(rater, float(entry.value.step), entry.value.on)
        for rater, kind in kinds.items()
        for entry in book.entries(kind, unit.municipality, unit.id)
    ]
    now = progress(ratings, book.as_of)
    newest = [rating for rating in (now.team, now.facilitator) if rating and now.stale(rating.rater)]
    return max(((book.as_of - rating.on).days for rating in newest), default=None)


def late_answers(book: Book, code: str) -> Iterator[Alert]:
    """Barriers that a team has raised and no leader has answered in time."""
    found = [(entry.unit, waiting(entry.value, book.as_of)) for entry in book.entries(BARRIER, code)]
    late = [(unit, one.days_open) for unit, one in found if one.state is State.LATE]
    if late:
        units, facts = tuple(dict.fromkeys(unit for unit, _ in late)), {"days": max(days for _, days in late)}
        yield Alert("late_answers", code, "late", Urgency.SOON, len(late), units=units, facts=facts)


def left(book: Book, code: str) -> Iterator[Alert]:
    """A municipality left the network: lately, or without a reason."""
    municipality = book.municipality(code)
    if municipality is None or municipality.active:
        return
    on, why = municipality.withdrawn_on, municipality.withdrawn_reason.strip()
    if not why:
        yield Alert("left", code, "no_reason", Urgency.WATCH)
    elif on is not None and timedelta(0) <= book.as_of - on <= timedelta(days=LEFT_DAYS):
        facts = {"on": on.isoformat(), "why": why}
        yield Alert("left", code, "left", Urgency.WATCH, facts=facts)


CHECKS: tuple[Check, ...] = (
    *(preparation, team, leaders, time, role, method),
    *(few_points, stale_data, results_late, late_answers, stale_ratings, one_person, doctors, left),
)


def _of_items(book: Book, code: str, check: str) -> Iterator[Alert]:
    late = _overdue(book, code, check)
    if late:
        yield Alert(check, code, "items", _urgency(book, late), len(late), late)


def _watched(book: Book, check: str) -> tuple[str, ...]:
    return tuple(book.programme.watch.items.get(check, ()))


def _overdue(book: Book, code: str, check: str) -> tuple[str, ...]:
    watched = _watched(book, check)
    return tuple(item for item in book.readiness(code).overdue if item in watched)


def _earliest(book: Book, check: str) -> date | None:
    """The first due day among the items of a check, before which nothing is held against anybody."""
    items = (book.programme.checklist.item(name) for name in _watched(book, check))
    return min((item.due(book.network.first_seminar) for item in items if item), default=None)


def _urgency(book: Book, items: Iterable[str]) -> Urgency:
    """Critical items press now until the first learning seminar, then soon; others soon, then only to be watched."""
    found = [item for name in items if (item := book.programme.checklist.item(name))]
    critical = any(item.critical for item in found)
    if _started(book):
        return Urgency.SOON if critical else Urgency.WATCH
    return Urgency.NOW if critical else Urgency.SOON


def _started(book: Book) -> bool:
    return book.as_of >= book.network.first_seminar
