"""What is hung up at a seminar: a unit's storyboard (A3), and a municipality's poster (A1)."""

from __future__ import annotations

from dataclasses import replace

from kit.actions.chart import charts_of
from kit.actions.papers import words
from kit.actions.papers.monthly import charts_piece, in_the_way, learned_piece, tests_piece
from kit.domain.book import Book
from kit.domain.entries.improvement import STORY
from kit.domain.network import Municipality, Unit
from kit.domain.paper import Blank, Charts, Paper, Piece, Points, Section, Sheet, Size, Words, shortened
from kit.domain.team import team_of
from kit.texts import Texts

MOST_TEAM = 8
TALL = (420, 215)


def storyboard(book: Book, municipality: Municipality, texts: Texts) -> Paper:
    """An A3 sheet on its side for every unit: who we are, what we want, what we see, what we tested and learned."""
    sheets = tuple(_sheet(book, municipality, unit, texts) for unit in book.units_of(municipality.code))
    title = texts("papers.name.storyboard")
    return Paper("storyboard", title, texts.language, sheets, Size.A3, landscape=True, columns=(1, 1, 1), rems=96.0)


def _sheet(book: Book, municipality: Municipality, unit: Unit, texts: Texts) -> Sheet:
    sections = (
        Section(texts("papers.story.who"), (_team(book, unit, texts),)),
        Section(texts("papers.story.where"), (Words(_place(book, unit, texts)),)),
        Section(texts("papers.story.want"), (_aims(book, unit.municipality, texts, unit.id),)),
        Section(texts("papers.monthly.measured"), charts_piece(book, unit, texts, 2, 2, TALL), span=2),
        Section(texts("papers.monthly.learned"), (learned_piece(book, unit, 4),)),
        Section(texts("papers.monthly.tested"), (tests_piece(book, unit, texts, 4),), span=2),
        Section(
            texts("papers.story.ask"), (in_the_way(book, unit, texts, 2), Blank((texts("papers.story.question"),)))
        ),
    )
    lead = f"{municipality.name} · {book.network.name}"
    return Sheet(words.kicker("storyboard", book, texts), unit.name, lead, sections, words.foot(book, texts))


def _team(book: Book, unit: Unit, texts: Texts) -> Piece:
    team = team_of(book, unit.municipality, unit.id)
    lines = tuple(f"{one.name}, {words.role_name(book, one.role, texts).lower()}" for one in team[:MOST_TEAM])
    return Points(lines) if lines else Blank(("", "", ""))


def _place(book: Book, unit: Unit, texts: Texts) -> str:
    kind = book.programme.unit_kinds.get(unit.kind)
    parts = [
        texts.label(kind) if kind else "",
        texts.counted("papers.story.places", unit.places) if unit.places else "",
    ]
    areas = words.areas_of(book, (unit,), texts)
    parts.append(texts("papers.story.areas", areas=areas) if areas else "")
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _aims(book: Book, code: str, texts: Texts, unit: str | None) -> Piece:
    lines = words.aims(book, code, texts, unit)
    return Points(lines[:4]) if lines else Blank((texts("papers.story.aim_line"), ""))


def poster(book: Book, municipality: Municipality, texts: Texts) -> Paper:
    """One A1 sheet for the municipality: read from two metres away, with the four most telling charts."""
    code = municipality.code
    units = book.units_of(code)
    charts = tuple(chart for unit in units for chart in charts_of(book, unit))
    shown = words.chosen(charts, 4)
    made = Charts(tuple(replace(words.on_paper(chart, texts), remark="") for chart in shown), columns=2)
    sections = (
        Section(texts("papers.story.want"), (_aims(book, code, texts, None),)),
        Section(texts("papers.story.who"), (_who(book, code, texts),)),
        Section(texts("papers.see.title"), (made if shown else Words(texts("papers.see.none")),), span=2),
        Section(texts("papers.story.did"), (_did(book, code),)),
        Section(texts("papers.monthly.learned"), (_learned(book, code),)),
    )
    kicker, lead = words.kicker("poster", book, texts), words.areas_of(book, units, texts)
    sheet = Sheet(kicker, municipality.name, lead, sections, words.foot(book, texts))
    return Paper("poster", texts("papers.name.poster"), texts.language, (sheet,), Size.A1, rems=55.0)


def _who(book: Book, code: str, texts: Texts) -> Piece:
    leaders = [words.holder(book, code, part, texts) for part in ("sponsor", "project_leader")]
    units = ", ".join(unit.name for unit in book.units_of(code))
    lines = [line for line in (*leaders, texts("papers.story.units", units=units) if units else "") if line]
    return Points(tuple(lines)) if lines else Blank(("", ""))


def _did(book: Book, code: str) -> Piece:
    """The stories told, with why it worked; where there are none, room to write."""
    stories = sorted(book.entries(STORY, code), key=lambda entry: entry.value.on, reverse=True)
    lines = tuple(f"{one.value.title}: {shortened(one.value.what, words.LINE)}" for one in stories[:4])
    return Points(lines) if lines else Blank(("", "", "", ""))


def _learned(book: Book, code: str) -> Piece:
    told = [entry.value.why for entry in book.entries(STORY, code) if entry.value.why]
    lines = tuple(shortened(why, words.LINE) for why in told[-4:])
    return Points(lines) if lines else Blank(("", "", "", ""))
