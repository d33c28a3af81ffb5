"""A seminar as data: items with minutes, and what is asked of the room; from a template and what was changed in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kit.domain.entries.entry import Entry
from kit.domain.entries.seminar import SeminarItem, SeminarPlanChoice
from kit.domain.label import Label, same
from kit.domain.network import Seminar

NO_LABEL = same("")
CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
SCALE = ("1", "2", "3", "4", "5")


class Activity(StrEnum):
    """What the room does in an item, beside listening."""

    NONE = "none"
    SINGLE = "single"
    SEVERAL = "several"
    SCALE = "scale"
    RANK = "rank"
    TEXT = "text"
    CHART = "chart"  # read the team's own run chart in pairs: signal or noise?
    PREDICT = "predict"  # guess the median of the team's own chart before it is shown
    DEFINITION = "definition"  # write an operational definition
    APPLY = "apply"  # apply a neighbour's definition
    PDSA = "pdsa"
    PLAN = "plan"
    COMMITMENT = "commitment"
    EVALUATION = "evaluation"


OF_A_TEAM = (Activity.DEFINITION, Activity.PDSA, Activity.PLAN)  # one answer a team, which every phone of it may change
CARDS = (Activity.PDSA, Activity.PLAN, Activity.COMMITMENT)
ON_OWN_CHART = (Activity.CHART, Activity.PREDICT)
CHOSEN = (Activity.SINGLE, Activity.SEVERAL, Activity.RANK, Activity.CHART, Activity.APPLY)


@dataclass(frozen=True, slots=True)
class Item:
    """One item. `text` stands on phones and on the wall, `guide` is what the facilitator says and does.

    `options` by id, in order. On a scale `low` and `high` name the ends of 1 to 5.
    """

    id: str
    minutes: int
    title: Label
    text: Label = NO_LABEL
    guide: Label = NO_LABEL
    activity: Activity = Activity.NONE
    ask: Label = NO_LABEL
    options: Mapping[str, Label] = field(default_factory=dict)
    low: Label = NO_LABEL
    high: Label = NO_LABEL

    @property
    def asks(self) -> bool:
        """Whether something is asked of the room."""
        return self.activity is not Activity.NONE


@dataclass(frozen=True, slots=True)
class SeminarPlan:
    """A template, or the plan of one seminar. `kinds` are the kinds of seminar that it is meant for; `starts` is a
    time of day. `minimum` is the fewest answers that are shown."""

    id: str
    kinds: tuple[str, ...]
    name: Label
    starts: str
    items: tuple[Item, ...]
    minimum: int = 5

    def item(self, item_id: str) -> Item | None:
        """The item with this id, or None."""
        return next((one for one in self.items if one.id == item_id), None)

    def beside(self, item_id: str, by: int) -> Item | None:
        """The item `by` places after the one with this id (before it when negative); None beyond either end."""
        ids = [one.id for one in self.items]
        if item_id not in ids:
            return self.items[0] if self.items and by > 0 else None
        place = ids.index(item_id) + by
        return self.items[place] if 0 <= place < len(ids) else None

    def clock(self) -> Mapping[str, str]:
        """The planned time of day of each item, by its id."""
        times, passed = {}, 0
        for one in self.items:
            times[one.id] = self._after(passed)
            passed += one.minutes
        return times

    @property
    def ends(self) -> str:
        """The planned time of day when it is over."""
        return self._after(self.minutes)

    def _after(self, passed: int) -> str:
        hours, _, minutes = self.starts.partition(":")
        at = int(hours) * 60 + int(minutes) + passed
        return f"{at // 60 % 24:02d}:{at % 60:02d}"

    @property
    def minutes(self) -> int:
        """How long it takes in all."""
        return sum(one.minutes for one in self.items)


def template_of(plans: Iterable[SeminarPlan], kind: str, wanted: str = "") -> SeminarPlan:
    """The template with the id `wanted`, else the first for a kind of seminar, else the first of all.

    Raises ValueError when there are none.
    """
    known = tuple(plans)
    if not known:
        raise ValueError("the programme has no templates of seminars")
    for one in known:
        if wanted and one.id == wanted:
            return one
    return next((one for one in known if kind in one.kinds), known[0])


def planned(
    plans: Iterable[SeminarPlan],
    seminar: Seminar,
    choices: Iterable[Entry[SeminarPlanChoice]],
    changes: Iterable[Entry[SeminarItem]],
) -> SeminarPlan:
    """The plan of a seminar: its template, with what the facilitator has changed, left out and put in between."""
    chosen = next((one.value for one in choices if one.key == seminar.id), SeminarPlanChoice())
    base = template_of(plans, seminar.kind, chosen.template)
    mine = {one.key.removeprefix(f"{seminar.id}."): one.value for one in changes if one.value.seminar == seminar.id}
    order: list[tuple[float, int, Item]] = []
    for place, item in enumerate(base.items, start=1):
        change = mine.pop(item.id, None)
        if change is None or not change.dropped:
            at = change.place if change and change.place is not None else place
            order.append((at, place, changed(item, change)))
    for number, (item_id, change) in enumerate(mine.items()):
        if not change.dropped:
            at = change.place if change.place is not None else 99
            new = changed(Item(item_id, 0, same(item_id)), change)
            order.append((at - 0.5, number, new))
    items = tuple(item for _, _, item in sorted(order, key=lambda one: one[:2]))
    return replace(base, starts=chosen.starts if CLOCK.fullmatch(chosen.starts) else base.starts, items=items)


def changed(item: Item, change: SeminarItem | None) -> Item:
    """An item with what was changed in it; what is empty stays as it was."""
    if change is None:
        return item
    said = replace(
        item,
        title=same(change.title) if change.title else item.title,
        text=same(change.text) if change.text else item.text,
        guide=same(change.guide) if change.guide else item.guide,
        ask=same(change.ask) if change.ask else item.ask,
    )
    lines = [" ".join(line.split()) for line in change.options.splitlines() if line.strip()]
    options = {f"o{n}": same(line) for n, line in enumerate(lines, start=1)} or item.options
    minutes = item.minutes if change.minutes is None else change.minutes
    activity = Activity(change.activity) if change.activity else item.activity
    return replace(said, minutes=minutes, activity=activity, options=options)
