"""How much was said: a cheap answer to "has anything changed?", for whoever asks every few seconds."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, Table, func, select

from kit.store.schema import ANSWERS, ENTRIES, EVENTS, ITEM_STATES, POINTS

MEASUREMENTS, CHECKLIST, WORK, QUESTIONNAIRE = "measurements", "checklist", "entries", "answers"
_TABLES: dict[str, tuple[Table, ...]] = {
    MEASUREMENTS: (POINTS, EVENTS),
    CHECKLIST: (ITEM_STATES,),
    WORK: (ENTRIES,),
    QUESTIONNAIRE: (ANSWERS,),
}


def counted(connection: Connection, municipality: str | None, units: Collection[str]) -> dict[str, int]:
    """The number of rows by what they are about. A correction is one more row, so a number never falls."""
    return {
        name: sum(_rows(connection, table, municipality, units) for table in tables) for name, tables in _TABLES.items()
    }


def _rows(connection: Connection, table: Table, municipality: str | None, units: Collection[str]) -> int:
    asked = select(func.count()).select_from(table)
    if municipality is not None:
        asked = asked.where(_mine(table, municipality, units))
    return int(connection.execute(asked).scalar_one())


def _mine(table: Table, municipality: str, units: Collection[str]) -> ColumnElement[bool]:
    if "municipality" in table.c:
        return table.c.municipality == municipality
    return table.c.unit.in_(sorted(units))
