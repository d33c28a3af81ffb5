"""Writing network.xlsx: what the facilitator fills in, in the network's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kit.domain.programme import Programme
from kit.sources.content import NetworkFile
from kit.sources.paper import HEAD_ROW, ROOM, Paper, Value, put
from kit.sources.safe_write import written_whole
from kit.sources.words import (
    IN_USE,
    LOCAL_WORDS,
    MUNICIPALITIES,
    NETWORK_KEYS,
    PEOPLE,
    SEMINARS,
    UNITS,
    Choice,
    Table,
    key_label,
    own_choice,
    sheet_name,
    with_id,
)
from kit.texts.in_use import forms_in_use

LINES = tuple(f"workbook.network.line{n}" for n in range(8))
STYLE = {"withdrawn_on": "date", "date": "date", "break_on": "date", "places": "whole", "baseline": "whole"}
WIDTHS = {"code": 16, "name": 38, "measure_id": 58, "unit_kind": 24, "role": 28}
WIDTHS |= {"withdrawn_reason": 44, "break_reason": 44, "standard_word": 38, "local_word": 38}
MANY = 2000  # rows that a drop-down of codes or units reaches down


def write_network(path: Path, content: NetworkFile, programme: Programme) -> None:
    """Write the workbook of a network, in the network's language, with room to add rows.

    Raises FolderError when the file is open elsewhere or cannot be written.
    """
    written_whole(path, lambda draft: _write(draft, content, programme))


def _write(path: Path, content: NetworkFile, programme: Programme) -> None:
    paper = Paper(path, content.network, content.network.name)
    paper.lines(paper.sheet("read_me"), LINES)
    choices = _choices(programme)
    _network(paper, content, programme, choices)
    for table, rows in _tables(content, choices, paper.language, programme):
        sheet = paper.sheet(table.sheet)
        styles = [STYLE.get(name, "text") for name in table.columns]
        paper.head(sheet, table, f"workbook.top.{table.sheet}", WIDTHS, styles)
        if table is LOCAL_WORDS:
            put(sheet, HEAD_ROW - 1, 0, paper.texts("workbook.local_words.example"), paper.style("top"))
        _fill(paper, sheet, table, list(rows))
        _checks(paper, sheet, table, choices, programme)
    paper.close()


def _choices(programme: Programme) -> dict[str, Choice]:
    kinds = {name: own_choice(name) for name in ("wave", "status", "language", "seminar")}
    return {**kinds, "role": Choice(programme.roles), "unit_kind": Choice(programme.unit_kinds)}


def _network(paper: Paper, content: NetworkFile, programme: Programme, choices: Mapping[str, Choice]) -> None:
    sheet = paper.sheet("network")
    table = Table("network", ("key", "value", "help"), (), {})
    paper.head(sheet, table, "workbook.top.network", {"key": 34, "value": 44, "help": 80})
    network = content.network
    values: dict[str, Value] = {
        "name": network.name,
        "programme": programme.name.text(paper.language),
        "language": choices["language"].word(network.language, paper.language),
        "first_seminar": network.first_seminar,
        "contact": network.contact,
        "id": network.id,
    }
    for row, key in enumerate(NETWORK_KEYS, start=HEAD_ROW + 1):
        put(sheet, row, 0, key_label(key, paper.language), paper.style("text"))
        style = "date" if key == "first_seminar" else "text"
        put(sheet, row, 1, values[key], paper.style(style, fill=True, locked=False))
        put(sheet, row, 2, paper.texts(f"workbook.help.{key}"), paper.style("top"))
    rows = {key: row for row, key in enumerate(NETWORK_KEYS, start=HEAD_ROW + 1)}
    languages = paper.list("language", choices["language"].words(paper.language))
    sheet.data_validation(rows["language"], 1, rows["language"], 1, paper.choice(languages))
    sheet.data_validation(rows["first_seminar"], 1, rows["first_seminar"], 1, paper.a_date())


Rows = Iterable[tuple[Value, ...]]


def _tables(
    content: NetworkFile, choices: Mapping[str, Choice], language: str, programme: Programme
) -> Iterable[tuple[Table, Rows]]:
    def word(kind: str, name: str) -> str:
        return choices[kind].word(name, language) if name in choices[kind].shown else name

    yield (
        MUNICIPALITIES,
        (
            (m.code, m.name, word("wave", m.wave), word("status", m.status), m.withdrawn_on, m.withdrawn_reason)
            for m in content.municipalities
        ),
    )
    yield UNITS, ((u.id, u.municipality, u.name, word("unit_kind", u.kind), u.places) for u in content.units)
    yield PEOPLE, ((p.municipality, p.unit, word("role", p.role), p.name) for p in content.people)
    yield SEMINARS, ((s.id, word("seminar", s.kind), s.name, s.on) for s in content.seminars)
    names = {measure.id: measure.name.text(language) for measure in programme.measures}
    yield (
        IN_USE,
        (
            (
                with_id(i.measure, names.get(i.measure, "")),
                i.municipality,
                i.unit,
                i.baseline,
                i.break_on,
                i.break_reason,
            )
            for i in content.in_use
        ),
    )
    yield LOCAL_WORDS, ((w.word, w.local) for w in content.network.local_words)


def _fill(paper: Paper, sheet: Any, table: Table, rows: list[tuple[Value, ...]]) -> None:
    styles = [paper.style(STYLE.get(name, "text"), fill=True, locked=False) for name in table.columns]
    blank = tuple(None for _ in table.columns)
    for number, row in enumerate([*rows, *[blank] * ROOM], start=HEAD_ROW + 1):
        for column, value in enumerate(row):
            put(sheet, number, column, value, styles[column])


def _checks(paper: Paper, sheet: Any, table: Table, choices: Mapping[str, Choice], programme: Programme) -> None:
    words = paper.language
    sources = {
        "wave": paper.list("wave", choices["wave"].words(words)),
        "status": paper.list("status", choices["status"].words(words)),
        "unit_kind": paper.list("unit_kind", choices["unit_kind"].words(words)),
        "role": paper.list("role", choices["role"].words(words)),
        "seminar_kind": paper.list("seminar", choices["seminar"].words(words)),
        "measure_id": paper.list("measure", [with_id(m.id, m.name.text(words)) for m in programme.measures]),
        "standard_word": paper.list("standard_word", forms_in_use(programme, words)),
        "municipality": _column_of(MUNICIPALITIES, words),
        "unit": _column_of(UNITS, words),
    }
    for column, name in enumerate(table.columns):
        kind = STYLE.get(name, "text")
        rule = paper.a_date() if kind == "date" else paper.a_whole() if kind == "whole" else None
        if sources.get(name):
            rule = paper.choice(sources[name])
        if name == "standard_word" and rule:  # a form that no text uses yet may be typed, too
            rule = {**rule, **paper.check({"error_type": "information"}, "word")}
        if rule:
            sheet.data_validation(HEAD_ROW + 1, column, HEAD_ROW + MANY, column, rule)


def _column_of(table: Table, language: str) -> str:
    """The first column of another sheet as the source of a drop-down, so that it follows what is typed there."""
    return f"='{sheet_name(table.sheet, language)}'!$A${HEAD_ROW + 2}:$A${HEAD_ROW + 1 + MANY}"
