"""A municipality's letters, commitment page, storyboard and reports as files, filled with what is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kit.actions.filled_letters import filled
from kit.actions.folder import find_folder
from kit.actions.load import load_book
from kit.domain.book import Book
from kit.domain.network import Municipality
from kit.domain.privacy import redacted
from kit.errors import FolderError, ValueRefused
from kit.sources.letters import write_page, write_plain
from kit.texts import Texts, texts_of

LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class WrittenLetters:
    """What was written, and what was there before and is left as it was."""

    folder: Path
    written: tuple[Path, ...]
    kept: tuple[Path, ...]


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
    for letter in book.programme.letters:
        made = filled(book, municipality, letter, words)
        page, plain = place / f"{letter.id}.html", place / f"{letter.id}.txt"
        if page.exists():
            kept.append(page)
        else:
            write_page(page, made.title, words.language, made.text)
            written.append(page)
        if plain.exists():
            kept.append(plain)
        else:
            write_plain(plain, made.title, made.text)
            written.append(plain)
