"""What was said since a moment: checklist items and entries, each with what stood before it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, RowMapping, Table, func, select

from kit.domain.changes import ITEM, Change, item_said, with_change
from kit.store.rows import moment, stamp
from kit.store.schema import ENTRIES, ITEM_STATES

_ITEM_KEY, _ENTRY_KEY = ("municipality", "item"), ("kind", "municipality", "unit", "key")
_SAID = ("status", "owner", "note")


def changes_since(connection: Connection, municipality: str | None, at: datetime) -> tuple[Change, ...]:
    """What was said after `at`, of one municipality when given; one change for each thing, in the order of time."""
    items = _rows(connection, ITEM_STATES, _ITEM_KEY, _SAID, municipality, at)
    entries = _rows(connection, ENTRIES, _ENTRY_KEY, ("content",), municipality, at)
    changes = [*(_of_item(row) for row in items), *(_of_entry(row) for row in entries)]
    found: tuple[Change, ...] = ()
    for change in sorted(changes, key=lambda change: change.at):
        found = with_change(found, change)
    return found


def _rows(
    connection: Connection,
    table: Table,
    key: tuple[str, ...],
    said: tuple[str, ...],
    municipality: str | None,
    at: datetime,
) -> Iterable[RowMapping]:
    """Every row after `at`, with the columns `said` of the row before it under the same key as ``before_…``."""
    older, earlier = table.alias(), table.alias()
    same = [older.c[name] == table.c[name] for name in key]
    last = select(func.max(older.c.id)).where(*same, older.c.id < table.c.id).correlate(table).scalar_subquery()
    columns = [earlier.c[name].label(f"before_{name}") for name in said]
    both = table.outerjoin(earlier, earlier.c.id == last)
    rows = select(table, earlier.c.id.label("earlier"), *columns).select_from(both)
    rows = rows.where(table.c["at"] > stamp(at)).order_by(table.c.id)
    if municipality is not None:
        rows = rows.where(table.c.municipality == municipality)
    return connection.execute(rows).mappings().all()


def _of_item(row: RowMapping) -> Change:
    now = item_said(*(row[name] for name in _SAID))
    before = None if row["earlier"] is None else item_said(*(row[f"before_{name}"] for name in _SAID))
    return Change(ITEM, row["municipality"], "", row["item"], before, now, moment(row["at"]), row["by"])


def _of_entry(row: RowMapping) -> Change:
    key = (row[name] for name in _ENTRY_KEY)
    return Change(*key, row["before_content"], row["content"], moment(row["at"]), row["by"])
