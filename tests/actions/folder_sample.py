"""A small network: two municipalities that take part, one that has withdrawn; and series for it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from kit.actions.folder import NetworkFolder
from kit.domain.network import MeasureInUse, Municipality, Network, Seminar, Status, Unit
from kit.domain.series import Event, Point, Series
from kit.sources.network import NetworkFile
from kit.sources.programme import programme_folders, read_programme

NOW = datetime(2026, 3, 15, 9, 30, tzinfo=UTC)
TODAY = date(2026, 3, 15)
RATE, PERCENT, DAYS = "pu.r.rate", "pu.p.risk", "pu.r.days_between"
UNUSED = "med.p.admin"
PROGRAMME = read_programme(programme_folders()["i-trygge-hender"])
CONTENT = NetworkFile(
    network=Network("nord", "Nord", PROGRAMME.id, "nb", date(2026, 1, 13)),
    municipalities=(
        Municipality("0301", "Oslo"),
        Municipality("5001", "Trondheim"),
        Municipality("4601", "Bergen", "new", Status.WITHDRAWN, date(2026, 1, 31), "ny ledelse"),
    ),
    units=(
        Unit("0301-1", "0301", "Solsiden", "nursing_home", 24),
        Unit("0301-2", "0301", "Skyggesiden", "nursing_home", 20),
        Unit("5001-1", "5001", "Byåsen", "nursing_home", 30),
        Unit("4601-1", "4601", "Fana", "nursing_home", 30),
    ),
    people=(),
    seminars=(Seminar("ls1", "learning", "Samling 1", date(2026, 1, 13)),),
    in_use=(MeasureInUse(RATE), MeasureInUse(PERCENT), MeasureInUse(DAYS)),
)


def rate(unit: str, *values: float, first: int = 1) -> Series:
    """A rate of these numerators over 700, by month of 2026."""
    return Series(unit, RATE, tuple(Point(date(2026, first + n, 1), value, 700) for n, value in enumerate(values)))


def sores(unit: str, *days: date) -> Series:
    return Series(unit, DAYS, (), tuple(Event(day) for day in days))


def content_of(folder: NetworkFolder) -> dict[str, bytes]:
    """Every file below the folder, to see that nothing was touched."""
    return {str(path): path.read_bytes() for path in sorted(folder.path.rglob("*")) if path.is_file()}
