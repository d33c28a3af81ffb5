"""A Book with something of everything in it, on a programme that travels with the kit."""

from __future__ import annotations

from datetime import UTC, date, datetime

from kit.domain.book import Book
from kit.domain.changes import ITEM, Change, item_said
from kit.domain.checklist import ItemState, ItemStatus
from kit.domain.network import MeasureInUse, Municipality, Network, Person, Seminar, Status, Unit
from kit.domain.series import Event, Point, Series
from kit.domain.survey import Answer
from kit.sources.programme import programme_folders, read_programme

NOW = datetime(2026, 3, 1, 9, 30, 15, 250000, tzinfo=UTC)
JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)


def whole_book() -> Book:
    programme = read_programme(programme_folders()["i-trygge-hender"])
    rate = next(measure.id for measure in programme.measures if measure.value == "rate")
    days = next(measure.id for measure in programme.measures if measure.from_events)
    item = programme.checklist.items[0].id
    statement = programme.leadership.statements[0].id
    group = programme.leadership.groups[0].id
    return Book(
        network=Network("nord", "Nord «24-7»", programme.id, "nb", date(2026, 2, 3), "kari@example.org"),
        programme=programme,
        as_of=date(2026, 3, 2),
        municipalities=(
            Municipality("0301", "Oslo", "pilot"),
            Municipality("5001", "Trondheim", "new", Status.WITHDRAWN, date(2026, 2, 20), "ny ledelse"),
        ),
        units=(Unit("0301-1", "0301", "Blåbærstua", "nursing_home", 24), Unit("5001-1", "5001", "Ytre", "home_care")),
        people=(Person("0301", "0301-1", "PL", "Åse Ødegård"), Person("5001", "", "TOP", "Per")),
        seminars=(Seminar("ls1", "learning", "Samling 1", date(2026, 2, 3)),),
        in_use=(MeasureInUse(rate, baseline=12), MeasureInUse(days, "5001", "5001-1", 0, FEBRUARY, "ny definisjon")),
        series={
            ("5001-1", days): Series("5001-1", days, events=(Event(JANUARY, 2, "helg"), Event(FEBRUARY))),
            ("0301-1", rate): Series(
                "0301-1", rate, (Point(JANUARY, 3, 712.25, "æøå ☂"), Point(FEBRUARY, 0.1 + 0.2, 0))
            ),
        },
        checklist={
            "5001": {item: ItemState(item, ItemStatus.NOT_RELEVANT)},
            "0301": {item: ItemState(item, ItemStatus.NEARLY, "PL", "snart\nferdig", NOW)},
        },
        answers=(
            Answer("r1", "0301", group, "leadership", programme.leadership.version, statement, None, NOW),
            Answer("r2", "5001", group, "leadership", programme.leadership.version, statement, 5, NOW),
        ),
        lately=(
            Change(ITEM, "0301", "", item, None, item_said("nearly", "PL", "snart"), NOW, "municipality:0301"),
            Change("member", "5001", "5001-1", "k1", '{"name":"Per"}', None, NOW, "facilitator"),
        ),
    )
