"""The monthly report: one A4 page a unit, filled with what is known; the last lines are written by hand."""

from __future__ import annotations

from kit.actions.chart import charts_of
from kit.actions.papers import words
from kit.actions.papers.leader_report import ask_sentence
from kit.domain.asks import asks
from kit.domain.board import coming, running
from kit.domain.book import Book
from kit.domain.entries.entry import Entry
from kit.domain.entries.improvement import CYCLE, STORY, Cycle
from kit.domain.network import Municipality, Unit
from kit.domain.paper import Blank, Charts, Grid, Paper, Piece, Points, Section, Sheet, Words, shortened
from kit.texts import Texts

MOST_CHARTS, MOST_TESTS, MOST_LINES = 2, 3, 3


def monthly(book: Book, municipality: Municipality, texts: Texts) -> Paper:
    """A page for every unit of the municipality."""
    sheets = tuple(_sheet(book, municipality, unit, texts) for unit in book.units_of(municipality.code))
    return Paper("monthly", texts("papers.name.monthly"), texts.language, sheets)


def _sheet(book: Book, municipality: Municipality, unit: Unit, texts: Texts) -> Sheet:
    code = municipality.code
    measured = Section(texts("papers.monthly.measured"), charts_piece(book, unit, texts, MOST_CHARTS), span=2)
    tested = Section(texts("papers.monthly.tested"), (tests_piece(book, unit, texts, MOST_TESTS),), span=2)
    sections = (
        measured,
        tested,
        Section(texts("papers.monthly.learned"), (learned_piece(book, unit, MOST_LINES),)),
        Section(texts("papers.monthly.in_the_way"), (in_the_way(book, unit, texts, MOST_LINES),)),
        Section(texts("papers.elements.title"), words.elements(book, code, texts)),
        Section(texts("papers.monthly.next"), next_pieces(book, unit, texts)),
        _asked(book, code, unit, texts),
    )
    lead = f"{municipality.name} · {book.network.name}"
    return Sheet(words.kicker("monthly", book, texts), unit.name, lead, sections, words.foot(book, texts))


def _asked(book: Book, code: str, unit: Unit, texts: Texts) -> Section:
    """What the unit asks of its leader: its own ask before the municipality's."""
    found = asks(book, code)
    own = [ask for ask in found if ask.unit == unit.id] or [ask for ask in found if not ask.unit]
    said = Words(ask_sentence(own[0], book, texts)) if own else Blank(("",))
    return Section(texts("papers.monthly.ask"), (said,), span=2, tone="ask")


def charts_piece(
    book: Book, unit: Unit, texts: Texts, most: int, columns: int = 2, size: tuple[int, int] = (420, 190)
) -> tuple[Piece, ...]:
    """The most telling charts of a unit, and in words how many more there are."""
    charts = charts_of(book, unit)
    shown = words.chosen(charts, most)
    if not shown:
        return (Words(texts("papers.see.none")),)
    made = Charts(
        tuple(words.on_paper(chart, texts, *size, place=False) for chart in shown), columns=min(columns, len(shown))
    )
    rest = [chart for chart in charts if chart not in shown and chart.newest is not None]
    if not rest:
        return (made,)
    others = "; ".join(f"{texts.label(one.measure.name)}: {words.newest_text(one, texts)}" for one in rest[:3])
    return made, Words(texts("papers.monthly.also", measures=others), "small")


def tests_piece(book: Book, unit: Unit, texts: Texts, most: int) -> Piece:
    """The newest tests: those running, then those that ended lately."""
    cycles = [entry for entry in book.entries(CYCLE, unit.municipality, unit.id) if _begun(entry, book)]
    open_ones = running(cycles, book.as_of)
    ended = [entry for entry in reversed(cycles) if entry not in open_ones]
    rows = tuple(words.cycle_row(entry, book, texts) for entry in (*open_ones, *ended)[:most])
    headings = tuple(texts(f"papers.test.{name}") for name in ("what", "predicted", "found", "decision"))
    return Grid("", headings, rows, narrow=(3,)) if rows else Words(texts("papers.test.none"))


def _begun(entry: Entry[Cycle], book: Book) -> bool:
    return entry.value.started_on is None or entry.value.started_on <= book.as_of


def learned_piece(book: Book, unit: Unit, most: int) -> Piece:
    """What the team has written that it learned: stories first, then the tests' own learning."""
    stories = sorted(book.entries(STORY, unit.municipality, unit.id), key=lambda e: e.value.on, reverse=True)
    lines = [f"{one.value.title}: {one.value.what}" for one in stories]
    tests = book.entries(CYCLE, unit.municipality, unit.id)
    lines += [f"{one.value.title}: {one.value.learned}" for one in reversed(tests) if one.value.learned]
    return Points(tuple(shortened(line, words.LINE) for line in lines[:most])) if lines else Blank(("", ""))


def in_the_way(book: Book, unit: Unit, texts: Texts, most: int) -> Piece:
    """The barriers that are not solved."""
    lines = words.barrier_lines(book, unit.municipality, texts, unit.id)
    return Points(lines[:most]) if lines else Words(texts("papers.barrier.none"))


def next_pieces(book: Book, unit: Unit, texts: Texts) -> tuple[Piece, ...]:
    """The next test, and room for what else is agreed."""
    planned = coming(book.entries(CYCLE, unit.municipality, unit.id), book.as_of)
    label = texts("papers.monthly.who_when")
    if planned is None:
        return (Blank((label, label)),)
    day = planned.value.started_on
    said = texts(
        "papers.monthly.next_test", what=shortened(planned.value.title, 80), day=day.isoformat() if day else None
    )
    return Words(said), Blank((label,))
