"""The preparation checklist and how ready a municipality is.

Scoring is the kit's own proposal: 0 not started, 1 begun, 2 nearly, 3 done with evidence; critical items weigh double;
"not relevant" leaves the sum. Green needs 80 % and no open critical item.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kit.domain.label import Label


class ItemStatus(StrEnum):
    """How far an item is."""

    NOT_STARTED = "not_started"
    BEGUN = "begun"
    NEARLY = "nearly"
    DONE = "done"
    NOT_RELEVANT = "not_relevant"


class Band(StrEnum):
    """How ready: always shown as a word and a symbol, never as colour alone."""

    RED = "not_ready"
    AMBER = "partly_ready"
    GREEN = "ready"


VALUE = {ItemStatus.NOT_STARTED: 0, ItemStatus.BEGUN: 1, ItemStatus.NEARLY: 2, ItemStatus.DONE: 3}
CLOSED = (ItemStatus.DONE, ItemStatus.NOT_RELEVANT)
AMBER_FROM, GREEN_FROM = 0.5, 0.8


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the checklist."""

    id: str
    name: Label


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing to have in place. `due_week` counts weeks before the first learning seminar; `owners` are role ids."""

    id: str
    theme: str
    text: Label
    owners: tuple[str, ...]
    due_week: float
    critical: bool
    evidence: Label
    basis: str = ""
    mark: str = "P"

    def due(self, first_seminar: date) -> date:
        """The day the item is due."""
        return first_seminar - timedelta(days=round(self.due_week * 7))


@dataclass(frozen=True, slots=True)
class Checklist:
    """The whole list, in order, with its themes."""

    themes: tuple[Theme, ...]
    items: tuple[ChecklistItem, ...]

    def item(self, item_id: str) -> ChecklistItem | None:
        """The item with this id, or None."""
        return next((item for item in self.items if item.id == item_id), None)


@dataclass(frozen=True, slots=True)
class ItemState:
    """What a municipality has said about an item; `owner` is a role id that replaces the first of the item's owners."""

    item: str
    status: ItemStatus = ItemStatus.NOT_STARTED
    owner: str = ""
    note: str = ""
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ThemeReadiness:
    """One theme: `score` from 0 to 1, None when nothing in it is relevant."""

    theme: str
    score: float | None
    done: int
    relevant: int


@dataclass(frozen=True, slots=True)
class Readiness:
    """The whole: `blockers` are open critical items, `overdue` open items past their due day, both in list order."""

    score: float | None
    band: Band
    themes: tuple[ThemeReadiness, ...]
    blockers: tuple[str, ...]
    overdue: tuple[str, ...]
    done: int
    relevant: int


def _status(item: ChecklistItem, states: Mapping[str, ItemState]) -> ItemStatus:
    state = states.get(item.id)
    return state.status if state else ItemStatus.NOT_STARTED


def _score(items: Iterable[ChecklistItem], states: Mapping[str, ItemState]) -> float | None:
    got = most = 0
    for item in items:
        status = _status(item, states)
        if status is ItemStatus.NOT_RELEVANT:
            continue
        weight = 2 if item.critical else 1
        got += weight * VALUE[status]
        most += weight * VALUE[ItemStatus.DONE]
    return got / most if most else None


def _count(items: Sequence[ChecklistItem], states: Mapping[str, ItemState]) -> tuple[int, int]:
    statuses = [_status(item, states) for item in items]
    done = sum(status is ItemStatus.DONE for status in statuses)
    return done, sum(status is not ItemStatus.NOT_RELEVANT for status in statuses)


def _band(score: float | None, blockers: tuple[str, ...]) -> Band:
    if score is None or score < AMBER_FROM:
        return Band.RED
    return Band.GREEN if score >= GREEN_FROM and not blockers else Band.AMBER


def readiness(checklist: Checklist, states: Mapping[str, ItemState], first_seminar: date, as_of: date) -> Readiness:
    """How ready a municipality is at `as_of`, from its item states by item id."""
    themes = []
    for theme in checklist.themes:
        items = [item for item in checklist.items if item.theme == theme.id]
        themes.append(ThemeReadiness(theme.id, _score(items, states), *_count(items, states)))
    still_open = [item for item in checklist.items if _status(item, states) not in CLOSED]
    blockers = tuple(item.id for item in still_open if item.critical)
    overdue = tuple(item.id for item in still_open if item.due(first_seminar) < as_of)
    score = _score(checklist.items, states)
    done, relevant = _count(checklist.items, states)
    return Readiness(score, _band(score, blockers), tuple(themes), blockers, overdue, done, relevant)
