"""A seminar of a Book: its plan, where the room is, who came, and what was answered. Everything read at one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kit.domain.book import Book
from kit.domain.entries.entry import Entry
from kit.domain.entries.improvement import CYCLE
from kit.domain.entries.seminar import (
    ACTION_PLAN,
    ATTENDANCE,
    ATTENDANCE_COUNT,
    COMMITMENT_CARD,
    SEMINAR_ANSWER,
    SEMINAR_ITEM,
    SEMINAR_MODERATION,
    SEMINAR_PLAN,
    SEMINAR_RESULT,
    SEMINAR_ROOM,
    SeminarAnswer,
    SeminarRoom,
)
from kit.domain.network import Municipality, Seminar
from kit.domain.seminars.plan import Activity, Item, SeminarPlan, planned
from kit.domain.seminars.tally import OPINIONS, Answers, Tally, answers_to, from_result, tally

READ = (
    *(SEMINAR_PLAN, SEMINAR_ITEM, SEMINAR_ROOM, SEMINAR_RESULT, SEMINAR_MODERATION, SEMINAR_ANSWER),
    *(ATTENDANCE, ATTENDANCE_COUNT, CYCLE, COMMITMENT_CARD, ACTION_PLAN),
)
KINDS_READ = frozenset(kind.id for kind in READ)


@dataclass(frozen=True, slots=True)
class Present:
    """How many came from a municipality: phones that joined, what the facilitator counted, and the teams' names."""

    municipality: Municipality
    phones: int
    counted: int | None
    units: tuple[str, ...]

    @property
    def people(self) -> int:
        """The facilitator's count where there is one, else the phones."""
        return self.phones if self.counted is None else self.counted


@dataclass(frozen=True)
class Held:
    """One seminar as a Book knows it."""

    book: Book
    seminar: Seminar

    @cached_property
    def plan(self) -> SeminarPlan:
        """The agenda as it is now."""
        book = self.book
        return planned(book.programme.plans, self.seminar, book.entries(SEMINAR_PLAN), book.entries(SEMINAR_ITEM))

    @cached_property
    def room(self) -> SeminarRoom:
        """Where the room is; at the very beginning where nothing was started."""
        found = [one.value for one in self.book.entries(SEMINAR_ROOM) if one.key == self.seminar.id]
        return found[-1] if found else SeminarRoom()

    @property
    def item(self) -> Item | None:
        """The item the room is at."""
        return self.plan.item(self.room.item)

    @property
    def begun(self) -> bool:
        """Whether the seminar was started."""
        return bool(self.room.item)

    @cached_property
    def answers(self) -> tuple[Entry[SeminarAnswer], ...]:
        """Every answer to the seminar that this Book holds."""
        return tuple(one for one in self.book.entries(SEMINAR_ANSWER) if one.value.seminar == self.seminar.id)

    def answers_to(self, item: Item) -> Answers:
        """The answers to an item."""
        return answers_to(self.answers, self.seminar.id, item.id)

    @cached_property
    def approved(self) -> frozenset[str]:
        """The keys of the texts that may be shown."""
        return frozenset(one.key for one in self.book.entries(SEMINAR_MODERATION) if one.value.shown)

    @cached_property
    def judged(self) -> frozenset[str]:
        """The keys of the texts that the facilitator has said yes or no to."""
        return frozenset(one.key for one in self.book.entries(SEMINAR_MODERATION))

    def counted(self, item: Item, medians: Mapping[str, float] | None = None) -> Tally:
        """What was answered to an item by those whose answers this Book holds."""
        return tally(item, self.answers_to(item), self.approved, medians, self.plan.minimum)

    def released(self, item: Item) -> Tally | None:
        """What the room was shown for an item, None where nothing was."""
        key = f"{self.seminar.id}.{item.id}"
        found = [one.value for one in self.book.entries(SEMINAR_RESULT) if one.key == key]
        return from_result(found[-1], self.plan.minimum) if found else None

    def too_few_since_shown(self, item: Item) -> bool:
        """Whether an item asks for opinions that were shown, and too few more have answered to show them anew."""
        before = self.released(item)
        if item.activity not in OPINIONS or before is None or before.hidden or not before.n:
            return False
        return len(self.answers_to(item)) - before.n < self.plan.minimum

    @cached_property
    def present(self) -> tuple[Present, ...]:
        """Who came, by municipality, in the order of the network file; those of whom nobody came are there too."""
        book, mine = self.book, self.seminar.id
        came = [one for one in book.entries(ATTENDANCE) if one.value.seminar == mine]
        counts = {one.municipality: one.value.people for one in book.entries(ATTENDANCE_COUNT) if one.key == mine}
        phones = Counter(one.municipality for one in came)
        units = {(one.municipality, one.unit) for one in came if one.unit}
        return tuple(
            Present(
                m,
                phones[m.code],
                counts.get(m.code),
                tuple(unit.name for unit in book.units_of(m.code) if (m.code, unit.id) in units),
            )
            for m in book.municipalities
            if m.active or phones[m.code]
        )

    @property
    def phones(self) -> int:
        """How many phones have joined."""
        return sum(one.phones for one in self.present)

    def neighbour(self, code: str, activity: Activity = Activity.DEFINITION) -> Entry[SeminarAnswer] | None:
        """The definition of the next municipality that has written one, after `code` in the order of codes."""
        items = [one for one in self.plan.items if one.activity is activity]
        written = [one for item in items for one in self.answers_to(item) if one.value.text]
        others = sorted((one for one in written if one.municipality != code), key=lambda one: one.municipality)
        after = [one for one in others if one.municipality > code]
        return next(iter(after or others), None)


def seminar_of(book: Book, seminar_id: str) -> Held | None:
    """The seminar with this id, or None."""
    found = next((one for one in book.seminars if one.id == seminar_id), None)
    return Held(book, found) if found else None
