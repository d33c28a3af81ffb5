"""A municipality's letters, commitment page, storyboard and reports, filled with what the network file knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kit.actions.folder import find_folder
from kit.actions.load import load_book
from kit.domain.book import Book
from kit.domain.network import Municipality
from kit.domain.privacy import redacted
from kit.errors import FolderError, ValueRefused
from kit.sources.letters import write_page, write_plain
from kit.texts import Texts, texts_of

LETTERS = "letters"
LINE = "_" * 20  # to write on where the network file says nothing


@dataclass(frozen=True, slots=True)
class WrittenLetters:
    """What was written, and what was there before and is left as it was."""

    folder: Path
    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def letter_fields(book: Book, municipality: Municipality, words: Texts) -> dict[str, str]:
    """What the fields of a letter stand for; a line to write on where nothing is known."""
    code, network = municipality.code, book.network
    units = book.units_of(code)
    ready = book.readiness(code).score
    known = {
        "municipality": municipality.name,
        "network": network.name,
        "programme": words.verbatim(book.programme.name),
        "weeks": str(book.programme.weeks),
        "units": ", ".join(unit.name for unit in units),
        "areas": ", ".join(_areas(book, code, words)),
        "first_seminar": words.formats.day(network.first_seminar),
        "sponsor": _holder(book, code, "sponsor"),
        "project_leader": _holder(book, code, "project_leader"),
        "contact": network.contact,
        "readiness": "" if ready is None else words.formats.percent(100 * ready),
        "today": words.formats.day(book.as_of),
    }
    return {name: value or LINE for name, value in known.items()}


def _areas(book: Book, code: str, words: Texts) -> list[str]:
    followed = {measure.area for unit in book.units_of(code) for measure in book.measures_of(unit)}
    names = [words.label(area.name) for area in book.programme.areas if area.id in followed]
    return [name[:1].lower() + name[1:] for name in names]


def _holder(book: Book, code: str, part: str) -> str:
    roles = book.programme.watch.roles.get(part, ())
    people = [person for person in book.people if person.municipality == code and person.role in roles]
    return min(people, key=lambda person: roles.index(person.role)).name if people else ""


def write_letters(
    folder: Path | str, *, municipality: str = "", language: str = "", today: date | None = None
) -> WrittenLetters:
    """Write every letter of the programme, as a page and as plain text, into ``letters/<code>/`` of the network folder.

    One municipality's, or every active one's when none is named; in `language`, else in the network's own. A file that
    is there already is left as it is: somebody may have written in it.

    Raises
    ------
    FolderError
        When the folder cannot be found or written.
    ValueRefused
        ``actions.unknown_municipality``.
    ProblemsFound, StoreError
        When the network cannot be read.
    """
    home = find_folder(folder)
    book = load_book(folder, as_of=today)
    chosen = [one for one in book.municipalities if (one.code == municipality if municipality else one.active)]
    if not chosen:
        raise ValueRefused("actions.unknown_municipality", found=redacted(municipality)[:20])
    words = texts_of(book.network, language)
    written: list[Path] = []
    kept: list[Path] = []
    for one in chosen:
        _write(_made(home.path / LETTERS / one.code), book, one, words, written, kept)
    return WrittenLetters(home.path / LETTERS, tuple(written), tuple(kept))


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderError("problems.folder_unwritable", folder=redacted(str(folder))) from error
    return folder


def _write(
    place: Path, book: Book, municipality: Municipality, words: Texts, written: list[Path], kept: list[Path]
) -> None:
    fields = letter_fields(book, municipality, words)
    for letter in book.programme.letters:
        title, text = words.label(letter.name), words.label(letter.text).format(**fields)
        page, plain = place / f"{letter.id}.html", place / f"{letter.id}.txt"
        if page.exists():
            kept.append(page)
        else:
            write_page(page, title, words.language, text)
            written.append(page)
        if plain.exists():
            kept.append(plain)
        else:
            write_plain(plain, title, text)
            written.append(plain)
