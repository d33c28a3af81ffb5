"""What was said since a moment: checklist items and entries, each with what stood before it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, RowMapping, Select, Table, func, select

from kit.domain.changes import ITEM, Change, with_change
from kit.store.rows import moment, stamp
from kit.store.schema import ENTRIES, ITEM_STATES

_ITEM_KEY, _ENTRY_KEY = ("municipality", "item"), ("kind", "municipality", "unit", "key")


def changes_since(connection: Connection, municipality: str | None, at: datetime) -> tuple[Change, ...]:
    """What was said after `at`, of one municipality when given; one change for each thing, in the order of time."""
    rows = [*_rows(connection, ITEM_STATES, _ITEM_KEY, municipality, at)]
    rows += _rows(connection, ENTRIES, _ENTRY_KEY, municipality, at)
    found: tuple[Change, ...] = ()
    for row in sorted(rows, key=lambda row: str(row["at"])):
        found = with_change(found, _change(row))
    return found


def _rows(
    connection: Connection, table: Table, key: tuple[str, ...], municipality: str | None, at: datetime
) -> Iterable[RowMapping]:
    rows = _with_before(table, key).where(table.c["at"] > stamp(at))
    if municipality is not None:
        rows = rows.where(table.c.municipality == municipality)
    return connection.execute(rows.order_by(table.c.id)).mappings().all()


def _with_before(table: Table, key: tuple[str, ...]) -> Select[tuple[object, ...]]:
    """Every row with what the row before it under the same key said."""
    said = "status" if table is ITEM_STATES else "content"
    older = table.alias()
    same = [older.c[name] == table.c[name] for name in key]
    last = select(func.max(older.c.id)).where(*same, older.c.id < table.c.id).correlate(table).scalar_subquery()
    earlier = table.alias()
    before = select(earlier.c[said]).where(earlier.c.id == last).scalar_subquery().label("before")
    return select(*(table.c[name] for name in (*key, "by", "at")), table.c[said].label("now"), before)


def _change(row: RowMapping) -> Change:
    item = "item" in row
    kind, unit, key = (ITEM, "", row["item"]) if item else (row["kind"], row["unit"], row["key"])
    before, now, by = row["before"], row["now"], row["by"]
    return Change(kind, row["municipality"], unit, key, before, now, moment(row["at"]), by)
