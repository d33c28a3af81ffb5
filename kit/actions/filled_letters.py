"""A programme's letters filled with what is known about a municipality: a pure function of the Book."""

from __future__ import annotations

from dataclasses import dataclass

from kit.domain.book import Book
from kit.domain.letters import Letter
from kit.domain.network import Municipality
from kit.domain.team import everybody
from kit.texts import Texts

LINE = "_" * 20  # to write on where nothing is known


@dataclass(frozen=True, slots=True)
class Filled:
    """A letter with its fields filled in; `text` is marked up as `kit.domain.letters.Letter` says."""

    letter: Letter
    title: str
    text: str


def filled(book: Book, municipality: Municipality, letter: Letter, words: Texts) -> Filled:
    """The letter as the municipality would send it, in the language of `words`."""
    fields = letter_fields(book, municipality, words)
    return Filled(letter, words.label(letter.name), words.label(letter.text).format(**fields))


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
    holders = [member for member in everybody(book, code) if member.role in roles]
    return min(holders, key=lambda member: roles.index(member.role)).name if holders else ""
