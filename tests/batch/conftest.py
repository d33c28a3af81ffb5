"""A small network and notebooks that work, fail, hang and die."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kit.domain.book import Book
from kit.domain.checklist import Checklist
from kit.domain.label import same
from kit.domain.network import MeasureInUse, Municipality, Network, Status, Unit
from kit.domain.programme import Programme
from kit.domain.series import Event, Point, Series
from kit.domain.survey import Questionnaire
from kit.sources.programme import programme_folders, read_programme

NOTEBOOKS = Path(__file__).parent / "notebooks"
HOSTILE = "<script>alert(1)</script> & Åsen"


def _programme() -> Programme:
    nothing = same("")
    survey = Questionnaire("q", "1", nothing, nothing, nothing, nothing, 5, (), (), (), ())
    return Programme(
        id="p",
        version="1",
        country="dk",
        language="da",
        weeks=52,
        name=same("Program"),
        source=nothing,
        roles={},
        unit_kinds={},
        seminars=(),
        checklist=Checklist((), ()),
        areas=(),
        measures=(),
        leadership=survey,
    )


@pytest.fixture(scope="session")
def book() -> Book:
    """Two municipalities that take part, the first with a hostile unit name, and one that has withdrawn."""
    return Book(
        network=Network("n1", "Trygge <b>hænder</b>", "p", "da", date(2026, 3, 2)),
        programme=_programme(),
        as_of=date(2026, 5, 3),
        municipalities=(
            Municipality("0001", "Ås & Ø"),
            Municipality("0002", "Byen"),
            Municipality(
                "0003", "Væk", status=Status.WITHDRAWN, withdrawn_on=date(2026, 4, 1), withdrawn_reason="<i>Syg</i>"
            ),
        ),
        units=(
            Unit("u1", "0001", HOSTILE, "nursing_home"),
            Unit("u2", "0002", "Nabohjemmet", "nursing_home"),
            Unit("u3", "0003", "Lukket", "nursing_home"),
        ),
    )


@pytest.fixture(scope="session")
def notebooks() -> Path:
    """The folder with one folder of notebooks for each situation."""
    return NOTEBOOKS


def _series(programme: Programme, unit: str) -> dict[tuple[str, str], Series]:
    months = [date(2024 + i // 12, i % 12 + 1, 1) for i in range(26)]
    numbers = [7, 9, 8, 6, 9, 10, 7, 8, 9, 8, 7, 9, 8, 4, 3, 5, 4, 3, 4, 2, 3, 4, 3, 2, 3, 4]
    found = {}
    for measure in programme.measures[:3]:
        if measure.from_events:
            one = Series(unit, measure.id, events=tuple(Event(month) for month in months[::2]))
        else:
            below = 20.0 if measure.needs_denominator else None
            points = [Point(month, float(n), below) for month, n in zip(months, numbers, strict=True)]
            one = Series(unit, measure.id, points=tuple(points))
        found[unit, measure.id] = one
    return found


@pytest.fixture(scope="session")
def real_book(book: Book) -> Book:
    """The small network with a real programme, three of its measures, and numbers of its first unit."""
    programme = read_programme(programme_folders()["i-sikre-haender"])
    in_use = tuple(MeasureInUse(measure.id) for measure in programme.measures[:3])
    return replace(book, programme=programme, in_use=in_use, series=_series(programme, "u1"))
