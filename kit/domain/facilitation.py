"""What a facilitator keeps track of: when each municipality was last talked with, which steps are open, who helps whom,
and what municipalities have chosen to share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kit.domain.book import Book
from kit.domain.entries.entry import Entry
from kit.domain.entries.facilitating import GUIDANCE, MENTOR_PAIR, SHARING, Guidance, MentorPair, Sharing
from kit.domain.entries.improvement import STORY, Story
from kit.domain.network import Municipality, Unit
from kit.domain.portfolio import taking_part

QUIET_DAYS = 60  # without guidance, about two months: the kit's own limit


@dataclass(frozen=True, slots=True)
class Contact:
    """The guidance of one municipality: the newest `on` a day or None, `open` steps with the oldest due first."""

    municipality: Municipality
    on: date | None
    talks: int
    open: tuple[Guidance, ...]
    late: int
    as_of: date

    @property
    def quiet(self) -> bool:
        """Whether nobody has talked with it for long."""
        return self.on is None or (self.as_of - self.on).days > QUIET_DAYS


def contacts(book: Book) -> tuple[Contact, ...]:
    """Every municipality that takes part: late steps first, then those not talked with for longest."""
    said: dict[str, list[Guidance]] = {}
    for entry in book.entries(GUIDANCE):
        said.setdefault(entry.municipality, []).append(entry.value)
    found = [_contact(one, said.get(one.code, []), book.as_of) for one in taking_part(book)]
    return tuple(sorted(found, key=lambda one: (-one.late, one.on or date.min)))


def _contact(municipality: Municipality, talks: list[Guidance], as_of: date) -> Contact:
    still = [talk for talk in talks if talk.step and talk.done_on is None]
    still.sort(key=lambda talk: talk.due or date.max)
    late = sum(talk.due is not None and talk.due < as_of for talk in still)
    newest = max((talk.on for talk in talks), default=None)
    return Contact(municipality, newest, len(talks), tuple(still), late, as_of)


def pairs(book: Book) -> tuple[Entry[MentorPair], ...]:
    """The pairs that have not ended, of municipalities that are both still in the network."""
    active = {municipality.code for municipality in book.municipalities if municipality.active}
    return tuple(
        entry
        for entry in book.entries(MENTOR_PAIR)
        if {entry.value.mentor, entry.value.learner} <= active
        and (entry.value.ended_on is None or entry.value.ended_on > book.as_of)
    )


def without_mentor(book: Book) -> tuple[Municipality, ...]:
    """New municipalities that take part and have no mentor."""
    helped = {entry.value.learner for entry in pairs(book)}
    return tuple(one for one in taking_part(book) if one.wave != "pilot" and one.code not in helped)


def shared(book: Book) -> Mapping[str, Sharing]:
    """What each municipality that takes part has chosen to share, by its code; the newest word counts."""
    active = {municipality.code for municipality in taking_part(book)}
    return {entry.municipality: entry.value for entry in book.entries(SHARING) if entry.municipality in active}


@dataclass(frozen=True, slots=True)
class Told:
    """A story with its place; `open` when its team or its municipality lets the others read it."""

    municipality: Municipality
    unit: Unit
    story: Story
    area: str
    open: bool


def stories(book: Book, measure: str = "", area: str = "") -> tuple[Told, ...]:
    """The stories of the network, the newest first; only those about a measure or a focus area where one is given.

    Those of municipalities that have left or finished are kept: what they learned is not theirs alone.
    """
    opened = {code for code, one in shared(book).items() if one.stories}
    areas = {one.id: one.area for one in book.programme.measures}
    found = [told for entry in book.entries(STORY) if (told := _told(book, entry, areas, opened)) is not None]
    chosen = [one for one in found if measure in ("", one.story.measure) and area in ("", one.area)]
    return tuple(sorted(chosen, key=lambda one: one.story.on, reverse=True))


def _told(book: Book, entry: Entry[Any], areas: Mapping[str, str], opened: set[str]) -> Told | None:
    municipality, unit = book.municipality(entry.municipality), book.unit(entry.unit)
    if municipality is None or unit is None:
        return None
    story: Story = entry.value
    return Told(municipality, unit, story, areas.get(story.measure, ""), story.share or entry.municipality in opened)
