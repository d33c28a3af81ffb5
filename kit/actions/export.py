"""Everything in a network as tables, for a spreadsheet or another program; and what may leave a municipality."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from kit.actions.folder import find_folder
from kit.actions.load import load_book
from kit.domain.book import Book
from kit.domain.entries.entry import Kind
from kit.domain.entries.fields import specs
from kit.domain.entries.kinds import KINDS
from kit.domain.entries.leading import ROUND
from kit.domain.label import LANGUAGES
from kit.domain.measure import Measure
from kit.domain.privacy import redacted
from kit.domain.rounds import round_results, rounds
from kit.domain.small_counts import SMALL, shareable
from kit.domain.survey import TOTAL, ScaleScore
from kit.errors import FolderError, KitError
from kit.sources.frames import value_of
from kit.sources.tables_out import Cell, TableOut, write_csv, write_workbook
from kit.texts import Texts, texts_of
from kit.texts.catalogue import catalogue

READ_ME = "READ-ME.txt"
# What participants answered one by one stays in the room, and so does where the room was.
NOT_EXPORTED = ("seminar_answer", "seminar_moderation", "seminar_room", "attendance")


@dataclass(frozen=True, slots=True)
class Exported:
    """The folder that was written, and its files by name."""

    folder: Path
    files: tuple[str, ...]


def export(
    folder: Path | str,
    out: Path | None = None,
    *,
    municipality: str = "",
    to_share: bool = False,
    language: str = "",
    as_of: date | None = None,
) -> Exported:
    """Write everything, or all that belongs to one `municipality`, as a workbook and as CSV files in a new folder.

    `to_share` writes what may leave the municipalities instead: sums by quarter of the measures that each has agreed to
    share, counts under five taken away, and nothing that anybody wrote. The folder is `out`, or one in the network's
    folder named after the day; it must not be there, and is written whole or not at all.

    Raises
    ------
    FolderError
        When the folder is not a network's, or `export.there`, or it cannot be written.
    KitError
        `batch.unknown_municipality` or `batch.unknown_language`.
    """
    home = find_folder(folder)
    book = load_book(home.path, as_of=as_of)
    if municipality and book.municipality(municipality) is None:
        expected = ", ".join(one.code for one in book.municipalities)
        raise KitError("batch.unknown_municipality", found=redacted(municipality)[:40], expected=expected)
    if language and language not in LANGUAGES:
        raise KitError("batch.unknown_language", found=redacted(language)[:40], expected=", ".join(LANGUAGES))
    mine = book.only(municipality) if municipality else book
    texts = texts_of(book.network, language)
    name = "-".join(filter(None, (book.as_of.isoformat(), municipality, "share" if to_share else "")))
    target = out or home.path / "export" / name
    tables = tuple(_shared(mine, texts) if to_share else everything(mine, texts))
    return Exported(target, _written(target, tables, texts, to_share))


def _written(target: Path, tables: tuple[TableOut, ...], texts: Texts, to_share: bool) -> tuple[str, ...]:
    """Fill a draft beside the folder, then put it in place."""
    if target.exists():
        raise FolderError("export.there", folder=redacted(str(target)))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(mkdtemp(prefix=".export-", dir=target.parent))
    except OSError as fault:
        raise FolderError("problems.cannot_write", file=target.name, folder=redacted(str(target.parent))) from fault
    try:
        write_workbook(draft / f"{texts('export.file')}.xlsx", tables)
        for table in tables:
            write_csv(draft / f"{table.id}.csv", table, texts.language)
        (draft / READ_ME).write_text(_read_me(tables, texts, to_share), encoding="utf-8-sig", newline="\r\n")
        files = tuple(sorted(path.name for path in draft.iterdir()))
        draft.rename(target)
    except OSError as fault:
        raise FolderError("problems.cannot_write", file=target.name, folder=redacted(str(target.parent))) from fault
    finally:
        with suppress(OSError):
            shutil.rmtree(draft)
    return files


def _read_me(tables: Iterable[TableOut], texts: Texts, to_share: bool) -> str:
    rules = texts("export.rules.share", n=SMALL) if to_share else texts("export.rules.all", n=SMALL)
    lines = [f"{table.id}.csv: {table.title} ({len(table.rows)})" for table in tables]
    return "\n".join([texts("export.about"), "", rules, "", *lines, ""])


def everything(book: Book, texts: Texts) -> Iterator[TableOut]:
    """Every table. Answers to the questionnaire come as results of closed rounds, small groups hidden."""
    yield _table(texts, "municipalities", _municipalities(book, texts))
    yield _table(texts, "units", _units(book))
    yield _table(texts, "measures", _measures(book, texts))
    yield _table(texts, "points", _points(book, texts))
    yield _table(texts, "events", _events(book, texts))
    yield _table(texts, "checklist", _checklist(book, texts))
    yield _table(texts, "people", _people(book, texts))
    yield _table(texts, "leadership", _leadership(book, texts))
    for kind in KINDS.values():
        if kind.id not in NOT_EXPORTED and book.entries(kind):
            yield _entries(book, texts, kind)


def _shared(book: Book, texts: Texts) -> Iterator[TableOut]:
    """What may leave the municipalities."""
    rows: list[tuple[Cell, ...]] = []
    for one in shareable(book):
        owner, measure = book.municipality(one.municipality), book.programme.measure(one.measure)
        assert owner is not None
        assert measure is not None
        value = None if one.numerator is None else value_of(measure, one.numerator, one.denominator)
        hidden = texts("export.hidden") if one.numerator is None else ""
        place = (owner.code, owner.name, measure.id, texts.label(measure.name))
        rows.append((*place, one.quarter, one.units, one.numerator, one.denominator, value, hidden))
    yield _table(texts, "shared", rows)
    yield _table(texts, "measures", _measures(book, texts))


def _table(texts: Texts, name: str, rows: Iterable[tuple[Cell, ...]]) -> TableOut:
    headings = texts(f"export.headings.{name}").split("|")
    return TableOut(name, texts(f"export.table.{name}"), tuple(headings), tuple(rows))


def _municipalities(book: Book, texts: Texts) -> Iterator[tuple[Cell, ...]]:
    for one in book.municipalities:
        active = texts("export.yes" if one.active else "export.no")
        yield one.code, one.name, one.wave, active, one.withdrawn_on, one.withdrawn_reason


def _units(book: Book) -> Iterator[tuple[Cell, ...]]:
    names = {one.code: one.name for one in book.municipalities}
    for unit in book.units:
        yield unit.municipality, names.get(unit.municipality, ""), unit.id, unit.name, unit.kind, unit.places


def _measures(book: Book, texts: Texts) -> Iterator[tuple[Cell, ...]]:
    used = {measure.id for unit in book.units for measure in book.measures_of(unit)}
    for one in book.programme.measures:
        if one.id in used:
            words = [texts.label(label) if label else "" for label in (one.numerator, one.denominator, one.exclusions)]
            better = texts(f"entries.own_measure.direction.{one.direction}")
            yield one.id, texts.label(one.name), *words, one.value, one.per, one.frequency, better


def _place(book: Book, unit_id: str) -> tuple[str, str, str, str]:
    unit = book.unit(unit_id)
    owner = book.municipality(unit.municipality) if unit else None
    return (owner.code if owner else "", owner.name if owner else "", unit_id, unit.name if unit else "")


def _named(book: Book, texts: Texts, measure: str) -> tuple[Measure | None, str]:
    found = book.programme.measure(measure)
    return found, texts.label(found.name) if found else ""


def _points(book: Book, texts: Texts) -> Iterator[tuple[Cell, ...]]:
    for (unit, measure), series in sorted(book.series.items()):
        found, name = _named(book, texts, measure)
        for one in series.points:
            value = value_of(found, one.numerator, one.denominator)
            yield *_place(book, unit), measure, name, one.period, one.numerator, one.denominator, value, one.note


def _events(book: Book, texts: Texts) -> Iterator[tuple[Cell, ...]]:
    for (unit, measure), series in sorted(book.series.items()):
        for one in series.events:
            yield *_place(book, unit), measure, _named(book, texts, measure)[1], one.on, one.count, one.note


def _checklist(book: Book, texts: Texts) -> Iterator[tuple[Cell, ...]]:
    for one in book.municipalities:
        states = book.checklist.get(one.code, {})
        for item in book.programme.checklist.items:
            state = states.get(item.id)
            said: tuple[Cell, ...] = ("", "", "", None)
            if state:
                owner = _role(book, texts, state.owner)
                changed = state.changed_at.date() if state.changed_at else None
                said = (texts(f"apps.status.{state.status}"), owner, state.note, changed)
            due = item.due(book.network.first_seminar)
            yield one.code, one.name, item.id, texts.label(item.text), due, *said


def _people(book: Book, texts: Texts) -> Iterator[tuple[Cell, ...]]:
    for one in book.people:
        owner = book.municipality(one.municipality)
        unit = book.unit(one.unit)
        name = owner.name if owner else ""
        yield one.municipality, name, one.unit, unit.name if unit else "", _role(book, texts, one.role), one.name


def _role(book: Book, texts: Texts, role: str) -> str:
    label = book.programme.roles.get(role)
    return texts.label(label) if label else role


def _leadership(book: Book, texts: Texts) -> Iterator[tuple[Cell, ...]]:
    """The results of every closed round, scale by scale and cell by cell; a hidden cell says so and holds nothing."""
    questions = book.programme.leadership
    scales = {scale.id: texts.label(scale.name) for scale in questions.scales}
    groups = {group.id: texts.label(group.name) for group in questions.groups}
    for one in book.municipalities:
        given = [answer for answer in book.answers if answer.municipality == one.code]
        asked = rounds(book.entries(ROUND, one.code), [answer.at.date() for answer in given], book.as_of)
        for told, found in round_results(questions, given, asked):
            for score in found.scores:
                if score.group in groups or score.group == TOTAL:
                    who = groups.get(score.group, texts("export.everybody"))
                    yield one.code, one.name, told.name, told.last, scales[score.scale], who, *_score(score, texts)


def _score(score: ScaleScore, texts: Texts) -> tuple[Cell, ...]:
    if score.hidden:
        return None, None, texts("export.hidden")
    return score.n, score.mean, ""


def _entries(book: Book, texts: Texts, kind: Kind) -> TableOut:
    """What was written down of one kind: where, its fields, and the day."""
    fields = specs(kind.body)
    headings = [texts(f"export.column.{name}") for name in ("municipality", "name", "unit", "unit_name", "key")]
    headings += [_heading(texts, kind, spec.name) for spec in fields] + [texts("export.column.written")]
    rows = []
    for entry in book.entries(kind):
        owner, unit = book.municipality(entry.municipality), book.unit(entry.unit)
        place = (entry.municipality, owner.name if owner else "", entry.unit, unit.name if unit else "", entry.key)
        said = (_shown(book, texts, kind, spec.name, getattr(entry.value, spec.name)) for spec in fields)
        rows.append((*place, *said, entry.at.date()))
    return TableOut(kind.id, texts(f"export.kind.{kind.id}"), tuple(headings), tuple(rows))


def _heading(texts: Texts, kind: Kind, name: str) -> str:
    key = f"entries.{kind.id}.{name}"
    return texts(key) if key in catalogue() else texts(f"export.field.{name}")


def _shown(book: Book, texts: Texts, kind: Kind, name: str, value: Any) -> Cell:
    """A field as a cell; ids as the words that the reader knows them by."""
    if isinstance(value, bool):
        return texts("export.yes" if value else "export.no")
    if isinstance(value, tuple):
        return ", ".join(str(_shown(book, texts, kind, name, one)) for one in value)
    if isinstance(value, str) and value:
        key = f"entries.{kind.id}.{name}.{value}"
        if key in catalogue():
            return texts(key)
        label = book.programme.roles.get(value) or next(
            (one.name for one in book.programme.measures if one.id == value), None
        )
        return texts.label(label) if label else value
    return value  # type: ignore[no-any-return]
