"""A unit in the middle of its improvement work, for the tests of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from page_books import OWN, PERCENT, SCRIPT, small_book

from kit.domain.book import Book
from kit.domain.entries.entry import Kind, Record, written
from kit.domain.entries.improvement import (
    AIM,
    BARRIER,
    CHANGE_IDEA,
    CYCLE,
    DRIVER,
    ELEMENT_USED,
    PROGRESS_FACILITATOR,
    PROGRESS_TEAM,
    STORY,
    Aim,
    Barrier,
    ChangeIdea,
    Cycle,
    Driver,
    ElementUsed,
    ProgressRating,
    Story,
)

AT = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
SPOT = "pu:spot:assess"
FIRST = Cycle(
    title="Vurdering i modtagelsen",
    measure=PERCENT,
    idea=f"{SPOT}:1",
    prediction="8 af 10 bliver vurderet samme døgn",
    predicted=80.0,
    scale="one",
    started_on=date(2025, 12, 1),
    ended_on=date(2025, 12, 2),
    done=f"Vi nåede 9 {SCRIPT}",
    found=90.0,
    learned="Skemaet skal ligge fremme",
    decision="adapt",
)
SECOND = replace(
    FIRST, title="Skemaet i mappen", follows="c1", scale="day", found=None, done="", learned="", decision=""
)

WORK: Mapping[Kind, Mapping[str, Any]] = {
    AIM: {
        "a1": Aim(
            what="95 % af nye beboere risikovurderes",
            whom="nye beboere",
            measure=PERCENT,
            goal=95.0,
            by=date(2026, 12, 1),
        ),
        "a2": Aim(what="Færre tryksår"),
    },
    DRIVER: {
        "pu:learn": Driver(area="pu", name="Teamet lærer", dropped=True),
        "own": Driver(area="pu", name="Natten er med", measures=(PERCENT,)),
    },
    CHANGE_IDEA: {
        f"{SPOT}:1": ChangeIdea(what="Vurdér ved modtagelsen", status="testing", place=1, avoid="Ikke om natten"),
        "i2": ChangeIdea(what="Lys ved sengen", driver="own", status="abandoned"),
    },
    CYCLE: {"c1": FIRST, "c2": SECOND},
    BARRIER: {
        "b1": Barrier(what="Ingen tid til tavlemøde", raised_on=date(2026, 3, 1), raised_with="UL"),
        "b2": Barrier(
            what="Madrasser mangler",
            raised_on=date(2026, 3, 1),
            answer="Ti er bestilt",
            answered_on=date(2026, 3, 8),
            escalated_on=date(2026, 3, 5),
            escalated_to="TOP",
        ),
    },
    PROGRESS_TEAM: {"t1": ProgressRating(on=date(2026, 3, 20), step="2.5", met=("p05a", "p10a", "p10b"))},
    PROGRESS_FACILITATOR: {
        "f1": ProgressRating(on=date(2026, 3, 25), step="1.5"),
        "f2": ProgressRating(on=date(2026, 4, 2), step="4.5"),
    },
    STORY: {
        "s1": Story(
            title="Skemaet virker", on=date(2026, 3, 1), measure=PERCENT, what="Alle ses", why="Det ligger fremme"
        )
    },
}


def records(work: Mapping[Kind, Mapping[str, Any]], unit: str = "u1") -> tuple[Record, ...]:
    """The work as it is stored."""
    return tuple(
        Record(kind.id, OWN, unit, key, written(value), AT, f"unit:{OWN}:{unit}")
        for kind, entries in work.items()
        for key, value in entries.items()
    )


def working_book(language: str = "da") -> Book:
    """The small network with a unit that works, and a leader who used an element this month and one last month."""
    scale = small_book().programme.leadership.scales[0].id
    used = {
        "e1": ElementUsed(on=date(2026, 4, 3), element=scale, how="Gik med på runden"),
        "e2": ElementUsed(on=date(2026, 3, 3), element=scale, how="Sidste måned"),
    }
    return replace(small_book(language), records=(*records(WORK), *records({ELEMENT_USED: used}, "")))
