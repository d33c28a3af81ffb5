"""What a file changes: its series compared with what is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, Table, func, insert, select

from kit.domain.compared import Compared, Said
from kit.domain.seen import Seen
from kit.domain.series import Series
from kit.store.entries import unchanged_since
from kit.store.rows import ImportReceipt, Incoming
from kit.store.schema import EVENTS, IMPORTS, POINTS

Key = tuple[str, str, str]  # unit, measure, day


@dataclass(frozen=True, slots=True)
class Kind:
    """Points and events differ in their columns only; events have no denominator."""

    table: Table
    day: str
    amount: str

    def row(self, key: Key, said: Said) -> dict[str, object]:
        """The columns of a new row."""
        unit, measure, day = key
        amount, denominator, note = said
        row: dict[str, object] = {"unit": unit, "measure": measure, self.day: day, self.amount: amount, "note": note}
        return {**row, "denominator": denominator} if "denominator" in self.table.c else row

    def newest(self, connection: Connection, units: Iterable[str], imported: bool = False) -> dict[Key, Said]:
        """What counts now by key, or (`imported`) what a file said last."""
        c = self.table.c
        latest = select(func.max(c.id)).where(c.unit.in_(sorted(set(units)))).group_by(c.unit, c.measure, c[self.day])
        if imported:
            latest = latest.where(c.import_id.is_not(None))
        rows = connection.execute(select(self.table).where(c.id.in_(latest))).mappings()
        return {(r["unit"], r["measure"], r[self.day]): self.said(r) for r in rows}

    def row_of(self, connection: Connection, key: Key) -> RowMapping | None:
        """The row that counts for one key, None where nothing was said."""
        c = self.table.c
        mine = select(self.table).where(c.unit == key[0], c.measure == key[1], c[self.day] == key[2])
        return connection.execute(mine.order_by(c.id.desc()).limit(1)).mappings().first()

    def said(self, row: RowMapping) -> Said:
        """What a row says."""
        return row[self.amount], row.get("denominator"), row["note"]

    def nothing(self, said: Said) -> bool:
        """Whether that is a taking back."""
        return said[0] == 0 if self.amount == "count" else said[0] is None


POINT = Kind(POINTS, "period", "numerator")
EVENT = Kind(EVENTS, "day", "count")


def point_rows(series: Iterable[Series]) -> dict[Key, Said]:
    """The points of several series by key."""
    return {
        (one.unit, one.measure, point.period.isoformat()): (point.numerator, point.denominator, point.note)
        for one in series
        for point in one.points
    }


def event_rows(series: Iterable[Series]) -> dict[Key, Said]:
    """The event days of several series by key; two lines of one day are added up."""
    days: dict[Key, Said] = {}
    for s in series:
        for event in s.events:
            key = (s.unit, s.measure, event.on.isoformat())
            count, _, note = days.get(key, (0, None, ""))
            days[key] = ((count or 0) + event.count, None, "; ".join(text for text in (note, event.note) if text))
    return days


def _verdict(said: Said, now: Said | None, before: Said | None) -> str:
    if now is None:
        return "new"
    if said == now:
        return "unchanged"
    return "kept" if said == before else "corrected"


def _take(connection: Connection, kind: Kind, said: Mapping[Key, Said], signed: Mapping[str, object]) -> Counter[str]:
    """Append what is new or corrected; count what became of every key."""
    units = {key[0] for key in said}
    now, before = kind.newest(connection, units), kind.newest(connection, units, imported=True)
    verdicts = {key: _verdict(value, now.get(key), before.get(key)) for key, value in said.items()}
    rows = [{**kind.row(key, said[key]), **signed} for key, v in verdicts.items() if v in ("new", "corrected")]
    if rows:
        connection.execute(insert(kind.table), rows)
    return Counter(verdicts.values())


def compared(connection: Connection, series: Sequence[Series]) -> tuple[Compared, ...]:
    """What saving these series would change, in their order; nothing is saved."""
    found: list[Compared] = []
    for kind, said in ((POINT, point_rows(series)), (EVENT, event_rows(series))):
        now = kind.newest(connection, {key[0] for key in said})
        for key, value in said.items():
            before = now.get(key)
            before = None if before is None or kind.nothing(before) else before
            found.append(Compared(*key, before, value))
    return tuple(found)


def append_all(connection: Connection, changes: Sequence[Compared], events: Collection[str], by: str, at: str) -> int:
    """Append every change, as long as each still meets what it was compared with; returns how many were new.

    `events` are the measures that are counted by event dates. Raises ChangedMeanwhile at the first that does not.
    """
    appended = 0
    for change in changes:
        kind = EVENT if change.measure in events else POINT
        key = (change.unit, change.measure, change.day)
        row = kind.row_of(connection, key)
        now = kind.said(row) if row else None
        if now == change.after:
            continue
        unchanged_since(Seen(change.before), None if now is None or kind.nothing(now) else now, row)
        connection.execute(insert(kind.table).values(**kind.row(key, change.after), by=by, at=at))
        appended += 1
    return appended


def _last_digest(connection: Connection, file: str) -> str | None:
    newest = select(IMPORTS.c.digest).where(IMPORTS.c.file == file).order_by(IMPORTS.c.id.desc()).limit(1)
    return connection.execute(newest).scalar_one_or_none()


def take_in(connection: Connection, incoming: Sequence[Incoming], by: str, at: str) -> tuple[ImportReceipt, ...]:
    """Append what the files change, inside the caller's transaction; one receipt a file."""
    return tuple(_take_file(connection, file, by, at) for file in incoming)


def _take_file(connection: Connection, file: Incoming, by: str, at: str) -> ImportReceipt:
    points, events = point_rows(file.series), event_rows(file.series)
    if _last_digest(connection, file.file) == file.digest:
        return ImportReceipt(unchanged=len(points) + len(events), already=True)
    made = insert(IMPORTS).values(file=file.file, digest=file.digest, by=by, at=at).returning(IMPORTS.c.id)
    signed = {"by": by, "at": at, "import_id": connection.execute(made).scalar_one()}
    counts = _take(connection, POINT, points, signed) + _take(connection, EVENT, events, signed)
    return ImportReceipt(counts["new"], counts["corrected"], counts["unchanged"], kept=counts["kept"])
