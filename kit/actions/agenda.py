"""The agendas of a network's seminars, out to Excel and back: what the form on the seminar's page does item by item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kit.actions import accept_entry
from kit.actions.enter import Place, accept_entry_of, local_day, moment_of, put_entry
from kit.actions.folder import find_folder
from kit.actions.load import load_book
from kit.domain.access import FACILITATOR
from kit.domain.book import Book
from kit.domain.entries.entry import Kind
from kit.domain.entries.fields import from_plain
from kit.domain.entries.seminar import SEMINAR_ITEM, SEMINAR_PLAN
from kit.domain.held import Held
from kit.domain.seminars.plan import Item, SeminarPlan, template_of
from kit.errors import FieldRefused, KitError, Problem, ProblemsFound, Where
from kit.sources.agenda_sheet import AgendaRow, read_agendas, write_agendas
from kit.store import saving
from kit.texts import Texts, texts_of

FILE = "agendas.xlsx"
OWN = "own"


@dataclass(frozen=True, slots=True)
class AgendaRead:
    """A seminar of a workbook, and how many of its items were saved anew."""

    name: str
    changed: int


@dataclass(frozen=True, slots=True)
class _Change:
    kind: Kind
    key: str
    values: Mapping[str, object] | None
    row: AgendaRow | None


def agendas_out(folder: Path | str, out: Path | None = None) -> Path:
    """Write the agendas as they are now, a sheet for each seminar, and return where the workbook lies.

    Raises
    ------
    FolderError
        The folder is not a network's, or the file cannot be written.
    KitError
        ``seminar.no_seminars``.
    """
    home = find_folder(folder)
    book = load_book(home.path)
    if not book.seminars:
        raise KitError("seminar.no_seminars")
    target, words = out or home.path / FILE, texts_of(book.network, book.network.language)
    write_agendas(target, {held.seminar.id: _rows(held.plan, words) for held in _all(book)}, words)
    return target


def agendas_in(folder: Path | str, file: Path, *, now: datetime | None = None) -> tuple[AgendaRead, ...]:
    """Read a workbook of agendas back: what was changed, moved, put in and left out is saved, all or nothing.

    A seminar whose sheet is missing stays as it is.

    Raises
    ------
    ProblemsFound
        With every fault by its cell; nothing is saved then.
    """
    home, moment = find_folder(folder), moment_of(now)
    book = load_book(home.path)
    words = texts_of(book.network, book.network.language)
    seminars = {held.seminar.id: held for held in _all(book)}
    sheets = read_agendas(file, tuple(seminars), words.language)
    changes = {name: tuple(_changes(seminars[name], rows, words, file)) for name, rows in sheets.items()}
    problems = [
        problem
        for name, found in changes.items()
        for change in found
        if (problem := _fault(book, change, file, name, local_day(moment)))
    ]
    if problems:
        raise ProblemsFound(tuple(problems))
    accepted = [
        accept_entry_of(book, FACILITATOR, Place(one.kind.id, "", "", one.key), one.values, moment)
        for found in changes.values()
        for one in found
    ]
    with saving(home.database) as store:
        for one in accepted:
            put_entry(store, FACILITATOR, one)
    return tuple(AgendaRead(seminars[name].seminar.name, len(found)) for name, found in changes.items())


def _all(book: Book) -> Iterator[Held]:
    return (Held(book, seminar) for seminar in book.seminars)


def _rows(plan: SeminarPlan, words: Texts) -> tuple[AgendaRow, ...]:
    clock = plan.clock()
    return tuple(_row(item, clock[item.id], words) for item in plan.items)


def _row(item: Item, clock: str, words: Texts) -> AgendaRow:
    said = {name: words.label(getattr(item, name)) for name in ("title", "text", "guide", "ask")}
    options = tuple(words.label(one) for one in item.options.values())
    return AgendaRow(item.id, clock, item.minutes, activity=str(item.activity), options=options, cells={}, **said)


def _changes(held: Held, rows: Sequence[AgendaRow], words: Texts, file: Path) -> Iterator[_Change]:
    """What to save so that the seminar's agenda becomes these rows."""
    seminar, book = held.seminar.id, held.book
    said = {one.key: one.value for one in book.entries(SEMINAR_ITEM) if one.value.seminar == seminar}
    choices = [one.value for one in book.entries(SEMINAR_PLAN) if one.key == seminar]
    template = choices[-1].template if choices else ""
    base = template_of(book.programme.plans, held.seminar.kind, template)
    ids = _ids(held, base, rows, said, file)
    as_it_was = ids == [item.id for item in base.items]
    wanted: dict[str, Mapping[str, object] | None] = {}
    for place, (item_id, row) in enumerate(zip(ids, rows, strict=True), start=1):
        values = _values(base.item(item_id), row, words)
        if values or not as_it_was:
            values = {**values, **({} if as_it_was else {"place": place}), "seminar": seminar}
        wanted[f"{seminar}.{item_id}"] = values or None
    for item in base.items:
        wanted.setdefault(f"{seminar}.{item.id}", {"seminar": seminar, "dropped": True})
    wanted |= {key: None for key in said if key not in wanted}
    at = {f"{seminar}.{item_id}": row for item_id, row in zip(ids, rows, strict=True)}
    for key, new in wanted.items():
        if (None if new is None else from_plain(SEMINAR_ITEM.body, new)) != said.get(key):
            yield _Change(SEMINAR_ITEM, key, new, at.get(key))
    if rows and rows[0].clock and rows[0].clock != held.plan.starts:
        yield _Change(SEMINAR_PLAN, seminar, {"template": template, "starts": rows[0].clock}, rows[0])


def _ids(held: Held, base: SeminarPlan, rows: Sequence[AgendaRow], said: Mapping[str, Any], file: Path) -> list[str]:
    """The id of each row; new rows get one. Raises ProblemsFound for one that is not known or stands twice."""
    seminar = held.seminar.id
    known = {item.id for item in (*base.items, *held.plan.items)} | {key.removeprefix(f"{seminar}.") for key in said}
    problems, ids = [], []
    free = (f"{OWN}{n}" for n in range(1, len(rows) + len(known) + 1) if f"{OWN}{n}" not in known)
    for row in rows:
        fault = "agenda_twice" if row.id in ids else "agenda_unknown" if row.id and row.id not in known else ""
        if fault:
            problems.append(Problem(f"problems.{fault}", Where(file.name, seminar, row.cells["id"]), {"found": row.id}))
        ids.append(row.id or next(free))
    if problems:
        raise ProblemsFound(tuple(problems))
    return ids


def _values(item: Item | None, row: AgendaRow, words: Texts) -> dict[str, object]:
    """What a row says that the template's item does not; everything for an item of the facilitator's own."""
    old = _row(item, "", words) if item else None
    new: dict[str, object] = {name: getattr(row, name) for name in ("minutes", "title", "text", "guide", "ask")}
    new |= {"activity": row.activity, "options": "\n".join(row.options)}
    if old is None:
        return new
    was = {name: getattr(old, name) for name in ("minutes", "title", "text", "guide", "ask", "activity")}
    was["options"] = "\n".join(old.options)
    return {name: value for name, value in new.items() if value != was[name]}


def _fault(book: Book, change: _Change, file: Path, sheet: str, today: date) -> Problem | None:
    if change.values is None:
        return None
    try:
        accept_entry.body(book, change.kind, "", "", change.values, today)
    except FieldRefused as error:
        cell = change.row.cells.get(error.field, "") if change.row else ""
        return Problem(error.key, Where(file.name, sheet, cell), dict(error.values))
    return None
