"""The store: short appends in, the newest rows out. Nothing is overwritten and nothing is deleted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, RowMapping, Select, Table, func, insert, select

from kit.domain.changes import Change
from kit.domain.checklist import ItemState, ItemStatus
from kit.domain.compared import Compared
from kit.domain.entries.entry import Record
from kit.domain.seen import Seen
from kit.domain.series import Event, Point, Series
from kit.domain.survey import Answer
from kit.store import counts, entries, lately
from kit.store.faults import plain_errors
from kit.store.imports import (
    EVENT,
    POINT,
    Key,
    Kind,
    Said,
    append_all,
    compared,
    event_rows,
    point_rows,
    take_in,
)
from kit.store.rows import Correction, ImportReceipt, Incoming, PastImport, moment, stamp
from kit.store.schema import ANSWERS, IMPORTS, ITEM_STATES, POINTS

WRITING = "kit_writing"  # the execution option that makes a transaction take its place as a writer at once


class Store:
    """An open database. Use it in a ``with`` block, one short block a job; `open_store` makes it.

    Every method raises StoreError when the file cannot be read or written, and then nothing was saved.
    """

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self._path = path
        self._together: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with plain_errors(self._path):
            self._engine.dispose()

    @contextmanager
    def together(self) -> Iterator[Self]:
        """Make one transaction of all that is read and saved in the block: nobody else writes meanwhile, and when the
        block raises nothing of it was saved."""
        with self._transaction(writing=True) as connection:
            self._together = connection
            try:
                yield self
            finally:
                self._together = None

    @contextmanager
    def _transaction(self, *, writing: bool = False) -> Iterator[Connection]:
        if self._together is not None:
            yield self._together
            return
        with plain_errors(self._path), self._engine.connect() as opened:
            connection = opened.execution_options(**{WRITING: writing})
            with connection.begin():
                yield connection

    # -- measurements

    def save_import(self, file: str, digest: str, series: Sequence[Series], *, by: str, at: datetime) -> ImportReceipt:
        """Take in one file; see `save_imports`."""
        return self.save_imports([Incoming(file, digest, tuple(series))], by=by, at=at)[0]

    def save_imports(self, incoming: Sequence[Incoming], *, by: str, at: datetime) -> tuple[ImportReceipt, ...]:
        """Take in several files in one transaction: all or nothing. Returns one receipt a file, in order.

        A file that says what it said before changes nothing, so a correction made by hand since then stays.
        """
        with self._transaction(writing=True) as connection:
            return take_in(connection, incoming, by, stamp(at))

    def compare(self, series: Sequence[Series]) -> tuple[Compared, ...]:
        """What saving these series would change; nothing is saved."""
        with self._transaction() as connection:
            return compared(connection, series)

    def save_compared(self, changes: Sequence[Compared], events: Collection[str], *, by: str, at: datetime) -> int:
        """Save what was compared, all or nothing; how many were new. Measures in `events` go by event dates.

        Raises ChangedMeanwhile when something else stands by now where one of them goes.
        """
        with self._transaction(writing=True) as connection:
            return append_all(connection, changes, events, by, stamp(at))

    def save_point(
        self, unit: str, measure: str, point: Point, *, by: str, at: datetime, seen: Seen | None = None
    ) -> bool:
        """Append a point; False when exactly this is what counts already.

        Here and below ChangedMeanwhile is raised when `seen` is given and no longer what counts.
        """
        return self._append(POINT, point_rows([Series(unit, measure, (point,))]), by, at, seen)

    def withdraw_point(
        self, unit: str, measure: str, period: date, *, by: str, at: datetime, seen: Seen | None = None
    ) -> bool:
        """Take a month back, so that it is not measured; False when there was nothing to take back."""
        return self._append(POINT, {(unit, measure, period.isoformat()): (None, None, "")}, by, at, seen)

    def save_event(
        self, unit: str, measure: str, event: Event, *, by: str, at: datetime, seen: Seen | None = None
    ) -> bool:
        """Append how many events a day had (0 takes the day back); False when nothing changes."""
        return self._append(EVENT, event_rows([Series(unit, measure, (), (event,))]), by, at, seen)

    def _append(self, kind: Kind, rows: Mapping[Key, Said], by: str, at: datetime, seen: Seen | None) -> bool:
        ((key, said),) = rows.items()
        with self._transaction(writing=True) as connection:
            row = kind.row_of(connection, key)
            now = kind.said(row) if row else None
            if said == now or (now is None and kind.nothing(said)):
                return False
            entries.unchanged_since(seen, None if now is None or kind.nothing(now) else now, row)
            connection.execute(insert(kind.table).values(**kind.row(key, said), by=by, at=stamp(at)))
            return True

    def series(self, units: Collection[str] | None = None) -> dict[tuple[str, str], Series]:
        """What counts now, by (unit, measure), points and events in time order; of `units` only, when given."""
        points: dict[tuple[str, str], list[Point]] = {}
        events: dict[tuple[str, str], list[Event]] = {}
        with self._transaction() as connection:
            for row in self._newest_measured(connection, POINT, units):
                point = Point(date.fromisoformat(row["period"]), row["numerator"], row["denominator"], row["note"])
                points.setdefault((row["unit"], row["measure"]), []).append(point)
            for row in self._newest_measured(connection, EVENT, units):
                event = Event(date.fromisoformat(row["day"]), row["count"], row["note"])
                events.setdefault((row["unit"], row["measure"]), []).append(event)
        keys = sorted(points.keys() | events.keys())
        return {key: Series(*key, tuple(points.get(key, ())), tuple(events.get(key, ()))) for key in keys}

    @staticmethod
    def _newest_measured(connection: Connection, kind: Kind, units: Collection[str] | None) -> Sequence[RowMapping]:
        c = kind.table.c
        rows = _newest(kind.table, "unit", "measure", kind.day)
        if units is not None:
            rows = rows.where(c.unit.in_(sorted(units)))
        kept = c.numerator.is_not(None) if kind is POINT else c.count > 0
        return connection.execute(rows.where(kept).order_by(c[kind.day])).mappings().all()

    def history(self, unit: str, measure: str, period: date) -> tuple[Correction, ...]:
        """Everything that was ever said about one month, oldest first."""
        c = POINTS.c
        asked = select(POINTS).where(c.unit == unit, c.measure == measure, c.period == period.isoformat())
        with self._transaction() as connection:
            rows = connection.execute(asked.order_by(c.id)).mappings().all()
        return tuple(Correction(moment(r["at"]), r["by"], r["numerator"], r["denominator"], r["note"]) for r in rows)

    def imports(self) -> tuple[PastImport, ...]:
        """Every import that was made, oldest first."""
        with self._transaction() as connection:
            rows = connection.execute(select(IMPORTS).order_by(IMPORTS.c.id)).mappings().all()
        return tuple(PastImport(r["file"], r["digest"], r["by"], moment(r["at"])) for r in rows)

    # -- the checklist

    def save_item(
        self, municipality: str, state: ItemState, *, by: str, at: datetime, seen: Seen | None = None
    ) -> bool:
        """Append what a municipality says about an item; False when it says so already. `changed_at` becomes `at`."""
        said = {"status": str(state.status), "owner": state.owner, "note": state.note}
        with self._transaction(writing=True) as connection:
            c = ITEM_STATES.c
            mine = select(ITEM_STATES).where(c.municipality == municipality, c.item == state.item)
            now = connection.execute(mine.order_by(c.id.desc()).limit(1)).mappings().first()
            if now and all(now[name] == value for name, value in said.items()):
                return False
            entries.unchanged_since(seen, tuple(now[name] for name in said) if now else None, now)
            row = insert(ITEM_STATES).values(municipality=municipality, item=state.item, by=by, at=stamp(at), **said)
            connection.execute(row)
            return True

    def checklist(self, municipality: str | None = None) -> dict[str, dict[str, ItemState]]:
        """What counts now, by municipality, then item; of one municipality only, when given."""
        rows = _newest(ITEM_STATES, "municipality", "item")
        if municipality is not None:
            rows = rows.where(ITEM_STATES.c.municipality == municipality)
        states: dict[str, dict[str, ItemState]] = {}
        with self._transaction() as connection:
            for row in connection.execute(rows.order_by("municipality", "item")).mappings():
                state = ItemState(row["item"], ItemStatus(row["status"]), row["owner"], row["note"], moment(row["at"]))
                states.setdefault(row["municipality"], {})[row["item"]] = state
        return states

    # -- entries

    def save_entry(self, record: Record, *, seen: Seen | None = None) -> bool:
        """Append an entry; False when it says so already. Raises ChangedMeanwhile when `seen` no longer stands."""
        with self._transaction(writing=True) as connection:
            return entries.append(connection, record, seen)

    def save_entries(self, records: Iterable[Record]) -> int:
        """Append entries, all or none; gives how many said something new."""
        with self._transaction(writing=True) as connection:
            return sum(entries.append(connection, record, None) for record in records)

    def entries(self, municipality: str | None = None, kinds: Collection[str] = ()) -> tuple[Record, ...]:
        """The entries that count now; of one municipality and the network as a whole, and of some kinds, when given."""
        with self._transaction() as connection:
            return entries.newest(connection, municipality, kinds)

    def entry_history(self, kind: str, municipality: str, unit: str, key: str) -> tuple[Record, ...]:
        """Everything that was ever said under one key, oldest first."""
        with self._transaction() as connection:
            return entries.history(connection, kind, municipality, unit, key)

    def every_entry(self, kinds: Collection[str], municipality: str | None = None) -> tuple[Record, ...]:
        """Everything that was ever said in these kinds, taken back too, oldest first; of one municipality or all."""
        with self._transaction() as connection:
            return entries.every(connection, kinds, municipality)

    def changes(self, since: datetime, municipality: str | None = None) -> tuple[Change, ...]:
        """What was said about checklist items and in entries after a moment, with what stood before; oldest first."""
        with self._transaction() as connection:
            return lately.changes_since(connection, municipality, since)

    # -- counts

    def counts(self, municipality: str | None = None, units: Collection[str] = ()) -> dict[str, int]:
        """How many rows there are of each kind; of one municipality with its `units`, when given. They only grow."""
        with self._transaction() as connection:
            return counts.counted(connection, municipality, units)

    # -- links

    def raise_link_number(self, holder: str, *, by: str, at: datetime) -> int:
        """Make all of a holder's links useless, and return the number that new ones must have."""
        with self._transaction(writing=True) as connection:
            return entries.raise_number(connection, holder, by, stamp(at))

    def link_numbers(self) -> dict[str, int]:
        """The number that a holder's links must have; holders that were never raised are left out: 0."""
        with self._transaction() as connection:
            return entries.link_numbers(connection)

    # -- the questionnaire

    def save_answers(self, answers: Sequence[Answer]) -> int:
        """Append the answers that say something new, in one transaction; return how many did."""
        with self._transaction(writing=True) as connection:
            before = {_answer_key(row): row["value"] for row in self._answers_of(connection, answers)}
            rows = [_answer_row(answer) for answer in answers]
            fresh = [row for row in rows if before.get(_answer_key(row), "none yet") != row["value"]]
            if fresh:
                connection.execute(insert(ANSWERS), fresh)
            return len(fresh)

    def response_owner(self, response: str) -> tuple[str, str] | None:
        """The municipality and group that a response belongs to, None for one not seen before."""
        c = ANSWERS.c
        asked = select(c.municipality, c.respondent_group).where(c.response == response).limit(1)
        with self._transaction() as connection:
            row = connection.execute(asked).first()
        return None if row is None else (row[0], row[1])

    @staticmethod
    def _answers_of(connection: Connection, answers: Sequence[Answer]) -> Sequence[RowMapping]:
        responses = sorted({answer.response for answer in answers})
        asked = select(ANSWERS).where(ANSWERS.c.response.in_(responses)).order_by(ANSWERS.c.id)
        return connection.execute(asked).mappings().all()

    def answers(self, municipality: str | None = None) -> tuple[Answer, ...]:
        """Every answer in the order given, corrections after what they correct; of one municipality when given."""
        rows = select(ANSWERS).order_by(ANSWERS.c.id)
        if municipality is not None:
            rows = rows.where(ANSWERS.c.municipality == municipality)
        with self._transaction() as connection:
            return tuple(_answer(row) for row in connection.execute(rows).mappings())


def _newest(table: Table, *key: str) -> Select[tuple[object, ...]]:
    latest = select(func.max(table.c.id)).group_by(*(table.c[name] for name in key))
    return select(table).where(table.c.id.in_(latest))


_ANSWER_KEY = ("response", "municipality", "respondent_group", "questionnaire", "version", "statement")


def _answer_key(row: Mapping[Any, Any]) -> tuple[object, ...]:
    return tuple(row[name] for name in _ANSWER_KEY)


def _answer_row(answer: Answer) -> dict[str, object]:
    return {
        "response": answer.response,
        "municipality": answer.municipality,
        "respondent_group": answer.group,
        "questionnaire": answer.questionnaire,
        "version": answer.version,
        "statement": answer.statement,
        "value": answer.value,
        "at": stamp(answer.at),
    }


def _answer(row: RowMapping) -> Answer:
    return Answer(
        response=row["response"],
        municipality=row["municipality"],
        group=row["respondent_group"],
        questionnaire=row["questionnaire"],
        version=row["version"],
        statement=row["statement"],
        value=row["value"],
        at=moment(row["at"]),
    )
