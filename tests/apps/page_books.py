"""A small network on the real Danish programme, for the tests of the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from kit.domain.book import Book
from kit.domain.checklist import ItemState, ItemStatus
from kit.domain.network import MeasureInUse, Municipality, Network, Status, Unit
from kit.domain.programme import Programme
from kit.domain.series import Event, Point, Series
from kit.domain.survey import Answer
from kit.sources.handover import write_handover
from kit.sources.programme import programme_folders, read_programme

OWN, OTHER, LEFT = "0101", "0301", "0999"
PERCENT, EVENTS, RATE = "pu.p.risk", "pu.r.days_between", "fall.r.rate"
WEEKLY = "pu.p.bundle"
AS_OF = date(2026, 4, 10)
FIRST_SEMINAR = date(2026, 5, 1)
SCRIPT = "<script>alert('x')</script>"


@lru_cache(maxsize=2)
def programme(name: str = "i-sikre-haender") -> Programme:
    """A programme that travels with the kit."""
    return read_programme(programme_folders()[name])


def months(n: int) -> tuple[date, ...]:
    """The `n` months up to March 2026."""
    last = 2026 * 12 + 2
    return tuple(date(i // 12, i % 12 + 1, 1) for i in range(last - n + 1, last + 1))


def percent_series(unit: str, values: tuple[int, ...]) -> Series:
    """Monthly audits of 20."""
    points = tuple(Point(month, value, 20, "") for month, value in zip(months(len(values)), values, strict=True))
    return Series(unit, PERCENT, points)


def all_series() -> Mapping[tuple[str, str], Series]:
    rising = (8, 6, 9, 7, 8, 6, 9, 7, 8, 6, 9, 7, 15, 16, 17, 15, 18, 16, 17, 18, 16, 17, 18, 19)
    flat = (8, 12, 7, 11, 9, 13)
    days = (date(2025, 3, 1), date(2025, 5, 20), date(2025, 9, 1), date(2026, 1, 4))
    series = [
        percent_series("u1", rising),
        percent_series("u2", flat),
        Series("u1", EVENTS, events=tuple(Event(day) for day in days)),
        percent_series("o1", flat),
    ]
    return {(one.unit, one.measure): one for one in series}


def answers(code: str, sizes: Mapping[str, int]) -> tuple[Answer, ...]:
    """Complete questionnaires: `sizes` people in each group, all with the same middle answer."""
    asked = programme().leadership
    at = datetime(2026, 3, 1, tzinfo=UTC)  # over four weeks ago: the round is closed
    return tuple(
        Answer(f"{code}-{group}-{n}-0123456789", code, group, asked.id, asked.version, statement.id, 4, at)
        for group, size in sizes.items()
        for n in range(size)
        for statement in asked.statements
    )


def small_book(language: str = "da") -> Book:
    """Three municipalities: one with two units and data, another's, and one that has left."""
    states = {
        "P01": ItemState("P01", ItemStatus.DONE),
        "P02": ItemState("P02", ItemStatus.BEGUN, "PL", f"Vi venter {SCRIPT}"),
        "P04": ItemState("P04", ItemStatus.NOT_RELEVANT),
    }
    return Book(
        network=Network("n1", "Netværk Prøve", "i-sikre-haender", language, FIRST_SEMINAR),
        programme=programme(),
        as_of=AS_OF,
        municipalities=(
            Municipality(OWN, "Ærøby"),
            Municipality(OTHER, "Nabokommune"),
            Municipality(LEFT, "Forladt", status=Status.WITHDRAWN, withdrawn_on=date(2026, 2, 1), withdrawn_reason="x"),
        ),
        units=(
            Unit("u1", OWN, f"Plejecenter Åsen {SCRIPT}", "nursing_home", 40),
            Unit("u2", OWN, "Hjemmepleje Syd", "home_care"),
            Unit("o1", OTHER, "Fremmed enhed", "nursing_home"),
            Unit("l1", LEFT, "Lukket enhed", "nursing_home"),
        ),
        in_use=(
            MeasureInUse(PERCENT, baseline=12),
            MeasureInUse(EVENTS, unit="u1"),
            MeasureInUse(RATE, unit="u2"),
            MeasureInUse(WEEKLY, unit="o1"),
        ),
        series=all_series(),
        checklist={OWN: states},
        answers=answers(OWN, {programme().leadership.groups[0].id: 6, programme().leadership.groups[1].id: 2}),
    )


def empty_book() -> Book:
    """A network in which nothing has happened yet: a municipality without units."""
    book = small_book()
    return replace(book, units=(), in_use=(), series={}, checklist={}, answers=())


def handed_over(path: Path, book: Book | None = None) -> Path:
    """The book as a hand-over file."""
    write_handover(path, book or small_book())
    return path
