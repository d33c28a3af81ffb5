"""Letters in and out: a programme's letters/*.toml, and a filled letter as a web page or plain text."""

from __future__ import annotations

import html
from collections.abc import Collection, Iterator
from pathlib import Path

from kit.domain.label import LANGUAGES
from kit.domain.letters import FIELDS, Letter, blocks, fields_of, plain
from kit.errors import Problem
from kit.sources.entries import Entry, no_doubles, read_entry
from kit.sources.phases import MARKS
from kit.sources.print_page import write_print_page
from kit.sources.references import Reference, read_basis
from kit.sources.safe_write import written_whole


def read_letters(
    folder: Path, items: Collection[str], references: dict[str, Reference], problems: list[Problem]
) -> tuple[Letter, ...]:
    """Every letter in ``letters/`` of a programme's folder, by file name; none when there is no such folder."""
    entries, letters = [], []
    for path in sorted((folder / "letters").glob("*.toml")):
        entry = read_entry(path, problems, base=folder)
        if entry is not None:
            letters.append(_letter(entry, items, references))
            entries.append(entry)
    no_doubles(zip(entries, [letter.id for letter in letters], strict=True))
    return tuple(letters)


def _letter(entry: Entry, items: Collection[str], references: dict[str, Reference]) -> Letter:
    letter = Letter(
        id=entry.id(),
        name=entry.label("name"),
        text=entry.label("text"),
        item=entry.choice("item", items, ""),
        basis=read_basis(entry, references),
        mark=entry.choice("mark", MARKS, "P"),
    )
    entry.finish()
    _check_fields(entry, letter)
    return letter


def _check_fields(entry: Entry, letter: Letter) -> None:
    """Note a field that nobody can fill in, and a language that lacks one of the others' fields."""
    found = {}
    for language in LANGUAGES:
        try:
            found[language] = fields_of(letter.text.text(language))
        except ValueError:
            entry.note("letters.braces", f"text.{language}")
            return
    every = frozenset().union(*found.values())
    for language, names in found.items():
        if unknown := sorted(names - set(FIELDS)):
            entry.note(
                "letters.unknown_field", f"text.{language}", found=", ".join(unknown), expected=", ".join(FIELDS)
            )
        if missing := sorted(every - names):
            entry.note("letters.missing_field", f"text.{language}", expected=", ".join(missing))


def write_page(path: Path, title: str, language: str, text: str) -> None:
    """Write a filled letter as one web page that prints on A4 and asks for nothing from outside.

    Raises FolderError ``problems.cannot_write`` or ``problems.file_in_use``.
    """
    write_print_page(path, title, language, "\n".join(_blocks(text)))


def write_plain(path: Path, title: str, text: str) -> None:
    """Write a filled letter as plain text that Notepad shows rightly. Raises as `write_page`."""
    content = plain(title, text)
    written_whole(path, lambda draft: draft.write_text(content, encoding="utf-8-sig", newline="\r\n"))


def _blocks(text: str) -> Iterator[str]:
    for kind, lines in blocks(text):
        escaped = [html.escape(line) for line in lines]
        if kind == "list":
            yield "<ul>\n" + "\n".join(f"<li>{line}</li>" for line in escaped) + "\n</ul>"
        elif kind == "heading":
            yield from (f"<h2>{line}</h2>" for line in escaped)
        else:
            yield "<p>" + "<br>\n".join(escaped) + "</p>"
