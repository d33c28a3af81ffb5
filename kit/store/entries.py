"""Entries and the numbers of links: appended, and the newest of each key counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, RowMapping, func, insert, select

from kit.domain.entries.entry import Record
from kit.domain.seen import Seen
from kit.errors import ChangedMeanwhile
from kit.store.rows import moment, stamp
from kit.store.schema import ENTRIES, LINK_NUMBERS

_KEY = ("kind", "municipality", "unit", "key")


def unchanged_since(seen: Seen | None, now: object, row: Mapping[str, str] | None) -> None:
    """Raises ChangedMeanwhile when `now`, which stands in `row`, is not what the page showed."""
    if seen is None or row is None or seen.said == now:
        return
    raise ChangedMeanwhile(now, row["by"], moment(row["at"]))  # type: ignore[arg-type]


def _newest(connection: Connection, record: Record) -> RowMapping | None:
    c = ENTRIES.c
    mine = select(ENTRIES).where(*(c[name] == getattr(record, name) for name in _KEY))
    return connection.execute(mine.order_by(c.id.desc()).limit(1)).mappings().first()


def append(connection: Connection, record: Record, seen: Seen | None) -> bool:
    """Append a record; False when exactly this is what counts already."""
    row = _newest(connection, record)
    now = row["content"] if row else None
    if now == record.content:
        return False
    unchanged_since(seen, now, row)
    values = {name: getattr(record, name) for name in (*_KEY, "content", "by")}
    connection.execute(insert(ENTRIES).values(**values, at=stamp(record.at)))
    return True


def _record(row: RowMapping) -> Record:
    return Record(*(row[name] for name in _KEY), row["content"], moment(row["at"]), row["by"])


def newest(connection: Connection, municipality: str | None, kinds: Collection[str] = ()) -> tuple[Record, ...]:
    """What counts now, in the order in which the keys were first written; of one municipality and some kinds when
    given."""
    c = ENTRIES.c
    keys = [c[name] for name in _KEY]
    ends = select(func.max(c.id).label("last"), func.min(c.id).label("first")).group_by(*keys)
    if municipality is not None:
        ends = ends.where(c.municipality.in_([municipality, ""]))
    if kinds:
        ends = ends.where(c.kind.in_(sorted(kinds)))
    found = ends.subquery()
    rows = select(ENTRIES).join(found, c.id == found.c.last).where(c.content.is_not(None)).order_by(found.c.first)
    return tuple(_record(row) for row in connection.execute(rows).mappings())


def history(connection: Connection, kind: str, municipality: str, unit: str, key: str) -> tuple[Record, ...]:
    """Everything that was ever said under one key, oldest first; a content of None is a taking back."""
    c = ENTRIES.c
    mine = select(ENTRIES).where(c.kind == kind, c.municipality == municipality, c.unit == unit, c.key == key)
    return tuple(_record(row) for row in connection.execute(mine.order_by(c.id)).mappings())


def every(connection: Connection, kinds: Collection[str], municipality: str | None) -> tuple[Record, ...]:
    """Everything that was ever said in these kinds, oldest first; of one municipality when given."""
    c = ENTRIES.c
    mine = select(ENTRIES).where(c.kind.in_(sorted(kinds))).order_by(c.id)
    if municipality is not None:
        mine = mine.where(c.municipality == municipality)
    return tuple(_record(row) for row in connection.execute(mine).mappings())


def raise_number(connection: Connection, holder: str, by: str, at: str) -> int:
    """Give a holder's links the next number and return it."""
    number = link_numbers(connection).get(holder, 0) + 1
    connection.execute(insert(LINK_NUMBERS).values(holder=holder, number=number, by=by, at=at))
    return number


def link_numbers(connection: Connection) -> dict[str, int]:
    """The number that a link must have, by holder; 0 for those that are not there."""
    c = LINK_NUMBERS.c
    rows = connection.execute(select(c.holder, func.max(c.number)).group_by(c.holder))
    return {holder: int(number) for holder, number in rows}
