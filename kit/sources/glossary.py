"""Reading a programme's glossary.csv: ``id;en;da;nb``, one term a row, ° after a word that a source uses."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from kit.domain.glossary import SEEN, Glossary, Term, without_marks
from kit.domain.label import LANGUAGES
from kit.errors import Problem, Where
from kit.sources.csv_file import decode
from kit.sources.entries import Entry, finish_all

COLUMNS = ("id", "en", "da", "nb")


def read_glossary(path: Path, problems: list[Problem]) -> Glossary:
    """The glossary in `path`, which may be missing; every fault is noted with its row."""
    if not path.is_file():
        return Glossary()
    where = Where(f"{path.parent.name}/{path.name}")
    text = decode(path.read_bytes())
    if text is None:
        problems.append(Problem("programme.not_utf8", where))
        return Glossary()
    entries = list(_entries(text.splitlines(), where, problems))
    terms = [Term(entry.id(), entry.label("word"), _seen(entry)) for entry in entries]
    finish_all(entries, [term.id for term in terms])
    return Glossary(tuple(terms))


def _entries(lines: list[str], where: Where, problems: list[Problem]) -> Iterator[Entry]:
    """Every row as an entry, or nothing when the headings are not the right ones."""
    rows = csv.reader(lines, delimiter=";")
    headings = [cell.strip().casefold() for cell in next(rows, [])]
    if headings != list(COLUMNS):
        values = {"found": ";".join(headings), "expected": ";".join(COLUMNS)}
        problems.append(Problem("programme.not_choice", where, values))
        return
    for number, row in enumerate(rows, start=2):
        if any(cell.strip() for cell in row):
            cells = dict(zip(COLUMNS, [*row, "", "", "", ""], strict=False))
            beyond = ";".join(row[len(COLUMNS) :]).strip("; ")
            words = {language: without_marks(cells[language]) for language in LANGUAGES}
            seen = [language for language in LANGUAGES if SEEN in cells[language]]
            entry = {"id": cells["id"].strip(), "word": words, "seen": seen} | ({"column": beyond} if beyond else {})
            yield Entry(entry, Where(where.file, cell=f"term.{cells['id'].strip() or number}"), problems)


def _seen(entry: Entry) -> tuple[str, ...]:
    return entry.choices("seen", LANGUAGES)
